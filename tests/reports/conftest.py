"""The sample report, rendered once for all tests in both languages, as file and as tag tree."""

import io
from pathlib import Path

import pikepdf
import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.landtag_report.document import LandtagReport
from reports.language import ReportLanguage
from reports.rendering import ASSETS, FONTS, PACKAGE, AssetsOnly, document_html, render_pdf, without_garbage_collector
from tests.reports import tag_tree

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = PACKAGE / "landtag_report" / "sample.json"


@pytest.fixture(scope="session", autouse=True)
def report_fonts() -> Path:
    """The fonts are built at set-up; without them nothing here can be judged."""
    assert sorted(path.name for path in FONTS.glob("*.ttf")), "run scripts/build_report_fonts.py first"
    return FONTS


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Files that others published; named here too, so that this folder can run without the application."""
    folder = ROOT.parent / "shared" / "data" / "real"
    if not folder.is_dir():
        pytest.skip("the shared folder with real files is not here")
    return folder


@pytest.fixture(scope="session")
def sample() -> LandtagReport:
    return LandtagReport.from_json(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def german_pdf(sample: LandtagReport) -> bytes:
    with without_garbage_collector():
        return render_pdf(sample, language=ReportLanguage("de"))


@pytest.fixture(scope="session")
def english_pdf(sample: LandtagReport) -> bytes:
    with without_garbage_collector():
        return render_pdf(sample, language=ReportLanguage("en"))


@pytest.fixture(scope="session", params=["de", "en"])
def tagged(request: pytest.FixtureRequest) -> tag_tree.TaggedPdf:
    content = request.getfixturevalue("german_pdf" if request.param == "de" else "english_pdf")
    return tag_tree.read(pikepdf.open(io.BytesIO(content)))


@pytest.fixture(scope="session")
def german(german_pdf: bytes) -> tag_tree.TaggedPdf:
    return tag_tree.read(pikepdf.open(io.BytesIO(german_pdf)))


@pytest.fixture(scope="session")
def english(english_pdf: bytes) -> tag_tree.TaggedPdf:
    return tag_tree.read(pikepdf.open(io.BytesIO(english_pdf)))


@pytest.fixture(scope="session")
def laid_out(sample: LandtagReport):
    """The German sample as WeasyPrint's boxes, to judge where things fall on the pages."""
    return lay_out(sample)


def lay_out(report: LandtagReport):
    """Return the German pages of a report as WeasyPrint's boxes."""
    fonts = FontConfiguration()
    style = (PACKAGE / "landtag_report" / "style.css").read_text(encoding="utf-8")
    base = ASSETS.as_uri() + "/"
    sheet = CSS(string=style, base_url=base, font_config=fonts, url_fetcher=AssetsOnly())
    html = HTML(string=document_html(report, language=ReportLanguage("de")), base_url=base, url_fetcher=AssetsOnly())
    with without_garbage_collector():
        return html.render(stylesheets=[sheet], font_config=fonts)
