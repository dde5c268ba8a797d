"""Collecting remarks while one activity is mapped, and fitting texts and amounts into the register's columns."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from partnership.exchange.iati.problems import Problem, quote
from partnership.exchange.iati.vocabulary import Fault
from partnership.exchange.rules.published import MOST_NOTES, Note
from partnership.exchange.vocabulary import Part, Remark

CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")
SUPERSEDED = frozenset({Fault.NO_AMOUNT})
"""Faults about which the mapping says more exactly what happens."""


class Remarks:
    """The remarks on one activity, in the order in which they were made."""

    def __init__(self, warnings: tuple[Problem, ...] = ()) -> None:
        self._notes = [note_of(problem) for problem in warnings]

    def add(self, remark: Remark, *, line: int | None = None, **parameters: str | int) -> None:
        """Remark on something; texts of the file are quoted short."""
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in parameters.items()}
        self._notes.append(Note(remark.value, line, quoted))

    def fitted(self, text: str, *, limit: int, part: Part, line: int | None = None) -> str:
        """The text, cut at the end when the column cannot hold it."""
        if len(text) <= limit:
            return text
        self.add(Remark.TEXT_CUT, line=line, text=text, limit=limit, field=part.value)
        return text[: limit - 1].rstrip() + "…"

    def cents(self, amount: Decimal, *, line: int | None) -> Decimal:
        """The amount with two decimal places, as the register keeps money."""
        rounded = amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
        if rounded != amount:
            self.add(Remark.ROUNDED, line=line, amount=str(amount))
        return rounded

    def millionths(self, value: Decimal | None, *, line: int | None) -> Decimal | None:
        """The value with six decimal places, as the register keeps values of indicators."""
        if value is None:
            return None
        rounded = value.quantize(MILLIONTH, rounding=ROUND_HALF_EVEN)
        if rounded != value:
            self.add(Remark.VALUE_ROUNDED, line=line, value=str(value))
        return rounded

    @property
    def notes(self) -> tuple[Note, ...]:
        """All remarks, the overflow counted."""
        return shortened(tuple(self._notes))


def shortened(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """At most MOST_NOTES notes; the last one says how many there are besides."""
    if len(notes) <= MOST_NOTES:
        return notes
    return (*notes[: MOST_NOTES - 1], Note(Remark.MORE.value, None, {"count": len(notes) - MOST_NOTES + 1}))


def note_of(problem: Problem) -> Note:
    """A fault found while reading, as a note."""
    parameters: Mapping[str, str | int] = problem.parameters
    return Note(problem.fault.value, problem.line, parameters)
