"""Texts of charts are drawn as runs, letters with places of their own one by one."""

import re

import pytest
from weasyprint import HTML

from reports.svg_text import whole_runs

pytestmark = pytest.mark.standalone

WORD = "Aufgenommen"


def drawings(attributes: str) -> int:
    """How often text is shown on a page with one word in a drawing."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="5" y="20" {attributes}>{WORD}</text></svg>'
    file = HTML(string=f"<html lang=de><title>Bild</title><body>{svg}").write_pdf(uncompressed_pdf=True)
    return len(re.findall(rb"\bT[Jj]\b", file))


def test_a_line_of_a_chart_is_one_run() -> None:
    with whole_runs():
        assert drawings("") == 1
    assert drawings("") == len(WORD), "the patch is gone after the block, and WeasyPrint still draws letter by letter"


@pytest.mark.parametrize("attributes", ['dx="1 2"', 'rotate="10"', 'letter-spacing="2"', 'textLength="150"'])
def test_letters_with_places_of_their_own_stay_single(attributes: str) -> None:
    with whole_runs():
        assert drawings(attributes) == len(WORD)
