"""Tables of milestones and their forecasts."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import CheckConstraint
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
        CheckConstraint("point IS NULL OR point IN ('B1','B2','B3','B4','B5','B6','B7')", name="point_known"),
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
    point: str | None = Field(default=None, max_length=2, index=True)
    owner_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    owner: Organisation | None = belongs_to()
    latest_forecast_on: date | None = Field(default=None, index=True)
    forecasts: list["Forecast"] = has_many("milestone", order_by="Forecast.made_on, Forecast.id")

    @property
    def project_organisation_ids(self) -> frozenset[int]:
        """Whom the permission table asks: the organisations of its project."""
        return self.project.project_organisation_ids

    @property
    def expected_on(self) -> date:
        """The day on which it is expected now: by the latest forecast, else by the plan."""
        return self.latest_forecast_on or self.baseline_on


class Forecast(Entry, table=True):
    """When the milestone was expected, as seen on the day of the forecast; never changed afterwards.

    Of several on one day the last one holds; the earlier ones stay (docs/decisions/0004-several-forecasts-a-day.md).
    """

    __tablename__ = "milestone_forecast"
    __table_args__ = (sa.Index("ix_milestone_forecast_made", "milestone_id", "made_on", "id"),)
    milestone_id: int = Field(foreign_key="milestone.id")
    milestone: Milestone = belongs_to(back_populates="forecasts")
    made_on: date
    expected_on: date
    reason: str = ""
    made_by_id: int | None = Field(default=None, foreign_key="user.id")
