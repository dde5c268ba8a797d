"""The list of people: filters, search, order and pages; one set of conditions serves page, count and export."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.formatting import in_language
from partnership.core.pagination import COUNT_UP_TO, PAGE_SIZE, Page, decode, encode, key_condition
from partnership.core.public_id import parse_public_id
from partnership.core.search_text import words
from partnership.participants.queries.columns import (
    IDENTITY,
    NAME_WORD,
    ORGANISATION,
    PARTICIPANT,
    PARTICIPATION,
    PROJECT,
)
from partnership.participants.queries.overdue import due_soon, overdue
from partnership.participants.queries.people_filter import Openness, PeopleFilter, Sort
from partnership.participants.queries.visibility import ways_visible_to
from partnership.participants.rules.fields import NAMES, listed_fields
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps, steps_of

EXPORT_CHUNK = 1000


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One way of one person; which of its values may be shown, `visible_fields` says. Names are blank where they were not read."""

    participation_id: int
    organisation_id: int
    public_id: str
    strand: Strand
    project_code: str
    title_de: str
    title_en: str
    organisation: str
    step: str | None
    step_on: date | None
    started_on: date
    ended_on: date | None
    sex: Sex
    birth_year: int | None
    nationality: str | None
    home_region: str | None
    nrw_district: str | None
    education_level: str | None
    isco: str | None
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Whom the rules ask."""
        return frozenset({self.organisation_id})

    @property
    def project_title(self) -> str:
        """The title in the reader's language."""
        return in_language(self.title_de, self.title_en)


ROW_FIELDS = tuple(field.name for field in fields(PersonRow))
BLANK = frozenset({"given_name", "family_name", "phone", "email"})
"""Texts that are blank, not missing, where nobody wrote them."""


def reads_names(actor: Actor) -> bool:
    """Whether names are read from the database for this actor at all."""
    return listed_fields(actor) >= NAMES


def steps_at(place: str) -> list[str]:
    """The codes a step or a phase of a strand stands for; empty for a mistyped one."""
    if place in steps():
        return [place]
    strand, _dot, phase = place.partition(".")
    return [step.code for step in steps_of(strand) if step.phase.value == phase]


def _columns(actor: Actor) -> list[Any]:
    columns = [
        PARTICIPATION.id, PARTICIPATION.organisation_id, PARTICIPANT.public_id, PARTICIPATION.strand, PROJECT.code, PROJECT.title_de, PROJECT.title_en,
        sa.case((ORGANISATION.short_name != "", ORGANISATION.short_name), else_=ORGANISATION.name_en), PARTICIPATION.latest_step,
        PARTICIPATION.latest_step_on, PARTICIPATION.started_on, PARTICIPATION.ended_on, PARTICIPANT.sex, PARTICIPANT.birth_year, PARTICIPANT.nationality,
        PARTICIPANT.home_region, PARTICIPANT.nrw_district, PARTICIPANT.education_level, PARTICIPANT.occupation,
    ]  # fmt: skip
    if reads_names(actor):
        columns += [IDENTITY.given_name, IDENTITY.family_name, IDENTITY.birth_date, IDENTITY.phone, IDENTITY.email]
    return columns


def _select(wanted: PeopleFilter, *, actor: Actor, columns: list[Any], today: date) -> sa.Select[Any]:
    query = (
        sa.select(*columns).select_from(PARTICIPATION)
        .join(PARTICIPANT, PARTICIPANT.id == PARTICIPATION.participant_id).join(PROJECT, PROJECT.id == PARTICIPATION.project_id)
        .join(ORGANISATION, ORGANISATION.id == PARTICIPATION.organisation_id)
    )  # fmt: skip
    if reads_names(actor):
        # In the order of names only people with names stand, so that the index of names can lead the way.
        query = query.join(
            IDENTITY, IDENTITY.participant_id == PARTICIPATION.participant_id, isouter=wanted.sort is not Sort.NAME
        )
    return query.where(ways_visible_to(actor), *_conditions(wanted, actor=actor, today=today))


def _bare(wanted: PeopleFilter, *, actor: Actor, today: date) -> sa.Select[Any]:
    """The ways alone, to be counted: joined with the person only when a filter asks about the person."""
    query = sa.select(PARTICIPATION.id)
    if wanted.region or wanted.sex or wanted.q.strip():
        query = query.join(PARTICIPANT, PARTICIPANT.id == PARTICIPATION.participant_id)
    return query.where(ways_visible_to(actor), *_conditions(wanted, actor=actor, today=today))


def _conditions(wanted: PeopleFilter, *, actor: Actor, today: date) -> list[sa.ColumnElement[bool]]:
    found: list[Any] = [] if not wanted.q.strip() else [_search(wanted.q, actor=actor)]
    if wanted.strand:
        found.append(PARTICIPATION.strand == wanted.strand)
    if wanted.project:
        found.append(
            PARTICIPATION.project_id == sa.select(PROJECT.id).where(PROJECT.code == wanted.project).scalar_subquery()
        )
    if wanted.at:
        found.append(PARTICIPATION.latest_step.in_(steps_at(wanted.at)))
    if wanted.organisation:
        found.append(
            PARTICIPATION.organisation_id
            == sa.select(ORGANISATION.id).where(ORGANISATION.code == wanted.organisation).scalar_subquery()
        )
    if wanted.region:
        found.append(PARTICIPANT.home_region == wanted.region)
    if wanted.sex:
        found.append(PARTICIPANT.sex == wanted.sex)
    if wanted.status:
        ended = PARTICIPATION.ended_on.is_(None)
        found.append(ended if wanted.status == Openness.OPEN else sa.not_(ended))
    if wanted.overdue:
        found.append(overdue(today))
    if wanted.soon:
        found.append(due_soon(today))
    return found


def _search(text: str, *, actor: Actor) -> sa.ColumnElement[bool]:
    """By the number, however it is written; by parts of the name in any order only for those who may read names."""
    number = parse_public_id(text)
    if number:
        return sa.and_(PARTICIPANT.public_id == number)
    parts = words(text)
    if not parts or not reads_names(actor):
        return sa.false()
    return sa.and_(*(PARTICIPATION.participant_id.in_(_beginning_with(part)) for part in parts))


def _beginning_with(part: str) -> sa.Select[Any]:
    """A range of the index, since LIKE would not use it on either engine; words hold no character above the last one here."""
    return sa.select(NAME_WORD.participant_id).where(NAME_WORD.word >= part, NAME_WORD.word < part + "\U0010ffff")


def _key(wanted: PeopleFilter, *, actor: Actor) -> tuple[Any, ...]:
    if wanted.sort == Sort.NUMBER:
        return (PARTICIPANT.public_id, PARTICIPATION.id)
    if wanted.sort == Sort.NAME and reads_names(actor):
        return (IDENTITY.family_name, IDENTITY.given_name, PARTICIPATION.id)
    return (PARTICIPATION.started_on, PARTICIPATION.id)


def _edge(cursor: str | None, *, wanted: PeopleFilter, length: int) -> list[Any] | None:
    values = decode(cursor, length=length)
    if values is None or length == 3 or wanted.sort == Sort.NUMBER:
        return values
    try:
        return [date.fromisoformat(str(values[0])), int(values[1])]
    except ValueError:
        return None


def page_query(
    wanted: PeopleFilter, *, actor: Actor, today: date, edge: list[Any] | None = None, backward: bool = False
) -> sa.Select[Any]:
    """The rows of one page and one more, beyond `edge`; read backward for the page before it."""
    key = _key(wanted, actor=actor)
    query = _select(wanted, actor=actor, columns=[*_columns(actor), *key], today=today)
    descending = wanted.descending is not backward
    if edge:
        query = query.where(key_condition(key, edge, descending=descending))
    return _ordered(query, key, descending=descending).limit(PAGE_SIZE + 1)


def listed(
    wanted: PeopleFilter, *, actor: Actor, today: date, before: str | None = None, after: str | None = None
) -> Page[PersonRow]:
    """One page of the list, with a count up to 1,000. A mistyped cursor shows the first page."""
    length = len(_key(wanted, actor=actor))
    edge = _edge(before or after, wanted=wanted, length=length)
    backward = edge is not None and before is not None
    rows = db.session.execute(page_query(wanted, actor=actor, today=today, edge=edge, backward=backward)).all()
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    if backward:
        rows = rows[::-1]
    earlier, later = (more, True) if backward else (edge is not None, more)
    return Page(
        rows=[_row(one[:-length]) for one in rows], total=_count(wanted, actor=actor, today=today),
        before=_cursor(rows[0], length) if rows and earlier else None, after=_cursor(rows[-1], length) if rows and later else None,
    )  # fmt: skip


def _ordered(query: sa.Select[Any], key: tuple[Any, ...], *, descending: bool) -> sa.Select[Any]:
    return query.order_by(*(column.desc() if descending else column.asc() for column in key))


def _row(values: Any) -> PersonRow:
    return PersonRow(
        **{
            name: value
            for name, value in zip(ROW_FIELDS, values, strict=False)
            if value is not None or name not in BLANK
        }
    )


def _cursor(row: Any, length: int) -> str:
    return encode([value.isoformat() if isinstance(value, date) else value for value in row[-length:]])


def _count(wanted: PeopleFilter, *, actor: Actor, today: date) -> int | None:
    """How many there are, None beyond COUNT_UP_TO."""
    some = _bare(wanted, actor=actor, today=today).limit(COUNT_UP_TO + 1).subquery()
    number = db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    return number if number <= COUNT_UP_TO else None


def exact_count(wanted: PeopleFilter, *, actor: Actor, today: date) -> int:
    """How many there are in all: for the log of an export."""
    every = _bare(wanted, actor=actor, today=today).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(every)) or 0


def exported(wanted: PeopleFilter, *, actor: Actor, today: date) -> Iterator[PersonRow]:
    """Every row of the list in its order, read in chunks so that memory does not grow with the list."""
    query = _ordered(
        _select(wanted, actor=actor, columns=_columns(actor), today=today),
        _key(wanted, actor=actor),
        descending=wanted.descending,
    )
    for row in db.session.execute(query.execution_options(yield_per=EXPORT_CHUNK)):
        yield _row(row)


def organisations_with_people(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of each organisation that runs a way `actor` may see, for the filter."""
    runs = sa.exists().where(PARTICIPATION.organisation_id == ORGANISATION.id, ways_visible_to(actor))
    query = sa.select(ORGANISATION.code, ORGANISATION.name_en).where(runs).order_by(ORGANISATION.name_en)
    return [(code, name) for code, name in db.session.execute(query)]
