"""Which events a figure may count: reached, not void, happened up to a day, and known at a moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from partnership.core.periods import Period
from partnership.participants.queries.columns import EVENT, PARTICIPATION
from partnership.participants.vocabulary import EventStatus


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is counted: happened in the period and up to the reporting day, known at `recorded_until`, in these projects.

    `recorded_until` None means all that is on record now; `projects` None means all projects.
    """

    period: Period
    as_of: date
    recorded_until: datetime | None = None
    projects: frozenset[int] | None = None

    @property
    def until(self) -> date:
        """The last day that counts: the end of the period, or the reporting day if that comes first."""
        return min(self.period.end, self.as_of)


def known(event: Any, *, as_of: date, recorded_until: datetime | None) -> sa.ColumnElement[bool]:
    """Reached up to `as_of`, and on record and not void at `recorded_until`: what was void only later still counts there."""
    reached = sa.and_(event.status == EventStatus.REACHED, event.happened_on <= as_of)
    if recorded_until is None:
        return sa.and_(reached, event.voided_at.is_(None))
    return sa.and_(
        reached, event.created_at <= recorded_until, sa.or_(event.voided_at.is_(None), event.voided_at > recorded_until)
    )


def counted(scope: Scope, *steps: str, whole_past: bool = False) -> tuple[Any, sa.ColumnElement[bool]]:
    """An alias of the events and the condition for these steps in the period, or in all the time up to its end."""
    event = aliased(EVENT)
    condition = sa.and_(event.step.in_(steps), known(event, as_of=scope.until, recorded_until=scope.recorded_until))
    return event, condition if whole_past else sa.and_(condition, event.happened_on >= scope.period.start)


def in_projects(projects: Collection[int] | None) -> sa.ColumnElement[bool]:
    """The participations of these projects."""
    return sa.true() if projects is None else PARTICIPATION.project_id.in_(sorted(projects))


def recency(event: Any) -> sa.ColumnElement[int]:
    """1 for the latest step of a participation: by day, on one day by the order of the pathway (codes sort by it)."""
    latest_first = (event.happened_on.desc(), event.step.desc(), event.id.desc())
    return sa.func.row_number().over(partition_by=event.participation_id, order_by=latest_first)
