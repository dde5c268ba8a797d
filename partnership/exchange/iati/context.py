"""What the parts of one activity share while they are read: its defaults, and the list of its problems."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml.etree import _Element as Element

from .narratives import Texts, content, texts
from .problems import Problems
from .values import parse_day, parse_percentage, parse_year
from .vocabulary import CodeList, Fault


@dataclass(frozen=True, slots=True)
class Context:
    """The defaults of one activity; reading methods note in `problems` what they leave out."""

    default_language: str
    default_currency: str
    problems: Problems

    def texts(self, elements: Element | Iterable[Element] | None) -> Texts:
        """The texts of one element, or of several that mean the same."""
        if elements is None:
            return {}
        several = (elements,) if isinstance(elements, Element) else elements
        return texts(several, default_language=self.default_language)

    def code(self, element: Element, *, attribute: str, of: CodeList) -> str | None:
        """The code in an attribute; absent gives nothing, a code the list does not have gives a warning."""
        published = (element.get(attribute) or "").strip()
        if not published:
            return None
        code = of.code(published)
        if code is None:
            self.problems.warn(Fault.UNKNOWN_CODE, at=element, element=name(element), code=published)
        return code

    def day(self, element: Element | None, *, year_ends: bool = False) -> date | None:
        """The day in `iso-date`, else in the text; a bare year is its first day, or its last with `year_ends`.

        Text that is no date is no problem where `iso-date` is given: versions 1.x wrote remarks there.
        """
        if element is None:
            return None
        published = (element.get("iso-date") or "").strip() or content(element)
        return self.day_in(published, at=element, year_ends=year_ends)

    def day_in(self, published: str, *, at: Element, year_ends: bool = False) -> date | None:
        """The day a text states; no text is no day, text that is no date gives a warning."""
        if not published:
            return None
        day = parse_day(published)
        if day is None and (year := parse_year(published)) is not None:
            day = date(year, 12, 31) if year_ends else date(year, 1, 1)
        if day is None:
            self.problems.warn(Fault.UNREADABLE_DAY, at=at, element=name(at), text=published)
        return day

    def percentage(self, element: Element) -> Decimal | None:
        """The share in the attribute `percentage`, if there is one."""
        published = (element.get("percentage") or "").strip()
        if not published:
            return None
        share = parse_percentage(published)
        if share is None:
            self.problems.warn(Fault.UNREADABLE_PERCENTAGE, at=element, element=name(element), text=published)
        return share


def name(element: Element) -> str:
    """The name of the element as it stands in the file."""
    return str(element.tag)


def first(elements: list[Element]) -> Element | None:
    """The first of the elements, or nothing."""
    return elements[0] if elements else None


def code_of(element: Element | None, *, attribute: str = "code") -> str:
    """A code from an open list, as published, without spaces around it; "" if absent."""
    return "" if element is None else (element.get(attribute) or "").strip()
