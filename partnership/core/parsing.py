"""Days and amounts as people of both countries type them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from partnership.core.languages import current_language

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
TYPED_DAY = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4})")
NAMED_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan jän januar january", "feb februar february", "mar mär mrz märz march", "apr april", "mai may", "jun juni june",
         "jul juli july", "aug august", "sep sept september", "okt oct oktober october", "nov november", "dez dec dezember december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SPELLED_DAY = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})")


def parse_day(text: str) -> date | None:
    """A day as people of both countries write it: `30.6.2026`, `30/06/2026`, `2026-06-30`, `30 June 2026`; None if it is none.

    The day comes before the month: neither country writes the month first.
    """
    text = text.strip()
    if match := ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := TYPED_DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif (match := SPELLED_DAY.fullmatch(text)) and match[2].casefold() in NAMED_MONTHS:
        day, month, year = int(match[1]), NAMED_MONTHS[match[2].casefold()], int(match[3])
    else:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_amount(text: str) -> Decimal | None:
    """An amount as typed in either language: `1.234,50`, `1,234.50`, `1234.5`, `1 234`; None when it is ambiguous or none."""
    plain = re.sub(r"[\s\u00a0\u202f€₵']", "", text)
    last = max(plain.rfind(","), plain.rfind("."))
    if last >= 0:
        head, tail, sign = plain[:last], plain[last + 1 :], plain[last]
        other = "." if sign == "," else ","
        grouped = (
            len(tail) == 3
            and other not in head
            and (sign in head or (sign == "." if current_language() == "de" else sign == ","))
        )
        plain = re.sub("[.,]", "", plain) if grouped else re.sub("[.,]", "", head) + "." + tail
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
