"""The tables of the log. The database itself refuses to change or delete a line (triggers in the first migration)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from partnership.core import clock
from partnership.core.columns import UtcDateTime, instant


class AuditEntry(SQLModel, table=True):
    """One change: who, when, what, before, after; `hash` covers this line and the one before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (sa.Index("ix_audit_entry_subject", "subject_table", "subject_id"),)
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = instant(index=True)
    actor_id: int | None = Field(default=None, index=True)
    actor_name: str
    action: str = Field(max_length=40)
    subject_table: str = Field(max_length=60)
    subject_id: int | None = None
    project_id: int | None = Field(default=None, index=True)
    changes: dict[str, Any] = Field(sa_type=sa.JSON, default_factory=dict)
    reason: str | None = None
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)


class AuditHead(SQLModel, table=True):
    """The end of the chain: one row, locked while a line is appended, so that lines never share a place."""

    __tablename__ = "audit_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)
    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = 0
    hash: str = Field(max_length=64)


class PersonalDataRead(SQLModel, table=True):
    """Somebody looked at personal data. Erased after the time in retention rule RT07, so it is not part of the chain."""

    __tablename__ = "personal_data_read"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False, index=True)
    actor_id: int = Field(index=True)
    participant_id: int | None = Field(default=None, index=True)
    page: str = Field(max_length=80)
    shown: int = 1
