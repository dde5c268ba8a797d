"""Days, moments, amounts and numbers as real publishers write them; what is ambiguous is not guessed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
"""Years outside are typing errors ("0213", "20213"): no project of the register lies there (own limits)."""

MOST_DIGITS = 15
"""Digits before the decimal mark of an amount; more is a typing error, and would not fit the database."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2}|[T ][0-9].*)?")
_YEAR = re.compile(r"[0-9]{4}")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
# A comma is read as a thousands mark only where it cannot be a decimal mark: with two or more of them, or with
# a dot after it. "1,234" alone may mean one thousand or, written in German, one and a bit: it is refused.
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]*|(?:,[0-9]{3}){2,})")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:\.[0-9]*)?")


def parse_day(published: str) -> date | None:
    """The day of an ISO 8601 date or date and time, as the publisher wrote it (time zones do not move it).

    Nothing for anything else: "03/04/2020" is April in London and March in Washington.
    """
    match = _DAY.fullmatch(published.strip())
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_year(published: str) -> int | None:
    """A bare year, which versions 1.x allowed as text of budget periods."""
    text = published.strip()
    if not _YEAR.fullmatch(text) or not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        return None
    return int(text)


def parse_moment(published: str) -> datetime | None:
    """A moment in UTC from an ISO 8601 date or date and time; without a time zone it is taken as UTC."""
    text = published.strip()
    if parse_day(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None


def parse_amount(published: str) -> Decimal | None:
    """A sum of money, or nothing where the text is no number or could be read in two ways."""
    text = published.strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    elif _SPACED.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f]", "", text)
    elif not _PLAIN.fullmatch(text):
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.adjusted() < MOST_DIGITS else None


def parse_number(published: str) -> Decimal | None:
    """The number of an indicator value; a percent sign or currency sign around it does not matter."""
    return parse_amount(published.strip().removesuffix("%").lstrip("£€$").strip())


def parse_percentage(published: str) -> Decimal | None:
    """A share from 0 to 100."""
    share = parse_amount(published.strip().removesuffix("%"))
    return share if share is not None and 0 <= share <= 100 else None


def parse_flag(published: str | None) -> bool | None:
    """An XML boolean: "1" and "true", "0" and "false"; nothing for anything else."""
    return {"1": True, "true": True, "0": False, "false": False}.get((published or "").strip().casefold())
