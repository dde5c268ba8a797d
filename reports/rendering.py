"""Turns a document into a PDF: Jinja, WeasyPrint, our own tags; nothing is fetched but files below reports/assets."""

import gc
import io
import logging
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol
from urllib.parse import unquote, urlsplit

import pydyf
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from weasyprint import CSS, HTML, Attachment
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.characters import printable
from reports.conformance import claim_both
from reports.data_file import DataFile
from reports.kinds import KINDS
from reports.language import ReportLanguage
from reports.svg_text import whole_runs
from reports.tagging import own_tags

PACKAGE = Path(__file__).resolve().parent
ASSETS = PACKAGE / "assets"
FONTS = ASSETS / "fonts"
TIME_LIMIT = 900
"""Seconds after which a separate rendering is given up; 500 projects took 60 s when measured (November 2026)."""

_rendering = threading.Lock()


class RenderingFailed(RuntimeError):
    """The PDF could not be made; the message says why in one sentence."""


class PrintableDocument(Protocol):
    """What every document offers; `folder` names its kind and holds its template.html and style.css."""

    folder: ClassVar[str]

    @property
    def generated_at(self) -> datetime:
        """The instant written into the file's metadata."""

    def to_json(self) -> str:
        """Return the document as JSON."""


def render_pdf(document: PrintableDocument, *, language: ReportLanguage) -> bytes:
    """Return the PDF/A-3a and PDF/UA-1 file of a document; the same input gives the same bytes.

    Raises RenderingFailed with the first complaint of the typesetter, TaggingFailed where content has no place in
    the tag tree.
    """
    kind = KINDS[document.folder]
    markup = document_html(document, language=language)
    data_files = kind.data_files(document, language=language)
    style = (PACKAGE / document.folder / "style.css").read_text(encoding="utf-8")
    with _rendering, _complaints_fail(), _page_references_once(), whole_runs():
        fonts = FontConfiguration()
        fetcher = AssetsOnly()
        sheet = CSS(string=style, base_url=ASSETS.as_uri() + "/", font_config=fonts, url_fetcher=fetcher)
        html = HTML(string=markup, base_url=ASSETS.as_uri() + "/", url_fetcher=fetcher)
        try:
            pages = html.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-3a")
            pages.metadata.attachments = _attachments(data_files, created=document.generated_at)
            output = io.BytesIO()
            with own_tags(pages), warnings.catch_warnings():
                # WeasyPrint 70 leaves the file of its colour profile to the collector.
                warnings.simplefilter("ignore", ResourceWarning)
                pages.write_pdf(output, pdf_variant="pdf/a-3a")
        except FatalURLFetchingError as problem:
            raise RenderingFailed(f"The document asked for a file outside its assets: {problem}") from problem
    return claim_both(output.getvalue())


class AssetsOnly(URLFetcher):  # type: ignore[misc]
    """Opens files below reports/assets and refuses every other address, the network included."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file; raises ValueError for anything that is not below the assets."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or not path.is_relative_to(ASSETS):
            raise ValueError("only files of the reports may be fetched")
        return URLFetcherResponse(url, path.read_bytes())


def document_html(document: PrintableDocument, *, language: ReportLanguage) -> str:
    """Return the HTML a document is typeset from, without its style sheet."""
    environment = Environment(
        loader=FileSystemLoader(PACKAGE),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=printable,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.ngettext, newstyle=True
    )
    values = KINDS[document.folder].values(document, language=language)
    try:
        return environment.get_template(f"{document.folder}/template.html").render(values)
    except TemplateError as problem:
        raise RenderingFailed(f"The template does not fit the document: {problem}") from problem


def _attachments(data_files: tuple[DataFile, ...], *, created: datetime) -> list[Attachment]:
    """Return the attachments sorted by name, as the PDF's name tree must be."""
    instant = created.astimezone(UTC)
    return [
        Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            created=instant,
            modified=instant,
            relationship="Data",
        )
        for file in sorted(data_files, key=lambda file: file.name)
    ]


class _Complaints(logging.Handler):
    """Collects what WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _complaints_fail() -> Iterator[None]:
    """Turn warnings and errors of the typesetter into a failure: a style it ignores is a report nobody designed."""
    complaints = _Complaints()
    LOGGER.addHandler(complaints)
    try:
        yield
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.messages:
        raise RenderingFailed(f"The report was not typeset cleanly: {complaints.messages[0]}")


@contextmanager
def _page_references_once() -> Iterator[None]:
    """Remember the tuple of page references, which pydyf 0.13 builds anew for each of thousands of elements.

    At 579 pages that was 19 % of the time (measured November 2026).
    """
    original = pydyf.PDF.page_references

    def remembered(pdf: Any) -> tuple[bytes, ...]:
        pages = len(pdf.pages["Kids"])
        if getattr(pdf, "_remembered_pages", None) != pages:
            pdf._remembered_pages = pages
            pdf._remembered_references = original.fget(pdf)
        return pdf._remembered_references  # type: ignore[no-any-return]

    pydyf.PDF.page_references = property(remembered)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


def write_safely(content: bytes, *, path: Path) -> None:
    """Write a file whole or not at all: to a neighbour first, flushed to the disk, then renamed."""
    neighbour = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with neighbour.open("wb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        neighbour.replace(path)
    finally:
        neighbour.unlink(missing_ok=True)


def render_to_file(
    document: PrintableDocument, *, language: ReportLanguage, path: Path, time_limit: int = TIME_LIMIT
) -> None:
    """Render a document in a process of its own and write it to `path`.

    A process of its own may switch the garbage collector off and leave without tearing down, which takes a quarter
    off the time. Raises RenderingFailed with the one sentence the process left behind, or when `time_limit` seconds
    are over.
    """
    command = [sys.executable, "-m", "reports", document.folder, "--data", "-"]
    command += ["--lang", language.code, "-o", str(path.resolve())]
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]))
    try:
        finished = subprocess.run(
            command,
            input=document.to_json().encode(),
            capture_output=True,
            timeout=time_limit,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise RenderingFailed(f"The report was not finished after {time_limit} seconds.") from problem
    if finished.returncode:
        lines = finished.stderr.decode(errors="replace").strip().splitlines()
        raise RenderingFailed(lines[-1] if lines else f"The rendering process ended with status {finished.returncode}.")


@contextmanager
def without_garbage_collector() -> Iterator[None]:
    """Switch the cyclic collector off: it would scan millions of long-lived boxes again and again (25 % of the time)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
