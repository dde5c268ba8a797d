"""What a report reads: projects with everything printed of them, counts by project, the list of reports."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

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

LANDTAG_REPORT: Any = LandtagReport
PROJECT: Any = Project
PROJECT_ORGANISATION: Any = ProjectOrganisation
BUDGET: Any = ProjectBudget
TRANSACTION: Any = ProjectTransaction
MILESTONE: Any = Milestone
PARTICIPANT: Any = Participant
PARTICIPATION: Any = Participation
EVENT: Any = PathwayEvent
RESULT: Any = Result
INDICATOR: Any = Indicator
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""
SPENT_KINDS = ("3", "4")
"""IATI transaction types disbursement and expenditure (indicator IX04)."""
NOT_REPORTED = (ProjectStatus.DRAFT,)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Reports this person may see: all or none."""
    return sa.true() if can(actor, Action.VIEW_REPORTS) else sa.false()


def reports_for(actor: Actor, *, limit: int = 50) -> list[LandtagReport]:
    """The latest reports first."""
    query = sa.select(LANDTAG_REPORT).where(visible_to(actor)).order_by(LANDTAG_REPORT.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def by_id(report_id: int) -> LandtagReport | None:
    """One report."""
    return db.session.get(LandtagReport, report_id)


def reported_projects() -> list[Project]:
    """Every project a report prints, in the order of their codes: all but drafts."""
    links = (PROJECT.strands, PROJECT.points, PROJECT.places)
    query = (
        sa.select(PROJECT)
        .where(PROJECT.status.not_in(NOT_REPORTED))
        .options(
            *(selectinload(link) for link in links),
            selectinload(PROJECT.organisations).joinedload(PROJECT_ORGANISATION.organisation),
        )
        .order_by(PROJECT.code)
    )
    return list(db.session.scalars(query))


def milestones_by_project() -> dict[int, list[Milestone]]:
    """The milestones of each project with all forecasts and the owner, by plan."""
    found: dict[int, list[Milestone]] = defaultdict(list)
    query = (
        sa.select(MILESTONE)
        .options(selectinload(MILESTONE.forecasts), joinedload(MILESTONE.owner))
        .order_by(MILESTONE.project_id, MILESTONE.baseline_on, MILESTONE.id)
    )
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
    budgets = sa.select(BUDGET.project_id, BUDGET.period_start, BUDGET.amount).where(BUDGET.currency == "EUR")
    for project_id, start, amount in db.session.execute(budgets):
        planned[project_id, start.year] += amount
    payments = sa.select(TRANSACTION.project_id, TRANSACTION.happened_on, TRANSACTION.amount).where(
        TRANSACTION.currency == "EUR", TRANSACTION.kind.in_(SPENT_KINDS), TRANSACTION.happened_on <= as_of
    )  # fmt: skip
    for project_id, day, amount in db.session.execute(payments):
        spent[project_id, day.year] += amount
    years: dict[int, list[YearSum]] = defaultdict(list)
    for project_id, year in sorted(planned.keys() | spent.keys()):
        years[project_id].append(YearSum(year, planned.get((project_id, year)), spent.get((project_id, year))))
    return years


def reached_by_project(as_of: date) -> dict[tuple[int, str], int]:
    """People (participations) who reached a step up to `as_of`, by project and step."""
    event = aliased(EVENT)
    query = (
        sa.select(PARTICIPATION.project_id, event.step, sa.func.count(event.participation_id.distinct()))
        .join(event, event.participation_id == PARTICIPATION.id)
        .where(known(event, as_of=as_of, recorded_until=None))
        .group_by(PARTICIPATION.project_id, event.step)
    )
    return {(project_id, step): number for project_id, step, number in db.session.execute(query)}


def people_by_feature(strand: Strand, *, as_of: date, projects: list[int]) -> dict[tuple[str, str | None], int]:
    """People of a strand with at least one step reached, by sex and region of origin."""
    event = aliased(EVENT)
    begun = sa.exists().where(
        event.participation_id == PARTICIPATION.id, known(event, as_of=as_of, recorded_until=None)
    )
    query = (
        sa.select(PARTICIPANT.sex, PARTICIPANT.home_region, sa.func.count())
        .join(PARTICIPATION, PARTICIPATION.participant_id == PARTICIPANT.id)
        .where(PARTICIPATION.strand == strand, PARTICIPATION.project_id.in_(projects), begun)
        .group_by(PARTICIPANT.sex, PARTICIPANT.home_region)
    )
    return {(sex, region): number for sex, region, number in db.session.execute(query)}


def results_by_project() -> dict[int, list[Result]]:
    """The results framework of each project with indicators and periods."""
    found: dict[int, list[Result]] = defaultdict(list)
    query = (
        sa.select(RESULT)
        .options(selectinload(RESULT.indicators).selectinload(INDICATOR.periods))
        .order_by(RESULT.project_id, RESULT.id)
    )
    for result in db.session.scalars(query):
        found[result.project_id].append(result)
    return found


def with_file(report_id: int) -> LandtagReport | None:
    """One report whose file has been made."""
    report = by_id(report_id)
    return report if report is not None and report.stored_as else None
