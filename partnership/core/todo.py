"""What waits for somebody: features say it in this shape, home puts it on the line of days without knowing them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnership.core.vocabulary import N_, Word


class Urgency(Word):
    """Where on the line of days something stands."""

    LATE = "late", N_("Late")
    TODAY = "today", N_("Today")
    THIS_WEEK = "this-week", N_("This week")


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One thing to do, as a sentence with a verb and the page where it is done; `why` and `when` stand beside it."""

    urgency: Urgency
    sentence: str
    url: str
    why: str = ""
    when: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Todos:
    """What one feature has to say: the first things of a kind, and how many there are in all with the page that lists them."""

    urgency: Urgency
    shown: Sequence[Todo]
    total: int
    all_url: str | None = None


Source = Callable[[Any, date], list[Todos]]
"""A feature's answer for a person (an Actor) on a day."""
