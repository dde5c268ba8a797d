"""Texts by language: `narrative` elements since version 2.01, plain text content in versions 1.x."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel.core import get_global
from lxml.etree import _Element as Element

from .vocabulary import UNDETERMINED_LANGUAGE

Texts = Mapping[str, str]
"""Text by language code: two lower-case letters, three where ISO 639 has no two, or "und"."""

LANGUAGE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PARAGRAPH_BREAK = re.compile(r"\s*\n\s*\n\s*")


@lru_cache(maxsize=512)
def language_code(published: str) -> str:
    """The language as two lower-case letters: "EN", "ENG" and "en-GB" are all "en"; nothing usable is ""."""
    word = published.strip().casefold().replace("_", "-").split("-")[0]
    if not _LANGUAGE.fullmatch(word):
        return ""
    # CLDR's aliases turn the three-letter codes of ISO 639-2 into the two-letter ones ("ger" and "deu" are "de").
    return str(get_global("language_aliases").get(word, word)) if len(word) == 3 else word


def plain_text(published: str) -> str:
    """The text with single spaces, paragraphs kept: line breaks of the XML layout mean nothing."""
    return "\n\n".join(
        " ".join(paragraph.split()) for paragraph in _PARAGRAPH_BREAK.split(published) if paragraph.strip()
    )


def content(element: Element) -> str:
    """All text inside the element, whatever mark-up a publisher put around it."""
    text = element.text or ""
    return plain_text("".join(element.itertext())) if len(element) else plain_text(text)


def texts(elements: Iterable[Element], *, default_language: str) -> Texts:
    """The texts of elements that mean the same thing, such as the `title` elements of version 1.x.

    Two texts in one language are joined by a paragraph break, so that nothing is lost.
    """
    found: dict[str, str] = {}
    for element in elements:
        narratives = element.findall("narrative")
        outer = language_code(element.get(LANGUAGE_ATTRIBUTE, "")) or default_language
        for narrative in narratives or (element,):
            text = content(narrative)
            if not text:
                continue
            language = language_code(narrative.get(LANGUAGE_ATTRIBUTE, "")) or outer or UNDETERMINED_LANGUAGE
            known = found.get(language)
            if known is None:
                found[language] = text
            elif text != known:
                found[language] = f"{known}\n\n{text}"
    return found


def languages_in(activity: Element) -> frozenset[str]:
    """Every language the activity marks anywhere."""
    published = {element.get(LANGUAGE_ATTRIBUTE, "") for element in activity.iter("*")}
    return frozenset(code for code in map(language_code, published) if code)
