"""Reading milestones: of a project, late ones, those that wait for somebody; and the facts other lists ask for as SQL."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.access.permissions import sees_all_projects
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.milestones.models import Forecast, Milestone
from partnership.projects.models import Project
from partnership.projects.queries import MilestoneFacts, visible_ids
from partnership.projects.queries import visible_to as project_visible_to
from partnership.projects.workflow import FINAL

MILESTONE: Any = Milestone
FORECAST: Any = Forecast
PROJECT: Any = Project
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""


def tolerance() -> int:
    """Months by which a forecast may lie behind the plan before the milestone is late; from the settings."""
    return int(current_app.config["SETTINGS"].milestone_tolerance_months)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition under which the person sees a row of `milestone` (Action.VIEW_MILESTONE)."""
    if sees_all_projects(actor, None):
        return sa.true()
    condition: sa.ColumnElement[bool] = MILESTONE.project_id.in_(visible_ids(actor))
    return condition


def is_open() -> sa.ColumnElement[bool]:
    """Neither reached nor cancelled; the same as `rules.is_open`."""
    return sa.and_(MILESTONE.reached_on.is_(None), MILESTONE.cancelled_on.is_(None))


def is_late(today: date, *, tolerance: int) -> sa.ColumnElement[bool]:
    """The same as `rules.is_late`, in SQL; a test holds both against each other over many dates."""
    forecast, plan = MILESTONE.latest_forecast_on, MILESTONE.baseline_on
    months = _month_number(forecast) - _month_number(plan)
    slipped = sa.or_(
        months > tolerance, sa.and_(months == tolerance, sa.extract("day", forecast) > sa.extract("day", plan))
    )
    return sa.and_(is_open(), sa.or_(sa.func.coalesce(forecast, plan) < today, sa.and_(forecast.is_not(None), slipped)))


def _month_number(day: sa.ColumnElement[date | None]) -> sa.ColumnElement[int]:
    return sa.extract("year", day) * 12 + sa.extract("month", day)


def facts_for_list(today: date) -> MilestoneFacts:
    """What the list of projects asks about milestones."""
    late = (
        sa.select(sa.func.count())
        .where(MILESTONE.project_id == PROJECT.id, is_late(today, tolerance=tolerance()))
        .correlate(PROJECT)
        .scalar_subquery()
    )
    return MilestoneFacts(late_count=late)


def of_project(project_id: int) -> Sequence[Milestone]:
    """The milestones of a project with all their forecasts and owners, in the order of the plan."""
    query = (
        select(MILESTONE)
        .where(MILESTONE.project_id == project_id)
        .options(selectinload(MILESTONE.forecasts), joinedload(MILESTONE.owner))
        .order_by(MILESTONE.baseline_on, MILESTONE.id)
    )
    return db.session.scalars(query).unique().all()


def milestone_of(code: str, milestone_id: int) -> Milestone | None:
    """One milestone of the project with this code, with its forecasts, owner and project."""
    query = (
        select(MILESTONE)
        .join(PROJECT, PROJECT.id == MILESTONE.project_id)
        .where(MILESTONE.id == milestone_id, PROJECT.code == code)
        .options(
            contains_eager(MILESTONE.project).selectinload(PROJECT.organisations),
            selectinload(MILESTONE.forecasts), joinedload(MILESTONE.owner),
        )
    )  # fmt: skip
    return db.session.scalars(query).unique().one_or_none()


def count_open(project_id: int) -> int:
    """How many milestones of a project are neither reached nor cancelled."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).select_from(MILESTONE).where(MILESTONE.project_id == project_id, is_open())
        )
        or 0
    )


def _mine(actor: Actor) -> sa.ColumnElement[bool]:
    """Milestones whose next move is this person's: the officer's by responsibility, the partner's by ownership."""
    owned = [hat.organisation_id for hat in actor.hats]
    return sa.or_(PROJECT.responsible_id == actor.user_id, sa.and_(MILESTONE.owner_id.in_(owned), visible_to(actor)))


def _open_of(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(MILESTONE)
        .join(PROJECT, PROJECT.id == MILESTONE.project_id)
        .where(project_visible_to(actor), _mine(actor), is_open(), PROJECT.status.not_in(FINAL))
        .options(contains_eager(MILESTONE.project), joinedload(MILESTONE.owner))
    )


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The first milestones of a kind that wait for a person, and how many there are in all."""

    first: Sequence[Milestone]
    said_on: dict[int, date]
    total: int


def _waiting(query: sa.Select[Any], *conditions: sa.ColumnElement[bool], limit: int) -> Waiting:
    expected = sa.func.coalesce(MILESTONE.latest_forecast_on, MILESTONE.baseline_on)
    rows = list(db.session.execute(
        query.where(*conditions).add_columns(_said_on(), sa.func.count().over()).order_by(expected, MILESTONE.id).limit(limit)
    ).unique())  # fmt: skip
    said = {milestone.id: made_on or milestone.created_at.date() for milestone, made_on, _total in rows}
    return Waiting(first=[row[0] for row in rows], said_on=said, total=rows[0][2] if rows else 0)


def _said_on() -> sa.ScalarSelect[Any]:
    """The day of the latest forecast."""
    return (
        sa.select(sa.func.max(FORECAST.made_on))
        .where(FORECAST.milestone_id == MILESTONE.id)
        .correlate(MILESTONE)
        .scalar_subquery()
    )


def late_for(actor: Actor, *, today: date, limit: int) -> Waiting:
    """Late milestones whose next move is this person's, longest expected first."""
    return _waiting(_open_of(actor), is_late(today, tolerance=tolerance()), limit=limit)


def late_in_sight(actor: Actor, *, today: date) -> int:
    """How many late milestones there are in all the projects this person sees, whoever has to act on them."""
    query = (
        sa.select(sa.func.count(MILESTONE.id))
        .join(PROJECT, PROJECT.id == MILESTONE.project_id)
        .where(project_visible_to(actor), is_late(today, tolerance=tolerance()), PROJECT.status.not_in(FINAL))
    )
    return int(db.session.scalar(query) or 0)


def expected_between(actor: Actor, *, first: date, last: date, limit: int) -> Waiting:
    """Milestones of this person that are expected in these days and not late."""
    expected = sa.func.coalesce(MILESTONE.latest_forecast_on, MILESTONE.baseline_on)
    return _waiting(
        _open_of(actor), expected.between(first, last), sa.not_(is_late(first, tolerance=tolerance())), limit=limit
    )


def with_old_forecast(actor: Actor, *, made_before: date, today: date, limit: int) -> Waiting:
    """Milestones of this person, neither late nor due this week, about which nothing new was said since `made_before`."""
    entered_before = datetime.combine(made_before, datetime.min.time(), tzinfo=HOUSE_ZONE)
    silent = sa.or_(_said_on() < made_before, sa.and_(_said_on().is_(None), MILESTONE.created_at < entered_before))
    expected = sa.func.coalesce(MILESTONE.latest_forecast_on, MILESTONE.baseline_on)
    return _waiting(
        _open_of(actor),
        silent,
        expected > today + timedelta(days=7),
        sa.not_(is_late(today, tolerance=tolerance())),
        limit=limit,
    )


def answering(point: str | None = None, *, actor: Actor) -> Sequence[Milestone]:
    """Milestones the reader may see that answer a point of the resolution, all points or one, by point and plan."""
    query = (
        select(MILESTONE)
        .join(PROJECT, PROJECT.id == MILESTONE.project_id)
        .where(visible_to(actor), MILESTONE.point == point if point else MILESTONE.point.is_not(None))
        .options(contains_eager(MILESTONE.project))
        .order_by(MILESTONE.point, MILESTONE.baseline_on, MILESTONE.id)
    )
    return db.session.scalars(query).all()


def late_by_project(project_ids: Sequence[int], *, today: date) -> Counter[int]:
    """How many late milestones each of these projects has; projects without one are not in it."""
    query = (
        sa.select(MILESTONE.project_id, sa.func.count())
        .where(MILESTONE.project_id.in_(project_ids), is_late(today, tolerance=tolerance()))
        .group_by(MILESTONE.project_id)
    )
    return Counter(dict(db.session.execute(query).all()))
