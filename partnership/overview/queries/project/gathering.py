"""Gathering: one function asks every feature for its part of the page."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.core.database import db
from partnership.core.formatting import format_long_day, format_month, format_number, in_language
from partnership.indicators.models import Indicator, Result
from partnership.milestones import queries as milestones
from partnership.milestones import rules as milestone_rules
from partnership.milestones.models import Milestone
from partnership.overview.queries.changes import of_project
from partnership.overview.queries.open_things import OpenThings, obstacles, open_things
from partnership.overview.queries.project.route import route
from partnership.overview.queries.project.shown import (
    Money,
    MoneyRow,
    PhaseBar,
    PossibleStep,
    ProjectPage,
    ShownForecast,
    ShownIndicator,
    ShownMilestone,
    StrandPeople,
    distance,
    state_word,
)
from partnership.overview.queries.todo import milestone_title
from partnership.participants.queries.counts import PeopleByStep, people_by_step
from partnership.projects import queries
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus
from partnership.projects.workflow import steps_from
from partnership.reference_data.pathways import Phase
from reports.charts import TrendLine, TrendWords, milestone_trend
from reports.marks import Station
from reports.theme import WEB

WIDE, NARROW = 620, 330
"""Units of the drawing for a desktop and a phone: lettering of 10.8 units must stay readable on both."""


def project_page(project: Project, *, actor: Actor, today: date) -> ProjectPage:
    """Gather the page of a project for this reader."""
    shown = [_shown(one, project=project, today=today) for one in milestones.of_project(project.id or 0)]
    people = [people_by_step(project.id, strand, today) for strand in project.strand_codes]
    still_open = open_things(project)
    return ProjectPage(
        project=project, route=route(project, people, today=today), milestones=shown, late=[one for one in shown if one.kind == "late"],
        trend_wide=_trend(shown, today=today, width=WIDE), trend_narrow=_trend(shown, today=today, width=NARROW),
        people=[_strand_people(one) for one in people if one.total], money=_money(project), indicators=_indicators(project),
        related=queries.related_projects(project, actor=actor), changes=of_project(project), history=queries.history_of(project),
        steps=possible_steps(project, actor=actor, still_open=still_open), responsible=queries.name_of_user(project.responsible_id), still_open=still_open,
    )  # fmt: skip


def possible_steps(project: Project, *, actor: Actor, still_open: OpenThings) -> list[PossibleStep]:
    """The steps this person may take now."""
    return [
        PossibleStep(step=step, obstacles=obstacles(project, step=step.name, still_open=still_open))
        for step in steps_from(project.status) if can(actor, step.needs, project)
    ]  # fmt: skip


def _shown(milestone: Milestone, *, project: Project, today: date) -> ShownMilestone:
    kind = milestone_rules.station(milestone, today=today, tolerance=milestones.tolerance())
    holding = {one.id for one in milestone_rules.last_of_each_day(milestone.forecasts)}
    return ShownMilestone(
        milestone=milestone, title=milestone_title(milestone), kind=kind, word=state_word(kind), distance=distance(milestone, today=today),
        url=url_for("milestones.show", code=project.code, milestone_id=milestone.id),
        owner=in_language(milestone.owner.name_de, milestone.owner.name_en) if milestone.owner else "",
        forecasts=[ShownForecast(forecast=one, replaced=one.id not in holding) for one in milestone.forecasts],
    )  # fmt: skip


def _trend(shown: Sequence[ShownMilestone], *, today: date, width: int) -> Markup | None:
    lines = []
    for one in shown:
        milestone = one.milestone
        points = milestone_rules.trend_points(
            milestone.forecasts,
            baseline_on=milestone.baseline_on,
            planned_on=milestone.created_at.date(),
            reached_on=milestone.reached_on,
        )
        note = f"{format_month(milestone.reached_on or milestone.expected_on)}, {_drawn_distance(one)}"
        lines.append(TrendLine(name=one.title, note=note, points=points, state=Station(one.kind)))
    late = sum(1 for one in shown if one.kind == "late")
    title = (
        ngettext("%(num)d milestone is late.", "%(num)d milestones are late.", late)
        if late
        else _("No milestone is late.")
    )
    words = TrendWords(date_has_come=_("the date has come"), month=format_month)
    return milestone_trend(lines, as_of=today, theme=WEB, title=title, words=words, width=width)


def _drawn_distance(shown: ShownMilestone) -> str:
    """The distance from the plan as short as the drawing has room for."""
    milestone = shown.milestone
    months = milestone_rules.months_beyond(milestone.reached_on or milestone.expected_on, milestone.baseline_on)
    later = months > 0 and milestone.cancelled_on is None
    return str(ngettext("+%(num)d month", "+%(num)d months", months)) if later else shown.distance


def _strand_people(counted: PeopleByStep) -> StrandPeople:
    longest = max((phase.reached for phase in counted.by_phase), default=0) or 1
    bars = [
        PhaseBar(label=phase.phase.label, reached=phase.reached, standing=phase.standing, length=round(100 * phase.reached / longest))
        for phase in counted.by_phase if phase.reached or phase.phase is not Phase.EXIT
    ]  # fmt: skip
    last = max((number for number, bar in enumerate(bars) if bar.reached), default=-1)
    return StrandPeople(strand=counted.strand, total=counted.total, phases=bars[: last + 2])


def _money(project: Project) -> list[Money]:
    years = queries.money_by_year([project.id or 0])
    found = []
    for currency, group in groupby(years, key=lambda year: year.currency):
        rows = list(group)
        largest = max(
            (abs(amount) for row in rows for amount in (row.planned, row.spent) if amount is not None),
            default=Decimal(),
        ) or Decimal(1)
        found.append(Money(currency=currency, rows=[
            MoneyRow(year=row.year, planned=row.planned, committed=row.committed, spent=row.spent,
                     planned_length=_share(row.planned, largest), spent_length=_share(row.spent, largest)) for row in rows]))  # fmt: skip
    return found


def _share(amount: Decimal | None, largest: Decimal) -> int:
    return 0 if amount is None or amount < 0 else round(100 * amount / largest)


def _indicators(project: Project) -> list[ShownIndicator]:
    query = (
        select(Result)
        .where(Result.project_id == project.id)
        .options(selectinload(Result.indicators).selectinload(Indicator.periods))  # type: ignore[arg-type]
        .order_by(col(Result.kind), col(Result.id))
    )
    return [
        _indicator(indicator, result=result) for result in db.session.scalars(query) for indicator in result.indicators
    ]


def _indicator(indicator: Indicator, *, result: Result) -> ShownIndicator:
    measured = [period for period in indicator.periods if period.actual_value is not None or period.actual_text]
    period = next(reversed(measured or indicator.periods), None)
    return ShownIndicator(
        result=in_language(result.title_de, result.title_en), title=in_language(indicator.title_de, indicator.title_en), period=period,
        baseline=_value(indicator.baseline_value, indicator.baseline_text, indicator.measure),
        target=_value(period.target_value, period.target_text, indicator.measure) if period else None,
        actual=_value(period.actual_value, period.actual_text, indicator.measure) if period else None,
    )  # fmt: skip


def _value(number: Decimal | None, text: str, measure: str) -> str | None:
    if number is None:
        return text or None
    return f"{format_number(number.normalize() + 0)} %" if measure == "2" else format_number(number.normalize() + 0)


def period_in_words(project: Project, *, today: date) -> str:
    """The status with the day that matters now, for the facts: `Active until 31 December 2027`."""
    start, end, status = project.start, project.end, project.status
    if status is ProjectStatus.ACTIVE and end:
        return (
            str(_("%(status)s until %(day)s", status=status.label, day=format_long_day(end)))
            if end >= today
            else str(_("%(status)s, was to end on %(day)s", status=status.label, day=format_long_day(end)))
        )
    if status is ProjectStatus.DRAFT and start:
        return str(_("%(status)s, begins on %(day)s", status=status.label, day=format_long_day(start)))
    if status in (ProjectStatus.CLOSED, ProjectStatus.CLOSING) and end:
        return (
            str(_("%(status)s, ended on %(day)s", status=status.label, day=format_long_day(end)))
            if end <= today
            else str(_("%(status)s, ends on %(day)s", status=status.label, day=format_long_day(end)))
        )
    return status.label
