"""What was done with an invented project up to the day of the demonstration, act by act."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from partnership.accounts.models import User
from partnership.core import clock
from partnership.core.database import db
from partnership.core.record import id_of
from partnership.core.search_text import words
from partnership.demo.projects import Goal, Plan
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


def invented_project(plan: Plan, number: int, stage: Stage) -> Project:
    """The project with what belongs to it from the beginning; not stored yet."""
    start = add_months(stage.as_of.replace(day=1), -plan.began)
    entered_on = min(start - timedelta(days=60), stage.as_of - timedelta(days=3))
    project = Project(
        code=f"GH-{start.year}-{number:02}", title_de=plan.title_de, title_en=plan.title_en, summary_de=plan.summary_de, summary_en=plan.summary_en,
        planned_start=start, planned_end=add_months(start, plan.lasts) - timedelta(days=1), health_and_care=plan.health,
        responsible_id=_officer(number, stage).id, created_at=moment(entered_on), updated_at=moment(entered_on),
    )  # fmt: skip
    names = [stage.organisations[code].name_en for code in plan.partners]
    project.search_text = " ".join(words(" ".join([project.code, plan.title_de, plan.title_en, *names])))
    return project


def history_of(plan: Plan, project: Project, number: int, stage: Stage) -> Iterator[Act]:
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


def _officer(number: int, stage: Stage) -> User:
    return stage.users["officer@ministry.example" if number % 2 else "officer2@ministry.example"]


def _enter(plan: Plan, project: Project, stage: Stage, *, start: date) -> None:
    db.session.add(project)
    db.session.flush()
    db.session.add_all(_parts(plan, stage, key=id_of(project)))
    db.session.add_all(_budgets(plan, key=id_of(project), start=start))


def _parts(plan: Plan, stage: Stage, *, key: int) -> list[object]:
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
    return rows


def _budgets(plan: Plan, *, key: int, start: date) -> Iterator[ProjectBudget]:
    for month in range(0, plan.lasts, 12):
        begins = add_months(start, month)
        yield ProjectBudget(
            project_id=key,
            period_start=begins,
            period_end=add_months(begins, 12) - timedelta(days=1),
            amount=Decimal(plan.money),
            currency="EUR",
            committed=month == 0,
        )


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


def moment(day: date) -> datetime:
    """Half past nine of that day, when the invented people begin to work."""
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=clock.HOUSE_ZONE)
