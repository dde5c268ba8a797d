"""From the register to the document: counts as of the day, small ones hidden, same register same bytes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import Flask

from partnership.landtag_reports.gathering import names
from partnership.landtag_reports.gathering.document import gather
from partnership.landtag_reports.rules import parse_period
from partnership.projects.vocabulary import Strand
from reports.figures import Count
from reports.landtag_report.document import LandtagReport, ProjectProfile
from reports.language import ReportLanguage
from reports.marks import Station
from reports.rendering import document_html
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


def test_a_year_before_stands_beside_the_period_and_in_the_lead(make: Make) -> None:
    organisation = make.partner_organisation()
    project = make.project(partners=[organisation], code="GH-2026-68")
    for number in range(14):
        make.participation(
            project=project, organisation=organisation, steps={"Q040": date(2026 if number < 9 else 2025, 3, 1)}
        )
    report = report_of()
    (row,) = [row for row in report.summary.targets if row.code == "IQ01"]
    assert (row.actual.to_plain(), row.before and row.before.to_plain()) == (9, 5)
    assert (report.period.short.de, report.period.compared.de) == ("1. Hj. 2026", "1. Hj. 2025")
    assert (
        "wurden neun Menschen in eine Qualifizierung aufgenommen, vier mehr als ein Jahr zuvor."
        in report.summary.lead.de
    )
    assert "nine people were admitted, four more than a year before." in report.strands[0].lead.en


def test_without_a_target_no_column_for_it_is_printed(make: Make) -> None:
    organisation = make.partner_organisation()
    project = make.project(partners=[organisation], code="GH-2026-69")
    for _one in range(5):
        make.participation(project=project, organisation=organisation, steps={"Q040": date(2026, 3, 1)})
    report = report_of()
    markup = document_html(report, language=ReportLanguage("de"))
    assert "Ziel als Strich" not in markup
    assert markup.count("sobald sie gesetzt sind") == 1
    first = replace(report.summary.targets[0], target=Count(number=7))
    aimed = replace(report, summary=replace(report.summary, targets=(first, *report.summary.targets[1:])))
    assert "Ziel als Strich" in document_html(aimed, language=ReportLanguage("de"))


def test_a_milestone_counts_for_its_point_and_shows_its_project_there(make: Make) -> None:
    project = make.project(code="GH-2026-70", points=("B5",))
    make.milestone(project, point="B2")
    report = report_of()
    assert profile(report, "GH-2026-70").resolution_points == ("B2", "B5")
    (point,) = [one for one in report.resolution.points if one.code == "B2"]
    assert (point.project_codes, len(point.milestones)) == (("GH-2026-70",), 1)


def test_delay_is_the_same_in_the_list_of_late_things_and_in_the_table(make: Make) -> None:
    project = make.project(code="GH-2026-71")
    make.milestone(project, baseline_on=date(2026, 9, 30), forecasts={date(2026, 5, 1): date(2027, 2, 1)})
    make.milestone(project, baseline_on=date(2026, 4, 1))
    delays = {one.delay.de for one in profile(report_of(), "GH-2026-71").late}
    assert delays == {"5 Monate", "überfällig seit 04.2026"}
    markup = document_html(report_of(), language=ReportLanguage("de"))
    assert '<td class="n late">+5</td>' in markup


def test_every_step_and_indicator_has_a_short_name_and_a_german_definition(app: Flask) -> None:
    report = report_of()
    assert {one.code for one in report.indicators} == set(names.INDICATORS) == set(names.DEFINITIONS_DE)
    assert {one.code for one in report.steps} == set(names.STEPS)
    assert max(len(words.de) for words in (*names.STEPS.values(), *names.INDICATORS.values())) <= 28


def test_same_register_same_data(make: Make) -> None:
    make.participation(steps={"Q010": date(2026, 2, 1)})
    assert report_of().to_json() == report_of().to_json()
    later = gather(parse_period("2026-H1"), as_of=date(2026, 6, 30), generated_at=AT.replace(hour=10))
    assert report_of().data_hash == later.data_hash
    assert report_of(date(2026, 3, 31)).data_hash != later.data_hash
