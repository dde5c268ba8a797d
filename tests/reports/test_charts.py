"""Geometry of the figures: nothing outside the drawing, no lettering on top of other lettering, same shapes on paper and web."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reports.charts import (
    CoverNames,
    MoneyYear,
    Tile,
    TileWords,
    TrendLine,
    TrendWords,
    chapter_opening,
    cover_drawing,
    funnel_bar,
    ghana_tiles,
    milestone_trend,
    money_bars,
    period_bars,
    seven_points,
    target_bar,
)
from reports.charts.ghana_tiles import PLACES, shade_limits
from reports.charts.label_places import Block, spread
from reports.language import ReportLanguage
from reports.marks import Station, station_mark, strand_stroke
from reports.svg import fitted, text_width, wrapped
from reports.theme import PRINT, WEB, Theme

AS_OF = date(2026, 6, 30)
SVG = "{http://www.w3.org/2000/svg}"
TILE_WORDS = TileWords(
    "%(low)s und mehr", "%(low)s bis %(high)s", "0 niemand", "x gesperrt", "– keine Angabe", ("Norden oben.",)
)
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(svg: str) -> list[Block]:
    blocks = []
    for text in parsed(svg).iter(f"{SVG}text"):
        x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
        blocks.append(Block(x, y - size * 0.72, x + text_width(text.text or "", size=size) / 1.02, y + size * 0.2))
    return blocks


def points(svg: str) -> Iterator[tuple[float, float]]:
    """Corners of everything drawn without a transformation."""
    root = parsed(svg)
    for rectangle in root.iter(f"{SVG}rect"):
        x, y, width, height = (float(rectangle.get(name, "0")) for name in ("x", "y", "width", "height"))
        yield from ((x, y), (x + width, y + height))
    for circle in root.findall(f"{SVG}circle"):
        x, y, radius = (float(circle.get(name, "0")) for name in ("cx", "cy", "r"))
        yield from ((x - radius, y - radius), (x + radius, y + radius))
    for group in root.findall(f"{SVG}g"):
        x, y, scale = map(float, NUMBERS.findall(group.get("transform", "")))
        yield from ((x, y), (x + 24 * scale, y + 24 * scale))
    for block in texts(svg):
        yield from ((block.left, block.top), (block.right, block.bottom))


def check(svg: str, *, room: float = 0.6) -> None:
    root = parsed(svg)
    assert (root[0].tag, bool(root[0].text)) == (f"{SVG}title", True)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for x, y in points(svg):
        assert -room <= x <= width + room, svg
        assert -room <= y <= height + room, svg
    blocks = texts(svg)
    for index, block in enumerate(blocks):
        assert not any(block.overlaps(other) for other in blocks[index + 1 :]), svg
    assert "text-anchor" not in svg
    assert "NaN" not in svg


dates = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))
names = st.text(alphabet="abc ÄßƐɔŋ–-.§W", min_size=1, max_size=60).filter(str.strip)


@st.composite
def trend_lines(draw: st.DrawFn) -> TrendLine:
    made = sorted(draw(st.sets(st.dates(min_value=date(2024, 1, 1), max_value=AS_OF), min_size=1, max_size=9)))
    state = draw(st.sampled_from(Station))
    forecasts = [(day, draw(dates)) for day in made]
    if state is Station.REACHED:
        forecasts[-1] = (made[-1], made[-1])
    return TrendLine(name=draw(names), note=draw(names), points=tuple(forecasts), state=state)


@settings(max_examples=120, deadline=None)
@given(lines=st.lists(trend_lines(), max_size=20), code=st.sampled_from(["de", "en"]))
def test_trend_of_any_milestones_stays_in_its_frame(lines: list[TrendLine], code: str) -> None:
    words = TrendWords(date_has_come="Termin ist da", month=ReportLanguage(code).month)  # type: ignore[arg-type]
    svg = milestone_trend(lines, as_of=AS_OF, theme=PRINT, title="Meilensteintrend.", words=words)
    if not lines:
        assert svg is None
        return
    assert svg is not None
    check(svg)
    assert svg.count("<g transform") == len(lines), "each line ends in a station"


def test_trend_draws_late_thicker_and_runs_to_the_day_of_reporting() -> None:
    made = ((date(2025, 12, 31), date(2026, 9, 15)), (date(2026, 3, 31), date(2027, 1, 15)))
    lines = [
        TrendLine("Prüfung", "spät", made, Station.LATE),
        TrendLine("Klasse", "wie geplant", made[:1], Station.PLANNED),
    ]
    words = TrendWords(date_has_come="da", month=ReportLanguage("de").month)
    svg = milestone_trend(lines, as_of=AS_OF, theme=PRINT, title="Trend.", words=words)
    assert svg is not None
    strokes = {
        match[0]: float(match[1]) for match in re.findall(r'stroke="(#\w+)" stroke-width="([\d.]+)"/><circle', svg)
    }
    assert strokes[PRINT.late] > strokes[PRINT.ink]
    ends = [NUMBERS.findall(place)[0] for place in re.findall(r"translate\(([^)]*)\)", svg)]
    assert len(set(ends)) == 1, "both stations stand on the day of reporting"


def test_trend_of_one_day_has_an_axis() -> None:
    line = TrendLine("Start", "geplant", ((AS_OF, AS_OF + timedelta(days=1)),), Station.PLANNED)
    words = TrendWords(date_has_come="da", month=ReportLanguage("de").month)
    check(milestone_trend([line], as_of=AS_OF, theme=PRINT, title="Trend.", words=words) or "")


@given(share=st.one_of(st.none(), st.floats(min_value=0, max_value=50, allow_nan=False)), width=st.integers(60, 300))
def test_bars_stay_in_their_cell(share: float | None, width: int) -> None:
    check(target_bar(share, theme=PRINT, title="Ist gegen Ziel", width=width))
    check(funnel_bar(None if share is None else share / 50, strand="QUAL", theme=PRINT, title="Schritt", width=width))


@given(now=st.one_of(st.none(), st.floats(0, 1)), before=st.one_of(st.none(), st.floats(0, 1)))
def test_bars_of_two_periods_stay_in_their_cell(now: float | None, before: float | None) -> None:
    svg = str(period_bars(now, before, theme=PRINT, title="Schritt"))
    check(svg)
    assert svg.count("stroke-dasharray") == (now is None) + (before is None), "a hidden figure has a dashed outline"


def test_target_stands_at_one_place_and_overshoot_shows() -> None:
    strokes = {
        re.findall(r'd="M([\d.]+) 1.5V', target_bar(share, theme=PRINT, title="x"))[0]
        for share in (None, 0.0, 0.5, 1.0, 3.0)
    }
    assert len(strokes) == 1
    assert target_bar(5.0, theme=PRINT, title="x") != target_bar(1.3, theme=PRINT, title="x")


@given(people=st.dictionaries(st.sampled_from(sorted(PLACES)), st.one_of(st.none(), st.integers(0, 9000))))
def test_tiles_stay_apart(people: dict[str, int | None]) -> None:
    tiles = {code: Tile(people=count) for code, count in people.items()}
    svg = ghana_tiles(tiles, strand="QUAL", theme=PRINT, title="Kacheln", words=TILE_WORDS)
    check(svg)
    hidden = sum(count is None for count in people.values())
    assert svg.count('stroke-dasharray="2 2"') == hidden + bool(hidden), (
        "hidden tiles and their sample in the legend are dashed"
    )


@given(largest=st.integers(min_value=0, max_value=50_000))
def test_shades_begin_in_order(largest: int) -> None:
    middle, full = shade_limits(largest)
    assert 1 < middle < full


@given(
    years=st.lists(
        st.builds(
            MoneyYear,
            year=st.integers(2020, 2030),
            planned=st.one_of(st.none(), st.decimals(0, 10**9, places=2)),
            spent=st.one_of(st.none(), st.decimals(-1000, 10**9, places=2)),
        ),
        max_size=10,
    )
)
def test_money_stays_in_its_frame(years: list[MoneyYear]) -> None:
    money = ReportLanguage("de").whole_money
    check(
        money_bars(
            years,
            theme=PRINT,
            title="Mittel",
            money=money,
            planned_word="geplant",
            spent_word="ausgegeben",
            not_recorded="nichts erfasst als",
        )
    )


@given(stops=st.lists(st.sampled_from(["Beratung", "Vorabzustimmung", "Visum", "Arbeit nach 6 Monaten"]), max_size=7))
@pytest.mark.parametrize("strand", ["QUAL", "MIGR", "RETURN", "REINT"])
def test_chapter_line_names_its_stops(strand: str, stops: list[str]) -> None:
    check(chapter_opening(strand, stops, theme=PRINT, title="Der Weg"))


def test_cover_and_points() -> None:
    for strands in (
        ("Qualifizierung", "Migration", "Rückkehr", "Reintegration"),
        ("Qualification", "Migration", "Return", "Reintegration"),
    ):
        check(cover_drawing(CoverNames("Kumasi", "Düsseldorf", "Accra", strands), theme=PRINT, title="Linie"))
    check(seven_points([Station.REACHED] * 7, theme=PRINT, title="Punkte"))


@pytest.mark.parametrize("theme", [PRINT, WEB])
def test_marks_differ_by_shape_alone(theme: Theme) -> None:
    """With every colour replaced by black the eight stations are still eight drawings."""
    shapes = {
        re.sub(r"#\w{6}|var\(--\w+\)", "", station_mark(state, theme=theme, title="x", colour="#000000"))
        for state in Station
    }
    assert len(shapes) == len(Station)


def test_strand_lines_differ_by_pattern_alone() -> None:
    patterns = {
        re.sub(r"#\w{6}", "", strand_stroke(strand, "M0 0H9", theme=PRINT, width=2)) for strand in PRINT.strands
    }
    assert len(patterns) == 4


def test_web_drawings_use_custom_properties_only() -> None:
    svg = str(target_bar(0.5, theme=WEB, title="x")) + strand_stroke("REINT", "M0 0H9", theme=WEB, width=2)
    assert "#" not in svg
    assert "font-family" not in svg
    assert "var(--ink)" in svg


def test_titles_and_names_are_escaped() -> None:
    svg = chapter_opening("QUAL", ["<b>&"], theme=PRINT, title='"<script>')
    assert "<script>" not in svg
    assert "<b>" not in svg


@given(st.lists(st.floats(0, 500), max_size=20), st.floats(5, 20))
def test_spread_labels_never_overlap(wishes: list[float], height: float) -> None:
    tops = spread(sorted(wishes), heights=[height] * len(wishes), low=0, high=500)
    assert all(later - earlier >= height - 1e-6 for earlier, later in pairwise(tops))
    assert all(0 - 1e-6 <= top <= 500 - height + 1e-6 for top in tops)


@given(names, st.floats(20, 200))
def test_text_is_fitted_to_its_width(name: str, width: float) -> None:
    assert text_width(fitted(name, size=10, width=width), size=10) <= max(width, text_width("…", size=10))
    assert len(wrapped(name, size=10, width=width)) <= 2


def test_shown_share_of_money_is_drawn_to_scale() -> None:
    years = [MoneyYear(2025, Decimal(200), Decimal(100))]
    svg = money_bars(years, theme=PRINT, title="x", money=str, planned_word="p", spent_word="s", not_recorded="n")
    planned, spent = (float(width) for width in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"', svg))
    assert spent == pytest.approx(planned / 2, abs=0.01)
