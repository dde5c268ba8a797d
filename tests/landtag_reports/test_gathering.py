"""From the register to the document: counts as of the day, small ones hidden, same register same bytes."""

from datetime import UTC, date, datetime

from flask import Flask

from partnership.landtag_reports.gathering.document import gather
from partnership.landtag_reports.rules import parse_period
from partnership.projects.vocabulary import Strand
from reports.landtag_report.document import LandtagReport, ProjectProfile
from reports.marks import Station
from tests.support.make import Make

AT = datetime(2026, 7, 6, 9, tzinfo=UTC)


def report_of(as_of: date = date(2026, 6, 30)) -> LandtagReport:
    return gather(parse_period("2026-H1"), as_of=as_of, generated_at=AT)


def profile(report: LandtagReport, code: str) -> ProjectProfile:
    return next(project for project in report.projects if project.code == code)


def people(report: LandtagReport, code: str) -> dict[str, int | str]:
    return {step.name.en: step.count.to_plain() for step in profile(report, code).people}


def test_empty_register_gives_a_report_that_says_so(app: Flask) -> None:
    report = report_of()
    assert report.projects == ()
    assert all(not point.project_codes for point in report.resolution.points)
    assert [point.state for point in report.resolution.points if point.code in ("B3", "B6")] == [
        Station.OUTSIDE,
        Station.OUTSIDE,
    ]


def test_small_count_of_one_project_is_hidden_with_what_would_betray_it(make: Make) -> None:
    organisation = make.partner_organisation()
    for code, number in (("GH-2026-61", 2), ("GH-2026-62", 8), ("GH-2026-63", 20)):
        project = make.project(partners=[organisation], code=code)
        for _one in range(number):
            make.participation(project=project, organisation=organisation, steps={"Q040": date(2026, 3, 1)})
    report = report_of()
    assert people(report, "GH-2026-61")["Admitted"] == "x"
    assert people(report, "GH-2026-62")["Admitted"] == "x"
    assert people(report, "GH-2026-63")["Admitted"] == 20
    assert next(step.count.number for step in report.strands[0].steps if step.name.en.startswith("Admitted")) == 30


def test_return_hides_four_too(make: Make) -> None:
    organisation = make.partner_organisation()
    project = make.project(partners=[organisation], code="GH-2026-64", strands=(Strand.RETURN,))
    for _one in range(4):
        make.participation(
            project=project, organisation=organisation, strand=Strand.RETURN, steps={"R090": date(2026, 3, 1)}
        )
    assert people(report_of(), "GH-2026-64")["Received in Accra"] == "x"


def test_what_happened_after_the_reporting_day_is_not_in_it(make: Make) -> None:
    organisation = make.partner_organisation()
    project = make.project(partners=[organisation], code="GH-2026-65")
    for number in range(12):
        make.participation(project=project, organisation=organisation, steps={"Q040": date(2026, 3 + number // 6, 1)})
    make.milestone(
        project,
        title_en="Workshop",
        baseline_on=date(2026, 2, 1),
        reached_on=date(2026, 5, 20),
        forecasts={date(2025, 6, 1): date(2026, 3, 1), date(2026, 4, 1): date(2026, 5, 20)},
    )
    early, late = report_of(date(2026, 3, 31)), report_of(date(2026, 6, 30))
    admitted = "Admitted"
    assert (people(early, "GH-2026-65")[admitted], people(late, "GH-2026-65")[admitted]) == (6, 12)
    assert profile(early, "GH-2026-65").milestones[0].state is Station.LATE
    assert len(profile(early, "GH-2026-65").milestones[0].forecasts) == 1
    assert profile(late, "GH-2026-65").milestones[0].state is Station.REACHED


def test_drafts_are_not_reported_and_points_follow_their_projects(make: Make) -> None:
    make.project(code="GH-2026-66", points=("B2", "B7"))
    make.project(code="GH-2026-67", points=("B1",), status="draft")
    report = report_of()
    assert [project.code for project in report.projects] == ["GH-2026-66"]
    assert {point.code: point.project_codes for point in report.resolution.points if point.project_codes} == {
        "B2": ("GH-2026-66",),
        "B7": ("GH-2026-66",),
    }
    assert "B1" in report.resolution.lead.en


def test_same_register_same_data(make: Make) -> None:
    make.participation(steps={"Q010": date(2026, 2, 1)})
    assert report_of().to_json() == report_of().to_json()
    assert report_of().data_hash == report_of().data_hash
