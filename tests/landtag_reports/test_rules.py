"""Which spans of time a report can cover."""

from datetime import date

import pytest
from flask import Flask

from partnership.core.errors import Refused
from partnership.landtag_reports.rules import last_complete_half_year, parse_period


@pytest.mark.parametrize(
    ("typed", "first", "last", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Jahr 2026"), ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "1. Halbjahr 2026"),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31), "2. Halbjahr 2026"), ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "1. Quartal 2024"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "4. Quartal 2026"),
    ],
)  # fmt: skip
def test_period_is_read(app: Flask, typed: str, first: date, last: date, name: str) -> None:
    read = parse_period(typed)
    assert (read.period.start, read.period.end, read.name_de) == (first, last, name)


@pytest.mark.parametrize("typed", ["", "26-H1", "2026-H3", "2026-Q5", "2026-X1", "1999", "2026-H", "2026-01"])
def test_anything_else_is_refused_with_what_was_typed(app: Flask, typed: str) -> None:
    with pytest.raises(Refused, match="not a reporting period"):
        parse_period(typed)


@pytest.mark.parametrize(
    ("today", "period"), [(date(2026, 7, 6), "2026-H1"), (date(2026, 6, 30), "2025-H2"), (date(2027, 1, 1), "2026-H2")]
)
def test_usual_period_is_the_half_year_that_ended_last(today: date, period: str) -> None:
    assert last_complete_half_year(today) == period
