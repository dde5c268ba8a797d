"""Pages of milestones: what officers and partners may do there, and what comes back when a form cannot be read."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from partnership.access.vocabulary import Role
from partnership.milestones import queries
from partnership.milestones.models import Milestone
from partnership.projects.models import Project
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for

PLAN = date(2026, 9, 1)
ACTS = ("forecast", "reach", "cancel", "reopen", "edit")


@pytest.fixture
def project(make: Make) -> Project:
    return make.project(partners=[make.partner_organisation()])


@pytest.fixture
def milestone(make: Make, project: Project) -> Milestone:
    return make.milestone(project, title_en="First examination", baseline_on=PLAN)


def where(project: Project, milestone: Milestone) -> dict[str, object]:
    return {"code": project.code, "milestone_id": milestone.id}


def fresh(project: Project, milestone: Milestone) -> Milestone:
    found = queries.milestone_of(project.code, milestone.id or 0)
    assert found is not None
    return found


def errors(page: Page) -> list[str]:
    return [link.get("href") for link in page.find("//*[@aria-labelledby='error-summary']//a")]


def test_an_officer_enters_a_milestone_with_its_owner_and_point(
    officer: PageClient, make: Make, project: Project
) -> None:
    owner = make.partner_organisation()
    data = {
        "title_de": "Erste Prüfung",
        "title_en": "First examination",
        "baseline_on": "15.9.2026",
        "owner_id": str(owner.id),
        "point": "B5",
    }
    location = officer.post("milestones.new", data, code=project.code).location
    page = officer.get(location)
    assert page.heading == "First examination"
    assert "Expected on 15 September 2026." in page.main
    assert owner.name_en in page.main
    assert "B5" in page.main
    assert errors(officer.post("milestones.new", {"title_de": "Bleibt"}, code=project.code, expect=422)) == [
        "#title_en",
        "#baseline_on",
    ]


def test_an_owner_from_outside_the_project_is_refused(officer: PageClient, make: Make, project: Project) -> None:
    outside = make.organisation()
    data = {"title_de": "x", "title_en": "x", "baseline_on": "15.9.2026", "owner_id": str(outside.id)}
    assert errors(officer.post("milestones.new", data, code=project.code, expect=422)) == ["#owner_id"]


def test_a_partner_forecasts_and_reports_as_reached(
    partner: PageClient, project: Project, milestone: Milestone
) -> None:
    partner.post(
        "milestones.forecast",
        {"expected_on": "1.12.2026", "reason": "Two examiners left."},
        **where(project, milestone),
    )
    page = partner.get("milestones.show", **where(project, milestone))
    assert "Two examiners left." in page.main
    assert "3 months after the plan" in page.main
    partner.post("milestones.reach", {"reached_on": "1.7.2026", "evidence": "Minutes"}, **where(project, milestone))
    assert fresh(project, milestone).reached_on == date(2026, 7, 1)
    assert "Reached on 1 July 2026." in partner.get("milestones.show", **where(project, milestone)).main
    partner.post(
        "milestones.forecast", {"expected_on": "1.12.2026", "reason": "x"}, expect=422, **where(project, milestone)
    )


def test_forms_that_cannot_be_read_keep_what_was_typed(
    partner: PageClient, project: Project, milestone: Milestone
) -> None:
    page = partner.post(
        "milestones.forecast", {"expected_on": "1.12.2026", "reason": ""}, expect=422, **where(project, milestone)
    )
    assert errors(page) == ["#reason"]
    assert page.find("//input[@name='expected_on']")[0].get("value") == "1.12.2026"
    page = partner.post(
        "milestones.forecast",
        {"expected_on": "1.1.2026", "reason": "Kept text"},
        expect=422,
        **where(project, milestone),
    )
    assert errors(page) == ["#expected_on"]
    assert "Kept text" in page.find("//textarea[@name='reason']")[0].text
    assert errors(
        partner.post("milestones.reach", {"reached_on": "1.1.2027"}, expect=422, **where(project, milestone))
    ) == ["#reached_on"]
    assert fresh(project, milestone).forecasts == []


def test_two_forecasts_of_a_day_are_both_shown_and_the_earlier_one_is_marked(
    partner: PageClient, project: Project, milestone: Milestone
) -> None:
    for day in ("1.10.2026", "1.11.2026"):
        partner.post("milestones.forecast", {"expected_on": day, "reason": "Moved."}, **where(project, milestone))
    page = partner.get("milestones.show", **where(project, milestone))
    assert "1 Oct 2026 replaced the same day" in page.main
    assert "1 Nov 2026" in page.main


def test_an_officer_cancels_reopens_and_corrects_with_reasons(
    officer: PageClient, project: Project, milestone: Milestone
) -> None:
    assert errors(officer.post("milestones.cancel", {"reason": ""}, expect=422, **where(project, milestone))) == [
        "#reason"
    ]
    officer.post("milestones.cancel", {"reason": "No money."}, **where(project, milestone))
    assert "No money." in officer.get("milestones.show", **where(project, milestone)).main
    officer.post("milestones.reopen", {"reason": "Money was found."}, **where(project, milestone))
    opened = officer.get("milestones.edit", **where(project, milestone))
    data = {
        "title_de": "Neu",
        "title_en": "New",
        "baseline_on": "15.9.2026",
        "owner_id": "",
        "point": "",
        "version": opened.find("//input[@name='version']")[0].get("value"),
    }
    assert errors(officer.post("milestones.edit", data, expect=422, **where(project, milestone))) == ["#reason"]
    officer.post("milestones.edit", {**data, "reason": "The grant says so."}, **where(project, milestone))
    saved = fresh(project, milestone)
    assert (saved.title_en, saved.baseline_on, saved.point, saved.owner_id) == ("New", date(2026, 9, 15), None, None)


def test_a_second_editor_of_a_milestone_gets_both_versions(
    app: Flask, officer: PageClient, make: Make, project: Project, milestone: Milestone
) -> None:
    second = client_for(app, make.officer())
    opened = [
        client.get("milestones.edit", **where(project, milestone)).find("//input[@name='version']")[0].get("value")
        for client in (officer, second)
    ]
    base = {"title_de": milestone.title_de, "baseline_on": "1.9.2026", "owner_id": "", "point": ""}
    officer.post("milestones.edit", {**base, "title_en": "One", "version": opened[0]}, **where(project, milestone))
    page = second.post(
        "milestones.edit",
        {**base, "title_en": "Two", "point": "B5", "version": opened[1]},
        expect=409,
        **where(project, milestone),
    )
    hidden = {one.get("name"): one.get("value") for one in page.find("//main//input[@type='hidden']")}
    second.post("milestones.edit", {**hidden, "choice-title_en": "theirs"}, **where(project, milestone))
    saved = fresh(project, milestone)
    assert (saved.title_en, saved.point) == ("One", "B5")


def test_partners_and_auditors_do_not_edit(
    app: Flask, partner: PageClient, make: Make, project: Project, milestone: Milestone
) -> None:
    auditor = client_for(app, make.user(Role.AUDITOR))
    for client, forbidden in ((partner, ("cancel", "reopen", "edit")), (auditor, ACTS)):
        page = client.get("milestones.show", **where(project, milestone))
        for act in forbidden:
            client.get(f"milestones.{act}", expect=403, **where(project, milestone))
            client.post(f"milestones.{act}", {"reason": "x"}, expect=403, **where(project, milestone))
            assert not page.find(f"//main//a[contains(@href, '/{act}')]")
        client.get("milestones.new", code=project.code, expect=403)


def test_foreign_and_missing_milestones_are_404_on_every_page(
    partner: PageClient, make: Make, project: Project, milestone: Milestone
) -> None:
    foreign = make.project(partners=[make.organisation()])
    hidden = make.milestone(foreign)
    for code, number in (
        (foreign.code, hidden.id),
        (project.code, hidden.id),
        (foreign.code, milestone.id),
        (project.code, 999_999),
    ):
        partner.get("milestones.show", code=code, milestone_id=number, expect=404)
        for act in ACTS:
            partner.get(f"milestones.{act}", code=code, milestone_id=number, expect=404)
            partner.post(f"milestones.{act}", {"reason": "x"}, code=code, milestone_id=number, expect=404)
    partner.get("milestones.new", code=foreign.code, expect=404)


def test_a_forecast_says_in_the_log_of_the_project_when_it_is_expected(
    partner: PageClient, project: Project, milestone: Milestone, session: Session
) -> None:
    partner.post("milestones.forecast", {"expected_on": "1.12.2026", "reason": "Moved."}, **where(project, milestone))
    assert "Now expected on 1 December 2026: First examination" in partner.get("projects.show", code=project.code).main
