"""The one way for a count of people into a report: all counts are handed in first, protected together, then read back."""

from collections.abc import Sequence
from decimal import Decimal

from partnership.privacy.disclosure import Cell, Sum, hidden_cells
from reports.figures import HIDDEN, Absence, Count, Measure, Unit

SMALLEST_GROUP_FOR_MEDIAN = 10
"""A median of fewer people says too much about each of them (domain.md section 10)."""


class FigureBook:
    """All counts of one publication, linked where sums connect them.

    First `enter` and `link`, then `protect` once, then `count` and `rate`. Reading before protecting is a programming
    mistake and raises RuntimeError: no figure leaves unprotected.
    """

    def __init__(self) -> None:
        self._cells: dict[str, Cell] = {}
        self._sums: list[Sum] = []
        self._hidden: frozenset[str] | None = None

    def enter(
        self,
        key: str,
        number: int,
        *,
        personal_feature: bool = False,
        printed: bool = True,
        zero_reveals: bool = False,
    ) -> str:
        """Hand in a count; the same key with the same number may be handed in again. Returns the key."""
        self._hidden = None
        known = self._cells.get(key)
        if known is not None and known.count != number:
            raise ValueError(f"{key} was handed in as {known.count} and as {number}")
        stricter = personal_feature or (known is not None and known.personal_feature)
        self._cells[key] = Cell(
            count=number,
            personal_feature=stricter,
            printed=printed or (known is not None and known.printed),
            zero_reveals=zero_reveals or (known is not None and known.zero_reveals),
        )
        return key

    def link(self, total: str, parts: Sequence[str]) -> None:
        """Say that `total` is the sum of `parts`, so that a reader could compute one from the others."""
        self._sums.append(Sum(total, tuple(parts)))

    def enter_rate(
        self, key: str, numerator: int, denominator: int, *, personal_feature: bool = False, of_people: bool = True
    ) -> str:
        """Hand in a rate by its two counts; the remainder, which nobody prints, is protected with them.

        "None of them" and "all of them" say something about every single one (domain.md section 10), so such a zero is
        hidden too. `of_people` is False where limits or surveys are counted, of which nobody can be recognised.
        """
        zero = of_people and denominator > 0
        self.enter(f"{key}/of", denominator, personal_feature=personal_feature)
        self.enter(f"{key}/hit", numerator, personal_feature=personal_feature, zero_reveals=zero)
        rest = denominator - numerator
        self.enter(f"{key}/rest", rest, personal_feature=personal_feature, printed=False, zero_reveals=zero)
        self.link(f"{key}/of", (f"{key}/hit", f"{key}/rest"))
        return key

    def protect(self) -> None:
        """Decide what is hidden, over all counts at once.

        Raises Unprotectable when that is impossible; then nothing may be published.
        """
        self._hidden = hidden_cells(self._cells, self._sums)

    def count(self, key: str) -> Count:
        """The count as it may be printed."""
        return HIDDEN if key in self._decided() else Count(number=self._cells[key].count)

    def rate(self, key: str) -> Measure:
        """The rate in percent; hidden with any of its parts, not applicable when there is nothing to divide by."""
        parts = [f"{key}/of", f"{key}/hit"]
        rest = self._cells[f"{key}/rest"]
        if any(part in self._decided() for part in parts) or rest.is_small:
            return Measure(unit=Unit.PERCENT, absence=Absence.HIDDEN_PARTS)
        whole, hit = (Decimal(self._cells[part].count) for part in parts)
        if not whole:
            return Measure(unit=Unit.PERCENT, absence=Absence.NOT_APPLICABLE)
        return Measure(unit=Unit.PERCENT, value=(hit * 100 / whole).quantize(Decimal(1)))

    def number(self, key: str) -> int:
        """The number handed in, for linking; never for printing."""
        return self._cells[key].count

    def has_personal_feature(self, key: str) -> bool:
        """Whether the count was handed in under the stricter rule."""
        return self._cells[key].personal_feature

    def is_hidden(self, key: str) -> bool:
        """Whether the count must not be shown, also not as a bar or in words."""
        return key in self._decided()

    @property
    def hidden_share(self) -> Decimal:
        """Hidden cells as a share of the printed ones: what protection costs in information."""
        printed = sum(cell.printed for cell in self._cells.values())
        return Decimal(len(self._decided())) / printed if printed else Decimal(0)

    def _decided(self) -> frozenset[str]:
        if self._hidden is None:
            raise RuntimeError("figures are read before they are protected")
        return self._hidden


def median_days(days: float | None, *, people: int) -> Measure:
    """A median duration, shown only where enough people stand behind it."""
    if days is None or people == 0:
        return Measure(unit=Unit.DAYS, absence=Absence.NOT_MEASURED)
    if people < SMALLEST_GROUP_FOR_MEDIAN:
        return Measure(unit=Unit.DAYS, absence=Absence.HIDDEN_PARTS)
    return Measure(unit=Unit.DAYS, value=Decimal(round(days)))
