"""Reintegration after the arrival: obligatory surveys and the income after six months."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from partnership.participants.queries.columns import PARTICIPATION
from partnership.participants.queries.counters.cells import cells_of, flag, folded, has_reached, units_of
from partnership.participants.queries.figures import CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, counted
from partnership.participants.rules.clocks import add_months, shifted
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import rows


def _arrivals(scope: Scope) -> sa.Subquery:
    """For each reintegration the day from which follow-ups count: the person's latest arrival, else the first contact."""
    own = aliased(PARTICIPATION)
    back, arrived = counted(scope, "R090", whole_past=True)
    other = aliased(PARTICIPATION)
    contact, met = counted(scope, "I020", whole_past=True)
    arrival = (
        sa.select(sa.func.max(back.happened_on))
        .join(other, other.id == back.participation_id)
        .where(arrived, other.participant_id == own.participant_id)
        .scalar_subquery()
    )
    first = sa.select(sa.func.min(contact.happened_on)).where(met, contact.participation_id == own.id).scalar_subquery()
    return (
        sa.select(own.id.label("participation_id"), sa.func.coalesce(arrival, first).label("arrived_on"))
        .where(own.strand == Strand.REINT)
        .subquery()
    )


def income_after_six_months(scope: Scope, *, code: str) -> CountedIndicator:
    """Of those who arrived at least six months before the end of the period, how many have an income-earning activity."""
    arrival = _arrivals(scope)
    units = units_of(
        arrival.c.participation_id, hit=flag(has_reached(scope, "I500", participation_id=arrival.c.participation_id))
    )
    return CountedIndicator(
        code=code,
        measure=Measure.RATE,
        unit="person",
        cells=cells_of(units.where(arrival.c.arrived_on <= add_months(scope.until, -6)), scope=scope),
    )


def surveys_held(scope: Scope, *, code: str) -> CountedIndicator:
    """Obligatory surveys whose window closed in the period, and those of them held by its end."""
    arrival, cells = _arrivals(scope), Counter[tuple[Sex, str | None, bool]]()
    for followup in rows("reintegration_followups"):
        step = f"I4{followup['months_after_arrival'].zfill(2)}"
        if step not in milestones_of()[code]:
            continue
        units = units_of(
            arrival.c.participation_id,
            category=arrival.c.arrived_on,
            hit=flag(has_reached(scope, step, participation_id=arrival.c.participation_id)),
        )
        for cell in cells_of(units.where(arrival.c.arrived_on.is_not(None)), scope=scope):
            closes = shifted(
                add_months(cell.category, int(followup["months_after_arrival"])),
                value=int(followup["window_days"]),
                unit="day",
            )
            if closes in scope.period and closes <= scope.until:
                cells[cell.sex, cell.region, True] += cell.count
                cells[cell.sex, cell.region, False] += cell.out_of
    return CountedIndicator(code=code, measure=Measure.RATE, unit="survey", cells=folded(cells))
