"""The verbs on milestones: forecasts are only added, reasons are asked for and kept, finished things refuse."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.access.actor import Actor
from partnership.access.vocabulary import Role
from partnership.audit.models import AuditEntry
from partnership.core.errors import Refused
from partnership.milestones import operations, queries
from partnership.milestones.models import Forecast, Milestone
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus
from tests.support.actors import actor
from tests.support.make import Make

AT = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
TODAY = date(2026, 7, 6)
PLAN = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.fixture
def by(make: Make) -> Actor:
    return actor(Role.OFFICER, user_id=make.officer().id)


@pytest.fixture
def milestone(make: Make) -> Milestone:
    project = make.project()
    made = make.milestone(project, baseline_on=PLAN)
    return whole(project, made)


def whole(project: Project, made: Milestone) -> Milestone:
    found = queries.milestone_of(project.code, made.id or 0)
    assert found is not None
    return found


def latest_reason(session: Session) -> str | None:
    session.commit()
    return session.scalars(
        select(AuditEntry.reason).where(AuditEntry.subject_table == "milestone").order_by(AuditEntry.position.desc())
    ).first()


def test_a_forecast_is_added_and_the_former_ones_stay(milestone: Milestone, session: Session, by: Actor) -> None:
    operations.forecast(milestone, expected_on=date(2026, 10, 1), reason="Two examiners left.", by=by, at=AT)
    operations.forecast(
        milestone, expected_on=date(2026, 11, 1), reason="Mistyped before.", by=by, at=AT + timedelta(minutes=1)
    )
    session.commit()
    rows = session.scalars(select(Forecast).where(Forecast.milestone_id == milestone.id).order_by(Forecast.id)).all()
    assert [(row.made_on, row.expected_on, row.made_by_id) for row in rows] == [
        (TODAY, date(2026, 10, 1), by.user_id),
        (TODAY, date(2026, 11, 1), by.user_id),
    ]
    assert milestone.latest_forecast_on == date(2026, 11, 1)
    assert milestone.baseline_on == PLAN


def test_the_day_of_a_forecast_is_the_day_in_duesseldorf(milestone: Milestone, by: Actor) -> None:
    made = operations.forecast(
        milestone, expected_on=PLAN, reason="", by=by, at=datetime(2026, 7, 6, 22, 30, tzinfo=UTC)
    )
    assert made.made_on == date(2026, 7, 7)


@pytest.mark.parametrize(
    ("expected_on", "reason", "sentence"),
    [(TODAY - timedelta(days=1), "x", "past"), (PLAN + timedelta(days=1), " ", "why")],
)
def test_impossible_or_unexplained_forecasts_are_refused(
    milestone: Milestone, by: Actor, expected_on: date, reason: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        operations.forecast(milestone, expected_on=expected_on, reason=reason, by=by, at=AT)
    assert milestone.forecasts == []


def test_reached_keeps_day_and_evidence_and_not_the_future(milestone: Milestone, session: Session, by: Actor) -> None:
    with pytest.raises(Refused, match="future"):
        operations.reach(milestone, reached_on=TODAY + timedelta(days=1), evidence="", by=by, at=AT)
    operations.reach(milestone, reached_on=TODAY, evidence="Minutes of 6 July", by=by, at=AT)
    session.commit()
    assert (milestone.reached_on, milestone.evidence) == (TODAY, "Minutes of 6 July")


def test_cancelling_and_reopening_need_reasons_that_stand_in_the_log(
    milestone: Milestone, session: Session, by: Actor
) -> None:
    with pytest.raises(Refused):
        operations.cancel(milestone, reason=" ", by=by, at=AT)
    operations.cancel(milestone, reason="No money.", by=by, at=AT)
    assert latest_reason(session) == "No money."
    assert (milestone.cancelled_on, milestone.cancel_reason) == (TODAY, "No money.")
    with pytest.raises(Refused):
        operations.reopen(milestone, reason="", by=by, at=AT)
    operations.reopen(milestone, reason="Money was found.", by=by, at=AT)
    assert latest_reason(session) == "Money was found."
    assert (milestone.cancelled_on, milestone.cancel_reason, milestone.reached_on) == (None, None, None)
    with pytest.raises(Refused, match="open already"):
        operations.reopen(milestone, reason="x", by=by, at=AT)


def words(milestone: Milestone, **changes: object) -> dict[str, object]:
    return {
        name: getattr(milestone, name)
        for name in ("title_de", "title_en", "baseline_on", "owner_id", "point", "evidence")
    } | changes


def test_another_plan_is_a_correction_with_a_reason(milestone: Milestone, session: Session, by: Actor) -> None:
    with pytest.raises(Refused, match="planned day"):
        operations.edit(milestone, **words(milestone, baseline_on=date(2026, 9, 15)), reason="", by=by, at=AT)
    assert milestone.baseline_on == PLAN
    operations.edit(
        milestone,
        **words(milestone, baseline_on=date(2026, 9, 15)),
        reason="The grant says 15 September.",
        by=by,
        at=AT,
    )
    assert latest_reason(session) == "The grant says 15 September."
    operations.edit(milestone, **words(milestone, title_en="Another name", point="B5"), reason="", by=by, at=AT)
    session.commit()
    assert (milestone.title_en, milestone.point, milestone.baseline_on) == ("Another name", "B5", date(2026, 9, 15))


@pytest.mark.parametrize("ended", ["reached", "cancelled"])
def test_an_ended_milestone_refuses_all_but_reopening(milestone: Milestone, by: Actor, ended: str) -> None:
    if ended == "reached":
        operations.reach(milestone, reached_on=TODAY, evidence="", by=by, at=AT)
    else:
        operations.cancel(milestone, reason="x", by=by, at=AT)
    for act in (
        lambda: operations.forecast(milestone, expected_on=PLAN, reason="", by=by, at=AT),
        lambda: operations.reach(milestone, reached_on=TODAY, evidence="", by=by, at=AT),
        lambda: operations.cancel(milestone, reason="y", by=by, at=AT),
    ):
        with pytest.raises(Refused, match="Reopen"):
            act()


@pytest.mark.parametrize("status", [ProjectStatus.CLOSED, ProjectStatus.CANCELLED])
def test_milestones_of_a_finished_project_are_locked(make: Make, by: Actor, status: ProjectStatus) -> None:
    project = make.project(status=status, status_reason="x" if status is ProjectStatus.CANCELLED else None)
    milestone = whole(project, make.milestone(project, baseline_on=PLAN))
    for act in (
        lambda: operations.create(
            project, title_de="x", title_en="x", baseline_on=PLAN, owner_id=None, point=None, by=by, at=AT
        ),
        lambda: operations.edit(milestone, **words(milestone), reason="", by=by, at=AT),
        lambda: operations.forecast(milestone, expected_on=PLAN, reason="", by=by, at=AT),
        lambda: operations.reach(milestone, reached_on=TODAY, evidence="", by=by, at=AT),
        lambda: operations.cancel(milestone, reason="x", by=by, at=AT),
        lambda: operations.reopen(milestone, reason="x", by=by, at=AT),
    ):
        with pytest.raises(Refused, match="no longer be changed"):
            act()
