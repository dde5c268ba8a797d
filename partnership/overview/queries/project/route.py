"""The places of a project on its line: from Ghana to NRW for those who learn and leave, back for those who return."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.overview.queries.project.shown import RouteStop
from partnership.participants.queries.counts import PeopleByStep
from partnership.projects.models import Project, ProjectPlace
from partnership.projects.vocabulary import PlaceKind, ProjectStatus, Strand
from partnership.reference_data import codelists

ROUTE_STOPS = 3
"""Places drawn on each side of the line; a project in all sixteen regions says how many more there are."""


def route(project: Project, people: Sequence[PeopleByStep], *, today: date) -> list[RouteStop]:
    """Places in the order of the way: from Ghana to NRW for those who learn and leave, back for those who return."""
    strands = project.strand_codes
    begun = project.status is not ProjectStatus.DRAFT and (project.start is None or project.start <= today)
    ghana, nrw = (_side(project, kind) for kind in (PlaceKind.GHANA_REGION, PlaceKind.NRW_DISTRICT))
    outward = not strands or bool({Strand.QUAL, Strand.MIGR} & set(strands))
    here, there = (ghana, nrw) if outward else (nrw, ghana)
    first, last = (
        (_of(strands, Strand.QUAL, Strand.MIGR), _of(strands, Strand.MIGR))
        if outward
        else (_of(strands, Strand.RETURN, Strand.REINT), _of(strands, Strand.REINT))
    )
    arrived = _arrived(people, outward=outward)
    stops = [
        RouteStop(name=name, note="", kind="reached" if begun else "planned", strand=first, ahead=not begun)
        for name in here
    ]
    stops += [
        RouteStop(name=name, note="", kind="reached" if arrived else "planned", strand=last or first, ahead=not arrived)
        for name in there
    ]
    if here and there:
        stops[len(here) - 1] = _with(
            stops[len(here) - 1],
            strand=last or first,
            ahead=not arrived,
            kind="now" if begun and not arrived else stops[len(here) - 1].kind,
        )
    if here:
        stops[0] = _with(stops[0], note=_people_note(people[0]) if people else "")
    if there:
        stops[-1] = _with(
            stops[-1],
            note=ngettext("%(num)d person arrived", "%(num)d people arrived", arrived)
            if arrived
            else _("nobody has arrived yet"),
        )
    if stops:
        stops[-1] = _with(stops[-1], strand=None)
    return stops


def _with(stop: RouteStop, **values: Any) -> RouteStop:
    return RouteStop(**{**vars(stop), **values})


def _of(strands: Sequence[Strand], *wanted: Strand) -> str | None:
    return next((strand.value for strand in wanted if strand in strands), None)


def _side(project: Project, kind: PlaceKind) -> list[str]:
    names = [short_place(place) for place in project.places if place.kind is kind]
    names = list(dict.fromkeys(names))
    more = len(names) - ROUTE_STOPS
    return (
        names
        if more <= 0
        else [*names[: ROUTE_STOPS - 1], ngettext("%(num)d more place", "%(num)d more places", more + 1)]
    )


def short_place(place: ProjectPlace) -> str:
    """The town where one is known, else the region or district."""
    return place.town or codelists.label_of(
        "ghana_regions" if place.kind is PlaceKind.GHANA_REGION else "nrw_districts", place.code
    )


def _arrived(people: Sequence[PeopleByStep], *, outward: bool) -> int:
    """People who have arrived at the far end: entry into Germany (M320), or arrival in Ghana (R090)."""
    step = "M320" if outward else "R090"
    return sum(count.reached for one in people for count in one.by_step if count.step == step)


def _people_note(counted: PeopleByStep) -> str:
    return (
        ngettext("%(num)d person: %(strand)s", "%(num)d people: %(strand)s", counted.total, strand=counted.strand.label)
        if counted.total
        else ""
    )
