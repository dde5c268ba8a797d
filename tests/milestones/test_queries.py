"""Reading milestones: visibility, lateness in SQL and in Python, what waits for whom."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, Role
from partnership.core import clock
from partnership.milestones import queries, rules
from partnership.milestones.models import Milestone
from partnership.projects.vocabulary import ProjectStatus
from tests.support.actors import actor
from tests.support.make import Make
from tests.support.statements import statements

TODAY = date(2026, 7, 6)


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_the_condition_and_the_permission_table_agree_for_every_role_and_record(make: Make, session: Session) -> None:
    one, other = make.organisation(), make.organisation()
    made = [
        (project := make.project(partners=partners), make.milestone(project))
        for partners in ([one], [other], [one, other], [])
    ]
    for role in Role:
        who = actor(role, organisation_id=one.id)
        by_condition = set(session.scalars(sa.select(Milestone.id).where(queries.visible_to(who))))
        by_table = {
            milestone.id
            for project, milestone in made
            if can(who, Action.VIEW_MILESTONE, queries.milestone_of(project.code, milestone.id))
        }
        assert by_condition == by_table, role


@pytest.mark.parametrize("role", Role)
def test_partners_forecast_for_their_projects_and_only_officers_edit(make: Make, role: Role) -> None:
    mine = make.organisation()
    project = make.project(partners=[mine])
    milestone = queries.milestone_of(project.code, make.milestone(project).id)
    inside, outside = actor(role, organisation_id=mine.id), actor(role, organisation_id=mine.id + 1000)
    partner, officer = role in (Role.EDITOR, Role.LEAD, Role.CLERK), role is Role.OFFICER
    assert can(inside, Action.FORECAST_MILESTONE, milestone) is (partner or officer)
    assert can(outside, Action.FORECAST_MILESTONE, milestone) is officer
    assert can(inside, Action.EDIT_MILESTONE, milestone) is officer


def test_late_says_the_same_in_sql_and_in_python(make: Make, session: Session) -> None:
    project = make.project()
    plans = [
        date(2026, 1, 31),
        date(2026, 3, 31),
        date(2026, 7, 5),
        date(2026, 7, 6),
        date(2026, 11, 30),
        date(2025, 12, 15),
    ]
    shifts = [None, -40, -1, 0, 1, 59, 60, 88, 89, 90, 91, 92, 93, 120, 400]
    for plan in plans:
        for shift in shifts:
            forecast = None if shift is None else plan + timedelta(days=shift)
            session.add(Milestone(project_id=project.id, title_en="x", baseline_on=plan, latest_forecast_on=forecast))
    session.add(
        Milestone(project_id=project.id, title_en="x", baseline_on=date(2025, 1, 1), reached_on=date(2026, 1, 1))
    )
    session.add(
        Milestone(
            project_id=project.id,
            title_en="x",
            baseline_on=date(2025, 1, 1),
            cancelled_on=date(2026, 1, 1),
            cancel_reason="x",
        )
    )
    session.commit()
    everything = session.scalars(sa.select(Milestone)).all()
    for months in (0, 1, 3, 12):
        in_sql = set(session.scalars(sa.select(Milestone.id).where(queries.is_late(TODAY, tolerance=months))))
        in_python = {one.id for one in everything if rules.is_late(one, today=TODAY, tolerance=months)}
        assert in_sql == in_python
        assert 0 < len(in_sql) < len(everything)


def test_a_milestone_is_found_only_under_its_own_project(make: Make) -> None:
    project, other = make.project(), make.project()
    milestone = make.milestone(project)
    assert queries.milestone_of(project.code, milestone.id) is milestone
    assert queries.milestone_of(other.code, milestone.id) is None


def test_what_waits_is_told_to_the_responsible_officer_and_the_owning_partner(make: Make) -> None:
    mine, other = make.organisation(), make.organisation()
    officer = make.officer()
    project = make.project(partners=[mine, other], responsible_id=officer.id)
    late = make.milestone(project, baseline_on=TODAY - timedelta(days=3), owner_id=mine.id)
    make.milestone(
        make.project(partners=[other], status=ProjectStatus.CLOSED, responsible_id=officer.id),
        baseline_on=date(2025, 1, 1),
        owner_id=mine.id,
    )
    hidden = make.milestone(make.project(partners=[other]), baseline_on=date(2025, 1, 1), owner_id=mine.id)
    for who, expected in (
        (actor(Role.OFFICER, organisation_id=0, user_id=officer.id), [late.id]), (actor(Role.OFFICER, organisation_id=0, user_id=officer.id + 99), []),
        (actor(Role.EDITOR, organisation_id=mine.id, user_id=0), [late.id]), (actor(Role.EDITOR, organisation_id=other.id, user_id=0), []),
    ):  # fmt: skip
        found = queries.late_for(who, today=TODAY, limit=5)
        assert [one.id for one in found.first] == expected
        assert found.total == len(expected)
        assert hidden.id not in [one.id for one in found.first]


def test_totals_count_what_the_limit_cuts_off(make: Make) -> None:
    officer = make.officer()
    project = make.project(responsible_id=officer.id)
    for number in range(5):
        make.milestone(project, baseline_on=TODAY - timedelta(days=number + 1))
    found = queries.late_for(actor(Role.OFFICER, user_id=officer.id), today=TODAY, limit=2)
    assert (len(found.first), found.total) == (2, 5)
    assert found.first[0].baseline_on == TODAY - timedelta(days=5), "the one expected longest ago comes first"


def test_this_week_and_long_silence_do_not_overlap(make: Make, session: Session) -> None:
    officer = make.officer()
    project, who = make.project(responsible_id=officer.id), actor(Role.OFFICER, user_id=officer.id)
    soon = make.milestone(
        project, baseline_on=TODAY + timedelta(days=7), forecasts={date(2026, 1, 1): TODAY + timedelta(days=7)}
    )
    silent = make.milestone(project, baseline_on=date(2027, 1, 1), forecasts={date(2026, 1, 1): date(2027, 1, 1)})
    make.milestone(project, baseline_on=date(2027, 1, 1), forecasts={date(2026, 7, 1): date(2027, 1, 1)})
    never = make.milestone(project, baseline_on=date(2027, 2, 1))
    never.created_at = datetime(2026, 1, 5, tzinfo=UTC)
    make.milestone(project, baseline_on=date(2027, 2, 1))
    session.commit()
    week = queries.expected_between(who, first=TODAY, last=TODAY + timedelta(days=7), limit=9)
    old = queries.with_old_forecast(who, made_before=date(2026, 4, 6), today=TODAY, limit=9)
    assert [one.id for one in week.first] == [soon.id]
    assert [(one.id, old.said_on[one.id]) for one in old.first] == [
        (silent.id, date(2026, 1, 1)),
        (never.id, date(2026, 1, 5)),
    ]


def test_milestones_of_a_project_cost_the_same_with_one_and_ten(make: Make, session: Session) -> None:
    project, owner = make.project(), make.organisation()
    make.milestone(project, forecasts={date(2026, 1, 1): date(2026, 9, 1)}, owner_id=owner.id)
    session.expunge_all()
    with statements() as one:
        queries.of_project(project.id)
    for _number in range(9):
        make.milestone(
            project,
            forecasts={date(2026, 1, 1): date(2026, 9, 1), date(2026, 2, 1): date(2026, 9, 1)},
            owner_id=owner.id,
        )
    session.expunge_all()
    with statements() as ten:
        assert len(queries.of_project(project.id)) == 10
    assert len(ten) == len(one) == 2


def test_points_are_answered_by_milestones_the_reader_may_see(make: Make) -> None:
    mine, other = make.organisation(), make.organisation()
    seen = make.milestone(make.project(partners=[mine]), point="B5")
    make.milestone(make.project(partners=[mine]))
    unseen = make.milestone(make.project(partners=[other]), point="B1")
    assert [one.id for one in queries.answering(actor=actor(Role.EDITOR, organisation_id=mine.id))] == [seen.id]
    assert [one.id for one in queries.answering(actor=actor(Role.OFFICER))] == [unseen.id, seen.id]
    assert [one.id for one in queries.answering("B5", actor=actor(Role.OFFICER))] == [seen.id]


def test_late_milestones_are_counted_by_project(make: Make) -> None:
    late, fine = make.project(), make.project()
    make.milestone(late, baseline_on=date(2026, 1, 1))
    make.milestone(late, baseline_on=date(2026, 2, 1))
    make.milestone(fine, baseline_on=date(2027, 1, 1))
    assert queries.late_by_project([late.id, fine.id], today=clock.today()) == {late.id: 2}
