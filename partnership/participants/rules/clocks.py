"""When a limit ends: calendar and working days, weeks, months and years, with the public holidays of North Rhine-Westphalia.

Domain guide, section 12: the day of the event is not counted (§ 187 BGB), months and years end on the same day of the
month or on its last day (§ 188 BGB), a statutory end on a Saturday, Sunday or public holiday moves to the next working day
(§ 31 VwVfG with § 193 BGB); working days are Monday to Friday without the public holidays. Whether something is
late is computed, never stored; the day from which it is, `first_due_on`, is kept for lists.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import holidays

from partnership.reference_data.codelists import rows
from partnership.reference_data.pathways import Limit, Step, StepKind, steps

DAY = timedelta(days=1)
SATURDAY = 5
ORDINARY_CONSENT = Limit(value=2, unit="week", from_step="M140", side="after")
"""§ 36 Abs. 2 BeschV: outside the fast-track procedure the consent of the Federal Employment Agency is deemed given after two weeks."""
FAST_TRACK_AGREEMENT = "M120"
ARRIVAL = "R090"
"""The return home: follow-ups count from it, in whatever strand it was recorded."""
SUSPENDED_BY: Mapping[str, frozenset[str]] = {"Q340": frozenset({"Q335", "Q345"})}
"""The clock that runs from complete documents stands still while papers are missing or a skills analysis is under way (§§ 6, 14 BQFG)."""


class UnknownUnitError(ValueError):
    """The pathway file names a unit of time that no rule here knows."""


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of North Rhine-Westphalia in this year."""
    return frozenset(holidays.country_holidays("DE", subdiv="NW", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday in North Rhine-Westphalia."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """This day if people work on it, else the first day after it on which they do."""
    while not is_working_day(day):
        day += DAY
    return day


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month: 31 January + 1 = 28 or 29 February."""
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, number: int) -> date:
    """So many working days after `day` (before it when negative); `day` itself is not counted."""
    step = DAY if number > 0 else -DAY
    for _counted in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def shifted(day: date, *, value: int, unit: str) -> date:
    """`day` moved by so many units, without any move to a working day.

    Raises UnknownUnitError for a unit that is not day, working_day, week, month or year.
    """
    if unit == "day":
        return day + value * DAY
    if unit == "working_day":
        return add_working_days(day, value)
    if unit == "week":
        return day + 7 * value * DAY
    if unit == "month":
        return add_months(day, value)
    if unit == "year":
        return add_months(day, 12 * value)
    raise UnknownUnitError(unit)


def due_on(limit: Limit, *, started_on: date, statutory: bool) -> date:
    """The last day of a limit that runs from (or up to) `started_on`.

    Only a statutory end after the event moves to the next working day: a day before a departure would otherwise come too late.
    """
    if limit.side == "before":
        return shifted(started_on, value=-limit.value, unit=limit.unit)
    end = shifted(started_on, value=limit.value, unit=limit.unit)
    return next_working_day(end) if statutory else end


def is_statutory(step: Step) -> bool:
    """Whether a law sets the limit of this step, and not a programme or a practice."""
    return "§" in step.legal_basis


def limit_of(step: Step, *, reached: Collection[str]) -> Limit | None:
    """The limit that holds for a person who has reached these steps: the consent of the Employment Agency takes a week in the fast track, else two."""
    if step.code == "M150" and FAST_TRACK_AGREEMENT not in reached:
        return ORDINARY_CONSENT
    return step.limit


@cache
def answers(code: str) -> frozenset[str]:
    """The steps that stop the clock of this one: itself and, for a decision, the other decisions that may follow the same event."""
    step = steps()[code]
    if step.limit is None or step.kind != StepKind.DECISION or step.limit.side == "before":
        return frozenset({code})
    followers = steps()[step.limit.from_step].next_codes
    return frozenset({code, *(other for other in followers if steps()[other].kind == StepKind.DECISION)})


@cache
def optional_steps() -> frozenset[str]:
    """Follow-up surveys that are offered but need not be held (reintegration_followups.csv); they are never late."""
    return frozenset(
        f"I4{row['months_after_arrival'].zfill(2)}"
        for row in rows("reintegration_followups")
        if row["mandatory"] == "0"
    )


@cache
def timed_steps(strand: str) -> tuple[Step, ...]:
    """One step for each clock of a strand: decisions that answer the same event share a clock and stand for it by the first."""
    found: list[Step] = []
    for step in steps().values():
        if (
            step.strand == strand
            and step.limit is not None
            and not any(step.code in answers(other.code) for other in found)
        ):
            found.append(step)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What a clock needs to know of an event that is not void."""

    step: str
    day: date
    reached: bool


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One limit that runs for one person: since when, until when, and whether it stands still."""

    step: str
    started_on: date
    due_on: date
    limit: Limit
    statutory: bool
    optional: bool
    suspended_on: date | None = None
    started: bool = True

    def days_left(self, today: date) -> int:
        """Calendar days until the end; negative when it has passed."""
        return (self.due_on - today).days

    def is_late(self, today: date) -> bool:
        """Whether the limit has passed: never while it stands still, never for a survey that need not be held."""
        return self.due_on < today and self.suspended_on is None and not self.optional


def running_clocks(strand: str, happenings: Collection[Happening]) -> list[Clock]:
    """The clocks that run in a strand, the one that ends first on top. `happenings` are all events of the person, of every strand.

    Follow-ups count from the arrival, or from the first contact where no return is on record (domain.md section 3.4).
    """
    clocks = [clock for step in timed_steps(strand) if (clock := _running(step, happenings=happenings))]
    return sorted(clocks, key=lambda clock: (clock.suspended_on is not None, clock.due_on))


def _running(step: Step, *, happenings: Collection[Happening]) -> Clock | None:
    reached = {one.step for one in happenings if one.reached}
    limit = limit_of(step, reached=reached)
    if limit is None:
        return None
    if step.strand == "REINT" and limit.from_step == ARRIVAL and ARRIVAL not in reached:
        limit = replace(limit, from_step="I020")
    start = _start(limit, happenings=happenings)
    if start is None:
        return None
    stops = answers(step.code)
    if any(
        one.reached and one.step in stops and (limit.side == "before" or one.day >= start.day) for one in happenings
    ):
        return None
    statutory = is_statutory(step)
    return Clock(
        step=step.code, started_on=start.day, due_on=due_on(limit, started_on=start.day, statutory=statutory), limit=limit, statutory=statutory,
        optional=step.code in optional_steps(), suspended_on=_suspended_on(limit, since=start.day, happenings=happenings),
        started=start.reached or limit.side == "before",
    )  # fmt: skip


def _start(limit: Limit, *, happenings: Collection[Happening]) -> Happening | None:
    """The event the limit counts from: the latest one reached; a limit before an event counts back from its planned day only."""
    candidates = [one for one in happenings if one.step == limit.from_step]
    done = [one for one in candidates if one.reached]
    if limit.side == "before":
        return None if done else max((one for one in candidates), key=lambda one: one.day, default=None)
    return max(done or candidates, key=lambda one: one.day, default=None)


def _suspended_on(limit: Limit, *, since: date, happenings: Collection[Happening]) -> date | None:
    stopping = SUSPENDED_BY.get(limit.from_step, frozenset())
    return min(
        (one.day for one in happenings if one.reached and one.step in stopping and one.day >= since), default=None
    )


def counted_for(strand: str, *, own: Collection[Happening], every: Collection[Happening]) -> tuple[Happening, ...]:
    """The events that clocks of a way in this strand ask: its own and, for follow-ups, the arrivals in `every` way of the person."""
    shared = tuple(one for one in every if one.step == ARRIVAL) if strand == "REINT" else ()
    return (*own, *(one for one in shared if one not in own))


def first_due_on(strand: str, *, own: Collection[Happening], every: Collection[Happening]) -> date | None:
    """The first day on which a limit of this way ends or a planned step is due; None when nothing runs.

    After this day the way is late, and not before: every clock that can be late is late from the day after its end on.
    """
    clocks = running_clocks(strand, counted_for(strand, own=own, every=every))
    ends = [clock.due_on for clock in clocks if clock.started and clock.suspended_on is None and not clock.optional]
    return min((*ends, *(one.day for one in own if not one.reached)), default=None)
