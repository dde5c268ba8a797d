"""Where somebody is signed in: seen, ended one by one or all at once, and what a request costs."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.accounts.models import Membership, UserSession
from partnership.accounts.rules import SEEN_EVERY, SESSION_IDLE, token_hash
from partnership.audit.models import AuditEntry
from partnership.core import clock
from partnership.core.database import db
from tests.conftest import TODAY
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

Events = Callable[..., list[AuditEntry]]


def session_id(browser: PageClient) -> int:
    with browser.client.session_transaction() as session:
        token = session["session_token"]
    return db.session.scalars(sa.select(UserSession.id).where(UserSession.token_hash == token_hash(token))).one()


def test_account_page_lists_browsers(app: Flask, make: Make) -> None:
    user = make.editor()
    client_for(app, user)
    page = client_for(app, user).get("accounts.own")
    rows = page.find("//section[@id='sessions']//tbody/tr")
    assert len(rows) == 2
    assert page.main.count("this browser") == 1
    assert page.main.count("Firefox, Linux") >= 2


def test_ending_another_browser_signs_it_out_and_no_other(app: Flask, make: Make, events: Events) -> None:
    user = make.editor()
    here, phone, library = (client_for(app, user) for _number in range(3))
    here.post("accounts.end_session", session_id=session_id(phone))
    assert phone.get("accounts.own", expect=302).location == "/sign-in?next=/account"
    assert here.get("accounts.own").status == library.get("accounts.own").status == 200
    assert [entry.actor_id for entry in events("signed out")] == [user.id]


def test_a_foreign_session_does_not_exist(app: Flask, make: Make) -> None:
    mine, theirs = client_for(app, make.editor()), client_for(app, make.editor())
    mine.post("accounts.end_session", expect=404, session_id=session_id(theirs))
    mine.post("accounts.end_session", expect=404, session_id=999_999)
    assert theirs.get("accounts.own").status == 200


def test_sign_out_everywhere(app: Flask, make: Make, events: Events) -> None:
    user, other = make.editor(), make.editor()
    browsers, stranger = [client_for(app, user) for _number in range(3)], client_for(app, other)
    assert browsers[0].post("accounts.end_all_sessions").location == "/sign-in"
    for browser in browsers:
        assert browser.get("accounts.own", expect=302).location.startswith("/sign-in")
    assert stranger.get("accounts.own").status == 200
    assert [entry.actor_id for entry in events("signed out everywhere")] == [user.id]


def test_a_session_without_its_row_is_none(app: Flask, make: Make) -> None:
    user, other = make.editor(), make.editor()
    browser, second = client_for(app, user), client_for(app, other)
    with second.client.session_transaction() as session:
        stolen = session["session_token"]
    for token in (None, "", "guessed", stolen, 7):
        with browser.client.session_transaction() as session:
            session.update(_user_id=user.fs_uniquifier, session_token=token)
        assert browser.get("accounts.own", expect=302).location.startswith("/sign-in")


def test_an_idle_browser_is_asked_to_sign_in(app: Flask, make: Make) -> None:
    browser = client_for(app, make.editor())
    with clock.fixed_at(TODAY + SESSION_IDLE + timedelta(seconds=1)):
        browser.get("accounts.own", expect=302)


def test_last_seen_is_noted_by_reading_every_few_minutes(app: Flask, make: Make) -> None:
    browser = client_for(app, make.editor())
    row = session_id(browser)
    seen = sa.select(UserSession.seen_at).where(UserSession.id == row)
    with clock.fixed_at(TODAY + SEEN_EVERY):
        browser.get("accounts.own")
        assert db.session.scalars(seen).one() == TODAY
    with clock.fixed_at(TODAY + SEEN_EVERY * 2):
        browser.get("accounts.own")
        assert db.session.scalars(seen).one() == TODAY + SEEN_EVERY * 2


def statements(app: Flask, browser: PageClient, page: str) -> int:
    counted = 0

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        nonlocal counted
        counted += statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    db.session.expunge_all()
    browser.get(page)
    sa.event.remove(sa.Engine, "before_cursor_execute", count)
    return counted


def test_knowing_who_acts_costs_three_statements(app: Flask, make: Make) -> None:
    user = make.lead()
    for number in range(5):
        make.organisation(code=f"more-{number}")
    few = statements(app, client_for(app, user), "accounts.change_name")
    for role in (Role.EDITOR, Role.CLERK):
        db.session.add(
            Membership(user_id=user.id, organisation_id=make.organisation().id, role=role, valid_from=date(2020, 1, 1))
        )
    db.session.commit()
    assert few == statements(app, client_for(app, user), "accounts.change_name") == 3


def test_static_files_ask_nothing(app: Flask, make: Make) -> None:
    browser = client_for(app, make.editor())
    asked: list[str] = []
    sa.event.listen(
        sa.Engine,
        "before_cursor_execute",
        note := lambda *parts: asked.append(parts[2]) if "SAVEPOINT" not in parts[2] else None,
    )
    browser.client.get("/static/images/icon.svg").close()
    sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert asked == []


def test_what_was_typed_survives_the_end_of_the_session(app: Flask, make: Make) -> None:
    user = make.editor()
    browser = client_for(app, user)
    browser.post("accounts.end_all_sessions")
    typed = {"name": "Ɛsi “Owusu” <b>", "language": "en", "password": "secret words"}
    page = browser.post("accounts.change_name", typed, expect=401)
    kept = {field.get("name"): field.get("value") for field in page.find("//form//input[@type='hidden']")}
    assert {name: kept.get(name) for name in typed} == {"name": "Ɛsi “Owusu” <b>", "language": "en", "password": None}
    assert page.find("//form")[0].get("action") == "/account/name"
    browser.client.post("/sign-in", data={"email": user.email, "password": "x"})
    browser.post("accounts.change_name", kept)
    assert user.name == "Ɛsi “Owusu” <b>"
