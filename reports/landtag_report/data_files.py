"""The attachments of the report: the same figures as printed, as CSV for people and JSON for machines."""

import csv
import io
from collections.abc import Iterable, Sequence

from reports.data_file import DataFile
from reports.figures import Absence, Figure, Measure
from reports.landtag_report.document import LandtagReport, Words
from reports.landtag_report.milestones import expected_on
from reports.language import ReportLanguage
from reports.wording import Wording

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would run as a formula in a spreadsheet; text cells get an apostrophe before it (OWASP)."""


def data_files(report: LandtagReport, *, language: ReportLanguage) -> tuple[DataFile, ...]:
    """Return the attachments; hidden counts are an x in every one of them."""
    wording = Wording(language)
    _ = language.gettext
    files = [
        DataFile("report.json", _("The whole report as data"), report.to_json().encode()),
        _csv("people.csv", _("People by strand, project and step"), _people(report, wording)),
        _csv("regions.csv", _("People by strand and region"), _regions(report, wording)),
        _csv("indicators.csv", _("Indicators with target and actual value"), _indicators(report, wording)),
        _csv("milestones.csv", _("Milestones with every forecast"), _milestones(report, wording)),
        _csv("money.csv", _("Money planned and spent by project and year"), _money(report)),
    ]
    for table in report.tables:
        rows = [[wording.plain(table.row_head), *(wording.plain(column) for column in table.columns)]]
        rows += [[wording.plain(row.name), *map(_cell, row.figures)] for row in table.rows]
        files.append(_csv(f"table-{table.code.lower()}.csv", wording.plain(table.title), rows))
    return tuple(files)


def _csv(name: str, description: str, rows: Iterable[Sequence[str]]) -> DataFile:
    output = io.StringIO()
    csv.writer(output, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return DataFile(name, description, output.getvalue().encode())


def _safe(cell: str) -> str:
    is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) and not is_number else cell


def _cell(figure: Figure) -> str:
    """Return a figure for a machine: a plain number, an x for a hidden one, the reason for any other absence."""
    if figure.absence is not None:
        return "x" if figure.is_hidden else Absence(figure.absence).value
    return str(figure.value if isinstance(figure, Measure) else figure.number)


def _people(report: LandtagReport, wording: Wording) -> list[list[str]]:
    rows = [["strand", "project", "step", "people"]]
    for strand in report.strands:
        rows += [[strand.strand, "", wording.plain(step.name), _cell(step.count)] for step in strand.steps]
    for project in report.projects:
        for step in project.people:
            rows.append([step.strand, project.code, wording.plain(step.name), _cell(step.count)])
    return rows


def _regions(report: LandtagReport, wording: Wording) -> list[list[str]]:
    rows = [["strand", "region", "name", "people"]]
    for strand in report.strands:
        rows += [[strand.strand, area.code, wording.plain(area.name), _cell(area.count)] for area in strand.regions]
    return rows


def _indicators(report: LandtagReport, wording: Wording) -> list[list[str]]:
    rows = [["indicator", "strand", "name", "actual", "target", "year_before"]]
    listed = [*report.summary.targets, *(row for strand in report.strands for row in strand.indicators)]
    ordered = sorted(set(listed), key=lambda row: (row.code, wording.plain(row.name)))
    return rows + [
        [
            row.code,
            row.strand,
            wording.plain(row.name),
            _cell(row.actual),
            _cell(row.target),
            "" if row.before is None else _cell(row.before),
        ]
        for row in ordered
    ]


def _milestones(report: LandtagReport, wording: Wording) -> list[list[str]]:
    rows = [["project", "milestone", "state", "planned_on", "made_on", "expected_on"]]
    for project in report.projects:
        for milestone in project.milestones:
            head = [project.code, _name(milestone.name, wording), milestone.state, milestone.planned_on.isoformat()]
            made = [
                (forecast.made_on.isoformat(), forecast.expected_on.isoformat()) for forecast in milestone.forecasts
            ]
            rows += [[*head, *pair] for pair in made or [("", expected_on(milestone).isoformat())]]
    return rows


def _name(words: Words, wording: Wording) -> str:
    return wording.plain(words)


def _money(report: LandtagReport) -> list[list[str]]:
    rows = [["project", "year", "planned_eur", "spent_eur"]]
    for project in report.projects:
        for year in project.money:
            amounts = ["" if amount is None else str(amount) for amount in (year.planned, year.spent)]
            rows.append([project.code, str(year.year), *amounts])
    return rows
