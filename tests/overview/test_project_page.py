"""The page of a project: where it stands, at one look, for each reader, at a constant cost; and the seven points."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from partnership.access.vocabulary import Role
from partnership.indicators.models import Indicator, IndicatorPeriod, Result
from partnership.projects.models import (
    Project,
    ProjectBudget,
    ProjectDocument,
    ProjectPlace,
    ProjectRelation,
    ProjectTransaction,
)
from partnership.projects.vocabulary import PlaceKind, ProjectStatus, Strand
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for
from tests.support.statements import statements


def route(page: Page) -> list[tuple[str, str]]:
    return [
        (
            " ".join(stop.xpath("string(.//*[@class='place'])").split()),
            stop.xpath("string(.//svg/@class)").split("st-")[-1],
        )
        for stop in page.find("//ol[@class='route']/li")
    ]


def full_project(make: Make, session: Session, *, rows: int = 1) -> Project:
    """A project with so many of everything its page shows."""
    project = make.project(title_en="Solar trades", strands=(Strand.QUAL, Strand.MIGR), points=("B1", "B5"))
    owner = make.partner_organisation()
    for number in range(rows):
        milestone = make.milestone(
            project,
            title_en=f"Result {number}",
            baseline_on=date(2026, 1, 1 + number),
            owner_id=owner.id,
            forecasts={date(2025, 6, 1): date(2026, 1, 1), date(2026, 1, 1): date(2026, 12, 1)},
        )
        milestone.created_at = datetime(2025, 5, 1, tzinfo=UTC)
        make.participation(project=project, steps={"Q010": date(2026, 2, 1), "Q040": date(2026, 3, 1)})
        indicator = Indicator(
            title_en=f"Certificates {number}",
            baseline_value=Decimal("0"),
            periods=[
                IndicatorPeriod(period_end=date(2025, 12, 31), target_value=Decimal("60"), actual_value=Decimal("12"))
            ],
        )
        session.add(Result(project_id=project.id, title_en="Skills", indicators=[indicator]))
        session.add(
            ProjectBudget(
                project_id=project.id,
                period_start=date(2025, 1, 1),
                period_end=date(2025, 12, 31),
                amount=Decimal("100.50"),
                currency="EUR",
            )
        )
        session.add(
            ProjectTransaction(
                project_id=project.id, kind="3", happened_on=date(2025, 2, 1), amount=Decimal("40"), currency="EUR"
            )
        )
        session.add(
            ProjectTransaction(
                project_id=project.id, kind="4", happened_on=date(2025, 2, 1), amount=Decimal("7"), currency="GHS"
            )
        )
        session.add(
            ProjectDocument(project_id=project.id, url=f"https://example.org/{number}", title=f"Evaluation {number}")
        )
        session.add(ProjectRelation(project_id=project.id, kind="1", identifier=f"DE-1-{number}"))
        session.add(
            ProjectPlace(project_id=project.id, kind=PlaceKind.GHANA_REGION, code="GH-AH", town=f"Town {number}")
        )
    session.commit()
    return project


def test_one_look_tells_where_a_project_stands(officer: PageClient, make: Make, session: Session) -> None:
    page = officer.get("projects.show", code=full_project(make, session).code)
    for text in (
        "Active until 31 December 2027",
        "What is behind the plan",
        "Result 0",
        "11 months later",
        "Certificates 0",
        "€100.50",
        "€40.00",
        "GH₵7.00",
        "Evaluation 0",
        "DE-1-0",
        "not in this register",
    ):
        assert text in page.main, text
    drawing = page.find("//figure[@class='trend']//svg/title")
    assert [one.text for one in drawing] == ["1 milestone is late."] * 2, (
        "one drawing for wide pages, one for narrow ones"
    )
    rows = [" ".join(row.text_content().split()) for row in page.find("//table[contains(@class,'people')]//tbody/tr")]
    assert rows[0].startswith("QEntry")
    assert "1" in rows[0]


def test_a_bare_project_says_what_is_missing_instead_of_empty_boxes(officer: PageClient, make: Make) -> None:
    project = make.project(
        partners=[], strands=(), points=(), status=ProjectStatus.DRAFT, planned_start=None, planned_end=None
    )
    page = officer.get("projects.show", code=project.code)
    for text in ("not chosen yet", "No milestone yet.", "Nobody has been enrolled yet.", "no point yet"):
        assert text in page.main
    for text in ("Money planned", "Results", "Documents"):
        assert text not in page.main
    assert not page.find("//ol[@class='route']")


def test_the_route_leads_to_nrw_for_those_who_learn_and_back_for_those_who_return(
    officer: PageClient, make: Make, session: Session
) -> None:
    for strands, expected in (
        ((Strand.QUAL, Strand.MIGR), ["Kumasi", "Dortmund"]),
        ((Strand.RETURN, Strand.REINT), ["Dortmund", "Kumasi"]),
    ):
        project = make.project(strands=strands)
        session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.NRW_DISTRICT, code="05913"))
        session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.GHANA_REGION, code="GH-AH", town="Kumasi"))
        session.commit()
        assert route(officer.get("projects.show", code=project.code)) == [
            (expected[0], "now"),
            (expected[1], "planned"),
        ]


def test_the_far_end_is_reached_when_somebody_has_arrived(officer: PageClient, make: Make, session: Session) -> None:
    project = make.project(strands=(Strand.MIGR,))
    session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.NRW_DISTRICT, code="05913"))
    session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.GHANA_REGION, code="GH-AA"))
    session.commit()
    make.participation(project=project, strand=Strand.MIGR, steps={"M300": date(2026, 5, 1), "M320": date(2026, 6, 1)})
    page = officer.get("projects.show", code=project.code)
    assert route(page) == [("Greater Accra", "reached"), ("Dortmund", "reached")]
    assert "1 person arrived" in page.main


def test_a_project_in_all_regions_names_some_and_counts_the_rest(
    officer: PageClient, make: Make, session: Session
) -> None:
    project = make.project()
    for code in ("GH-AA", "GH-AH", "GH-NP", "GH-UE", "GH-UW"):
        session.add(ProjectPlace(project_id=project.id, kind=PlaceKind.GHANA_REGION, code=code))
    session.commit()
    assert [name for name, _kind in route(officer.get("projects.show", code=project.code))][2:] == ["3 more places"]


def test_the_page_costs_the_same_with_one_and_ten_of_everything(
    officer: PageClient, make: Make, session: Session
) -> None:
    small, large = full_project(make, session), full_project(make, session, rows=10)
    counts = []
    for project in (small, small, large):
        session.expunge_all()
        with statements() as sent:
            officer.get("projects.show", code=project.code)
        counts.append(len(sent))
    assert counts[1] == counts[2] <= 45, counts


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.PRIVACY, Role.AUDITOR, Role.EDITOR, Role.LEAD])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_reader_gets_the_page_in_either_language(
    app: Flask, make: Make, session: Session, role: Role, language: str
) -> None:
    project = full_project(make, session)
    page = client_for(app, make.user(role), language=language).get("projects.show", code=project.code)
    assert page.heading == ("Solar trades" if language == "en" else project.title_de)
    assert "Ɔsɛi" not in page.text, "no name of a participant"


def test_the_life_of_a_project_is_told_with_reasons(officer: PageClient, make: Make) -> None:
    project = make.project()
    officer.post("projects.take_step", {"reason": "Floods."}, code=project.code, step="suspend")
    page = officer.get("projects.show", code=project.code)
    assert "From “Active” to “Suspended”" in page.main
    assert "Suspended: Floods." in page.main
    assert "Status changed from “Active” to “Suspended”" in page.main


def test_the_seven_points_are_quoted_with_what_answers_them(officer: PageClient, make: Make) -> None:
    project = make.project(title_en="Solar trades", points=("B5",))
    make.milestone(project, title_en="Agreement signed", point="B5")
    page = officer.get("resolution.index")
    points = page.find("//ol[contains(@class,'points')]/li")
    assert [one.get("id") for one in points] == ["B1", "B2", "B3", "B4", "B5", "B6", "B7"]
    texts = [" ".join(one.text_content().split()) for one in points]
    assert "Solar trades" in texts[4]
    assert "Agreement signed" in texts[4]
    assert all("outside the partnership" in texts[number] for number in (2, 5))
    assert all("No project answers this point yet." in texts[number] for number in (0, 1, 3, 6))
    assert "4 of them have no project yet: B1, B2, B4, B7" in page.main
    assert [one.get("lang") for one in page.find("//ol[contains(@class,'points')]/li/h2/span[@lang]")] == ["de"] * 7


def test_a_partner_sees_only_own_projects_at_the_points(partner: PageClient, make: Make) -> None:
    make.project(partners=[make.partner_organisation()], title_en="Ours", points=("B1",))
    hidden = make.project(partners=[make.organisation()], title_en="Theirs", points=("B1",))
    make.milestone(hidden, title_en="Their result", point="B1")
    page = partner.get("resolution.index")
    assert "Ours" in page.main
    assert "Theirs" not in page.text
    assert "Their result" not in page.text


def test_many_projects_at_a_point_are_one_link_away_and_cost_no_more(
    officer: PageClient, make: Make, session: Session
) -> None:
    make.project(points=("B5",))
    officer.get("resolution.index")
    session.expunge_all()
    with statements() as one:
        officer.get("resolution.index")
    for _number in range(13):
        make.milestone(make.project(points=("B5",)), point="B5")
    session.expunge_all()
    with statements() as many:
        page = officer.get("resolution.index")
    assert len(many) == len(one)
    assert page.find("//a[@href='/projects?point=B5']")


def test_a_title_in_another_language_than_the_page_says_so(officer: PageClient, make: Make) -> None:
    only_german = make.project(title_de="Bauberufe", title_en="")
    both = make.project(title_de="Pflege", title_en="Care")
    page = officer.get("projects.show", code=only_german.code)
    assert page.find("//h1/span[@lang='de'][.='Bauberufe']")
    assert not officer.get("projects.show", code=both.code).find("//h1//*[@lang]")
