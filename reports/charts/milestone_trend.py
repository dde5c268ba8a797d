"""Milestone trend: across, the day a forecast was made; up, the day that was forecast. Flat holds, rising slips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from reports.charts.label_places import Block, Segment, free_place, spread
from reports.marks import Station, station_at, station_colour
from reports.svg import drawing, fitted, lettering, line, number, text_width
from reports.theme import Theme

SIZE = 10.8
"""Size of the lettering in units of the drawing; at 118 mm for 472 units it prints in 7.7 pt."""

LABEL_WIDTH = 152.0
PLOT_LEFT, PLOT_TOP, PLOT_BOTTOM = SIZE * 5.2, SIZE * 1.4, SIZE * 2.6
BASE_HEIGHT = 268.0
TWO_LINE_LIMIT = 8
"""Up to this many milestones each label has its name and its date; more of them show the name, the table has the date."""

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
    label_height = (2.45 if len(lines) <= TWO_LINE_LIMIT else 1.3) * SIZE
    height = max(BASE_HEIGHT, (len(lines) + 1) * label_height + PLOT_TOP + PLOT_BOTTOM)
    scale = _scale(lines, as_of=as_of, right=width - LABEL_WIDTH, bottom=height - PLOT_BOTTOM)
    parts = [*_grid(scale, theme=theme, words=words), *_diagonal(scale, theme=theme)]
    for entry in sorted(lines, key=lambda entry: entry.state is Station.LATE):
        parts.extend(_line(entry, scale=scale, theme=theme))
    parts.extend(_labels(lines, scale=scale, theme=theme, words=words, label_height=label_height))
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
    margin = timedelta(days=max((highest - lowest).days // 16, 15))
    return _Scale(first=first, last=last, lowest=lowest - margin, highest=highest + margin, right=right, bottom=bottom)


def _months(first: date, last: date, *, at_most: int) -> list[date]:
    """Return firsts of months between two days, in the smallest even step that gives not more than `at_most`."""
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    end = last.year * 12 + last.month - 1
    for step in (1, 2, 3, 6, 12, 24, 60, 120, 240):
        months = [month for month in range(start, end + 1) if month % step == 0]
        if len(months) <= at_most:
            return [date(month // 12, month % 12 + 1, 1) for month in months]
    return []


def _grid(scale: _Scale, *, theme: Theme, words: TrendWords) -> list[str]:
    parts = []
    for month in _months(scale.lowest, scale.highest, at_most=7):
        y = scale.y(month)
        parts.append(line(f"M{number(PLOT_LEFT)} {number(y)}H{number(scale.right)}", colour=theme.rule, width=1))
        parts.append(lettering(0, y + SIZE * 0.35, words.month(month), size=SIZE, theme=theme, colour=theme.soft))
    free_from = 0.0
    for month in _months(scale.first, scale.last, at_most=5):
        text, x = words.month(month), scale.x(month)
        start = x - text_width(text, size=SIZE) / 2
        parts.append(line(f"M{number(x)} {number(scale.bottom)}v5", colour=theme.soft, width=1))
        if start >= free_from:
            free_from = start + text_width(text, size=SIZE) + SIZE
            y = scale.bottom + SIZE * 1.7
            parts.append(lettering(start, y, text, size=SIZE, theme=theme, colour=theme.soft))
    return parts


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


def _label_size(entry: TrendLine, *, width: float, height: float) -> tuple[str, str, float]:
    name = fitted(entry.name, size=SIZE, width=width)
    note = fitted(entry.note, size=SIZE, width=width) if height > SIZE * 2 else ""
    return name, note, max(text_width(name, size=SIZE), text_width(note, size=SIZE))


def _labels(
    lines: Sequence[TrendLine], *, scale: _Scale, theme: Theme, words: TrendWords, label_height: float
) -> list[str]:
    """Name each line at its end: beside an early end where there is room, else in the column on the right."""
    column = scale.right + SIZE * 1.3
    room = LABEL_WIDTH - SIZE * 1.3
    obstacles = [segment for entry in lines for segment in _segments(entry, scale=scale)]
    ends = _diagonal_ends(scale)
    if ends:
        obstacles.append(Segment(scale.x(ends[0]), scale.y(ends[0]), scale.x(ends[1]), scale.y(ends[1])))
    parts: list[str] = []
    taken: list[Block] = []
    waiting: list[tuple[float, float, float, TrendLine]] = []
    for entry in lines:
        x, y = scale.x(entry.points[-1][0]), scale.y(entry.points[-1][1])
        name, note, width = _label_size(entry, width=room, height=label_height)
        plot = Block(PLOT_LEFT, PLOT_TOP - SIZE, scale.right, scale.bottom - 2)
        inner = x < scale.right - SIZE
        place = (
            free_place(
                x, y, width=width, height=label_height, gap=SIZE * 0.8, inside=plot, taken=taken, segments=obstacles
            )
            if inner
            else None
        )
        if place is None:
            waiting.append((y, x, y, entry))
            continue
        taken.append(place)
        parts.extend(_two_lines(place.left, place.top + SIZE, name, note, state=entry.state, theme=theme))
    if ends and ends[1] == scale.last:
        text = fitted(words.date_has_come, size=SIZE, width=room)
        waiting.append((scale.y(ends[1]), -1.0, 0.0, TrendLine(text, "", (), Station.PLANNED)))
    waiting.sort(key=lambda item: (item[0], item[3].name))
    tops = spread(
        [item[0] - label_height / 2 for item in waiting], height=label_height, low=0, high=scale.bottom + PLOT_BOTTOM
    )
    for top, (_, x, y, entry) in zip(tops, waiting, strict=True):
        parts.extend(
            _column_label(entry, x=x, y=y, top=top, column=column, room=room, height=label_height, theme=theme)
        )
    return parts


def _column_label(
    entry: TrendLine, *, x: float, y: float, top: float, column: float, room: float, height: float, theme: Theme
) -> list[str]:
    base, middle = top + SIZE, top + height / 2
    if not entry.points:
        return [lettering(column, middle + SIZE * 0.35, entry.name, size=SIZE, theme=theme, colour=theme.soft)]
    name, note, _ = _label_size(entry, width=room, height=height)
    parts = []
    if abs(middle - y) > 3 or column - x > SIZE * 2.5:
        colour = theme.rule_strong if entry.state is not Station.LATE else theme.late
        path = f"M{number(x + SIZE * 0.75)} {number(y)}L{number(column - SIZE * 0.55)} {number(y)}L{number(column - 3)} {number(middle)}"
        if abs(middle - y) > 3 and column - x <= SIZE * 2.5:
            path = f"M{number(x + SIZE * 0.7)} {number(y)}L{number(column - 3)} {number(middle)}"
        parts.append(line(path, colour=colour, width=0.8))
    return parts + _two_lines(column, base, name, note, state=entry.state, theme=theme)


def _two_lines(x: float, base: float, name: str, note: str, *, state: Station, theme: Theme) -> list[str]:
    parts = [lettering(x, base, name, size=SIZE, theme=theme, weight=600)]
    if note:
        colour = theme.late if state is Station.LATE else theme.soft
        parts.append(lettering(x, base + SIZE * 1.15, note, size=SIZE, theme=theme, colour=colour))
    return parts


def _segments(entry: TrendLine, *, scale: _Scale) -> list[Segment]:
    places = [(scale.x(made_on), scale.y(expected_on)) for made_on, expected_on in entry.points]
    pairs = pairwise(places)
    end_x, end_y = places[-1]
    mark = Segment(end_x - SIZE * 0.6, end_y, end_x + SIZE * 0.6, end_y)
    return [*(Segment(x1, y1, x2, y2) for (x1, y1), (x2, y2) in pairs), mark]
