"""The drawing on the cover: one line from Kumasi to Düsseldorf and back to Accra, in the patterns of the four strands."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.marks import Station, station_at, strand_stroke
from reports.svg import drawing, lettering, text_width
from reports.theme import Theme

WIDTH, HEIGHT = 210.0, 78.0
"""Millimetres: the whole width of the page."""


@dataclass(frozen=True, slots=True)
class CoverNames:
    """Names of the three places and of the four strands on the drawing."""

    start: str
    middle: str
    end: str
    strands: tuple[str, str, str, str]


def cover_drawing(names: CoverNames, *, theme: Theme, title: str) -> Markup:
    """Draw the line from edge to edge of an A4 page."""
    low, high = 56.0, 16.0
    parts = [
        strand_stroke("QUAL", f"M0 {low}H30", theme=theme, width=2.6),
        strand_stroke(
            "MIGR",
            f"M30 {low}H35Q38 {low} 40.1 {low - 2.1}L75.9 {high + 4.1}Q78 {high} 82 {high}H106",
            theme=theme,
            width=2.6,
        ),
        strand_stroke(
            "RETURN",
            f"M106 {high}H125Q129 {high} 131.1 {high + 2.1}L165.9 {low - 2.1}Q168 {low} 171 {low}H178",
            theme=theme,
            width=2.6,
        ),
        strand_stroke("REINT", f"M178 {low}H210", theme=theme, width=2.6),
    ]
    places = ((30.0, low, Station.REACHED), (106.0, high, Station.REACHED), (178.0, low, Station.PLANNED))
    for x, y, state in places:
        parts.append(station_at(state, x=x, y=y, size=9, theme=theme))
    for x, y, name in (
        (30.0, low + 10.5, names.start),
        (106.0, high - 8, names.middle),
        (178.0, low + 10.5, names.end),
    ):
        parts.append(lettering(x - text_width(name, size=4.4) / 2, y, name, size=4.4, theme=theme, weight=600))
    qualification, migration, going_back, reintegration = names.strands
    labels = (
        ("QUAL", 26 - text_width(qualification, size=3.6) - 1, low - 6, qualification),
        ("MIGR", 66, low - 14, migration),
        ("RETURN", 146, high + 12, going_back),
        ("REINT", 207 - text_width(reintegration, size=3.6), low - 6, reintegration),
    )
    for strand, x, y, name in labels:
        parts.append(lettering(max(x, 1.5), y, name, size=3.6, theme=theme, colour=theme.strand(strand)))
    return drawing(parts, width=WIDTH, height=HEIGHT, title=title)
