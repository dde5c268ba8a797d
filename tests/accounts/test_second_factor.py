"""Authenticator app, recovery codes, and who must have a second factor."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.accounts.models import User
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for

Events = Callable[..., list[AuditEntry]]
GOVERNMENT = [Role.OFFICER, Role.HEAD, Role.PRIVACY, Role.ADMINISTRATOR, Role.AUDITOR]
OTHERS = [Role.EDITOR, Role.LEAD, Role.CLERK]


def key_on(page: Page) -> str:
    return page.find("//input[@id='authenticator-key']")[0].get("value").replace("-", "").replace(" ", "")


def code(key: str, *, steps: int = 0) -> str:
    """The code of now; or of so many half-minutes later, which is a different one."""
    import time

    return pyotp.TOTP(key).at(time.time() + 30 * steps)


def set_up(browser: PageClient) -> str:
    """Set up the authenticator app by hand; returns its key."""
    page = browser.post("security.two_factor_setup", {"setup": "authenticator"}, expect=200)
    assert page.heading == "Scan and confirm"
    assert page.find("//img")[0].get("src").startswith("data:image/svg+xml")
    action = page.find("//form[.//input[@name='code']]")[0].get("action")
    assert browser.post(action, {"code": code(key_on(page))}).location in ("/account/after-set-up", "/")
    return key_on(page)


def sign_in(visitor: PageClient, user: User) -> Page:
    return visitor.post("security.login", {"email": user.email, "password": "x"})


def test_set_up_by_choice_then_asked_for(app: Flask, make: Make, events: Events) -> None:
    user = make.editor()
    browser = client_for(app, user)
    assert "Somebody who learns your password" in browser.get("security.two_factor_setup").main
    key = set_up(browser)
    assert browser.get("accounts.after_set_up", expect=302).location == "/account/recovery-codes"
    assert key not in (user.tf_totp_secret or ""), "the key must not stand in the database as it is"
    assert [entry.actor_id for entry in events("second factor set")] == [user.id]
    visitor = client_for(app, None)
    assert sign_in(visitor, user).location.startswith("/sign-in/code")
    visitor.get("accounts.own", expect=302)
    page = visitor.get("security.two_factor_token_validation")
    assert (page.heading, page.find("//input[@name='code']")[0].get("autocomplete")) == (
        "Enter the code",
        "one-time-code",
    )
    wrong = visitor.post("security.two_factor_token_validation", {"code": "000000"}, expect=422)
    assert wrong.errors == ["This code is wrong or too old. Type the one your app shows now."]
    assert visitor.post("security.two_factor_token_validation", {"code": code(key, steps=1)}).location == "/"
    assert visitor.get("accounts.own").status == 200
    assert [entry.changes["how"] for entry in events("sign-in failed")] == ["second factor"]
    assert [entry.changes["how"] for entry in events("signed in")] == ["second factor"]


def test_a_code_works_once(app: Flask, make: Make) -> None:
    user = make.editor()
    key = set_up(client_for(app, user))
    first, second = client_for(app, None), client_for(app, None)
    for visitor in (first, second):
        sign_in(visitor, user)
    used = code(key, steps=1)
    first.post("security.two_factor_token_validation", {"code": used})
    second.post("security.two_factor_token_validation", {"code": used}, expect=422)


def test_recovery_codes_are_shown_once_stored_as_hashes_and_work_once(app: Flask, make: Make, events: Events) -> None:
    user = make.editor()
    browser = client_for(app, user)
    set_up(browser)
    codes = [element.text for element in browser.post("security.mf_recovery_codes", expect=200).find("//ol//code")]
    assert len(set(codes)) == 10
    assert not set(codes) & set(user.mf_recovery_codes or []), "codes must not stand in the database"
    assert "10 unused codes" in browser.get("security.mf_recovery_codes", query={"show_codes": "1"}).main
    assert not browser.get("security.mf_recovery_codes", query={"show_codes": "1"}).find("//ol//code")
    for typed, good in (
        (codes[0], True),
        (codes[0], False),
        (codes[1].upper().replace("-", " "), True),
        ("0000-0000-0000", False),
    ):
        visitor = client_for(app, None)
        sign_in(visitor, user)
        page = visitor.post("security.mf_recovery", {"code": typed}, expect=302 if good else 422)
        assert page.errors == ["This recovery code is wrong or was used already."] if not good else page.location == "/"
    assert len(user.mf_recovery_codes or []) == 8
    assert [entry.changes["how"] for entry in events("sign-in failed")] == ["recovery code"] * 2
    assert len(events("recovery codes made")) == 1


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize("role", GOVERNMENT)
def test_government_sets_up_a_second_factor_before_anything_else(
    app: Flask, make: Make, events: Events, role: Role
) -> None:
    user = make.user(role)
    visitor = client_for(app, None)
    assert sign_in(visitor, user).location == "/account/authenticator"
    visitor.get("accounts.own", expect=302)
    assert not events("signed in")
    assert "a password alone is not enough" in visitor.get("security.two_factor_setup").main
    visitor.post("security.two_factor_setup", {"setup": "disable"}, expect=422)
    set_up(visitor)
    assert visitor.get("accounts.own").status == 200
    assert [entry.actor_id for entry in events("second factor set", "signed in")] == [user.id, user.id]


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize("role", OTHERS)
def test_others_may_sign_in_by_password_alone(app: Flask, make: Make, role: Role) -> None:
    assert sign_in(client_for(app, None), make.user(role)).location == "/"


@pytest.mark.parametrize("role", GOVERNMENT)
def test_nobody_is_asked_in_a_demonstration(app: Flask, make: Make, role: Role) -> None:
    assert sign_in(client_for(app, None), make.user(role)).location == "/"


@pytest.mark.usefixtures("in_earnest")
def test_a_session_without_second_factor_leads_every_page_to_setting_it_up(app: Flask, make: Make) -> None:
    browser = client_for(app, make.officer())
    for page in ("accounts.own", "organisations.index", "overview.home"):
        assert browser.get(page, expect=302).location == "/account/authenticator"
    browser.post("/organisations/new", {"name_en": "X"}, expect=302)
    set_up(browser)
    assert browser.get("accounts.own").status == 200


@pytest.mark.usefixtures("in_earnest")
def test_who_must_have_one_cannot_remove_it(app: Flask, make: Make) -> None:
    browser = client_for(app, make.officer())
    set_up(browser)
    assert not browser.get("security.two_factor_setup").find("//button[contains(., 'Remove')]")
    browser.post("security.two_factor_setup", {"setup": "disable"}, expect=422)


def test_who_need_not_have_one_can_remove_it(app: Flask, make: Make, events: Events) -> None:
    user = make.editor()
    browser = client_for(app, user)
    set_up(browser)
    browser.post("security.two_factor_setup", {"setup": "disable"})
    assert user.tf_primary_method is None
    assert [entry.actor_id for entry in events("second factor removed")] == [user.id]


def test_sensitive_pages_ask_again_after_half_an_hour(app: Flask, make: Make) -> None:
    import time

    browser = client_for(app, make.editor())
    with browser.client.session_transaction() as session:
        session["fs_paa"] = time.time() - timedelta(minutes=31).total_seconds()
    for page in ("security.two_factor_setup", "security.mf_recovery_codes", "security.wan_register"):
        assert browser.get(page, expect=302).location.startswith("/sign-in/confirm")
    page = browser.get("security.verify", query={"next": "/account/authenticator"})
    assert page.heading == "Confirm that it is you"
    browser.post("security.verify", {"password": "wrong"}, expect=422)
    assert (
        browser.post("security.verify", {"password": "x", "next": "/account/authenticator"}).location
        == "/account/authenticator"
    )
    assert browser.get("security.two_factor_setup").status == 200


def test_the_second_step_cannot_be_entered_directly(visitor: PageClient) -> None:
    for page in (
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "security.tf_select",
        "security.two_factor_setup",
    ):
        assert visitor.get(page, expect=302).location == "/sign-in"


def test_the_key_is_never_in_an_address(app: Flask, make: Make) -> None:
    page = client_for(app, make.editor()).post("security.two_factor_setup", {"setup": "authenticator"}, expect=200)
    action = page.find("//form[.//input[@name='code']]")[0].get("action")
    assert key_on(page) not in action
    db.session.rollback()
