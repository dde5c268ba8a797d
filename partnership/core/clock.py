"""The one place that asks what time it is, so that tests and demonstration data can fix it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Europe/Berlin")
"""Days are counted in Düsseldorf: the statutory limits are German ones."""

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Düsseldorf."""
    return now().astimezone(HOUSE_ZONE).date()


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (with time zone) inside the block."""
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
