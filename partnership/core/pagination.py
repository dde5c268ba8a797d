"""Pages of long lists by key instead of by number of rows skipped: the last page costs what the first one costs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps, loads
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

Row = TypeVar("Row")
PAGE_SIZE = 50
LARGEST_NUMBER = 2**63 - 1
"""The largest number either engine can compare with."""
COUNT_UP_TO = 1000
"""Lists say "more than 1,000" beyond: exact counts of 100,000 rows cost PostgreSQL four times the page itself."""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """One page of a list; the cursors go into the address, `total` is None beyond COUNT_UP_TO."""

    rows: Sequence[Row]
    total: int | None
    before: str | None
    after: str | None


def encode(values: Sequence[Any]) -> str:
    """A cursor for the address: the sort values of the row at the edge of the page."""
    return urlsafe_b64encode(dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str | None, *, length: int) -> list[Any] | None:
    """The values in a cursor, or None for none, a mistyped or a foreign one."""
    if not cursor:
        return None
    try:
        values = loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, list) and len(values) == length and all(map(_can_be_ours, values)) else None


def _can_be_ours(value: Any) -> bool:
    """Whether we could have written this value: the database would fail over a number or a text that no row can hold."""
    if isinstance(value, str):
        return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value)
    return type(value) is int and abs(value) <= LARGEST_NUMBER


def key_condition(
    columns: Sequence[sa.ColumnElement[Any]], values: Sequence[Any], *, descending: bool
) -> sa.ColumnElement[bool]:
    """The rows strictly beyond the key, written so that both engines can walk a composite index."""
    key, edge = sa.tuple_(*columns), sa.tuple_(*(sa.literal(value) for value in values))
    return key < edge if descending else key > edge
