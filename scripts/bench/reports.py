"""Measures the report of 100 projects against headless Chromium printing the same HTML."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Pdf

from reports.landtag_report.document import LandtagReport
from reports.language import ReportLanguage
from reports.rendering import ASSETS, PACKAGE, document_html, render_to_file
from scripts.bench.timing import side_by_side

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OURS, THEIRS = "report", "Chromium"


def lines(folder: Path, *, projects: int, rounds: int) -> Iterator[str]:
    """One row: seconds, pages, ratio. Both start from nothing each time, in a process of their own."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        yield "report: left out, there is no Chromium"
        return
    report, language = document(projects), ReportLanguage("de")
    ours, page, theirs = folder / "report.pdf", folder / "report.html", folder / "chromium.pdf"
    page.write_text(with_style(document_html(report, language=language)), encoding="utf-8")
    times = side_by_side(
        {
            OURS: lambda: render_to_file(report, language=language, path=ours),
            THEIRS: lambda: printed(browser, page, theirs),
        },
        rounds=rounds,
        warm_up=0,
    )
    pages = {name: len(Pdf.open(path).pages) for name, path in ((OURS, ours), (THEIRS, theirs))}
    yield (
        f"report of {projects} projects: {times[OURS].median:.1f} s, {pages[OURS]} pages; Chromium {times[THEIRS].median:.1f} s, "
        f"{pages[THEIRS]} pages; ratio {times[OURS].ratio_to(times[THEIRS]):.1f} (goal 1.2)"
    )


def document(projects: int) -> LandtagReport:
    """The sample report with its projects repeated under codes of their own."""
    sample = json.loads((PACKAGE / "landtag_report" / "sample.json").read_text(encoding="utf-8"))
    known = sample["projects"]
    sample["projects"] = [
        {**known[number % len(known)], "code": f"GH-B{number:04}"} if number >= len(known) else known[number]
        for number in range(projects)
    ]
    return LandtagReport.from_json(json.dumps(sample))


def with_style(html: str) -> str:
    """The HTML with the style sheet in it and addresses below the report's assets, so that a browser prints the same."""
    style = (PACKAGE / "landtag_report" / "style.css").read_text(encoding="utf-8")
    return html.replace("</head>", f'<base href="{ASSETS.as_uri()}/"><style>{style}</style></head>', 1)


def printed(browser: str, page: Path, target: Path) -> None:
    """Print a page as tagged PDF; raises CalledProcessError when the browser fails."""
    subprocess.run(
        [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={target.parent / 'profile'}",
         "--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
