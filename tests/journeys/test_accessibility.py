"""Every kind of page, for every role that sees it: no barrier at 1280 and 360 pixels, in both languages, light and dark, with and without scripts."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visit

PAGES = {
    "officer@ministry.example": ["/", "/projects", "/projects/{project}", "/projects/{project}/edit", "/projects/new", "/participants", "/participants/{person}", "/resolution", "/reports", "/reports/new", "/imports", "/imports/new", "/organisations", "/account"],
    "editor@kumasi-tvet.example": ["/", "/projects", "/projects/{project}", "/participants", "/participants/{person}", "/participants/new", "/resolution", "/account", "/help"],
    "admin@ministry.example": ["/", "/organisations", "/account"],
    "auditor@audit.example": ["/", "/projects", "/participants"],
}  # fmt: skip
WAYS = [(1280, "de", True, False), (360, "en", True, True), (360, "de", False, False)]


def addresses(window: Visit, pages: list[str]) -> list[str]:
    """The pages with a real project and a real person filled in."""
    found = {}
    if any("{project}" in page for page in pages):
        window.go("/projects")
        found["project"] = (
            window.page.locator("main table a[href^='/projects/']").first.get_attribute("href").rsplit("/", 1)[1]
        )
    if any("{person}" in page for page in pages):
        window.go("/participants")
        found["person"] = (
            window.page.locator("main table a[href^='/participants/']").first.get_attribute("href").rsplit("/", 1)[1]
        )
    return [page.format(**found) for page in pages]


@pytest.mark.parametrize(("width", "language", "javascript", "dark"), WAYS)
@pytest.mark.parametrize("user", PAGES)
def test_pages_have_no_barrier(
    visit: Callable[..., Visit], user: str, width: int, language: str, javascript: bool, dark: bool
) -> None:
    window = visit(user, language=language, width=width, javascript=javascript, dark=dark)
    for address in addresses(window, PAGES[user]):
        window.go(address)
        window.must_be_accessible()


@pytest.mark.parametrize(("width", "language", "javascript", "dark"), WAYS)
def test_pages_before_signing_in_have_no_barrier(
    visit: Callable[..., Visit], width: int, language: str, javascript: bool, dark: bool
) -> None:
    window = visit(language=language, width=width, javascript=javascript, dark=dark)
    for address in ("/sign-in", "/help", "/accessibility", "/privacy"):
        window.go(address)
        window.must_be_accessible()
