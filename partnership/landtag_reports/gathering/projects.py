"""The project profiles: what is printed of each project, as of the reporting day."""

from datetime import date
from decimal import Decimal

from partnership.indicators.models import Indicator, IndicatorPeriod
from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.gathering import names
from partnership.landtag_reports.gathering.register import SHOWN_STEPS, Register, step_key
from partnership.milestones.models import Milestone
from partnership.milestones.rules import TOLERANCE_MONTHS, more_than_months_after
from partnership.projects.models import Project
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from partnership.reference_data.codelists import codelist
from reports.figures import Absence, Figure, Measure, Unit
from reports.landtag_report import document
from reports.landtag_report.document import (
    Forecast,
    LateThing,
    Organisation,
    ProjectProfile,
    ResultRow,
    Step,
    Words,
    YearMoney,
)
from reports.marks import Station

STATUS = {
    ProjectStatus.DRAFT: document.ProjectStatus.PIPELINE, ProjectStatus.ACTIVE: document.ProjectStatus.RUNNING, ProjectStatus.CLOSING: document.ProjectStatus.FINALISING,
    ProjectStatus.CLOSED: document.ProjectStatus.CLOSED, ProjectStatus.CANCELLED: document.ProjectStatus.CANCELLED, ProjectStatus.SUSPENDED: document.ProjectStatus.SUSPENDED,
}  # fmt: skip
ROLES = {
    OrganisationRole.FUNDING: Words("fördert", "funds"), OrganisationRole.ACCOUNTABLE: Words("verantwortet", "is accountable"),
    OrganisationRole.EXTENDING: Words("leitet weiter", "passes on funds"), OrganisationRole.IMPLEMENTING: Words("führt durch", "implements"),
}  # fmt: skip
MOST_RESULTS = 12
"""Rows of a project's own results framework that fit its page; all stand in the attached data."""


def profiles(register: Register, book: FigureBook) -> tuple[ProjectProfile, ...]:
    """Every reported project."""
    return tuple(_profile(project, register, book) for project in register.projects)


def _profile(project: Project, register: Register, book: FigureBook) -> ProjectProfile:
    own = [as_printed(milestone, as_of=register.as_of) for milestone in register.milestones.get(project.id or 0, [])]
    return ProjectProfile(
        code=project.code, title=Words(project.title_de, project.title_en), summary=Words(project.summary_de, project.summary_en),
        strands=tuple(strand.value for strand in project.strand_codes), status=STATUS[project.status], starts_on=project.start, ends_on=project.end,
        places=tuple(_places(project)), organisations=tuple(_organisations(project)), resolution_points=register.points_of(project),
        milestones=tuple(milestone for milestone in own if milestone is not None), people=tuple(_people(project, register, book)),
        money=tuple(YearMoney(year=one.year, planned=one.planned, spent=one.spent) for one in register.money.get(project.id or 0, [])),
        stopped_because=Words(project.status_reason or ""), late=tuple(_late(project, register)), results=tuple(_results(project, register))[:MOST_RESULTS],
    )  # fmt: skip


def _places(project: Project) -> list[Words]:
    found = []
    for place in project.places:
        if place.town:
            found.append(Words(place.town, place.town))
        else:
            region = codelist("ghana_regions" if place.kind is PlaceKind.GHANA_REGION else "nrw_districts").get(
                place.code
            )
            found.append(Words(region.name_de, region.name_en) if region else Words(place.code, place.code))
    return found


def _organisations(project: Project) -> list[Organisation]:
    return [
        Organisation(
            name=Words(link.organisation.name_de or link.organisation.name_en, link.organisation.name_en),
            role=ROLES[link.role],
        )
        for link in sorted(
            project.organisations,
            key=lambda link: (link.role != OrganisationRole.IMPLEMENTING, link.role, link.organisation.name_en),
        )
    ]


def _people(project: Project, register: Register, book: FigureBook) -> list[Step]:
    """The steps somebody reached, strand by strand; a hidden count is printed as such, whatever it is."""
    steps = (
        (strand, step) for strand in Strand for step in SHOWN_STEPS[strand] if project in register.in_strand(strand)
    )
    shown = [
        Step(name=names.STEPS[step], count=book.count(step_key(step, project)), strand=strand.value)
        for strand, step in steps
    ]
    return [step for step in shown if step.count.is_hidden or step.count.number]


def expected_on(milestone: Milestone, *, as_of: date) -> date:
    """When the milestone was expected, as seen on the reporting day."""
    made = [forecast for forecast in milestone.forecasts if forecast.made_on <= as_of]
    return made[-1].expected_on if made else milestone.baseline_on


def is_late(milestone: Milestone, *, as_of: date) -> bool:
    """Overdue, or expected more than the tolerance behind the plan, on the reporting day."""
    expected = expected_on(milestone, as_of=as_of)
    return expected < as_of or more_than_months_after(expected, start=milestone.baseline_on, months=TOLERANCE_MONTHS)


def state_of(milestone: Milestone, *, as_of: date) -> Station:
    """The mark on the reporting day."""
    if milestone.reached_on and milestone.reached_on <= as_of:
        return Station.REACHED
    if milestone.cancelled_on and milestone.cancelled_on <= as_of:
        return Station.CANCELLED
    return Station.LATE if is_late(milestone, as_of=as_of) else Station.PLANNED


def as_printed(milestone: Milestone, *, as_of: date) -> document.Milestone | None:
    """The milestone as it stood on the reporting day, with every forecast made up to it."""
    state = state_of(milestone, as_of=as_of)
    forecasts = tuple(
        Forecast(made_on=one.made_on, expected_on=one.expected_on)
        for one in milestone.forecasts
        if one.made_on <= as_of
    )
    return document.Milestone(
        name=Words(milestone.title_de, milestone.title_en), planned_on=milestone.baseline_on, state=state, forecasts=forecasts,
        reached_on=milestone.reached_on if state is Station.REACHED else None, cancelled_on=milestone.cancelled_on if state is Station.CANCELLED else None,
        reason=Words(milestone.cancel_reason or "", "") if state is Station.CANCELLED else Words(),
    )  # fmt: skip


def late_milestones(register: Register, project: Project) -> list[Milestone]:
    """Those behind plan on the reporting day."""
    return [
        one
        for one in register.milestones.get(project.id or 0, [])
        if state_of(one, as_of=register.as_of) is Station.LATE
    ]


def delay_of(milestone: Milestone, *, as_of: date) -> Words:
    """How far behind: months from the planned to the expected month, as the table of milestones counts them, or overdue."""
    expected = expected_on(milestone, as_of=as_of)
    if expected < as_of:
        return Words(
            f"überfällig seit {expected.month:02}.{expected.year}", f"overdue since {expected.month:02}/{expected.year}"
        )
    planned = milestone.baseline_on
    months = (expected.year - planned.year) * 12 + expected.month - planned.month
    return Words(f"{months} {'Monat' if months == 1 else 'Monate'}", f"{months} {'month' if months == 1 else 'months'}")


def _late(project: Project, register: Register) -> list[LateThing]:
    found = []
    for milestone in late_milestones(register, project):
        delay = delay_of(milestone, as_of=register.as_of)
        owner = milestone.owner
        with_whom = (
            Words(owner.name_de or owner.name_en, owner.name_en) if owner else Words("nicht zugewiesen", "not assigned")
        )
        found.append(
            LateThing(
                name=Words(milestone.title_de, milestone.title_en),
                with_whom=with_whom,
                due_on=milestone.baseline_on,
                delay=delay,
            )
        )
    return found


def _results(project: Project, register: Register) -> list[ResultRow]:
    found = []
    for result in register.results.get(project.id or 0, []):
        for indicator in result.indicators:
            latest = max(
                (one for one in indicator.periods if one.period_end is None or one.period_end <= register.as_of),
                key=lambda one: one.period_end or date.min,
                default=None,
            )
            name = Words(
                indicator.title_de or indicator.title_en or result.title_de or result.title_en,
                indicator.title_en or indicator.title_de or result.title_en,
            )
            found.append(
                ResultRow(
                    name=name,
                    baseline=_value(indicator, indicator.baseline_value),
                    actual=_of(indicator, latest, "actual_value"),
                    target=_of(indicator, latest, "target_value"),
                )
            )
    return found


def _of(indicator: Indicator, period: IndicatorPeriod | None, field: str) -> Figure:
    return _value(indicator, getattr(period, field) if period else None)


def _value(indicator: Indicator, value: Decimal | None) -> Figure:
    """Published figures of others are printed as they published them; they are not counted from our people."""
    unit = Unit.PERCENT if indicator.measure == "2" else Unit.EVENTS
    return (
        Measure(unit=unit, absence=Absence.NOT_MEASURED)
        if value is None
        else Measure(unit=unit, value=value.normalize())
    )
