"""Days, amounts and shares: what is read, what is refused, and that nothing makes the reading fail."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.exchange.iati.narratives import language_code, plain_text
from partnership.exchange.iati.values import (
    MOST_DIGITS,
    parse_amount,
    parse_day,
    parse_flag,
    parse_moment,
    parse_number,
    parse_percentage,
    parse_year,
)

pytestmark = pytest.mark.standalone

AMOUNTS = st.decimals(
    min_value=Decimal(-999999999999999), max_value=Decimal(999999999999999), places=2, allow_nan=False
)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(AMOUNTS)
def test_plain_amount_is_read_exactly(amount: Decimal) -> None:
    assert parse_amount(f" {amount}\n") == amount


@given(AMOUNTS.filter(lambda amount: abs(amount) >= 1000))
def test_amount_with_thousands_and_a_decimal_mark_is_read_exactly(amount: Decimal) -> None:
    assert parse_amount(f"{amount:,}") == amount
    assert parse_amount(f"{amount:,}".replace(",", "\u00a0")) == amount


@given(st.text())
def test_any_text_gives_an_amount_of_bounded_size_or_nothing(text: str) -> None:
    amount = parse_amount(text)
    assert amount is None or (amount.is_finite() and abs(amount) < 10**MOST_DIGITS)


@pytest.mark.parametrize(
    ("published", "amount"),
    [
        ("1000", "1000"),
        ("-1000.50", "-1000.50"),
        ("+5", "5"),
        (".5", "0.5"),
        ("1234567.", "1234567"),
        ("1.5E+6", "1500000"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("12 345", "12345"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_amount_as_publishers_write_it(published: str, amount: str) -> None:
    assert parse_amount(published) == Decimal(amount)


@pytest.mark.parametrize(
    "published",
    [
        "",
        " ",
        "1,234",
        "1.234,50",
        "12,50",
        "1,23,456",
        "ten",
        "NaN",
        "Infinity",
        "1e99",
        "١٢٣",
        "1_000",
        "EUR 5",
        "--1",
        "1000000000000000",
    ],
)
def test_amount_that_is_none_or_could_mean_two_things_is_not_guessed(published: str) -> None:
    assert parse_amount(published) is None


@given(DAYS)
def test_day_is_read_with_and_without_a_time(day: date) -> None:
    iso = day.isoformat()
    assert parse_day(iso) == parse_day(f" {iso}Z ") == parse_day(f"{iso}+02:00") == parse_day(f"{iso}T23:59:59") == day


@given(st.text() | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", fullmatch=True))
def test_any_text_gives_a_day_a_moment_or_nothing(text: str) -> None:
    day, moment = parse_day(text), parse_moment(text)
    assert day is None or 1900 <= day.year <= 2200
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    "published",
    ["", "2020", "2020-02-30", "2020-13-01", "03/04/2020", "31.12.2020", "0213-01-01", "20213-01-01", "2020-1-1"],
)
def test_day_that_is_none_or_could_mean_two_things_is_not_guessed(published: str) -> None:
    assert parse_day(published) is None


def test_moment_is_turned_into_universal_time() -> None:
    assert parse_moment("2015-12-18T17:00:00+01:00") == datetime(2015, 12, 18, 16, tzinfo=UTC)
    assert parse_moment("2013-07-24 12:22:32") == datetime(2013, 7, 24, 12, 22, 32, tzinfo=UTC)
    assert parse_moment("2012-09-25") == datetime(2012, 9, 25, tzinfo=UTC)
    assert parse_moment("yesterday") is None


def test_year_number_share_and_flag() -> None:
    assert parse_year(" 2012 ") == 2012
    assert parse_year("20121") is None
    assert parse_number("£1,234,567") == Decimal(1234567)
    assert parse_number("45.5 %") == Decimal("45.5")
    assert parse_number("Yes") is None
    assert parse_percentage("100%") == 100
    assert parse_percentage("100.01") is None
    assert parse_percentage("-1") is None
    assert [parse_flag(text) for text in ("1", "TRUE", "0", "false", "", None, "2")] == [
        True,
        True,
        False,
        False,
        *[None] * 3,
    ]


@pytest.mark.parametrize(
    ("published", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("ENG", "en"),
        ("ger", "de"),
        ("de-DE", "de"),
        ("en_GB", "en"),
        ("twi", "ak"),
        ("gaa", "gaa"),
        ("", ""),
        ("English", ""),
        ("1", ""),
    ],
)
def test_language_is_two_letters_where_there_are_two(published: str, code: str) -> None:
    assert language_code(published) == code


def test_layout_of_the_xml_is_not_part_of_a_text() -> None:
    assert plain_text("\n   One\n   sentence. \n\n   Another.\n") == "One sentence.\n\nAnother."
    assert plain_text(" \n \n ") == ""
