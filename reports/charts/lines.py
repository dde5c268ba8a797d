"""Lines with stations: the opening of a strand's chapter and the seven points of the resolution."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.marks import Station, station_at, strand_stroke
from reports.svg import drawing, lettering, line, number, text_width
from reports.theme import Theme


def chapter_opening(strand: str, stops: Sequence[str], *, theme: Theme, title: str) -> Markup:
    """Draw the line of a strand from edge to edge of an A4 page (210 × 19 mm), with the stops of its pathway.

    The first stop stands at the margin column, the second at the text, the others share what is left; names that
    would touch each other are set on a second line.
    """
    colour, size = theme.strand(strand), 3.1
    parts = [strand_stroke(strand, "M0 6H210", theme=theme, width=2.2)]
    free_from = [0.0, 0.0]
    for x, name in zip(_stop_places(len(stops)), stops, strict=True):
        shape = Station.REACHED
        parts.append(station_at(shape, x=x, y=6, size=6.4, theme=theme, colour=colour))
        start = min(x - 3.2, 208 - text_width(name, size=size))
        level = 0 if start >= free_from[0] else 1
        free_from[level] = start + text_width(name, size=size) + 2
        parts.append(lettering(start, 14.2 + level * 4, name, size=size, theme=theme, colour=theme.soft))
    return drawing(parts, width=210, height=19, title=title)


def _stop_places(count: int) -> list[float]:
    if count <= 2:
        return [25.2, 71.2][:count]
    step = (184.0 - 71.2) / (count - 2)
    return [25.2, *(71.2 + step * index for index in range(count - 1))]


def seven_points(states: Sequence[Station], *, theme: Theme, title: str, width: float = 168) -> Markup:
    """Draw points as stations of one line, in equal steps; points outside the partnership are a stroke without a stop."""
    step = width / max(len(states), 1)
    parts = [line(f"M2 4H{number(width)}", colour=theme.ink, width=0.9)]
    for index, state in enumerate(states):
        x = 3.2 + index * step
        if state is Station.OUTSIDE:
            parts.append(line(f"M{number(x)} 1.6v4.8", colour=theme.ink, width=0.9))
        else:
            parts.append(station_at(state, x=x, y=4, size=6.2, theme=theme))
    return drawing(parts, width=width, height=8, title=title, decorative=True)
