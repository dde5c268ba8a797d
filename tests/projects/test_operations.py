"""The verbs on projects: what they write, what they refuse, what the log says."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.access.actor import Actor
from partnership.access.vocabulary import OrganisationKind, Role
from partnership.audit.models import AuditEntry
from partnership.core.errors import Refused
from partnership.organisations.models import Organisation
from partnership.projects import operations, queries
from partnership.projects.models import Project, ProjectStep
from partnership.projects.rules import Obstacle, Section
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from partnership.projects.workflow import STEPS
from tests.support.actors import actor
from tests.support.make import Make

AT = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.fixture
def by(make: Make) -> Actor:
    user = make.officer()
    return actor(Role.OFFICER, user_id=user.id)


def whole(project: Project) -> Project:
    found = queries.project_of(project.code)
    assert found is not None
    return found


def test_a_new_project_is_a_draft_of_the_person_who_enters_it(session: Session, by: Actor) -> None:
    project = operations.create(
        code="GH-2026-77",
        title_de="Pflege in Nordghana",
        title_en="Care",
        strands=[Strand.REINT, Strand.QUAL],
        by=by,
        at=AT,
    )
    session.commit()
    saved = whole(project)
    assert (saved.status, saved.responsible_id, saved.strand_codes) == (
        ProjectStatus.DRAFT,
        by.user_id,
        (Strand.QUAL, Strand.REINT),
    )
    assert saved.search_text == "gh 2026 77 pflege in nordghana care"


def test_a_code_is_given_once(make: Make, by: Actor) -> None:
    project = make.project()
    with pytest.raises(Refused, match=project.code):
        operations.create(code=project.code, title_de="x", title_en="x", strands=[Strand.QUAL], by=by, at=AT)


def test_saving_strands_keeps_rows_that_stay_and_confirms(make: Make, session: Session, by: Actor) -> None:
    project = whole(make.project(strands=(Strand.QUAL, Strand.MIGR), points=("B1", "B5"), strands_confirmed=False))
    kept = next(link.id for link in project.strands if link.strand is Strand.MIGR)
    values = {"strands": ["MIGR", "RETURN"], "points": ["B5"], "health_and_care": True}
    operations.save_section(project, section=Section.STRANDS, values=values, by=by, at=AT)
    session.commit()
    saved = whole(project)
    assert saved.strand_codes == (Strand.MIGR, Strand.RETURN)
    assert [link.id for link in saved.strands if link.strand is Strand.MIGR] == [kept]
    assert ([link.point for link in saved.points], saved.health_and_care, saved.strands_confirmed) == (
        ["B5"],
        True,
        True,
    )


def test_a_changed_list_moves_the_version_on(make: Make, session: Session, by: Actor) -> None:
    project = whole(make.project())
    before = project.version
    operations.save_section(project, section=Section.GOALS, values={"sdg": ["4.4"], "gcm": ["GCM18"]}, by=by, at=AT)
    session.commit()
    assert project.version == before + 1
    assert {(goal.framework, goal.code) for goal in whole(project).goals} == {("sdg", "4.4"), ("gcm", "GCM18")}


def test_sectors_of_other_lists_stay_and_shares_of_a_changed_list_go(make: Make, session: Session, by: Actor) -> None:
    project = whole(make.project())
    from partnership.projects.models import ProjectSector

    project.sectors.extend(
        [
            ProjectSector(vocabulary="1", code="11330", percentage=60),
            ProjectSector(vocabulary="99", code="X", percentage=100),
        ]
    )
    session.commit()
    operations.save_section(project, section=Section.SECTORS, values={"sectors": ["11330", "15190"]}, by=by, at=AT)
    session.commit()
    assert {(one.vocabulary, one.code, one.percentage) for one in whole(project).sectors} == {
        ("1", "11330", None),
        ("1", "15190", None),
        ("99", "X", 100),
    }


def test_places_and_organisations_are_added_once_and_taken_away(make: Make, session: Session, by: Actor) -> None:
    project, partner = whole(make.project(partners=[])), make.organisation()
    for _time in range(2):
        operations.add_place(project, kind=PlaceKind.GHANA_REGION, code="GH-AH", town="Kumasi", by=by, at=AT)
        operations.add_organisation(project, organisation=partner, role=OrganisationRole.FUNDING, by=by, at=AT)
    session.commit()
    saved = whole(project)
    assert [(place.code, place.town) for place in saved.places] == [("GH-AH", "Kumasi")]
    assert saved.project_organisation_ids == {partner.id}
    operations.remove_place(saved, place_id=saved.places[0].id, by=by, at=AT)
    operations.remove_organisation(saved, link_id=saved.organisations[0].id, by=by, at=AT)
    operations.remove_place(saved, place_id=999_999, by=by, at=AT)
    session.commit()
    assert (whole(project).places, whole(project).organisations) == ([], [])


def test_a_named_organisation_gets_a_free_code_and_no_accounts(session: Session, by: Actor) -> None:
    first = operations.name_organisation(name="Ɔsɛi Training Centre", country=None, by=by)
    second = operations.name_organisation(name="Osei Training-Centre", country="GH", by=by)
    assert (first.code, second.code) == ("osei-training-centre", "osei-training-centre-2")
    assert {first.kind, second.kind} == {OrganisationKind.OTHER}
    with pytest.raises(Refused):
        operations.name_organisation(name="Ɔsɛi Training Centre", country=None, by=by)
    assert (
        len(session.scalars(select(Organisation).where(Organisation.search_text == "osei training centre")).all()) == 2
    )


def prepared(make: Make, status: ProjectStatus) -> Project:
    reason = "Because." if status in (ProjectStatus.SUSPENDED, ProjectStatus.CANCELLED) else None
    return whole(make.project(status=status, status_reason=reason))


@pytest.mark.parametrize("status", ProjectStatus)
@pytest.mark.parametrize("name", STEPS)
def test_every_step_in_every_state_moves_with_its_history_or_is_refused(
    make: Make, session: Session, by: Actor, status: ProjectStatus, name: str
) -> None:
    project, step = prepared(make, status), STEPS[name]
    if status not in step.sources:
        with pytest.raises(Refused):
            operations.move(project, step=name, reason="Because.", obstacles=[], by=by, at=AT)
        assert project.status is status
        return
    operations.move(
        project, step=name, reason="Money ran out." if step.reason_required else "", obstacles=[], by=by, at=AT
    )
    session.commit()
    history = session.scalars(select(ProjectStep).where(ProjectStep.project_id == project.id)).one()
    assert (history.from_status, history.to_status, history.at, history.by_id) == (status, step.target, AT, by.user_id)
    assert project.status is step.target
    logged = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_table == "project", AuditEntry.subject_id == project.id)
        .order_by(AuditEntry.position.desc())
    ).first()
    assert logged is not None
    assert logged.changes["status"] == [status.value, step.target.value]
    assert logged.reason == ("Money ran out." if step.reason_required else None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_nobody_but_officers_can_move_a_project(make: Make, role: Role) -> None:
    project = prepared(make, ProjectStatus.ACTIVE)
    with pytest.raises(Refused, match="role"):
        operations.move(project, step="begin-closing", reason="", obstacles=[], by=actor(role), at=AT)


def test_a_missing_reason_or_an_obstacle_refuses_the_step(make: Make, by: Actor) -> None:
    project = prepared(make, ProjectStatus.ACTIVE)
    with pytest.raises(Refused, match="Say why"):
        operations.move(project, step="suspend", reason="  ", obstacles=[], by=by, at=AT)
    with pytest.raises(Refused, match="2 milestones"):
        operations.move(
            project, step="begin-closing", reason="", obstacles=[Obstacle("2 milestones are open.")], by=by, at=AT
        )
    with pytest.raises(Refused):
        operations.move(project, step="fly", reason="", obstacles=[], by=by, at=AT)


@pytest.mark.parametrize("status", [ProjectStatus.CLOSED, ProjectStatus.CANCELLED])
def test_a_finished_project_refuses_every_change(make: Make, by: Actor, status: ProjectStatus) -> None:
    project, partner = prepared(make, status), make.partner_organisation()
    values = {"title_de": "x", "title_en": "x", "summary_de": "", "summary_en": ""}
    for change in (
        lambda: operations.save_section(project, section=Section.NAMES, values=values, by=by, at=AT),
        lambda: operations.add_place(project, kind=PlaceKind.GHANA_REGION, code="GH-AH", town="", by=by, at=AT),
        lambda: operations.remove_place(project, place_id=1, by=by, at=AT),
        lambda: operations.add_organisation(project, organisation=partner, role=OrganisationRole.FUNDING, by=by, at=AT),
        lambda: operations.remove_organisation(project, link_id=project.organisations[0].id, by=by, at=AT),
    ):
        with pytest.raises(Refused, match="no longer be changed"):
            change()


def test_period_is_saved_and_logged_before_and_after(make: Make, session: Session, by: Actor) -> None:
    project = whole(make.project())
    values = {
        "planned_start": date(2025, 1, 1),
        "planned_end": date(2028, 6, 30),
        "actual_start": date(2025, 2, 1),
        "actual_end": None,
        "responsible_id": by.user_id,
    }
    operations.save_section(project, section=Section.PERIOD, values=values, by=by, at=AT)
    session.commit()
    logged = session.scalars(
        select(AuditEntry).where(AuditEntry.subject_table == "project").order_by(AuditEntry.position.desc())
    ).first()
    assert logged is not None
    assert logged.changes["planned_end"] == ["2027-12-31", "2028-06-30"]


def test_verbs_refuse_those_whom_the_permission_table_does_not_name(make: Make) -> None:
    partner = make.partner_organisation()
    project, editor = whole(make.project(partners=[partner])), actor(Role.EDITOR, organisation_id=partner.id)
    for change in (
        lambda: operations.create(
            code="GH-2026-98", title_de="x", title_en="x", strands=[Strand.QUAL], by=editor, at=AT
        ),
        lambda: operations.save_section(
            project, section=Section.GOALS, values={"sdg": [], "gcm": []}, by=editor, at=AT
        ),
        lambda: operations.add_place(project, kind=PlaceKind.GHANA_REGION, code="GH-AH", town="", by=editor, at=AT),
        lambda: operations.remove_organisation(project, link_id=project.organisations[0].id, by=editor, at=AT),
        lambda: operations.name_organisation(name="New body", country=None, by=editor),
    ):
        with pytest.raises(Refused, match="role"):
            change()
