"""Everything one report reads of the register, read once, and its counts handed in for protection."""

from dataclasses import dataclass
from datetime import date

from partnership.indicators.models import Result
from partnership.landtag_reports import queries
from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.queries import YearSum
from partnership.landtag_reports.rules import ReportPeriod
from partnership.milestones.models import Milestone
from partnership.participants.queries.counts import CountedIndicator, Measure, counted_indicators, milestones_of
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
WITH_PERSONAL_FEATURE = frozenset({Strand.RETURN, Strand.REINT})
"""Return says something about the person by itself: counts up to 4 are hidden (domain.md section 10)."""


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

    def in_strand(self, strand: Strand) -> list[Project]:
        """The projects that work in this strand."""
        return [project for project in self.projects if strand in project.strand_codes]

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
        indicators=counted_indicators(period.period, as_of, ids),
    )  # fmt: skip


def step_key(step: str, project: Project | None = None) -> str:
    """Key of the people who reached a step, in one project or in all."""
    return f"step/{step}/{project.code if project else '*'}"


def strand_key(strand: Strand) -> str:
    """Key of all people of a strand."""
    return f"strand/{strand.value}"


def region_key(strand: Strand, region: str) -> str:
    """Key of the people of a strand from one region; `-` for those whose region is not stated."""
    return f"strand/{strand.value}/region/{region}"


def sex_key(strand: Strand, sex: str) -> str:
    """Key of the people of a strand of one sex."""
    return f"strand/{strand.value}/sex/{sex}"


def indicator_key(code: str) -> str:
    """Key of an indicator's count or rate."""
    return f"indicator/{code}"


def enter_figures(register: Register) -> FigureBook:
    """All counts of the report, linked by every sum a reader could form, protected together.

    Raises Unprotectable.
    """
    book = FigureBook()
    for strand in Strand:
        _enter_steps(book, register, strand)
        _enter_features(book, register, strand)
    for code, indicator in register.indicators.items():
        _enter_indicator(book, register, code, indicator)
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
        others = sum(
            number
            for (project_id, code), number in register.reached.items()
            if code == step and project_id in _ids(register)
        ) - sum(register.reached_in(project, step) for project in register.in_strand(strand))
        total = book.enter(
            step_key(step),
            sum(register.reached_in(project, step) for project in register.in_strand(strand)) + others,
            personal_feature=feature,
        )
        parts.append(book.enter(f"step/{step}/elsewhere", others, personal_feature=feature, printed=False))
        book.link(total, parts)


def _ids(register: Register) -> set[int]:
    return {project.id for project in register.projects if project.id is not None}


def _enter_features(book: FigureBook, register: Register, strand: Strand) -> None:
    """People of a strand by region and by sex: two ways to split the same total."""
    found = register.features[strand]
    feature = strand in WITH_PERSONAL_FEATURE
    total = book.enter(strand_key(strand), sum(found.values()), personal_feature=feature)
    regions = [*codelist("ghana_regions"), None]
    by_region = [
        book.enter(
            region_key(strand, region or "-"),
            sum(number for (_sex, home), number in found.items() if home == region),
            personal_feature=feature,
        )
        for region in regions
    ]
    abroad = sum(found.values()) - sum(number for (_sex, home), number in found.items() if home in regions)
    by_region.append(book.enter(region_key(strand, "?"), abroad, personal_feature=feature, printed=False))
    book.link(total, by_region)
    book.link(
        total,
        [
            book.enter(
                sex_key(strand, sex),
                sum(number for (one, _home), number in found.items() if one == sex),
                personal_feature=feature,
            )
            for sex in Sex
        ],
    )


def _enter_indicator(book: FigureBook, register: Register, code: str, indicator: CountedIndicator) -> None:
    feature = code.startswith(("IR", "II"))
    if indicator.measure is Measure.RATE:
        book.enter_rate(indicator_key(code), indicator.count, indicator.out_of, personal_feature=feature)
        return
    if indicator.measure is Measure.MEDIAN:
        book.enter(f"{indicator_key(code)}/open", indicator.still_open, personal_feature=feature)
        return
    key = book.enter(indicator_key(code), indicator.count, personal_feature=feature)
    steps = milestones_of()[code]
    shown = {step for strand in SHOWN_STEPS.values() for step in strand}
    if indicator.unit == "person" and len(steps) == 1 and steps[0] in shown:
        total = sum(
            number
            for (project_id, step), number in register.reached.items()
            if step == steps[0] and project_id in _ids(register)
        )
        if total >= indicator.count:
            before = book.enter(f"{key}/before", total - indicator.count, personal_feature=feature, printed=False)
            book.link(step_key(steps[0]), (key, before))
