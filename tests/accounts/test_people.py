"""The people of an organisation: inviting, accepting, taking roles away, and the borders between organisations."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import ROLES_BY_KIND, OrganisationKind, Role
from partnership.accounts.models import Invitation, Membership, User
from partnership.audit.models import AuditEntry
from partnership.core import clock
from partnership.core.database import db
from partnership.core.outbox import Mail
from partnership.organisations.models import Organisation
from tests.conftest import TODAY
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

Events = Callable[..., list[AuditEntry]]
SECRET = "nine violet tractors hum"
AMA = {"name": "Ama Ɔsɛi", "email": "Ama@example.org", "role": "editor", "language": "en"}


def invite(browser: PageClient, organisation: Organisation, *, expect: int = 302, **values: str) -> None:
    browser.post("accounts.invite", {**AMA, **values}, expect=expect, code=organisation.code)


def last_mail() -> Mail:
    return db.session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()


def link() -> str:
    return next(line for line in last_mail().text.splitlines() if "/invitations/" in line).removeprefix(
        "http://localhost"
    )


def test_lead_invites_and_the_invited_begins(app: Flask, make: Make, events: Events) -> None:
    lead = make.lead()
    body = make.partner_organisation()
    invite(client_for(app, lead), body)
    mail = last_mail()
    assert (mail.recipient, mail.subject) == (
        "ama@example.org",
        "Your invitation to the Ghana–NRW partnership register",
    )
    assert lead.name in mail.text
    assert body.name_en in mail.text
    assert mail.html.count("<a href=") == 2
    token = link().rpartition("/")[2]
    assert token not in str([row.model_dump() for row in db.session.scalars(sa.select(Invitation))])
    visitor = client_for(app, None)
    page = visitor.get(link())
    assert page.heading == "Welcome to the partnership register"
    assert "Partner editor" in page.main
    failed = visitor.post(link(), {"name": "Ama Ɔsɛi", "language": "en", "password": "Passwort1234"}, expect=422)
    assert "can be guessed" in failed.errors[0]
    assert failed.find("//input[@name='name']")[0].get("value") == "Ama Ɔsɛi"
    assert visitor.post(link(), {"name": "Ama Ɔsɛi", "language": "en", "password": SECRET}).location == "/"
    assert "Ama Ɔsɛi" in visitor.get("accounts.own").main
    user = db.session.scalars(sa.select(User).where(User.email == "ama@example.org")).one()
    membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).one()
    assert (membership.organisation_id, membership.role, membership.valid_from) == (
        body.id,
        Role.EDITOR,
        date(2026, 7, 6),
    )
    assert [entry.actor_id for entry in events("invited", "invitation accepted")] == [lead.id, user.id]
    assert "ama@example.org" not in str(
        [entry.changes for entry in events("invited", "invitation accepted", "create", "update")]
    )
    assert SECRET not in str([entry.changes for entry in db.session.scalars(sa.select(AuditEntry))])


def test_mail_comes_in_the_language_of_the_invited(app: Flask, make: Make) -> None:
    invite(client_for(app, make.lead()), make.partner_organisation(), language="de")
    assert '<html lang="de">' in last_mail().html


def test_a_link_works_once(app: Flask, make: Make) -> None:
    invite(client_for(app, make.lead()), make.partner_organisation())
    address, first, second = link(), client_for(app, None), client_for(app, None)
    first.post(address, {"name": "Ama", "language": "en", "password": SECRET})
    assert "no longer open" in second.get(address, expect=422).main
    second.post(address, {"name": "Ama", "language": "en", "password": SECRET}, expect=422)
    assert len(db.session.scalars(sa.select(User).where(User.email == "ama@example.org")).all()) == 1


def test_a_link_lasts_fourteen_days(app: Flask, make: Make) -> None:
    invite(client_for(app, make.lead()), make.partner_organisation())
    with clock.fixed_at(TODAY + timedelta(days=14) - timedelta(seconds=1)):
        client_for(app, None).get(link())
    with clock.fixed_at(TODAY + timedelta(days=14)):
        client_for(app, None).get(link(), expect=422)
        client_for(app, None).post(link(), {"name": "Ama", "language": "en", "password": SECRET}, expect=422)


def test_a_guessed_link_and_a_withdrawn_one_say_the_same(app: Flask, make: Make, events: Events) -> None:
    lead = client_for(app, make.lead())
    body = make.partner_organisation()
    invite(lead, body)
    invitation = db.session.scalars(sa.select(Invitation)).one()
    assert "Ama Ɔsɛi" in lead.get("accounts.people", code=body.code).main
    lead.post("accounts.withdraw_invitation", code=body.code, invitation_id=invitation.id)
    assert "Ama Ɔsɛi" not in lead.get("accounts.people", code=body.code).main
    assert (
        client_for(app, None).get(link(), expect=422).main
        == client_for(app, None).get("/invitations/guessed", expect=422).main
    )
    assert len(events("invitation withdrawn")) == 1
    lead.post("accounts.withdraw_invitation", expect=422, code=body.code, invitation_id=invitation.id)


def test_inviting_again_replaces_the_earlier_link(app: Flask, make: Make) -> None:
    lead = client_for(app, make.lead())
    invite(lead, make.partner_organisation())
    earlier = link()
    invite(lead, make.partner_organisation())
    client_for(app, None).get(earlier, expect=422)
    client_for(app, None).get(link())


def test_who_has_an_account_signs_in_and_accepts(app: Flask, make: Make) -> None:
    body, user = (
        make.partner_organisation(),
        make.user(Role.EDITOR, organisation=make.organisation(), email="ama@example.org"),
    )
    invite(client_for(app, make.lead(body)), body)
    page = client_for(app, None).get(link())
    assert "Sign in with it" in page.main
    assert not page.find("//input[@type='password']")
    client_for(app, None).post(link(), {"name": "Ama", "language": "en", "password": SECRET}, expect=422)
    assert user.password == "x", "a link must never set the password of an account that exists"
    stranger = client_for(app, make.editor(make.organisation()))
    assert "another e-mail address" in stranger.get(link()).main
    stranger.post(link(), expect=422)
    browser = client_for(app, user)
    assert browser.post(link()).location == "/"
    assert {
        one.organisation_id for one in db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id))
    } >= {body.id}


def test_inviting_known_and_unknown_addresses_answers_the_same(app: Flask, make: Make) -> None:
    lead, body = client_for(app, make.lead()), make.partner_organisation()
    known = make.editor(make.organisation()).email
    invite(lead, body, email=known)
    first = lead.get("accounts.people", code=body.code).main.replace(known, "")
    db.session.delete(db.session.scalars(sa.select(Invitation)).one())
    db.session.commit()
    invite(lead, body, email="new@example.org")
    assert first == lead.get("accounts.people", code=body.code).main.replace("new@example.org", "")


@pytest.mark.parametrize("role", sorted(set(Role) - ROLES_BY_KIND[OrganisationKind.PARTNER]))
def test_a_lead_cannot_give_a_role_by_tampering_with_the_form(app: Flask, make: Make, role: Role) -> None:
    invite(client_for(app, make.lead()), make.partner_organisation(), expect=422, role=role.value)
    assert not db.session.scalars(sa.select(Invitation)).all()


@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_lead_reaches_no_foreign_organisation(app: Flask, make: Make, kind: OrganisationKind) -> None:
    lead, foreign = client_for(app, make.lead(make.organisation())), make.organisation(kind=kind)
    for page in ("accounts.people", "accounts.invite", "organisations.show"):
        lead.get(page, expect=404, code=foreign.code)
    invite(lead, foreign, expect=404)
    member = make.user(sorted(ROLES_BY_KIND[kind])[0], organisation=foreign) if ROLES_BY_KIND[kind] else None
    if member is not None:
        membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == member.id)).one()
        lead.get("accounts.end_membership", expect=404, code=foreign.code, membership_id=membership.id)
        lead.post("accounts.end_membership", expect=404, code=foreign.code, membership_id=membership.id)


def test_a_membership_of_another_organisation_is_not_found_under_ones_own_code(app: Flask, make: Make) -> None:
    own, foreign = make.organisation(), make.organisation()
    lead, member = client_for(app, make.lead(own)), make.editor(foreign)
    membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == member.id)).one()
    lead.post("accounts.end_membership", expect=404, code=own.code, membership_id=membership.id)
    assert membership.ended_at is None


def test_an_editor_sees_the_organisation_but_not_its_accounts(app: Flask, make: Make) -> None:
    body = make.partner_organisation()
    editor = client_for(app, make.editor(body))
    assert editor.get("organisations.show", code=body.code).heading == body.name_en
    editor.get("accounts.people", expect=403, code=body.code)
    invite(editor, body, expect=403)


def test_an_officer_gives_no_ministry_roles(app: Flask, make: Make) -> None:
    officer = client_for(app, make.officer())
    ministry = make.the(OrganisationKind.MINISTRY)
    officer.get("accounts.people", code=ministry.code)
    invite(officer, ministry, expect=403, role="head")
    invite(officer, make.partner_organisation(), expect=302)


def test_an_administrator_gives_ministry_roles_but_not_to_oneself(app: Flask, make: Make) -> None:
    admin = make.user(Role.ADMINISTRATOR)
    ministry = make.the(OrganisationKind.MINISTRY)
    invite(client_for(app, admin), ministry, role="head")
    invite(client_for(app, admin), ministry, expect=422, role="officer", email=admin.email.upper())


def test_nobody_is_invited_where_nobody_may_sign_in(app: Flask, make: Make) -> None:
    body = make.organisation(agreement_from=None)
    invite(client_for(app, make.officer()), body, expect=422)
    assert (
        "Nobody of this organisation can sign in"
        in client_for(app, make.officer()).get("accounts.people", code=body.code).main
    )


def membership_of(user: User) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).one()


def test_taking_a_role_away_signs_out_at_once(app: Flask, make: Make, events: Events) -> None:
    body = make.partner_organisation()
    lead, editor = make.lead(body), make.editor(body)
    lead_browser, editor_browser = client_for(app, lead), client_for(app, editor)
    parts = {"code": body.code, "membership_id": membership_of(editor).id}
    assert "signed out at once" in lead_browser.get("accounts.end_membership", **parts).main
    lead_browser.post("accounts.end_membership", **parts)
    ended = membership_of(editor)
    assert (ended.ended_at, ended.valid_to) == (TODAY, date(2026, 7, 6))
    editor_browser.get("accounts.own", expect=302)
    client_for(app, None).post("security.login", {"email": editor.email, "password": "x"}, expect=422)
    assert [(entry.actor_id, entry.subject_id, entry.changes["role"]) for entry in events("membership ended")] == [
        (lead.id, editor.id, "editor")
    ]
    lead_browser.post("accounts.end_membership", expect=422, **parts)


def test_somebody_removed_by_mistake_can_be_invited_again_the_same_day(app: Flask, make: Make) -> None:
    body = make.partner_organisation()
    lead, editor = client_for(app, make.lead(body)), make.editor(body)
    lead.post("accounts.end_membership", code=body.code, membership_id=membership_of(editor).id)
    invite(lead, body, email=editor.email)
    visitor = client_for(app, None)
    assert "Sign in with it" in visitor.get(link()).main


def test_the_last_lead_goes_only_knowingly(app: Flask, make: Make) -> None:
    body = make.partner_organisation()
    lead, officer = make.lead(body), client_for(app, make.officer())
    parts = {"code": body.code, "membership_id": membership_of(lead).id}
    assert "last lead of the organisation" in officer.get("accounts.end_membership", **parts).main
    assert "without a lead" in officer.post("accounts.end_membership", expect=422, **parts).errors[0]
    assert membership_of(lead).ended_at is None
    officer.post("accounts.end_membership", {"without_lead": "y"}, **parts)
    assert membership_of(lead).ended_at == TODAY
    assert "This organisation has no lead" in officer.get("accounts.people", code=body.code).main


def test_one_of_two_leads_goes_without_question(app: Flask, make: Make) -> None:
    body = make.partner_organisation()
    first, second = make.lead(body), make.lead(body)
    client_for(app, first).post("accounts.end_membership", code=body.code, membership_id=membership_of(second).id)
    assert membership_of(second).ended_at == TODAY


def test_nobody_ends_the_own_last_role(app: Flask, make: Make) -> None:
    body = make.partner_organisation()
    lead = make.lead(body)
    make.lead(body)
    browser, parts = client_for(app, lead), {"code": body.code, "membership_id": membership_of(lead).id}
    assert "your own last role" in browser.get("accounts.end_membership", **parts).main
    browser.post("accounts.end_membership", {"without_lead": "y"}, expect=422, **parts)
    assert membership_of(lead).ended_at is None


def test_the_last_administrator_stays(app: Flask, make: Make) -> None:
    admin = make.user(Role.ADMINISTRATOR)
    ministry = make.the(OrganisationKind.MINISTRY)
    db.session.add(
        Membership(user_id=admin.id, organisation_id=ministry.id, role=Role.PRIVACY, valid_from=date(2020, 1, 1))
    )
    db.session.commit()
    membership = db.session.scalars(
        sa.select(Membership).where(Membership.user_id == admin.id, Membership.role == Role.ADMINISTRATOR)
    ).one()
    page = client_for(app, admin).post(
        "accounts.end_membership", expect=422, code=ministry.code, membership_id=membership.id
    )
    assert "last administrator" in page.main
    assert membership.ended_at is None
