"""What people type is read as they mean it, and what is ambiguous is not guessed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.forms import HouseForm, SeveralCodes
from partnership.core.parsing import parse_amount, parse_day


@pytest.mark.parametrize(
    "typed",
    [
        "30.6.2026",
        "30.06.2026",
        " 30 . 6 . 2026 ",
        "30/6/2026",
        "30-06-2026",
        "30 6 2026",
        "2026-06-30",
        "30. Juni 2026",
        "30 June 2026",
        "30 jun 2026",
        "30. Jun. 2026",
    ],
)
def test_day_is_read_in_every_usual_way(typed: str) -> None:
    assert parse_day(typed) == date(2026, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31.6.2026",
        "29.2.2025",
        "6/30/2026",
        "30.6.26",
        "2026",
        "tomorrow",
        "30.13.2026",
        "30 Juno 2026",
        "1.1.1899",
        "1.1.2101",
        "0.1.2026",
    ],
)
def test_anything_else_is_no_day(typed: str) -> None:
    assert parse_day(typed) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_survives_writing_and_reading(day: date) -> None:
    for written in (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat()):
        assert parse_day(written) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    day = parse_day(text)
    assert day is None or timedelta(0) <= day - date(1900, 1, 1)


@pytest.mark.parametrize(
    ("typed", "german", "english"),
    [
        ("1234", "1234", "1234"), ("1234,5", "1234.5", "1234.5"), ("1234.50", "1234.50", "1234.50"), ("1.234,50", "1234.50", "1234.50"), ("1,234.50", "1234.50", "1234.50"),
        ("1.234", "1234", "1.234"), ("1,234", "1.234", "1234"), ("1 234,50 €", "1234.50", "1234.50"), ("GH", None, None), ("", None, None), ("1.234.567", "1234567", "1234567"),
        ("-5", "-5", "-5"), ("1e5", "1E+5", "1E+5"), ("NaN", None, None), ("Infinity", None, None),
    ],
)  # fmt: skip
def test_amounts_follow_the_language_of_the_reader(
    app: Flask, typed: str, german: str | None, english: str | None
) -> None:
    for language, expected in (("de", german), ("en", english)):
        with app.test_request_context(), force_locale(language):
            read = parse_amount(typed)
            assert read == (None if expected is None else Decimal(expected)), language


def test_slip_in_a_list_of_codes_stays_beside_those_that_were_read(app: Flask) -> None:
    class Goals(HouseForm):
        codes = SeveralCodes("Goals", read={"10.7": "10.7", "4.4": "4.4"}.get, show=str)

    with app.test_request_context(method="POST", data={"codes": ["10.7", "4,4"]}):
        form = Goals()
        assert not form.validate_on_submit()
        assert form.codes.selected == [("10.7", "10.7")]
        assert form.codes.typed == "4,4"
        rendered = app.jinja_env.get_template("components/field.html").make_module({"_": str}).field(form.codes)
        assert 'value="4,4"' in rendered
