"""Puts the chapters together and seals them with the hash of the data."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from partnership.landtag_reports import texts
from partnership.landtag_reports.gathering.projects import late_milestones, profiles
from partnership.landtag_reports.gathering.register import enter_figures, read_register
from partnership.landtag_reports.gathering.resolution import resolution
from partnership.landtag_reports.gathering.strands import chapter, definitions, number_of
from partnership.landtag_reports.gathering.summary import english_summary, summary
from partnership.landtag_reports.rules import ReportPeriod
from partnership.projects.vocabulary import Strand
from reports.landtag_report.document import LandtagReport, Period, ReportState, Words

VERSION = "0.1"
NOT_YET = "0" * 64


def gather(period: ReportPeriod, *, as_of: date, generated_at: datetime) -> LandtagReport:
    """The whole report as of the reporting day; the same register gives the same document.

    Raises Unprotectable when the figures cannot be published safely.
    """
    register = read_register(period, as_of=as_of)
    book = enter_figures(register)
    points = resolution(register)
    late = sum(bool(late_milestones(register, project)) for project in register.projects)
    lead = number_of(
        late,
        one=Words("Ein Projekt liegt hinter seinem Plan.", "One project is behind its plan."),
        many=Words("{n} Projekte liegen hinter ihrem Plan.", "{n} projects are behind their plan."),
    )
    report = LandtagReport(
        period=Period(name=Words(period.name_de, period.name_en), first_on=period.period.start, last_on=period.period.end), as_of=as_of, generated_at=generated_at,
        version=VERSION, data_hash=NOT_YET, state=ReportState.DRAFT, title=texts.TITLE, subtitle=Words(f"Fortschrittsbericht, {period.name_de}", f"Progress report, {period.name_en}"),
        issuer=texts.ISSUER, addressee=texts.ADDRESSEE, summary=summary(register, book), strands=tuple(chapter(strand, register, book) for strand in Strand),
        projects=profiles(register, book), resolution=points, method=texts.METHOD, occasion=texts.OCCASION, projects_lead=lead, sources=texts.SOURCES,
        indicators=definitions(register), glossary=texts.GLOSSARY, abbreviations=texts.ABBREVIATIONS, english_summary=english_summary(register, book, points),
    )  # fmt: skip
    return replace(report, data_hash=sha256(report.to_json().encode()).hexdigest())
