"""What strangers, curious people and the next person at a shared machine try: none of it gets further than a plain answer."""

import base64
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.accounts.models import User
from partnership.administration.soundness import demonstration_accounts
from partnership.audit.models import PersonalDataRead
from partnership.core import files
from partnership.core.database import db
from partnership.core.pagination import decode
from partnership.core.security import limiter
from partnership.landtag_reports.models import LandtagReport
from tests.conftest import TODAY
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

TOO_LARGE = "9" * 30


@pytest.fixture
def in_earnest(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], demo=False))


def test_search_for_a_person_does_not_outlive_signing_out(app: Flask, make: Make) -> None:
    browser, next_person = client_for(app, make.editor()), make.officer()
    browser.post("participants.search", {"q": "Adjoa Secretname"})
    browser.post("security.logout")
    with browser.client.session_transaction() as session:
        assert "Secretname" not in str(dict(session))
        assert session["language"] == "en"
    browser.post("security.login", {"email": next_person.email, "password": "x"})
    assert "Secretname" not in browser.get("/participants?named=1").response.text


def test_an_ended_session_leaves_nothing_either(app: Flask, make: Make) -> None:
    user = make.editor()
    browser = client_for(app, user)
    browser.post("participants.search", {"q": "Adjoa Secretname"})
    client_for(app, user).post("accounts.end_all_sessions")
    browser.get("accounts.own", expect=302)
    with browser.client.session_transaction() as session:
        assert "Secretname" not in str(dict(session))


@pytest.mark.parametrize(
    "address", ["/sign-in", "/forgotten-password", "/account/authenticator", "/account/recovery-codes", "/account"]
)
def test_no_browser_keeps_a_page(officer: PageClient, address: str) -> None:
    assert officer.client.get(address).headers["Cache-Control"] == "no-store"


def test_no_cache_keeps_a_draft_report(officer: PageClient, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    with pdf.open("rb") as source:
        kept = files.keep(source)
    days = {"period_start": TODAY.date(), "period_end": TODAY.date(), "as_of": TODAY.date()}
    report = LandtagReport(period="2026-H1", **days, stored_as=kept, file_sha256=kept)
    db.session.add(report)
    db.session.commit()
    answer = officer.client.get(f"/reports/{report.id}/file")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    answer.close()


def test_other_spellings_of_an_address_are_the_same_account(app: Flask, make: Make) -> None:
    """The library reads wide letters in a domain as plain ones: each spelling would have had ten attempts of its own."""
    email = make.editor().email
    domain = email.partition("@")[2]
    wide = [
        f"{email.partition('@')[0]}@{domain[:place]}{chr(ord(domain[place]) + 0xFEE0)}{domain[place + 1 :]}"
        for place in range(7)
    ]
    limiter.enabled = True
    limiter.reset()
    answers = [
        client_for(app, None).client.post("/sign-in", data={"email": one, "password": "wrong"}).status_code
        for one in (email, email, email, email, *wide)
    ]
    limiter.reset()
    limiter.enabled = False
    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize("page", ["/imports/{}", "/jobs/{}", "/reports/{}", "/reports/{}/file", "/accounts/{}"])
def test_numbers_no_row_can_have_are_no_address(officer: PageClient, page: str) -> None:
    for number in (TOO_LARGE, str(2**31)):
        assert officer.get(page.format(number), expect=404).heading == "There is no such page"


@pytest.mark.parametrize(
    "values",
    [[int(TOO_LARGE), 1], ["x", int(TOO_LARGE)], ["2026-01-01", int(TOO_LARGE)], ["\ud800", 1], ["\x00", 1], [True, 1], [1.5, 1]],
)  # fmt: skip
def test_forged_cursors_show_the_first_page(officer: PageClient, values: list[object]) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
    assert decode(cursor, length=2) is None
    for page in ("/participants", "/projects", "/organisations"):
        for edge in ("after", "before"):
            officer.get(page, query={edge: cursor})


def test_deeply_nested_cursor_is_none() -> None:
    assert decode(base64.urlsafe_b64encode(b"[" * 200_000).decode(), length=2) is None


@pytest.mark.usefixtures("in_earnest")
def test_demonstration_accounts_are_closed_outside_a_demonstration(app: Flask, make: Make) -> None:
    user = make.editor()
    user.email = "editor@Kumasi-TVET.example"
    db.session.commit()
    signed_in = client_for(app, user)
    signed_in.get("accounts.own", expect=302)
    page = client_for(app, None).post("security.login", {"email": user.email, "password": "x"}, expect=422)
    assert "not open today" in page.errors[0]
    assert "1 demonstration account" in (demonstration_accounts(app) or "")


def test_demonstration_accounts_are_open_in_a_demonstration(app: Flask, make: Make) -> None:
    user = make.editor()
    user.email = "editor@kumasi-tvet.example"
    db.session.commit()
    assert client_for(app, user).get("accounts.own").heading == "Your account"
    assert demonstration_accounts(app) is None


@pytest.mark.parametrize("role", ["administrator", "officer"])
def test_fields_nobody_asked_for_change_nothing(app: Flask, make: Make, role: str) -> None:
    user = make.editor()
    extra = {
        "email": "taken@example.org",
        "active": "",
        "role": role,
        "organisation_id": "1",
        "id": "1",
        "memberships": role,
        "tf_totp_secret": "x",
    }
    client_for(app, user).post("accounts.change_name", {"name": "New Name", "language": "en", **extra})
    kept = db.session.scalars(sa.select(User).where(User.id == user.id).execution_options(populate_existing=True)).one()  # type: ignore[arg-type]
    assert (kept.name, kept.email, kept.active, kept.tf_totp_secret) == ("New Name", user.email, True, None)


def test_nobody_else_on_the_machine_can_read_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    here = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERSHIP_")}
    environment = {**here, "PARTNERSHIP_DEMO": "1", "PARTNERSHIP_FOLDER": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "partnership", "db", "upgrade"], env=environment, check=True, capture_output=True
    )
    made = [folder, *folder.iterdir()]
    assert folder / "partnership.db" in made
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def test_a_date_of_birth_cannot_be_guessed(app: Flask, make: Make) -> None:
    person = make.participant()
    make.participation(person)
    own = make.organisation()
    project, user = make.project(partners=[own]), make.editor(own)
    stranger = client_for(app, user)
    limiter.enabled = True
    limiter.reset()
    guess = {"known_id": person.public_id, "organisation": str(own.id), "started_on": "1.6.2026"}
    address = f"/participants/new/{project.code}/QUAL?known=1"
    answers = [
        stranger.client.post(address, data={**guess, "known_birth_date": f"{day}.4.1996"}).status_code
        for day in range(1, 12)
    ]
    without = stranger.client.post(address, data=guess).status_code
    limiter.reset()
    limiter.enabled = False
    assert answers == [422] * 10 + [429]
    assert without == 422, "an enrolment without a date of birth is no guess"
    tried = sa.select(PersonalDataRead).where(PersonalDataRead.page == "participants.enrol.refused")  # type: ignore[arg-type]
    assert [(one.actor_id, one.participant_id, one.shown) for one in db.session.scalars(tried)] == [
        (user.id, person.id, 0)
    ] * 11
