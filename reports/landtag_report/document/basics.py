"""What every chapter is made of: words in two languages, the period, the codes, figures for the margin."""

from dataclasses import dataclass
from datetime import date

from reports.figures import Figure

STRANDS = ("QUAL", "MIGR", "RETURN", "REINT")
"""Strand codes in the order of the report (code list `strands.csv`)."""


RESOLUTION_POINTS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
"""Codes of the points of the resolution (code list `beschlussfassung.csv`)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in German, English or both; where the wanted language is missing, the other is printed with its language mark."""

    de: str = ""
    en: str = ""


NO_WORDS = Words()
"""No text: nothing is printed in this place."""


@dataclass(frozen=True, slots=True)
class Period:
    """The span of time reported on, with its name (`1. Halbjahr 2026`).

    `short` heads a column of a table, `compared` the column of the same span a year earlier.
    """

    name: Words
    first_on: date
    last_on: date
    short: Words = NO_WORDS
    compared: Words = NO_WORDS

    def __post_init__(self) -> None:
        if self.first_on > self.last_on:
            raise ValueError("A period begins before it ends.")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a few words for the margin column."""

    label: Words
    figure: Figure | None = None
    words: Words = NO_WORDS
