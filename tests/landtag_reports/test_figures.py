"""No count leaves unprotected."""

from decimal import Decimal

import pytest

from partnership.landtag_reports.figures import FigureBook, median_days
from reports.figures import Absence

pytestmark = pytest.mark.standalone


def test_reading_before_protecting_is_a_mistake() -> None:
    book = FigureBook()
    book.enter("a", 7)
    with pytest.raises(RuntimeError):
        book.count("a")
    book.protect()
    assert book.count("a").number == 7
    book.enter("b", 8)
    with pytest.raises(RuntimeError):
        book.count("a")


def test_one_key_cannot_have_two_numbers() -> None:
    book = FigureBook()
    book.enter("a", 7)
    with pytest.raises(ValueError, match="handed in as 7 and as 8"):
        book.enter("a", 8)


@pytest.mark.parametrize(
    ("hit", "of", "value", "absence"),
    [
        (9, 12, Decimal(75), None),
        (0, 0, None, Absence.NOT_APPLICABLE),
        (12, 12, None, Absence.HIDDEN_PARTS),
        (0, 12, None, Absence.HIDDEN_PARTS),
        (11, 12, None, Absence.HIDDEN_PARTS),
        (2, 30, None, Absence.HIDDEN_PARTS),
    ],
)
def test_rate_goes_with_its_parts(hit: int, of: int, value: Decimal | None, absence: Absence | None) -> None:
    book = FigureBook()
    book.enter_rate("r", hit, of)
    book.protect()
    assert (book.rate("r").value, book.rate("r").absence) == (value, absence)


@pytest.mark.parametrize(
    ("days", "people", "absence"), [(None, 0, Absence.NOT_MEASURED), (40.0, 9, Absence.HIDDEN_PARTS), (40.0, 10, None)]
)
def test_median_needs_ten_people(days: float | None, people: int, absence: Absence | None) -> None:
    assert median_days(days, people=people).absence == absence


@pytest.mark.parametrize(("hit", "percent"), [(0, Decimal(0)), (12, Decimal(100))])
def test_none_and_all_are_told_of_limits_but_never_of_people(hit: int, percent: Decimal) -> None:
    book = FigureBook()
    book.enter_rate("people", hit, 12)
    book.enter_rate("limits", hit, 12, of_people=False)
    book.protect()
    assert book.rate("people").absence == Absence.HIDDEN_PARTS
    assert book.count("people/hit").is_hidden
    assert book.rate("limits").value == percent
