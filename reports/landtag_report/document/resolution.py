"""The chapter on the resolution: its points and what answers them."""

from dataclasses import dataclass
from datetime import date

from reports.landtag_report.document.basics import NO_WORDS, RESOLUTION_POINTS, Words
from reports.marks import Station


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
    measures: Words = NO_WORDS
    evidence: Words = NO_WORDS
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
    note: Words = NO_WORDS
