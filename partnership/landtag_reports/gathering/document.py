"""Puts the chapters together and seals them with the hash of the data."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from hashlib import sha256

from partnership.landtag_reports import texts
from partnership.landtag_reports.gathering.projects import late_milestones, profiles
from partnership.landtag_reports.gathering.register import Register, enter_figures, read_register
from partnership.landtag_reports.gathering.resolution import resolution
from partnership.landtag_reports.gathering.sentences import behind
from partnership.landtag_reports.gathering.strands import chapter, definitions, step_definitions
from partnership.landtag_reports.gathering.summary import english_summary, summary
from partnership.landtag_reports.gathering.tables import annex_tables, protection, short_name
from partnership.landtag_reports.rules import ReportPeriod
from partnership.projects.vocabulary import Strand
from reports.landtag_report.document import LandtagReport, Passage, Period, ReportState, Words

VERSION = "0.1"
NOT_YET = "0" * 64


def gather(period: ReportPeriod, *, as_of: date, generated_at: datetime) -> LandtagReport:
    """The whole report as of the reporting day; the same register gives the same document.

    Raises Unprotectable when the figures cannot be published safely.
    """
    register = read_register(period, as_of=as_of)
    book = enter_figures(register)
    points = resolution(register)
    strands = tuple(chapter(strand, register, book) for strand in Strand)
    tables = annex_tables(register, book)
    late = sum(bool(late_milestones(register, project)) for project in register.projects)
    report = LandtagReport(
        period=_period(period), as_of=as_of, generated_at=generated_at, version=VERSION, data_hash=NOT_YET, state=ReportState.DRAFT, title=texts.TITLE,
        subtitle=texts.SUBTITLE, issuer=texts.ISSUER, addressee=texts.ADDRESSEE, summary=summary(register, book), strands=strands, projects=profiles(register, book),
        resolution=points, method=(recorded(register), *texts.METHOD, protection(tables, strands)), occasion=texts.OCCASION,
        projects_lead=behind(late, among=len(register.projects)), sources=texts.SOURCES, tables=tables, indicators=definitions(register), steps=step_definitions(),
        glossary=texts.GLOSSARY, abbreviations=texts.ABBREVIATIONS, english_summary=english_summary(register, book, points),
    )  # fmt: skip
    return replace(report, data_hash=_hash_of(report))


def _hash_of(report: LandtagReport) -> str:
    """The hash of what is reported, whenever it is generated: the German and the English report carry the same one."""
    reporting_day = datetime.combine(report.as_of, time(), tzinfo=UTC)
    return sha256(replace(report, generated_at=reporting_day).to_json().encode()).hexdigest()


def _period(period: ReportPeriod) -> Period:
    return Period(
        name=Words(period.name_de, period.name_en), first_on=period.period.start, last_on=period.period.end,
        short=short_name(period.code), compared=short_name(period.code, years_before=1),
    )  # fmt: skip


def recorded(register: Register) -> Passage:
    """What stands in the register on the reporting day: the report can be no better than that."""
    milestones = [one for project in register.projects for one in register.milestones.get(project.id or 0, [])]
    forecasts = sum(one.made_on <= register.as_of for milestone in milestones for one in milestone.forecasts)
    day = register.as_of
    return Passage(
        Words("Was erfasst ist", "What is recorded"),
        Words(
            f"Grundlage ist das Register mit Stichtag {day:%d.%m.%Y}: {len(register.projects)} Projekte mit {len(milestones)} Meilensteinen und {forecasts} Terminprognosen. "
            "Projekte im Entwurf sind nicht enthalten. Verglichen wird mit demselben Zeitraum ein Jahr zuvor, gezählt bis zum selben Tag jenes Jahres.",
            f"The report rests on the register as of {day:%d/%m/%Y}: {len(register.projects)} projects with {len(milestones)} milestones and {forecasts} forecasts of dates. "
            "Drafts of projects are left out. Figures are compared with the same span a year earlier, counted up to the same day of that year.",
        ),
    )
