"""Reads for the page of one person and for recording on it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.editing import LastSave
from partnership.core.public_id import parse_public_id
from partnership.core.search_text import words
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.queries.columns import (
    AUDIT_ENTRY,
    EVENT,
    IDENTITY,
    NAME_WORD,
    PARTICIPANT,
    PARTICIPATION,
    PROJECT,
    PROJECT_ORGANISATION,
    USER,
)
from partnership.participants.queries.visibility import ways_visible_to
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus


def participant(public_id: str) -> Participant | None:
    """The person with this id, however it is written, with names and every way of theirs."""
    ways = selectinload(PARTICIPANT.participations)
    query = (
        select(Participant).where(PARTICIPANT.public_id == parse_public_id(public_id))
        .options(joinedload(PARTICIPANT.identity), ways.joinedload(PARTICIPATION.participant), ways.joinedload(PARTICIPATION.project), ways.joinedload(PARTICIPATION.organisation), ways.selectinload(PARTICIPATION.events))
    )  # fmt: skip
    return db.session.scalars(query).unique().one_or_none()


def participation(public_id: str, participation_id: int) -> Participation | None:
    """One way of a person, with what recording on it needs."""
    return (
        db.session.scalars(
            _ways().where(PARTICIPATION.id == participation_id, PARTICIPANT.public_id == parse_public_id(public_id))
        )
        .unique()
        .one_or_none()
    )


def _ways() -> Any:
    return (
        select(Participation).join(PARTICIPANT)
        .options(
            joinedload(PARTICIPATION.participant).joinedload(PARTICIPANT.identity), joinedload(PARTICIPATION.project),
            joinedload(PARTICIPATION.organisation), selectinload(PARTICIPATION.events).joinedload(EVENT.participation),
        )
    )  # fmt: skip


class EventOfWay:
    """An event together with the way it belongs to: the subject of a correction."""

    def __init__(self, event: PathwayEvent, way: Participation) -> None:
        self.event, self.way, self.organisation_ids = event, way, way.organisation_ids


def event(public_id: str, participation_id: int, event_id: int) -> EventOfWay | None:
    """An event of a way, void or not."""
    way = participation(public_id, participation_id)
    found = next((one for one in way.events if one.id == event_id), None) if way else None
    return EventOfWay(found, way) if way and found else None


def names_of_users(ids: Iterable[int | None]) -> dict[int, str]:
    """Who recorded: the names of these accounts."""
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return {}
    return {row.id: row.name for row in db.session.execute(sa.select(USER.id, USER.name).where(USER.id.in_(wanted)))}


class Opening:
    """A project and strand into which somebody can be taken in; `organisation_ids` are those that could run the way."""

    def __init__(self, project: Project, strand: Any) -> None:
        self.project, self.strand, self.project_organisation_ids = project, strand, project.project_organisation_ids


def openings(actor: Actor) -> list[Project]:
    """The running projects of the actor's organisations, with their strands and organisations."""
    own = sorted(hat.organisation_id for hat in actor.hats)
    mine = sa.select(PROJECT_ORGANISATION.project_id).where(PROJECT_ORGANISATION.organisation_id.in_(own))
    query = select(Project).where(PROJECT.status == ProjectStatus.ACTIVE, PROJECT.id.in_(mine)).order_by(PROJECT.code)
    return list(
        db.session.scalars(
            query.options(
                selectinload(PROJECT.strands),
                selectinload(PROJECT.organisations).joinedload(PROJECT_ORGANISATION.organisation),
            )
        )
    )


def opening(code: str, strand: Any) -> Opening | None:
    """The project with this code as a place to be taken in."""
    query = select(Project).where(PROJECT.code == code)
    project = db.session.scalars(
        query.options(
            selectinload(PROJECT.strands),
            selectinload(PROJECT.organisations).joinedload(PROJECT_ORGANISATION.organisation),
        )
    ).one_or_none()
    return Opening(project, strand) if project and strand in project.strand_codes else None


def same_name_and_birth(actor: Actor, *, given_name: str, family_name: str, birth_date: Any) -> list[Participant]:
    """People of one's own organisation with the same folded words in the name and the same date of birth, or none on either side."""
    wanted = words(f"{given_name} {family_name}")
    if not wanted:
        return []
    ways = sa.select(PARTICIPATION.participant_id).where(ways_visible_to(actor))
    born = IDENTITY.birth_date == birth_date if birth_date else IDENTITY.birth_date.is_(None)
    query = select(Participant).join(IDENTITY).where(born, PARTICIPANT.id.in_(ways)).order_by(PARTICIPANT.public_id)
    for word in wanted:
        query = query.where(PARTICIPANT.id.in_(sa.select(NAME_WORD.participant_id).where(NAME_WORD.word == word)))
    found = db.session.scalars(query.options(joinedload(PARTICIPANT.identity))).unique()
    return [one for one in found if set(words(f"{one.identity.given_name} {one.identity.family_name}")) == set(wanted)]


def last_save(participant: Participant) -> LastSave | None:
    """Who changed the person last, by the audit log."""
    tables = [("participant", participant.id), ("participant_identity", participant.identity.id)]
    mine = sa.or_(
        *(sa.and_(AUDIT_ENTRY.subject_table == table, AUDIT_ENTRY.subject_id == subject) for table, subject in tables)
    )
    entry = db.session.scalars(select(AuditEntry).where(mine).order_by(AUDIT_ENTRY.position.desc()).limit(1)).first()
    return LastSave(by=entry.actor_name, at=entry.at) if entry else None
