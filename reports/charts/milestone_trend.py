"""Milestone trend: across, the day a forecast was made; up, the day that was forecast. Flat holds, rising slips."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from reports.charts.label_places import Block, Segment, free_place, spread
from reports.marks import Station, station_at, station_colour
from reports.svg import drawing, fitted, lettering, line, number, text_width, wrapped
from reports.theme import Theme

SIZE = 10.8
"""Size of the lettering in units of the drawing; at 118 mm for 472 units it prints in 7.7 pt."""

LABEL_WIDTH = 158.0
LINE_HEIGHT = 1.15
PLOT_LEFT, PLOT_TOP, PLOT_BOTTOM = SIZE * 5.2, SIZE * 1.4, SIZE * 2.6
BASE_HEIGHT, HEIGHT_PER_LINE = 108.0, 16.0
NOTES_LIMIT = 8
"""Up to this many milestones each label has its name and its date; more of them show the name, the table has the date."""

LABEL_ROOM = SIZE * 3.4
"""Height kept free below the lowest line when a milestone has ended, for its name and date."""

ENDED = (Station.REACHED, Station.CANCELLED)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One milestone: `points` are (made on, expected on) in order of making; an ended one stops at its last point."""

    name: str
    note: str
    points: tuple[tuple[date, date], ...]
    state: Station


@dataclass(frozen=True, slots=True)
class TrendWords:
    """The name of the slanted line on which the forecast day has come, and how a month is written on the axes."""

    date_has_come: str
    month: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where days lie in the plot."""

    first: date
    last: date
    lowest: date
    highest: date
    right: float
    bottom: float

    def x(self, day: date) -> float:
        return PLOT_LEFT + (day - self.first).days / (self.last - self.first).days * (self.right - PLOT_LEFT)

    def y(self, day: date) -> float:
        return self.bottom - (day - self.lowest).days / (self.highest - self.lowest).days * (self.bottom - PLOT_TOP)


def milestone_trend(
    lines: Sequence[TrendLine], *, as_of: date, theme: Theme, title: str, words: TrendWords, width: float = 472
) -> Markup | None:
    """Draw the trend of any number of milestones, None when there are none; lines that have not ended run to `as_of`."""
    lines = [_until(entry, as_of=as_of) for entry in lines if entry.points]
    if not lines:
        return None
    height = max(BASE_HEIGHT + HEIGHT_PER_LINE * len(lines), _height_of_labels(lines) + SIZE * 3)
    scale = _scale(lines, as_of=as_of, right=width - LABEL_WIDTH, bottom=height - PLOT_BOTTOM)
    parts = [*_grid(scale, theme=theme, words=words), *_diagonal(scale, theme=theme)]
    for entry in sorted(lines, key=lambda entry: entry.state is Station.LATE):
        parts.extend(_line(entry, scale=scale, theme=theme))
    parts.extend(_labels(lines, scale=scale, theme=theme, words=words))
    return drawing(parts, width=width, height=height, title=title)


def _until(entry: TrendLine, *, as_of: date) -> TrendLine:
    """A forecast holds until the next is made, so an open line runs on to the day of reporting."""
    if entry.state in ENDED or not entry.points or entry.points[-1][0] >= as_of:
        return entry
    return replace(entry, points=(*entry.points, (as_of, entry.points[-1][1])))


def _scale(lines: Sequence[TrendLine], *, as_of: date, right: float, bottom: float) -> _Scale:
    made = [made_on for entry in lines for made_on, _ in entry.points]
    expected = [expected_on for entry in lines for _, expected_on in entry.points]
    first, last = min(made), max([*made, as_of])
    if (last - first).days < 28:
        first = last - timedelta(days=90)
    lowest, highest = min(expected), max(expected)
    margin = max((highest - lowest).days // 16, 15)
    # A reached milestone lies on the slanted line, so its label finds room only below it.
    room_below = LABEL_ROOM / (bottom - PLOT_TOP - LABEL_ROOM) * ((highest - lowest).days + 2 * margin)
    below = max(margin, round(room_below)) if any(entry.state in ENDED for entry in lines) else margin
    return _Scale(
        first=first,
        last=last,
        lowest=lowest - timedelta(days=below),
        highest=highest + timedelta(days=margin),
        right=right,
        bottom=bottom,
    )


def _months(first: date, last: date, *, at_most: int, apart: int = 1) -> list[date]:
    """Return firsts of months between two days, in the smallest even step of at least `apart` that gives at most so many."""
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    end = last.year * 12 + last.month - 1
    for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 240):
        months = [month for month in range(start, end + 1) if month % step == 0]
        if step >= apart and len(months) <= at_most:
            return [date(month // 12, month % 12 + 1, 1) for month in months]
    return []


def _grid(scale: _Scale, *, theme: Theme, words: TrendWords) -> list[str]:
    parts = []
    for month in _months(scale.lowest, scale.highest, at_most=7):
        y = scale.y(month)
        parts.append(line(f"M{number(PLOT_LEFT)} {number(y)}H{number(scale.right)}", colour=theme.rule, width=1))
        parts.append(lettering(0, y + SIZE * 0.35, words.month(month), size=SIZE, theme=theme, colour=theme.soft))
    for month in _months(scale.first, scale.last, at_most=6, apart=_x_step(scale, words=words)):
        text, x = words.month(month), scale.x(month)
        start = x - text_width(text, size=SIZE) / 2
        parts.append(line(f"M{number(x)} {number(scale.bottom)}v5", colour=theme.soft, width=1))
        y = scale.bottom + SIZE * 1.7
        parts.append(lettering(start, y, text, size=SIZE, theme=theme, colour=theme.soft))
    return parts


def _x_step(scale: _Scale, *, words: TrendWords) -> int:
    """Return how many months two dates below the plot must lie apart so that their names do not touch."""
    widest = text_width(words.month(scale.last), size=SIZE) + SIZE
    months_shown = max((scale.last - scale.first).days / 30.4, 1)
    return math.ceil(widest / (scale.right - PLOT_LEFT) * months_shown)


def _diagonal_ends(scale: _Scale) -> tuple[date, date] | None:
    """Return the days between which the slanted line runs inside the plot."""
    low, high = max(scale.first, scale.lowest), min(scale.last, scale.highest)
    return (low, high) if low < high else None


def _diagonal(scale: _Scale, *, theme: Theme) -> list[str]:
    ends = _diagonal_ends(scale)
    if ends is None:
        return []
    (x1, y1), (x2, y2) = ((scale.x(day), scale.y(day)) for day in ends)
    path = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return [line(path, colour=theme.soft, width=1.4, dash="2 4")]


def _line(entry: TrendLine, *, scale: _Scale, theme: Theme) -> list[str]:
    late = entry.state is Station.LATE
    colour, width = station_colour(entry.state, theme=theme), 2.8 if late else 1.6
    places = [(scale.x(made_on), scale.y(expected_on)) for made_on, expected_on in entry.points]
    parts = []
    if len(places) > 1:
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)
        parts.append(line(path, colour=colour, width=width))
    for x, y in places[:-1]:
        parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="2.9" fill="{theme.ground}"'
            f' stroke="{colour}" stroke-width="{1.9 if late else 1.5}"/>'
        )
    x, y = places[-1]
    parts.append(station_at(entry.state, x=x, y=y, size=SIZE * 1.25, theme=theme))
    return parts


@dataclass(frozen=True, slots=True)
class _Label:
    """The lettering at the end of a line: one or two lines of name, and what became of the date."""

    names: tuple[str, ...]
    note: str
    state: Station
    x: float
    y: float

    @property
    def width(self) -> float:
        return max(text_width(text, size=SIZE) for text in (*self.names, self.note))

    @property
    def height(self) -> float:
        return (len(self.names) + bool(self.note)) * SIZE * LINE_HEIGHT + SIZE * 0.45

    def drawn(self, x: float, top: float, *, theme: Theme) -> list[str]:
        weight = 600 if self.note or self.x >= 0 else 400
        colour = theme.ink if self.x >= 0 else theme.soft
        rows = [(name, weight, colour) for name in self.names]
        if self.note:
            rows.append((self.note, 400, theme.late if self.state is Station.LATE else theme.soft))
        return [
            lettering(
                x, top + SIZE + row * SIZE * LINE_HEIGHT, text, size=SIZE, theme=theme, colour=colour, weight=weight
            )
            for row, (text, weight, colour) in enumerate(rows)
        ]


def _height_of_labels(lines: Sequence[TrendLine]) -> float:
    """Return how high the column is if every label goes there."""
    brief = len(lines) > NOTES_LIMIT
    return sum(_label(entry, x=0, y=0, brief=brief).height for entry in lines)


def _label(entry: TrendLine, *, x: float, y: float, brief: bool) -> _Label:
    room = LABEL_WIDTH - SIZE * 1.3
    names = wrapped(entry.name, size=SIZE, width=room, lines=1 if brief else 2)
    note = "" if brief else fitted(entry.note, size=SIZE, width=room)
    return _Label(names=tuple(names), note=note, state=entry.state, x=x, y=y)


def _labels(lines: Sequence[TrendLine], *, scale: _Scale, theme: Theme, words: TrendWords) -> list[str]:
    """Name each line at its end: beside an early end where there is room, else in the column on the right."""
    brief = len(lines) > NOTES_LIMIT
    obstacles = [segment for entry in lines for segment in _segments(entry, scale=scale)]
    ends = _diagonal_ends(scale)
    if ends:
        obstacles.append(Segment(scale.x(ends[0]), scale.y(ends[0]), scale.x(ends[1]), scale.y(ends[1])))
    plot = Block(PLOT_LEFT, PLOT_TOP - SIZE, scale.right, scale.bottom - 1)
    parts: list[str] = []
    taken: list[Block] = []
    column: list[_Label] = []
    for entry in lines:
        made_on, expected_on = entry.points[-1]
        label = _label(entry, x=scale.x(made_on), y=scale.y(expected_on), brief=brief)
        place = None
        if label.x < scale.right - SIZE:
            place = free_place(
                label.x,
                label.y,
                width=label.width,
                height=label.height,
                gap=SIZE * 0.8,
                inside=plot,
                taken=taken,
                segments=obstacles,
            )
        if place is None:
            column.append(label)
        else:
            taken.append(place)
            parts.extend(label.drawn(place.left, place.top, theme=theme))
    if ends and ends[1] == scale.last:
        text = fitted(words.date_has_come, size=SIZE, width=LABEL_WIDTH - SIZE * 1.3)
        column.append(_Label(names=(text,), note="", state=Station.PLANNED, x=-1, y=scale.y(ends[1])))
    return parts + _column(column, scale=scale, theme=theme)


def _column(labels: Sequence[_Label], *, scale: _Scale, theme: Theme) -> list[str]:
    """Set labels one below the other on the right, each tied to its line where it had to move."""
    ordered = sorted(labels, key=lambda label: (label.y, label.names))
    heights = [label.height for label in ordered]
    wishes = [label.y - label.height / 2 for label in ordered]
    left = scale.right + SIZE * 1.3
    parts: list[str] = []
    for label, top in zip(
        ordered, spread(wishes, heights=heights, low=0, high=scale.bottom + PLOT_BOTTOM), strict=True
    ):
        parts.extend(label.drawn(left, top, theme=theme))
        middle = top + label.height / 2
        if label.x < 0 or (abs(middle - label.y) <= 3 and left - label.x <= SIZE * 2.5):
            continue
        start = label.x + SIZE * 0.7
        bend = max(start, left - SIZE * 1.1)
        path = f"M{number(start)} {number(label.y)}H{number(bend)}L{number(left - 3)} {number(middle)}"
        parts.append(line(path, colour=theme.late if label.state is Station.LATE else theme.rule_strong, width=0.8))
    return parts


def _segments(entry: TrendLine, *, scale: _Scale) -> list[Segment]:
    places = [(scale.x(made_on), scale.y(expected_on)) for made_on, expected_on in entry.points]
    pairs = pairwise(places)
    end_x, end_y = places[-1]
    mark = Segment(end_x - SIZE * 0.6, end_y, end_x + SIZE * 0.6, end_y)
    return [*(Segment(x1, y1, x2, y2) for (x1, y1), (x2, y2) in pairs), mark]
