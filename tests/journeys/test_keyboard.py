"""Work without a mouse: the skip link, the menu, a form filled and sent, and the focus to be seen at every stop."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visit

WAYS = [("en", 1280, "on"), ("de", 360, "blocked")]
MOST_STOPS = 60
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), label = one.closest("label, .kern-form-check, .kern-form-input, li") ?? one;
  const around = getComputedStyle(label), box = one.getBoundingClientRect();
  const drawn = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
  const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 5), box.y + Math.min(box.height / 2, 5));
  return {
    name: one.outerHTML.slice(0, 120), seen: drawn(style) || drawn(around), inside: box.top >= 0 && box.bottom <= innerHeight + 1,
    uncovered: !top || one.contains(top) || label.contains(top) || top.contains(one),
  };
}"""


def tab_to(window: Visit, selector: str) -> int:
    """Press Tab until this has the focus; each stop on the way shows it. Returns how many times it was pressed."""
    for pressed in range(1, MOST_STOPS):
        window.page.keyboard.press("Tab")
        stop = window.page.evaluate(FOCUS)
        assert stop["seen"], f"nobody sees where the focus is: {stop['name']}"
        assert stop["inside"], f"the focus is outside the window: {stop['name']}"
        assert stop["uncovered"], f"something lies over the focus: {stop['name']}"
        if window.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return pressed
    pytest.fail(f"{selector} is not reached within {MOST_STOPS} stops")


def press(window: Visit, key: str) -> None:
    """Press a key that leads to another page."""
    with window.page.expect_navigation():
        window.page.keyboard.press(key)


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_a_project_is_entered_without_a_mouse(
    visit: Callable[..., Visit], language: str, width: int, scripts: str
) -> None:
    window = visit("officer@ministry.example", language=language, width=width, scripts=scripts)
    window.go("/")
    assert tab_to(window, "a.skip") == 1, "the first stop leads past everything"
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "main"
    window.go("/")
    if width < 600:
        tab_to(window, ".nav-fold summary")
        window.page.keyboard.press("Enter")
    tab_to(window, "header nav a[href='/projects']")
    press(window, "Enter")
    tab_to(window, "main a[href='/projects/new']")
    press(window, "Enter")
    tab_to(window, "[name=title_de]")
    window.page.keyboard.type(f"Ohne Maus {width}")
    tab_to(window, "button.kern-btn--primary")
    press(window, "Enter")
    if window.scripts:
        assert window.page.evaluate("document.activeElement.className") == "error-summary"
    tab_to(window, ".error-summary a")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.name") == "title_en", "the summary leads to the field"
    window.page.keyboard.type(f"Without a mouse {width}")
    tab_to(window, "[name=strands][value=RETURN]")
    window.page.keyboard.press("Space")
    tab_to(window, "button.kern-btn--primary")
    press(window, "Enter")
    assert window.here.split("#")[0].endswith("/edit")
    assert f"Ohne Maus {width}" in window.heading or f"Without a mouse {width}" in window.heading
    assert not window.complaints
