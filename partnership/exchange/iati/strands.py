"""Which strands of the partnership an activity may belong to, from its sectors and its words, with the reasons.

A suggestion for the officer, who confirms it; nothing is decided here. Sectors after domain.md 7.1, words our own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from partnership.projects.vocabulary import Strand

from .classification import Sector

OECD_DAC = "1"
"""Sector vocabulary of the five-digit purpose codes."""


class Ground(StrEnum):
    """What a suggestion rests on."""

    SECTOR = "sector"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sector code, or a word as it stands in a title or description."""

    ground: Ground
    found: str


@dataclass(frozen=True, slots=True)
class StrandSuggestion:
    """A strand with its reasons; not `is_likely` means: ask, do not tick."""

    strand: Strand
    is_likely: bool
    reasons: tuple[Reason, ...]


# A sector that names the strand's own work.
_OWN_SECTORS: Mapping[Strand, frozenset[str]] = MappingProxyType(
    {
        Strand.QUAL: frozenset({"11330", "11430", "11120", "12281"}),
        Strand.MIGR: frozenset({"15190"}),
        Strand.RETURN: frozenset({"93010", "93015"}),
        Strand.REINT: frozenset(),
    }
)
# A sector in which the strand's work is often reported together with other work: employment and start-ups are
# mostly not about people who returned, and 15190 is reintegration only for help in the country of origin.
_SHARED_SECTORS: Mapping[Strand, frozenset[str]] = MappingProxyType(
    {
        Strand.QUAL: frozenset(),
        Strand.MIGR: frozenset(),
        Strand.RETURN: frozenset(),
        Strand.REINT: frozenset({"15190", "16020", "25030"}),
    }
)
_WORDS: Mapping[Strand, re.Pattern[str]] = MappingProxyType(
    {
        Strand.QUAL: re.compile(
            r"\b(?:vocational (?:training|education)|tvet|apprentice\w*|skills development|language (?:course|training)\w*"
            r"|berufsbildung\w*|berufliche \w*bildung|berufsausbildung\w*|sprachkurs\w*|qualifizierung\w*)",
            re.IGNORECASE,
        ),
        Strand.MIGR: re.compile(
            r"\b(?:labou?r migration|regular migration|skilled migration|labou?r mobility|migration partnership\w*"
            r"|arbeitsmigration\w*|reguläre\w* migration|fachkräfteeinwanderung\w*|migrationspartnerschaft\w*)",
            re.IGNORECASE,
        ),
        Strand.RETURN: re.compile(
            r"\b(?:(?:assisted )?voluntary return|voluntary repatriation|return counselling"
            r"|freiwillige\w* rückkehr|rückkehrberatung\w*)",
            re.IGNORECASE,
        ),
        Strand.REINT: re.compile(
            r"\b(?:reintegrat\w*|returnees?|returning migrants?|reintegrier\w*|wiedereingliederung\w*|rückkehrende\w*"
            r"|rückkehrer\w*)",
            re.IGNORECASE,
        ),
    }
)


def suggested_strands(sectors: Iterable[Sector], *, texts: Iterable[str]) -> tuple[StrandSuggestion, ...]:
    """The strands that sectors or words speak for, in the order of the register.

    Likely is a strand with a sector of its own, or with a shared sector and a word; words or a shared sector alone
    are a possibility.
    """
    codes = {sector.code for sector in sectors if sector.vocabulary == OECD_DAC}
    readable = [text for text in texts if text]
    suggestions = (_suggestion(strand, codes=codes, texts=readable) for strand in Strand)
    return tuple(suggestion for suggestion in suggestions if suggestion.reasons)


def _suggestion(strand: Strand, *, codes: set[str], texts: list[str]) -> StrandSuggestion:
    own, shared = codes & _OWN_SECTORS[strand], codes & _SHARED_SECTORS[strand]
    words = _words(texts, pattern=_WORDS[strand])
    by_sector = tuple(Reason(ground=Ground.SECTOR, found=code) for code in sorted(own | shared))
    by_word = tuple(Reason(ground=Ground.WORD, found=word) for word in words)
    return StrandSuggestion(strand=strand, is_likely=bool(own or (shared and words)), reasons=by_sector + by_word)


def _words(texts: Iterable[str], *, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The different words found, as they stand in the texts, in order of appearance."""
    found: dict[str, str] = {}
    for text in texts:
        for match in pattern.finditer(text):
            found.setdefault(match.group().casefold(), match.group())
    return tuple(found.values())
