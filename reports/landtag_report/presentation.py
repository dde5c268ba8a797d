"""Ready values for the template of the Landtag report: sentences, rows, figures; the template itself does no arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    funnel_bar,
    ghana_tiles,
    money_bars,
    seven_points,
    target_bar,
)
from reports.figures import Count, Figure, as_number, share
from reports.landtag_report import labels
from reports.landtag_report.document import (
    RESOLUTION_POINTS,
    STRANDS,
    LandtagReport,
    ProjectProfile,
    ResolutionPoint,
    Step,
    StrandChapter,
    TargetRow,
    YearMoney,
)
from reports.landtag_report.milestones import MilestoneRow, milestone_rows, trend
from reports.language import ReportLanguage
from reports.marks import Station, station_mark, strand_letter
from reports.theme import PRINT
from reports.wording import Wording


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row with a bar: name, drawing, figure, and what it is compared with."""

    letter: str
    name: Markup
    bar: Markup
    figure: Markup
    compared: Markup
    code: str = ""
    baseline: Markup = Markup("")


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the contents."""

    anchor: str
    number: int | None
    title: str
    subject: str
    strand: str
    mark: Markup

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class StrandView:
    """A strand's chapter."""

    chapter: Chapter
    content: StrandChapter
    letter: str
    opening: Markup
    steps: list[FigureRow]
    indicators: list[FigureRow]
    tiles: Markup | None
    sexes: list[FigureRow]
    projects: list[ProjectProfile]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project's profile."""

    content: ProjectProfile
    anchor: str
    letters: list[str]
    status: str
    duration: str
    milestones: list[MilestoneRow]
    trend: Markup | None
    people: list[FigureRow]
    results: list[FigureRow]
    money: list[FigureRow]
    planned: Decimal | None
    spent: Decimal | None
    spent_share: Markup
    late_count: int


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of the resolution with its station and the projects that answer it."""

    content: ResolutionPoint
    mark: Markup
    state: str
    is_late: bool
    projects: list[ProjectView]
    milestones: list[tuple[Markup, str, Markup, str]]


def values(report: LandtagReport, *, language: ReportLanguage) -> Mapping[str, Any]:
    """Return everything the template names."""
    wording = Wording(language)
    projects = [_project(project, report=report, wording=wording) for project in report.projects]
    chapters = _chapters(report, wording=wording)
    points = [_point(point, projects=projects, wording=wording) for point in report.resolution.points]
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
        "targets": [_target_row(row, wording=wording) for row in report.summary.targets],
        "points": points,
        "points_line": _points_line(points, wording=wording),
        "strands": [_strand(strand, report=report, chapters=chapters, wording=wording) for strand in report.strands],
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


def _letter(strand: str) -> str:
    return strand_letter(strand) if strand in STRANDS else ""


def _ratio(actual: Figure, target: Figure) -> float | None:
    reached, planned = as_number(actual), as_number(target)
    return float(reached / planned) if reached is not None and planned else None


def _target_row(row: TargetRow, *, wording: Wording) -> FigureRow:
    _ = wording.language.gettext
    title = _(
        "%(name)s: %(actual)s, target %(target)s",
        name=wording.plain(row.name),
        actual=wording.number(row.actual),
        target=wording.number(row.target),
    )
    return FigureRow(
        letter=_letter(row.strand),
        name=wording.words(row.name),
        bar=target_bar(_ratio(row.actual, row.target), theme=PRINT, title=title),
        figure=wording.figure(row.actual),
        compared=wording.figure(row.target),
        code=row.code,
    )


def _strand(
    content: StrandChapter, *, report: LandtagReport, chapters: Sequence[Chapter], wording: Wording
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
        steps=_step_rows(content.steps, strand=content.strand, wording=wording),
        indicators=[_target_row(row, wording=wording) for row in content.indicators],
        tiles=_tiles(content, wording=wording),
        sexes=_sex_rows(content, wording=wording),
        projects=[project for project in report.projects if content.strand in project.strands],
    )


def _step_rows(steps: Sequence[Step], *, strand: str, wording: Wording) -> list[FigureRow]:
    """Rows of a pathway: a bar of the largest shown count, and the share of the step before in the same strand."""
    shown = [step.count.number for step in steps if step.count.number is not None]
    largest = max(shown, default=0) or 1
    rows = []
    for index, step in enumerate(steps):
        step_strand = step.strand or strand
        before = steps[index - 1] if index and (steps[index - 1].strand or strand) == step_strand else None
        rows.append(
            FigureRow(
                letter=strand_letter(step_strand),
                name=wording.words(step.name),
                bar=_people_bar(step.count, largest=largest, strand=step_strand, name=wording.plain(step.name)),
                figure=wording.figure(step.count),
                compared=wording.figure(share(step.count, before.count)) if before else Markup("–"),
            )
        )
    return rows


def _people_bar(count: Count, *, largest: int, strand: str, name: str) -> Markup:
    portion = None if count.is_hidden else (count.number or 0) / largest
    return funnel_bar(portion, strand=strand, theme=PRINT, title=name)


def _sex_rows(content: StrandChapter, *, wording: Wording) -> list[FigureRow]:
    counts = [group.count for group in content.sexes]
    complete = counts and all(count.number is not None for count in counts)
    total = Count(number=sum(count.number or 0 for count in counts)) if complete else None
    largest = max([count.number or 0 for count in counts], default=0) or 1
    return [
        FigureRow(
            letter="",
            name=wording.words(group.name),
            bar=_people_bar(group.count, largest=largest, strand=content.strand, name=wording.plain(group.name)),
            figure=wording.figure(group.count),
            compared=wording.figure(share(group.count, total)) if total else Markup("–"),
        )
        for group in content.sexes
    ]


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
            _("North is at the top. Each tile is a region, all of"),
            _("one size: it is about people, not about area."),
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
    planned = _sum(year.planned for year in project.money)
    spent = _sum(year.spent for year in project.money)
    spent_share = Markup("")
    if planned and spent is not None:
        spent_share = Markup(f" ({wording.language.percent(spent * 100 / planned)})")
    return ProjectView(
        content=project,
        anchor=anchor(project.code),
        letters=[strand_letter(strand) for strand in STRANDS if strand in project.strands],
        status=wording.language.gettext(labels.PROJECT_STATUS_WORDS[project.status]),
        duration=wording.span(project.starts_on, project.ends_on),
        milestones=milestone_rows(project.milestones, wording=wording),
        trend=trend(project.milestones, as_of=report.as_of, wording=wording),
        people=_step_rows(project.people, strand=project.strands[0] if project.strands else "QUAL", wording=wording),
        results=[_result_row(row, wording=wording) for row in project.results],
        money=[_money_row(year, wording=wording) for year in project.money],
        planned=planned,
        spent=spent,
        spent_share=spent_share,
        late_count=len(project.late),
    )


def _result_row(row: Any, *, wording: Wording) -> FigureRow:
    return FigureRow(
        letter="",
        name=wording.words(row.name),
        bar=target_bar(_ratio(row.actual, row.target), theme=PRINT, title=wording.plain(row.name)),
        figure=wording.figure(row.actual),
        compared=wording.figure(row.target),
        baseline=wording.figure(row.baseline),
    )


def _money_row(year: YearMoney, *, wording: Wording) -> FigureRow:
    portion = float(year.spent / year.planned) if year.planned and year.spent is not None else None
    return FigureRow(
        letter="",
        name=Markup(str(year.year)),
        bar=target_bar(portion, theme=PRINT, title=str(year.year)),
        figure=wording.money(year.spent),
        compared=wording.money(year.planned),
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


def _point(point: ResolutionPoint, *, projects: Sequence[ProjectView], wording: Wording) -> PointView:
    _ = wording.language.gettext
    state = _(labels.STATION_WORDS[point.state])
    milestones = [
        (
            station_mark(answer.state, theme=PRINT, title=_(labels.STATION_WORDS[answer.state])),
            answer.project_code,
            wording.words(answer.name),
            f"{_(labels.STATION_WORDS[answer.state])}, {wording.language.month_figures(answer.expected_on)}",
        )
        for answer in point.milestones
    ]
    return PointView(
        content=point,
        mark=station_mark(point.state, theme=PRINT, title=state),
        state=state,
        is_late=point.state is Station.LATE,
        projects=[project for project in projects if project.content.code in point.project_codes],
        milestones=milestones,
    )


def _points_line(points: Sequence[PointView], *, wording: Wording) -> Markup:
    title = wording.language.gettext("Line with the stations of the seven points; their state is written below it.")
    assert len(points) <= len(RESOLUTION_POINTS)
    return seven_points([point.content.state for point in points], theme=PRINT, title=title)
