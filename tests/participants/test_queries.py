"""Reads: the number of statements does not grow with the rows, and overdue in the database is overdue in the rules."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.core.database import db
from partnership.core.public_id import new_public_id
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.operations.limits import rebuild_limits
from partnership.participants.queries.overdue import overdue
from partnership.participants.rules.clocks import Happening, running_clocks
from partnership.participants.rules.ways import happenings_of
from partnership.participants.vocabulary import EventStatus
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

TODAY = date(2026, 7, 6)


class Statements:
    """Counts what is sent to the database inside the block."""

    def __enter__(self) -> "Statements":
        self.sent: list[str] = []
        sa.event.listen(sa.Engine, "before_cursor_execute", self._note)
        return self

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            self.sent.append(statement)

    def __exit__(self, *_failure: object) -> None:
        sa.event.remove(sa.Engine, "before_cursor_execute", self._note)


@pytest.mark.parametrize("reader", ["partner", "officer"])
@pytest.mark.parametrize("endpoint", ["/participants", "/participants/export/csv", "/participants/export/xlsx"])
def test_lists_cost_the_same_with_one_and_with_ten_people(
    request: pytest.FixtureRequest, make: Make, reader: str, endpoint: str
) -> None:
    client: PageClient = request.getfixturevalue(reader)
    counts = []
    for number in (1, 9):
        for _person in range(number):
            make.participation(steps={"Q010": date(2026, 5, 4)})
        client.get(endpoint)
        with Statements() as statements:
            client.get(endpoint)
        counts.append(len(statements.sent))
    assert counts[0] == counts[1] <= 12, statements.sent


def test_a_journey_costs_the_same_with_one_and_with_ten_steps(app: Flask, make: Make) -> None:
    client = client_for(app, make.editor())
    way = make.participation(steps={"Q010": date(2026, 5, 4)})
    public_id, counts = db.session.get_one(Participant, way.participant_id).public_id, []
    for _round in range(2):
        client.get("participants.show", public_id=public_id)
        with Statements() as statements:
            client.get("participants.show", public_id=public_id)
        counts.append(len(statements.sent))
        for strand in (Strand.MIGR, Strand.RETURN, Strand.REINT):
            make.participation(
                db.session.get_one(Participant, way.participant_id),
                strand=strand,
                steps={f"{strand.letter}010": date(2026, 5, 4), f"{strand.letter}020": date(2026, 5, 5)},
            )
    assert counts[0] == counts[1] <= 12, statements.sent


TIMED = sorted(
    {step.code for step in steps().values() if step.limit}
    | {step.limit.from_step for step in steps().values() if step.limit}
    | {"Q335", "Q345", "M155", "M120", "I020"}
)


@st.composite
def ways(draw: Any) -> list[list[tuple[str, str, int]]]:
    """Events of a few people: step, status, days before today."""
    return [
        draw(
            st.lists(
                st.tuples(
                    st.sampled_from(TIMED),
                    st.sampled_from(["reached", "reached", "reached", "planned", "void"]),
                    st.integers(-30, 420),
                ),
                min_size=1,
                max_size=7,
            )
        )
        for _person in range(draw(st.integers(1, 5)))
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(people=ways())
def test_overdue_in_the_database_is_overdue_in_the_rules(
    ground: tuple[Project, int], people: list[list[tuple[str, str, int]]]
) -> None:
    project, organisation_id = ground
    savepoint = db.session.begin_nested()
    try:
        stored = [_store(events, project, organisation_id) for events in people]
        rebuild_limits()
        found = set(db.session.scalars(sa.select(Participation.id).where(overdue(TODAY))))
        late = set()
        for mine in stored:
            every = tuple(one for way in mine for one in happenings_of(way))
            late |= {way.id for way in mine if _is_late(way, every)}
        assert found == late
    finally:
        db.session.expunge_all()
        savepoint.rollback()


def _is_late(way: Participation, every: tuple[Happening, ...]) -> bool:
    own = happenings_of(way)
    shared = tuple(one for one in every if one.step == "R090") if way.strand == Strand.REINT else ()
    clocks = running_clocks(way.strand, (*own, *(one for one in shared if one not in own)))
    return any(clock.is_late(TODAY) and clock.started for clock in clocks) or any(
        not one.reached and one.day < TODAY for one in own
    )


@pytest.fixture
def ground(make: Make) -> tuple[Project, int]:
    return make.project(strands=tuple(Strand)), make.partner_organisation().id or 0


def _store(events: list[tuple[str, str, int]], project: Project, organisation_id: int) -> list[Participation]:
    participant = Participant(public_id=new_public_id())
    db.session.add(participant)
    db.session.flush()
    found = {}
    for step, status, days in events:
        strand = Strand(steps()[step].strand)
        if strand not in found:
            way = Participation(
                participant_id=participant.id or 0,
                project_id=project.id or 0,
                organisation_id=organisation_id,
                strand=strand,
                started_on=date(2024, 1, 1),
                events=[],
            )
            db.session.add(way)
            db.session.flush()
            found[strand] = way
        event = PathwayEvent(
            participation_id=found[strand].id or 0,
            step=step,
            status=EventStatus.PLANNED if status == "planned" else EventStatus.REACHED,
            happened_on=TODAY - timedelta(days=days),
        )
        if status == "void":
            event.voided_at, event.void_reason = event.created_at, "wrong"
        found[strand].events.append(event)
        db.session.flush()
    return list(found.values())
