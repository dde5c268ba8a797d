"""The first due day of a way: kept by every verb, the same when computed anew, and what home and list count by."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from partnership.access.actor import Actor
from partnership.accounts.setup import actor_of
from partnership.cli import cli
from partnership.core import commands
from partnership.core.database import db
from partnership.participants.models import Participation
from partnership.participants.operations.enrol import enrol_known
from partnership.participants.operations.limits import rebuild_limits
from partnership.participants.operations.steps import Recording, StepNotPossible, correct_step, record_step
from partnership.participants.queries import journey
from partnership.participants.vocabulary import EventStatus
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps
from tests.conftest import TODAY
from tests.participants.test_queries import TIMED
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

DAY = TODAY.date()


@pytest.fixture
def editor(app: Flask, make: Make) -> Any:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        found = actor_of(make.editor())
        assert found
        yield found


def loaded(way: Participation) -> Participation:
    db.session.expire_all()
    return db.session.scalars(journey._ways().where(Participation.id == way.id)).unique().one()


def stored(way: Participation) -> date | None:
    return db.session.scalar(sa.select(Participation.first_due_on).where(Participation.id == way.id))


def record(way: Participation, step: str, day: date, *, by: Actor, status: EventStatus = EventStatus.REACHED) -> Any:
    event = record_step(loaded(way), Recording(step=step, day=day, status=status), by=by, at=TODAY)
    db.session.commit()
    return event


ACTS = st.lists(
    st.tuples(
        st.sampled_from(TIMED),
        st.sampled_from(["reached", "reached", "reached", "planned", "correct", "take back"]),
        st.integers(-30, 420),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=ACTS)
def test_what_the_verbs_keep_is_what_a_rebuild_computes(
    make: Make, editor: Actor, acts: list[tuple[str, str, int]]
) -> None:
    person = make.participant(birth_date=date(1980, 1, 1))
    ways = {strand: make.participation(person, strand=strand) for strand in Strand}
    for step, act, days in acts:
        way = loaded(ways[Strand(steps()[step].strand)])
        what = Recording(
            step=step, day=DAY - timedelta(days=days),
            status=EventStatus.PLANNED if act == "planned" else EventStatus.REACHED,
        )  # fmt: skip
        valid = [event for event in way.events if event.voided_at is None]
        try:
            if act in ("reached", "planned"):
                record_step(way, what, by=editor, at=TODAY)
            elif valid:
                correct_step(valid[0], what if act == "correct" else None, reason="wrong", by=editor, at=TODAY)
            db.session.commit()
        except StepNotPossible:
            db.session.rollback()
    assert rebuild_limits() == 0


def test_a_start_sets_the_day_and_an_answer_clears_it(make: Make, editor: Actor) -> None:
    way = make.participation(strand=Strand.MIGR)
    assert stored(way) is None
    start = record(way, "M320", date(2026, 6, 1), by=editor)
    first = stored(way)
    assert first is not None
    assert first > date(2026, 6, 1)
    correct_step(
        next(event for event in loaded(way).events if event.id == start.id), Recording(step="M320", day=date(2026, 6, 15)),
        reason="misread", by=editor, at=TODAY,
    )  # fmt: skip
    db.session.commit()
    corrected = stored(way)
    assert corrected is not None
    assert corrected > first
    record(way, "M330", date(2026, 6, 20), by=editor)
    assert stored(way) is None or stored(way) != corrected


def test_an_arrival_starts_the_follow_ups_of_another_way(make: Make, editor: Actor) -> None:
    person = make.participant()
    home, back = (make.participation(person, strand=strand) for strand in (Strand.REINT, Strand.RETURN))
    arrival = record(back, "R090", date(2026, 6, 1), by=editor)
    assert stored(home) == date(2026, 12, 1), "the first survey that must be held comes six months after the arrival"
    event = next(one for one in loaded(back).events if one.id == arrival.id)
    correct_step(event, None, reason="not yet", by=editor, at=TODAY)
    db.session.commit()
    assert stored(home) is None


def test_who_is_taken_in_after_an_arrival_has_follow_ups_at_once(make: Make, editor: Actor) -> None:
    person, project = make.participant(), make.project(strands=(Strand.REINT,))
    back = loaded(make.participation(person, strand=Strand.RETURN, steps={"R090": date(2026, 6, 1)}))
    opening = journey.opening(project.code, Strand.REINT)
    assert opening
    way = enrol_known(
        back.participant, project=opening.project, strand=Strand.REINT, organisation_id=make.partner_organisation().id or 0,
        started_on=date(2026, 6, 2), by=editor, at=TODAY,
    )  # fmt: skip
    db.session.commit()
    assert stored(way) is not None


def test_a_way_that_has_ended_has_nothing_due(make: Make, editor: Actor) -> None:
    way = make.participation()
    record(way, "Q110", date(2026, 9, 1), by=editor, status=EventStatus.PLANNED)
    assert stored(way) == date(2026, 9, 1)
    record(way, "Q910", date(2026, 7, 1), by=editor)
    assert stored(way) is None
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Participation).where(Participation.id == way.id).values(first_due_on=DAY))
    db.session.rollback()


def test_home_counts_what_the_lists_show(app: Flask, make: Make, editor: Actor) -> None:
    for days in (-3, -1, 0, 7, 8):
        record(make.participation(), "Q110", DAY + timedelta(days=days), by=editor, status=EventStatus.PLANNED)
    stranger = make.participation(organisation=make.organisation())
    record(stranger, "Q110", DAY - timedelta(days=9), by=editor, status=EventStatus.PLANNED)
    client: PageClient = client_for(app, make.editor())
    home = client.get("overview.home")
    assert "a limit has passed in 2 participations" in home.main
    assert "a limit ends within a week in 2 participations" in home.main
    for chosen in ("overdue", "soon"):
        assert len(client.get("participants.index", query={chosen: "1"}).find("//tbody/tr")) == 2


def test_the_command_rebuilds_every_way(app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's tables come from the models; there is no line of a migration to compare.
    monkeypatch.setattr(commands, "is_current", lambda engine: True)
    ways = [make.participation(strand=Strand.MIGR, steps={"M320": date(2026, 6, 1)}) for _one in range(3)]
    due = stored(ways[0])
    assert due is not None
    db.session.execute(sa.update(Participation).values(first_due_on=None))
    db.session.commit()
    answer = CliRunner().invoke(cli, ["limits", "rebuild"], obj=lambda: app)
    assert (answer.exit_code, answer.output) == (0, "3 days changed.\n")
    assert [stored(way) for way in ways] == [due] * 3
