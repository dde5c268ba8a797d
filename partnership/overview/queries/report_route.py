"""The way to the next report, as stations: the half-year has ended, the dates are looked after, the report is made."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.formatting import format_long_day, in_language
from partnership.landtag_reports import queries as reports
from partnership.landtag_reports.rules import last_complete_half_year, parse_period
from partnership.milestones import queries as milestones


@dataclass(frozen=True, kw_only=True)
class Station:
    """One station, in the shape `components/line.html` draws."""

    kind: str
    title: str
    url: str | None = None
    meta: str = ""
    ahead: bool = False


def report_route(actor: Actor, *, today: date) -> list[Station]:
    """The stations for the half-year that ended last; none for people who see no reports."""
    if not can(actor, Action.VIEW_REPORTS):
        return []
    about = parse_period(last_complete_half_year(today))
    name = in_language(about.name_de, about.name_en)
    made = [one for one in reports.reports_for(actor) if one.period == about.code and one.stored_as]
    ended = Station(
        kind="reached",
        title=_("The half-year has ended"),
        meta=_("%(period)s, up to %(day)s", period=name, day=format_long_day(about.period.end)),
    )
    return [ended, _dates(actor, today=today), _report(actor, made[0].id if made else None), _next(today)]


def _dates(actor: Actor, *, today: date) -> Station:
    late = milestones.late_in_sight(actor, today=today)
    if not late:
        return Station(kind="reached", title=_("All dates hold"), ahead=True)
    return Station(
        kind="partly",
        title=_("Look after the dates"),
        url=url_for("projects.index", late="1", sort="late"),
        meta=ngettext("One milestone is late.", "%(num)d milestones are late.", late),
        ahead=True,
    )


def _report(actor: Actor, report_id: int | None) -> Station:
    if report_id is not None:
        url = url_for("landtag_reports.show", report_id=report_id)
        return Station(kind="reached", title=_("The report is made"), url=url, ahead=True)
    if can(actor, Action.BUILD_REPORT):
        url, meta = url_for("landtag_reports.new"), _("It takes about a minute.")
        return Station(kind="now", title=_("Make the report"), url=url, meta=meta, ahead=True)
    return Station(kind="planned", title=_("The ministry makes the report"), ahead=True)


def _next(today: date) -> Station:
    end = date(today.year, 6, 30) if today.month <= 6 else date(today.year + 1, 1, 1) - timedelta(days=1)
    return Station(kind="planned", title=_("The next half-year ends"), meta=format_long_day(end))
