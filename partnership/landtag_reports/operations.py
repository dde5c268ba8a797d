"""Making reports: ask for one, build it in the background, keep file, data and hashes."""

import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

import pikepdf
from flask import url_for
from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.audit.recording import because
from partnership.core import clock, files
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.jobs import Job, enqueue, report_progress, work
from partnership.landtag_reports.gathering.document import gather
from partnership.landtag_reports.models import LandtagReport
from partnership.landtag_reports.rules import ReportPeriod, parse_period
from partnership.privacy.disclosure import Unprotectable
from reports.landtag_report.document import LandtagReport as Document
from reports.language import LanguageCode, ReportLanguage
from reports.rendering import RenderingFailed, render_to_file

KIND = "landtag-report"
STAGES = 3


def ask_for_report(period: ReportPeriod, *, as_of: date, language: str, by: Actor) -> LandtagReport:
    """Store the wish and let the worker build it; the returned report carries its job."""
    report = LandtagReport(
        period=period.code, period_start=period.period.start, period_end=period.period.end, as_of=as_of, language=language, started_by_id=by.user_id,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    title = _("Report on %(period)s", period=period.name_de if language == "de" else period.name_en)
    job = enqueue(
        KIND,
        title=title,
        arguments={"report_id": report.id, "url": url_for("landtag_reports.show", report_id=report.id)},
        by=by.user_id,
    )
    report.job_id = job.id
    return report


@work(KIND)
def build(job: Job) -> str:
    """Gather, protect, typeset and keep the report of this job; returns its page's address."""
    report = db.session.get(LandtagReport, job.arguments["report_id"])
    if report is None:
        raise Refused(_("This report is no longer there."))
    db.session.commit()  # outside a request every transaction holds SQLite's write lock, which progress needs, and other people too
    report_progress(job, progress=0, total=STAGES)
    document = gather_safely(parse_period(report.period), as_of=report.as_of)
    db.session.commit()
    report_progress(job, progress=1, total=STAGES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        typeset(document, language=report.language, path=path)
        report_progress(job, progress=2, total=STAGES)
        with because(_("built in the background")):
            _keep(report, document, path)
    db.session.commit()
    return str(job.arguments["url"])


def gather_safely(period: ReportPeriod, *, as_of: date) -> Document:
    """The document, or a sentence why it cannot be made.

    Raises Refused for a reporting day in the future, and when people could not be protected.
    """
    if as_of > clock.today():
        raise Refused(_("The reporting day lies in the future. Choose today or an earlier day."))
    try:
        return gather(period, as_of=as_of, generated_at=clock.now())
    except Unprotectable as reason:
        raise Refused(
            _("The report was not made because people could not be protected: %(reason)s.", reason=str(reason))
        ) from reason


def typeset(document: Document, *, language: str, path: Path) -> None:
    """Write the PDF; the table and the command let only `de` and `en` through as `language`.

    Raises Refused with the reason when it could not be set.
    """
    try:
        render_to_file(document, language=ReportLanguage(cast(LanguageCode, language)), path=path)
    except RenderingFailed as reason:
        raise Refused(_("The PDF could not be made: %(reason)s", reason=str(reason))) from reason


def _keep(report: LandtagReport, document: Document, path: Path) -> None:
    with path.open("rb") as file:
        report.stored_as = report.file_sha256 = files.keep(file)
    with pikepdf.open(path) as pdf:
        report.pages = len(pdf.pages)
    text = document.to_json()
    report.data, report.data_sha256 = {"document": text}, sha256(text.encode()).hexdigest()
