"""Pages on which projects are entered, edited, moved, listed: by officer, partner and auditor; nothing typed is lost."""

import io
from datetime import date

import pytest
import python_calamine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.access.vocabulary import Role
from partnership.organisations.models import Organisation
from partnership.projects import queries
from partnership.projects.models import Project, ProjectPlace
from partnership.projects.rules import Section
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for
from tests.support.statements import statements

SECTIONS = [section.value for section in Section]


def whole(code: str) -> Project:
    found = queries.project_of(code)
    assert found is not None
    return found


def version(page) -> str:
    return page.find("//input[@name='version']")[0].get("value")


@pytest.fixture
def auditor(app: Flask, make: Make) -> PageClient:
    return client_for(app, make.user(Role.AUDITOR))


def test_an_officer_enters_a_project_and_goes_on_to_its_sections(officer: PageClient, make: Make) -> None:
    make.project(code="GH-2026-41")
    page = officer.get("projects.new")
    assert page.find("//input[@name='code']")[0].get("value") == "GH-2026-42"
    data = {
        "code": "gh-2026-42",
        "title_de": "Neustart  Ashanti",
        "title_en": "New start",
        "strands": ["RETURN", "REINT"],
    }
    assert officer.post("projects.new", data).location == "/projects/GH-2026-42/edit"
    project = whole("GH-2026-42")
    assert (project.title_de, project.strand_codes, project.responsible_id) == (
        "Neustart Ashanti",
        (Strand.RETURN, Strand.REINT),
        officer.user.id,
    )
    tasks = officer.get("projects.edit", code="GH-2026-42")
    assert len(tasks.find("//li[contains(@class,'kern-task-list__item')]")) == len(SECTIONS)
    assert "Add at least one region in Ghana." in tasks.main
    assert "Start the project" not in tasks.main


def test_a_form_that_cannot_be_read_keeps_what_was_typed(officer: PageClient, make: Make) -> None:
    project = make.project(code="GH-2026-41")
    page = officer.post(
        "projects.new",
        {"code": "GH-2026-41", "title_de": "Bleibt", "title_en": "Stays", "strands": ["QUAL"]},
        expect=422,
    )
    assert page.find("//a[@href='#code']")
    assert page.find("//input[@name='title_de']")[0].get("value") == "Bleibt"
    page = officer.post("projects.new", {"code": "X", "title_de": "Bleibt"}, expect=422)
    assert [link.get("href") for link in page.find("//*[@aria-labelledby='error-summary']//a")] == [
        "#code",
        "#title_en",
        "#strands",
    ]
    page = officer.post(
        "projects.edit_section",
        {"version": "1", "planned_start": "31.2.2026", "planned_end": "1.1.2026"},
        code=project.code,
        section="period",
        expect=422,
    )
    assert page.find("//input[@name='planned_start']")[0].get("value") == "31.2.2026"


def test_each_section_is_saved_from_its_page(officer: PageClient, make: Make) -> None:
    code = make.project(status=ProjectStatus.DRAFT).code
    sent = {
        "names": {"title_de": "Neu", "title_en": "New", "summary_de": "Zwei\r\nZeilen", "summary_en": ""},
        "strands": {"strands": ["MIGR"], "points": ["B1", "B2"], "health_and_care": "y"},
        "period": {"planned_start": "1.2.2026", "planned_end": "31/01/2028", "actual_start": "2026-02-03", "actual_end": "", "responsible_id": str(officer.user.id)},
        "goals": {"sdg": ["4.4", "10.7"], "gcm": ["18"[:0] + "GCM18", ""]},
        "sectors": {"sectors": ["11330", "15190 Facilitation"]},
    }  # fmt: skip
    for section, data in sent.items():
        opened = officer.get("projects.edit_section", code=code, section=section)
        assert (
            officer.post(
                "projects.edit_section", {**data, "version": version(opened)}, code=code, section=section
            ).location
            == f"/projects/{code}/edit"
        )
    project = whole(code)
    assert (project.title_en, project.summary_de, project.strand_codes) == ("New", "Zwei\nZeilen", (Strand.MIGR,))
    assert ([link.point for link in project.points], project.health_and_care) == (["B1", "B2"], True)
    assert (project.planned_start, project.planned_end, project.actual_start) == (
        date(2026, 2, 1),
        date(2028, 1, 31),
        date(2026, 2, 3),
    )
    assert {(one.framework, one.code) for one in project.goals} == {("sdg", "4.4"), ("sdg", "10.7"), ("gcm", "GCM18")}
    assert [one.code for one in project.sectors] == ["11330", "15190"]


def test_save_and_add_more_stays_on_the_page(officer: PageClient, make: Make) -> None:
    code = make.project().code
    data = {
        "version": version(officer.get("projects.edit_section", code=code, section="goals")),
        "sdg": ["4.4"],
        "again": "1",
    }
    assert (
        officer.post("projects.edit_section", data, code=code, section="goals").location
        == f"/projects/{code}/edit/goals"
    )
    again = officer.get("projects.edit_section", code=code, section="goals")
    assert [box.get("value") for box in again.find("//input[@type='checkbox'][@name='sdg']")] == ["4.4"]


def test_a_word_that_is_no_code_is_told_and_the_chosen_ones_stay(officer: PageClient, make: Make) -> None:
    code = make.project().code
    data = {
        "version": version(officer.get("projects.edit_section", code=code, section="goals")),
        "sdg": ["4.4", "happiness"],
    }
    page = officer.post("projects.edit_section", data, code=code, section="goals", expect=422)
    assert "“happiness” is not in it" in page.main
    assert [box.get("value") for box in page.find("//input[@type='checkbox'][@name='sdg']")] == ["4.4"]


def test_the_second_editor_gets_both_versions_and_decides_field_by_field(
    app: Flask, officer: PageClient, make: Make
) -> None:
    code = make.project(title_de="Alt", title_en="Old", summary_en="Same").code
    second = client_for(app, make.officer())
    first_form, second_form = (
        client.get("projects.edit_section", code=code, section="names") for client in (officer, second)
    )
    first = {"title_de": "Erste", "title_en": "First", "summary_de": "", "summary_en": "Same"}
    officer.post("projects.edit_section", {**first, "version": version(first_form)}, code=code, section="names")
    typed = {
        "title_de": "Zweite",
        "title_en": "Second",
        "summary_de": "Getippt",
        "summary_en": "Same",
        "version": version(second_form),
    }
    page = second.post("projects.edit_section", typed, code=code, section="names", expect=409)
    assert page.heading == "Two versions: Names and summary"
    assert officer.user.name in page.main
    for text in ("Erste", "First", "Zweite", "Second"):
        assert text in page.main
    assert len(page.find("//fieldset")) == 2, "only what both have changed is asked"
    hidden = {one.get("name"): one.get("value") for one in page.find("//main//input[@type='hidden']")}
    assert whole(code).title_de == "Erste", "nothing was overwritten"
    chosen = {**hidden, "choice-title_de": "theirs", "choice-title_en": "yours"}
    second.post("projects.edit_section", chosen, code=code, section="names")
    saved = whole(code)
    assert (saved.title_de, saved.title_en, saved.summary_de, saved.summary_en) == (
        "Erste",
        "Second",
        "Getippt",
        "Same",
    )


def test_a_field_only_one_of_both_has_touched_is_not_asked_about(app: Flask, officer: PageClient, make: Make) -> None:
    code = make.project(title_de="Alt", title_en="Old", summary_de="Alt", summary_en="Old").code
    second = client_for(app, make.officer())
    opened = [version(client.get("projects.edit_section", code=code, section="names")) for client in (officer, second)]
    base = {"title_de": "Alt", "title_en": "Old", "summary_de": "Alt", "summary_en": "Old"}
    officer.post(
        "projects.edit_section",
        {**base, "title_de": "Neu", "summary_de": "Erste", "version": opened[0]},
        code=code,
        section="names",
    )
    typed = {**base, "title_en": "New", "summary_de": "Zweite", "version": opened[1]}
    page = second.post("projects.edit_section", typed, code=code, section="names", expect=409)
    assert [one.text_content() for one in page.find("//fieldset/legend")] == ["Summary in German"]
    hidden = {one.get("name"): one.get("value") for one in page.find("//main//input[@type='hidden']")}
    second.post("projects.edit_section", {**hidden, "choice-summary_de": "yours"}, code=code, section="names")
    saved = whole(code)
    assert (saved.title_de, saved.title_en, saved.summary_de, saved.summary_en) == ("Neu", "New", "Zweite", "Old")


def test_a_third_editor_in_between_is_noticed_on_the_page_of_two_versions(
    app: Flask, officer: PageClient, make: Make
) -> None:
    code = make.project(title_de="Alt").code
    opened = version(officer.get("projects.edit_section", code=code, section="names"))
    others = [client_for(app, make.officer()) for _number in range(2)]
    others[0].post(
        "projects.edit_section", {"title_de": "Zwei", "title_en": "x", "version": opened}, code=code, section="names"
    )
    page = officer.post(
        "projects.edit_section",
        {"title_de": "Eins", "title_en": "x", "version": opened},
        code=code,
        section="names",
        expect=409,
    )
    hidden = {one.get("name"): one.get("value") for one in page.find("//main//input[@type='hidden']")}
    again = version(others[1].get("projects.edit_section", code=code, section="names"))
    others[1].post(
        "projects.edit_section", {"title_de": "Drei", "title_en": "x", "version": again}, code=code, section="names"
    )
    page = officer.post(
        "projects.edit_section", {**hidden, "choice-title_de": "yours"}, code=code, section="names", expect=409
    )
    assert "Drei" in page.main
    assert "Eins" in page.main
    assert whole(code).title_de == "Drei"


def test_two_editors_of_different_sections_do_not_meet(app: Flask, officer: PageClient, make: Make) -> None:
    code = make.project().code
    opened = officer.get("projects.edit_section", code=code, section="goals")
    second = client_for(app, make.officer())
    other = second.get("projects.edit_section", code=code, section="names")
    second.post(
        "projects.edit_section",
        {"title_de": "Neu", "title_en": "New", "version": version(other)},
        code=code,
        section="names",
    )
    officer.post("projects.edit_section", {"sdg": ["4.4"], "version": version(opened)}, code=code, section="goals")
    assert (whole(code).title_de, [goal.code for goal in whole(code).goals]) == ("Neu", ["4.4"])


def test_a_list_changed_by_both_is_shown_as_lists(app: Flask, officer: PageClient, make: Make) -> None:
    code = make.project(strands=(Strand.QUAL,), points=("B5",)).code
    opened = officer.get("projects.edit_section", code=code, section="strands")
    second = client_for(app, make.officer())
    second.post(
        "projects.edit_section",
        {"strands": ["QUAL", "MIGR"], "points": ["B5"], "version": version(opened)},
        code=code,
        section="strands",
    )
    page = officer.post(
        "projects.edit_section",
        {"strands": ["REINT"], "points": ["B5"], "version": version(opened)},
        code=code,
        section="strands",
        expect=409,
    )
    assert "Reintegration" in page.main
    assert "Regular migration" in page.main
    hidden = [(one.get("name"), one.get("value")) for one in page.find("//main//input[@type='hidden']")]
    data = {name: [value for key, value in hidden if key == name] for name, _value in hidden}
    officer.post("projects.edit_section", {**data, "choice-strands": "theirs"}, code=code, section="strands")
    assert whole(code).strand_codes == (Strand.QUAL, Strand.MIGR)


def test_places_are_added_and_removed(officer: PageClient, make: Make) -> None:
    code = make.project().code
    officer.post("projects.edit_places", {"place": "GH-AH", "town": "Kumasi"}, code=code)
    officer.post("projects.edit_places", {"place": "05913", "town": ""}, code=code)
    assert [(place.kind, place.code, place.town) for place in whole(code).places] == [
        (PlaceKind.GHANA_REGION, "GH-AH", "Kumasi"),
        (PlaceKind.NRW_DISTRICT, "05913", ""),
    ]
    page = officer.get("projects.edit_places", code=code)
    assert "Kumasi, Ashanti" in page.main
    officer.post("projects.remove_place", code=code, place_id=whole(code).places[0].id)
    assert [place.code for place in whole(code).places] == ["05913"]
    assert (
        officer.post("projects.edit_places", {"place": "XX", "town": "Stays"}, code=code, expect=422)
        .find("//input[@name='town']")[0]
        .get("value")
        == "Stays"
    )


def test_an_organisation_is_added_by_name(officer: PageClient, make: Make) -> None:
    code, partner = make.project(partners=[]).code, make.organisation(name_en="Kumasi TVET Institute")
    officer.post("projects.edit_organisations", {"organisation": "kumasi tvet institute", "role": "4"}, code=code)
    link = whole(code).organisations[0]
    assert (link.organisation_id, link.role) == (partner.id, OrganisationRole.IMPLEMENTING)
    officer.post("projects.remove_organisation", code=code, link_id=link.id)
    assert whole(code).organisations == []


def test_a_name_like_another_is_asked_about_and_then_entered_or_chosen(
    officer: PageClient, make: Make, session: Session
) -> None:
    code, partner = make.project(partners=[]).code, make.organisation(name_en="Kumasi TVET Institute")
    typed = {"organisation": "Kumasi TVET Inst.", "role": "4"}
    page = officer.post("projects.edit_organisations", typed, code=code, expect=422)
    assert [one.get("value") for one in page.find("//input[@name='choice']")] == [partner.code, "new"]
    assert page.find("//input[@name='organisation']")[0].get("value") == "Kumasi TVET Inst."
    assert whole(code).organisations == []
    officer.post("projects.edit_organisations", {**typed, "choice": "new"}, code=code)
    officer.post("projects.edit_organisations", {**typed, "choice": partner.code}, code=code)
    assert [link.organisation.name_en for link in whole(code).organisations] == [
        "Kumasi TVET Inst.",
        "Kumasi TVET Institute",
    ]
    assert len(session.scalars(select(Organisation).where(Organisation.name_en == "Kumasi TVET Inst.")).all()) == 1


def test_suggestions_are_given_as_json_and_only_of_what_one_may_know(
    app: Flask, officer: PageClient, make: Make
) -> None:
    mine, foreign = make.partner_organisation(), make.organisation(name_en="Foreign Workshop")
    make.project(partners=[mine])
    make.project(partners=[foreign])
    assert officer.get("projects.organisation_suggestions", query={"q": "foreign wor"}).response.json == [
        {"value": "Foreign Workshop", "label": ""}
    ]
    assert (
        client_for(app, make.editor()).get("projects.organisation_suggestions", query={"q": "foreign"}).response.json
        == []
    )
    assert officer.get("projects.code_suggestions", name="nrw_districts", query={"q": "dortm"}).response.json == [
        {"value": "05913", "label": "Dortmund"}
    ]
    officer.get("projects.code_suggestions", name="no-such-list", expect=404)
    officer.get("/codelists/..%2Fusers/search", expect=404)


def test_partners_and_auditors_read_but_change_nothing(
    app: Flask, partner: PageClient, auditor: PageClient, make: Make
) -> None:
    project = make.project(partners=[make.partner_organisation()])
    for client in (partner, auditor):
        page = client.get("projects.show", code=project.code)
        assert "Edit the project" not in page.main
        assert "Suspend" not in page.main
        client.get("projects.new", expect=403)
        client.get("projects.edit", code=project.code, expect=403)
        for section in SECTIONS:
            client.get(f"/projects/{project.code}/edit/{section}", expect=403)
            client.post(f"/projects/{project.code}/edit/{section}", expect=403)
        client.get("projects.ask_step", code=project.code, step="suspend", expect=403)
        client.post("projects.take_step", {"reason": "x"}, code=project.code, step="suspend", expect=403)
        client.post("projects.remove_place", code=project.code, place_id=1, expect=403)
        client.post("projects.remove_organisation", code=project.code, link_id=1, expect=403)


def test_a_foreign_or_missing_project_is_404_on_every_page(partner: PageClient, make: Make) -> None:
    foreign = make.project(partners=[make.organisation()])
    for code in (foreign.code, "GH-1999-99"):
        for address in (
            f"/projects/{code}",
            f"/projects/{code}/edit",
            *(f"/projects/{code}/edit/{section}" for section in SECTIONS),
            f"/projects/{code}/steps/suspend",
        ):
            partner.get(address, expect=404)
        for address in (
            f"/projects/{code}/steps/suspend",
            f"/projects/{code}/places/1/remove",
            f"/projects/{code}/organisations/1/remove",
        ):
            partner.post(address, expect=404)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
def test_the_administrator_sees_no_projects(app: Flask, make: Make, role: Role) -> None:
    client, project = client_for(app, make.user(role)), make.project()
    client.get("projects.index", expect=403)
    client.get("projects.show", code=project.code, expect=404)


def test_a_project_is_suspended_with_a_reason_and_resumed(officer: PageClient, make: Make) -> None:
    code = make.project().code
    assert officer.get("projects.ask_step", code=code, step="suspend").heading == "Suspend"
    assert "Say why" in officer.post("projects.take_step", {"reason": " "}, code=code, step="suspend", expect=422).main
    officer.post("projects.take_step", {"reason": "Floods in the north."}, code=code, step="suspend")
    page = officer.get("projects.show", code=code)
    assert "Floods in the north." in page.main
    officer.post("projects.take_step", code=code, step="resume")
    assert whole(code).status is ProjectStatus.ACTIVE
    assert officer.post("projects.take_step", code=code, step="resume", expect=422).heading == "This is not possible"
    officer.get("projects.ask_step", code=code, step="no-such-step", expect=422)


def test_what_stands_in_the_way_of_closing_is_listed_and_enforced(
    officer: PageClient, make: Make, session: Session
) -> None:
    project = make.project(status=ProjectStatus.CLOSING)
    milestone = make.milestone(project)
    participation = make.participation(project=project)
    page = officer.get("projects.ask_step", code=project.code, step="close")
    assert "1 milestone is neither reached nor cancelled." in page.main
    assert "1 person still takes part." in page.main
    assert "Enter the day on which the project really ended." in page.main
    officer.post("projects.take_step", code=project.code, step="close", expect=422)
    milestone.reached_on = participation.ended_on = project.actual_end = date(2026, 7, 1)
    session.commit()
    officer.post("projects.take_step", code=project.code, step="close")
    assert whole(project.code).status is ProjectStatus.CLOSED
    officer.get("projects.edit", code=project.code, expect=422)


def test_a_draft_starts_when_nothing_is_missing(officer: PageClient, make: Make, session: Session) -> None:
    project = make.project(
        status=ProjectStatus.DRAFT, summary_de="Text", summary_en="Text", responsible_id=officer.user.id
    )
    assert "Add at least one region in Ghana." in officer.get("projects.ask_step", code=project.code, step="start").main
    officer.post("projects.take_step", code=project.code, step="start", expect=422)
    session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.GHANA_REGION, code="GH-AH"))
    session.commit()
    assert "The project can be started." in officer.get("projects.edit", code=project.code).main
    officer.post("projects.take_step", code=project.code, step="start")
    assert whole(project.code).status is ProjectStatus.ACTIVE


def test_the_list_shows_filters_that_are_set_and_takes_them_away_one_by_one(officer: PageClient, make: Make) -> None:
    make.project(title_en="Solar trades", strands=(Strand.QUAL,))
    make.project(title_en="Counselling", strands=(Strand.RETURN,))
    page = officer.get("projects.index", query={"strand": "QUAL", "q": "solar", "late": "", "sort": "title"})
    assert "Solar trades" in page.main
    assert "Counselling" not in page.main
    links = {
        " ".join(link.text_content().split()): link.get("href")
        for link in page.find("//ul[@class='filters-active']//a")
    }
    assert sorted(links.values()) == ["/projects?q=solar&sort=title", "/projects?strand=QUAL&sort=title"]
    assert "1 of 1 projects" in page.main
    empty = officer.get("projects.index", query={"q": "nothing-like-this"})
    assert "No project meets all of this." in empty.main


def test_addresses_that_mean_nothing_show_the_whole_list(officer: PageClient, make: Make) -> None:
    make.project(title_en="Solar trades")
    page = officer.get(
        "projects.index",
        query={
            "strand": "X",
            "status": "?",
            "place": "Mars",
            "point": "B9",
            "sort": "no",
            "after": "%%%",
            "before": "x",
        },
    )
    assert "Solar trades" in page.main
    assert not page.find("//ul[@class='filters-active']")


def test_an_organisation_typed_into_the_filter_is_found_or_said_to_be_unknown(officer: PageClient, make: Make) -> None:
    make.project(title_en="Solar trades", partners=[make.organisation(name_en="Kumasi TVET Institute")])
    make.project(title_en="Counselling", partners=[make.organisation(name_en="Accra Desk")])
    page = officer.get("projects.index", query={"organisation": "Kumasi TVET Institute"})
    assert "Solar trades" in page.main
    assert "Counselling" not in page.main
    assert (
        "No single organisation is meant by “Mars”"
        in officer.get("projects.index", query={"organisation": "Mars"}).main
    )


def test_long_lists_have_pages_whose_state_is_the_address(officer: PageClient, make: Make) -> None:
    for number in range(53):
        make.project(code=f"GH-2030-{number:02}", title_en=f"Numbered {number}", strands=(Strand.QUAL,))
    page = officer.get("projects.index", query={"strand": "QUAL"})
    assert "50 of 53 projects" in page.main
    following = officer.get(page.find("//a[@rel='next']")[0].get("href"))
    assert "Numbered 52" in following.main
    assert "Numbered 49" not in following.main
    assert "strand=QUAL" in following.find("//a[@rel='prev']")[0].get("href")
    assert "Numbered 0" in officer.get(following.find("//a[@rel='prev']")[0].get("href")).main


def test_what_is_shown_can_be_taken_away(officer: PageClient, partner: PageClient, make: Make) -> None:
    project = make.project(title_en="=cmd|' /C calc'!A0", strands=(Strand.QUAL,))
    make.project(title_en="Not asked for", strands=(Strand.RETURN,), partners=[make.organisation()])
    text = officer.get("projects.export", kind="csv", query={"strand": "QUAL"}).response.get_data().decode("utf-8-sig")
    assert project.code in text
    assert "'=cmd" in text
    assert "Not asked for" not in text
    workbook = officer.get("projects.export", kind="xlsx").response.get_data()
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert (rows[0][0], len(rows)) == ("Code", 3)
    assert "Not asked for" not in partner.get("projects.export", kind="csv").response.get_data().decode()


def test_the_list_page_costs_the_same_with_one_and_ten_rows(officer: PageClient, make: Make, session: Session) -> None:
    make.project(partners=[make.organisation()])
    session.expunge_all()
    officer.get("projects.index")
    with statements() as one:
        officer.get("projects.index")
    for _number in range(9):
        make.milestone(make.project(partners=[make.organisation()]), baseline_on=date(2026, 1, 1))
    session.expunge_all()
    with statements() as ten:
        officer.get("projects.index")
    assert len(ten) == len(one)
