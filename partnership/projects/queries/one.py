"""One project, whole, and what its page shows beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from partnership.access.actor import Actor
from partnership.audit.queries import latest_of_project
from partnership.core.database import db
from partnership.core.editing import LastSave
from partnership.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectStep,
)
from partnership.projects.queries.columns import BUDGET, PROJECT, RELATION, TRANSACTION
from partnership.projects.queries.visibility import visible_to
from partnership.projects.vocabulary import MoneyKind

KIND_OF_TRANSACTION = {
    "1": MoneyKind.INCOMING, "11": MoneyKind.INCOMING, "13": MoneyKind.INCOMING, "2": MoneyKind.COMMITMENT, "3": MoneyKind.DISBURSEMENT, "4": MoneyKind.EXPENDITURE,
}  # fmt: skip
"""IATI TransactionType; the rest (loans, guarantees, equity) is no money planned or spent by a project."""


def project_of(code: str) -> Project | None:
    """The project with this code and everything its page and forms show of it."""
    query = (
        select(Project)
        .where(Project.code == code)
        .options(
            selectinload(Project.strands), selectinload(Project.points), selectinload(Project.places),  # type: ignore[arg-type]
            selectinload(Project.organisations).joinedload(ProjectOrganisation.organisation),  # type: ignore[arg-type]
            selectinload(Project.goals), selectinload(Project.sectors), selectinload(Project.documents), selectinload(Project.relations),  # type: ignore[arg-type]
        )
    )  # fmt: skip
    return db.session.scalars(query).one_or_none()


def history_of(project: Project) -> Sequence[ProjectStep]:
    """Every change of its status, newest first."""
    query = (
        select(ProjectStep)
        .where(ProjectStep.project_id == project.id)
        .order_by(col(ProjectStep.at).desc(), col(ProjectStep.id).desc())
    )
    return db.session.scalars(query).all()


def last_save(project: Project) -> LastSave | None:
    """Who changed the project last, by the audit log."""
    latest = latest_of_project(project.id, limit=1) if project.id else []
    return LastSave(by=latest[0].actor_name, at=latest[0].at) if latest else None


@dataclass(frozen=True, kw_only=True)
class RelatedProject:
    """Another activity: its IATI identifier, how it relates, and our project where the reader may see it."""

    kind: str
    identifier: str
    code: str | None
    title_de: str
    title_en: str


def related_projects(project: Project, *, actor: Actor) -> list[RelatedProject]:
    """Activities this project names, with a link where they are in the register and visible to the reader."""
    query = (
        sa.select(RELATION.kind, RELATION.identifier, PROJECT.code, PROJECT.title_de, PROJECT.title_en)
        .outerjoin(PROJECT, sa.and_(PROJECT.iati_identifier == RELATION.identifier, visible_to(actor)))
        .where(RELATION.project_id == project.id)
        .order_by(RELATION.kind, RELATION.identifier)
    )
    return [
        RelatedProject(kind=kind, identifier=identifier, code=code, title_de=title_de or "", title_en=title_en or "")
        for kind, identifier, code, title_de, title_en in db.session.execute(query)
    ]


@dataclass(frozen=True, kw_only=True)
class MoneyYear:
    """The money of one calendar year in one currency; None where nothing was recorded, which is not zero."""

    year: int
    currency: str
    planned: Decimal | None
    committed: Decimal | None
    spent: Decimal | None


def money_by_year(project_ids: Sequence[int]) -> list[MoneyYear]:
    """Planned, committed and spent money by year and currency; currencies are never added to each other.

    A budget counts in the year in which its period begins (IATI budgets last a year at most). Spent is paid out or spent.
    Where an original and a revised budget stand for the same time, the revised one counts (IATI BudgetType 2).
    """
    found: dict[tuple[int, str], dict[str, Decimal]] = {}
    for year, currency, name, amount in [*_budgets(project_ids), *_transactions(project_ids)]:
        row = found.setdefault((year, currency), {})
        row[name] = row.get(name, Decimal()) + amount
    return [
        MoneyYear(
            year=year,
            currency=currency,
            planned=row.get("planned"),
            committed=row.get("committed"),
            spent=row.get("spent"),
        )
        for (year, currency), row in sorted(
            found.items(), key=lambda item: (item[0][1] != "EUR", item[0][1], item[0][0])
        )
    ]


def _budgets(project_ids: Sequence[int]) -> list[tuple[int, str, str, Decimal]]:
    revised = sa.orm.aliased(BUDGET)
    overtaken = (
        sa.select(sa.literal(1)).where(revised.project_id == BUDGET.project_id, revised.kind == "2", revised.currency == BUDGET.currency,
                                       revised.period_start == BUDGET.period_start, revised.period_end == BUDGET.period_end).exists()
    )  # fmt: skip
    year = sa.extract("year", BUDGET.period_start)
    query = (
        sa.select(year, BUDGET.currency, sa.func.sum(BUDGET.amount))
        .where(BUDGET.project_id.in_(project_ids), sa.or_(BUDGET.kind == "2", ~overtaken))
        .group_by(year, BUDGET.currency)
    )
    return [
        (int(number), currency, "planned", Decimal(amount)) for number, currency, amount in db.session.execute(query)
    ]


def _transactions(project_ids: Sequence[int]) -> list[tuple[int, str, str, Decimal]]:
    year = sa.extract("year", TRANSACTION.happened_on)
    query = (
        sa.select(year, TRANSACTION.currency, TRANSACTION.kind, sa.func.sum(TRANSACTION.amount))
        .where(TRANSACTION.project_id.in_(project_ids), TRANSACTION.kind.in_(["2", "3", "4"]))
        .group_by(year, TRANSACTION.currency, TRANSACTION.kind)
    )
    names = {MoneyKind.COMMITMENT: "committed", MoneyKind.DISBURSEMENT: "spent", MoneyKind.EXPENDITURE: "spent"}
    return [
        (int(number), currency, names[KIND_OF_TRANSACTION[kind]], Decimal(amount))
        for number, currency, kind, amount in db.session.execute(query)
    ]
