"""Promise 6, nothing typed is lost: two people on one form, and a session that ended while somebody was writing."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visit

FIRST, SECOND = "officer@ministry.example", "officer2@ministry.example"
WAYS = [("en", 360, "on"), ("de", 1280, "off")]
Ask = Callable[..., list[tuple[str, ...]]]


def a_project(ask: Ask, position: int) -> str:
    """The address of a running project."""
    codes = ask("SELECT code FROM project WHERE status = 'active' AND origin = 'entered' ORDER BY code")
    return f"/projects/{codes[position][0]}"


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_two_officers_on_one_page(
    visit: Callable[..., Visit], ask: Ask, language: str, width: int, scripts: str
) -> None:
    address = a_project(ask, 2)
    first, second = (
        visit(user, language=language, width=width, scripts=scripts, fresh=user == SECOND) for user in (FIRST, SECOND)
    )
    for window in (first, second):
        window.go(f"{address}/edit/names")
    first.fill(title_de=f"Erster Titel {scripts}", summary_en=f"Written by the first, scripts {scripts}.")
    first.send()
    second.fill(
        title_de=f"Zweiter Titel {scripts}",
        summary_en=f"Written by the second, scripts {scripts}.",
        summary_de=f"Nur vom Zweiten {scripts}.",
    )
    second.send()
    both = second.main
    for side in ("first", "second"):
        assert f"Written by the {side}, scripts {scripts}." in both
    assert "Lena Brandt" in both
    if second.scripts:
        second.must_be_accessible()
    second.choose("choice-title_de", "theirs")
    second.choose("choice-summary_en", "yours")
    second.send()
    second.go(f"{address}/edit/names")
    values = {name: second.page.input_value(f"[name={name}]") for name in ("title_de", "summary_de", "summary_en")}
    assert values == {
        "title_de": f"Erster Titel {scripts}",
        "summary_de": f"Nur vom Zweiten {scripts}.",
        "summary_en": f"Written by the second, scripts {scripts}.",
    }


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_session_that_ended_while_writing(
    visit: Callable[..., Visit], ask: Ask, language: str, width: int, scripts: str
) -> None:
    address = f"{a_project(ask, 3)}/edit/names"
    window = visit(SECOND, language=language, width=width, scripts=scripts, fresh=True)
    elsewhere = visit(SECOND, language=language, fresh=True)
    window.go(address)
    text = f"Ein langer Text über „Ɔkwan“ & <b>Wege</b>, {scripts}. " * 40
    window.fill(summary_de=text)
    elsewhere.go("/account")
    with elsewhere.page.expect_navigation():
        elsewhere.page.click("form[action$='/account/sessions/end-all'] button")
    window.send()
    assert window.page.locator("main form input[name=summary_de]").count() == 1, "the text waits on the page"
    if window.scripts:
        window.must_be_accessible()
    with window.page.context.expect_page() as opening:
        window.page.click("main a[target=_blank]")
    new_window = Visit(opening.value, width=width, scripts=False)
    new_window.page.wait_for_load_state()
    new_window.sign_in(SECOND)
    window.send()
    window.go(address)
    assert window.page.input_value("[name=summary_de]").replace("\r", "") == text.strip()
