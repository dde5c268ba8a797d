"""Writing who a person is: names, search words and what statistics need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.public_id import new_public_id
from partnership.core.search_text import words
from partnership.participants.models import Identity, NameWord, Participant, Participation
from partnership.participants.rules.fields import editable_fields
from partnership.participants.vocabulary import EventStatus, Sex

DRAWS = 8
"""Random ids are drawn again when one exists already; eight collisions in a row mean that something else is wrong."""
IDENTITY = frozenset({"given_name", "family_name", "birth_date", "phone", "email"})
ATTRIBUTES: Mapping[str, str] = {
    "sex": "sex", "nationality": "nationality", "home_region": "home_region", "nrw_district": "nrw_district",
    "education_level": "education_level", "isco": "occupation",
}  # fmt: skip
"""Field of data_fields.csv and the column that holds it."""


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What is known of a new person."""

    given_name: str
    family_name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    sex: Sex = Sex.UNKNOWN
    nationality: str | None = "GH"
    home_region: str | None = None
    nrw_district: str | None = None
    education_level: str | None = None
    isco: str | None = None


def add_person(details: PersonDetails, *, draw: Callable[[], str] = new_public_id) -> Participant:
    """A new person with a fresh random id.

    Raises Refused without any name.
    """
    if not (details.given_name or details.family_name):
        raise Refused(_("Enter at least one name."))
    participant = _with_free_id(details, draw=draw)
    identity = Identity(
        participant_id=participant.id or 0, given_name=details.given_name, family_name=details.family_name, birth_date=details.birth_date,
        phone=details.phone, email=details.email,
    )  # fmt: skip
    participant.identity = identity
    db.session.add(identity)
    write_name_words(participant, identity=identity)
    return participant


def _with_free_id(details: PersonDetails, *, draw: Callable[[], str]) -> Participant:
    columns = {column: getattr(details, field) for field, column in ATTRIBUTES.items()}
    for _draw in range(DRAWS):
        participant = Participant(
            public_id=draw(), birth_year=details.birth_date.year if details.birth_date else None, **columns
        )
        try:
            with db.session.begin_nested():
                db.session.add(participant)
        except IntegrityError:
            if db.session.scalar(select(Participant.id).where(Participant.public_id == participant.public_id)) is None:
                raise
            continue
        return participant
    raise RuntimeError("no free public id found")


def write_name_words(participant: Participant, *, identity: Identity) -> None:
    """Keep the folded words of the name in step with the name, so that search finds it."""
    wanted = set(words(f"{identity.given_name} {identity.family_name}"))
    for row in db.session.scalars(select(NameWord).where(NameWord.participant_id == participant.id)):
        if row.word in wanted:
            wanted.discard(row.word)
        else:
            db.session.delete(row)
    db.session.add_all(NameWord(participant_id=participant.id or 0, word=word) for word in sorted(wanted))


def edit_person(participant: Participant, values: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Change fields of a person, named as in data_fields.csv; `participant` comes with identity, participations and events.

    Raises Refused for a field that `by` may not change, no name at all, or a birth after something that happened.
    """
    foreign = set(values) - editable_fields(by, participant)
    if foreign:
        raise Refused(_("You may not change this field."))
    identity = participant.identity
    if "birth_date" in values:
        _refuse_birth_after_events(values["birth_date"], participations=participant.participations)
        participant.birth_year = values["birth_date"].year if values["birth_date"] else None
    for field, value in values.items():
        if field in IDENTITY:
            setattr(identity, field, value)
        else:
            setattr(participant, ATTRIBUTES[field], value)
    if not (identity.given_name or identity.family_name):
        raise Refused(_("Enter at least one name."))
    # A change of the name alone must move the version too: it is what tells two editors apart.
    participant.updated_at = at
    flag_modified(participant, "updated_at")
    write_name_words(participant, identity=identity)


def _refuse_birth_after_events(birth_date: date | None, *, participations: list[Participation]) -> None:
    days = [
        event.happened_on for participation in participations for event in participation.events
        if event.voided_at is None and event.status == EventStatus.REACHED
    ]  # fmt: skip
    if birth_date and days and min(days) < birth_date:
        raise Refused(_("A step of this person was reached before this date of birth. Check both."))
