"""The kinds of documents there are: how each is read, what its template is given, what is attached to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.data_file import DataFile
from reports.landtag_report.data_files import data_files as landtag_data_files
from reports.landtag_report.document import LandtagReport
from reports.landtag_report.presentation import values as landtag_values


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document, named after its folder."""

    document: Any
    values: Callable[..., Mapping[str, Any]]
    data_files: Callable[..., tuple[DataFile, ...]]


KINDS: Mapping[str, Kind] = {
    LandtagReport.folder: Kind(document=LandtagReport, values=landtag_values, data_files=landtag_data_files),
}
