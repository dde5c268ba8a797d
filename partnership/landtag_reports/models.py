"""Tables of reports for the Landtag."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from partnership.core.columns import one_of, word
from partnership.core.record import Record
from partnership.core.vocabulary import N_, Word


class ReportState(Word):
    """The life of a report (product.md section 4); so far only drafts are made."""

    DRAFT = "draft", N_("Draft")


class LandtagReport(Record, table=True):
    """One report: what was asked for, the data it was made from and the file."""

    __tablename__ = "landtag_report"
    __table_args__ = (
        one_of("state", ReportState),
        CheckConstraint("period_start <= period_end", name="period_in_order"),
        CheckConstraint("language IN ('de', 'en')", name="language_known"),
        CheckConstraint("(file_sha256 IS NULL) = (stored_as IS NULL)", name="file_has_hash"),
    )
    period: str = Field(max_length=12)
    period_start: date
    period_end: date
    as_of: date
    language: str = Field(default="de", max_length=2)
    state: ReportState = word(ReportState, default=ReportState.DRAFT)
    data: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    data_sha256: str | None = Field(default=None, max_length=64)
    file_sha256: str | None = Field(default=None, max_length=64)
    stored_as: str | None = Field(default=None, max_length=64)
    pages: int | None = None
    started_by_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    job_id: int | None = Field(default=None, foreign_key="job.id")
