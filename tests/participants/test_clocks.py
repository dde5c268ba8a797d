"""Limits: a truth table computed by hand over Easter, Christmas, leap years and bridge days, and laws that hold for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.participants.rules.clocks import (
    ORDINARY_CONSENT,
    Happening,
    UnknownUnitError,
    add_months,
    add_working_days,
    answers,
    due_on,
    is_statutory,
    is_working_day,
    limit_of,
    optional_steps,
    running_clocks,
    shifted,
    timed_steps,
)  # fmt: skip
from partnership.reference_data.pathways import Limit, steps

STEPS = steps()


def due(code: str, start: date) -> date:
    step = STEPS[code]
    assert step.limit is not None
    return due_on(step.limit, started_on=start, statutory=is_statutory(step))


@pytest.mark.parametrize(("code", "start", "expected"), [
    ("Q330", date(2026, 1, 31), date(2026, 3, 2)),      # 28 February 2026 is a Saturday
    ("Q330", date(2028, 1, 31), date(2028, 2, 29)),     # leap year, a Tuesday
    ("Q330", date(2026, 3, 3), date(2026, 4, 7)),       # 3 April is Good Friday, 6 April Easter Monday
    ("Q350", date(2025, 11, 30), date(2026, 3, 2)),     # 28 February 2026 is a Saturday
    ("Q350", date(2026, 9, 24), date(2026, 12, 24)),    # Christmas Eve is a working day
    ("Q350", date(2026, 9, 25), date(2026, 12, 28)),    # Christmas Day, Boxing Day, Sunday
    ("Q450", date(2024, 2, 29), date(2029, 2, 28)),     # five years, a practice and no law: not moved
    ("M131", date(2026, 3, 20), date(2026, 4, 7)),      # two weeks end on Good Friday
    ("M131", date(2026, 5, 1), date(2026, 5, 15)),      # the day after Ascension is a working day
    ("M138", date(2026, 4, 4), date(2026, 6, 5)),       # 4 June is Corpus Christi, a holiday in NRW
    ("M138", date(2023, 12, 31), date(2024, 2, 29)),    # month end in a leap year
    ("M139", date(2026, 4, 1), date(2026, 4, 8)),       # three working days over Easter: 2, 7, 8 April
    ("M139", date(2026, 12, 23), date(2026, 12, 29)),   # 24, 28, 29 December
    ("M139", date(2026, 5, 12), date(2026, 5, 18)),     # over Ascension: 13, 15, 18 May
    ("M150", date(2026, 3, 27), date(2026, 4, 7)),      # one week ends on Good Friday
    ("M170", date(2026, 5, 4), date(2026, 5, 26)),      # three weeks end on Whit Monday
    ("M300", date(2026, 12, 11), date(2027, 1, 4)),     # New Year's Day is a Friday
    ("M330", date(2026, 10, 17), date(2026, 11, 2)),    # 31 October is a Saturday, then All Saints
    ("R045", date(2026, 8, 6), date(2026, 7, 18)),      # 19 days before departure stay on a Saturday
    ("R100", date(2026, 3, 27), date(2026, 4, 20)),     # fourteen working days over Easter
    ("R105", date(2025, 6, 30), date(2026, 2, 28)),     # eight months, a programme: not moved
    ("I406", date(2025, 8, 31), date(2026, 2, 28)),
    ("I412", date(2024, 2, 29), date(2025, 2, 28)),
])  # fmt: skip
def test_due_dates_by_hand(code: str, start: date, expected: date) -> None:
    assert due(code, start) == expected


def test_consent_takes_two_weeks_outside_the_fast_track() -> None:
    step = STEPS["M150"]
    assert limit_of(step, reached={"M120", "M140"}) == Limit(value=1, unit="week", from_step="M140", side="after")
    assert limit_of(step, reached={"M140"}) == ORDINARY_CONSENT
    assert due_on(ORDINARY_CONSENT, started_on=date(2026, 6, 1), statutory=True) == date(2026, 6, 15)


def test_decisions_on_the_same_event_share_one_clock() -> None:
    assert answers("M300") == answers("M305") == {"M300", "M305"}
    assert answers("Q350") == {"Q350", "Q351", "Q352", "Q353"}
    assert answers("M150") == {"M150", "M155"}
    assert answers("Q330") == {"Q330"}
    assert [step.code for step in timed_steps("QUAL")] == ["Q330", "Q350", "Q450"]
    assert [step.code for step in timed_steps("MIGR")] == ["M131", "M138", "M139", "M150", "M170", "M300", "M330"]


def test_only_obligatory_follow_ups_can_be_late() -> None:
    assert optional_steps() == {"I403", "I409", "I418"}
    clocks = {
        clock.step: clock
        for clock in running_clocks("REINT", [Happening(step="R090", day=date(2024, 1, 2), reached=True)])
    }
    assert [code for code, clock in clocks.items() if clock.is_late(date(2026, 7, 6))] == ["I406", "I412"]


def happened(code: str, day: date, *, reached: bool = True) -> Happening:
    return Happening(step=code, day=day, reached=reached)


def test_a_clock_runs_until_it_is_answered() -> None:
    start = [happened("M180", date(2026, 6, 15))]
    (clock,) = running_clocks("MIGR", start)
    assert (clock.step, clock.due_on, clock.days_left(date(2026, 7, 6))) == ("M300", date(2026, 7, 6), 0)
    assert not clock.is_late(date(2026, 7, 6))
    assert clock.is_late(date(2026, 7, 7))
    assert running_clocks("MIGR", [*start, happened("M305", date(2026, 7, 1))]) == []
    assert len(running_clocks("MIGR", [*start, happened("M300", date(2026, 7, 1), reached=False)])) == 1


def test_a_new_start_after_an_answer_runs_anew() -> None:
    (clock,) = running_clocks(
        "MIGR",
        [happened("M180", date(2026, 1, 5)), happened("M305", date(2026, 2, 2)), happened("M180", date(2026, 6, 1))],
    )
    assert clock.started_on == date(2026, 6, 1)


def test_the_clock_stands_still_while_papers_are_missing() -> None:
    events = [happened("Q340", date(2026, 1, 5)), happened("Q345", date(2026, 2, 2))]
    (clock,) = running_clocks("QUAL", events)
    assert clock.suspended_on == date(2026, 2, 2)
    assert not clock.is_late(date(2027, 1, 1))
    (again,) = running_clocks("QUAL", [*events, happened("Q340", date(2026, 5, 4))])
    assert again.suspended_on is None
    assert again.due_on == date(2026, 8, 4)


def test_a_limit_before_an_event_counts_back_from_its_planned_day() -> None:
    planned = happened("R080", date(2026, 8, 6), reached=False)
    (clock,) = running_clocks("RETURN", [planned])
    assert (clock.step, clock.due_on) == ("R045", date(2026, 7, 18))
    assert running_clocks("RETURN", [planned, happened("R045", date(2026, 7, 1))]) == []
    assert [one.step for one in running_clocks("RETURN", [happened("R080", date(2026, 8, 6))])] == []


def test_follow_ups_count_from_the_first_contact_when_no_return_is_on_record() -> None:
    clocks = running_clocks("REINT", [happened("I020", date(2026, 1, 31))])
    assert [(clock.step, clock.due_on) for clock in clocks][:2] == [
        ("I403", date(2026, 4, 30)),
        ("I406", date(2026, 7, 31)),
    ]


def test_a_planned_start_is_no_start_yet() -> None:
    clocks = running_clocks("RETURN", [happened("R090", date(2026, 8, 6), reached=False)])
    assert {clock.started for clock in clocks} == {False}


def test_every_limit_of_the_file_can_be_computed() -> None:
    for step in STEPS.values():
        if step.limit:
            assert due_on(step.limit, started_on=date(2026, 7, 6), statutory=is_statutory(step))
    with pytest.raises(UnknownUnitError):
        shifted(date(2026, 7, 6), value=1, unit="fortnight")


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(-240, 240))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day: date, number: int) -> None:
    end = add_working_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == number
    assert is_working_day(end)


@given(DAYS, st.sampled_from([step for step in STEPS.values() if step.limit and step.limit.side == "after"]))
def test_a_statutory_limit_never_ends_on_a_day_of_rest(day: date, step: object) -> None:
    end = due_on(step.limit, started_on=day, statutory=True)  # type: ignore[attr-defined]
    assert is_working_day(end)
    assert end >= due_on(step.limit, started_on=day, statutory=False)
