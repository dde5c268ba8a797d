"""Ready values for the template of the Landtag report: sentences, rows, figures; the template itself does no arithmetic."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from reports.charts import (
    CoverNames,
    MoneyYear,
    Tile,
    TileWords,
    chapter_opening,
    cover_drawing,
    ghana_tiles,
    money_bars,
)
from reports.landtag_report import labels
from reports.landtag_report.document import (
    STRANDS,
    LandtagReport,
    ProjectProfile,
    StrandChapter,
    YearMoney,
)
from reports.landtag_report.milestones import milestone_rows, trend
from reports.landtag_report.overviews import point_view, points_line, region_table
from reports.landtag_report.rows import (
    PROJECT_STEP_BAR,
    STRAND_STEP_BAR,
    SUMMARY_BAR,
    money_row,
    result_row,
    sex_rows,
    step_rows,
    target_table,
)
from reports.landtag_report.views import Chapter, ProjectView, StrandView
from reports.language import ReportLanguage
from reports.marks import Station, station_mark, strand_letter
from reports.theme import PRINT
from reports.wording import Wording


def values(report: LandtagReport, *, language: ReportLanguage) -> Mapping[str, Any]:
    """Return everything the template names."""
    wording = Wording(language)
    projects = [_project(project, report=report, wording=wording) for project in report.projects]
    chapters = _chapters(report, wording=wording)
    points = [point_view(point, projects=projects, wording=wording) for point in report.resolution.points]
    return {
        "report": report,
        "language": language,
        "wording": wording,
        "chapters": chapters,
        "chapter": {chapter.anchor: chapter for chapter in chapters},
        "notice": "" if report.is_public else language.gettext("Draft, not for publication"),
        "state": language.gettext(labels.REPORT_STATE_WORDS[report.state]),
        "cover": _cover(wording),
        "legend": _legend(wording),
        "strand_legend": _strand_legend(wording),
        "targets": target_table(report.summary.targets, wording=wording, width=SUMMARY_BAR),
        "points": points,
        "points_line": points_line(points, wording=wording),
        "region_table": region_table(report.strands, wording=wording),
        "strands": [
            _strand(strand, projects=projects, chapters=chapters, wording=wording) for strand in report.strands
        ],
        "projects": projects,
        "money": _money(report, wording=wording),
        "money_totals": _totals(report.projects),
        "short_hash": " ".join(report.data_hash[start : start + 4] for start in range(0, 16, 4)),
    }


def anchor(code: str) -> str:
    """Return the anchor of a project; other signs than letters and figures become hyphens."""
    return "project-" + "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in code)


def _chapters(report: LandtagReport, *, wording: Wording) -> list[Chapter]:
    _ = wording.language.gettext
    entries = [("summary", _("On one page"), _("What was achieved, what was not, and what follows"), "")]
    for strand in report.strands:
        name, subject = labels.STRAND_NAMES[strand.strand], labels.STRAND_SUBJECTS[strand.strand]
        entries.append((f"strand-{strand.strand}", _(name), _(subject), strand.strand))
    count = len(report.projects)
    subject = wording.language.ngettext("%(num)s project in profile", "%(num)s projects in profile", count)
    entries += [
        ("projects", _("Projects"), subject, ""),
        ("resolution", _("State of the resolution"), _("The seven points B1 to B7"), ""),
        ("money", _("Money"), _("Planned and spent, by year and by project"), ""),
        ("method", _("How it was counted"), _("Counting, sources, protection of individuals"), ""),
        ("tables", _("Tables"), _("All figures behind the charts"), ""),
        ("indicators", _("Definitions of the indicators"), _("What each figure counts and what it leaves out"), ""),
        ("terms", _("Abbreviations and terms"), "", ""),
    ]
    chapters = [
        _chapter(anchor, number=number, title=title, subject=subject, strand=strand)
        for number, (anchor, title, subject, strand) in enumerate(entries, start=1)
    ]
    if wording.language.code == "de" and report.english_summary:
        chapters.append(_chapter("english", number=None, title="English summary", subject="", strand=""))
    return chapters


def _chapter(anchor: str, *, number: int | None, title: str, subject: str, strand: str) -> Chapter:
    appendix = anchor in ("method", "tables", "indicators", "terms", "english")
    state = Station.PLANNED if appendix else Station.REACHED
    mark = station_mark(state, theme=PRINT, title=title, colour=PRINT.strand(strand))
    return Chapter(anchor=anchor, number=number, title=title, subject=subject, strand=strand, mark=mark)


def _cover(wording: Wording) -> Markup:
    _ = wording.language.gettext
    strands = (_("Qualification"), _("Migration"), _("Return"), _("Reintegration"))
    names = CoverNames(start="Kumasi", middle="Düsseldorf", end="Accra", strands=strands)
    title = _(
        "A line leads from Kumasi to Düsseldorf and back to Accra, in four parts: "
        "qualification, migration, return, reintegration."
    )
    return cover_drawing(names, theme=PRINT, title=title)


def _legend(wording: Wording) -> list[tuple[Markup, str]]:
    _ = wording.language.gettext
    words = {state: _(word) for state, word in labels.STATION_WORDS.items()}
    return [(station_mark(state, theme=PRINT, title=word), word) for state, word in words.items()]


def _strand_legend(wording: Wording) -> list[tuple[str, str, str]]:
    _ = wording.language.gettext
    return [
        (strand_letter(strand), _(labels.STRAND_NAMES[strand]), _(labels.STRAND_PATTERNS[strand])) for strand in STRANDS
    ]


def _strand(
    content: StrandChapter, *, projects: Sequence[ProjectView], chapters: Sequence[Chapter], wording: Wording
) -> StrandView:
    _ = wording.language.gettext
    chapter = next(chapter for chapter in chapters if chapter.strand == content.strand)
    stops = [wording.plain(stop) for stop in content.stops]
    title = _("The way in this strand: %(stops)s.", stops=", ".join(stops))
    return StrandView(
        chapter=chapter,
        content=content,
        letter=strand_letter(content.strand),
        opening=chapter_opening(content.strand, stops, theme=PRINT, title=title),
        steps=step_rows(content.steps, strand=content.strand, wording=wording, width=STRAND_STEP_BAR),
        indicators=target_table(content.indicators, wording=wording),
        tiles=_tiles(content, wording=wording),
        sexes=sex_rows(content, wording=wording),
        projects=[project for project in projects if content.strand in project.content.strands],
    )


def _tiles(content: StrandChapter, *, wording: Wording) -> Markup | None:
    if not content.regions:
        return None
    _ = wording.language.gettext
    tiles = {
        region.code: Tile(people=region.count.number)
        for region in content.regions
        if region.count.number is not None or region.count.is_hidden
    }
    words = TileWords(
        at_least=_("%(low)s and more"),
        between=_("%(low)s to %(high)s"),
        zero=_("0 nobody"),
        hidden=_("x hidden to protect individuals"),
        no_value=_("– not reported"),
        notes=(
            _("North is at the top; each tile is a region,"),
            _("all of one size, since it is about people."),
        ),
    )
    return ghana_tiles(
        tiles, strand=content.strand, theme=PRINT, title=_tiles_finding(content, wording=wording), words=words
    )


def _tiles_finding(content: StrandChapter, *, wording: Wording) -> str:
    _ = wording.language.gettext
    shown = sorted(
        (region for region in content.regions if region.count.number), key=lambda region: -(region.count.number or 0)
    )
    named = [f"{wording.plain(region.name)} {wording.number(region.count)}" for region in shown[:3]]
    hidden = sum(region.count.is_hidden for region in content.regions)
    sentence = _("Tile map of the regions of Ghana. Most people: %(regions)s.", regions=wording.language.listing(named))
    if hidden:
        sentence += " " + wording.language.ngettext("%(num)s region is hidden.", "%(num)s regions are hidden.", hidden)
    return sentence


def _project(project: ProjectProfile, *, report: LandtagReport, wording: Wording) -> ProjectView:
    language = wording.language
    planned = _sum(year.planned for year in project.money)
    spent = _sum(year.spent for year in project.money)
    spent_share = Markup("")
    if planned and spent is not None:
        spent_share = Markup(" ({})").format(wording.language.percent(spent * 100 / planned))
    return ProjectView(
        content=project,
        anchor=anchor(project.code),
        letters=[strand_letter(strand) for strand in STRANDS if strand in project.strands],
        status=wording.language.gettext(labels.PROJECT_STATUS_WORDS[project.status]),
        duration=wording.span(project.starts_on, project.ends_on),
        milestones=milestone_rows(project.milestones, wording=wording),
        trend=trend(project.milestones, as_of=report.as_of, wording=wording),
        people=step_rows(
            project.people,
            strand=project.strands[0] if project.strands else "QUAL",
            wording=wording,
            width=PROJECT_STEP_BAR,
        ),
        has_result_targets=any(row.target.absence is None for row in project.results),
        results=[result_row(row, wording=wording) for row in project.results],
        money=[money_row(year, wording=wording) for year in project.money],
        planned=planned,
        spent=spent,
        spent_share=spent_share,
        late_count=len(project.late),
        late_words=language.ngettext("%(num)s matter behind plan", "%(num)s matters behind plan", len(project.late)),
        until=language.short_day(project.ends_on) if project.ends_on else language.gettext("open"),
    )


def _sum(amounts: Any) -> Decimal | None:
    """Add what is recorded; nothing recorded is not zero."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _totals(projects: Sequence[ProjectProfile]) -> list[YearMoney]:
    years = sorted({money.year for project in projects for money in project.money})
    entries = {year: [money for project in projects for money in project.money if money.year == year] for year in years}
    return [
        YearMoney(
            year=year,
            planned=_sum(money.planned for money in entries[year]),
            spent=_sum(money.spent for money in entries[year]),
        )
        for year in years
    ]


def _money(report: LandtagReport, *, wording: Wording) -> Markup | None:
    totals = _totals(report.projects)
    if not totals:
        return None
    _, language = wording.language.gettext, wording.language
    last = totals[-1]
    title = _(
        "Money by year from %(first_year)s to %(last_year)s. In %(last_year)s %(planned)s are planned and %(spent)s spent.",
        first_year=totals[0].year,
        last_year=last.year,
        planned=language.whole_money(last.planned or Decimal(0)),
        spent=language.whole_money(last.spent or Decimal(0)),
    )
    return money_bars(
        [MoneyYear(year=entry.year, planned=entry.planned, spent=entry.spent) for entry in totals],
        theme=PRINT,
        title=title,
        money=language.whole_money,
        planned_word=_("planned"),
        spent_word=_("spent"),
        not_recorded=_("nothing recorded as"),
    )
