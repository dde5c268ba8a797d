"""What validators do not see: the report read through its tags."""

import re
from itertools import pairwise

from reports.landtag_report.document import LandtagReport
from tests.reports.tag_tree import TaggedPdf

ROLES = {
    "Document", "Sect", "Art", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead",
    "TBody", "TR", "TH", "TD", "TOC", "TOCI", "Reference", "Link", "Figure", "Span",
}  # fmt: skip


def test_only_known_roles_under_one_document(tagged: TaggedPdf) -> None:
    assert tagged.root.role == "Document"
    assert {element.role for element in tagged.root.walk()} <= ROLES
    assert len(tagged.root.all("Document")) == 1


def test_no_element_is_empty(tagged: TaggedPdf) -> None:
    empty = [element.role for element in tagged.root.walk() if not element.kids and not element.links]
    assert empty == []


def test_headings_descend_without_gaps(tagged: TaggedPdf) -> None:
    levels = [int(element.role[1]) for element in tagged.root.all("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert levels.count(1) >= 13


def test_every_table_has_header_cells_with_scope(tagged: TaggedPdf) -> None:
    tables = tagged.root.all("Table")
    assert len(tables) > 40
    for table in tables:
        rows = table.all("TR")
        assert all(cell.role == "TH" for cell in rows[0].elements)
        assert {str(cell.attribute("/Scope")) for cell in rows[0].elements} == {"/Column"}
        for row in rows[1:]:
            row_heads = [cell for cell in row.elements if cell.role == "TH"]
            assert len(row_heads) == 1
            assert str(row_heads[0].attribute("/Scope")) == "/Row"
            assert len(row.elements) == len(rows[0].elements)


def test_every_cell_says_something(tagged: TaggedPdf) -> None:
    silent = [cell.parent.text for cell in tagged.root.all("TH", "TD") if not cell.text.strip()]
    assert silent == []


def test_figures_say_their_finding_and_lie_on_the_page(tagged: TaggedPdf) -> None:
    figures = tagged.root.all("Figure")
    assert len(figures) >= 1 + 3 + 12 + 1
    for figure in figures:
        assert len(str(figure.dictionary.Alt)) > 40
        left, bottom, right, top = (float(value) for value in figure.attribute("/BBox"))
        assert -0.1 <= left < right <= 595.4
        assert 0 <= bottom < top <= 842
        assert right - left > 100


def test_trend_figure_names_each_milestone(german: TaggedPdf, sample: LandtagReport) -> None:
    alternatives = [str(figure.dictionary.Alt) for figure in german.root.all("Figure")]
    for project in sample.projects:
        assert any(all(stone.name.de in text for stone in project.milestones) for text in alternatives), project.code


def test_contents_lead_to_the_chapters(german: TaggedPdf) -> None:
    (contents,) = german.root.all("TOC")
    entries = contents.all("TOCI")
    headings = [element.text for element in german.root.all("H1")][1:]
    assert len(entries) == len(headings)
    for entry, heading in zip(entries, headings, strict=True):
        (link,) = entry.all("Link")
        assert link.parent.role == "Reference"
        assert link.text.startswith(heading)
        assert re.search(r"\d+$", link.text), "the page number belongs to the link"
        assert {str(annotation.Contents) for annotation in link.links} == {heading}


def test_page_numbers_in_contents_are_true(german: TaggedPdf) -> None:
    (contents,) = german.root.all("TOC")
    pages = {heading.text: min(heading.pages) + 1 for heading in german.root.all("H1")}
    for link in contents.all("Link"):
        heading = str(link.links[0].Contents)
        assert link.text == f"{heading}{pages[heading]}"


def test_every_link_has_words(tagged: TaggedPdf) -> None:
    links = tagged.root.all("Link")
    assert len(links) > 30
    for link in links:
        assert link.text.strip()
        assert link.links, "a link without its annotation"
        assert all(
            "#" not in str(annotation.Contents) and len(str(annotation.Contents)) > 3 for annotation in link.links
        )


def test_running_heads_are_artifacts_on_every_page(german: TaggedPdf) -> None:
    notice = "Entwurf, nicht zur Veröffentlichung"
    for number, artifacts in enumerate(german.artifacts, start=1):
        heads = [text for kind, text in artifacts if kind == "Header"]
        assert notice in heads, f"page {number} does not say that it is a draft"
        if number > 1:
            feet = [text for kind, text in artifacts if kind == "Footer"]
            assert str(number) in feet
            assert any("Prüfsumme" in text for text in feet)
    body = german.root.text
    assert body.count(notice) == 1, "the notice is content on the cover only"


def test_marks_beside_words_are_artifacts(german: TaggedPdf) -> None:
    small = [figure for figure in german.root.all("Figure") if "/BBox" in figure.dictionary.A]
    assert all(float(figure.attribute("/BBox")[3]) - float(figure.attribute("/BBox")[1]) > 50 for figure in small)


def test_english_passages_are_marked_in_the_german_report(german: TaggedPdf) -> None:
    assert str(german.pdf.Root.Lang) == "de-DE"
    marked = [element for element in german.root.walk() if "/Lang" in element.dictionary]
    summary = next(element for element in marked if "Qualification holds" in element.text)
    assert str(summary.dictionary.Lang) == "en"
    assert summary.role == "Sect"


def test_quotations_are_marked_in_the_english_report(english: TaggedPdf) -> None:
    assert str(english.pdf.Root.Lang) == "en-GB"
    quoted = [element for element in english.root.walk() if str(element.dictionary.get("/Lang", "")) == "de"]
    assert len(quoted) == 7
    assert any("dauerhaften Migrationspartnerschaft fortentwickeln" in element.text for element in quoted)


def test_hidden_counts_are_explained_to_listeners(german: TaggedPdf) -> None:
    explained = {str(element.dictionary.E) for element in german.root.all("Span") if "/E" in element.dictionary}
    assert "gesperrt zum Schutz Einzelner" in explained


def test_text_reads_in_the_order_of_the_page(german: TaggedPdf) -> None:
    text = german.root.text
    order = ["Bericht der Landesregierung Nordrhein-Westfalen an den Landtag", "So lesen Sie die Zeichen.",
             "Was nicht gelungen ist", "Was daraus folgt", "Strang Qualifizierung", "Meilensteine am 30.\u00a0Juni 2026",
             "Die sieben Punkte, was ihnen entspricht", "Mittel nach Jahren", "Qualification holds, entry lags."]  # fmt: skip
    places = [text.index(words) for words in order[:7]] + [text.index(order[8])]
    assert places == sorted(places)
    headings = [element.text for element in german.root.all("H1")]
    assert headings[1:3] == ["1 Auf einer Seite", "2 Qualifizierung"]
    assert headings[-1] == "English summary"


def test_title_is_shown_and_file_is_marked(tagged: TaggedPdf) -> None:
    root = tagged.pdf.Root
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    assert "2026" in str(tagged.pdf.docinfo["/Title"])
    titles = {str(entry.title) for entry in tagged.pdf.open_outline().root}
    assert {element.text for element in tagged.root.all("H1")} == titles


def test_words_are_whole_across_lines(german: TaggedPdf, sample: LandtagReport) -> None:
    """Neither a space nor a part of a word is lost where a line breaks."""
    paragraphs = {element.text for element in german.root.all("P")}
    for text in (sample.summary.lead.de, sample.summary.not_achieved.de, sample.strands[0].lead.de):
        assert text in paragraphs
    spoken = german.root.text
    for project in sample.projects:
        for paragraph in project.text.de.split("\n\n"):
            assert paragraph in spoken
