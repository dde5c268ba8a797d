"""The tag builder on small documents: what spans pages, repeats, decorates or speaks another language."""

import io

import pikepdf
import pytest
from weasyprint import HTML

from reports.tag_plan import TaggingFailed
from reports.tagging import own_tags
from tests.reports import tag_tree

HEAD = "<html lang='de'><head><title>Probe</title><style>@page { size: 100mm 60mm; @top-left { content: 'Kopf' } } p { orphans: 1; widows: 1 } li { list-style: none }</style></head>"


def tagged(body: str) -> tag_tree.TaggedPdf:
    pages = HTML(string=f"{HEAD}<body>{body}</body></html>").render(pdf_variant="pdf/ua-1")
    output = io.BytesIO()
    with own_tags(pages):
        pages.write_pdf(output, pdf_variant="pdf/ua-1")
    return tag_tree.read(pikepdf.open(io.BytesIO(output.getvalue())))


def test_long_table_is_one_table_with_one_head() -> None:
    rows = "".join(f"<tr><th scope='row'>Zeile {n}</th><td>{n}</td></tr>" for n in range(40))
    table = f"<table><thead><tr><th>Name</th><th>Zahl</th></tr></thead><tbody>{rows}</tbody></table>"
    result = tagged(table)
    assert len(result.artifacts) > 2
    (element,) = result.root.all("Table")
    assert len(element.all("THead")) == len(element.all("TBody")) == 1
    assert len(element.all("TR")) == 41
    repeated = [text for page in result.artifacts[1:] for kind, text in page if kind == "Pagination"]
    assert repeated.count("Name") == len(result.artifacts) - 1


def test_paragraph_across_pages_is_one_paragraph() -> None:
    result = tagged(f"<p>{'Wort ' * 400}</p>")
    (paragraph,) = result.root.all("P")
    assert len(paragraph.pages) > 1
    assert paragraph.text.split().count("Wort") == 400


def test_lists_and_descriptions() -> None:
    result = tagged(
        "<ul><li>eins</li><li>zwei <b>fett</b></li></ul><dl><dt>A</dt><dd>alpha</dd><dd>auch</dd><dt>B</dt><dd>beta</dd></dl>"
    )
    plain, described = result.root.all("L")
    assert [[kid.role for kid in item.elements] for item in plain.all("LI")] == [["LBody"], ["LBody"]]
    assert [[kid.role for kid in item.elements] for item in described.all("LI")] == [
        ["Lbl", "LBody", "LBody"],
        ["Lbl", "LBody"],
    ]
    assert plain.text == "einszwei fett"


def test_language_of_words_inside_a_paragraph() -> None:
    result = tagged("<p>Das Wort <span lang='en'>skills</span> ist englisch.</p>")
    (span,) = result.root.all("Span")
    assert str(span.dictionary.Lang) == "en"
    assert result.root.text == "Das Wort skills ist englisch."


def test_hidden_decoration_and_margins_are_no_content() -> None:
    result = tagged("<p><span aria-hidden='true'>*</span>Text</p>")
    assert result.root.text == "Text"
    kinds = {kind: text for kind, text in result.artifacts[0] if text}
    assert kinds == {"Layout": "*", "Header": "Kopf"}


def test_link_is_named_by_its_words_not_its_address() -> None:
    result = tagged("<p>Siehe <a href='#x'>Kapitel <b>zwei</b></a>.</p><p id='x'>Ziel</p>")
    (link,) = result.root.all("Link")
    assert link.text == "Kapitel zwei"
    assert str(link.links[0].Contents) == "Kapitel zwei"
    assert str(link.links[0].Dest) == "x"


def test_figure_without_words_is_refused() -> None:
    with pytest.raises(TaggingFailed, match="no title"):
        tagged("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>")


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.tagging.SUPPORTED_VERSION", "71.0")
    with pytest.raises(TaggingFailed, match=r"71\.0"):
        tagged("<p>Text</p>")
