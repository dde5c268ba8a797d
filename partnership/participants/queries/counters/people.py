"""Counts of people who reached a step: how many, by decision and by title."""

import sqlalchemy as sa

from partnership.participants.queries.counters.cells import cells_of, has_reached, units_of
from partnership.participants.queries.figures import CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, counted, recency


def persons(scope: Scope, *, code: str) -> CountedIndicator:
    """People who reached one of the indicator's steps."""
    event, condition = counted(scope, *milestones_of()[code])
    units = units_of(event.participation_id).where(condition).distinct()
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=cells_of(units, scope=scope))


def assisted_departures(scope: Scope, *, code: str) -> CountedIndicator:
    """People who departed in the period and whose assistance was approved by its end."""
    event, condition = counted(scope, "R080")
    units = (
        units_of(event.participation_id)
        .where(condition, has_reached(scope, "R050", participation_id=event.participation_id))
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=cells_of(units, scope=scope))


def latest_decision(scope: Scope, *, code: str) -> CountedIndicator:
    """People by the latest of the indicator's decisions in the period."""
    event, condition = counted(scope, *milestones_of()[code])
    decisions = (
        sa.select(event.participation_id, event.step, recency(event).label("recency")).where(condition).subquery()
    )
    units = units_of(decisions.c.participation_id, category=decisions.c.step).where(decisions.c.recency == 1)
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=cells_of(units, scope=scope))


def entries_by_title(scope: Scope, *, code: str) -> CountedIndicator:
    """The title is the latest one noted at the permit, else at the entry, else with the visa; else it is blank."""
    entry, entered = counted(scope, "M320")
    titles = []
    for step in ("M340", "M320", "M300"):
        noted, condition = counted(scope, step, whole_past=True)
        titles.append(
            sa.select(noted.value).where(condition, noted.participation_id == entry.participation_id, noted.value != "")
            .order_by(noted.happened_on.desc(), noted.id.desc()).limit(1).scalar_subquery()
        )  # fmt: skip
    units = units_of(entry.participation_id, category=sa.func.coalesce(*titles, "")).where(entered).distinct()
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=cells_of(units, scope=scope))
