"""Home: true numbers, sentences with verbs, each leading to the page where it is done."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from partnership.access.vocabulary import Role
from partnership.projects.vocabulary import ProjectStatus
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for
from tests.support.statements import statements

TODAY = date(2026, 7, 6)


def todos(page) -> list[str]:
    return [
        " ".join(one.text_content().split())
        for one in page.find("//main//div[@class='content']//ol[contains(@class,'line')]//*[@class='what']")
    ]


def test_an_empty_register_says_what_to_do_first(officer: PageClient) -> None:
    page = officer.get("overview.home")
    assert "Nothing waits for you today." in page.main
    assert page.find("//main//a[@href='/projects/new']")


def test_a_partner_without_projects_is_told_who_adds_them(partner: PageClient) -> None:
    assert "The ministry adds it." in partner.get("overview.home").main


def test_an_officer_sees_late_today_and_this_week_with_true_numbers(
    officer: PageClient, make: Make, session: Session
) -> None:
    mine = make.project(title_en="Solar trades", responsible_id=officer.user.id)
    make.milestone(mine, title_en="Workshop", baseline_on=TODAY - timedelta(days=6))
    make.milestone(
        mine, title_en="Examination", baseline_on=date(2026, 9, 15), forecasts={date(2026, 7, 1): date(2027, 1, 20)}
    )
    make.milestone(mine, title_en="Visit", baseline_on=TODAY + timedelta(days=3))
    make.milestone(
        mine, title_en="Arrivals", baseline_on=date(2027, 3, 1), forecasts={date(2026, 1, 1): date(2027, 3, 1)}
    )
    make.project(title_en="Draft", status=ProjectStatus.DRAFT, responsible_id=officer.user.id)
    make.project(title_en="From a file", strands_confirmed=False)
    make.milestone(make.project(responsible_id=make.officer().id), baseline_on=date(2026, 1, 1))
    page = officer.get("overview.home")
    assert "2 things are late. 3 things wait for you today. One date falls in the next seven days." in page.main
    assert todos(page) == [
        "Report or forecast again: Workshop", "Decide what follows from the delay: Examination", "Renew the forecast: Arrivals", "Confirm the strands: From a file",
        "Complete and start: Draft", "See whether it is reached: Visit",
    ]  # fmt: skip
    assert "for 6 days" in page.main
    assert "+4 months" in page.main
    for link in page.find("//main//ol[contains(@class,'line')]//a"):
        officer.get(link.get("href"))


def test_more_than_fit_are_counted_and_one_link_away(officer: PageClient, make: Make) -> None:
    project = make.project(responsible_id=officer.user.id)
    for number in range(9):
        make.milestone(project, baseline_on=TODAY - timedelta(days=1 + number))
    page = officer.get("overview.home")
    assert "9 things are late." in page.main
    assert "3 more of these" in todos(page)


def test_a_partner_sees_what_its_organisation_owns_and_no_foreign_project(partner: PageClient, make: Make) -> None:
    mine, foreign = make.partner_organisation(), make.organisation()
    make.milestone(
        make.project(partners=[mine], title_en="Ours"),
        title_en="Our result",
        baseline_on=date(2026, 1, 1),
        owner_id=mine.id,
    )
    make.milestone(
        make.project(partners=[foreign], title_en="Theirs"),
        title_en="Their result",
        baseline_on=date(2026, 1, 1),
        owner_id=foreign.id,
    )
    page = partner.get("overview.home")
    assert todos(page) == ["Report or forecast again: Our result"]
    assert "Theirs" not in page.text
    assert "Their result" not in page.text


def test_changes_are_told_in_words_and_without_names_of_participants(officer: PageClient, make: Make) -> None:
    project = make.project(title_en="Solar trades")
    for _number in range(3):
        make.participation(make.participant(given_name="Adjoa", family_name="Ɔsɛi-Bonsu"), project=project)
    page = officer.get("overview.home")
    assert "3 people joined" in page.main
    assert "Project entered" in page.main
    assert "Adjoa" not in page.text
    assert "Bonsu" not in page.text


@pytest.mark.parametrize("role", Role)
def test_everybody_with_an_account_has_a_first_page(app: Flask, make: Make, role: Role) -> None:
    make.milestone(make.project(), baseline_on=date(2026, 1, 1))
    assert client_for(app, make.user(role)).get("overview.home").heading == "To do today"


def test_home_costs_the_same_however_much_waits(officer: PageClient, make: Make, session: Session) -> None:
    user_id = officer.user.id

    def fill(number: int) -> None:
        for _time in range(number):
            project = make.project(responsible_id=user_id, partners=[make.organisation()])
            make.milestone(project, baseline_on=date(2026, 1, 1), owner_id=make.organisation().id)
            make.project(responsible_id=user_id, status=ProjectStatus.DRAFT)

    fill(1)
    officer.get("overview.home")
    session.expunge_all()
    with statements() as one:
        officer.get("overview.home")
    fill(9)
    session.expunge_all()
    with statements() as ten:
        officer.get("overview.home")
    assert len(ten) == len(one)
