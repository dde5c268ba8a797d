"""Keeping the first day on which something of a way is due, so that lists find late people by an index."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from partnership.core.database import db
from partnership.participants.models import Participation, PathwayEvent
from partnership.participants.rules.clocks import ARRIVAL, Happening, first_due_on
from partnership.participants.rules.ways import happenings_among, happenings_of
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps

CHUNK = 2_000
"""People whose ways are looked at together; it bounds the memory of a rebuild."""
WAYS: Any = Participation
EVENTS: Any = PathwayEvent


def keep_limits(participation: Participation) -> None:
    """Bring `first_due_on` of this way up to date after its events changed, and of the person's ways that count from an arrival in it.

    `participation` comes with its events, and these are stored.
    """
    journey = [participation]
    if participation.strand in (Strand.REINT, steps()[ARRIVAL].strand):
        of_person = (WAYS.participant_id == participation.participant_id, WAYS.id != participation.id)
        journey += db.session.scalars(sa.select(Participation).where(*of_person).options(selectinload(WAYS.events)))
    every = tuple(one for way in journey for one in happenings_of(way))
    for way in journey:
        if way is participation or way.strand == Strand.REINT:
            due = None if way.ended_on else first_due_on(way.strand, own=happenings_of(way), every=every)
            # A version counts edits: a day that stays is none.
            if way.first_due_on != due:
                way.first_due_on = due


def rebuild_limits() -> int:
    """Compute `first_due_on` of every way anew, after a release that changes limits or holidays; returns how many days changed.

    What is written is no edit: versions stay and the log gets no entries.
    """
    changed, last = 0, 0
    while people := list(
        db.session.scalars(
            sa.select(WAYS.participant_id)
            .where(WAYS.participant_id > last)
            .group_by(WAYS.participant_id)
            .order_by(WAYS.participant_id)
            .limit(CHUNK)
        )
    ):
        changed += _rebuild(people[0], people[-1])
        last = people[-1]
    return changed


def _rebuild(first: int, last: int) -> int:
    between = WAYS.participant_id.between(first, last)
    columns = (WAYS.id, WAYS.participant_id, WAYS.strand, WAYS.ended_on, WAYS.first_due_on)
    ways = db.session.execute(sa.select(*columns).where(between)).all()
    events = db.session.execute(
        sa.select(EVENTS.participation_id, EVENTS.id, EVENTS.step, EVENTS.status, EVENTS.happened_on, EVENTS.voided_at)
        .join(WAYS, WAYS.id == EVENTS.participation_id)
        .where(between)
    )
    of_way: dict[int, list[Any]] = defaultdict(list)
    for event in events:
        of_way[event.participation_id].append(event)
    own = {way.id: happenings_among(of_way[way.id]) for way in ways}
    journeys: dict[int, list[Happening]] = defaultdict(list)
    for way in ways:
        journeys[way.participant_id] += own[way.id]
    days = [
        (way, None if way.ended_on else first_due_on(way.strand, own=own[way.id], every=journeys[way.participant_id]))
        for way in ways
    ]
    return _store({"way": way.id, "day": day} for way, day in days if day != way.first_due_on)


def _store(days: Iterable[dict[str, Any]]) -> int:
    rows = list(days)
    if rows:
        table: Any = sa.inspect(Participation).local_table
        write = sa.update(table).where(table.c.id == sa.bindparam("way")).values(first_due_on=sa.bindparam("day"))
        db.session.connection().execute(write, rows)
    return len(rows)
