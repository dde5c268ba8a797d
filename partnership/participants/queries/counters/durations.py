"""How long the way from one step to another takes, in calendar days."""

from statistics import median

import sqlalchemy as sa

from partnership.core.database import db
from partnership.participants.queries.columns import PARTICIPATION
from partnership.participants.queries.counters.cells import has_reached
from partnership.participants.queries.figures import CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, counted, in_projects
from partnership.reference_data.pathways import steps


def duration(scope: Scope, *, code: str) -> CountedIndicator:
    """Calendar days from the first of the indicator's steps to the first of the others; each start counts once, at its first end."""
    first, *ends = milestones_of()[code]
    start, started = counted(scope, first, whole_past=True)
    end, ended = counted(scope, *ends, whole_past=True)
    begun = (
        sa.select(sa.func.max(start.happened_on))
        .where(started, start.participation_id == end.participation_id, start.happened_on <= end.happened_on)
        .scalar_subquery()
    )
    pairs = sa.select(end.participation_id, begun.label("begun_on"), end.happened_on).where(ended).subquery()
    done = (
        sa.select(pairs.c.participation_id, pairs.c.begun_on, sa.func.min(pairs.c.happened_on).label("done_on"))
        .where(pairs.c.begun_on.is_not(None)).group_by(pairs.c.participation_id, pairs.c.begun_on).subquery()
    )  # fmt: skip
    query = (
        sa.select(done.c.begun_on, done.c.done_on, sa.func.count()).join(PARTICIPATION, PARTICIPATION.id == done.c.participation_id)
        .where(done.c.done_on >= scope.period.start, in_projects(scope.projects)).group_by(done.c.begun_on, done.c.done_on)
    )  # fmt: skip
    days = [
        (done_on - begun_on).days for begun_on, done_on, number in db.session.execute(query) for _one in range(number)
    ]
    return CountedIndicator(
        code=code, measure=Measure.MEDIAN, unit="person", median_days=median(days) if days else None, finished=len(days),
        still_open=_still_open(scope, first=first, ends=ends),
    )  # fmt: skip


def _still_open(scope: Scope, *, first: str, ends: list[str]) -> int:
    """People whose latest start has neither its end nor the end of the participation."""
    start, started = counted(scope, first, whole_past=True)
    latest = (
        sa.select(start.participation_id, sa.func.max(start.happened_on).label("begun_on"))
        .where(started)
        .group_by(start.participation_id)
        .subquery()
    )
    end, ended = counted(scope, *ends, whole_past=True)
    answered = sa.exists().where(
        ended, end.participation_id == latest.c.participation_id, end.happened_on >= latest.c.begun_on
    )
    over = has_reached(
        scope, *(step.code for step in steps().values() if step.terminal), participation_id=latest.c.participation_id
    )
    query = (
        sa.select(sa.func.count()).select_from(latest).join(PARTICIPATION, PARTICIPATION.id == latest.c.participation_id)
        .where(sa.not_(answered), sa.not_(over), in_projects(scope.projects))
    )  # fmt: skip
    return db.session.scalar(query) or 0
