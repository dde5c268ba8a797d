"""Statutory limits: how many were answered in time."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from partnership.core.database import db
from partnership.participants.queries.columns import PARTICIPANT, PARTICIPATION
from partnership.participants.queries.counters.cells import flag, folded, has_reached
from partnership.participants.queries.figures import CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, counted, in_projects
from partnership.participants.rules.clocks import answers, due_on, is_statutory, limit_of
from partnership.participants.vocabulary import Sex
from partnership.reference_data.pathways import steps


def limits_kept(scope: Scope, *, code: str) -> CountedIndicator:
    """Statutory limits that fell due in the period, and those of them answered by their due date."""
    cells = Counter[tuple[Sex, str | None, bool]]()
    for step in (steps()[one] for one in milestones_of()[code]):
        for row in db.session.execute(_limits_by_day(step, scope=scope)):
            limit = limit_of(step, reached={"M120"} if row.fast else set())
            if limit is None:
                continue
            due = due_on(limit, started_on=row.started_on, statutory=is_statutory(step))
            if due in scope.period and due <= scope.until:
                cells[row.sex, row.home_region, False] += row.number
                cells[row.sex, row.home_region, True] += row.number if row.answered_on and row.answered_on <= due else 0
    return CountedIndicator(code=code, measure=Measure.RATE, unit="limit", cells=folded(cells))


def _limits_by_day(step: Any, *, scope: Scope) -> sa.Select[Any]:
    start, started = counted(scope, step.limit.from_step, whole_past=True)
    answer, answered = counted(scope, *answers(step.code), whole_past=True)
    answered_on = (
        sa.select(sa.func.min(answer.happened_on))
        .where(answered, answer.participation_id == start.participation_id, answer.happened_on >= start.happened_on)
        .scalar_subquery()
    )
    fast = flag(has_reached(scope, "M120", participation_id=start.participation_id))
    clock = (
        sa.select(
            start.participation_id,
            start.happened_on.label("started_on"),
            answered_on.label("answered_on"),
            fast.label("fast"),
        )
        .where(started)
        .subquery()
    )
    keys = (PARTICIPANT.sex, PARTICIPANT.home_region, clock.c.started_on, clock.c.answered_on, clock.c.fast)
    return (
        sa.select(*keys, sa.func.count().label("number")).select_from(clock)
        .join(PARTICIPATION, PARTICIPATION.id == clock.c.participation_id)
        .join(PARTICIPANT, PARTICIPANT.id == PARTICIPATION.participant_id)
        .where(in_projects(scope.projects)).group_by(*keys)
    )  # fmt: skip
