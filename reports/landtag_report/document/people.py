"""The chapters on the strands: people by step, region and sex, and the indicators. Counts have passed disclosure control."""

from dataclasses import dataclass

from reports.figures import Count, Figure
from reports.landtag_report.document.basics import NO_WORDS, STRANDS, Fact, Words


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
    regions_title: Words = NO_WORDS
    regions_note: Words = NO_WORDS
    regions: tuple[RegionCount, ...] = ()
    sexes: tuple[GroupCount, ...] = ()
    total: Count | None = None

    def __post_init__(self) -> None:
        if self.strand not in STRANDS:
            raise ValueError(f"{self.strand!r} is not a strand.")
