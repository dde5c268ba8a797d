"""Figures of reports and pages as SVG: pure functions of values and a theme, each with a title that says the finding."""

from reports.charts.bars import MoneyYear, funnel_bar, money_bars, period_bars, target_bar
from reports.charts.cover import CoverNames, cover_drawing
from reports.charts.ghana_tiles import Tile, TileWords, ghana_tiles
from reports.charts.lines import chapter_opening, seven_points
from reports.charts.milestone_trend import TrendLine, TrendWords, milestone_trend

__all__ = [
    "CoverNames",
    "MoneyYear",
    "Tile",
    "TileWords",
    "TrendLine",
    "TrendWords",
    "chapter_opening",
    "cover_drawing",
    "funnel_bar",
    "ghana_tiles",
    "milestone_trend",
    "money_bars",
    "period_bars",
    "seven_points",
    "target_bar",
]
