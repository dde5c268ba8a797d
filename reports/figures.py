"""Figures that may be printed: a number, or one of the reasons why there is none, each with a word of its own."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from reports.plain_data import DocumentInvalid


class Absence(StrEnum):
    """Why a figure has no number. A blank is never a zero.

    HIDDEN does not tell whether the count itself is small or protects another one: that difference would betray it.
    HIDDEN_PARTS is a rate or mean whose numerator or denominator is hidden (domain guide, section 10).
    """

    HIDDEN = "x"
    HIDDEN_PARTS = "x parts"
    NOT_MEASURED = "not measured"
    NOT_APPLICABLE = "not applicable"
    BLANK = "blank"


class Unit(StrEnum):
    """What a measure is given in."""

    PERCENT = "percent"
    DAYS = "days"
    EURO = "euro"
    EVENTS = "events"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people after disclosure control: shown as a number, or absent for a reason; never both, never neither."""

    number: int | None = None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.absence is None):
            raise ValueError("A count is either a number or a reason why there is none.")
        if self.number is not None and self.number < 0:
            raise ValueError("A count of people is not negative.")

    @property
    def is_hidden(self) -> bool:
        """True when disclosure control took the number away."""
        return self.absence in (Absence.HIDDEN, Absence.HIDDEN_PARTS)

    def to_plain(self) -> int | str:
        """Return the number, or the word for its absence."""
        return self.number if self.absence is None and self.number is not None else str(self.absence)

    @classmethod
    def accepts_plain(cls, plain: object) -> bool:
        """A bare number or word is a count; a measure is an object with its unit."""
        return isinstance(plain, (int, str)) and not isinstance(plain, bool)

    @classmethod
    def from_plain(cls, plain: object, *, place: str) -> "Count":
        """Read what `to_plain` wrote; raises DocumentInvalid otherwise."""
        if isinstance(plain, int) and not isinstance(plain, bool) and plain >= 0:
            return cls(number=plain)
        if isinstance(plain, str) and plain in set(Absence):
            return cls(absence=Absence(plain))
        raise DocumentInvalid(f"{place}: a count of people is a whole number or one of {', '.join(Absence)}.")


HIDDEN = Count(absence=Absence.HIDDEN)
"""A count that disclosure control hides."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that does not count people: a rate, a duration, an amount, a count of events; with its unit."""

    unit: Unit
    value: Decimal | None = None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.absence is None):
            raise ValueError("A measure is either a value or a reason why there is none.")

    @property
    def is_hidden(self) -> bool:
        """True when disclosure control took the value away."""
        return self.absence in (Absence.HIDDEN, Absence.HIDDEN_PARTS)

    def to_plain(self) -> dict[str, str]:
        """Return unit and value, the value as text so that no digit is lost."""
        return {"unit": self.unit.value, "value": str(self.value) if self.absence is None else self.absence.value}

    @classmethod
    def from_plain(cls, plain: Any, *, place: str) -> "Measure":
        """Read what `to_plain` wrote; raises DocumentInvalid otherwise."""
        try:
            unit, value = Unit(plain["unit"]), plain["value"]
            if value in set(Absence):
                return cls(unit=unit, absence=Absence(value))
            return cls(unit=unit, value=Decimal(value))
        except (KeyError, TypeError, ValueError, InvalidOperation) as problem:
            expectation = 'an object like {"unit": "percent", "value": "71"} is expected'
            raise DocumentInvalid(f"{place}: {expectation}; units are {', '.join(Unit)}.") from problem


Figure = Count | Measure
"""Whatever may stand in a cell of a table."""


def as_number(figure: Figure) -> Decimal | None:
    """Return the printed number for a chart, None when there is none: charts drop what tables hide."""
    value = figure.number if isinstance(figure, Count) else figure.value
    return None if value is None else Decimal(value)


def share(part: Figure, whole: Figure) -> Measure:
    """Return part of whole in percent; hidden when either is hidden, not applicable when the whole is zero."""
    if part.is_hidden or whole.is_hidden:
        return Measure(unit=Unit.PERCENT, absence=Absence.HIDDEN_PARTS)
    if part.absence or whole.absence:
        return Measure(unit=Unit.PERCENT, absence=part.absence or whole.absence)
    numerator, denominator = as_number(part), as_number(whole)
    if not denominator or numerator is None:
        return Measure(unit=Unit.PERCENT, absence=Absence.NOT_APPLICABLE)
    return Measure(unit=Unit.PERCENT, value=numerator * 100 / denominator)
