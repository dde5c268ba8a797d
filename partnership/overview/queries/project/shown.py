"""What the page of a project shows: values ready for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from partnership.indicators.models import IndicatorPeriod
from partnership.milestones import rules as milestone_rules
from partnership.milestones.models import Forecast, Milestone
from partnership.overview.queries.changes import Change
from partnership.overview.queries.open_things import OpenThings
from partnership.projects import queries
from partnership.projects.models import Project, ProjectStep
from partnership.projects.rules import Obstacle
from partnership.projects.vocabulary import Strand
from partnership.projects.workflow import Step


@dataclass(frozen=True, kw_only=True)
class RouteStop:
    """A place on the project's line."""

    name: str
    note: str
    kind: str
    strand: str | None
    ahead: bool


@dataclass(frozen=True, kw_only=True)
class ShownForecast:
    """One forecast in the table; `replaced` by a later one of the same day."""

    forecast: Forecast
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class ShownMilestone:
    """A milestone with its state and its distance from the plan in words."""

    milestone: Milestone
    title: str
    url: str
    kind: str
    word: str
    distance: str
    owner: str
    forecasts: Sequence[ShownForecast]


@dataclass(frozen=True, kw_only=True)
class PhaseBar:
    """People who reached a phase, with the length of their bar in per cent of the strand's longest."""

    label: str
    reached: int
    standing: int
    length: int


@dataclass(frozen=True, kw_only=True)
class StrandPeople:
    """The people of one strand by phase."""

    strand: Strand
    total: int
    phases: Sequence[PhaseBar]


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    """One year of money with the lengths of its bars in per cent of the largest amount in that currency."""

    year: int
    planned: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    planned_length: int
    spent_length: int


@dataclass(frozen=True, kw_only=True)
class Money:
    """The money of one currency by year."""

    currency: str
    rows: Sequence[MoneyRow]


@dataclass(frozen=True, kw_only=True)
class ShownIndicator:
    """An indicator with its latest period; texts where the file gave no number, None for no value, which is not zero."""

    result: str
    title: str
    baseline: str | None
    target: str | None
    actual: str | None
    period: IndicatorPeriod | None


@dataclass(frozen=True, kw_only=True)
class PossibleStep:
    """A step of the workflow this person may take, with what stands in its way."""

    step: Step
    obstacles: Sequence[Obstacle]


@dataclass(frozen=True, kw_only=True)
class ProjectPage:
    """All of it."""

    project: Project
    route: Sequence[RouteStop]
    milestones: Sequence[ShownMilestone]
    late: Sequence[ShownMilestone]
    trend_wide: Markup | None
    trend_narrow: Markup | None
    people: Sequence[StrandPeople]
    money: Sequence[Money]
    indicators: Sequence[ShownIndicator]
    related: Sequence[queries.RelatedProject]
    changes: Sequence[Change]
    history: Sequence[ProjectStep]
    steps: Sequence[PossibleStep]
    responsible: str
    still_open: OpenThings


def state_word(kind: str) -> str:
    """The word beside a milestone's mark."""
    return {
        "reached": str(_("reached")),
        "cancelled": str(_("cancelled")),
        "late": str(_("late")),
        "planned": str(_("planned")),
    }[kind]


def distance(milestone: Milestone, *, today: date) -> str:
    """How far a milestone is from its plan, in words."""
    if milestone.cancelled_on:
        return str(_("cancelled"))
    months = milestone_rules.months_beyond(milestone.reached_on or milestone.expected_on, milestone.baseline_on)
    if milestone_rules.is_overdue(milestone, today=today) and months == 0:
        days = (today - milestone.expected_on).days
        return str(ngettext("%(num)d day ago", "%(num)d days ago", days))
    if months == 0:
        return str(_("as planned"))
    return (
        str(ngettext("%(num)d month later", "%(num)d months later", months))
        if months > 0
        else str(ngettext("%(num)d month earlier", "%(num)d months earlier", -months))
    )
