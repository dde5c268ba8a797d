"""The pages in a real browser: no barrier axe can find, in light and dark, wide and narrow, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.components.conftest import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = ("/components", "/components?lang=de", "/form?wrong=1", "/signed-out", "/error/error", "/error/session_expired")
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 criterion 2.5.8
FIELD_HEIGHT = 48  # CSS pixels, from the design direction


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Any]:
    """A page at an address, failing the test when the browser reports an error or a breach of the content security policy."""
    contexts, complaints = [], []

    def opened(path: str, *, width: int = 1280, **settings: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # The enhancements load after the page; a person is never as quick as a test.
        page.goto(address + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {n['html'][:120]} {n['failureSummary'][:200]}" for v in found["violations"] for n in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier(open_page: Any, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, color_scheme=scheme)
    assert barriers(page) == []


def test_axe_would_find_one(open_page: Any) -> None:
    page = open_page("/form")
    page.evaluate("document.querySelector('label').remove()")
    assert any(found.startswith("label") for found in barriers(page))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(open_page: Any, path: str, script: bool) -> None:
    page = open_page(path, width=360, java_script_enabled=script)
    widest = (
        page.locator("html").evaluate("e => e.scrollWidth") if script else page.locator("body").bounding_box()["width"]
    )
    assert widest <= 360


@pytest.mark.parametrize("width", [1280, 360])
def test_targets_are_large_enough_for_a_thumb(open_page: Any, width: int) -> None:
    page = open_page("/components", width=width)
    # A link inside a sentence may be as high as its line; all that stand alone must be large.
    small = page.evaluate(
        """smallest => [...document.querySelectorAll('button, summary, select, input:not([type=hidden]), nav a, .actions a, .filters-active a')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
        .filter(([_, box]) => box.height < smallest || box.width < smallest).map(([html, box]) => `${Math.round(box.height)} ${html}`)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_text_fields_are_48_pixels_high_and_selects_alike(open_page: Any) -> None:
    page = open_page("/form")
    heights = page.evaluate(
        "[...document.querySelectorAll('.kern-form-input__input:not(textarea):not([type=file]), .kern-form-input__select-wrapper')]"
        ".map(e => Math.round(e.getBoundingClientRect().height))"
    )
    assert len(heights) > 8
    assert set(heights) == {FIELD_HEIGHT}


def test_the_error_summary_takes_the_focus_and_leads_to_its_field(open_page: Any) -> None:
    page = open_page("/form?wrong=1")
    page.locator(".error-summary:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "wrong-email"


def test_focus_is_visible_on_everything_the_keyboard_reaches(open_page: Any) -> None:
    page = open_page("/form")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); return [e.id || e.outerHTML.slice(0, 60), s.outlineStyle + ' ' + s.outlineWidth] })()"
        )
        seen.add(name)
        assert outline == "solid 3px", name
    assert len(seen) > 25


def test_a_password_can_be_shown_and_is_hidden_again_when_sent(open_page: Any) -> None:
    page = open_page("/form")
    field = page.locator("input[name=filled-password]")
    field.fill("demo")
    show = page.get_by_role("button", name="Show")
    show.click()
    assert field.get_attribute("type") == "text"
    page.locator("form[method=post][novalidate]").evaluate(
        "f => { f.addEventListener('submit', e => e.preventDefault()); f.requestSubmit() }"
    )
    assert field.get_attribute("type") == "password"
    page.close(run_before_unload=False)


def test_the_picker_asks_the_server_while_typing(open_page: Any) -> None:
    page = open_page("/form")
    page.locator("input[name=filled-districts]").last.press_sequentially("ash")
    option = page.locator("#filled-districts-list option")
    option.wait_for(state="attached")
    assert (option.get_attribute("value"), option.text_content()) == ("GH-AH", "Ashanti (ash)")


def test_the_progress_bar_moves_without_reloading(open_page: Any) -> None:
    page = open_page("/job-page")
    expect(page.locator("progress")).to_have_js_property("value", 80)
    assert page.locator("[role=status]").text_content() == "page 24 of 30"


def test_the_progress_page_reloads_itself_without_scripts(open_page: Any) -> None:
    page = open_page("/job-page", java_script_enabled=False)
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"


def test_leaving_a_changed_form_asks_first_and_a_sent_one_does_not(open_page: Any) -> None:
    page = open_page("/form")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(page.url)
    assert asked == []
    page.locator("input[name=filled-people]").press_sequentially("7")
    page.goto(page.url)
    assert asked == ["beforeunload"]


def test_the_menu_on_the_phone_opens_without_scripts(open_page: Any) -> None:
    page = open_page("/form", width=360, java_script_enabled=False)
    link = page.locator(".nav-fold a", has_text="Projects")
    assert not link.is_visible()
    page.locator(".nav-fold summary").click()
    assert link.is_visible()


def test_on_paper_there_is_content_and_no_navigation(open_page: Any) -> None:
    page = open_page("/components")
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".nav", ".footer", ".actions", ".filters", ".pagination"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator(".route").is_visible()
    assert page.locator(".fold .line").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.line.strand-M > li'), '::before').borderLeftStyle")
        == "dashed"
    )


def test_patterns_of_the_strands_differ_and_stay_in_forced_colours(open_page: Any) -> None:
    page = open_page("/components", forced_colors="active")
    styles = [
        page.evaluate(f"getComputedStyle(document.querySelector('.line.strand-{s} > li'), '::before').borderLeftStyle")
        for s in "QMRI"
    ]
    assert styles == ["solid", "dashed", "dotted", "double"]


def test_what_is_chosen_is_seen_in_forced_colours(open_page: Any) -> None:
    page = open_page("/form", forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('.kern-form-check__radio')).appearance") == "auto"


def test_a_dense_table_is_half_as_high_on_the_phone(open_page: Any) -> None:
    page = open_page("/components", width=360)
    heights = page.evaluate(
        "[...document.querySelectorAll('table.stack tbody')].map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert heights[1] < heights[0] * 0.65
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.dense .labelled'), '::before').position") == "static"
    )


def test_filters_are_folded_on_the_phone_and_open_where_there_is_room(open_page: Any) -> None:
    wide = open_page("/components")
    assert wide.locator(".filters-fields").is_visible()
    narrow = open_page("/components", width=360)
    assert not narrow.locator(".filters-fields").is_visible()
    narrow.locator(".filters summary").click()
    assert narrow.locator(".filters-fields").is_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_bars_of_a_table_share_one_scale(open_page: Any, width: int) -> None:
    page = open_page("/components", width=width)
    drawn = page.evaluate(
        "[...document.querySelectorAll('.count-bars .bar')].map(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().width])"
    )
    assert len(drawn) == 2
    assert len({tuple(box) for box in drawn}) == 1
    assert page.evaluate(
        "document.querySelectorAll('.count-bars rect')[1].getBoundingClientRect().width"
    ) == pytest.approx(drawn[1][1] * 0.289, abs=1)


def test_nothing_moves_for_those_who_asked_for_calm(open_page: Any) -> None:
    page = open_page("/components", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_fonts_cover_ghanaian_names(open_page: Any) -> None:
    page = open_page("/components")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Fira Sans\"', 'Akosua Nyarkɔ Ŋmintri Ɛsi')")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)")
    assert {"Fira Sans400", "Fira Sans600"} <= {name.replace('"', "") for name in loaded}
