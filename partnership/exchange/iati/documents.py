"""What an activity points to: documents, other activities, other identifiers, conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from .context import Context, code_of, first, name
from .narratives import Texts, content, language_code
from .organisations import Organisation, read_organisation
from .values import parse_flag
from .vocabulary import CONDITION_TYPES, RELATED_ACTIVITY_TYPES, Fault

WEBSITE_CATEGORY = "A12"
"""Document category "activity web page": since 2.01 it stands for the element `activity-website` of 1.x."""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document or page on the web; `about` is the element it stands in ("iati-activity", "result", …)."""

    url: str
    format: str
    titles: Texts
    descriptions: Texts
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    day: date | None
    about: str
    line: int


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity: type 1 parent, 2 child, 3 sibling, 4 co-funded, 5 the same reported by another."""

    ref: str
    type: str


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """An identifier of the activity in another system, with the organisation that gave it."""

    ref: str
    type: str
    owner: Organisation | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the funding: type 1 policy, 2 performance, 3 fiduciary."""

    type: str | None
    texts: Texts


@dataclass(frozen=True, slots=True)
class Conditions:
    """Whether conditions are attached (nothing if not said), and which."""

    are_attached: bool | None
    conditions: tuple[Condition, ...]


def read_documents(activity: Element, *, context: Context) -> tuple[DocumentLink, ...]:
    """All documents of the activity, also those of its results, and the website of versions 1.x."""
    found = []
    for element in activity.iter("document-link"):
        url = _usable_url(code_of(element, attribute="url"), at=element, context=context)
        if url:
            found.append(_read_document(element, url=url, context=context))
    for element in activity.findall("activity-website"):
        url = _usable_url(content(element), at=element, context=context)
        if url:
            found.append(_website(element, url=url))
    return tuple(found)


def _usable_url(published: str, *, at: Element, context: Context) -> str:
    """The address if a browser may open it: a link to a script or to a local file never enters the register."""
    try:
        parts = urlsplit(published)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if usable:
        return published
    context.problems.warn(Fault.UNUSABLE_LINK, at=at, text=published)
    return ""


def _read_document(element: Element, *, url: str, context: Context) -> DocumentLink:
    parent = element.getparent()
    languages = (language_code(code_of(part)) for part in element.findall("language"))
    return DocumentLink(
        url=url,
        format=code_of(element, attribute="format").lower(),
        titles=context.texts(element.findall("title")),
        descriptions=context.texts(element.findall("description")),
        categories=tuple(code for part in element.findall("category") if (code := code_of(part))),
        languages=tuple(language for language in languages if language),
        day=context.day(element.find("document-date")),
        about="" if parent is None else name(parent),
        line=int(element.sourceline or 0),
    )


def _website(element: Element, *, url: str) -> DocumentLink:
    return DocumentLink(
        url=url,
        format="text/html",
        titles={},
        descriptions={},
        categories=(WEBSITE_CATEGORY,),
        languages=(),
        day=None,
        about="iati-activity",
        line=int(element.sourceline or 0),
    )


def read_related(elements: Iterable[Element], *, context: Context) -> tuple[RelatedActivity, ...]:
    """The related activities that have both an identifier and a kind of relation."""
    found = []
    for element in elements:
        ref = code_of(element, attribute="ref")
        kind = context.code(element, attribute="type", of=RELATED_ACTIVITY_TYPES)
        if ref and kind:
            found.append(RelatedActivity(ref=ref, type=kind))
        elif not ref or not code_of(element, attribute="type"):
            missing = "type" if ref else "ref"
            context.problems.warn(Fault.NO_CODE, at=element, element=name(element), attribute=missing)
    return tuple(found)


def read_other_identifiers(elements: Iterable[Element], *, context: Context) -> tuple[OtherIdentifier, ...]:
    """The other identifiers; versions 1.x had the identifier as text and the owner in attributes."""
    found = []
    for element in elements:
        ref = code_of(element, attribute="ref") or ("" if len(element) else content(element))
        if not ref:
            continue
        owner = read_organisation(element.find("owner-org"), context=context) or _former_owner(element, context=context)
        found.append(OtherIdentifier(ref=ref, type=code_of(element, attribute="type"), owner=owner))
    return tuple(found)


def _former_owner(element: Element, *, context: Context) -> Organisation | None:
    ref, title = code_of(element, attribute="owner-ref"), code_of(element, attribute="owner-name")
    if not ref and not title:
        return None
    names = {context.default_language: title} if title else {}
    return Organisation(ref=ref, type=None, names=names)


def read_conditions(elements: list[Element], *, context: Context) -> Conditions | None:
    """The conditions, or nothing where the activity does not speak of them."""
    element = first(elements)
    if element is None:
        return None
    found = []
    for part in element.findall("condition"):
        text = context.texts(part)
        if text:
            kind = context.code(part, attribute="type", of=CONDITION_TYPES)
            found.append(Condition(type=kind, texts=text))
    return Conditions(are_attached=parse_flag(element.get("attached")), conditions=tuple(found))
