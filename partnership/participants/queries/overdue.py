"""Who has a limit that has run out or soon will: one day of each way compared with today."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.participants.queries.columns import PARTICIPATION
from partnership.participants.queries.visibility import ways_visible_to

SOON = timedelta(days=7)
"""What runs out within a week is worth a look today."""


@dataclass(frozen=True, kw_only=True)
class LimitCounts:
    """How many ways are late, and how many will be unless something is recorded within `SOON`."""

    late: int
    soon: int


def overdue(today: date) -> sa.ColumnElement[bool]:
    """The open ways with a limit that ended before `today`, or with a planned step whose day has passed."""
    passed: sa.ColumnElement[bool] = PARTICIPATION.first_due_on < today
    return passed


def due_soon(today: date) -> sa.ColumnElement[bool]:
    """The open ways that are not late, and whose first limit ends or whose first planned step is due from `today` to a week later."""
    return sa.and_(PARTICIPATION.first_due_on >= today, PARTICIPATION.first_due_on <= today + SOON)


def limit_counts(actor: Actor, *, today: date) -> LimitCounts:
    """Counts over the ways this actor may see, in one statement."""
    late = sa.func.count(sa.case((overdue(today), 1)))
    query = sa.select(late, sa.func.count()).where(ways_visible_to(actor), PARTICIPATION.first_due_on <= today + SOON)
    passed, both = db.session.execute(query).one()
    return LimitCounts(late=passed, soon=both - passed)
