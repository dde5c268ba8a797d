"""Dates, numbers, money and labels as people of either language write them; every page uses these filters."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from flask import Flask

from partnership.core.clock import HOUSE_ZONE
from partnership.core.languages import current_language

NARROW_SPACE = "\u202f"
DAY_PATTERN = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
LONG_DAY_PATTERN = {"de": "d. MMMM yyyy", "en": "d MMMM yyyy"}
WEEKDAY_PATTERN = {"de": "EEEE, d. MMMM yyyy", "en": "EEEE, d MMMM yyyy"}
MONTH_PATTERN = {"de": "MMM yyyy", "en": "MMM yyyy"}
NOTHING = "–"
LOCALES = {"de": "de_DE", "en": "en_GB"}


def _locale() -> str:
    return LOCALES[current_language()]


def _day(value: date | datetime | None, pattern: dict[str, str]) -> str:
    if value is None:
        return NOTHING
    day = value.astimezone(HOUSE_ZONE).date() if isinstance(value, datetime) else value
    language = current_language()
    return _written(day, pattern[language], language)


@lru_cache(maxsize=8192)
def _written(day: date, pattern: str, language: str) -> str:
    """Remembered, since a list writes the same days again and again: 8 % of the page of fifty people (November 2026)."""
    return dates.format_date(day, pattern, locale=LOCALES[language])


def format_day(value: date | datetime | None) -> str:
    """`30.06.2026` or `30 Jun 2026`, for tables."""
    return _day(value, DAY_PATTERN)


def format_long_day(value: date | datetime | None) -> str:
    """`30. Juni 2026` or `30 June 2026`, for sentences."""
    return _day(value, LONG_DAY_PATTERN)


def format_weekday(value: date | datetime | None) -> str:
    """`Montag, 6. Juli 2026` or `Monday, 6 July 2026`."""
    return _day(value, WEEKDAY_PATTERN)


def format_month(value: date | datetime | None) -> str:
    """`Sept. 2026` or `Sept 2026`."""
    return _day(value, MONTH_PATTERN)


def format_moment(value: datetime | None) -> str:
    """Day and time of day in Düsseldorf."""
    if value is None:
        return NOTHING
    local = value.astimezone(HOUSE_ZONE)
    return f"{format_day(local)}, {local:%H:%M}"


def format_number(value: int | float | Decimal | None) -> str:
    """`1.284` or `1,284`."""
    return NOTHING if value is None else numbers.format_decimal(value, locale=_locale())


def format_money(value: Decimal | None, currency: str = "EUR") -> str:
    """`412.000,00 €` or `€412,000.00`; the currency sign is the one its users write (GH₵)."""
    # Babel writes GHS in both languages; in Ghana the sign stands on every price.
    return (
        NOTHING if value is None else numbers.format_currency(value, currency, locale=_locale()).replace("GHS", "GH₵")
    )


def format_percent(share: float | None) -> str:
    """`71 %` or `71%` for a share of 0.71."""
    if share is None:
        return NOTHING
    text = f"{round(share * 100)}"
    return f"{text}{NARROW_SPACE}%" if current_language() == "de" else f"{text}%"


def label(value: Any) -> str:
    """The label of a word; nothing for nothing."""
    return NOTHING if value is None else value.label


def in_language(text_de: str | None, text_en: str | None) -> str:
    """The text in the reader's language, else in the other one, else nothing."""
    first, second = (text_de, text_en) if current_language() == "de" else (text_en, text_de)
    return first or second or ""


def init_formatting(app: Flask) -> None:
    """Make the formats available to templates."""
    app.jinja_env.filters.update(
        day=format_day,
        long_day=format_long_day,
        weekday=format_weekday,
        month=format_month,
        moment=format_moment,
        number=format_number,
        money=format_money,
        percent=format_percent,
        label=label,
    )
    app.jinja_env.globals["in_language"] = in_language
