"""Decisions about milestones: late or not, what a forecast must say, which day may be given."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from flask_babel import gettext as _

TOLERANCE_MONTHS = 3
"""A forecast may lie so many months after the plan before the milestone counts as late (design direction section 3); configurable."""
RENEW_AFTER_MONTHS = 3
"""A forecast older than this says little: whoever owns the milestone is asked to look again."""


class Dated(Protocol):
    """What these rules read of a milestone."""

    baseline_on: date
    latest_forecast_on: date | None
    reached_on: date | None
    cancelled_on: date | None


class Made(Protocol):
    """What these rules read of a forecast."""

    made_on: date
    expected_on: date


AnyForecast = TypeVar("AnyForecast", bound=Made)


def months_beyond(later: date, earlier: date) -> int:
    """Whole calendar months from one day to a later one; negative when it lies before.

    >>> months_beyond(date(2027, 1, 15), date(2026, 9, 15))
    4
    """
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if months > 0 and later.day < earlier.day:
        return months - 1
    return months + 1 if months < 0 and later.day > earlier.day else months


def more_than_months_after(day: date, *, start: date, months: int) -> bool:
    """Whether a day lies more than so many calendar months after another: 15 December is not more than three after 15 September."""
    return (day.year * 12 + day.month, day.day) > (start.year * 12 + start.month + months, start.day)


def is_open(milestone: Dated) -> bool:
    """Neither reached nor cancelled."""
    return milestone.reached_on is None and milestone.cancelled_on is None


def is_overdue(milestone: Dated, *, today: date) -> bool:
    """Still open although the day on which it was expected last has passed."""
    return is_open(milestone) and (milestone.latest_forecast_on or milestone.baseline_on) < today


def has_slipped(milestone: Dated, *, tolerance: int = TOLERANCE_MONTHS) -> bool:
    """Still open, and the latest forecast lies further behind the plan than is tolerated."""
    forecast = milestone.latest_forecast_on
    return (
        is_open(milestone)
        and forecast is not None
        and more_than_months_after(forecast, start=milestone.baseline_on, months=tolerance)
    )


def is_late(milestone: Dated, *, today: date, tolerance: int = TOLERANCE_MONTHS) -> bool:
    """Overdue or slipped. Computed whenever it is asked, never stored."""
    return is_overdue(milestone, today=today) or has_slipped(milestone, tolerance=tolerance)


def station(milestone: Dated, *, today: date, tolerance: int = TOLERANCE_MONTHS) -> str:
    """The mark that stands for its state: reached, cancelled, late or planned."""
    if milestone.reached_on:
        return "reached"
    if milestone.cancelled_on:
        return "cancelled"
    return "late" if is_late(milestone, today=today, tolerance=tolerance) else "planned"


def last_of_each_day(forecasts: Iterable[AnyForecast]) -> list[AnyForecast]:
    """The forecasts that hold: of several made on one day the last one. They come, and go, in the order of making."""
    return list({forecast.made_on: forecast for forecast in forecasts}.values())


def forecast_problem(expected_on: date | None, *, today: date) -> str | None:
    """Why this day cannot be a forecast, or None."""
    if expected_on and expected_on < today:
        return str(_("This day is past. Enter the day on which you expect it now, or report it as reached."))
    return None


def reason_problem(expected_on: date, *, so_far: date, reason: str) -> str | None:
    """Why the forecast needs a reason, or None: a later day than so far is explained, the ministry may quote it."""
    return _("Say in a sentence why the date has moved.") if expected_on > so_far and not reason.strip() else None


def reached_problem(reached_on: date | None, *, today: date) -> str | None:
    """Why this day cannot be the day of reaching it, or None."""
    if reached_on and reached_on > today:
        return str(_("This day is in the future. Make a forecast until it is reached."))
    return None


def trend_points(
    forecasts: Sequence[Made], *, baseline_on: date, planned_on: date, reached_on: date | None
) -> tuple[tuple[date, date], ...]:
    """The line of a milestone in the trend: (made on, expected on), beginning with the plan and ending, if reached, on the day itself.

    `planned_on` is the day on which the plan was entered.
    """
    made = [(forecast.made_on, forecast.expected_on) for forecast in last_of_each_day(forecasts)]
    first = min([planned_on, *(made_on for made_on, _expected in made)])
    points = made if made and made[0][0] == first else [(first, baseline_on), *made]
    if reached_on is None:
        return tuple(points)
    return (*((made_on, expected) for made_on, expected in points if made_on < reached_on), (reached_on, reached_on))
