"""Invented people in bulk: the rows of a hundred or of a hundred thousand, written in batches."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from partnership.core import clock
from partnership.core.database import db
from partnership.core.public_id import new_public_id
from partnership.core.record import id_of
from partnership.core.search_text import words
from partnership.demo.journeys import Happening, invent
from partnership.demo.names import draw_name
from partnership.demo.projects import Plan
from partnership.organisations.models import Organisation
from partnership.participants.models import Identity, NameWord, Participant, Participation, PathwayEvent
from partnership.participants.rules import clocks as rules
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps

PARTICIPANT: Any = Participant
PARTICIPATION: Any = Participation
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""
BATCH = 2_000
REGION_WEIGHTS = {
    "GH-AH": 34,
    "GH-AA": 22,
    "GH-NP": 10,
    "GH-CP": 8,
    "GH-EP": 8,
    "GH-TV": 6,
    "GH-WP": 5,
    "GH-BO": 4,
    "GH-UE": 2,
    "GH-UW": 1,
    "GH-BE": 2,
}
EDUCATION = ("NP1", "NP2", "NC1", "NC2")
FOLLOWS = {"Q530": Strand.MIGR, "R110": Strand.REINT}


@dataclass(frozen=True)
class Stay:
    """One participation to be written: which project and organisation, and its events."""

    project_id: int
    organisation_id: int
    strand: Strand
    events: list[Happening]


@dataclass(frozen=True)
class Person:
    """One invented person to be written."""

    values: dict[str, Any]
    given_name: str
    family_name: str
    birth_date: date
    stays: list[Stay]


def load_people(
    made: list[tuple[Plan, Project]], organisations: dict[str, Organisation], *, as_of: date, wanted: int | None, random: Random, recorders: Mapping[int, int],
    progress: Callable[[int, int], None] | None,
) -> int:  # fmt: skip
    """Invent and write the people of all projects; returns how many."""
    shares = [(plan, project) for plan, project in made if plan.people]
    base = sum(plan.people for plan, _project in shares)
    total = base if wanted is None else wanted
    places = (
        [
            (plan, project, plan.people if wanted is None else round(plan.people * wanted / base))
            for plan, project in shares
        ]
        if base
        else []
    )
    batch: list[Person] = []
    written = 0
    for plan, project, number in places:
        for _one in range(number):
            batch.append(_person(plan, project, organisations, as_of=as_of, random=random))
            if len(batch) == BATCH:
                written += _write(batch, random=random, recorders=recorders)
                if progress:
                    progress(written, total)
                batch = []
    return written + _write(batch, random=random, recorders=recorders)


def _person(
    plan: Plan, project: Project, organisations: dict[str, Organisation], *, as_of: date, random: Random
) -> Person:
    sex = random.choices((Sex.FEMALE, Sex.MALE, Sex.UNKNOWN), weights=(47, 51, 2))[0]
    given, family = draw_name(random, sex)
    born = as_of - timedelta(days=random.randint(19 * 365, 41 * 365))
    values = {
        "sex": sex, "birth_year": born.year, "nationality": "GH", "home_region": random.choices(list(REGION_WEIGHTS), weights=list(REGION_WEIGHTS.values()))[0],
        "nrw_district": plan.districts[0] if Strand.MIGR in plan.strands else None, "education_level": random.choice(EDUCATION), "occupation": plan.occupation,
    }  # fmt: skip
    first, partners, strands = project.start or as_of, plan.partners, list(plan.strands)
    strand = strands[0] if len(strands) == 1 or random.random() < 0.8 else strands[1]
    begins_on = first + timedelta(
        days=int(random.triangular(5, max(6, (as_of - first).days - 5), (as_of - first).days * 0.35))
    )
    stays = [
        _stay(
            plan, project, organisations, strand, begins_on=begins_on, as_of=as_of, random=random, partner=partners[0]
        )
    ]
    last = stays[0].events[-1] if stays[0].events else None
    follows = FOLLOWS.get(last.step) if last and last.status is EventStatus.REACHED else None
    if follows in strands and last:
        stays.append(
            _stay(
                plan,
                project,
                organisations,
                follows,
                begins_on=last.day + timedelta(days=3),
                as_of=as_of,
                random=random,
                partner=partners[-1],
            )
        )
    return Person(values, given, family, born, [stay for stay in stays if stay.events])


def _stay(
    plan: Plan,
    project: Project,
    organisations: dict[str, Organisation],
    strand: Strand,
    *,
    begins_on: date,
    as_of: date,
    random: Random,
    partner: str,
) -> Stay:
    events = invent(random, strand, begins_on=min(begins_on, as_of), today=as_of, health=plan.health)
    return Stay(id_of(project), id_of(organisations[partner]), strand, events)


def _write(people: list[Person], *, random: Random, recorders: Mapping[int, int]) -> int:
    people = [person for person in people if person.stays]
    if not people:
        return 0
    begun = [_moment(min(stay.events[0].day for stay in person.stays)) for person in people]
    rows = [
        {"public_id": new_public_id(choose=random.choice), "created_at": at, "updated_at": at, **person.values}
        for person, at in zip(people, begun, strict=True)
    ]
    ids = list(db.session.scalars(sa.insert(Participant).returning(PARTICIPANT.id, sort_by_parameter_order=True), rows))
    named = list(zip(ids, people, begun, strict=True))
    db.session.execute(sa.insert(Identity), [_identity(key, person, at) for key, person, at in named])
    db.session.execute(
        sa.insert(NameWord),
        [
            {"participant_id": key, "word": word, "created_at": at}
            for key, person, at in named
            for word in words(f"{person.given_name} {person.family_name}")
        ],
    )
    stays = [(key, stay) for key, person, _at in named for stay in person.stays]
    stay_ids = list(
        db.session.scalars(
            sa.insert(Participation).returning(PARTICIPATION.id, sort_by_parameter_order=True),
            [
                _participation(key, stay, every=[one for other in person.stays for one in _happenings(other)])
                for key, person, _at in named
                for stay in person.stays
            ],
        )
    )
    events = [
        row
        for stay_id, (_key, stay) in zip(stay_ids, stays, strict=True)
        for row in _events(stay_id, stay, recorded_by=recorders.get(stay.organisation_id))
    ]
    db.session.execute(sa.insert(PathwayEvent), events)
    return len(people)


def _identity(key: int, person: Person, at: datetime) -> dict[str, Any]:
    return {
        "participant_id": key,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date,
        "phone": "",
        "email": "",
        "created_at": at,
        "updated_at": at,
    }


def _happenings(stay: Stay) -> list[rules.Happening]:
    return [
        rules.Happening(step=event.step, day=event.day, reached=event.status is EventStatus.REACHED)
        for event in stay.events
    ]


def _participation(key: int, stay: Stay, *, every: list[rules.Happening]) -> dict[str, Any]:
    reached = [event for event in stay.events if event.status is EventStatus.REACHED]
    latest = reached[-1] if reached else None
    ended = latest.day if latest and steps()[latest.step].terminal else None
    at = _moment(stay.events[0].day)
    return {
        "participant_id": key, "project_id": stay.project_id, "organisation_id": stay.organisation_id, "strand": stay.strand, "started_on": stay.events[0].day,
        "ended_on": ended, "latest_step": latest.step if latest else None, "latest_step_on": latest.day if latest else None, "created_at": at, "updated_at": at,
        "first_due_on": None if ended else rules.first_due_on(stay.strand, own=_happenings(stay), every=every),
    }  # fmt: skip


def _events(participation_id: int, stay: Stay, *, recorded_by: int | None) -> Iterator[dict[str, Any]]:
    for event in stay.events:
        recorded = min(_moment(event.day) + timedelta(days=2), clock.now())
        yield {
            "participation_id": participation_id, "step": event.step, "status": event.status, "happened_on": event.day, "value": event.value, "note": "",
            "recorded_by_id": recorded_by, "created_at": recorded,
        }  # fmt: skip


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=clock.HOUSE_ZONE)
