"""Reads of organisations, named for the page they serve."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action, OrganisationKind
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.formatting import in_language
from partnership.core.languages import current_language
from partnership.core.pagination import COUNT_UP_TO, PAGE_SIZE, Page, decode, encode, key_condition
from partnership.core.search_text import words
from partnership.organisations.models import FormerName, Organisation

columns: Any = Organisation
lines: Any = AuditEntry
"""SQLModel types attributes as values of a row; in statements they are columns."""


def visible_to(actor: Actor | None) -> sa.ColumnElement[bool]:
    """The organisations this person may see; agrees with Action.VIEW_ORGANISATION."""
    if actor is None:
        return sa.false()
    if can(actor, Action.LIST_ORGANISATIONS):
        return sa.true()
    own: sa.ColumnElement[bool] = columns.id.in_({hat.organisation_id for hat in actor.hats})
    return own


def organisation_by_code(code: str) -> Organisation | None:
    """The organisation of an address, with its former names."""
    return db.session.scalars(
        select(Organisation).where(columns.code == code).options(selectinload(columns.former_names))
    ).first()


def is_taken(*, code: str | None = None, iati_identifier: str | None = None, besides: int | None = None) -> bool:
    """Whether another organisation has this code or this published identifier."""
    same = columns.code == code if code is not None else columns.iati_identifier == iati_identifier
    query = select(columns.id).where(same)
    if besides is not None:
        query = query.where(columns.id != besides)
    return db.session.scalars(query).first() is not None


def former_names_of(organisation: Organisation) -> Sequence[FormerName]:
    """Its names of the past, the latest first."""
    return sorted(organisation.former_names, key=lambda name: name.used_until, reverse=True)


def listed(
    actor: Actor | None, *, search: str, kind: OrganisationKind | None, after: str | None, before: str | None
) -> Page[Organisation]:
    """A page of organisations by name: one statement, and one for the count, however many there are."""
    wanted = [visible_to(actor), *(columns.search_text.contains(word, autoescape=True) for word in words(search))]
    if kind is not None:
        wanted.append(columns.kind == kind)
    key = (_shown_name(), columns.id)
    edge, backwards = decode(before or after, length=2), before is not None
    query = select(Organisation).where(*wanted)
    if edge is not None:
        query = query.where(key_condition(key, edge, descending=backwards))
    order: list[Any] = [sa.desc(column) if backwards else sa.asc(column) for column in key]
    found = list(db.session.scalars(query.order_by(*order).limit(PAGE_SIZE + 1)))
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        found.reverse()
    total = db.session.scalar(
        select(sa.func.count()).select_from(select(columns.id).where(*wanted).limit(COUNT_UP_TO + 1).subquery())
    )
    return Page(
        rows=found, total=total if total is not None and total <= COUNT_UP_TO else None,
        before=encode([_name(found[0]), found[0].id]) if found and (more if backwards else edge is not None) else None,
        after=encode([_name(found[-1]), found[-1].id]) if found and (backwards or more) else None,
    )  # fmt: skip


def _name(organisation: Organisation) -> str:
    """The name as the reader sees it."""
    return in_language(organisation.name_de, organisation.name_en)


def _shown_name() -> Any:
    """The database's form of `_name`, so that a list is in the order in which it is read."""
    if current_language() == "de":
        return sa.func.coalesce(sa.func.nullif(columns.name_de, ""), columns.name_en)
    return sa.func.coalesce(sa.func.nullif(columns.name_en, ""), columns.name_de)


def last_save(organisation: Organisation) -> tuple[str, datetime] | None:
    """Who saved the organisation last, and when."""
    same = (lines.subject_table == "organisation", lines.subject_id == organisation.id)
    row = db.session.execute(
        sa.select(lines.actor_name, lines.at).where(*same).order_by(lines.position.desc()).limit(1)
    ).first()
    return (row[0], row[1]) if row is not None else None
