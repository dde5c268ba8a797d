"""Late or not, and which days may be given."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from partnership.milestones import rules

TODAY = date(2026, 7, 6)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


@pytest.fixture(autouse=True, scope="module")
def in_english(session_app: Flask):
    with session_app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def milestone(
    plan: date, forecast: date | None = None, *, reached: date | None = None, cancelled: date | None = None
) -> SimpleNamespace:
    return SimpleNamespace(baseline_on=plan, latest_forecast_on=forecast, reached_on=reached, cancelled_on=cancelled)


@pytest.mark.parametrize(
    ("later", "earlier", "months"),
    [
        (date(2027, 1, 15), date(2026, 9, 15), 4), (date(2027, 1, 14), date(2026, 9, 15), 3), (date(2026, 9, 30), date(2026, 9, 1), 0),
        (date(2026, 8, 31), date(2026, 9, 1), 0), (date(2026, 7, 1), date(2026, 9, 1), -2), (date(2026, 7, 2), date(2026, 9, 1), -1), (date(2027, 2, 28), date(2026, 11, 30), 2),
    ],
)  # fmt: skip
def test_months_between_days(later: date, earlier: date, months: int) -> None:
    assert rules.months_beyond(later, earlier) == months


@given(days, days)
def test_months_beyond_is_the_same_both_ways_round(one: date, other: date) -> None:
    assert rules.months_beyond(one, other) == -rules.months_beyond(other, one)


@pytest.mark.parametrize(
    ("plan", "forecast", "late"),
    [
        (date(2026, 9, 15), None, False), (date(2026, 7, 6), None, False), (date(2026, 7, 5), None, True),
        (date(2026, 9, 15), date(2026, 12, 15), False), (date(2026, 9, 15), date(2026, 12, 16), True), (date(2026, 11, 30), date(2027, 2, 28), False),
        (date(2026, 11, 30), date(2027, 3, 1), True), (date(2026, 5, 1), date(2026, 7, 6), False), (date(2026, 5, 1), date(2026, 7, 5), True), (date(2026, 9, 15), date(2026, 8, 1), False),
    ],
)  # fmt: skip
def test_late_is_past_or_more_than_three_months_behind(plan: date, forecast: date | None, late: bool) -> None:
    assert rules.is_late(milestone(plan, forecast), today=TODAY) is late


def test_what_is_reached_or_cancelled_is_never_late() -> None:
    long_ago = date(2025, 1, 1)
    assert not rules.is_late(milestone(long_ago, reached=date(2026, 7, 1)), today=TODAY)
    assert not rules.is_late(milestone(long_ago, cancelled=date(2026, 7, 1)), today=TODAY)


def test_tolerance_is_a_setting() -> None:
    slipped = milestone(date(2026, 9, 15), date(2026, 12, 16))
    assert rules.is_late(slipped, today=TODAY, tolerance=3)
    assert not rules.is_late(slipped, today=TODAY, tolerance=4)


@pytest.mark.parametrize(
    ("one", "mark"),
    [
        (milestone(date(2026, 1, 1), reached=date(2026, 1, 2)), "reached"), (milestone(date(2026, 1, 1), cancelled=date(2026, 1, 2)), "cancelled"),
        (milestone(date(2026, 1, 1)), "late"), (milestone(date(2027, 1, 1)), "planned"),
    ],
)  # fmt: skip
def test_each_state_has_its_mark(one: SimpleNamespace, mark: str) -> None:
    assert rules.station(one, today=TODAY) == mark


def test_of_several_forecasts_on_one_day_the_last_holds() -> None:
    made = [
        SimpleNamespace(made_on=date(2026, 1, day), expected_on=date(2026, 9, number))
        for number, day in enumerate((1, 2, 2, 3), start=1)
    ]
    assert [one.expected_on.day for one in rules.last_of_each_day(made)] == [1, 3, 4]


@given(days, st.lists(st.tuples(days, days), max_size=8), days, st.none() | days)
def test_a_trend_begins_first_runs_on_and_ends_on_the_day_it_was_reached(
    planned_on: date, made: list[tuple[date, date]], plan: date, reached: date | None
) -> None:
    forecasts = [SimpleNamespace(made_on=made_on, expected_on=expected_on) for made_on, expected_on in sorted(made)]
    points = rules.trend_points(forecasts, baseline_on=plan, planned_on=planned_on, reached_on=reached)
    assert list(points) == sorted(points, key=lambda point: point[0])
    assert len({made_on for made_on, _expected in points}) == len(points)
    if reached:
        assert points[-1] == (reached, reached)
    else:
        assert points[0][0] == min([planned_on, *(made_on for made_on, _expected in made)])


def test_sentences_for_days_that_cannot_be() -> None:
    assert "past" in (rules.forecast_problem(TODAY - timedelta(days=1), today=TODAY) or "")
    assert rules.forecast_problem(TODAY, today=TODAY) is None
    assert "future" in (rules.reached_problem(TODAY + timedelta(days=1), today=TODAY) or "")
    assert rules.reached_problem(TODAY, today=TODAY) is None


def test_a_later_day_needs_a_reason_and_an_earlier_one_does_not() -> None:
    so_far = date(2026, 9, 1)
    assert rules.reason_problem(date(2026, 9, 2), so_far=so_far, reason=" ")
    assert rules.reason_problem(date(2026, 9, 2), so_far=so_far, reason="Two examiners left.") is None
    assert rules.reason_problem(so_far, so_far=so_far, reason="") is None
