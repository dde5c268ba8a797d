"""Pages of reports: the list, asking for one, its page and the file."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, send_file, url_for

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock, files
from partnership.landtag_reports import operations, queries
from partnership.landtag_reports.forms import ReportForm
from partnership.landtag_reports.models import LandtagReport
from partnership.landtag_reports.rules import last_complete_half_year, parse_period

landtag_reports = Blueprint("landtag_reports", __name__)


@landtag_reports.get("/reports")
@allow(Action.VIEW_REPORTS)
def index() -> str:
    """All reports, the latest first."""
    return render_template("landtag_reports/list.html", reports=queries.reports_for(acting()))


@landtag_reports.route("/reports/new", methods=["GET", "POST"])
@allow(Action.BUILD_REPORT)
def new() -> Any:
    """Ask for a report; it is built in the background."""
    usual = parse_period(last_complete_half_year(clock.today()))
    form = ReportForm(
        data={"period": usual.code, "as_of": min(usual.period.end, clock.today() - timedelta(days=1)), "language": "de"}
    )
    if form.validate_on_submit():
        report = operations.ask_for_report(
            form.read_period, as_of=form.read_day, language=form.language.data, by=acting()
        )
        return redirect(url_for("administration.show_job", job_id=report.job_id))
    return render_template("landtag_reports/new.html", form=form), 422 if form.errors else 200


@landtag_reports.get("/reports/<int:report_id>")
@allow(Action.VIEW_REPORTS, report=queries.by_id)
def show(report: LandtagReport) -> str:
    """One report with its hashes and the file."""
    return render_template("landtag_reports/show.html", report=report, period=parse_period(report.period))


@landtag_reports.get("/reports/<int:report_id>/file")
@allow(Action.VIEW_REPORTS, report=queries.with_file)
def download(report: LandtagReport) -> Any:
    """The PDF."""
    return send_file(
        files.path_of(report.stored_as or ""),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"nrw-ghana-{report.period}-{report.language}-{report.state.value}.pdf",
    )
