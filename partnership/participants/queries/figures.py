"""What a counted indicator is: its cells, its rate, its duration."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from partnership.core.vocabulary import N_, Word
from partnership.participants.vocabulary import Sex
from partnership.reference_data.codelists import rows


class Measure(Word):
    """What kind of figure an indicator is."""

    COUNT = "count", N_("Count")
    RATE = "rate", N_("Rate")
    MEDIAN = "median", N_("Median duration")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the finest table: by sex, region of origin (None: not stated) and category (a code, blank for none); `out_of` is the denominator of a rate."""

    sex: Sex
    region: str | None
    category: Any
    count: int
    out_of: int


@dataclass(frozen=True, kw_only=True)
class CountedIndicator:
    """A core indicator. `unit` says what was counted (person, event, limit, survey); `median_days` and `still_open` belong to durations."""

    code: str
    measure: Measure
    unit: str
    cells: tuple[Cell, ...] = ()
    median_days: float | None = None
    finished: int = 0
    still_open: int = 0

    @property
    def count(self) -> int:
        """The figure of a count, the numerator of a rate."""
        return sum(cell.count for cell in self.cells)

    @property
    def out_of(self) -> int:
        """The denominator of a rate; 0 means that there is no rate to show ("n/a"), never 0 or 100 percent."""
        return sum(cell.out_of for cell in self.cells)

    @property
    def share(self) -> float | None:
        """The rate, None when its denominator is 0."""
        return self.count / self.out_of if self.measure == Measure.RATE and self.out_of else None

    def by(self, feature: str) -> dict[Any, tuple[int, int]]:
        """Count and denominator by `sex`, `region` or `category`."""
        found: Counter[Any] = Counter()
        whole: Counter[Any] = Counter()
        for cell in self.cells:
            found[getattr(cell, feature)] += cell.count
            whole[getattr(cell, feature)] += cell.out_of
        return {key: (found[key], whole[key]) for key in found | whole}


@cache
def milestones_of() -> Mapping[str, tuple[str, ...]]:
    """The steps each indicator counts, by its code."""
    return {row["code"]: tuple(filter(None, row["milestones"].split(";"))) for row in rows("indicators")}
