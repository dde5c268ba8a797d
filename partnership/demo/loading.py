"""Puts the demonstration into an empty register: projects one by one, people in bulk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

import sqlalchemy as sa
from flask_babel import gettext as _

from partnership.accounts.models import User
from partnership.audit.recording import Author, record_event, set_author
from partnership.core import clock
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.record import id_of
from partnership.core.search_text import words
from partnership.demo.organisations import load_accounts, load_organisations
from partnership.demo.people import load_people
from partnership.demo.projects import PLANS, Goal, Plan
from partnership.milestones.models import Forecast, Milestone
from partnership.organisations.models import Organisation
from partnership.participants.rules.clocks import add_months
from partnership.projects.models import (
    Project,
    ProjectBudget,
    ProjectGoal,
    ProjectOrganisation,
    ProjectPlace,
    ProjectPoint,
    ProjectSector,
    ProjectStep,
    ProjectStrand,
    ProjectTransaction,
)  # fmt: skip
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand

SECTORS = {Strand.QUAL: "11330", Strand.MIGR: "15190", Strand.RETURN: "15190", Strand.REINT: "16020"}
FORECAST_EVERY_MONTHS = 3
QUARTERS = 4
NOT_ENTERED = 0
"""The project of a milestone until its own act enters it: the project has no number before."""
LIFELIKE_UP_TO = 50
"""Up to so many projects each act is stored at its own time, so that the log reads like two years of work."""


@dataclass(frozen=True)
class Act:
    """Something somebody did on a day of the invented past."""

    on: date
    by: User
    do: Callable[[], object]


@dataclass(frozen=True)
class Stage:
    """What all acts share."""

    as_of: date
    organisations: dict[str, Organisation]
    users: dict[str, User]


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(User)) == 0


def load(
    *,
    as_of: date,
    projects: int | None = None,
    participants: int | None = None,
    seed: int = 2026,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Fill the register; the same arguments give the same register. Returns how many records of each kind were made.

    Raises Refused when the register is not empty.
    """
    if not is_empty():
        raise Refused(_("The register is not empty. Demonstration data is only loaded into an empty one."))
    random = Random(seed)  # noqa: S311  invented data must be repeatable
    set_author(Author(None, "demonstration"))
    with clock.fixed_at(_moment(add_months(as_of, -30))):
        organisations = load_organisations()
        stage = Stage(as_of, organisations, load_accounts(organisations))
        db.session.commit()
    made, acts = [], list[Act]()
    for number, plan in enumerate(plans(projects), start=1):
        project = _project(plan, number, stage)
        made.append((plan, project))
        acts += _history(plan, project, number, stage)
    _perform(acts, one_by_one=len(made) <= LIFELIKE_UP_TO)
    people = load_people(
        made,
        organisations,
        as_of=as_of,
        wanted=participants,
        random=random,
        recorded_by=stage.users["editor@kumasi-tvet.example"].id,
        progress=progress,
    )
    record_event(
        db.session,
        action="demonstration",
        subject_table="participant",
        subject_id=None,
        changes={"people": [None, people]},
    )
    db.session.commit()
    return {"projects": len(made), "people": people, "accounts": len(stage.users)}


def _perform(acts: list[Act], *, one_by_one: bool) -> None:
    """Do everything in the order of the days, each in its author's name."""
    for act in sorted(acts, key=lambda act: act.on):
        with clock.fixed_at(_moment(act.on)):
            set_author(Author(act.by.id, act.by.name))
            act.do()
            if one_by_one:
                db.session.commit()
    db.session.commit()


def plans(number: int | None) -> Iterator[Plan]:
    """The invented projects; beyond the dozen they repeat with a running number."""
    for position in range(len(PLANS) if number is None else number):
        plan, round_ = PLANS[position % len(PLANS)], position // len(PLANS) + 1
        yield (
            plan
            if round_ == 1
            else replace(
                plan,
                title_de=f"{plan.title_de} {round_}",
                title_en=f"{plan.title_en} {round_}",
                slug=f"{plan.slug}-{round_}",
            )
        )


def _officer(number: int, stage: Stage) -> User:
    return stage.users["officer@ministry.example" if number % 2 else "officer2@ministry.example"]


def _project(plan: Plan, number: int, stage: Stage) -> Project:
    """The project with what belongs to it from the beginning; not stored yet."""
    start = add_months(stage.as_of.replace(day=1), -plan.began)
    entered_on = min(start - timedelta(days=60), stage.as_of - timedelta(days=3))
    project = Project(
        code=f"GH-{start.year}-{number:02}", title_de=plan.title_de, title_en=plan.title_en, summary_de=plan.summary_de, summary_en=plan.summary_en,
        planned_start=start, planned_end=add_months(start, plan.lasts) - timedelta(days=1), health_and_care=plan.health,
        responsible_id=_officer(number, stage).id, created_at=_moment(entered_on), updated_at=_moment(entered_on),
    )  # fmt: skip
    names = [stage.organisations[code].name_en for code in plan.partners]
    project.search_text = " ".join(words(" ".join([project.code, plan.title_de, plan.title_en, *names])))
    return project


def _history(plan: Plan, project: Project, number: int, stage: Stage) -> Iterator[Act]:
    """Everything that was done with the project up to the demonstration's day."""
    officer, start = _officer(number, stage), project.planned_start or stage.as_of
    yield Act((project.created_at or clock.now()).date(), officer, partial(_enter, plan, project, stage, start=start))
    if plan.status is not ProjectStatus.DRAFT:
        yield Act(start, officer, partial(_move, project, officer, ProjectStatus.ACTIVE))
    if plan.status in (ProjectStatus.SUSPENDED, ProjectStatus.CLOSING):
        yield Act(stage.as_of - timedelta(days=40), officer, partial(_move, project, officer, plan.status, plan.reason))
    if plan.status is not ProjectStatus.DRAFT:
        yield from _payments(plan, project, officer, start=start, as_of=stage.as_of)
    for goal in plan.goals:
        yield from _milestone(goal, project, stage, officer, start=start, owner=stage.organisations[plan.partners[0]])


def _enter(plan: Plan, project: Project, stage: Stage, *, start: date) -> None:
    db.session.add(project)
    db.session.flush()
    key = id_of(project)
    rows: list[object] = [ProjectStrand(project_id=key, strand=strand) for strand in plan.strands]
    rows += [ProjectPoint(project_id=key, point=point) for point in plan.points]
    rows += [
        ProjectPlace(project_id=key, kind=PlaceKind.GHANA_REGION, code=code, town=town) for code, town in plan.regions
    ]
    rows += [ProjectPlace(project_id=key, kind=PlaceKind.NRW_DISTRICT, code=code) for code in plan.districts]
    rows += [
        ProjectOrganisation(
            project_id=key, organisation_id=id_of(stage.organisations[code]), role=OrganisationRole.IMPLEMENTING
        )
        for code in plan.partners
    ]
    rows += [
        ProjectOrganisation(
            project_id=key, organisation_id=id_of(stage.organisations["ministry"]), role=OrganisationRole.FUNDING
        )
    ]
    rows += [ProjectGoal(project_id=key, framework="sdg", code=code) for code in plan.sdg] + [
        ProjectGoal(project_id=key, framework="gcm", code=code) for code in plan.gcm
    ]
    codes = dict.fromkeys(SECTORS[strand] for strand in plan.strands)
    rows += [
        ProjectSector(project_id=key, vocabulary="1", code=code, percentage=Decimal(100) / len(codes)) for code in codes
    ]
    for month in range(0, plan.lasts, 12):
        begins = add_months(start, month)
        rows.append(
            ProjectBudget(
                project_id=key,
                period_start=begins,
                period_end=add_months(begins, 12) - timedelta(days=1),
                amount=Decimal(plan.money),
                currency="EUR",
                committed=month == 0,
            )
        )
    db.session.add_all(rows)


def _move(project: Project, officer: User, to: ProjectStatus, reason: str | None = None) -> None:
    db.session.add(
        ProjectStep(
            project_id=id_of(project),
            at=clock.now(),
            by_id=officer.id,
            by_name=officer.name,
            from_status=project.status,
            to_status=to,
            reason=reason,
        )
    )
    if to is ProjectStatus.ACTIVE:
        project.actual_start = project.planned_start
    project.status, project.status_reason = to, reason


def _payments(plan: Plan, project: Project, officer: User, *, start: date, as_of: date) -> Iterator[Act]:
    total = Decimal(plan.money * len(range(0, plan.lasts, 12)))
    yield Act(
        start,
        officer,
        lambda: db.session.add(
            ProjectTransaction(project_id=id_of(project), kind="2", happened_on=start, amount=total, currency="EUR")
        ),
    )
    for quarter in range(1, plan.lasts // 3):
        paid_on = add_months(start, quarter * 3)
        if paid_on > as_of:
            return
        share = (Decimal(plan.money) / QUARTERS * Decimal(80 + (quarter * 7) % 25) / 100).quantize(Decimal("0.01"))
        yield Act(paid_on, officer, partial(_pay, project, paid_on, share))


def _pay(project: Project, paid_on: date, amount: Decimal) -> None:
    db.session.add(
        ProjectTransaction(project_id=id_of(project), kind="3", happened_on=paid_on, amount=amount, currency="EUR")
    )


def _milestone(
    goal: Goal, project: Project, stage: Stage, officer: User, *, start: date, owner: Organisation
) -> Iterator[Act]:
    baseline = add_months(start, goal.month) + timedelta(days=14)
    milestone = Milestone(
        project_id=NOT_ENTERED,
        title_de=goal.title_de,
        title_en=goal.title_en,
        baseline_on=baseline,
        owner_id=owner.id,
        point=goal.point,
    )
    entered_on = (project.created_at or clock.now()).date() + timedelta(days=1)
    yield Act(entered_on, officer, partial(_promise, milestone, project))
    expected = baseline
    for position, slip in enumerate(goal.slips):
        made_on = add_months(start, 1 + position * FORECAST_EVERY_MONTHS)
        expected = add_months(baseline, slip)
        if made_on > stage.as_of or (goal.reached and made_on >= expected):
            break
        yield Act(made_on, officer, partial(_forecast, milestone, officer, made_on, expected))
    if goal.reached:
        reached_on = min(expected, stage.as_of - timedelta(days=10))
        yield Act(reached_on + timedelta(days=2), officer, partial(_reach, milestone, reached_on))


def _promise(milestone: Milestone, project: Project) -> None:
    milestone.project_id = id_of(project)
    milestone.created_at = clock.now()
    db.session.add(milestone)
    db.session.flush()


def _forecast(milestone: Milestone, officer: User, made_on: date, expected_on: date) -> None:
    milestone.latest_forecast_on = expected_on
    db.session.add(
        Forecast(milestone_id=id_of(milestone), made_on=made_on, expected_on=expected_on, made_by_id=officer.id)
    )


def _reach(milestone: Milestone, reached_on: date) -> None:
    milestone.reached_on, milestone.evidence = reached_on, "Protokoll liegt vor."


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=clock.HOUSE_ZONE)
