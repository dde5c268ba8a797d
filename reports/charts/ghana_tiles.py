"""The sixteen regions of Ghana as equal tiles, north on top: people, not area, and small regions stay legible."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reports.svg import drawing, fitted, lettering, number, text_width
from reports.theme import Theme

PLACES: Mapping[str, tuple[int, int]] = {
    "GH-UW": (1, 0), "GH-UE": (2, 0), "GH-NE": (3, 0),
    "GH-SV": (1, 1), "GH-NP": (2, 1),
    "GH-BO": (0, 2), "GH-BE": (1, 2), "GH-OT": (3, 2),
    "GH-AF": (0, 3), "GH-AH": (1, 3), "GH-EP": (2, 3), "GH-TV": (3, 3),
    "GH-WN": (0, 4), "GH-WP": (1, 4), "GH-CP": (2, 4), "GH-AA": (3, 4),
}  # fmt: skip
"""Column and row of each region (ISO 3166-2:GH, regions of 2019)."""

SHORT_NAMES: Mapping[str, str] = {
    "GH-UW": "Upper West", "GH-UE": "Upper East", "GH-NE": "North East", "GH-SV": "Savannah", "GH-NP": "Northern",
    "GH-BO": "Bono", "GH-BE": "Bono East", "GH-OT": "Oti", "GH-AF": "Ahafo", "GH-AH": "Ashanti", "GH-EP": "Eastern",
    "GH-TV": "Volta", "GH-WN": "Western N.", "GH-WP": "Western", "GH-CP": "Central", "GH-AA": "Gr. Accra",
}  # fmt: skip
"""Names short enough for a tile, as they are used in Ghana."""

STEPS = (2, 3, 5, 10, 15, 20, 25, 30, 50, 75, 100, 150, 200, 250, 500, 1000, 2500, 5000, 10000, 100000)
"""Round numbers at which a shade may begin."""

TILE_WIDTH, TILE_HEIGHT, GAP = 58.0, 29.0, 1.6


@dataclass(frozen=True, slots=True)
class Tile:
    """People of a region: a number, or None when it is hidden."""

    people: int | None


@dataclass(frozen=True, slots=True)
class TileWords:
    """Texts of the legend; the first two take `%(low)s` and `%(high)s`."""

    at_least: str
    between: str
    zero: str
    hidden: str
    no_value: str
    notes: tuple[str, ...] = ()


def shade_limits(largest: int) -> tuple[int, int]:
    """Return from which numbers the middle and the full shade begin, so that each shade covers a third of the magnitudes."""
    middle = next((step for step in STEPS if step >= largest ** (1 / 3) * 1.5), STEPS[-1])
    full = next((step for step in STEPS if step >= largest ** (2 / 3) * 1.2 and step > middle), STEPS[-1])
    return middle, full


def ghana_tiles(
    regions: Mapping[str, Tile], *, strand: str, theme: Theme, title: str, words: TileWords, width: float = 472
) -> Markup:
    """Draw every region as a tile with name and number; hidden ones are dashed outlines with an x, never the lightest shade.

    Regions that are not given stay empty outlines with a dash: no value is not zero.
    """
    numbers = [tile.people for tile in regions.values() if tile.people is not None]
    limits = shade_limits(max(numbers, default=0))
    parts: list[str] = []
    for code, (column, row) in PLACES.items():
        x, y = 0.8 + column * (TILE_WIDTH + GAP), 0.8 + row * (TILE_HEIGHT + GAP)
        parts.append(_tile(code, regions.get(code), x=x, y=y, strand=strand, theme=theme, limits=limits))
    left = 4 * (TILE_WIDTH + GAP) + 22
    parts.extend(_legend(left, limits=limits, regions=regions, strand=strand, theme=theme, words=words, width=width))
    return drawing(parts, width=width, height=5 * (TILE_HEIGHT + GAP) + 1, title=title)


def _paint(people: int | None, *, given: bool, strand: str, theme: Theme, limits: tuple[int, int]) -> tuple[str, str]:
    """Return the attributes of the tile's rectangle and the colour of its lettering."""
    if people is None:
        dash = ' stroke-dasharray="2 2"' if given else ""
        return f'fill="{theme.ground}" stroke="{theme.rule_strong if given else theme.rule}"{dash}', theme.ink
    if people == 0:
        return f'fill="{theme.ground}" stroke="{theme.rule_strong}"', theme.ink
    light, middle, full = theme.tints[strand]
    if people >= limits[1]:
        return f'fill="{full}" stroke="{full}"', theme.ground
    shade = middle if people >= limits[0] else light
    return f'fill="{shade}" stroke="{shade}"', theme.ink


def _tile(
    code: str, tile: Tile | None, *, x: float, y: float, strand: str, theme: Theme, limits: tuple[int, int]
) -> str:
    people = tile.people if tile else None
    paint, colour = _paint(people, given=tile is not None, strand=strand, theme=theme, limits=limits)
    word = "–" if tile is None else "x" if people is None else str(people)
    name = fitted(SHORT_NAMES[code], size=8, width=TILE_WIDTH - 8)
    right = x + TILE_WIDTH - 5 - text_width(word, size=11)
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(TILE_WIDTH)}" height="{number(TILE_HEIGHT)}" {paint}/>'
        + lettering(x + 4.5, y + 10.5, name, size=8, theme=theme, colour=colour)
        + lettering(right, y + 24, word, size=11, theme=theme, colour=colour, weight=600)
    )


def _legend(
    left: float,
    *,
    limits: tuple[int, int],
    regions: Mapping[str, Tile],
    strand: str,
    theme: Theme,
    words: TileWords,
    width: float,
) -> list[str]:
    middle, full = limits
    counted = [tile.people for tile in regions.values() if tile.people]
    samples: list[tuple[int | None, bool, str]] = [
        (full, True, words.at_least % {"low": full}),
        (middle, True, words.between % {"low": middle, "high": full - 1}),
        (1, True, words.between % {"low": min([middle - 1, *counted]), "high": middle - 1}),
    ]
    present = [tile.people for tile in regions.values()]
    samples += [(0, True, words.zero)] if 0 in present else []
    samples += [(None, True, words.hidden)] if None in present else []
    samples += [(None, False, words.no_value)] if len(regions) < len(PLACES) else []
    parts = []
    for index, (people, given, text) in enumerate(samples):
        y = 2 + index * 17
        paint, _ = _paint(people, given=given, strand=strand, theme=theme, limits=limits)
        parts.append(f'<rect x="{number(left)}" y="{number(y)}" width="18" height="11" {paint}/>')
        shown = fitted(text, size=9.5, width=width - left - 26)
        parts.append(lettering(left + 26, y + 9, shown, size=9.5, theme=theme))
    top = 5 * (TILE_HEIGHT + GAP) - len(words.notes) * 12.5 + 6
    for index, note in enumerate(words.notes):
        shown = fitted(note, size=9.5, width=width - left)
        parts.append(lettering(left, top + index * 12.5, shown, size=9.5, theme=theme, colour=theme.soft))
    return parts
