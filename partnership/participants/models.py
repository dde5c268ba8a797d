"""Tables of people, their participations and the events on their way."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from partnership.core.columns import belongs_to, has_many, instant, one_of, personal, word
from partnership.core.record import Entry, Record
from partnership.organisations.models import Organisation
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand

FOLDED_WORD = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
"""Compared by code point on both engines, so that a range of words with one beginning is walked in the index."""


class Participant(Record, table=True):
    """A person, known by a random public id; here stands only what statistics need. Names are in `Identity`."""

    __tablename__ = "participant"
    __table_args__ = (
        one_of("sex", Sex),
        CheckConstraint("birth_year IS NULL OR (birth_year BETWEEN 1900 AND 2100)", name="birth_year_plausible"),
    )
    public_id: str = Field(max_length=12, unique=True)
    birth_year: int | None = None
    sex: Sex = word(Sex, default=Sex.UNKNOWN)
    nationality: str | None = Field(default="GH", max_length=2)
    home_region: str | None = Field(default=None, max_length=6, index=True)
    nrw_district: str | None = Field(default=None, max_length=5)
    education_level: str | None = Field(default=None, max_length=10)
    occupation: str | None = Field(default=None, max_length=4)
    identity: "Identity" = belongs_to(back_populates="participant", uselist=False, cascade="all, delete-orphan")
    participations: list["Participation"] = has_many("participant", order_by="Participation.started_on")

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Whom the permission table asks: the organisations that run a participation of this person."""
        return frozenset(participation.organisation_id for participation in self.participations)


class Identity(Record, table=True):
    """Who the person is: kept apart so that a query for figures cannot meet a name."""

    __tablename__ = "participant_identity"
    __table_args__ = (
        CheckConstraint("length(trim(given_name)) > 0 OR length(trim(family_name)) > 0", name="has_name"),
        sa.Index("ix_participant_identity_name", "family_name", "given_name", "participant_id"),
    )
    participant_id: int = Field(foreign_key="participant.id", unique=True)
    participant: Participant = belongs_to(back_populates="identity")
    given_name: str = personal(max_length=200)
    family_name: str = personal(max_length=200)
    birth_date: date | None = personal(default=None)
    phone: str = personal(default="", max_length=40)
    email: str = personal(default="", max_length=255)


class NameWord(Entry, table=True):
    """One folded word of a name, so that any part in any order finds the person by an index."""

    __tablename__ = "participant_name_word"
    __table_args__ = (
        UniqueConstraint("participant_id", "word"),
        sa.Index("ix_participant_name_word_word", "word", "participant_id"),
    )
    participant_id: int = Field(foreign_key="participant.id")
    word: str = personal(sa_type=FOLDED_WORD)


class Participation(Record, table=True):
    """One person in one strand of one project, run by one organisation."""

    __tablename__ = "participation"
    __table_args__ = (
        one_of("strand", Strand),
        UniqueConstraint("participant_id", "project_id", "strand"),
        CheckConstraint("ended_on IS NULL OR started_on <= ended_on", name="in_order"),
        CheckConstraint("ended_on IS NULL OR first_due_on IS NULL", name="nothing_due_after_end"),
        sa.Index("ix_participation_organisation_started", "organisation_id", "started_on", "id"),
        sa.Index("ix_participation_started", "started_on", "id"),
        sa.Index("ix_participation_project_strand", "project_id", "strand"),
        sa.Index("ix_participation_first_due", "first_due_on", "organisation_id"),
    )
    participant_id: int = Field(foreign_key="participant.id", index=True)
    participant: Participant = belongs_to(back_populates="participations")
    project_id: int = Field(foreign_key="project.id")
    project: Project = belongs_to()
    organisation_id: int = Field(foreign_key="organisation.id")
    organisation: Organisation = belongs_to()
    strand: Strand = word(Strand)
    started_on: date
    ended_on: date | None = None
    latest_step: str | None = Field(default=None, max_length=4, index=True)
    latest_step_on: date | None = None
    first_due_on: date | None = None
    """The first day on which a running limit ends or a planned step is due, None when nothing runs. A day, not a state: late is who
    has one before today. Kept by `operations/limits.py` (docs/decisions/0008-days-not-states.md)."""
    events: list["PathwayEvent"] = has_many("participation", order_by="PathwayEvent.happened_on, PathwayEvent.id")

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Whom the permission table asks: the organisation that runs it, and no other one the person works with."""
        return frozenset({self.organisation_id})


class PathwayEvent(Entry, table=True):
    """A dated step of the way. Never changed: a correction voids it, with a reason, and adds another."""

    __tablename__ = "pathway_event"
    __table_args__ = (
        one_of("status", EventStatus),
        CheckConstraint("(voided_at IS NULL) = (void_reason IS NULL)", name="void_has_reason"),
        sa.Index("ix_pathway_event_step", "step", "happened_on"),
        sa.Index("ix_pathway_event_status", "status", "happened_on"),
    )
    participation_id: int = Field(foreign_key="participation.id", index=True)
    participation: Participation = belongs_to(back_populates="events")
    step: str = Field(max_length=4)
    status: EventStatus = word(EventStatus)
    happened_on: date
    value: str = Field(default="", max_length=60)
    note: str = personal(default="", max_length=1000)
    recorded_by_id: int | None = Field(default=None, foreign_key="user.id")
    voided_at: datetime | None = instant(optional=True)
    voided_by_id: int | None = Field(default=None, foreign_key="user.id")
    void_reason: str | None = personal(default=None)
    replaces_id: int | None = Field(default=None, foreign_key="pathway_event.id")
