"""What people change about their own account."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.outbox import Mail
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

Events = Callable[..., list[AuditEntry]]


def test_name_and_language(app: Flask, make: Make) -> None:
    user = make.editor()
    browser = client_for(app, user)
    assert browser.post("accounts.change_name", {"name": " ", "language": "de"}, expect=422).errors == [
        "Enter your name"
    ]
    assert browser.post("accounts.change_name", {"name": "Yaw  Dɔkɔ", "language": "de"}).location == "/account"
    assert (user.name, user.language) == ("Yaw Dɔkɔ", "de")
    assert browser.client.get("/account").text.count('<html lang="de">') == 1


def link() -> str:
    mail = db.session.scalars(
        sa.select(Mail).where(Mail.text.contains("/account/email/")).order_by(Mail.id.desc())
    ).first()
    return next(line for line in mail.text.splitlines() if "/account/email/" in line).removeprefix("http://localhost")


def ask(browser: PageClient, email: str, *, password: str = "x", expect: int = 302) -> None:  # noqa: S107  invented
    browser.post("accounts.change_email", {"email": email, "password": password}, expect=expect)


def test_address_changes_when_the_link_is_used(app: Flask, make: Make, events: Events) -> None:
    user = make.user(Role.EDITOR, email="old@example.org")
    here, elsewhere = client_for(app, user), client_for(app, user)
    ask(here, "New@example.org", password="wrong", expect=422)
    ask(here, "no address", expect=422)
    ask(here, "New@example.org")
    assert db.session.scalars(sa.select(Mail.recipient).order_by(Mail.id)).all() == [
        "new@example.org",
        "old@example.org",
    ]
    assert "new@example.org" in here.get(link()).main
    assert user.email == "old@example.org"
    here.post(link())
    assert user.email == "new@example.org"
    assert here.get("accounts.own").status == 200
    elsewhere.get("accounts.own", expect=302)
    here.get(link(), expect=422)
    assert [entry.changes for entry in events("e-mail address changed")] == [
        {"from": "o…@example.org", "to": "n…@example.org"}
    ]


def test_a_link_is_of_no_use_to_others_or_later(app: Flask, make: Make, monkeypatch: object) -> None:
    user = make.editor()
    ask(client_for(app, user), "new@example.org")
    client_for(app, make.editor()).post(link(), expect=422)
    import itsdangerous.timed

    real = itsdangerous.timed.TimestampSigner.get_timestamp
    later = int(timedelta(hours=2, seconds=2).total_seconds())
    monkeypatch.setattr(itsdangerous.timed.TimestampSigner, "get_timestamp", lambda self: real(self) + later)  # type: ignore[attr-defined]
    client_for(app, user).post(link(), expect=422)


def test_an_address_that_is_taken_gets_no_link_and_is_not_betrayed(app: Flask, make: Make) -> None:
    user, other = make.editor(), make.editor()
    browser = client_for(app, user)
    ask(browser, other.email)
    taken = browser.get("accounts.own").main
    ask(browser, "free@example.org")
    assert browser.get("accounts.own").main == taken
    assert db.session.scalars(sa.select(Mail.recipient).order_by(Mail.id)).all() == [
        user.email,
        "free@example.org",
        user.email,
    ]


def test_every_signed_in_page_links_to_the_account(app: Flask, make: Make) -> None:
    page = client_for(app, make.editor()).get("accounts.own")
    assert page.find("//div[@class='who']//a[@href='/account']")
    assert page.find("//form[@action='/sign-out']")
