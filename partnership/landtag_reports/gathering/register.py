"""Everything one report reads of the register, read once, and its counts handed in for protection."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.core.periods import Period
from partnership.indicators.models import Result
from partnership.landtag_reports import queries
from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.queries import YearSum
from partnership.landtag_reports.rules import ReportPeriod
from partnership.milestones.models import Milestone
from partnership.participants.queries.counts import (
    COUNTERS,
    CountedIndicator,
    Measure,
    counted_indicators,
    milestones_of,
)
from partnership.participants.vocabulary import Sex
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import codelist

SHOWN_STEPS: dict[Strand, tuple[str, ...]] = {
    Strand.QUAL: ("Q010", "Q040", "Q110", "Q230", "Q150", "Q320", "Q530"),
    Strand.MIGR: ("M020", "M120", "M160", "M300", "M320", "M350", "M385"),
    Strand.RETURN: ("R020", "R030", "R050", "R080", "R090", "R110"),
    Strand.REINT: ("I030", "I050", "I120", "I406", "I500", "I600"),
}
"""The steps a reader of the Landtag follows; all others stand in the register."""
PERSONS_AT_STEP: dict[str, str] = {
    **{code: steps[0] for code, steps in milestones_of().items() if code in COUNTERS and len(steps) == 1 and code != "IQ03"},
    "IM08": "M320",
}  # fmt: skip
"""Indicators that count the people who reached one step in the period: the people who ever reached it, less those of other times."""
PART_OF_STEP = (("IR02", "", "R080"), ("IR04", "/hit", "R110"), ("II03", "/hit", "I500"), ("IM10", "/hit", "M385"), ("IM10", "/of", "M350"))  # fmt: skip
"""Figures that count some of the people who ever reached a step: the others could be computed."""
SAME_COUNT = (("IM07", "hit", "IM06"), ("IQ04", "hit", "IQ03"), ("IR04", "of", "IR03"))
"""Parts of rates that are the figure of another indicator: whoever hides one has to hide the other."""
WITH_PERSONAL_FEATURE = frozenset({Strand.RETURN, Strand.REINT})
"""Return says something about the person by itself: counts up to 4 are hidden (domain.md section 10)."""
NOT_STATED, ELSEWHERE = "-", "?"
"""In place of a region of Ghana: people whose region is not stated, and those from elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """What was read, as of the reporting day."""

    period: ReportPeriod
    as_of: date
    projects: list[Project]
    milestones: dict[int, list[Milestone]]
    money: dict[int, list[YearSum]]
    results: dict[int, list[Result]]
    reached: dict[tuple[int, str], int]
    features: dict[Strand, dict[tuple[str, str | None], int]]
    indicators: dict[str, CountedIndicator]
    before: dict[str, CountedIndicator]
    """The same indicators a year earlier, as they stood on the same day of that year."""

    def in_strand(self, strand: Strand) -> list[Project]:
        """The projects that work in this strand, or have people in it."""
        return [
            project
            for project in self.projects
            if strand in project.strand_codes or any(self.reached_in(project, step) for step in SHOWN_STEPS[strand])
        ]

    def points_of(self, project: Project) -> tuple[str, ...]:
        """The points of the resolution the project answers, by itself or by one of its milestones."""
        linked = {link.point for link in project.points}
        return tuple(sorted(linked | {one.point for one in self.milestones.get(project.id or 0, []) if one.point}))

    def reached_at(self, step: str) -> int:
        """How many people reached the step in all projects of the report."""
        return sum(self.reached_in(project, step) for project in self.projects)

    def reached_in(self, project: Project, step: str) -> int:
        """How many people of this project reached the step."""
        return self.reached.get((project.id or 0, step), 0)


def read_register(period: ReportPeriod, *, as_of: date) -> Register:
    """Read what a report on `period` with reporting day `as_of` needs."""
    projects = queries.reported_projects()
    ids = [project.id for project in projects if project.id is not None]
    return Register(
        period=period, as_of=as_of, projects=projects, milestones=queries.milestones_by_project(), money=queries.money_by_project(as_of),
        results=queries.results_by_project(), reached=queries.reached_by_project(as_of),
        features={strand: queries.people_by_feature(strand, as_of=as_of, projects=ids) for strand in Strand},
        indicators=counted_indicators(period.period, as_of, ids), before=counted_indicators(a_year_earlier(period.period), _year_before(as_of), ids),
    )  # fmt: skip


def a_year_earlier(period: Period) -> Period:
    """The same quarter, half-year or year one year earlier."""
    return Period(start=_year_before(period.start), end=_year_before(period.end))


def _year_before(day: date) -> date:
    """The same day of the year before; 28 February for a leap day."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return (day - timedelta(days=is_leap_day)).replace(year=day.year - 1)


def step_key(step: str, project: Project | None = None) -> str:
    """Key of the people who reached a step, in one project or in all."""
    return f"step/{step}/{project.code if project else '*'}"


def strand_key(strand: Strand) -> str:
    """Key of all people of a strand."""
    return f"strand/{strand.value}"


def region_key(strand: Strand, region: str) -> str:
    """Key of the people of a strand from one region; see also NOT_STATED and ELSEWHERE."""
    return f"strand/{strand.value}/region/{region}"


def sex_key(strand: Strand, sex: str) -> str:
    """Key of the people of a strand of one sex."""
    return f"strand/{strand.value}/sex/{sex}"


def indicator_key(code: str) -> str:
    """Key of an indicator's count or rate."""
    return f"indicator/{code}"


def before_key(code: str) -> str:
    """Key of the same indicator a year earlier."""
    return f"before/{code}"


def enter_figures(register: Register) -> FigureBook:
    """All counts of the report, linked by every sum a reader could form, protected together.

    Raises Unprotectable.
    """
    book = FigureBook()
    for strand in Strand:
        _enter_steps(book, register, strand)
        _enter_features(book, register, strand)
    for indicators, key_of in ((register.indicators, indicator_key), (register.before, before_key)):
        for code, indicator in indicators.items():
            _enter_indicator(book, key_of(code), indicator)
        for rate, part, code in SAME_COUNT:
            _enter_as_one(book, f"{key_of(rate)}/{part}", key_of(code))
        for code, part, step in PART_OF_STEP:
            _link_remainder(book, step_key(step), key_of(code) + part)
    shown = {step for steps in SHOWN_STEPS.values() for step in steps}
    for code, step in PERSONS_AT_STEP.items():
        if step in shown and register.indicators[code].measure is Measure.COUNT:
            _link_periods(book, code, step=step)
    book.protect()
    return book


def _enter_steps(book: FigureBook, register: Register, strand: Strand) -> None:
    """People by step and project; the total of a step is the sum over the projects."""
    feature = strand in WITH_PERSONAL_FEATURE
    for step in SHOWN_STEPS[strand]:
        parts = [
            book.enter(step_key(step, project), register.reached_in(project, step), personal_feature=feature or project.health_and_care)
            for project in register.in_strand(strand)
        ]  # fmt: skip
        book.link(book.enter(step_key(step), register.reached_at(step), personal_feature=feature), parts)


def _enter_features(book: FigureBook, register: Register, strand: Strand) -> None:
    """People of a strand by region and by sex: two ways to split the same total."""
    found = register.features[strand]
    feature = strand in WITH_PERSONAL_FEATURE
    total = book.enter(strand_key(strand), sum(found.values()), personal_feature=feature)
    by_region: Counter[str] = Counter(dict.fromkeys([*codelist("ghana_regions"), NOT_STATED, ELSEWHERE], 0))
    by_sex: Counter[str] = Counter(dict.fromkeys(Sex, 0))
    for (sex, home), number in found.items():
        place = NOT_STATED if home is None else home
        by_region[place if place in by_region else ELSEWHERE] += number
        by_sex[sex] += number
    for key_of, numbers in ((region_key, by_region), (sex_key, by_sex)):
        parts = [book.enter(key_of(strand, name), number, personal_feature=feature) for name, number in numbers.items()]
        book.link(total, parts)


def _enter_indicator(book: FigureBook, key: str, indicator: CountedIndicator) -> None:
    feature = indicator.code.startswith(("IR", "II"))
    if indicator.measure is Measure.RATE:
        book.enter_rate(
            key,
            indicator.count,
            indicator.out_of,
            personal_feature=feature,
            of_people=indicator.unit in ("person", "event"),
        )
    elif indicator.measure is Measure.MEDIAN:
        book.enter(f"{key}/finished", indicator.finished, personal_feature=feature)
        book.enter(f"{key}/open", indicator.still_open, personal_feature=feature)
    else:
        book.enter(key, indicator.count, personal_feature=feature)


def _enter_as_one(book: FigureBook, key: str, other: str) -> None:
    if book.number(key) == book.number(other):
        book.link(key, (other,))


def _link_remainder(book: FigureBook, whole: str, part: str) -> str | None:
    """Link a count with the part of it that is printed too; None when the part is not within it and nothing can be computed."""
    rest = book.number(whole) - book.number(part)
    if rest < 0:
        return None
    key = book.enter(f"{whole} less {part}", rest, personal_feature=book.has_personal_feature(part), printed=False)
    book.link(whole, (part, key))
    return key


def _link_periods(book: FigureBook, code: str, *, step: str) -> None:
    """Everybody who ever reached the step, less those of the period, are those of other times; the year before is among these."""
    other_times = _link_remainder(book, step_key(step), indicator_key(code))
    if other_times:
        _link_remainder(book, other_times, before_key(code))
