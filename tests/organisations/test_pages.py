"""Pages of organisations, for those who see and edit them and for those who do not."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, OrganisationKind, Role
from partnership.accounts.setup import actor_of
from partnership.core.database import db
from partnership.organisations import queries
from partnership.organisations.models import FormerName, Organisation
from tests.accounts.test_sessions import statements
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

NEW = {
    "code": "kumasi-tvet", "name_en": "Kumasi Technical Institute", "name_de": "Technisches Institut Kumasi", "short_name": "Kumasi TVET",
    "kind": "partner", "country": "GH", "iati_identifier": "GH-CR-1", "valid_from": "1.2.1976", "valid_to": "", "agreement_from": "2025-01-01", "agreement_to": "",
}  # fmt: skip


def saved(code: str = "kumasi-tvet") -> Organisation:
    return db.session.scalars(sa.select(Organisation).where(Organisation.code == code)).one()


def everything(make: Make) -> list[Organisation]:
    return [make.organisation(kind=kind) for kind in OrganisationKind for _number in range(2)]


def test_officer_enters_an_organisation(officer: PageClient) -> None:
    assert officer.get("organisations.new").heading == "Enter an organisation"
    assert officer.post("organisations.new", NEW).location == "/organisations/kumasi-tvet"
    body = saved()
    assert (body.kind, body.country, body.valid_from, body.agreement_from, body.valid_to) == (
        OrganisationKind.PARTNER,
        "GH",
        date(1976, 2, 1),
        date(2025, 1, 1),
        None,
    )
    page = officer.get("organisations.show", code="kumasi-tvet")
    assert page.heading == "Kumasi Technical Institute"
    assert "Ghana" in page.main
    assert "in force" in page.main


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name_en", "  ", "Enter the name in English"), ("code", "", "Enter a code"), ("code", "Kumasi TVET", "letters from A to Z"), ("code", "new", "taken"),
    ("valid_to", "1.1.1970", "before the beginning"), ("agreement_to", "1.1.2024", "before the beginning"), ("valid_from", "31.2.2026", "real date"),
    ("kind", "ministry", "valid choice"), ("country", "XX", "valid choice"),
])  # fmt: skip
def test_bad_input_gets_a_sentence_and_keeps_everything(
    officer: PageClient, field: str, value: str, sentence: str
) -> None:
    page = officer.post("organisations.new", {**NEW, field: value}, expect=422)
    assert len(page.errors) == 1
    assert sentence.lower() in page.errors[0].lower()
    assert page.find("//input[@name='short_name']")[0].get("value") == "Kumasi TVET"
    assert not db.session.scalars(sa.select(Organisation).where(Organisation.code == "kumasi-tvet")).all()


def test_code_and_identifier_belong_to_one_organisation(officer: PageClient) -> None:
    officer.post("organisations.new", NEW)
    assert len(officer.post("organisations.new", NEW, expect=422).errors) == 2


def test_editing_and_the_second_editor(app: Flask, make: Make, officer: PageClient) -> None:
    officer.post("organisations.new", NEW)
    page = officer.get("organisations.edit", code="kumasi-tvet")
    version = page.find("//input[@name='version']")[0].get("value")
    first = {**NEW, "version": version, "short_name": "KTI"}
    assert officer.post("organisations.edit", first, code="kumasi-tvet").location == "/organisations/kumasi-tvet"
    second = client_for(app, make.officer())
    page = second.post(
        "organisations.edit", {**NEW, "version": version, "short_name": "Kumasi Tech"}, expect=409, code="kumasi-tvet"
    )
    assert "Kumasi Tech" in page.main
    assert "KTI" in page.main
    assert saved().short_name == "KTI"
    hidden = {
        field.get("name"): field.get("value")
        for field in page.find("//form[@class='two-versions']//input[@type='hidden']")
    }
    second.post("organisations.edit", {**hidden, "choice-short_name": "theirs"}, code="kumasi-tvet")
    assert saved().short_name == "KTI"


def test_renaming_keeps_the_old_name_and_search_finds_it(officer: PageClient) -> None:
    officer.post("organisations.new", NEW)
    officer.post(
        "organisations.rename",
        {"name_en": "Kumasi Technical University", "name_de": "", "old_until": "31.12.2025"},
        code="kumasi-tvet",
    )
    page = officer.get("organisations.show", code="kumasi-tvet")
    assert page.heading == "Kumasi Technical University"
    assert "Kumasi Technical Institute" in page.main
    assert "31 December 2025" in page.main
    assert "Kumasi Technical University" in officer.get("organisations.index", query={"q": "institute kumasi"}).main
    again = {"name_en": "Other", "name_de": "", "old_until": "1.6.2025"}
    officer.post("organisations.rename", again, expect=422, code="kumasi-tvet")
    assert len(db.session.scalars(sa.select(FormerName)).all()) == 1


def test_an_officer_does_not_touch_government(make: Make, officer: PageClient) -> None:
    ministry = make.the(OrganisationKind.MINISTRY)
    assert not officer.get("organisations.show", code=ministry.code).find("//a[contains(@href, '/edit')]")
    officer.get("organisations.edit", expect=403, code=ministry.code)
    officer.post("organisations.rename", {"name_en": "Mine"}, expect=403, code=ministry.code)


def test_an_administrator_does(app: Flask, make: Make) -> None:
    admin = client_for(app, make.user(Role.ADMINISTRATOR))
    admin.post("organisations.new", {**NEW, "kind": "ministry", "agreement_from": ""})
    assert saved().kind is OrganisationKind.MINISTRY


def test_list_filters_and_pages(officer: PageClient, make: Make) -> None:
    for number in range(55):
        make.organisation(name_en=f"Body {number:03}", kind=OrganisationKind.OTHER)
    make.organisation(name_en="Ɔsɛi Kɔdie Centre")
    assert "Ɔsɛi Kɔdie Centre" in officer.get("organisations.index", query={"q": "kodie osei"}).main
    assert "Body" not in officer.get("organisations.index", query={"kind": "partner"}).main
    assert "No organisation fits." in officer.get("organisations.index", query={"q": "nowhere"}).main
    first = officer.get("organisations.index", query={"kind": "other"})
    second = officer.get(first.find("//a[@rel='next']")[0].get("href"))
    names = [link.text for page in (first, second) for link in page.find("//tbody//th/a")]
    assert names == [f"Body {number:03}" for number in range(55)]
    assert "55 organisations" in first.main


def test_the_list_costs_the_same_with_ten_times_the_organisations(app: Flask, officer: PageClient, make: Make) -> None:
    few = statements(app, officer, "organisations.index")
    for _number in range(10):
        make.organisation()
    assert statements(app, officer, "organisations.index") == few


@pytest.mark.parametrize("role", Role)
def test_visible_organisations_agree_with_the_permission_table(make: Make, role: Role) -> None:
    everything(make)
    actor = actor_of(make.user(role))
    for body in db.session.scalars(sa.select(Organisation)):
        seen = (
            db.session.scalars(
                sa.select(Organisation.id).where(queries.visible_to(actor), Organisation.id == body.id)
            ).first()
            is not None
        )
        assert seen == can(actor, Action.VIEW_ORGANISATION, body), f"{role} and {body.kind}"
    assert db.session.scalars(sa.select(Organisation.id).where(queries.visible_to(None))).all() == []


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_the_pages_the_table_says(app: Flask, make: Make, role: Role) -> None:
    everything(make)
    user = make.user(role)
    actor, browser = actor_of(user), client_for(app, user)
    pages = {
        "organisations.edit": Action.EDIT_ORGANISATION,
        "organisations.rename": Action.EDIT_ORGANISATION,
        "accounts.people": Action.VIEW_MEMBERS,
        "accounts.invite": Action.MANAGE_MEMBERS,
    }
    browser.get("organisations.index", expect=200 if can(actor, Action.LIST_ORGANISATIONS) else 403)
    browser.get("organisations.new", expect=200 if can(actor, Action.CREATE_ORGANISATION) else 403)
    for body in db.session.scalars(sa.select(Organisation)).all():
        seen = can(actor, Action.VIEW_ORGANISATION, body)
        browser.get("organisations.show", expect=200 if seen else 404, code=body.code)
        for page, action in pages.items():
            browser.get(page, expect=404 if not seen else 200 if can(actor, action, body) else 403, code=body.code)


def test_the_database_refuses_what_must_never_be(make: Make) -> None:
    for values in (
        {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)},
        {"name_en": " "},
        {"agreement_from": None, "agreement_to": date(2026, 1, 1)},
    ):
        with pytest.raises(IntegrityError):
            make.organisation(**values)
        db.session.rollback()
