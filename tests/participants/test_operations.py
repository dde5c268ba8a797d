"""The verbs: enrolling, recording, correcting, editing, on the real database."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.access.actor import Actor
from partnership.access.vocabulary import Role
from partnership.accounts.setup import actor_of
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.public_id import parse_public_id
from partnership.participants.models import Identity, NameWord, Participant, Participation, PathwayEvent
from partnership.participants.operations.enrol import enrol_known, enrol_new
from partnership.participants.operations.person import DRAWS, PersonDetails, add_person, edit_person
from partnership.participants.operations.steps import Recording, StepNotPossible, correct_step, record_step
from partnership.participants.queries import journey
from partnership.participants.rules.fields import editable_fields
from partnership.participants.rules.steps import NEEDS_VALUE
from partnership.participants.rules.ways import standing_plans
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus, Strand
from partnership.reference_data.pathways import steps_of
from tests.conftest import TODAY
from tests.support.make import Make

PERSON = PersonDetails(
    given_name="Yaa", family_name="Asantewaa", birth_date=date(1999, 2, 3), sex=Sex.FEMALE, home_region="GH-AH"
)
DAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def english(app: Flask) -> Any:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.fixture
def editor(make: Make) -> Actor:
    found = actor_of(make.editor())
    assert found
    return found


def whole(project: Project) -> Project:
    """The project as the page loads it."""
    found = journey.opening(project.code, project.strand_codes[0] if "strands" in project.__dict__ else Strand.QUAL)
    assert found
    return found.project


def place(make: Make, editor: Actor, **changes: Any) -> dict[str, Any]:
    usual = {
        "project": whole(make.project()),
        "strand": Strand.QUAL,
        "organisation_id": make.partner_organisation().id,
        "started_on": DAY,
        "by": editor,
        "at": TODAY,
    }
    return {**usual, **changes}


def loaded(way: Participation) -> Participation:
    db.session.expire_all()
    return db.session.scalars(journey._ways().where(Participation.id == way.id)).unique().one()


def test_enrolling_writes_person_identity_words_and_way(make: Make, editor: Actor) -> None:
    way = enrol_new(PERSON, **place(make, editor))
    db.session.commit()
    person = db.session.scalars(sa.select(Participant)).one()
    assert parse_public_id(person.public_id) == person.public_id
    assert person.birth_year == 1999
    assert way.participant_id == person.id
    assert sorted(db.session.scalars(sa.select(NameWord.word))) == ["asantewaa", "yaa"]
    assert (way.strand, way.started_on, way.ended_on, way.latest_step) == (Strand.QUAL, DAY, None, None)


def test_a_taken_number_is_drawn_again(make: Make) -> None:
    there = make.participant()
    draws = iter([there.public_id, there.public_id, "GH-7K3F-92QD"])
    assert add_person(PERSON, draw=lambda: next(draws)).public_id == "GH-7K3F-92QD"
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Participant)) == 2
    with pytest.raises(RuntimeError):
        add_person(PERSON, draw=lambda: there.public_id)
    assert DRAWS > 1


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"started_on": TODAY.date() + timedelta(days=1)}, "has not come yet"),
    ({"strand": Strand.MIGR}, "does not work in this strand"),
    ({"organisation_id": 999_999}, "does not take part"),
    ({"started_on": date(2015, 2, 2)}, "from the age of 16"),
])  # fmt: skip
def test_what_enrolling_refuses(make: Make, editor: Actor, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        enrol_new(PERSON, **place(make, editor, **changes))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Participant)) == 0


@pytest.mark.parametrize("status", [status for status in ProjectStatus if status != ProjectStatus.ACTIVE])
def test_only_running_projects_take_people_in(make: Make, editor: Actor, status: ProjectStatus) -> None:
    reason = "stopped" if status in (ProjectStatus.SUSPENDED, ProjectStatus.CANCELLED) else None
    with pytest.raises(Refused, match="is not running"):
        enrol_new(PERSON, **place(make, editor, project=whole(make.project(status=status, status_reason=reason))))


def test_a_lead_and_a_stranger_cannot_enrol(make: Make) -> None:
    for user in (make.lead(), make.editor(make.organisation()), make.officer()):
        with pytest.raises(Refused, match="does not take part"):
            enrol_new(PERSON, **place(make, actor_of(user)))  # type: ignore[arg-type]


def test_nobody_is_enrolled_without_a_name(make: Make, editor: Actor) -> None:
    with pytest.raises(Refused, match="at least one name"):
        enrol_new(PersonDetails(given_name="", family_name=""), **place(make, editor))


def test_a_known_person_enters_each_project_and_strand_once(make: Make, editor: Actor) -> None:
    first = enrol_new(PERSON, **place(make, editor))
    db.session.commit()
    person = journey.participant(first.participant.public_id)
    assert person
    second = place(make, editor)
    enrol_known(person, **second)
    db.session.commit()
    with pytest.raises(Refused, match="takes part in this project and strand already"):
        enrol_known(person, **second)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Participation)) == 2


def test_recording_maintains_the_latest_step_and_both_ends(make: Make, editor: Actor) -> None:
    way = loaded(make.participation(steps={}))
    record_step(way, Recording(step="Q040", day=date(2026, 2, 2)), by=editor, at=TODAY)
    record_step(way, Recording(step="Q010", day=date(2025, 12, 1)), by=editor, at=TODAY)
    record_step(way, Recording(step="Q110", day=date(2026, 9, 1), status=EventStatus.PLANNED), by=editor, at=TODAY)
    record_step(way, Recording(step="Q120", day=date(2026, 3, 1), status=EventStatus.MISSED), by=editor, at=TODAY)
    db.session.commit()
    way = loaded(way)
    assert (way.latest_step, way.latest_step_on, way.started_on, way.ended_on) == (
        "Q040",
        date(2026, 2, 2),
        date(2025, 12, 1),
        None,
    )
    record_step(way, Recording(step="Q910", day=date(2026, 3, 3), value="WITHDREW"), by=editor, at=TODAY)
    db.session.commit()
    way = loaded(way)
    assert (way.latest_step, way.ended_on) == ("Q910", date(2026, 3, 3))
    with pytest.raises(StepNotPossible, match="ended on 3 March 2026"):
        record_step(way, Recording(step="Q110", day=date(2026, 3, 1)), by=editor, at=TODAY)


def test_every_step_of_every_strand_can_be_recorded(make: Make, editor: Actor) -> None:
    """One after the other in the order of the file, as long as nothing ends the way."""
    for strand in Strand:
        way = loaded(make.participation(strand=strand))
        for number, step in enumerate(step for step in steps_of(strand) if not step.terminal):
            record_step(
                way,
                Recording(
                    step=step.code,
                    day=date(2025, 1, 1) + timedelta(days=number),
                    value="B1" if step.code in NEEDS_VALUE else "",
                ),
                by=editor,
                at=TODAY,
            )
        db.session.commit()
        assert way.latest_step == [step.code for step in steps_of(strand) if not step.terminal][-1]


def test_a_correction_voids_and_adds(make: Make, editor: Actor) -> None:
    way = loaded(make.participation(steps={"Q010": date(2026, 2, 2)}))
    event = way.events[0]
    new = correct_step(event, Recording(step="Q010", day=date(2026, 2, 3)), reason="misread", by=editor, at=TODAY)
    db.session.commit()
    db.session.expire_all()
    old = db.session.get_one(PathwayEvent, event.id)
    assert new
    assert new.replaces_id == old.id
    assert old.voided_at == TODAY
    assert old.voided_by_id == editor.user_id
    assert old.void_reason == "misread"
    assert old.happened_on == date(2026, 2, 2), "nothing is overwritten"
    assert db.session.get_one(Participation, way.id).latest_step_on == date(2026, 2, 3)
    with pytest.raises(Refused, match="corrected before"):
        correct_step(loaded(way).events[0], None, reason="again", by=editor, at=TODAY)


def test_taking_back_the_last_step_opens_the_way_again(make: Make, editor: Actor) -> None:
    way = loaded(make.participation(steps={"Q010": date(2026, 2, 2)}))
    end = record_step(way, Recording(step="Q910", day=date(2026, 3, 3)), by=editor, at=TODAY)
    db.session.commit()
    way = loaded(way)
    correct_step(
        next(event for event in way.events if event.id == end.id),
        None,
        reason="mixed up two people",
        by=editor,
        at=TODAY,
    )
    db.session.commit()
    way = loaded(way)
    assert (way.latest_step, way.ended_on) == ("Q010", None)


def test_an_impossible_correction_is_refused_and_nothing_is_voided(make: Make, editor: Actor) -> None:
    way = loaded(make.participation(steps={"Q010": date(2026, 2, 2)}))
    with pytest.raises(StepNotPossible):
        correct_step(
            way.events[0],
            Recording(step="Q010", day=TODAY.date() + timedelta(days=3)),
            reason="typo",
            by=editor,
            at=TODAY,
        )
    db.session.rollback()
    assert loaded(way).events[0].voided_at is None
    with pytest.raises(Refused, match="Say why"):
        correct_step(loaded(way).events[0], None, reason="  ", by=editor, at=TODAY)


def test_a_newer_plan_settles_the_older_one(make: Make, editor: Actor) -> None:
    way = loaded(make.participation())
    for day in (date(2026, 6, 1), date(2026, 8, 1)):
        record_step(way, Recording(step="Q020", day=day, status=EventStatus.PLANNED), by=editor, at=TODAY)
    assert [plan.happened_on for plan in standing_plans(way)] == [date(2026, 8, 1)]
    record_step(way, Recording(step="Q020", day=DAY), by=editor, at=TODAY)
    assert standing_plans(way) == []


def test_values_and_notes_only_from_those_whose_role_has_the_field(make: Make, editor: Actor) -> None:
    officer = actor_of(make.officer())
    assert officer
    way = loaded(make.participation(strand=Strand.MIGR))
    with pytest.raises(StepNotPossible, match="does not record this value"):
        record_step(way, Recording(step="M340", day=DAY, value="A18A"), by=editor, at=TODAY)
    record_step(way, Recording(step="M340", day=DAY, value="A18A"), by=officer, at=TODAY)
    with pytest.raises(StepNotPossible, match="does not keep notes"):
        record_step(way, Recording(step="M350", day=DAY, note="secret"), by=officer, at=TODAY)
    record_step(way, Recording(step="M350", day=DAY, note="started on Monday"), by=editor, at=TODAY)


def test_editing_a_name_rewrites_the_search_words_and_hides_the_name_from_the_log(make: Make, editor: Actor) -> None:
    way = make.participation()
    person = journey.participant(db.session.get_one(Participant, way.participant_id).public_id)
    assert person
    before = person.version
    edit_person(
        person,
        {"given_name": "Ɛsi", "birth_date": date(1997, 1, 1), "sex": Sex.MALE},
        by=editor,
        at=TODAY + timedelta(hours=1),
    )
    db.session.commit()
    assert sorted(db.session.scalars(sa.select(NameWord.word))) == ["bonsu", "esi", "osei"]
    assert person.birth_year == 1997
    assert person.version == before + 1
    logged = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.subject_table == "participant_identity", AuditEntry.action == "update")
    ).one()
    assert logged.changes["given_name"] == ["•", "•"]
    assert "Ɛsi" not in str(logged.changes)


def test_a_field_outside_ones_role_is_refused(make: Make, editor: Actor) -> None:
    way = make.participation()
    person = journey.participant(db.session.get_one(Participant, way.participant_id).public_id)
    officer = actor_of(make.officer())
    assert person
    assert officer
    for actor, values in ((officer, {"given_name": "X"}), (editor, {"nrw_district": "05913"})):
        with pytest.raises(Refused, match="may not change"):
            edit_person(person, values, by=actor, at=TODAY)
    with pytest.raises(Refused, match="at least one name"):
        edit_person(person, {"given_name": "", "family_name": ""}, by=editor, at=TODAY)


def test_the_database_refuses_what_must_never_be(make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    event = db.session.scalars(sa.select(PathwayEvent)).one()
    for statement in (
        sa.update(PathwayEvent).where(PathwayEvent.id == event.id).values(voided_at=datetime.now(TODAY.tzinfo)),
        sa.update(Participation).where(Participation.id == way.id).values(ended_on=date(2020, 1, 1)),
        sa.insert(Participation).values(
            participant_id=way.participant_id,
            project_id=way.project_id,
            organisation_id=way.organisation_id,
            strand=way.strand,
            started_on=DAY,
        ),
        sa.update(Identity).values(given_name="", family_name=" "),
    ):
        with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
            db.session.execute(statement)


def test_heads_and_others_have_no_editable_fields(make: Make) -> None:
    way = loaded(make.participation())
    for role in Role:
        actor = actor_of(make.user(role))
        writes = role in (Role.EDITOR, Role.OFFICER)
        assert actor
        assert bool(editable_fields(actor, way)) is writes, role
