"""How an activity is classified: sectors, tags, policy markers and the defaults for its transactions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lxml.etree import _Element as Element

from .context import Context, code_of, first, name
from .narratives import Texts
from .vocabulary import FORMER_SECTOR_VOCABULARIES, OWN_VOCABULARY, SIGNIFICANCES, Fault


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector and its share in percent. Vocabulary 1 is OECD DAC, five digits; 99 the publisher's own list.

    `published_vocabulary` keeps apart two own lists of one publisher, whose shares add up to 100 each.
    """

    vocabulary: str
    published_vocabulary: str
    code: str
    percentage: Decimal | None
    names: Texts


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; vocabulary 2 is SDG goals, 3 SDG targets, 99 the publisher's own list."""

    vocabulary: str
    code: str
    names: Texts


@dataclass(frozen=True, slots=True)
class PolicyMarker:
    """A policy marker; vocabulary 1 is OECD DAC; significance 0 not targeted to 4."""

    vocabulary: str
    code: str
    significance: str | None
    names: Texts


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every transaction that does not say otherwise; "" where the file says nothing."""

    aid_type: str
    finance_type: str
    flow_type: str
    tied_status: str
    currency: str
    language: str


def read_sectors(elements: Iterable[Element], *, context: Context) -> tuple[Sector, ...]:
    """The sectors. In versions 1.x an own list may have texts without codes; elsewhere a code is needed."""
    found = []
    for element in elements:
        published = code_of(element, attribute="vocabulary")
        code, names = code_of(element), context.texts(element)
        if not code and not names:
            context.problems.warn(Fault.NO_CODE, at=element, element=name(element), attribute="code")
            continue
        sector = Sector(
            vocabulary=sector_vocabulary(published),
            published_vocabulary=published,
            code=code,
            percentage=context.percentage(element),
            names=names,
        )
        found.append(sector)
    return tuple(found)


def sector_vocabulary(published: str) -> str:
    """The vocabulary code of version 2.03; the standard's default is 1, and a strange word is an own list."""
    if not published:
        return "1"
    if published.isdigit():
        return published
    return FORMER_SECTOR_VOCABULARIES.get(published.upper(), OWN_VOCABULARY)


def read_tags(elements: Iterable[Element], *, context: Context) -> tuple[Tag, ...]:
    """The tags that have a code."""
    return tuple(
        Tag(vocabulary=code_of(element, attribute="vocabulary"), code=code, names=context.texts(element))
        for element in elements
        if (code := code_of(element))
    )


def read_policy_markers(elements: Iterable[Element], *, context: Context) -> tuple[PolicyMarker, ...]:
    """The policy markers that have a code."""
    found = []
    for element in elements:
        code, published = code_of(element), code_of(element, attribute="vocabulary")
        if not code:
            continue
        marker = PolicyMarker(
            vocabulary={"": "1", "DAC": "1", "RO": OWN_VOCABULARY}.get(published, published),
            code=code,
            significance=context.code(element, attribute="significance", of=SIGNIFICANCES),
            names=context.texts(element),
        )
        found.append(marker)
    return tuple(found)


def read_defaults(children: dict[str, list[Element]], *, context: Context) -> Defaults:
    """The defaults; of several aid types the one in the OECD's vocabulary (1) counts."""
    aid_types = children.get("default-aid-type", [])
    oecd = [element for element in aid_types if code_of(element, attribute="vocabulary") in {"", "1"}]
    return Defaults(
        aid_type=code_of(first(oecd)),
        finance_type=code_of(first(children.get("default-finance-type", []))),
        flow_type=code_of(first(children.get("default-flow-type", []))),
        tied_status=code_of(first(children.get("default-tied-status", []))),
        currency=context.default_currency,
        language=context.default_language,
    )
