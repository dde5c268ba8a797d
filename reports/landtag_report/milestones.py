"""A project's milestones as the report shows them: rows of a table and the lines of the trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.charts import TrendLine, TrendWords, milestone_trend
from reports.landtag_report.document import Milestone
from reports.landtag_report.labels import STATION_WORDS
from reports.marks import Station, station_mark
from reports.theme import PRINT
from reports.wording import Wording

MOST_LINES = 20
"""More lines than this cannot be told apart in one figure; the table has them all."""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One row of the table; days are written out, `delay` is in months with its sign."""

    mark: Markup
    name: Markup
    state: str
    is_late: bool
    planned: str
    earlier: str
    forecast: str
    reached: str
    delay: str
    reason: Markup


def months_between(earlier: date, later: date) -> int:
    """Return calendar months from one day to another, without looking at the day of the month."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def expected_on(milestone: Milestone) -> date:
    """Return the day that counts now: reached, else last forecast, else plan."""
    if milestone.reached_on:
        return milestone.reached_on
    return milestone.forecasts[-1].expected_on if milestone.forecasts else milestone.planned_on


def milestone_rows(milestones: Sequence[Milestone], *, wording: Wording) -> list[MilestoneRow]:
    """Return the rows in the order of the plan."""
    return [_row(milestone, wording=wording) for milestone in sorted(milestones, key=_plan_order)]


def _plan_order(milestone: Milestone) -> tuple[date, str]:
    return milestone.planned_on, milestone.name.de or milestone.name.en


def _row(milestone: Milestone, *, wording: Wording) -> MilestoneRow:
    language, _ = wording.language, wording.language.gettext
    months = [language.month_figures(forecast.expected_on) for forecast in milestone.forecasts]
    changes = [month for index, month in enumerate(months) if index == 0 or month != months[index - 1]]
    ended = milestone.state in (Station.REACHED, Station.CANCELLED)
    if milestone.reached_on:
        reached = language.month_figures(milestone.reached_on)
    else:
        reached = _("cancelled") if milestone.state is Station.CANCELLED else _("open")
    delay = months_between(milestone.planned_on, expected_on(milestone))
    state = _(STATION_WORDS[milestone.state])
    return MilestoneRow(
        mark=station_mark(milestone.state, theme=PRINT, title=state),
        name=wording.words(milestone.name),
        state=state,
        is_late=milestone.state is Station.LATE,
        planned=language.month_figures(milestone.planned_on),
        earlier=", ".join(changes[:-1]) or _("none"),
        forecast="–" if ended else (changes[-1] if changes else language.month_figures(milestone.planned_on)),
        reached=reached,
        delay="–" if milestone.state is Station.CANCELLED else language.signed(delay),
        reason=wording.words(milestone.reason),
    )


def trend(milestones: Sequence[Milestone], *, as_of: date, wording: Wording) -> Markup | None:
    """Return the milestone trend, None for a project without milestones or with more than can be told apart."""
    if not milestones or len(milestones) > MOST_LINES:
        return None
    ordered = sorted(milestones, key=_plan_order)
    words = TrendWords(date_has_come=wording.language.gettext("date has come"), month=wording.language.month)
    lines = [_trend_line(milestone, as_of=as_of, wording=wording) for milestone in ordered]
    title = _finding(ordered, wording=wording)
    return milestone_trend(lines, as_of=as_of, theme=PRINT, title=title, words=words)


def _trend_line(milestone: Milestone, *, as_of: date, wording: Wording) -> TrendLine:
    points = [(forecast.made_on, forecast.expected_on) for forecast in milestone.forecasts if forecast.made_on <= as_of]
    ended_on = milestone.reached_on or milestone.cancelled_on
    if ended_on:
        points = [(made, expected) for made, expected in points if made < ended_on]
        last = milestone.reached_on or (points[-1][1] if points else milestone.planned_on)
        points.append((ended_on, last))
    elif not points:
        points = [(as_of, milestone.planned_on)]
    return TrendLine(
        name=wording.plain(milestone.name),
        note=_note(milestone, wording=wording),
        points=tuple(points),
        state=milestone.state,
    )


def _note(milestone: Milestone, *, wording: Wording) -> str:
    language, _ = wording.language, wording.language.gettext
    if milestone.cancelled_on:
        return _("cancelled %(month)s", month=language.month(milestone.cancelled_on))
    month = language.month(expected_on(milestone))
    if milestone.reached_on:
        return _("reached %(month)s", month=month)
    delay = months_between(milestone.planned_on, expected_on(milestone))
    if delay == 0:
        return _("%(month)s, as planned", month=month)
    return language.ngettext(
        "%(month)s, %(num)s month", "%(month)s, %(num)s months", abs(delay), month=month, num=language.signed(delay)
    )


def _finding(milestones: Sequence[Milestone], *, wording: Wording) -> str:
    """Say in words what the figure shows, milestone by milestone."""
    _ = wording.language.gettext
    sentences = [
        _(
            "%(milestone)s: %(finding)s.",
            milestone=wording.plain(milestone.name),
            finding=_note(milestone, wording=wording),
        )
        for milestone in milestones
    ]
    return _("Milestone trend.") + " " + " ".join(sentences)
