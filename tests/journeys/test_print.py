"""A project page on paper: what only serves the screen is gone, what is folded is open."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.pages import Ask, fill_in


@pytest.mark.parametrize(("language", "width", "scripts"), [("de", 1280, "on"), ("en", 360, "off")])
def test_project_page_on_paper(
    visit: Callable[..., Visit], ask: Ask, tmp_path: Path, language: str, width: int, scripts: str
) -> None:
    window = visit("officer@ministry.example", language=language, width=width, scripts=scripts)
    (address,) = fill_in(["/projects/{project}"], ask)
    heading = window.go(address)
    folded = window.page.locator("main details.fold td").last
    assert not folded.is_visible()
    words = " ".join((folded.text_content() or "").split()).partition(")")[0]
    window.page.emulate_media(media="print")
    for gone in ("nav:not(.eyebrow)", "footer", ".skip", "header form", ".actions"):
        assert window.page.locator(f"{gone}:visible").count() == 0, gone
    path = tmp_path / "page.pdf"
    window.page.pdf(path=path, format="A4")
    text = " ".join(
        subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout.split()
    )
    assert heading.split()[0] in text
    assert words.split()[0] in text
    for gone in ("Abmelden", "Sign out", "Menü", "Skip to content", "Zum Inhalt springen"):
        assert gone not in text
    assert words in text, "what is folded on the screen is open on paper"
