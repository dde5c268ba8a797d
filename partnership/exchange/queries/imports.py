"""The pages of imports: the list, one import with its lines, the projects whose strands wait for an officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.core.jobs import Job
from partnership.core.pagination import PAGE_SIZE, Page, decode, encode
from partnership.exchange.models import ImportRow, ImportRun
from partnership.exchange.vocabulary import Outcome
from partnership.projects.models import Project

STRANDS_A_PAGE = 10
PROJECT: Any = Project
"""The table as queries mean it: links to load, where SQLModel's annotations show a type checker plain lists."""


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """All imports to those who may import; none to anybody else."""
    return sa.true() if can(actor, Action.IMPORT_PROJECTS) else sa.false()


def imports(actor: Actor, *, before: str | None) -> Page[ImportRun]:
    """The latest imports first; `before` is the cursor of the older page."""
    edge = decode(before, length=1)
    query = sa.select(ImportRun).where(visible_to(actor)).order_by(col(ImportRun.id).desc()).limit(PAGE_SIZE + 1)
    if edge:
        query = query.where(col(ImportRun.id) < edge[0])
    rows = list(db.session.scalars(query))
    older = encode([rows[PAGE_SIZE - 1].id]) if len(rows) > PAGE_SIZE else None
    return Page(rows=rows[:PAGE_SIZE], total=None, before=None, after=older)


def import_run(run_id: int, **_parts: object) -> ImportRun | None:
    """The import in the address."""
    return db.session.get(ImportRun, run_id)


def job_of(run: ImportRun) -> Job | None:
    """The work on this import."""
    return db.session.get(Job, run.job_id) if run.job_id else None


def counts_of(run_ids: Sequence[int | None]) -> dict[int, dict[Outcome, int]]:
    """How many activities have which outcome, by import."""
    found: dict[int, dict[Outcome, int]] = {run_id: {} for run_id in run_ids if run_id}
    query = (
        sa.select(col(ImportRow.run_id), col(ImportRow.outcome), sa.func.count()).where(col(ImportRow.run_id).in_(found))
        .group_by(col(ImportRow.run_id), col(ImportRow.outcome))
    )  # fmt: skip
    for run_id, outcome, number in db.session.execute(query):
        found[run_id][outcome] = number
    return found


@dataclass(frozen=True, kw_only=True)
class Lines:
    """One page of a report's lines, in the order of the file."""

    rows: Sequence[ImportRow]
    first: int
    total: int
    after: str | None
    before: str | None


def lines_of(run: ImportRun, *, outcome: Outcome | None, total: int, after: str | None) -> Lines:
    """The lines with this outcome, or all. The cursor holds the id of the last line before the page, and its number."""
    id_, number = decode(after, length=2) or (0, 0)
    id_, number = (id_, number) if isinstance(id_, int) and isinstance(number, int) else (0, 0)
    query = sa.select(ImportRow).where(col(ImportRow.run_id) == run.id, col(ImportRow.id) > id_)
    back = sa.select(col(ImportRow.id)).where(col(ImportRow.run_id) == run.id, col(ImportRow.id) <= id_)
    if outcome:
        query, back = query.where(col(ImportRow.outcome) == outcome), back.where(col(ImportRow.outcome) == outcome)
    rows = list(db.session.scalars(query.order_by(col(ImportRow.id)).limit(PAGE_SIZE + 1)))
    earlier = (
        list(db.session.scalars(back.order_by(col(ImportRow.id).desc()).offset(PAGE_SIZE).limit(1))) if number else []
    )
    return Lines(
        rows=rows[:PAGE_SIZE], first=number + 1, total=total,
        after=encode([rows[PAGE_SIZE - 1].id, number + PAGE_SIZE]) if len(rows) > PAGE_SIZE else None,
        before=(encode([earlier[0] if earlier else 0, max(number - PAGE_SIZE, 0)]) if number else None),
    )  # fmt: skip


def _unconfirmed_in(run: ImportRun) -> sa.ColumnElement[bool]:
    codes = sa.select(col(ImportRow.project_code)).where(
        col(ImportRow.run_id) == run.id, col(ImportRow.project_code).is_not(None)
    )
    return sa.and_(col(Project.strands_confirmed).is_(False), col(Project.code).in_(codes))


def strands_waiting(run: ImportRun) -> int:
    """How many projects of this import still have strands that are only suggested."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Project).where(_unconfirmed_in(run))) or 0


def next_unconfirmed(run: ImportRun) -> list[Project]:
    """The next projects of this import whose strands an officer has to confirm."""
    query = (
        sa.select(Project)
        .where(_unconfirmed_in(run))
        .options(selectinload(PROJECT.strands))
        .order_by(col(Project.code))
        .limit(STRANDS_A_PAGE)
    )
    return list(db.session.scalars(query))


def named_in(run: ImportRun, *, ids: Sequence[int]) -> list[Project]:
    """Those of the named projects that belong to this import, confirmed or not, with their strands."""
    codes = sa.select(col(ImportRow.project_code)).where(
        col(ImportRow.run_id) == run.id, col(ImportRow.project_code).is_not(None)
    )
    query = (
        sa.select(Project)
        .where(col(Project.id).in_(ids), col(Project.code).in_(codes))
        .options(selectinload(PROJECT.strands))
    )
    return list(db.session.scalars(query.order_by(col(Project.code))))
