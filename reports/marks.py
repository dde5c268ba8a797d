"""Signs of the line: station marks that tell a state by their shape, strand letters, and the four line patterns of the strands."""

from enum import StrEnum

from markupsafe import Markup

from reports.svg import drawing, line, number
from reports.theme import STRAND_LETTERS, Theme


class Station(StrEnum):
    """State of a stop on a line; each has a shape of its own, so that none depends on colour."""

    PLANNED = "planned"
    NOW = "now"
    REACHED = "reached"
    PARTLY = "partly"
    LATE = "late"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    OUTSIDE = "outside"


GRID = 24
"""Stations are drawn on a square of 24 units."""

_RING = '<circle cx="12" cy="12" r="8.5" fill="{hole}" stroke="{colour}" stroke-width="3"/>'
_SHAPES: dict[Station, str] = {
    Station.PLANNED: _RING,
    Station.NOW: _RING + '<circle cx="12" cy="12" r="4" fill="{colour}"/>',
    Station.REACHED: '<circle cx="12" cy="12" r="10" fill="{colour}"/>',
    Station.PARTLY: _RING + '<path d="M12 2a10 10 0 0 1 0 20z" fill="{colour}"/>',
    Station.LATE: '<circle cx="12" cy="12" r="11" fill="{colour}"/><path d="M5.5 12h13" stroke="{hole}" stroke-width="4"/>',
    Station.PAUSED: _RING + '<path d="M9.5 7.5v9M14.5 7.5v9" stroke="{colour}" stroke-width="2.5"/>',
    Station.CANCELLED: _RING + '<path d="M6 6l12 12M18 6L6 18" stroke="{colour}" stroke-width="2.5"/>',
    Station.OUTSIDE: '<path d="M2 12h20" stroke="{colour}" stroke-width="4"/>',
}


def station_colour(state: Station, *, theme: Theme) -> str:
    """Return ink, or the late colour for a late stop: nothing else is red."""
    return theme.late if state is Station.LATE else theme.ink


def station_shape(state: Station, *, theme: Theme, colour: str | None = None) -> str:
    """Return the bare shape on its square of 24 units."""
    return _SHAPES[state].format(colour=colour or station_colour(state, theme=theme), hole=theme.ground)


def station_at(state: Station, *, x: float, y: float, size: float, theme: Theme, colour: str | None = None) -> str:
    """Return a station centred on a point, for use inside a larger drawing."""
    shift = f"translate({number(x - size / 2)} {number(y - size / 2)}) scale({size / GRID:.4f})"
    return f'<g transform="{shift}">{station_shape(state, theme=theme, colour=colour)}</g>'


def station_mark(state: Station, *, theme: Theme, title: str, colour: str | None = None) -> Markup:
    """Return a station as a small drawing; it is decorative, since the word always stands beside it."""
    shape = station_shape(state, theme=theme, colour=colour)
    return drawing([shape], width=GRID, height=GRID, title=title, decorative=True)


def strand_letter(strand: str) -> str:
    """Return the letter of a strand code; raises KeyError for a code that is none."""
    return STRAND_LETTERS[strand]


def strand_stroke(strand: str, path: str, *, theme: Theme, width: float) -> str:
    """Return a path in the pattern of its strand: solid, dashed, dotted, double; any other code gives solid ink.

    Dashes are 3 : 1.4 of the width, dots stand two widths apart (design direction, section 1).
    """
    colour = theme.strand(strand)
    if strand == "REINT":
        outer = line(path, colour=colour, width=width * 1.7)
        return outer + line(path, colour=theme.ground, width=width * 0.6)
    if strand == "MIGR":
        return line(path, colour=colour, width=width, dash=f"{number(width * 3)} {number(width * 1.4)}")
    if strand == "RETURN":
        return line(path, colour=colour, width=width * 1.25, dash=f"0.1 {number(width * 2)}", round_caps=True)
    return line(path, colour=colour, width=width)
