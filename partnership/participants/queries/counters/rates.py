"""Language examinations, and shares of those who got to a point that went further: visas, hand-overs, staying in work."""

import sqlalchemy as sa

from partnership.participants.queries.counters.cells import cells_of, flag, has_reached, units_of
from partnership.participants.queries.figures import CountedIndicator, Measure
from partnership.participants.queries.known_events import Scope, counted
from partnership.participants.rules.clocks import add_months


def examinations_passed(scope: Scope, *, code: str) -> CountedIndicator:
    """Language examinations passed, by the level noted with them."""
    event, condition = counted(scope, "Q230")
    units = units_of(event.participation_id, category=event.value).where(condition)
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="event", cells=cells_of(units, scope=scope))


def examination_rate(scope: Scope, *, code: str) -> CountedIndicator:
    """Of the language examinations passed or failed, how many were passed."""
    event, condition = counted(scope, "Q230", "Q235")
    units = units_of(event.participation_id, hit=flag(event.step == "Q230")).where(condition)
    return CountedIndicator(code=code, measure=Measure.RATE, unit="event", cells=cells_of(units, scope=scope))


def visa_rate(scope: Scope, *, code: str) -> CountedIndicator:
    """Of the people whose visa was issued or refused, how many got one."""
    event, condition = counted(scope, "M300", "M305")
    units = (
        units_of(event.participation_id, hit=sa.func.max(flag(event.step == "M300")))
        .where(condition)
        .group_by(event.participation_id)
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=cells_of(units, scope=scope))


def hand_over_rate(scope: Scope, *, code: str) -> CountedIndicator:
    """Of those who arrived in the period, how many were handed over by its end."""
    event, condition = counted(scope, "R090")
    units = (
        units_of(event.participation_id, hit=flag(has_reached(scope, "R110", participation_id=event.participation_id)))
        .where(condition)
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=cells_of(units, scope=scope))


def retention(scope: Scope, *, code: str) -> CountedIndicator:
    """Of those who started work at least twelve months before the end of the period, how many were still in it after twelve."""
    event, condition = counted(scope, "M350", whole_past=True)
    started = sa.and_(condition, event.happened_on <= add_months(scope.until, -12))
    units = (
        units_of(event.participation_id, hit=flag(has_reached(scope, "M385", participation_id=event.participation_id)))
        .where(started)
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=cells_of(units, scope=scope))
