"""Tables of imports: what was uploaded, what each part of it became."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many, instant, one_of, word
from partnership.core.record import Entry, Record
from partnership.exchange.vocabulary import ImportState, Outcome


class ImportRun(Record, table=True):
    """One file on its way into the register. `refusal` is why it was refused: a code and what it speaks of, no sentence,
    so that every reader gets it in the own language; `size` is in bytes."""

    __tablename__ = "import_run"
    __table_args__ = (one_of("state", ImportState), sa.Index("ix_import_run_created", "created_at", "id"))
    kind: str = Field(default="iati", max_length=20)
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64, index=True)
    size: int = 0
    recipient: str | None = Field(default=None, max_length=2)
    state: ImportState = word(ImportState, default=ImportState.CHECKING)
    refusal: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    started_by_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    started_by_name: str = Field(default="", max_length=200)
    applied_at: datetime | None = instant(optional=True)
    job_id: int | None = Field(default=None, foreign_key="job.id")
    rows: list["ImportRow"] = has_many("run", order_by="ImportRow.id")


class ImportRow(Entry, table=True):
    """What one activity of the file becomes or became, with the reason and the line.

    `notes` are codes with what they speak of and their line; `counts` is how many parts of each kind the activity has;
    `changed` are the parts that differ from the register; `plan` is a hash of what would be written (see rules/planning.py).
    """

    __tablename__ = "import_row"
    __table_args__ = (
        one_of("outcome", Outcome),
        CheckConstraint("line IS NULL OR line > 0", name="line_positive"),
        sa.Index("ix_import_row_run_outcome", "run_id", "outcome", "id"),
        sa.Index("ix_import_row_run", "run_id", "id"),
    )
    run_id: int = Field(foreign_key="import_run.id")
    run: ImportRun = belongs_to(back_populates="rows")
    line: int | None = None
    identifier: str = Field(default="", max_length=300)
    title: str = Field(default="", max_length=500)
    outcome: Outcome = word(Outcome)
    project_code: str | None = Field(default=None, max_length=40)
    plan: str = Field(default="", max_length=64)
    notes: list[Any] = Field(sa_type=sa.JSON, default_factory=list)
    counts: dict[str, Any] = Field(sa_type=sa.JSON, default_factory=dict)
    changed: list[Any] = Field(sa_type=sa.JSON, default_factory=list)
