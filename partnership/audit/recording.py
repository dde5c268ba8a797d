"""Writing the log: every flushed change of every record is noted and chained before the commit, without the verbs' help."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction
from sqlmodel import SQLModel, col

from partnership.audit.chain import START, entry_hash
from partnership.audit.models import AuditEntry, AuditHead, PersonalDataRead
from partnership.core import clock

HIDDEN = "•"
"""Stands for a personal value: the log must not become a second register of persons."""
UNLOGGED_TABLES = frozenset({"audit_entry", "audit_head", "personal_data_read", "job", "mail", "user_session"})
UNLOGGED_COLUMNS = frozenset({"created_at", "updated_at", "version"})
PENDING = "audit_pending"


@dataclass(frozen=True)
class Author:
    """Who stands in the log as the author of a change."""

    user_id: int | None
    name: str


_author: ContextVar[Author] = ContextVar("audit_author", default=Author(None, "system"))  # noqa: B039  frozen
_reason: ContextVar[str | None] = ContextVar("audit_reason", default=None)


def set_author(author: Author) -> None:
    """From here on, in this request or command, changes are this person's."""
    _author.set(author)


@contextmanager
def acting_as(author: Author) -> Iterator[None]:
    """Changes made inside the block are this person's: work in the background belongs to whoever started it."""
    token = _author.set(author)
    try:
        yield
    finally:
        _author.reset(token)


@contextmanager
def because(reason: str | None) -> Iterator[None]:
    """Changes made inside the block carry this reason."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return HIDDEN
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


def _changes(record: SQLModel, *, action: str) -> dict[str, list[Any]]:
    state = sa.inspect(record)
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0]
        if column.name in UNLOGGED_COLUMNS or column.primary_key:
            continue
        history = state.attrs[attribute.key].history
        now = getattr(record, attribute.key) if attribute.key in state.dict else None
        if action == "update" and not history.has_changes():
            continue
        if action != "update" and now is None:
            continue
        before = None if action == "create" else (history.deleted[0] if history.deleted else now)
        after = None if action == "delete" else now
        personal = bool(column.info.get("personal"))
        found[column.name] = [HIDDEN if personal and value is not None else _plain(value) for value in (before, after)]
    return found


def _project_of(record: SQLModel) -> int | None:
    value = getattr(record, "id" if record.__tablename__ == "project" else "project_id", None)
    return value if isinstance(value, int) else None


@event.listens_for(Session, "after_flush")
def _collect(session: Session, _context: Any) -> None:
    pending = session.info.setdefault(PENDING, [])
    for action, records in (("create", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for record in records:
            if record.__tablename__ in UNLOGGED_TABLES or (action == "update" and not session.is_modified(record)):
                continue
            changes = _changes(record, action=action)
            if changes or action != "update":
                subject_id = getattr(record, "id", None)
                pending.append((action, record.__tablename__, subject_id, _project_of(record), changes, _reason.get()))


def record_event(
    session: Session,
    *,
    action: str,
    subject_table: str,
    subject_id: int | None,
    project_id: int | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    """Note something that changes no row of its own, for example a sign-in or an import of many rows at once."""
    session.info.setdefault(PENDING, []).append(
        (action, subject_table, subject_id, project_id, changes or {}, _reason.get())
    )


def write_pending(session: Session) -> None:
    """Chain what has been noted so far, before the commit: long work does so now and then, so that its memory stays level.

    From here on to the commit, nobody else can append to the log on PostgreSQL.
    """
    _append(session)


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    session.flush()
    pending = session.info.pop(PENDING, [])
    if not pending:
        return
    head = session.execute(
        sa.select(col(AuditHead.position), col(AuditHead.hash)).where(col(AuditHead.id) == 1).with_for_update()
    ).one_or_none()
    if head is None:
        session.execute(sa.insert(AuditHead).values(id=1, position=0, hash=START))
    position, previous_hash = head or (0, START)
    author, at, lines = _author.get(), clock.now(), []
    for action, table, subject_id, project_id, changes, reason in pending:
        position += 1
        line = {
            "position": position, "at": at, "actor_id": author.user_id, "actor_name": author.name, "action": action,
            "subject_table": table, "subject_id": subject_id, "project_id": project_id, "changes": changes, "reason": reason,
        }  # fmt: skip
        line |= {"previous_hash": previous_hash, "hash": entry_hash(line, previous_hash=previous_hash)}
        previous_hash = line["hash"]
        lines.append(line)
    session.execute(sa.insert(AuditEntry), lines)
    session.execute(sa.update(AuditHead).where(col(AuditHead.id) == 1).values(position=position, hash=previous_hash))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    session.info.pop(PENDING, None)


def read_of(participant_id: int | None, *, by: int, page: str, shown: int = 1) -> PersonalDataRead:
    """The line that says who looked at a person's data, or at how many people's in a list."""
    return PersonalDataRead(actor_id=by, participant_id=participant_id, page=page, shown=shown)
