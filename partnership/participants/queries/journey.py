"""Reads for the page of one person and for recording on it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.accounts.models import User
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.editing import LastSave
from partnership.core.public_id import parse_public_id
from partnership.core.search_text import words
from partnership.participants.models import Identity, NameWord, Participant, Participation, PathwayEvent
from partnership.participants.queries.visibility import ways_visible_to
from partnership.projects.models import Project, ProjectOrganisation
from partnership.projects.vocabulary import ProjectStatus


def participant(public_id: str) -> Participant | None:
    """The person with this id, however it is written, with names and every way of theirs."""
    ways = selectinload(Participant.participations)  # type: ignore[arg-type]
    query = (
        select(Participant).where(Participant.public_id == parse_public_id(public_id))
        .options(joinedload(Participant.identity), ways.joinedload(Participation.participant), ways.joinedload(Participation.project), ways.joinedload(Participation.organisation), ways.selectinload(Participation.events))  # type: ignore[arg-type]
    )  # fmt: skip
    return db.session.scalars(query).unique().one_or_none()


def participation(public_id: str, participation_id: int) -> Participation | None:
    """One way of a person, with what recording on it needs."""
    return db.session.scalars(_ways().where(Participation.id == participation_id, Participant.public_id == parse_public_id(public_id))).unique().one_or_none()


def _ways() -> Any:
    return (
        select(Participation).join(Participant)
        .options(
            joinedload(Participation.participant).joinedload(Participant.identity), joinedload(Participation.project),  # type: ignore[arg-type]
            joinedload(Participation.organisation), selectinload(Participation.events).joinedload(PathwayEvent.participation),  # type: ignore[arg-type]
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
    return {user_id: name for user_id, name in db.session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))}  # type: ignore[union-attr, misc]


class Opening:
    """A project and strand into which somebody can be taken in; `organisation_ids` are those that could run the way."""

    def __init__(self, project: Project, strand: Any) -> None:
        self.project, self.strand, self.project_organisation_ids = project, strand, project.project_organisation_ids


def openings(actor: Actor) -> list[Project]:
    """The running projects of the actor's organisations, with their strands and organisations."""
    own = sorted(hat.organisation_id for hat in actor.hats)
    mine = sa.select(ProjectOrganisation.project_id).where(ProjectOrganisation.organisation_id.in_(own))  # type: ignore[attr-defined]
    query = select(Project).where(Project.status == ProjectStatus.ACTIVE, Project.id.in_(mine)).order_by(Project.code)  # type: ignore[union-attr]
    return list(db.session.scalars(query.options(selectinload(Project.strands), selectinload(Project.organisations).joinedload(ProjectOrganisation.organisation))))  # type: ignore[arg-type]


def opening(code: str, strand: Any) -> Opening | None:
    """The project with this code as a place to be taken in."""
    query = select(Project).where(Project.code == code)
    project = db.session.scalars(query.options(selectinload(Project.strands), selectinload(Project.organisations).joinedload(ProjectOrganisation.organisation))).one_or_none()  # type: ignore[arg-type]
    return Opening(project, strand) if project and strand in project.strand_codes else None


def same_name_and_birth(actor: Actor, *, given_name: str, family_name: str, birth_date: Any) -> list[Participant]:
    """People of one's own organisation with the same folded words in the name and the same date of birth, or none on either side."""
    wanted = words(f"{given_name} {family_name}")
    if not wanted:
        return []
    ways = sa.select(Participation.participant_id).where(ways_visible_to(actor))
    born = Identity.birth_date == birth_date if birth_date else Identity.birth_date.is_(None)  # type: ignore[union-attr]
    query = select(Participant).join(Identity).where(born, Participant.id.in_(ways)).order_by(Participant.public_id)  # type: ignore[union-attr]
    for word in wanted:
        query = query.where(Participant.id.in_(sa.select(NameWord.participant_id).where(NameWord.word == word)))  # type: ignore[union-attr]
    found = db.session.scalars(query.options(joinedload(Participant.identity))).unique()  # type: ignore[arg-type]
    return [one for one in found if set(words(f"{one.identity.given_name} {one.identity.family_name}")) == set(wanted)]


def last_save(participant: Participant) -> LastSave | None:
    """Who changed the person last, by the audit log."""
    tables = [("participant", participant.id), ("participant_identity", participant.identity.id)]
    mine = sa.or_(*(sa.and_(AuditEntry.subject_table == table, AuditEntry.subject_id == subject) for table, subject in tables))  # type: ignore[arg-type]
    entry = db.session.scalars(select(AuditEntry).where(mine).order_by(AuditEntry.position.desc()).limit(1)).first()  # type: ignore[attr-defined]
    return LastSave(by=entry.actor_name, at=entry.at) if entry else None
