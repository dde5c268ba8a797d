"""A report from the wish to the file, as the officer and others meet it."""

from datetime import date

import pikepdf
import sqlalchemy as sa
from flask import Flask

from partnership.access.vocabulary import Role
from partnership.core import files
from partnership.landtag_reports.models import LandtagReport
from partnership.projects.vocabulary import Strand
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for


def register_with_small_counts(make: Make) -> None:
    """Nine people admitted in one project, two in another."""
    organisation = make.partner_organisation()
    large, small = (
        make.project(partners=[organisation], code="GH-2026-71"),
        make.project(partners=[organisation], code="GH-2026-72"),
    )
    for project, number in ((large, 9), (small, 2)):
        for _one in range(number):
            make.participation(
                project=project,
                organisation=organisation,
                strand=Strand.QUAL,
                steps={"Q010": date(2026, 2, 1), "Q040": date(2026, 3, 1)},
            )
    make.milestone(small, forecasts={date(2026, 1, 5): date(2027, 2, 1)}, point="B5")


def test_officer_asks_for_a_report_and_downloads_it(officer: PageClient, make: Make, session: sa.orm.Session) -> None:
    register_with_small_counts(make)
    form = officer.get("landtag_reports.new")
    assert form.find("//input[@name='period']")[0].get("value") == "2026-H1"
    job = officer.post("landtag_reports.new", {"period": "2026-H1", "as_of": "30.6.2026", "language": "de"}).location
    page = officer.get(job, expect=302).location
    shown = officer.get(page)
    assert shown.heading == "Report on first half of 2026"
    report = session.scalars(sa.select(LandtagReport)).one()
    assert files.is_intact(report.file_sha256 or "")
    answer = officer.get("landtag_reports.download", report_id=report.id)
    assert answer.response.data.startswith(b"%PDF-")
    assert "attachment" in answer.headers["Content-Disposition"]
    with pikepdf.open(files.path_of(report.stored_as or "")) as pdf:
        assert len(pdf.pages) == report.pages
    assert '"count": 2' not in (report.data or {})["document"]


def test_wrong_input_is_answered_beside_the_field_and_nothing_is_lost(officer: PageClient) -> None:
    page = officer.post(
        "landtag_reports.new", {"period": "2026-H9", "as_of": "31.2.2026", "language": "de"}, expect=422
    )
    assert page.find("//input[@name='period']")[0].get("value") == "2026-H9"
    assert page.find("//input[@name='as_of']")[0].get("value") == "31.2.2026"
    assert len(page.errors) == 2
    future = officer.post(
        "landtag_reports.new", {"period": "2026-H1", "as_of": "1.1.2030", "language": "de"}, expect=422
    )
    assert "lies in the future" in future.main


def test_only_the_ministry_makes_reports_and_partners_see_none(
    app: Flask, partner: PageClient, visitor: PageClient, make: Make
) -> None:
    partner.get("landtag_reports.index", expect=403)
    partner.get("landtag_reports.new", expect=403)
    auditor = client_for(app, make.user(Role.AUDITOR))
    auditor.get("landtag_reports.index")
    auditor.get("landtag_reports.new", expect=403)
    assert "/sign-in" in visitor.get("landtag_reports.index", expect=302).location


def test_report_that_does_not_exist(officer: PageClient) -> None:
    officer.get("landtag_reports.show", report_id=4711, expect=404)
    officer.get("landtag_reports.download", report_id=4711, expect=404)
