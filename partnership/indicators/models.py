"""Tables of results, indicators and their periods."""

from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many
from partnership.core.record import Entry
from partnership.projects.models import Project

VALUE = sa.Numeric(24, 6)


class Result(Entry, table=True):
    """What a project is to bring about: output, outcome or impact (IATI ResultType)."""

    __tablename__ = "result"
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to()
    kind: str = Field(default="1", max_length=1)
    title_de: str = Field(default="", max_length=1000)
    title_en: str = Field(default="", max_length=1000)
    description: str = ""
    aggregates: bool | None = None
    indicators: list["Indicator"] = has_many("result", order_by="Indicator.id")


class Indicator(Entry, table=True):
    """What is measured (IATI IndicatorMeasure); `ascending` says whether more is better."""

    __tablename__ = "indicator"
    result_id: int = Field(foreign_key="result.id", index=True)
    result: Result = belongs_to(back_populates="indicators")
    measure: str = Field(default="1", max_length=1)
    ascending: bool = True
    title_de: str = Field(default="", max_length=1000)
    title_en: str = Field(default="", max_length=1000)
    description: str = ""
    baseline_year: int | None = None
    baseline_on: date | None = None
    baseline_value: Decimal | None = Field(default=None, sa_type=VALUE)
    baseline_text: str = ""
    baseline_comment: str = ""
    baseline_dimensions: list[Any] = Field(sa_type=sa.JSON, default_factory=list)
    periods: list["IndicatorPeriod"] = has_many("indicator", order_by="IndicatorPeriod.period_start")


class IndicatorPeriod(Entry, table=True):
    """Target and actual of one period. NULL is "no value", which is not zero; texts keep values that are no numbers."""

    __tablename__ = "indicator_period"
    __table_args__ = (
        CheckConstraint(
            "period_start IS NULL OR period_end IS NULL OR period_start <= period_end", name="period_in_order"
        ),
    )
    indicator_id: int = Field(foreign_key="indicator.id", index=True)
    indicator: Indicator = belongs_to(back_populates="periods")
    period_start: date | None = None
    period_end: date | None = None
    target_value: Decimal | None = Field(default=None, sa_type=VALUE)
    target_text: str = ""
    actual_value: Decimal | None = Field(default=None, sa_type=VALUE)
    actual_text: str = ""
    comment: str = ""
    dimensions: list[Any] = Field(sa_type=sa.JSON, default_factory=list)
