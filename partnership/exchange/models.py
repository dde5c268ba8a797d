"""Tables of imports: what was uploaded, what each part of it became."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many, instant, one_of, word
from partnership.core.record import Entry, Record
from partnership.core.vocabulary import N_, Word


class ImportState(Word):
    """How far an import is."""

    CHECKING = "checking", N_("Being checked")
    CHECKED = "checked", N_("Checked, waiting for your decision")
    APPLYING = "applying", N_("Being taken over")
    APPLIED = "applied", N_("Taken over")
    REFUSED = "refused", N_("Refused")
    DISCARDED = "discarded", N_("Discarded")


class Outcome(Word):
    """What became of one activity or row."""

    CREATED = "created", N_("Created")
    UPDATED = "updated", N_("Updated")
    UNCHANGED = "unchanged", N_("Unchanged")
    REFUSED = "refused", N_("Refused")
    SKIPPED = "skipped", N_("Left out by the filter")


class ImportRun(Record, table=True):
    """One file on its way into the register."""

    __tablename__ = "import_run"
    __table_args__ = (one_of("state", ImportState),)
    kind: str = Field(default="iati", max_length=20)
    file_name: str = Field(max_length=255)
    stored_as: str | None = Field(default=None, max_length=64)
    sha256: str = Field(max_length=64)
    recipient: str | None = Field(default=None, max_length=2)
    state: ImportState = word(ImportState, default=ImportState.CHECKING)
    refusal: str | None = None
    started_by_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    applied_at: datetime | None = instant(optional=True)
    job_id: int | None = Field(default=None, foreign_key="job.id")
    rows: list["ImportRow"] = has_many("run", order_by="ImportRow.id")


class ImportRow(Entry, table=True):
    """What one activity of the file becomes or became, with the reason and the line."""

    __tablename__ = "import_row"
    __table_args__ = (one_of("outcome", Outcome), CheckConstraint("line IS NULL OR line > 0", name="line_positive"))
    run_id: int = Field(foreign_key="import_run.id", index=True)
    run: ImportRun = belongs_to(back_populates="rows")
    line: int | None = None
    identifier: str = Field(default="", max_length=300)
    title: str = Field(default="", max_length=500)
    outcome: Outcome = word(Outcome)
    project_code: str | None = Field(default=None, max_length=40)
    notes: list[str] = Field(sa_type=sa.JSON, default_factory=list)
    counts: dict[str, Any] = Field(sa_type=sa.JSON, default_factory=dict)
