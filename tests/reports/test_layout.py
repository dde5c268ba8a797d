"""Where things fall on the pages: no heading at a foot, no torn row, no single line of a paragraph, nothing off the paper."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reports.landtag_report.document import LandtagReport, Words
from tests.reports.conftest import lay_out

LEVELS = (boxes.BlockLevelBox, boxes.TableRowBox, boxes.TableRowGroupBox)
HEADINGS = ("h1", "h2", "h3", "caption")


@pytest.fixture(scope="module")
def crowded(sample: LandtagReport):
    """A report of twelve projects with the codes and titles that published data really has."""
    title = Words(de="Fachkräfteeinwanderungsbeschleunigungsverfahrensbegleitung/Accra_Kumasi_Tamale_2026")
    projects = tuple(
        replace(
            sample.projects[number % 12], code=f"DE-1-2016-{number:03d}-ABCDEFGHIJKLMNOP", title=title, milestones=()
        )
        for number in range(12)
    )
    codes = tuple(project.code for project in projects)
    points = tuple(replace(point, project_codes=codes, milestones=()) for point in sample.resolution.points)
    return lay_out(replace(sample, projects=projects, resolution=replace(sample.resolution, points=points)))


@pytest.fixture(scope="module", params=["laid_out", "crowded"])
def document(request: pytest.FixtureRequest):
    """The sample as it is, and the same with long words and many rows."""
    return request.getfixturevalue(request.param)


def walk(box) -> Iterator:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(child)


def content_boxes(page) -> list:
    return [box for box in walk(page._page_box.children[0]) if isinstance(box, (boxes.TextBox, boxes.ReplacedBox))]


def tagged(page, *tags: str) -> Iterator:
    for box in walk(page._page_box.children[0]):
        if box.element is not None and box.element_tag in tags and isinstance(box, LEVELS):
            yield box


def test_no_heading_stands_at_the_foot_of_a_page(document) -> None:
    headings = 0
    for number, page in enumerate(document.pages, start=1):
        contents = content_boxes(page)
        for heading in tagged(page, *HEADINGS):
            headings += 1
            foot = heading.position_y + heading.height
            below = [box for box in contents if box.position_y >= foot - 1]
            assert below, f"page {number}: {heading.element.text} stands alone at the foot"
    assert headings > 80


def test_no_row_is_torn(document) -> None:
    pages = defaultdict(set)
    for number, page in enumerate(document.pages):
        for row in tagged(page, "tr"):
            if row.element.find("th[@scope='row']") is not None:
                pages[id(row.element)].add(number)
    assert len(pages) > 200
    assert [rows for rows in pages.values() if len(rows) > 1] == []


def test_no_widow_and_no_orphan(document) -> None:
    lines = defaultdict(list)
    for page in document.pages:
        here = defaultdict(int)
        for paragraph in tagged(page, "p"):
            here[id(paragraph.element)] += sum(isinstance(child, boxes.LineBox) for child in paragraph.children)
        for element, count in here.items():
            lines[element].append(count)
    assert [counts for counts in lines.values() if len(counts) > 1 and min(counts) < 2] == []


def test_nothing_lies_off_the_paper(document) -> None:
    for number, page in enumerate(document.pages, start=1):
        for box in content_boxes(page):
            right, bottom = box.position_x + box.width, box.position_y + box.height
            assert box.position_x >= -0.5, f"page {number}"
            assert right <= page.width + 0.5, f"page {number}: {getattr(box, 'text', 'figure')}"
            assert bottom <= page.height + 0.5, f"page {number}"


def test_text_keeps_to_its_columns(document) -> None:
    """Nothing but the drawings from edge to edge enters the outer margins."""
    millimetre = 96 / 25.4
    for number, page in enumerate(document.pages, start=1):
        for box in content_boxes(page):
            if isinstance(box, boxes.TextBox) and box.text.strip():
                assert box.position_x >= 21.5 * millimetre, f"page {number}: {box.text}"
                assert box.position_x + box.width <= 190.5 * millimetre, f"page {number}: {box.text}"


def test_words_in_a_cell_do_not_run_into_the_next(document) -> None:
    check_cells(document)


def test_no_single_row_is_left_at_an_end_of_a_page(crowded) -> None:
    ends = 0
    for number, page in enumerate(crowded.pages, start=1):
        for body in tagged(page, "tbody"):
            rows = [child for child in body.children if child.element_tag == "tr"]
            total = len(list(body.element))
            if total > 3 and len(rows) < total:
                ends += 1
                assert len(rows) > 1, f"page {number}"
    assert ends >= 2


def check_cells(document) -> None:
    for number, page in enumerate(document.pages, start=1):
        for cell in walk(page._page_box.children[0]):
            if isinstance(cell, boxes.TableCellBox):
                for text in walk(cell):
                    if isinstance(text, boxes.TextBox):
                        assert text.position_x + text.width <= cell.position_x + cell.border_width() + 1, (
                            f"page {number}: {text.text}"
                        )


def test_summary_stands_on_one_page(laid_out) -> None:
    pages = [
        number
        for number, page in enumerate(laid_out.pages)
        for box in tagged(page, "section")
        if box.element.get("id") == "summary"
    ]
    assert len(pages) == 1
