"""What a report reads: projects with everything printed of them, counts by project, the list of reports."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.indicators.models import Indicator, Result
from partnership.landtag_reports.models import LandtagReport
from partnership.milestones.models import Milestone
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.queries.known_events import known
from partnership.projects.models import Project, ProjectBudget, ProjectOrganisation, ProjectTransaction
from partnership.projects.vocabulary import ProjectStatus, Strand

SPENT_KINDS = ("3", "4")
"""IATI transaction types disbursement and expenditure (indicator IX04)."""
NOT_REPORTED = (ProjectStatus.DRAFT,)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Reports this person may see: all or none."""
    return sa.true() if can(actor, Action.VIEW_REPORTS) else sa.false()


def reports_for(actor: Actor, *, limit: int = 50) -> list[LandtagReport]:
    """The latest reports first."""
    query = sa.select(LandtagReport).where(visible_to(actor)).order_by(LandtagReport.id.desc()).limit(limit)  # type: ignore[union-attr]
    return list(db.session.scalars(query))


def by_id(report_id: int) -> LandtagReport | None:
    """One report."""
    return db.session.get(LandtagReport, report_id)


def reported_projects() -> list[Project]:
    """Every project a report prints, in the order of their codes: all but drafts."""
    links = (Project.strands, Project.points, Project.places)
    query = (
        sa.select(Project)
        .where(Project.status.not_in(NOT_REPORTED))  # type: ignore[attr-defined]
        .options(
            *(selectinload(link) for link in links),
            selectinload(Project.organisations).joinedload(ProjectOrganisation.organisation),
        )  # type: ignore[arg-type]
        .order_by(Project.code)
    )
    return list(db.session.scalars(query))


def milestones_by_project() -> dict[int, list[Milestone]]:
    """The milestones of each project with all forecasts and the owner, by plan."""
    found: dict[int, list[Milestone]] = defaultdict(list)
    query = (
        sa.select(Milestone)
        .options(selectinload(Milestone.forecasts), joinedload(Milestone.owner))
        .order_by(Milestone.project_id, Milestone.baseline_on, Milestone.id)
    )  # type: ignore[arg-type]
    for milestone in db.session.scalars(query):
        found[milestone.project_id].append(milestone)
    return found


@dataclass(frozen=True)
class YearSum:
    """Euros planned and spent in one year of one project; None where nothing is recorded."""

    year: int
    planned: Decimal | None
    spent: Decimal | None


def money_by_project(as_of: date) -> dict[int, list[YearSum]]:
    """Planned and spent euros by calendar year of each project, spending up to `as_of`. Other currencies are not converted."""
    planned: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    spent: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    budgets = sa.select(ProjectBudget.project_id, ProjectBudget.period_start, ProjectBudget.amount).where(
        ProjectBudget.currency == "EUR"
    )  # type: ignore[call-overload]
    for project_id, start, amount in db.session.execute(budgets):
        planned[project_id, start.year] += amount
    payments = sa.select(ProjectTransaction.project_id, ProjectTransaction.happened_on, ProjectTransaction.amount).where(  # type: ignore[call-overload]
        ProjectTransaction.currency == "EUR", ProjectTransaction.kind.in_(SPENT_KINDS), ProjectTransaction.happened_on <= as_of  # type: ignore[attr-defined]
    )  # fmt: skip
    for project_id, day, amount in db.session.execute(payments):
        spent[project_id, day.year] += amount
    years: dict[int, list[YearSum]] = defaultdict(list)
    for project_id, year in sorted(planned.keys() | spent.keys()):
        years[project_id].append(YearSum(year, planned.get((project_id, year)), spent.get((project_id, year))))
    return years


def reached_by_project(as_of: date) -> dict[tuple[int, str], int]:
    """People (participations) who reached a step up to `as_of`, by project and step."""
    event = aliased(PathwayEvent)
    query = (
        sa.select(Participation.project_id, event.step, sa.func.count(event.participation_id.distinct()))  # type: ignore[call-overload]
        .join(event, event.participation_id == Participation.id)
        .where(known(event, as_of=as_of, recorded_until=None))
        .group_by(Participation.project_id, event.step)
    )
    return {(project_id, step): number for project_id, step, number in db.session.execute(query)}


def people_by_feature(strand: Strand, *, as_of: date, projects: list[int]) -> dict[tuple[str, str | None], int]:
    """People of a strand with at least one step reached, by sex and region of origin."""
    event = aliased(PathwayEvent)
    begun = sa.exists().where(
        event.participation_id == Participation.id, known(event, as_of=as_of, recorded_until=None)
    )
    query = (
        sa.select(Participant.sex, Participant.home_region, sa.func.count())  # type: ignore[call-overload]
        .join(Participation, Participation.participant_id == Participant.id)
        .where(Participation.strand == strand, Participation.project_id.in_(projects), begun)  # type: ignore[attr-defined]
        .group_by(Participant.sex, Participant.home_region)
    )
    return {(sex, region): number for sex, region, number in db.session.execute(query)}


def results_by_project() -> dict[int, list[Result]]:
    """The results framework of each project with indicators and periods."""
    found: dict[int, list[Result]] = defaultdict(list)
    query = (
        sa.select(Result)
        .options(selectinload(Result.indicators).selectinload(Indicator.periods))
        .order_by(Result.project_id, Result.id)
    )  # type: ignore[arg-type]
    for result in db.session.scalars(query):
        found[result.project_id].append(result)
    return found


def with_file(report_id: int) -> LandtagReport | None:
    """One report whose file has been made."""
    report = by_id(report_id)
    return report if report is not None and report.stored_as else None
