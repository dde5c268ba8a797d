"""How each core indicator of people is counted (indicators.csv, domain.md section 12).

The database counts; what needs public holidays or months by calendar is grouped by day there and weighed here.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from partnership.core.database import db
from partnership.participants.queries.columns import PARTICIPANT, PARTICIPATION
from partnership.participants.queries.figures import Cell, CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, counted, in_projects, recency
from partnership.participants.rules.clocks import add_months, answers, due_on, is_statutory, limit_of, shifted
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import rows
from partnership.reference_data.pathways import steps


def _cells(units: sa.Select[Any], *, scope: Scope) -> tuple[Cell, ...]:
    """Group units (participation_id, category, hit) by sex, region and category; `hit` is 1 where the unit counts."""
    unit = units.subquery()
    keys = (PARTICIPANT.sex, PARTICIPANT.home_region, unit.c.category)
    query = (
        sa.select(*keys, sa.func.sum(unit.c.hit), sa.func.count())
        .select_from(unit)
        .join(PARTICIPATION, PARTICIPATION.id == unit.c.participation_id)
        .join(PARTICIPANT, PARTICIPANT.id == PARTICIPATION.participant_id)
        .where(in_projects(scope.projects))
        .group_by(*keys)
        .order_by(*keys)
    )
    return tuple(
        Cell(sex=sex, region=region, category=category, count=hit, out_of=all_)
        for sex, region, category, hit, all_ in db.session.execute(query)
    )


def _units(participation_id: Any, *, category: Any = "", hit: Any = 1) -> sa.Select[Any]:
    plain = [sa.literal(value) if isinstance(value, str | int) else value for value in (category, hit)]
    return sa.select(participation_id.label("participation_id"), plain[0].label("category"), plain[1].label("hit"))


def _flag(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)


def _persons(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, *milestones_of()[code])
    units = _units(event.participation_id).where(condition).distinct()
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=_cells(units, scope=scope))


def _examinations_passed(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, "Q230")
    units = _units(event.participation_id, category=event.value).where(condition)
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="event", cells=_cells(units, scope=scope))


def _examination_rate(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, "Q230", "Q235")
    units = _units(event.participation_id, hit=_flag(event.step == "Q230")).where(condition)
    return CountedIndicator(code=code, measure=Measure.RATE, unit="event", cells=_cells(units, scope=scope))


def _latest_decision(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, *milestones_of()[code])
    decisions = (
        sa.select(event.participation_id, event.step, recency(event).label("recency")).where(condition).subquery()
    )
    units = _units(decisions.c.participation_id, category=decisions.c.step).where(decisions.c.recency == 1)
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=_cells(units, scope=scope))


def _visa_rate(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, "M300", "M305")
    units = (
        _units(event.participation_id, hit=sa.func.max(_flag(event.step == "M300")))
        .where(condition)
        .group_by(event.participation_id)
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=_cells(units, scope=scope))


def _entries_by_title(scope: Scope, *, code: str) -> CountedIndicator:
    """The title is the latest one noted at the permit, else at the entry, else with the visa; else it is blank."""
    entry, entered = counted(scope, "M320")
    titles = []
    for step in ("M340", "M320", "M300"):
        noted, condition = counted(scope, step, whole_past=True)
        titles.append(
            sa.select(noted.value).where(condition, noted.participation_id == entry.participation_id, noted.value != "")
            .order_by(noted.happened_on.desc(), noted.id.desc()).limit(1).scalar_subquery()
        )  # fmt: skip
    units = _units(entry.participation_id, category=sa.func.coalesce(*titles, "")).where(entered).distinct()
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=_cells(units, scope=scope))


def _has(scope: Scope, *steps_: str, participation_id: Any) -> sa.ColumnElement[bool]:
    """Whether the participation reached one of these steps by the end of the period."""
    event, condition = counted(scope, *steps_, whole_past=True)
    return sa.exists().where(condition, event.participation_id == participation_id)


def _assisted_departures(scope: Scope, *, code: str) -> CountedIndicator:
    event, condition = counted(scope, "R080")
    units = (
        _units(event.participation_id)
        .where(condition, _has(scope, "R050", participation_id=event.participation_id))
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.COUNT, unit="person", cells=_cells(units, scope=scope))


def _hand_over_rate(scope: Scope, *, code: str) -> CountedIndicator:
    """Of those who arrived in the period, how many were handed over by its end."""
    event, condition = counted(scope, "R090")
    units = (
        _units(event.participation_id, hit=_flag(_has(scope, "R110", participation_id=event.participation_id)))
        .where(condition)
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=_cells(units, scope=scope))


def _retention(scope: Scope, *, code: str) -> CountedIndicator:
    """Of those who started work at least twelve months before the end of the period, how many were still in it after twelve."""
    event, condition = counted(scope, "M350", whole_past=True)
    started = sa.and_(condition, event.happened_on <= add_months(scope.until, -12))
    units = (
        _units(event.participation_id, hit=_flag(_has(scope, "M385", participation_id=event.participation_id)))
        .where(started)
        .distinct()
    )
    return CountedIndicator(code=code, measure=Measure.RATE, unit="person", cells=_cells(units, scope=scope))


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


def _income_after_six_months(scope: Scope, *, code: str) -> CountedIndicator:
    arrival = _arrivals(scope)
    units = _units(
        arrival.c.participation_id, hit=_flag(_has(scope, "I500", participation_id=arrival.c.participation_id))
    )
    return CountedIndicator(
        code=code,
        measure=Measure.RATE,
        unit="person",
        cells=_cells(units.where(arrival.c.arrived_on <= add_months(scope.until, -6)), scope=scope),
    )


def _surveys_held(scope: Scope, *, code: str) -> CountedIndicator:
    """Obligatory surveys whose window closed in the period, and those of them held by its end."""
    arrival, cells = _arrivals(scope), Counter[tuple[Sex, str | None, bool]]()
    for followup in rows("reintegration_followups"):
        step = f"I4{followup['months_after_arrival'].zfill(2)}"
        if step not in milestones_of()[code]:
            continue
        units = _units(
            arrival.c.participation_id,
            category=arrival.c.arrived_on,
            hit=_flag(_has(scope, step, participation_id=arrival.c.participation_id)),
        )
        for cell in _cells(units.where(arrival.c.arrived_on.is_not(None)), scope=scope):
            closes = shifted(
                add_months(cell.category, int(followup["months_after_arrival"])),
                value=int(followup["window_days"]),
                unit="day",
            )
            if closes in scope.period and closes <= scope.until:
                cells[cell.sex, cell.region, True] += cell.count
                cells[cell.sex, cell.region, False] += cell.out_of
    return CountedIndicator(code=code, measure=Measure.RATE, unit="survey", cells=_folded(cells))


def _folded(found: Counter[tuple[Sex, str | None, bool]]) -> tuple[Cell, ...]:
    keys = sorted({key[:2] for key in found}, key=lambda key: (key[0], key[1] or ""))
    return tuple(
        Cell(sex=sex, region=region, category="", count=found[sex, region, True], out_of=found[sex, region, False])
        for sex, region in keys
    )


def _limits_kept(scope: Scope, *, code: str) -> CountedIndicator:
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
    return CountedIndicator(code=code, measure=Measure.RATE, unit="limit", cells=_folded(cells))


def _limits_by_day(step: Any, *, scope: Scope) -> sa.Select[Any]:
    start, started = counted(scope, step.limit.from_step, whole_past=True)
    answer, answered = counted(scope, *answers(step.code), whole_past=True)
    answered_on = (
        sa.select(sa.func.min(answer.happened_on))
        .where(answered, answer.participation_id == start.participation_id, answer.happened_on >= start.happened_on)
        .scalar_subquery()
    )
    fast = _flag(_has(scope, "M120", participation_id=start.participation_id))
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


def _duration(scope: Scope, *, code: str) -> CountedIndicator:
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
    over = _has(
        scope, *(step.code for step in steps().values() if step.terminal), participation_id=latest.c.participation_id
    )
    query = (
        sa.select(sa.func.count()).select_from(latest).join(PARTICIPATION, PARTICIPATION.id == latest.c.participation_id)
        .where(sa.not_(answered), sa.not_(over), in_projects(scope.projects))
    )  # fmt: skip
    return db.session.scalar(query) or 0


COUNTERS: Mapping[str, Callable[..., CountedIndicator]] = {
    **dict.fromkeys(("IQ01", "IQ02", "IQ05", "IQ08", "IM01", "IM02", "IM03", "IM06", "IM09", "IM11", "IM12", "IM13", "IR01", "IR03", "II01", "II02", "II06"), _persons),
    "IQ03": _examinations_passed, "IQ04": _examination_rate, "IQ06": _latest_decision, "IQ07": _duration, "IM04": _duration,
    "IM05": _limits_kept, "IM07": _visa_rate, "IM08": _entries_by_title, "IM10": _retention, "IR02": _assisted_departures,
    "IR04": _hand_over_rate, "II03": _income_after_six_months, "II04": _surveys_held,
}  # fmt: skip
"""How each indicator is counted; which steps, indicators.csv says."""
