"""Puts the demonstration into an empty register: projects one by one, people in bulk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import sqlalchemy as sa

from partnership.accounts.models import User
from partnership.audit.recording import Author, record_event, set_author
from partnership.core import clock
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.demo.organisations import load_accounts, load_organisations
from partnership.demo.people import load_people
from partnership.demo.projects import PLANS, Goal, Plan
from partnership.milestones.models import Forecast, Milestone
from partnership.organisations.models import Organisation
from partnership.participants.rules.clocks import add_months
from partnership.projects.models import (
    Project, ProjectBudget, ProjectGoal, ProjectOrganisation, ProjectPlace, ProjectPoint, ProjectSector, ProjectStep, ProjectStrand, ProjectTransaction,
)  # fmt: skip
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from partnership.core.search_text import words

SECTORS = {Strand.QUAL: "11330", Strand.MIGR: "15190", Strand.RETURN: "15190", Strand.REINT: "16020"}
FORECAST_EVERY_MONTHS = 3
QUARTERS = 4


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(User)) == 0


def load(*, as_of: date, projects: int | None = None, participants: int | None = None, seed: int = 2026, progress: Callable[[int, int], None] | None = None) -> dict[str, int]:
    """Fill the register; the same arguments give the same register. Returns how many records of each kind were made.

    Raises Refused when the register is not empty.
    """
    if not is_empty():
        raise Refused("the register is not empty; demonstration data is only loaded into an empty one.")
    random = Random(seed)  # noqa: S311  invented data must be repeatable
    set_author(Author(None, "demonstration"))
    organisations = load_organisations()
    users = load_accounts(organisations)
    made = [(plan, _project(plan, number, as_of=as_of, organisations=organisations, users=users)) for number, plan in enumerate(plans(projects), start=1)]
    db.session.flush()
    people = load_people(made, organisations, as_of=as_of, wanted=participants, random=random, recorded_by=users["editor@kumasi-tvet.example"].id, progress=progress)
    record_event(db.session, action="demonstration", subject_table="participant", subject_id=None, changes={"people": [None, people]})
    db.session.commit()
    return {"projects": len(made), "people": people, "accounts": len(users)}


def plans(number: int | None) -> Iterator[Plan]:
    """The invented projects; beyond the dozen they repeat with a running number."""
    for position in range(len(PLANS) if number is None else number):
        plan, round_ = PLANS[position % len(PLANS)], position // len(PLANS) + 1
        yield plan if round_ == 1 else replace(plan, title_de=f"{plan.title_de} {round_}", title_en=f"{plan.title_en} {round_}", slug=f"{plan.slug}-{round_}")


def _project(plan: Plan, number: int, *, as_of: date, organisations: dict[str, Organisation], users: dict[str, User]) -> Project:
    start = add_months(as_of.replace(day=1), -plan.began)
    end = add_months(start, plan.lasts) - timedelta(days=1)
    officer = users["officer@ministry.example" if number % 2 else "officer2@ministry.example"]
    project = Project(
        code=f"GH-{start.year}-{number:02}", title_de=plan.title_de, title_en=plan.title_en, summary_de=plan.summary_de, summary_en=plan.summary_en,
        status=plan.status, status_reason=plan.reason, planned_start=start, planned_end=end, actual_start=start if plan.status is not ProjectStatus.DRAFT else None,
        health_and_care=plan.health, responsible_id=officer.id, created_at=_moment(start - timedelta(days=60)),
    )  # fmt: skip
    names = [organisations[code].name_en for code in plan.partners]
    project.search_text = " ".join(words(" ".join([project.code, plan.title_de, plan.title_en, *names])))
    db.session.add(project)
    db.session.flush()
    key = project.id
    rows: list[object] = [ProjectStrand(project_id=key, strand=strand) for strand in plan.strands]
    rows += [ProjectPoint(project_id=key, point=point) for point in plan.points]
    rows += [ProjectPlace(project_id=key, kind=PlaceKind.GHANA_REGION, code=code, town=town) for code, town in plan.regions]
    rows += [ProjectPlace(project_id=key, kind=PlaceKind.NRW_DISTRICT, code=code) for code in plan.districts]
    rows += [ProjectOrganisation(project_id=key, organisation_id=organisations[code].id, role=OrganisationRole.IMPLEMENTING) for code in plan.partners]
    rows += [ProjectOrganisation(project_id=key, organisation_id=organisations["ministry"].id, role=OrganisationRole.FUNDING)]
    rows += [ProjectGoal(project_id=key, framework="sdg", code=code) for code in plan.sdg] + [ProjectGoal(project_id=key, framework="gcm", code=code) for code in plan.gcm]
    codes = dict.fromkeys(SECTORS[strand] for strand in plan.strands)
    rows += [ProjectSector(project_id=key, vocabulary="1", code=code, percentage=Decimal(100) / len(codes)) for code in codes]
    if plan.status is not ProjectStatus.DRAFT:
        rows.append(_step(key, officer, ProjectStatus.DRAFT, ProjectStatus.ACTIVE, on=start))
    if plan.status in (ProjectStatus.SUSPENDED, ProjectStatus.CLOSING):
        rows.append(_step(key, officer, ProjectStatus.ACTIVE, plan.status, on=as_of - timedelta(days=40), reason=plan.reason))
    rows += _money(plan, key, start=start, as_of=as_of)
    db.session.add_all(rows)
    for goal in plan.goals:
        _milestone(goal, key, start=start, as_of=as_of, owner=organisations[plan.partners[0]], officer=officer)
    return project


def _step(project_id: int, officer: User, before: ProjectStatus, after: ProjectStatus, *, on: date, reason: str | None = None) -> ProjectStep:
    return ProjectStep(project_id=project_id, at=_moment(on), by_id=officer.id, by_name=officer.name, from_status=before, to_status=after, reason=reason)


def _money(plan: Plan, project_id: int, *, start: date, as_of: date) -> list[object]:
    rows: list[object] = []
    months = range(0, plan.lasts, 12)
    for month in months:
        begins = add_months(start, month)
        rows.append(ProjectBudget(project_id=project_id, period_start=begins, period_end=add_months(begins, 12) - timedelta(days=1), amount=Decimal(plan.money), currency="EUR", committed=month == 0))
    if plan.status is ProjectStatus.DRAFT:
        return rows
    rows.append(ProjectTransaction(project_id=project_id, kind="2", happened_on=start, amount=Decimal(plan.money * len(months)), currency="EUR"))
    for quarter in range(1, plan.lasts // 3):
        paid_on = add_months(start, quarter * 3)
        if paid_on > as_of:
            break
        share = Decimal(plan.money) / QUARTERS * Decimal(80 + (quarter * 7) % 25) / 100
        rows.append(ProjectTransaction(project_id=project_id, kind="3", happened_on=paid_on, amount=share.quantize(Decimal("0.01")), currency="EUR"))
    return rows


def _milestone(goal: Goal, project_id: int, *, start: date, as_of: date, owner: Organisation, officer: User) -> None:
    baseline = add_months(start, goal.month) + timedelta(days=14)
    milestone = Milestone(project_id=project_id, title_de=goal.title_de, title_en=goal.title_en, baseline_on=baseline, owner_id=owner.id, point=goal.point, created_at=_moment(start))
    expected, forecasts = baseline, []
    for position, slip in enumerate(goal.slips):
        made_on = add_months(start, 1 + position * FORECAST_EVERY_MONTHS)
        expected = add_months(baseline, slip)
        if made_on > as_of or (goal.reached and made_on >= expected):
            break
        forecasts.append(Forecast(made_on=made_on, expected_on=expected, made_by_id=officer.id, created_at=_moment(made_on)))
    milestone.latest_forecast_on = forecasts[-1].expected_on if forecasts else None
    if goal.reached:
        milestone.reached_on = min(expected, as_of - timedelta(days=10))
        milestone.evidence = "Protokoll liegt vor."
    db.session.add(milestone)
    db.session.flush()
    for forecast in forecasts:
        forecast.milestone_id = milestone.id
    db.session.add_all(forecasts)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=clock.HOUSE_ZONE)
