"""Which spans of time a report can cover, and what a reader calls them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from partnership.core.errors import Refused
from partnership.core.periods import Period

WRITTEN = re.compile(r"(\d{4})(?:-?([HQ])([1-4]))?", re.IGNORECASE)
MONTHS = {"H": 6, "Q": 3}
LATEST_PART = {"H": 2, "Q": 4}


@dataclass(frozen=True, kw_only=True)
class ReportPeriod:
    """A year, half-year or quarter with its names in both languages."""

    code: str
    period: Period
    name_de: str
    name_en: str


def parse_period(text: str) -> ReportPeriod:
    """Read `2026`, `2026-H1` or `2026-Q3`.

    Raises Refused with a sentence when it is none of these.
    """
    match = WRITTEN.fullmatch(text.strip())
    year, letter, part = (int(match[1]), (match[2] or "").upper(), int(match[3] or 0)) if match else (0, "", 0)
    if match is None or not 2007 <= year <= 2100 or part > LATEST_PART.get(letter, 0):
        raise Refused(
            _(
                "“%(typed)s” is not a reporting period. Write a year, half-year or quarter: 2026, 2026-H1 or 2026-Q3.",
                typed=text,
            )
        )
    if not letter:
        return ReportPeriod(
            code=f"{year}",
            period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
            name_de=f"Jahr {year}",
            name_en=f"year {year}",
        )
    months = MONTHS[letter]
    first = date(year, (part - 1) * months + 1, 1)
    following = date(year + 1, 1, 1) if part * months == 12 else date(year, part * months + 1, 1)
    name_de = f"{part}. {'Halbjahr' if letter == 'H' else 'Quartal'} {year}"
    name_en = f"{('first', 'second', 'third', 'fourth')[part - 1]} {'half' if letter == 'H' else 'quarter'} of {year}"
    return ReportPeriod(
        code=f"{year}-{letter}{part}",
        period=Period(start=first, end=following - timedelta(days=1)),
        name_de=name_de,
        name_en=name_en,
    )


def last_complete_half_year(today: date) -> str:
    """The code of the half-year that ended last: what a report is usually about."""
    return f"{today.year}-H1" if today.month > 6 else f"{today.year - 1}-H2"
