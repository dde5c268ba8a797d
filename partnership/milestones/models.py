"""Tables of milestones and their forecasts."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many
from partnership.core.record import Entry, Record
from partnership.organisations.models import Organisation
from partnership.projects.models import Project


class Milestone(Record, table=True):
    """A result promised for a day. Forecasts are only ever added; reached and cancelled exclude each other."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("length(trim(title_de)) > 0 OR length(trim(title_en)) > 0", name="has_title"),
        CheckConstraint("NOT (reached_on IS NOT NULL AND cancelled_on IS NOT NULL)", name="reached_or_cancelled"),
        CheckConstraint("(cancelled_on IS NULL) = (cancel_reason IS NULL)", name="cancel_has_reason"),
        sa.Index("ix_milestone_project_baseline", "project_id", "baseline_on"),
    )
    project_id: int = Field(foreign_key="project.id")
    project: Project = belongs_to()
    title_de: str = Field(default="", max_length=300)
    title_en: str = Field(default="", max_length=300)
    baseline_on: date
    reached_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str | None = None
    evidence: str = ""
    point: str | None = Field(default=None, max_length=2)
    owner_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    owner: Organisation | None = belongs_to()
    latest_forecast_on: date | None = Field(default=None, index=True)
    forecasts: list["Forecast"] = has_many("milestone", order_by="Forecast.made_on")

    @property
    def project_organisation_ids(self) -> frozenset[int]:
        """Whom the permission table asks: the organisations of its project."""
        return self.project.project_organisation_ids


class Forecast(Entry, table=True):
    """When the milestone was expected, as seen on the day of the forecast; never changed afterwards."""

    __tablename__ = "milestone_forecast"
    __table_args__ = (UniqueConstraint("milestone_id", "made_on"),)
    milestone_id: int = Field(foreign_key="milestone.id", index=True)
    milestone: Milestone = belongs_to(back_populates="forecasts")
    made_on: date
    expected_on: date
    reason: str = ""
    made_by_id: int | None = Field(default=None, foreign_key="user.id")
