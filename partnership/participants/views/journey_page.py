"""Turns a person's records into what the page shows: only fields and ways this reader may see, ready values, no names beyond that."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.formatting import format_day, format_long_day, format_month
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.queries.visibility import runs_or_oversees
from partnership.participants.rules.fields import visible_fields
from partnership.participants.rules.steps import VALUE_FIELD, VALUES, is_unusual, possible_steps, title_of
from partnership.participants.rules.ways import happenings_of, standing_plans, valid_events
from partnership.participants.views.clocks_shown import ClockShown, clocks_shown
from partnership.participants.vocabulary import EventStatus
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import codelist, label_of
from partnership.reference_data.pathways import Step, StepKind, steps


@dataclass(frozen=True, kw_only=True)
class StopShown:
    """A station on a way."""

    kind: str
    title: str
    meta: str = ""
    note: str = ""
    ahead: bool = False
    correct_url: str | None = None
    record_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionShown:
    """An entry that no longer counts, and why."""

    title: str
    day: str
    why: str
    who: str


@dataclass(frozen=True, kw_only=True)
class WayShown:
    """One strand of the journey."""

    strand: Strand
    summary: str
    stops: list[StopShown]
    project: str
    project_url: str | None
    organisation: str
    ended: bool
    span: str
    usual: list[tuple[str, str]] = field(default_factory=list)
    another_url: str | None = None
    end_url: str | None = None
    corrections: list[CorrectionShown] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class JourneyShown:
    """The whole page."""

    public_id: str
    name: str
    facts: list[tuple[str, str]]
    places: list[dict[str, Any]]
    clocks: list[ClockShown]
    ways: list[WayShown]


def journey_shown(participant: Participant, *, actor: Actor, today: date, recorders: dict[int, str]) -> JourneyShown:
    """What `actor` may see of this person. `recorders` are the names of those who recorded, by account."""
    fields = visible_fields(actor, participant)
    mine = [way for way in participant.participations if runs_or_oversees(actor, way)]
    order = list(Strand)
    mine.sort(key=lambda way: (way.started_on, order.index(way.strand), way.id or 0))
    every = tuple(one for way in participant.participations for one in happenings_of(way))
    clocks = [clock for way in mine if way.ended_on is None for clock in clocks_shown(way, every=every, today=today)]
    identity = participant.identity
    name = " ".join(filter(None, (identity.given_name, identity.family_name))) if "family_name" in fields else ""
    return JourneyShown(
        public_id=participant.public_id, name=name, facts=_facts(participant, fields=fields, ways=mine),
        places=_places(participant, ways=mine, fields=fields) if "milestones" in fields else [],
        clocks=sorted(clocks, key=lambda clock: ("late", "now", "planned", "paused").index(clock.kind)),
        ways=[_way(way, actor=actor, today=today, recorders=recorders) for way in mine] if "milestones" in fields else [],

    )  # fmt: skip


def _facts(participant: Participant, *, fields: frozenset[str], ways: list[Participation]) -> list[tuple[str, str]]:
    identity = participant.identity
    levels = [
        event.value
        for way in ways
        for event in valid_events(way)
        if event.step == "Q230" and event.status == EventStatus.REACHED and event.value
    ]
    known = {
        "birth_date": (_("Date of birth"), format_long_day(identity.birth_date) if identity.birth_date else ""),
        "birth_year": (_("Year of birth"), str(participant.birth_year or "")),
        "sex": (_("Sex"), participant.sex.label),
        "nationality": (_("Nationality"), label_of("countries", participant.nationality)),
        "home_region": (_("Home region"), label_of("ghana_regions", participant.home_region)),
        "nrw_district": (_("District in NRW"), label_of("nrw_districts", participant.nrw_district)),
        "education_level": (_("Highest education"), label_of("tvet_levels", participant.education_level)),
        "isco": (_("Occupation"), label_of("isco08", participant.occupation)),
        "language_level": (_("German"), max(levels, default="")),
        "phone": (_("Telephone"), identity.phone),
        "email": (_("E-mail"), identity.email),
    }
    return [
        pair
        for name, pair in known.items()
        if name in fields and pair[1] and not (name == "birth_year" and "birth_date" in fields and identity.birth_date)
    ]


def _way(way: Participation, *, actor: Actor, today: date, recorders: dict[int, str]) -> WayShown:
    fields, may_record = visible_fields(actor, way), can(actor, Action.RECORD_STEP, way)
    events, plans = valid_events(way), standing_plans(way)
    shown = [event for event in events if event.status != EventStatus.PLANNED or event in plans]
    stops = [
        _stop(event, way=way, fields=fields, today=today, recorders=recorders, may_record=may_record) for event in shown
    ]
    choices = possible_steps(way.strand, happenings_of(way))
    parts: dict[str, Any] = {"public_id": way.participant.public_id, "participation_id": way.id}
    planned = {event.step for event in plans}
    return WayShown(
        strand=way.strand, summary=_summary(way, recorders=recorders), stops=stops, project=way.project.code, project_url=_project_url(way), ended=way.ended_on is not None,
        organisation=way.organisation.short_name or way.organisation.name_en, span=_span(way),
        usual=[(title_of(step), url_for("participants.record", step=step.code, **parts)) for step in choices.usual if step.code not in planned] if may_record else [],
        another_url=url_for("participants.record", **parts) if may_record and choices.endings else None,
        end_url=url_for("participants.record", ending="1", **parts) if may_record and choices.endings else None,
        corrections=[_correction(event, fields=fields, recorders=recorders) for event in way.events if event.voided_at is not None],
    )  # fmt: skip


def _project_url(way: Participation) -> str | None:
    return url_for("projects.show", code=way.project.code) if "projects.show" in current_app.view_functions else None


def _summary(way: Participation, *, recorders: dict[int, str]) -> str:
    end = steps()[way.latest_step] if way.ended_on and way.latest_step else None
    if end is not None:
        text = _("Ended on %(day)s: %(step)s.", day=format_long_day(way.ended_on), step=end.label)
    else:
        text = _("Under way since %(day)s.", day=format_long_day(way.started_on))
    hands = {event.recorded_by_id for event in way.events}
    names = [recorders[one] for one in hands if one in recorders]
    return f"{text} {_('Everything recorded by %(name)s.', name=names[0])}" if len(hands) == 1 and names else text


def _span(way: Participation) -> str:
    end = format_month(way.ended_on) if way.ended_on else _("today")
    return str(_("%(start)s to %(end)s", start=format_month(way.started_on), end=end))


def value_label(event: PathwayEvent, *, fields: frozenset[str]) -> str:
    """The value of an event as a reader sees it; blank when it falls under a field they may not see."""
    list_name = VALUES.get(event.step)
    if not event.value or list_name is None or VALUE_FIELD.get(list_name, "milestones") not in fields:
        return ""
    entry = codelist(list_name).get(event.value)
    return (entry.more.get("section") or entry.label) if entry else event.value


def _titled(event: PathwayEvent, *, fields: frozenset[str]) -> str:
    return title_of(steps()[event.step], value=value_label(event, fields=fields))


def _stop(
    event: PathwayEvent,
    *,
    way: Participation,
    fields: frozenset[str],
    today: date,
    recorders: dict[int, str],
    may_record: bool,
) -> StopShown:
    step = steps()[event.step]
    parts: dict[str, Any] = {"public_id": way.participant.public_id, "participation_id": way.id}
    kind, when = _state(event, step=step, today=today)
    unusual = event.status == EventStatus.REACHED and is_unusual(step, day=event.happened_on, before=happenings_of(way))
    one_hand = len({one.recorded_by_id for one in way.events}) == 1
    who = None if one_hand else recorders.get(event.recorded_by_id or 0)
    meta = " · ".join(
        filter(None, (when, _("unusual order") if unusual else "", _("recorded by %(name)s", name=who) if who else ""))
    )
    planned = event.status == EventStatus.PLANNED
    return StopShown(
        kind=kind, title=_titled(event, fields=fields), meta=meta, note=event.note if "notes" in fields else "", ahead=planned,
        correct_url=url_for("participants.correct", event_id=event.id, **parts) if may_record else None,
        record_url=url_for("participants.record", step=event.step, **parts) if may_record and planned else None,
    )  # fmt: skip


def _state(event: PathwayEvent, *, step: Step, today: date) -> tuple[str, str]:
    day = format_long_day(event.happened_on)
    if event.status == EventStatus.MISSED:
        return "late", _("missed on %(day)s", day=day)
    if event.status == EventStatus.PLANNED:
        days = (today - event.happened_on).days
        return (
            (
                "late",
                ngettext(
                    "%(num)d day late, planned for %(day)s", "%(num)d days late, planned for %(day)s", days, day=day
                ),
            )
            if days > 0
            else ("planned", _("planned for %(day)s", day=day))
        )
    return ("cancelled" if step.kind == StepKind.EXIT else "reached"), day


def _correction(event: PathwayEvent, *, fields: frozenset[str], recorders: dict[int, str]) -> CorrectionShown:
    who = recorders.get(event.voided_by_id or 0, "")
    when = format_day(event.voided_at)
    return CorrectionShown(
        title=_titled(event, fields=fields), day=format_long_day(event.happened_on), why=(event.void_reason or "") if "notes" in fields else "",
        who=_("corrected by %(name)s on %(day)s", name=who, day=when) if who else _("corrected on %(day)s", day=when),
    )  # fmt: skip


@dataclass(frozen=True)
class _Leg:
    """One strand as a stretch of the route: does it begin abroad, is it travelled, when did or will it end."""

    strand: Strand
    done_on: date | None
    planned_on: date | None
    over: bool


ARRIVALS = {Strand.MIGR: "M320", Strand.RETURN: "R090"}
"""The step with which somebody is at the end of a stretch; the others end when the way ends."""


def _leg(way: Participation) -> _Leg:
    arrival = ARRIVALS.get(way.strand)
    happened = [one for one in happenings_of(way) if one.step == arrival]
    done = max((one.day for one in happened if one.reached), default=None)
    planned = min((one.day for one in happened if not one.reached), default=None)
    finished = (
        way.ended_on if arrival is None and way.latest_step and steps()[way.latest_step].kind != StepKind.EXIT else None
    )
    return _Leg(strand=way.strand, done_on=done or finished, planned_on=planned, over=way.ended_on is not None)


def _places(participant: Participant, *, ways: list[Participation], fields: frozenset[str]) -> list[dict[str, Any]]:
    """The route: where a stretch begins and ends, by what is on record; none for a way that stays in one place."""
    legs = [_leg(way) for way in ways]
    if not legs:
        return []
    home = (label_of("ghana_regions", participant.home_region) if "home_region" in fields else "") or _("Ghana")
    abroad = (label_of("nrw_districts", participant.nrw_district) if "nrw_district" in fields else "") or _(
        "North Rhine-Westphalia"
    )
    ends = {Strand.QUAL: home, Strand.MIGR: abroad, Strand.RETURN: "Accra", Strand.REINT: home}
    starts = {Strand.QUAL: home, Strand.MIGR: home, Strand.RETURN: abroad, Strand.REINT: "Accra"}
    found = [
        {
            "name": starts[legs[0].strand],
            "note": _("began in %(month)s", month=format_month(ways[0].started_on)),
            "strand": None,
            "ahead": False,
            "done": True,
        }
    ]
    for leg in legs:
        found[-1] |= {"strand": leg.strand.value, "ahead": leg.done_on is None}
        note = (
            format_month(leg.done_on)
            if leg.done_on
            else _("planned for %(day)s", day=format_long_day(leg.planned_on))
            if leg.planned_on
            else _("ended before")
            if leg.over
            else _("not yet")
        )
        found.append(
            {"name": ends[leg.strand], "note": note, "strand": None, "ahead": False, "done": leg.done_on is not None}
        )
    if len({place["name"] for place in found}) == 1:
        return []
    here = max(index for index, place in enumerate(found) if place["done"])
    for index, place in enumerate(found):
        place["kind"] = "now" if index == here else "reached" if place["done"] else "planned"
    return found
