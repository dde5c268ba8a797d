"""The profiles of the projects: milestones, organisations, money, what is late, results."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.figures import Figure
from reports.landtag_report.document.basics import NO_WORDS, RESOLUTION_POINTS, STRANDS, Words
from reports.landtag_report.document.people import Step
from reports.marks import Station


class ProjectStatus(StrEnum):
    """Where a project stands (IATI activity status)."""

    PIPELINE = "pipeline"
    RUNNING = "running"
    FINALISING = "finalising"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


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
    reason: Words = NO_WORDS

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
    text: Words = NO_WORDS
    places: tuple[Words, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    resolution_points: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    people: tuple[Step, ...] = ()
    money: tuple[YearMoney, ...] = ()
    late: tuple[LateThing, ...] = ()
    stopped_because: Words = NO_WORDS
    results: tuple[ResultRow, ...] = ()

    def __post_init__(self) -> None:
        if not set(self.strands) <= set(STRANDS):
            raise ValueError(f"The strands of project {self.code} are not all known.")
        if not set(self.resolution_points) <= set(RESOLUTION_POINTS):
            raise ValueError(f"The resolution points of project {self.code} are not all known.")
