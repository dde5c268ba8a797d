"""Where an activity takes place: countries, regions and places on the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lxml.etree import _Element as Element

from .context import Context, code_of, name
from .narratives import Texts, content
from .values import parse_amount
from .vocabulary import Fault


@dataclass(frozen=True, slots=True)
class RecipientCountry:
    """A country (ISO 3166-1, two letters) and its share of the activity in percent."""

    code: str
    percentage: Decimal | None
    names: Texts


@dataclass(frozen=True, slots=True)
class RecipientRegion:
    """A region above countries in a vocabulary (1 OECD DAC, 2 UN, 99 own) and its share in percent."""

    code: str
    vocabulary: str
    percentage: Decimal | None
    names: Texts


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the earth in degrees, WGS 84."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Administrative:
    """An administrative area in a gazetteer (vocabulary G1 Geonames, A1 GAUL, A4 ISO); level 1 is the highest."""

    code: str
    vocabulary: str
    level: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place where the activity takes place."""

    ref: str
    names: Texts
    descriptions: Texts
    point: Point | None
    administrative: tuple[Administrative, ...]
    ids: tuple[Administrative, ...]
    country: str
    percentage: Decimal | None


def read_countries(elements: Iterable[Element], *, context: Context) -> tuple[RecipientCountry, ...]:
    """The recipient countries that have a code."""
    return tuple(
        RecipientCountry(code=code.upper(), percentage=context.percentage(element), names=context.texts(element))
        for element, code in _coded(elements, context=context)
    )


def read_regions(elements: Iterable[Element], *, context: Context) -> tuple[RecipientRegion, ...]:
    """The recipient regions that have a code; without a vocabulary it is that of the OECD DAC."""
    return tuple(
        RecipientRegion(
            code=code,
            vocabulary=code_of(element, attribute="vocabulary") or "1",
            percentage=context.percentage(element),
            names=context.texts(element),
        )
        for element, code in _coded(elements, context=context)
    )


def _coded(elements: Iterable[Element], *, context: Context) -> Iterable[tuple[Element, str]]:
    for element in elements:
        code = code_of(element)
        if code:
            yield element, code
        else:
            context.problems.warn(Fault.NO_CODE, at=element, element=name(element), attribute="code")


def read_locations(elements: Iterable[Element], *, context: Context) -> tuple[Location, ...]:
    """The places, as far as they can be read."""
    return tuple(
        Location(
            ref=code_of(element, attribute="ref"),
            names=context.texts(element.findall("name")),
            descriptions=context.texts(element.findall("description")),
            point=_point(element, context=context),
            administrative=tuple(_areas(element.findall("administrative"))),
            ids=tuple(_areas(element.findall("location-id"))),
            country=code_of(element.find("administrative"), attribute="country").upper(),
            percentage=context.percentage(element),
        )
        for element in elements
    )


def _areas(elements: Iterable[Element]) -> Iterable[Administrative]:
    for element in elements:
        code = code_of(element)
        # Version 1.01 had one element with attributes adm1 and adm2 instead of one element for each level.
        levels = [(code_of(element, attribute="level"), code)] if code else []
        levels += [(level, code_of(element, attribute=f"adm{level}")) for level in ("1", "2")]
        for level, area in levels:
            if area:
                yield Administrative(code=area, vocabulary=code_of(element, attribute="vocabulary"), level=level)


def _point(element: Element, *, context: Context) -> Point | None:
    """`point/pos` since version 1.04, `coordinates` before; an impossible point is left out."""
    position, coordinates = element.find("point/pos"), element.find("coordinates")
    if position is not None:
        published = content(position).replace(",", " ").split()
        place = position
    elif coordinates is not None:
        published = [code_of(coordinates, attribute="latitude"), code_of(coordinates, attribute="longitude")]
        place = coordinates
    else:
        return None
    if not any(published):
        return None
    degrees = [parse_amount(text) for text in published]
    if len(degrees) == 2:
        latitude, longitude = degrees
        if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
            return Point(latitude=latitude, longitude=longitude)
    context.problems.warn(Fault.UNREADABLE_POINT, at=place, text=" ".join(published))
    return None
