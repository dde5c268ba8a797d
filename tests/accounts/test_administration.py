"""Administrators manage accounts: find, lock, unlock, remove a second factor; nobody else does."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.accounts import queries
from partnership.accounts.models import User
from partnership.accounts.setup import actor_of
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.outbox import Mail
from tests.accounts.test_sessions import statements
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

Events = Callable[..., list[AuditEntry]]


@pytest.fixture
def admin(app: Flask, make: Make) -> PageClient:
    return client_for(app, make.user(Role.ADMINISTRATOR, name="Zita Admin"))


def test_list_finds_people_by_parts_of_name_and_address(admin: PageClient, make: Make) -> None:
    make.user(Role.EDITOR, name="Kwame Boateng", email="kb@kumasi-tvet.example")
    make.user(Role.EDITOR, name="Efua Sutherland")
    assert "Kwame Boateng" in admin.get("accounts.index").main
    for words in ("boat", "KB@kumasi", "kwame boateng"):
        page = admin.get("accounts.index", query={"q": words})
        assert "Kwame Boateng" in page.main
        assert "Efua" not in page.main
    assert "No account has this name" in admin.get("accounts.index", query={"q": "%"}).main


def test_pages_of_the_list_meet_without_gap(admin: PageClient, make: Make) -> None:
    for number in range(60):
        make.user(Role.EDITOR, name=f"Person {number:03}")
    first = admin.get("accounts.index")
    names = [element.text for element in first.find("//tbody//th/a")]
    second = admin.get(first.find("//a[@rel='next']")[0].get("href"))
    names += [element.text for element in second.find("//tbody//th/a")]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 61
    back = admin.get(second.find("//a[@rel='prev']")[0].get("href"))
    assert [element.text for element in back.find("//tbody//th/a")] == names[:50]


def test_the_list_costs_the_same_with_ten_times_the_accounts(app: Flask, admin: PageClient, make: Make) -> None:
    few = statements(app, admin, "accounts.index")
    for _number in range(10):
        make.editor()
    assert statements(app, admin, "accounts.index") == few


def test_lock_and_unlock(app: Flask, admin: PageClient, make: Make, events: Events) -> None:
    user = make.editor()
    browser = client_for(app, user)
    admin.post("accounts.lock", user_id=user.id)
    browser.get("accounts.own", expect=302)
    client_for(app, None).post("security.login", {"email": user.email, "password": "x"}, expect=422)
    assert "locked" in admin.get("accounts.show", user_id=user.id).main
    admin.post("accounts.unlock", user_id=user.id)
    browser.get("accounts.own", expect=302)
    client_for(app, None).post("security.login", {"email": user.email, "password": "x"})
    assert [(entry.action, entry.subject_id) for entry in events("account locked", "account unlocked")] == [
        ("account locked", user.id),
        ("account unlocked", user.id),
    ]


def test_nobody_locks_oneself_or_the_last_administrator(app: Flask, admin: PageClient, make: Make) -> None:
    assert admin.user is not None
    admin.post("accounts.lock", expect=422, user_id=admin.user.id)
    second = make.user(Role.ADMINISTRATOR)
    client_for(app, second).post("accounts.lock", user_id=admin.user.id)
    assert not admin.user.active


def test_removing_a_second_factor_tells_its_owner(app: Flask, admin: PageClient, make: Make, events: Events) -> None:
    user = make.user(
        Role.EDITOR, tf_primary_method="authenticator", tf_totp_secret="secret", mf_recovery_codes=["hash"]
    )
    browser = client_for(app, user)
    admin.post("accounts.reset_second_factor", user_id=user.id)
    assert (user.tf_primary_method, user.tf_totp_secret, user.mf_recovery_codes) == (None, None, None)
    browser.get("accounts.own", expect=302)
    assert db.session.scalars(sa.select(Mail.recipient)).all() == [user.email]
    assert [entry.subject_id for entry in events("second factor removed")] == [user.id]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_do_not_manage_accounts(app: Flask, make: Make, role: Role) -> None:
    user, browser = make.editor(), client_for(app, make.user(role))
    browser.get("accounts.index", expect=403)
    browser.get("accounts.show", expect=404, user_id=user.id)
    for page in ("accounts.lock", "accounts.unlock", "accounts.reset_second_factor"):
        browser.post(page, expect=404, user_id=user.id)
    assert user.active


@pytest.mark.parametrize("role", Role)
def test_visible_accounts_agree_with_the_permission_table(make: Make, role: Role) -> None:
    from partnership.access.permissions import can
    from partnership.access.vocabulary import Action

    actor = actor_of(make.user(role))
    for user in db.session.scalars(sa.select(User)):
        seen = (
            db.session.scalars(sa.select(User.id).where(queries.visible_to(actor), User.id == user.id)).first()
            is not None
        )
        assert seen == can(actor, Action.MANAGE_ACCOUNTS, user)
