"""The whole report, and its way to JSON and back."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from reports.landtag_report.document.annex import AnnexTable, IndicatorDefinition, Passage, StepDefinition, Term
from reports.landtag_report.document.basics import NO_WORDS, Period, Words
from reports.landtag_report.document.people import StrandChapter
from reports.landtag_report.document.projects import ProjectProfile
from reports.landtag_report.document.resolution import Resolution
from reports.landtag_report.document.summary import Summary
from reports.plain_data import DocumentInvalid, from_plain, to_plain


class ReportState(StrEnum):
    """Life of a report; only a published one is free of the draft notice."""

    DRAFT = "draft"
    FROZEN = "frozen"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class LandtagReport:
    """The whole report. `as_of` is the Stichtag, `generated_at` an instant in UTC, `data_hash` the SHA-256 of the frozen data."""

    folder: ClassVar[str] = "landtag_report"

    period: Period
    as_of: date
    generated_at: datetime
    version: str
    data_hash: str
    state: ReportState
    title: Words
    subtitle: Words
    issuer: Words
    addressee: Words
    summary: Summary
    strands: tuple[StrandChapter, ...]
    projects: tuple[ProjectProfile, ...]
    resolution: Resolution
    method: tuple[Passage, ...]
    document_number: str | None = None
    occasion: Words = NO_WORDS
    projects_lead: Words = NO_WORDS
    sources: tuple[Words, ...] = ()
    tables: tuple[AnnexTable, ...] = ()
    indicators: tuple[IndicatorDefinition, ...] = ()
    steps: tuple[StepDefinition, ...] = ()
    glossary: tuple[Term, ...] = ()
    abbreviations: tuple[Term, ...] = ()
    english_summary: str = ""

    def __post_init__(self) -> None:
        if self.generated_at.tzinfo is None:
            raise ValueError("The instant of generation needs its time zone.")

    @property
    def is_public(self) -> bool:
        """Only a published or superseded report may leave the ministry without the draft notice."""
        return self.state in (ReportState.PUBLISHED, ReportState.SUPERSEDED)

    def to_json(self) -> str:
        """Return the report as JSON; the same report gives the same text."""
        return json.dumps(to_plain(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "LandtagReport":
        """Read a report; raises DocumentInvalid with one sentence that names the place."""
        try:
            plain = json.loads(text)
        except json.JSONDecodeError as problem:
            raise DocumentInvalid(f"This is not JSON: {problem.msg} in line {problem.lineno}.") from problem
        return from_plain(cls, plain, place="report")
