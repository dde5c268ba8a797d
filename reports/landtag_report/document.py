"""What a Landtag report consists of: the contract with whoever gathers it, and the privacy border.

It is one file on purpose: whoever reviews what may be printed reads it from top to bottom.
What is not in these classes cannot be printed. Counts of people are `Count` values that have passed disclosure
control; texts come in both languages; days are dates, money is Decimal euros.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from reports.figures import Count, Figure
from reports.marks import Station
from reports.plain_data import DocumentInvalid, from_plain, to_plain

STRANDS = ("QUAL", "MIGR", "RETURN", "REINT")
"""Strand codes in the order of the report (code list `strands.csv`)."""

RESOLUTION_POINTS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
"""Codes of the points of the resolution (code list `beschlussfassung.csv`)."""


class ReportState(StrEnum):
    """Life of a report; only a published one is free of the draft notice."""

    DRAFT = "draft"
    FROZEN = "frozen"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class ProjectStatus(StrEnum):
    """Where a project stands (IATI activity status)."""

    PIPELINE = "pipeline"
    RUNNING = "running"
    FINALISING = "finalising"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in German, English or both; where the wanted language is missing, the other is printed with its language mark."""

    de: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The span of time reported on, with its name (`1. Halbjahr 2026`).

    `short` heads a column of a table, `compared` the column of the same span a year earlier.
    """

    name: Words
    first_on: date
    last_on: date
    short: Words = Words()
    compared: Words = Words()

    def __post_init__(self) -> None:
        if self.first_on > self.last_on:
            raise ValueError("A period begins before it ends.")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure set large on the summary page, with the words that make it a sentence."""

    figure: Figure
    words: Words


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An indicator with what was reached and what was planned for the period; `code` leads to its definition.

    `strand` is a strand code, or `ALL` where the indicator belongs to none. `before` is the figure of the same span a
    year earlier, None where the report compares nothing. A table without any target prints no column for it.
    """

    code: str
    strand: str
    name: Words
    actual: Figure
    target: Figure
    before: Figure | None = None

    def __post_init__(self) -> None:
        if self.strand not in (*STRANDS, "ALL"):
            raise ValueError(f"{self.strand!r} is neither a strand nor ALL.")


@dataclass(frozen=True, slots=True)
class Summary:
    """The page that stands alone: lead sentence, key figures, targets, what did not succeed, what follows from it."""

    lead: Words
    key_figures: tuple[KeyFigure, ...]
    targets: tuple[TargetRow, ...]
    not_achieved: Words
    consequences: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a few words for the margin column."""

    label: Words
    figure: Figure | None = None
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class Step:
    """How many people have at least reached a step of the pathway."""

    name: Words
    count: Count
    strand: str = ""


@dataclass(frozen=True, slots=True)
class RegionCount:
    """People by region of origin or return; `code` is ISO 3166-2:GH."""

    code: str
    name: Words
    count: Count


@dataclass(frozen=True, slots=True)
class GroupCount:
    """People by sex; the unknown are a group of their own."""

    name: Words
    count: Count


@dataclass(frozen=True, slots=True)
class StrandChapter:
    """One of the four strands: text, people by step, indicators, regions, sexes. `stops` name the line that opens it."""

    strand: str
    lead: Words
    text: Words
    stops: tuple[Words, ...] = ()
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    indicators: tuple[TargetRow, ...] = ()
    regions_title: Words = Words()
    regions_note: Words = Words()
    regions: tuple[RegionCount, ...] = ()
    sexes: tuple[GroupCount, ...] = ()
    total: Count | None = None

    def __post_init__(self) -> None:
        if self.strand not in STRANDS:
            raise ValueError(f"{self.strand!r} is not a strand.")


@dataclass(frozen=True, slots=True)
class Forecast:
    """On `made_on` somebody expected the milestone for `expected_on`."""

    made_on: date
    expected_on: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step of a project with every forecast ever made, oldest first.

    `state` is computed by the caller from dates and tolerance, never judged; a reached one has its day, a cancelled one too.
    """

    name: Words
    planned_on: date
    state: Station
    forecasts: tuple[Forecast, ...] = ()
    reached_on: date | None = None
    cancelled_on: date | None = None
    reason: Words = Words()

    def __post_init__(self) -> None:
        if (self.state is Station.REACHED) != (self.reached_on is not None):
            raise ValueError("A milestone has a day of reaching if and only if it is reached.")
        if (self.state is Station.CANCELLED) != (self.cancelled_on is not None):
            raise ValueError("A milestone has a day of cancelling if and only if it is cancelled.")
        if list(self.forecasts) != sorted(self.forecasts, key=lambda forecast: forecast.made_on):
            raise ValueError("Forecasts are given in the order in which they were made.")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of a project with its role; no person is named."""

    name: Words
    role: Words


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Money of one calendar year in euros; None where nothing is recorded, which is not zero."""

    year: int
    planned: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class LateThing:
    """Something behind its plan or limit, whose turn it is, and since when it is due."""

    name: Words
    with_whom: Words
    due_on: date
    delay: Words


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An indicator of a project's own results framework."""

    name: Words
    baseline: Figure
    actual: Figure
    target: Figure


@dataclass(frozen=True, slots=True)
class ProjectProfile:
    """One project on a page or two."""

    code: str
    title: Words
    summary: Words
    strands: tuple[str, ...]
    status: ProjectStatus
    starts_on: date | None = None
    ends_on: date | None = None
    text: Words = Words()
    places: tuple[Words, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    resolution_points: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    people: tuple[Step, ...] = ()
    money: tuple[YearMoney, ...] = ()
    late: tuple[LateThing, ...] = ()
    results: tuple[ResultRow, ...] = ()

    def __post_init__(self) -> None:
        if not set(self.strands) <= set(STRANDS):
            raise ValueError(f"The strands of project {self.code} are not all known.")
        if not set(self.resolution_points) <= set(RESOLUTION_POINTS):
            raise ValueError(f"The resolution points of project {self.code} are not all known.")


@dataclass(frozen=True, slots=True)
class MilestoneAnswer:
    """A milestone of a project that answers a point of the resolution."""

    project_code: str
    name: Words
    state: Station
    expected_on: date


@dataclass(frozen=True, slots=True)
class ResolutionPoint:
    """One of the seven points: German wording, short title, dated statement, and what answers it."""

    code: str
    quotation: str
    short: Words
    state: Station
    statement: Words
    measures: Words = Words()
    evidence: Words = Words()
    project_codes: tuple[str, ...] = ()
    milestones: tuple[MilestoneAnswer, ...] = ()

    def __post_init__(self) -> None:
        if self.code not in RESOLUTION_POINTS:
            raise ValueError(f"{self.code!r} is not a point of the resolution.")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The chapter on the resolution."""

    lead: Words
    points: tuple[ResolutionPoint, ...]
    note: Words = Words()


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its text."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of an annex table: its name and its figures."""

    name: Words
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table of the annex; `code` names its attached data file, so it is short and has no spaces."""

    code: str
    title: Words
    row_head: Words
    columns: tuple[Words, ...]
    rows: tuple[TableRow, ...]
    note: Words = Words()

    def __post_init__(self) -> None:
        if any(len(row.figures) != len(self.columns) for row in self.rows):
            raise ValueError(f"Each row of table {self.code} has as many figures as the table has columns.")


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """How an indicator is counted, with the version of its definition and the steps it counts."""

    code: str
    strand: str
    name: Words
    definition: Words
    version: int = 1
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """A step of a pathway: the short name of tables and charts, and its full wording."""

    code: str
    strand: str
    short: Words
    full: Words


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or a technical term with its explanation."""

    term: str
    meaning: Words


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
    occasion: Words = Words()
    projects_lead: Words = Words()
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
