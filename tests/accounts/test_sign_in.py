"""Signing in and out: what is shown, what is remembered, what is not given away."""

import json
import logging
import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from partnership.access.vocabulary import Role
from partnership.accounts.models import UserSession
from partnership.audit.models import AuditEntry
from partnership.core import clock
from partnership.core.database import db
from partnership.core.outbox import Mail
from tests.conftest import TODAY
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for

SECRET = "nine violet tractors hum"


def sign_in(visitor: PageClient, email: str, *, password: str = "x", expect: int = 302, **more: str) -> Page:  # noqa: S107  invented
    return visitor.post("security.login", {"email": email, "password": password, **more}, expect=expect)


def without_secrets(page: Page) -> str:
    """The page without what differs in every answer."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.response.text)


def stays_here(location: str) -> bool:
    """As a browser would read the address: no scheme, no host, no second slash or backslash at the beginning."""
    return location.startswith("/") and not location.startswith(("//", "/\\"))


def events(*actions: str) -> list[AuditEntry]:
    return list(
        db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.position))
    )


def test_sign_in_page_is_in_house_style(visitor: PageClient) -> None:
    page = visitor.get("security.login")
    assert page.heading == "Sign in"
    assert [field.get("autocomplete") for field in page.find("//input[@type='email' or @type='password']")] == [
        "username",
        "current-password",
    ]


def test_signing_in_opens_home_and_begins_a_session(visitor: PageClient, make: Make) -> None:
    user = make.editor()
    assert sign_in(visitor, user.email).location == "/"
    row = db.session.scalars(sa.select(UserSession).where(UserSession.user_id == user.id)).one()
    assert row.ended_at is None
    assert row.seen_at == TODAY
    assert visitor.get("accounts.own").heading == "Your account"
    entry = events("signed in")[0]
    assert (entry.actor_id, entry.actor_name, entry.subject_id) == (user.id, user.name, user.id)


def test_address_may_be_typed_in_capitals(visitor: PageClient, make: Make) -> None:
    assert sign_in(visitor, make.editor().email.upper()).location == "/"


def test_signing_out_needs_a_post_and_ends_the_session(visitor: PageClient, make: Make) -> None:
    user = make.editor()
    sign_in(visitor, user.email)
    visitor.get("/sign-out", expect=405)
    assert visitor.post("security.logout").location == "/sign-in"
    assert db.session.scalars(sa.select(UserSession.ended_at).where(UserSession.user_id == user.id)).one() == TODAY
    assert visitor.get("accounts.own", expect=302).location.startswith("/sign-in")
    assert [entry.actor_id for entry in events("signed out")] == [user.id]


def test_wrong_password_and_unknown_address_look_the_same(app: Flask, make: Make) -> None:
    user = make.editor()
    pages = [
        client_for(app, None).post("security.login", {"email": email, "password": "wrong"}, expect=422)
        for email in (user.email, "nobody@example.org")
    ]
    assert pages[0].errors == pages[1].errors != []
    known, unknown = (
        without_secrets(page).replace(email, "")
        for page, email in zip(pages, (user.email, "nobody@example.org"), strict=True)
    )
    assert known == unknown


def test_an_unknown_address_costs_a_hash_as_a_wrong_password_does(
    visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    from flask_security import forms

    real = forms.hash_password
    monkeypatch.setattr(forms, "hash_password", lambda password: hashed.append(password) or real(password))
    sign_in(visitor, "nobody@example.org", password="wrong", expect=422)
    assert hashed == ["wrong"]


def test_failed_sign_in_is_logged_masked_and_without_the_password(
    visitor: PageClient, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    user = make.user(Role.EDITOR, email="kwabena@kumasi-tvet.example")
    with caplog.at_level(logging.DEBUG):
        sign_in(visitor, user.email, password=SECRET, expect=422)
        sign_in(visitor, "stranger@example.org", password=SECRET, expect=422)
    known, unknown = events("sign-in failed")
    assert (known.subject_id, known.changes) == (user.id, {"how": "password", "address": "k…@kumasi-tvet.example"})
    assert (unknown.subject_id, unknown.changes) == (None, {"how": "password", "address": "s…@example.org"})
    log = json.dumps([entry.model_dump(mode="json") for entry in db.session.scalars(sa.select(AuditEntry))])
    assert SECRET not in log + caplog.text
    assert "kwabena" not in log + caplog.text


def test_next_leads_to_pages_of_our_own_only(app: Flask, make: Make) -> None:
    user = make.editor()
    assert sign_in(client_for(app, None), user.email, next="/account").location == "/account"
    for foreign in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ):
        answer = client_for(app, None).client.post(
            "/sign-in", data={"email": user.email, "password": "x", "next": foreign}
        )
        assert stays_here(answer.headers.get("Location", "/"))
        answer = client_for(app, None).client.post(
            f"/sign-in?next={foreign}", data={"email": user.email, "password": "x"}
        )
        assert stays_here(answer.headers.get("Location", "/"))


def test_without_an_agreement_nobody_signs_in(visitor: PageClient, make: Make) -> None:
    body = make.organisation(agreement_from=date(2024, 1, 1), agreement_to=date(2026, 7, 5))
    page = sign_in(visitor, make.editor(body).email, expect=422)
    assert "not open today" in page.main
    assert not events("signed in")


def test_an_agreement_that_ends_signs_its_people_out(app: Flask, make: Make) -> None:
    body = make.organisation(agreement_from=date(2024, 1, 1), agreement_to=date(2026, 7, 6))
    browser = client_for(app, make.editor(body))
    assert browser.get("accounts.own").status == 200
    with clock.fixed_at(TODAY + timedelta(hours=3)):
        browser.get("accounts.own")
    with clock.fixed_at(TODAY + timedelta(hours=14)):
        assert browser.get("accounts.own", expect=302).location.startswith("/sign-in")
        assert "not open today" in browser.get("security.login").main


def test_a_locked_account_looks_like_a_wrong_password(visitor: PageClient, make: Make) -> None:
    user = make.user(Role.EDITOR, active=False)
    assert (
        sign_in(visitor, user.email, expect=422).errors
        == sign_in(visitor, user.email, password="wrong", expect=422).errors
    )


def test_reset_answers_the_same_for_known_and_unknown(app: Flask, make: Make) -> None:
    user = make.editor()
    pages = [
        client_for(app, None).post("security.forgot_password", {"email": email}, expect=200)
        for email in (user.email, "nobody@example.org")
    ]
    known, unknown = (
        without_secrets(page).replace(email, "")
        for page, email in zip(pages, (user.email, "nobody@example.org"), strict=True)
    )
    assert known == unknown
    assert "just sent it a link" in pages[0].main
    assert [mail.recipient for mail in db.session.scalars(sa.select(Mail))] == [user.email]


def reset_link() -> str:
    text = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first().text
    return next(line for line in text.splitlines() if "/forgotten-password/" in line).removeprefix("http://localhost")


def test_reset_link_works_once_and_signs_out_everywhere(app: Flask, make: Make) -> None:
    user = make.editor()
    elsewhere, visitor = client_for(app, user), client_for(app, None)
    visitor.post("security.forgot_password", {"email": user.email}, expect=200)
    link = reset_link()
    assert visitor.get(link).heading == "Your new password"
    page = visitor.post(link, {"password": "short", "password_confirm": "short"}, expect=422)
    assert "at least 12 characters" in page.errors[0]
    assert visitor.post(link, {"password": SECRET, "password_confirm": SECRET}).location == "/sign-in"
    assert elsewhere.get("accounts.own", expect=302).location.startswith("/sign-in")
    assert visitor.get(link, expect=302).location == "/forgotten-password"
    sign_in(client_for(app, None), user.email, password=SECRET)
    assert [entry.actor_id for entry in events("password reset")] == [user.id]
    assert db.session.scalars(sa.select(Mail.subject).order_by(Mail.id)).all() == [
        "Choose a new password",
        "Your password was changed",
    ]


def test_links_in_mails_ignore_what_the_request_calls_us(app: Flask, make: Make) -> None:
    user = make.editor()
    app.test_client().post("/forgotten-password", data={"email": user.email}, headers={"Host": "evil.example"})
    mail = db.session.scalars(sa.select(Mail)).one()
    assert "evil" not in mail.text + mail.html
    assert "http://localhost/forgotten-password/" in mail.text


def test_changing_the_password_keeps_this_browser_and_ends_the_others(app: Flask, make: Make) -> None:
    user = make.editor()
    here, elsewhere = client_for(app, user), client_for(app, user)
    page = here.post(
        "security.change_password",
        {"password": "wrong", "new_password": SECRET, "new_password_confirm": SECRET},
        expect=422,
    )
    assert page.errors == ["This is not your password."]
    page = here.post(
        "security.change_password",
        {
            "password": "x",
            "new_password": f"{user.name} {user.name}",
            "new_password_confirm": f"{user.name} {user.name}",
        },
        expect=422,
    )
    assert "guessed" in page.errors[0] or "your name" in page.errors[0]
    assert (
        here.post(
            "security.change_password", {"password": "x", "new_password": SECRET, "new_password_confirm": SECRET}
        ).location
        == "/account"
    )
    assert here.get("accounts.own").status == 200
    assert elsewhere.get("accounts.own", expect=302).location.startswith("/sign-in")
    assert [entry.action for entry in events("password changed", "signed in")] == ["password changed"]


def test_no_page_lets_a_stranger_register(visitor: PageClient) -> None:
    visitor.get("/register", expect=404)


def test_the_library_speaks_german_too(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        assert app.extensions["security"].i18n_domain.gettext("Account is disabled.") == "Konto ist deaktiviert."
