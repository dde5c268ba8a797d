"""Tables of projects and what belongs to them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many, instant, one_of, word
from partnership.core.record import Entry, Record
from partnership.organisations.models import Organisation
from partnership.projects.vocabulary import OrganisationRole, Origin, PlaceKind, ProjectStatus, Strand

MONEY = sa.Numeric(18, 2)


class Project(Record, table=True):
    """One project. Texts stand in both languages side by side; `code` is what people say and what addresses carry."""

    __tablename__ = "project"
    __table_args__ = (
        one_of("status", ProjectStatus),
        one_of("origin", Origin),
        CheckConstraint("length(trim(title_de)) > 0 OR length(trim(title_en)) > 0", name="has_title"),
        CheckConstraint(
            "planned_end IS NULL OR planned_start IS NULL OR planned_start <= planned_end", name="plan_in_order"
        ),
        CheckConstraint(
            "actual_end IS NULL OR actual_start IS NULL OR actual_start <= actual_end", name="actual_in_order"
        ),
        CheckConstraint("(status IN ('suspended', 'cancelled')) = (status_reason IS NOT NULL)", name="stop_has_reason"),
        sa.Index("ix_project_status_code", "status", "code"),
    )
    code: str = Field(max_length=40, unique=True)
    iati_identifier: str | None = Field(default=None, max_length=200, unique=True)
    title_de: str = Field(default="", max_length=500)
    title_en: str = Field(default="", max_length=500)
    summary_de: str = ""
    summary_en: str = ""
    status: ProjectStatus = word(ProjectStatus, default=ProjectStatus.DRAFT)
    status_reason: str | None = None
    origin: Origin = word(Origin, default=Origin.ENTERED)
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    health_and_care: bool = False
    strands_confirmed: bool = True
    recipient_country: str | None = Field(default="GH", max_length=2)
    responsible_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    iati_details: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    search_text: str = ""

    strands: list["ProjectStrand"] = has_many("project", order_by="ProjectStrand.id")
    points: list["ProjectPoint"] = has_many("project", order_by="ProjectPoint.point")
    places: list["ProjectPlace"] = has_many("project", order_by="ProjectPlace.id")
    organisations: list["ProjectOrganisation"] = has_many("project", order_by="ProjectOrganisation.role")
    goals: list["ProjectGoal"] = has_many("project", order_by="ProjectGoal.id")
    sectors: list["ProjectSector"] = has_many("project", order_by="ProjectSector.id")
    documents: list["ProjectDocument"] = has_many("project", order_by="ProjectDocument.id")
    relations: list["ProjectRelation"] = has_many("project", order_by="ProjectRelation.id")
    budgets: list["ProjectBudget"] = has_many("project", order_by="ProjectBudget.period_start")

    @property
    def start(self) -> date | None:
        """The day it began, or is to begin."""
        return self.actual_start or self.planned_start

    @property
    def end(self) -> date | None:
        """The day it ended, or is to end."""
        return self.actual_end or self.planned_end

    def language_of(self, column: str) -> str | None:
        """The language of a text that is in neither German nor English, as long as it stands as its publisher wrote it; else None."""
        details = self.iati_details or {}
        foreign: str | None = details.get("foreign", {}).get(column)
        return foreign if foreign and details.get("taken_over", {}).get(column) == getattr(self, column) else None

    @property
    def strand_codes(self) -> tuple[Strand, ...]:
        """Its strands in the order of the way: qualification, migration, return, reintegration."""
        mine = {link.strand for link in self.strands}
        return tuple(strand for strand in Strand if strand in mine)

    @property
    def project_organisation_ids(self) -> frozenset[int]:
        """Whom the permission table asks: the organisations that take part."""
        return frozenset(link.organisation_id for link in self.organisations)


class ProjectStrand(Entry, table=True):
    """A strand the project works in."""

    __tablename__ = "project_strand"
    __table_args__ = (
        one_of("strand", Strand),
        UniqueConstraint("project_id", "strand"),
        sa.Index("ix_project_strand_strand_project", "strand", "project_id"),
    )
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="strands")
    strand: Strand = word(Strand)


class ProjectPoint(Entry, table=True):
    """A point of the resolution (B1 to B7) that the project answers."""

    __tablename__ = "project_point"
    __table_args__ = (
        UniqueConstraint("project_id", "point"),
        CheckConstraint("point IN ('B1','B2','B3','B4','B5','B6','B7')", name="point_known"),
    )
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="points")
    point: str = Field(max_length=2, index=True)


class ProjectPlace(Entry, table=True):
    """Where the project works: a region of Ghana or a district of NRW, by code, with an optional town."""

    __tablename__ = "project_place"
    __table_args__ = (one_of("kind", PlaceKind), UniqueConstraint("project_id", "kind", "code", "town"))
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="places")
    kind: PlaceKind = word(PlaceKind)
    code: str = Field(max_length=10, index=True)
    town: str = Field(default="", max_length=120)


class ProjectOrganisation(Entry, table=True):
    """An organisation with its role in the project."""

    __tablename__ = "project_organisation"
    __table_args__ = (one_of("role", OrganisationRole), UniqueConstraint("project_id", "organisation_id", "role"))
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="organisations")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    organisation: Organisation = belongs_to()
    role: OrganisationRole = word(OrganisationRole)


class ProjectGoal(Entry, table=True):
    """An SDG target or an objective of the Global Compact for Migration the project serves."""

    __tablename__ = "project_goal"
    __table_args__ = (
        UniqueConstraint("project_id", "framework", "code"),
        CheckConstraint("framework IN ('sdg', 'gcm')", name="framework_known"),
    )
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="goals")
    framework: str = Field(max_length=3)
    code: str = Field(max_length=12)


class ProjectSector(Entry, table=True):
    """A sector with its vocabulary and share in percent.

    In lists of a publisher's own, `published_vocabulary` keeps two lists apart, and a name can stand in place of a code.
    """

    __tablename__ = "project_sector"
    __table_args__ = (
        UniqueConstraint("project_id", "vocabulary", "published_vocabulary", "code", "name"),
        CheckConstraint("percentage IS NULL OR (percentage >= 0 AND percentage <= 100)", name="percentage_is_share"),
    )
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="sectors")
    vocabulary: str = Field(max_length=10)
    published_vocabulary: str = Field(default="", max_length=40)
    code: str = Field(max_length=40)
    name: str = Field(default="", max_length=300)
    percentage: Decimal | None = Field(default=None, sa_type=sa.Numeric(7, 4))


class ProjectDocument(Entry, table=True):
    """A published document about the project, by its address."""

    __tablename__ = "project_document"
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="documents")
    url: str = Field(max_length=2000)
    title: str = Field(default="", max_length=500)
    language: str | None = Field(default=None, max_length=8)
    category: str | None = Field(default=None, max_length=3)
    file_format: str | None = Field(default=None, max_length=120)


class ProjectRelation(Entry, table=True):
    """Another activity named by its IATI identifier, whether or not it is in the register."""

    __tablename__ = "project_relation"
    __table_args__ = (UniqueConstraint("project_id", "kind", "identifier"),)
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="relations")
    kind: str = Field(max_length=2)
    identifier: str = Field(max_length=200, index=True)


class ProjectBudget(Entry, table=True):
    """Money planned for a period, in the currency in which it was planned."""

    __tablename__ = "project_budget"
    __table_args__ = (CheckConstraint("period_start <= period_end", name="period_in_order"),)
    project_id: int = Field(foreign_key="project.id", index=True)
    project: Project = belongs_to(back_populates="budgets")
    kind: str = Field(default="1", max_length=1)
    committed: bool = False
    period_start: date
    period_end: date
    amount: Decimal = Field(sa_type=MONEY)
    currency: str = Field(max_length=3)
    value_date: date | None = None


class ProjectTransaction(Entry, table=True):
    """One movement of money as published (IATI TransactionType)."""

    __tablename__ = "project_transaction"
    __table_args__ = (sa.Index("ix_project_transaction_project_kind", "project_id", "kind", "happened_on"),)
    project_id: int = Field(foreign_key="project.id")
    kind: str = Field(max_length=3)
    happened_on: date
    amount: Decimal = Field(sa_type=MONEY)
    currency: str = Field(max_length=3)
    value_date: date | None = None
    provider: str = Field(default="", max_length=300)
    receiver: str = Field(default="", max_length=300)
    description: str = ""


class ProjectStep(Entry, table=True):
    """One change of a project's status: who, when, from, to and why."""

    __tablename__ = "project_step"
    __table_args__ = (one_of("from_status", ProjectStatus), one_of("to_status", ProjectStatus))
    project_id: int = Field(foreign_key="project.id", index=True)
    at: datetime = instant()
    by_id: int | None = Field(default=None, foreign_key="user.id")
    by_name: str = Field(default="", max_length=200)
    from_status: ProjectStatus = word(ProjectStatus)
    to_status: ProjectStatus = word(ProjectStatus)
    reason: str | None = None
