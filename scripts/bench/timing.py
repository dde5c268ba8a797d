"""Times things beside each other, round by round, so that what else the machine does falls on all of them."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

WARM_UP = 3
"""Rounds not counted: templates are compiled, plans and labels cached."""


@dataclass(frozen=True)
class Times:
    """Seconds of the rounds of one thing."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """What nineteen of twenty rounds stay below."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    def ratio_to(self, other: "Times") -> float:
        """How many times as long as the other, by medians."""
        return self.median / other.median


def side_by_side(
    actions: Mapping[str, Callable[[], object]], *, rounds: int, warm_up: int = WARM_UP
) -> dict[str, Times]:
    """Do each action once a round, and tell the times of each."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for round_ in range(rounds + warm_up):
        for name, action in actions.items():
            begun = time.perf_counter()
            action()
            seconds = time.perf_counter() - begun
            if round_ >= warm_up:
                taken[name].append(seconds)
    return {name: Times(tuple(seconds)) for name, seconds in taken.items()}


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL sent inside the block, without the marks of transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            sent.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
