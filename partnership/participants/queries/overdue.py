"""Who has a limit that has run out: computed from the events by comparing one day for each limit, never stored."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from partnership.participants.queries.columns import EVENT, PARTICIPATION
from partnership.participants.rules.clocks import (
    FAST_TRACK_AGREEMENT,
    ORDINARY_CONSENT,
    SUSPENDED_BY,
    answers,
    is_statutory,
    latest_overdue_start,
    optional_steps,
    timed_steps,
)  # fmt: skip
from partnership.participants.vocabulary import EventStatus
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import Limit, Step

FOLLOW_UPS_FROM = ("R090", "I020")


def overdue(today: date) -> sa.ColumnElement[bool]:
    """The open participations with a limit that ended before `today`, or with a planned step whose day has passed."""
    conditions = [_planned_and_passed(today)]
    for strand in Strand:
        for step in timed_steps(strand):
            if step.code not in optional_steps():
                conditions += _run_out(step, today=today)
    return sa.and_(PARTICIPATION.ended_on.is_(None), sa.or_(*conditions))


def _among(late: sa.Select[Any]) -> sa.ColumnElement[bool]:
    found: sa.ColumnElement[bool] = PARTICIPATION.id.in_(late)
    return found


def _valid(event: Any, status: EventStatus = EventStatus.REACHED) -> sa.ColumnElement[bool]:
    return sa.and_(event.status == status, event.voided_at.is_(None))


def _planned_and_passed(today: date) -> sa.ColumnElement[bool]:
    plan, later = aliased(EVENT), aliased(EVENT)
    settled = sa.exists().where(
        later.participation_id == plan.participation_id,
        later.step == plan.step,
        later.id > plan.id,
        later.voided_at.is_(None),
    )
    late = sa.select(plan.participation_id).where(
        _valid(plan, EventStatus.PLANNED), plan.happened_on < today, sa.not_(settled)
    )
    return _among(late)


def _run_out(step: Step, *, today: date) -> list[sa.ColumnElement[bool]]:
    limit = step.limit
    if limit is None:
        return []
    if limit.side == "before":
        return [_counts_back(step, limit, today=today)]
    if limit.from_step == FOLLOW_UPS_FROM[0] and step.strand == Strand.REINT:
        return [_follow_up_missing(step, limit, today=today)]
    if limit.from_step == ORDINARY_CONSENT.from_step:
        return [
            _unanswered(step, limit, today=today, fast=True),
            _unanswered(step, ORDINARY_CONSENT, today=today, fast=False),
        ]
    return [_unanswered(step, limit, today=today, fast=None)]


def _unanswered(step: Step, limit: Limit, *, today: date, fast: bool | None) -> sa.ColumnElement[bool]:
    start, stop = aliased(EVENT), aliased(EVENT)
    edge = latest_overdue_start(limit, today=today, statutory=is_statutory(step))
    stops = answers(step.code) | SUSPENDED_BY.get(limit.from_step, frozenset()) | {limit.from_step}
    # A later start runs anew, so only the latest one can be overdue; a suspension stops the clock as an answer does.
    after = sa.or_(
        stop.happened_on > start.happened_on,
        sa.and_(stop.happened_on == start.happened_on, stop.step != limit.from_step),
    )
    stopped = sa.exists().where(
        stop.participation_id == start.participation_id, stop.step.in_(sorted(stops)), _valid(stop), after
    )
    late = sa.select(start.participation_id).where(
        start.step == limit.from_step, _valid(start), start.happened_on <= edge, sa.not_(stopped)
    )
    if fast is not None:
        agreement = aliased(EVENT)
        agreed = sa.exists().where(
            agreement.participation_id == start.participation_id,
            agreement.step == FAST_TRACK_AGREEMENT,
            _valid(agreement),
        )
        late = late.where(agreed if fast else sa.not_(agreed))
    return _among(late)


def _counts_back(step: Step, limit: Limit, *, today: date) -> sa.ColumnElement[bool]:
    """The planned day is so near that the limit before it has passed, and neither the step nor the event was reached."""
    plan, later, done = aliased(EVENT), aliased(EVENT), aliased(EVENT)
    edge = latest_overdue_start(limit, today=today, statutory=is_statutory(step))
    settled = sa.exists().where(
        later.participation_id == plan.participation_id,
        later.step == plan.step,
        later.id > plan.id,
        later.voided_at.is_(None),
    )
    stopped = sa.exists().where(
        done.participation_id == plan.participation_id, done.step.in_([step.code, limit.from_step]), _valid(done)
    )
    late = sa.select(plan.participation_id).where(
        plan.step == limit.from_step,
        _valid(plan, EventStatus.PLANNED),
        plan.happened_on <= edge,
        sa.not_(settled),
        sa.not_(stopped),
    )
    return _among(late)


def _follow_up_missing(step: Step, limit: Limit, *, today: date) -> sa.ColumnElement[bool]:
    """Follow-ups count from the person's latest arrival, in whatever strand it stands, else from the first contact of this one."""
    edge = latest_overdue_start(limit, today=today, statutory=is_statutory(step))
    back, journey, held = aliased(EVENT), aliased(PARTICIPATION), aliased(EVENT)
    arrived_on = (
        sa.select(sa.func.max(back.happened_on)).join(journey, journey.id == back.participation_id)
        .where(journey.participant_id == PARTICIPATION.participant_id, back.step == FOLLOW_UPS_FROM[0], _valid(back)).scalar_subquery()
    )  # fmt: skip
    contact = aliased(EVENT)
    met_on = (
        sa.select(sa.func.max(contact.happened_on))
        .where(contact.participation_id == PARTICIPATION.id, contact.step == FOLLOW_UPS_FROM[1], _valid(contact))
        .scalar_subquery()
    )
    since = sa.func.coalesce(arrived_on, met_on)
    done = sa.exists().where(
        held.participation_id == PARTICIPATION.id, held.step == step.code, _valid(held), held.happened_on >= since
    )
    return sa.and_(PARTICIPATION.strand == Strand.REINT, since <= edge, sa.not_(done))
