"""The chapters that join projects and strands: points of the resolution, people by region."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.charts import seven_points
from reports.figures import Absence, Count
from reports.landtag_report.document import MilestoneAnswer, ResolutionPoint, StrandChapter
from reports.landtag_report.labels import STATION_WORDS, STRAND_NAMES
from reports.landtag_report.views import Answer, AnsweringMilestone, PointView, ProjectView, RegionRow, RegionTable
from reports.marks import Station, station_mark
from reports.theme import PRINT
from reports.wording import Wording


def point_view(point: ResolutionPoint, *, projects: Sequence[ProjectView], wording: Wording) -> PointView:
    """Return a point with its answers in the order of the projects."""
    state = wording.language.gettext(STATION_WORDS[point.state])
    answers = [
        Answer(
            project=project,
            milestones=[
                _milestone(answer, wording=wording)
                for answer in point.milestones
                if answer.project_code == project.content.code
            ],
        )
        for project in projects
        if project.content.code in point.project_codes
    ]
    return PointView(
        content=point,
        mark=station_mark(point.state, theme=PRINT, title=state),
        state=state,
        sentence=f"{state[:1].upper()}{state[1:]}.",
        is_late=point.state is Station.LATE,
        answers=answers,
    )


def _milestone(answer: MilestoneAnswer, *, wording: Wording) -> AnsweringMilestone:
    state = wording.language.gettext(STATION_WORDS[answer.state])
    return AnsweringMilestone(
        mark=station_mark(answer.state, theme=PRINT, title=state),
        name=wording.words(answer.name),
        state=f"{state}, {wording.language.month_figures(answer.expected_on)}",
    )


def points_line(points: Sequence[PointView], *, wording: Wording) -> Markup:
    """Return the line with a station for each point; the words stand below it."""
    title = wording.language.gettext("Line with the stations of the seven points; their state is written below it.")
    return seven_points([point.content.state for point in points], theme=PRINT, title=title)


def region_table(strands: Sequence[StrandChapter], *, wording: Wording) -> RegionTable:
    """Return people by region and strand; what a strand does not report is said so, not left blank."""
    chapters = [strand for strand in strands if strand.regions]
    names = {(region.code, region.name): region.name for strand in chapters for region in strand.regions}
    counts = {
        (strand.strand, (region.code, region.name)): region.count for strand in chapters for region in strand.regions
    }
    missing = Count(absence=Absence.BLANK)
    rows = [
        RegionRow(
            name=wording.words(name),
            code=key[0],
            figures=[wording.figure(counts.get((strand.strand, key), missing)) for strand in chapters],
        )
        for key, name in sorted(names.items(), key=lambda item: (not item[0][0], wording.plain(item[1])))
    ]
    totals = [strand.total for strand in chapters]
    return RegionTable(
        strands=[wording.language.gettext(STRAND_NAMES[strand.strand]) for strand in chapters],
        rows=rows,
        totals=[wording.figure(total or missing) for total in totals] if any(totals) else [],
    )
