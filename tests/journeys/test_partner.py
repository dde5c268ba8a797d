"""The partner's main job on a phone and on an old laptop: take somebody in, record, correct, find again; and the lead's: invite a colleague."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.test_officer import today, typed

EDITOR, LEAD, OTHER = "editor@kumasi-tvet.example", "lead@kumasi-tvet.example", "editor@accra-return.example"
Ask = Callable[..., list[tuple[str, ...]]]
WAYS = [("en", 360, "off"), ("de", 1280, "on")]
FOREIGN = """SELECT participant.public_id, identity.family_name FROM participant JOIN participant_identity AS identity ON identity.participant_id = participant.id
    WHERE participant.id IN (SELECT participant_id FROM participation JOIN organisation ON organisation.id = organisation_id WHERE code = 'accra-return')
    AND participant.id NOT IN (SELECT participant_id FROM participation JOIN organisation ON organisation.id = organisation_id WHERE code = 'kumasi-tvet')"""


def take_in(window: Visit, *, given: str, family: str) -> str:
    """Take somebody in; returns the address of her page."""
    window.go("/participants")
    window.follow("/participants/new")
    if window.page.locator("main a[href$='/QUAL']").count():
        window.follow("/QUAL")
    window.send()
    assert window.page.locator(".error-summary").is_visible(), "a person without a name"
    window.fill(given_name=given, family_name=family, birth_date="4.5.2001", started_on=typed(today() - timedelta(30)))
    window.choose("sex", "f")
    window.choose("home_region", "GH-AH")
    window.send()
    assert f"{given} {family}" in window.main
    assert re.fullmatch(r"GH-\w{4}-\w{4}", window.heading)
    return window.here


def record_and_correct(window: Visit) -> None:
    """The first step on a wrong day, then on the right one; both stay readable."""
    wrong, right = today() - timedelta(days=20), today() - timedelta(days=25)
    with window.page.expect_navigation():
        window.page.locator("main a[href*='step=Q010']").first.click()
    window.fill(day=typed(today() + timedelta(days=3)))
    window.send()
    assert window.page.locator(".error-summary").is_visible(), "what is reached is not in the future"
    window.fill(day=typed(wrong))
    window.send()
    window.follow("/correct")
    window.fill(reason="The list of the class says another day", day=typed(right))
    window.send()
    window.page.locator("main details.fold summary").last.click()
    assert "The list of the class says another day" in window.main
    struck = window.page.locator("main del").inner_text()
    assert str(wrong.year) in struck
    assert str(wrong.day) in struck


def search(window: Visit, words: str) -> list[str]:
    """The numbers of those whom a search finds."""
    window.go("/participants")
    window.fill(q=words)
    window.send("button[type=submit]")
    return window.page.locator("main tbody th a").all_inner_texts()


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_from_taking_in_to_finding_again(
    visit: Callable[..., Visit], ask: Ask, language: str, width: int, scripts: str
) -> None:
    window = visit(EDITOR, language=language, width=width, scripts=scripts)
    address = take_in(window, given="Ɛsi Ŋyamekyɛ", family=f"Ɔfɔri-{scripts}")
    record_and_correct(window)
    number = address.rsplit("/", 1)[1]
    assert search(window, f"ofori-{scripts} nyamekye esi") == [number]
    assert search(window, number.replace("-", " ").lower()) == [number]
    foreign, name = ask(FOREIGN)[0]
    assert foreign not in search(window, name)
    window.go(f"/participants/{foreign}", expect=404)
    other = visit(OTHER, language=language, width=width, scripts=scripts)
    assert other.go(address, expect=404) == (
        "Diese Seite gibt es nicht" if language == "de" else "There is no such page"
    )
    assert search(other, "nyamekye") == []
    assert not window.complaints


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_lead_invites_an_editor(visit: Callable[..., Visit], ask: Ask, language: str, width: int, scripts: str) -> None:
    lead = visit(LEAD, language=language, width=width, scripts=scripts)
    address = f"yaa.{scripts}@kumasi-tvet.example"
    lead.go("/organisations/kumasi-tvet/people")
    lead.follow("/invite")
    lead.fill(name="Yaa Ɔforiwaa", email=address)
    lead.choose("role", "editor")
    lead.choose("language", language)
    lead.send()
    assert address in lead.main
    ((mail,),) = ask("SELECT text FROM mail WHERE recipient = ?", address)
    link = re.search(r"https?://\S+(/invitations/\S+)", mail)
    assert link
    guest = visit(language=language, width=width, scripts=scripts)
    guest.go(link[1])
    if guest.scripts:
        guest.must_be_accessible()
    guest.fill(password="short")
    guest.send()
    assert guest.page.locator(".error-summary").is_visible()
    guest.fill(password="yellow cassava under the bridge")
    guest.send()
    assert guest.here == "/"
    assert guest.page.locator("a[href='/participants/new']").count() or guest.go("/participants/new")
    again = visit(language=language, width=width, scripts=scripts)
    again.go(link[1], expect=422)
