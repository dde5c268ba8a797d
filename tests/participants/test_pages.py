"""The pages of people, each opened as its reader opens it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.audit.models import AuditEntry, PersonalDataRead
from partnership.audit.recording import HIDDEN
from partnership.core.database import db
from partnership.participants.models import Identity, Participant, Participation, PathwayEvent
from partnership.participants.operations.limits import rebuild_limits
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.vocabulary import ProjectStatus, Strand
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for

DAY = date(2026, 5, 4)


def lines(page: Page) -> list[str]:
    """The numbers in the list, in order."""
    return [" ".join(cell.text_content().split()) for cell in page.find("//tbody/tr/th")]


def number(way: Participation) -> str:
    """The public id of the person."""
    return db.session.get_one(Participant, way.participant_id).public_id


def reads() -> list[PersonalDataRead]:
    return list(db.session.scalars(sa.select(PersonalDataRead).order_by(PersonalDataRead.id)))


@pytest.fixture
def lead(app: Flask, make: Make) -> PageClient:
    return client_for(app, make.lead())


@pytest.fixture
def stranger(app: Flask, make: Make) -> PageClient:
    """An editor of another partner organisation."""
    make.partner_organisation()
    return client_for(app, make.editor(make.organisation()))


def test_list_shows_people_with_their_latest_step(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q040": DAY, "Q110": DAY + timedelta(days=3)})
    page = partner.get("participants.index")
    assert lines(page) == [number(way)]
    assert page.heading == "People"
    assert "Ɔsɛi-Bonsu, Adjoa" in page.main
    assert "Vocational training started" in page.main
    assert "GH-2026-" in page.main


def test_a_foreign_person_is_not_there(stranger: PageClient, make: Make) -> None:
    make.partner_organisation()
    way = make.participation()
    assert lines(stranger.get("participants.index")) == []
    for endpoint, parts in (
        ("participants.show", {}),
        ("participants.edit", {}),
        ("participants.record", {"participation_id": way.id}),
    ):
        stranger.get(endpoint, expect=404, public_id=number(way), **parts)
    stranger.post(
        "participants.record", {"day": "1.5.2026"}, expect=404, public_id=number(way), participation_id=way.id
    )


def test_an_administrator_sees_no_people(app: Flask, make: Make) -> None:
    way = make.participation()
    administrator = client_for(app, make.user(Role.ADMINISTRATOR))
    for address in ("/participants", "/participants/export/csv", "/participants/export/xlsx", "/participants/new"):
        administrator.get(address, expect=403)
    administrator.get("participants.show", expect=404, public_id=number(way))


def test_nobody_signed_in_sees_anything(visitor: PageClient, make: Make) -> None:
    way = make.participation()
    for address in ("/participants", "/participants/export/csv", f"/participants/{number(way)}", "/participants/new"):
        assert "next=" in visitor.get(address, expect=302).location


@pytest.mark.parametrize("typed", ["bonsu adjoa", "ADJ ose", "Ɔsɛi", "osei-bonsu"])
def test_search_finds_parts_of_names_in_any_order_and_spelling(partner: PageClient, make: Make, typed: str) -> None:
    way = make.participation()
    make.participation(make.participant(given_name="Kofi", family_name="Mensah"))
    answer = partner.post("participants.search", {"q": typed})
    assert "named=1" in answer.location
    assert typed.split(maxsplit=1)[0] not in answer.location, "a name never stands in an address"
    assert lines(partner.get(answer.location)) == [number(way)]


def test_search_by_number_in_any_writing(officer: PageClient, make: Make) -> None:
    way = make.participation()
    make.participation()
    typed = number(way).lower().replace("-", " ")
    answer = officer.post("participants.search", {"q": typed})
    assert number(way) in answer.location
    assert lines(officer.get(answer.location)) == [number(way)]


def test_officers_find_nobody_by_name(officer: PageClient, make: Make) -> None:
    make.participation()
    page = officer.get(officer.post("participants.search", {"q": "Adjoa"}).location)
    assert lines(page) == []
    assert "Nobody fits" in page.main
    assert "does not see names" in page.main


def test_filters_stand_in_the_address_and_can_be_taken_away(officer: PageClient, make: Make) -> None:
    one = make.participation(make.participant(sex=Sex.MALE, home_region="GH-NP"), steps={"Q110": DAY})
    other = make.participation(strand=Strand.RETURN, steps={"R110": DAY}, ended_on=DAY)
    code = db.session.get_one(Participation, one.id).project_id
    project = db.session.execute(sa.text("SELECT code FROM project WHERE id = :id"), {"id": code}).scalar_one()
    first, second = [number(one)], [number(other)]
    for query, expected in (
        ({"strand": "QUAL"}, first), ({"strand": "RETURN"}, second), ({"project": project.lower()}, first), ({"at": "Q110"}, first), ({"at": "QUAL.training"}, first),
        ({"at": "QUAL.language"}, []), ({"region": "GH-NP"}, first), ({"sex": "m"}, first), ({"status": "open"}, first), ({"status": "ended"}, second),
        ({"strand": "nonsense"}, None), ({"organisation": "org-unknown"}, []), ({"strand": "QUAL", "sex": "f"}, []), ({"overdue": "1"}, []),
    ):  # fmt: skip
        page = officer.get("participants.index", query=query)
        assert sorted(lines(page)) == sorted(first + second if expected is None else expected), query
        assert len(page.find("//*[@class='filters-active']//li")) == (0 if expected is None else len(query))


def test_pages_lead_on_and_back(officer: PageClient, make: Make) -> None:
    project = make.project()
    for position in range(53):
        _quick(make, project, position)
    first = officer.get("participants.index")
    second = officer.get(first.find("//a[@rel='next']")[0].get("href"))
    back = officer.get(second.find("//a[@rel='prev']")[0].get("href"))
    assert len(lines(first)) == 50
    assert len(lines(second)) == 3
    assert lines(back) == lines(first)
    assert not set(lines(first)) & set(lines(second))
    assert not second.find("//a[@rel='next']")
    assert not back.find("//a[@rel='prev']")
    assert officer.get("participants.index", query={"after": "nonsense"}).status == 200


def _quick(make: Make, project: object, position: int) -> None:
    participant = make.participant()
    db.session.add(
        Participation(
            participant_id=participant.id,
            project_id=project.id,
            organisation_id=make.partner_organisation().id,
            strand=Strand.QUAL,
            started_on=date(2026, 1, 1) + timedelta(days=position // 3),
        )
    )  # type: ignore[attr-defined]
    db.session.commit()


@pytest.mark.parametrize("sort", ["started", "id", "name"])
@pytest.mark.parametrize("descending", ["0", "1"])
def test_every_order_walks_through_all_people_once(partner: PageClient, make: Make, sort: str, descending: str) -> None:
    project = make.project()
    for position in range(52):
        _quick(make, project, position)
    first = partner.get("participants.index", query={"sort": sort, "descending": descending})
    second = partner.get(first.find("//a[@rel='next']")[0].get("href"))
    assert len(set(lines(first) + lines(second))) == 52
    if sort == "id":
        assert lines(first) + lines(second) == sorted(lines(first) + lines(second), reverse=descending == "1")


def test_journey_shows_the_way_its_limits_and_the_next_steps(partner: PageClient, make: Make) -> None:
    way = make.participation(
        strand=Strand.MIGR, steps={"M110": date(2026, 5, 1), "M120": date(2026, 5, 20), "M130": date(2026, 6, 15)}
    )
    page = partner.get("participants.show", public_id=number(way))
    assert page.heading == number(way)
    assert "Adjoa" not in page.tree.xpath("string(//title)")
    assert "Adjoa Ɔsɛi-Bonsu" in page.main
    assert "Regular migration" in page.main
    assert "Receipt confirmed by the competent body" in page.main
    assert "7 days late" in page.main
    assert "2 weeks after" in page.main
    assert "§ 14a Abs. 2 BQFG" in page.main
    assert "Record another step" in page.main
    assert "20 May 2026" in page.main


def test_officers_see_the_way_without_names(officer: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q040": DAY})
    page = officer.get("participants.show", public_id=number(way))
    assert "Adjoa" not in page.response.text
    assert "Bonsu" not in page.response.text
    assert "1996" in page.main
    assert "4 March 1996" not in page.main


def test_partners_see_only_their_own_part_of_a_journey(partner: PageClient, stranger: PageClient, make: Make) -> None:
    own = make.participation(steps={"Q040": DAY})
    other = db.session.scalars(
        sa.text("SELECT organisation_id FROM membership WHERE user_id = :id").bindparams(id=stranger.user.id)
    ).one()  # type: ignore[union-attr]
    organisation = next(one for one in [db.session.get(type(make.partner_organisation()), other)] if one)
    make.participation(
        db.session.get_one(Participant, own.participant_id),
        strand=Strand.RETURN,
        organisation=organisation,
        steps={"R010": DAY},
    )
    mine = partner.get("participants.show", public_id=number(own))
    theirs = stranger.get("participants.show", public_id=number(own))
    assert "Admitted" in mine.main
    assert "Return counselling requested" not in mine.main
    assert "Return counselling requested" in theirs.main
    assert "Admitted" not in theirs.main


def test_recording_the_usual_next_step(partner: PageClient, make: Make) -> None:
    way = make.participation(strand=Strand.QUAL, steps={"Q010": DAY})
    public_id = number(way)
    page = partner.get("participants.show", public_id=public_id)
    button = page.find("//a[contains(., 'Record this step')]")[0].get("href")
    form = partner.get(button)
    assert form.heading == "Application received"
    assert form.find("//input[@name='day']")[0].get("value") == "6 Jul 2026"
    answer = partner.post(
        button, {"status": "reached", "day": "1.7.2026", "note": "came with her sister"}, follow=True, expect=200
    )
    assert "Recorded: Application received." in answer.text
    assert "came with her sister" in answer.main
    assert "1 July 2026" in answer.main
    db.session.expire_all()
    assert db.session.get_one(Participation, way.id).latest_step == "Q020"


def test_an_impossible_step_keeps_what_was_typed(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    parts = {"public_id": number(way), "participation_id": way.id, "step": "Q020"}
    page = partner.post(
        "participants.record", {"status": "reached", "day": "7.7.2026", "note": "keep me"}, expect=422, **parts
    )
    assert page.errors == ["7 July 2026 has not come yet. Record the step as planned, or correct the date."]
    assert "keep me" in page.response.text
    assert page.find("//input[@name='day']")[0].get("value") == "7.7.2026"
    assert partner.post("participants.record", {"status": "reached", "day": ""}, expect=422, **parts).errors == [
        "Enter the day"
    ]
    exam = partner.post(
        "participants.record",
        {"status": "reached", "day": "1.7.2026", "value": ""},
        expect=422,
        **{**parts, "step": "Q230"},
    )
    assert exam.errors == ["Say which level of the European framework (A1 to C2) this is about."]
    assert partner.post(
        "participants.record", {"status": "reached", "day": "32.1.2026"}, expect=422, **parts
    ).errors == ["Enter a real date with day, month and year, for example 30.6.2026"]
    assert partner.post("participants.record", {"status": "planned", "day": "1.9.2026"}, **parts)


def test_unusual_order_is_allowed_and_marked(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    parts = {"public_id": number(way), "participation_id": way.id, "step": "Q150"}
    assert "not a usual next step" in partner.get("participants.record", **parts).main
    page = partner.post(
        "participants.record", {"status": "reached", "day": "1.7.2026", "value": ""}, follow=True, expect=200, **parts
    )
    assert "unusual order" in page.main


def test_choosing_among_all_steps_and_endings(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q040": DAY})
    parts = {"public_id": number(way), "participation_id": way.id}
    page = partner.get("participants.record", **parts)
    assert page.heading == "Which step?"
    assert "Vocational training started" in page.main
    assert "Dropped out" in page.main
    assert partner.get("participants.record", ending="1", **parts).heading == "How does this way end?"
    partner.post(
        "participants.record", {"status": "reached", "day": "1.7.2026", "value": "WITHDREW"}, step="Q910", **parts
    )
    ended = partner.get("participants.show", public_id=number(way))
    assert "Ended on 1 July 2026: Dropped out." in ended.main
    assert "Dropped out: Withdrew by own choice" in ended.main
    assert not ended.find("//a[contains(., 'Record another')]")
    assert "This way has ended" in partner.get("participants.record", **parts).main


def test_correcting_a_step_keeps_the_old_one_struck(partner: PageClient, app: Flask, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    event = db.session.scalars(sa.select(PathwayEvent)).one()
    parts = {"public_id": number(way), "participation_id": way.id, "event_id": event.id}
    assert partner.post(
        "participants.correct", {"what": "replace", "status": "reached", "day": "1.5.2026"}, expect=422, **parts
    ).errors == ["Say in a few words what was wrong"]
    answer = partner.post(
        "participants.correct",
        {"what": "replace", "status": "reached", "day": "1.5.2026", "reason": "misread the sheet"},
        **parts,
    )
    page = partner.get(answer.location)
    assert [node.text_content() for node in page.find("//del")] == ["Information and counselling, 4 May 2026"]
    assert "misread the sheet" in page.main
    assert "1 May 2026" in page.main
    assert "1 correction" in page.main
    assert (
        "corrected before"
        in partner.post(
            "participants.correct",
            {"what": "remove", "status": "reached", "day": "1.5.2026", "reason": "again"},
            expect=422,
            **parts,
        ).text
    )
    logged = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.subject_table == "pathway_event", AuditEntry.action == "update")
    ).one()
    # The reason is free text about a person: it stays with the event, where it can be erased, and out of the log.
    assert logged.reason is None
    assert logged.changes["void_reason"] == [None, HIDDEN]
    auditor = client_for(app, make.user(Role.AUDITOR)).get("participants.show", public_id=parts["public_id"])
    assert "misread the sheet" not in auditor.text


def test_a_lead_and_a_head_only_read(lead: PageClient, app: Flask, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    parts = {"public_id": number(way), "participation_id": way.id}
    for client in (
        lead,
        client_for(app, make.user(Role.HEAD)),
        client_for(app, make.user(Role.AUDITOR)),
        client_for(app, make.user(Role.PRIVACY)),
    ):
        page = client.get("participants.show", public_id=number(way))
        assert not page.find("//a[contains(., 'Record')]|//a[contains(., 'Correct')]|//a[contains(., 'Change what')]")
        client.get("participants.edit", expect=403, public_id=number(way))
        client.post("participants.record", {"day": "1.7.2026"}, expect=403, step="Q020", **parts)
        client.get("participants.new", expect=403)


ENROLMENT = {
    "given_name": "Yaa",
    "family_name": "Asantewaa",
    "birth_date": "3.2.1999",
    "sex": "f",
    "home_region": "GH-AH",
    "started_on": "1.7.2026",
}


def test_taking_somebody_in(partner: PageClient, make: Make) -> None:
    project = make.project(strands=(Strand.QUAL,))
    form_url = partner.get("participants.new", expect=302).location
    form = partner.get(form_url)
    assert form.heading == "Take somebody in"
    assert project.code in form.main
    hidden = {
        node.get("name"): node.get("value") for node in form.find("//form[@method='post']//input[@type='hidden']")
    }
    page = partner.post(form_url, {**hidden, **ENROLMENT}, follow=True, expect=200)
    assert "is taken in" in page.text
    assert "Yaa Asantewaa" in page.main
    assert page.heading.startswith("GH-")
    identity = db.session.scalars(sa.select(Identity)).one()
    assert identity.birth_date == date(1999, 2, 3)
    assert db.session.scalars(sa.select(Participant)).one().birth_year == 1999
    assert lines(partner.get(partner.post("participants.search", {"q": "asant"}).location)) == [page.heading]


def test_a_person_with_the_same_name_and_birth_date_is_pointed_out_once(partner: PageClient, make: Make) -> None:
    there = make.participation(make.participant(given_name="Yáa", family_name="Asantewaa", birth_date=date(1999, 2, 3)))
    project = make.project(strands=(Strand.QUAL,))
    url = f"/participants/new/{project.code}/QUAL"
    data = {**ENROLMENT, "organisation": str(make.partner_organisation().id)}
    page = partner.post(url, data, expect=422)
    assert number(there) in page.main
    assert "same name" in " ".join(page.errors).replace("this name", "same name")
    assert page.find("//input[@name='given_name']")[0].get("value") == "Yaa"
    partner.post(url, {**data, "another_person": "y"})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Participant)) == 2


def test_somebody_with_a_number_is_found_from_outside_only_with_the_birth_date(
    stranger: PageClient, make: Make
) -> None:
    other = db.session.scalars(
        sa.text("SELECT organisation_id FROM membership WHERE user_id = :id").bindparams(id=stranger.user.id)
    ).one()  # type: ignore[union-attr]
    organisation = db.session.get_one(type(make.organisation()), other)
    there = make.participation(organisation=make.organisation())
    project = make.project(strands=(Strand.REINT,), partners=[organisation])
    url, data = (
        f"/participants/new/{project.code}/REINT?known=1",
        {"known_id": number(there), "started_on": "1.7.2026", "organisation": str(other)},
    )
    for wrong in ({}, {"known_birth_date": "5.3.1996"}):
        page = stranger.post(url, {**data, **wrong}, expect=422)
        assert "nobody with this number and this date of birth" in page.errors[0]
        assert "Adjoa" not in page.response.text
    assert (
        stranger.post(url, {**data, "known_id": "GH-0000-0001"}, expect=422)
        .errors[0]
        .startswith("This is not a number")
    )
    page = stranger.post(url, {**data, "known_birth_date": "4.3.1996"}, follow=True, expect=200)
    assert page.heading == number(there)
    assert "takes part in this project and strand already" in stranger.post(url, data, expect=422).errors[0]


def test_a_foreign_or_closed_project_takes_nobody_in(partner: PageClient, make: Make) -> None:
    make.partner_organisation()
    foreign = make.project(partners=[make.organisation()])
    closed = make.project(status=ProjectStatus.CLOSED)
    partner.get(f"/participants/new/{foreign.code}/QUAL", expect=404)
    partner.get(f"/participants/new/{closed.code}/MIGR", expect=404)
    page = partner.post(
        f"/participants/new/{closed.code}/QUAL",
        {**ENROLMENT, "organisation": str(make.partner_organisation().id)},
        expect=422,
    )
    assert "is not running" in page.errors[0]
    assert "no running project" in partner.get("participants.new").main


def test_editing_and_two_editors_at_once(partner: PageClient, make: Make) -> None:
    way = make.participation()
    public_id = number(way)
    form = partner.get("participants.edit", public_id=public_id)
    data = {
        node.get("name"): node.get("value") for node in form.find("//form[@method='post']//input[not(@type='radio')]")
    }
    data |= {"sex": "f", "nationality": "GH", "home_region": "GH-AH", "education_level": "", "isco": ""}
    partner.post("participants.edit", {**data, "given_name": "Adwoa"}, public_id=public_id)
    assert lines(partner.get(partner.post("participants.search", {"q": "adwoa"}).location)) == [public_id]
    page = partner.post("participants.edit", {**data, "given_name": "Adjoa Serwaa"}, expect=409, public_id=public_id)
    assert "Adwoa" in page.main
    assert "Adjoa Serwaa" in page.main
    hidden = {node.get("name"): node.get("value") for node in page.find("//form//input[@type='hidden']")}
    partner.post("participants.edit", {**hidden, "choice-given_name": "theirs"}, public_id=public_id)
    assert db.session.scalars(sa.select(Identity)).one().given_name == "Adwoa"


def test_a_birth_after_what_happened_is_refused(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    form = partner.get("participants.edit", public_id=number(way))
    data = {
        node.get("name"): node.get("value") for node in form.find("//form[@method='post']//input[not(@type='radio')]")
    } | {"sex": "f"}
    page = partner.post("participants.edit", {**data, "birth_date": "5.5.2026"}, expect=422, public_id=number(way))
    assert "reached before this date of birth" in page.errors[0]


def test_an_officer_edits_the_district_and_nothing_else(officer: PageClient, make: Make) -> None:
    way = make.participation()
    form = officer.get("participants.edit", public_id=number(way))
    controls = {node.get("name") for node in form.find("//main//form//*[@name]")} - {"csrf_token", "version"}
    assert controls == {"nrw_district"}
    version = form.find("//input[@name='version']")[0].get("value")
    officer.post(
        "participants.edit",
        {"version": version, "nrw_district": "05913", "given_name": "Spoofed"},
        public_id=number(way),
    )
    db.session.expire_all()
    assert db.session.scalars(sa.select(Participant)).one().nrw_district == "05913"
    assert db.session.scalars(sa.select(Identity)).one().given_name == "Adjoa"


def test_every_look_at_people_is_logged(partner: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    event = db.session.scalars(sa.select(PathwayEvent)).one()
    parts = {"public_id": number(way)}
    for target, more in (
        ("participants.index", {}), ("participants.export", {"kind": "csv"}), ("participants.export", {"kind": "xlsx"}), ("participants.show", parts), ("participants.edit", parts),
        ("participants.record", {**parts, "participation_id": way.id}), ("participants.correct", {**parts, "participation_id": way.id, "event_id": event.id}),
    ):  # fmt: skip
        partner.get(target, **more)
        latest = reads()[-1]
        assert (latest.page, latest.actor_id, latest.shown) == (target, partner.user.id, 1)  # type: ignore[union-attr]
        assert latest.participant_id == (way.participant_id if "public_id" in more else None)


def test_a_planned_step_that_has_passed_is_shown_and_filtered_as_late(officer: PageClient, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    db.session.add(
        PathwayEvent(participation_id=way.id, step="Q020", status=EventStatus.PLANNED, happened_on=date(2026, 6, 30))
    )
    rebuild_limits()
    db.session.commit()
    assert lines(officer.get("participants.index", query={"overdue": "1"})) == [number(way)]
    assert lines(officer.get("participants.index", query={"soon": "1"})) == []
    assert "6 days late, planned for 30 June 2026" in officer.get("participants.show", public_id=number(way)).main


def test_german_pages_open_too(app: Flask, make: Make) -> None:
    way = make.participation(steps={"Q010": DAY})
    client = client_for(app, make.editor(), language="de")
    assert client.get("participants.show", public_id=number(way)).status == 200
    assert client.get("participants.index").status == 200
