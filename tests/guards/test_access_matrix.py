"""Every own route × every role × own and foreign records, read and sent: each answer follows from the permission table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import SEEN_BY, Action, OrganisationKind, Role
from partnership.accounts import queries as accounts
from partnership.accounts.models import Invitation, Membership, User, UserSession
from partnership.accounts.setup import actor_of
from partnership.administration.views import job_by_id
from partnership.core import clock
from partnership.core.database import db
from partnership.core.jobs import Job, JobState
from partnership.exchange.models import ImportRun
from partnership.exchange.queries import imports
from partnership.exchange.vocabulary import ImportState
from partnership.landtag_reports import queries as reports
from partnership.landtag_reports.models import LandtagReport
from partnership.milestones.queries import milestone_of
from partnership.organisations.models import Organisation
from partnership.organisations.queries import organisation_by_code
from partnership.participants.models import PathwayEvent
from partnership.participants.queries import journey
from partnership.participants.views.enrolment import opening_in_address
from partnership.projects.models import ProjectOrganisation, ProjectPlace
from partnership.projects.queries import project_of
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, Strand
from tests.guards.test_routes import own_rules, sample
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

ANSWERS = frozenset({200, 302, 303, 409, 422})
"""What somebody who is allowed to gets: the page, the next page, or what is wrong with an empty form."""
ENDS_THE_TEST = frozenset({"accounts.end_all_sessions"})
"""Signs the tester out; it concerns no record."""
ACTORS = [*((role, "own") for role in Role), (Role.EDITOR, "foreign"), (Role.LEAD, "foreign"), (Role.CLERK, "foreign")]
Loader = Callable[..., Any]
LOADERS: tuple[tuple[frozenset[str], str, Loader], ...] = (
    (frozenset({"event_id"}), "", journey.event),
    (frozenset({"participation_id"}), "", journey.participation),
    (frozenset({"public_id"}), "", journey.participant),
    (frozenset({"milestone_id"}), "", milestone_of),
    (frozenset({"invitation_id"}), "", accounts.invitation_in),
    (frozenset({"membership_id"}), "", accounts.membership_in),
    (frozenset({"session_id"}), "", accounts.user_session),
    (frozenset({"user_id"}), "", accounts.account),
    (frozenset({"job_id"}), "", job_by_id),
    (frozenset({"run_id"}), "", imports.import_run),
    (frozenset({"report_id"}), "landtag_reports.download", reports.with_file),
    (frozenset({"report_id"}), "", reports.by_id),
    (frozenset({"code", "strand"}), "participants.", opening_in_address),
    (frozenset({"code"}), "organisations.", organisation_by_code),
    (frozenset({"code"}), "accounts.", organisation_by_code),
    (frozenset({"code"}), "", lambda code, **_parts: project_of(code)),
)
"""Which query finds the record of an address, by its parts and the beginning of the view's name; the first that fits."""
NO_RECORD = frozenset({"kind", "name", "token"})


def loader_of(endpoint: str, parts: frozenset[str]) -> Loader | None:
    """The query of this address; None where no record is named in it."""
    if parts <= NO_RECORD:
        return None
    return next(load for names, start, load in LOADERS if names <= parts and endpoint.startswith(start))


@dataclass(frozen=True)
class Ward:
    """The records of one organisation, as the parts of addresses that lead to them."""

    organisation: Organisation
    parts: Mapping[str, Any]

    def values(self, endpoint: str, converters: Mapping[str, Any]) -> dict[str, Any]:
        """The parts this address asks for; `code` means an organisation or a project."""
        of_organisation = endpoint.startswith(("organisations.", "accounts."))
        known = {**self.parts, "code": self.organisation.code if of_organisation else self.parts["code"]}
        return {name: known.get(name) or sample(converter) for name, converter in converters.items()}


def ward(make: Make, organisation: Organisation) -> Ward:
    """An organisation with a project, a milestone, a person on the way, people, an invitation, and work begun by its own editor."""
    member, now = make.user(Role.EDITOR, organisation=organisation), clock.now()
    project, person = make.project(partners=[organisation]), make.participant()
    way = make.participation(person, project=project, organisation=organisation, steps={"Q010": date(2026, 2, 1)})
    event = db.session.scalars(sa.select(PathwayEvent).where(PathwayEvent.participation_id == way.id)).one()
    browser = UserSession(user_id=member.id or 0, token_hash=uuid4().hex, seen_at=now)
    invitation = Invitation(
        email="new@example.org", name="New", organisation_id=organisation.id or 0, role=Role.EDITOR, invited_by_id=member.id or 0, token_hash=uuid4().hex,
        expires_at=now + timedelta(days=14),
    )  # fmt: skip
    job = Job(kind="nothing", title="Work", state=JobState.FAILED, started_by_id=member.id)
    run = ImportRun(file_name="a.xml", sha256="0" * 64, state=ImportState.CHECKED, started_by_id=member.id)
    report = LandtagReport(
        period="2026-H1",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        as_of=date(2026, 6, 30),
        started_by_id=member.id,
    )
    db.session.add_all([browser, invitation, job, run, report])
    db.session.commit()
    membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == member.id)).one()
    return Ward(organisation, {
        "code": project.code, "milestone_id": make.milestone(project).id, "public_id": person.public_id, "participation_id": way.id, "event_id": event.id,
        "invitation_id": invitation.id, "membership_id": membership.id, "session_id": browser.id, "user_id": member.id, "job_id": job.id, "run_id": run.id,
        "report_id": report.id, "strand": Strand.QUAL.value, "step": "finish", "name": "isco08",
    })  # fmt: skip


@pytest.fixture
def wards(make: Make) -> list[Ward]:
    """Records of the partner, of the authority taking part, and of a third organisation."""
    bodies = [make.partner_organisation(), make.the(OrganisationKind.AUTHORITY), make.organisation()]
    return [ward(make, body) for body in bodies]


def somebody(make: Make, *, role: Role, where: str) -> User:
    """Somebody with this role in the first organisation of the role's kind, or in one that has nothing to do with any record."""
    if where == "own":
        return make.user(role)
    kind = OrganisationKind.AUTHORITY if role is Role.CLERK else OrganisationKind.PARTNER
    return make.user(role, organisation=make.organisation(kind=kind))


def expected(actor: Actor, action: Action, *, load: Loader | None, values: Mapping[str, Any]) -> frozenset[int]:
    """The statuses the permission table allows: the record's page or form, 403 for what is seen but not allowed, else 404."""
    if load is None:
        return ANSWERS if can(actor, action) else frozenset({403})
    subject = load(**values)
    if subject is None or not can(actor, SEEN_BY.get(action, action), subject):
        return frozenset({404})
    return ANSWERS if can(actor, action, subject) else frozenset({403})


def guarded_rules(app: Flask, method: str) -> Iterator[tuple[str, Action, Mapping[str, Any]]]:
    """Endpoint, action and parts of every address that asks for a right."""
    for rule in own_rules(app):
        policy = getattr(app.view_functions[rule.endpoint], "policy", None)
        if method in (rule.methods or ()) and isinstance(policy, Action) and rule.endpoint not in ENDS_THE_TEST:
            yield rule.endpoint, policy, rule._converters


@pytest.mark.parametrize(("role", "where"), ACTORS, ids=str)
def test_each_answer_follows_from_the_permission_table(
    app: Flask, make: Make, wards: list[Ward], role: Role, where: str
) -> None:
    user = somebody(make, role=role, where=where)
    actor, reader = actor_of(user), client_for(app, user)
    assert actor is not None
    wrong = []
    for method in ("GET", "POST"):
        for endpoint, action, converters in guarded_rules(app, method):
            for of in wards:
                values = of.values(endpoint, converters)
                load = loader_of(endpoint, frozenset(converters))
                allowed = expected(actor, action, load=load, values=values)
                status = answer(app, reader, method=method, endpoint=endpoint, values=values)
                if status not in allowed:
                    wrong.append(f"{method} {endpoint} {values}: {status}, not {sorted(allowed)}")
                if load is None:
                    break
    assert not wrong, "\n".join(wrong)


def answer(app: Flask, reader: PageClient, *, method: str, endpoint: str, values: Mapping[str, Any]) -> int:
    """The status of one request with an empty form."""
    with app.test_request_context():
        address = app.url_map.bind("localhost").build(endpoint, dict(values), method=method)
    response = reader.client.open(address, method=method, data={} if method == "POST" else None)
    response.close()
    return response.status_code


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEAD, Role.CLERK])
def test_records_of_another_organisation_are_not_found(app: Flask, make: Make, wards: list[Ward], role: Role) -> None:
    """Said once more without the table, since the table itself could be wrong."""
    reader = client_for(app, make.user(role))
    for method in ("GET", "POST"):
        for endpoint, _action, converters in guarded_rules(app, method):
            if loader_of(endpoint, frozenset(converters)) is None or "user_id" in converters or "run_id" in converters:
                continue
            values = wards[2].values(endpoint, converters)
            status = answer(app, reader, method=method, endpoint=endpoint, values=values)
            assert status == 404 or (status == 403 and "report_id" in converters), f"{method} {endpoint}: {status}"


@pytest.mark.parametrize("name", ["milestone_id", "participation_id", "event_id", "invitation_id", "membership_id"])
def test_a_part_is_found_only_under_its_own_whole(app: Flask, make: Make, wards: list[Ward], name: str) -> None:
    """An administrator, an officer and the editor themselves: nobody reaches a record by an address of another one."""
    mine, theirs = wards[0], wards[2]
    mixed = Ward(mine.organisation, {**mine.parts, name: theirs.parts[name]})
    readers = [client_for(app, make.user(role)) for role in (Role.OFFICER, Role.ADMINISTRATOR, Role.EDITOR, Role.LEAD)]
    asked = 0
    for method in ("GET", "POST"):
        for endpoint, _action, converters in guarded_rules(app, method):
            if name not in converters:
                continue
            for reader in readers:
                asked += 1
                status = answer(
                    app, reader, method=method, endpoint=endpoint, values=mixed.values(endpoint, converters)
                )
                assert status == 404, f"{method} {endpoint}: {status}"
    assert asked


def test_parts_of_a_project_are_not_taken_away_by_way_of_another_project(app: Flask, make: Make) -> None:
    mine, theirs = make.project(), make.project()
    place = ProjectPlace(project_id=theirs.id or 0, kind=PlaceKind.GHANA_REGION, code="GH-AH")
    db.session.add(place)
    db.session.commit()
    link = db.session.scalars(sa.select(ProjectOrganisation).where(ProjectOrganisation.project_id == theirs.id)).one()
    assert link.role is OrganisationRole.IMPLEMENTING
    officer = client_for(app, make.officer())
    officer.client.post(f"/projects/{mine.code}/places/{place.id}/remove")
    officer.client.post(f"/projects/{mine.code}/organisations/{link.id}/remove")
    assert (
        db.session.scalar(sa.select(sa.func.count()).select_from(ProjectPlace).where(ProjectPlace.id == place.id)) == 1
    )
    same = sa.select(sa.func.count()).select_from(ProjectOrganisation).where(ProjectOrganisation.id == link.id)
    assert db.session.scalar(same) == 1
