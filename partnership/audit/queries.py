"""Reading the log: checking the chain, and what happened lately to a project."""

from sqlalchemy import select
from sqlmodel import col

from partnership.audit.chain import START, Break, find_breaks
from partnership.audit.models import AuditEntry, AuditHead
from partnership.core.database import db

BATCH = 1000


def verify() -> tuple[int, list[Break]]:
    """How many lines the log has and where it does not hold; reads in batches, so memory does not grow with the log."""
    head = db.session.get(AuditHead, 1)
    entries = db.session.scalars(
        select(AuditEntry).order_by(col(AuditEntry.position)).execution_options(yield_per=BATCH)
    )
    position, head_hash = (head.position, head.hash) if head else (0, START)
    return position, find_breaks(entries, head_position=position, head_hash=head_hash)


def latest_of_project(project_id: int, *, limit: int = 8) -> list[AuditEntry]:
    """The latest changes of a project and what belongs to it, newest first."""
    query = (
        select(AuditEntry)
        .where(col(AuditEntry.project_id) == project_id)
        .order_by(col(AuditEntry.position).desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))
