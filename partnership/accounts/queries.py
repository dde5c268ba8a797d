"""Reads of accounts, named for the page they serve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action, OrganisationKind, Role
from partnership.accounts import models
from partnership.accounts.models import Invitation, Membership, Passkey, User, UserSession
from partnership.accounts.rules import DEMONSTRATION_ENDING, token_hash
from partnership.core.database import db
from partnership.core.pagination import COUNT_UP_TO, PAGE_SIZE, Page, decode, encode, key_condition
from partnership.core.search_text import fold
from partnership.organisations.models import Organisation

columns: Any = models
"""SQLModel types attributes as values of a row; in statements they are columns."""


def valid_on(day: date) -> sa.ColumnElement[bool]:
    """Memberships that hold on this day; the database's form of `Membership.valid_on`."""
    return sa.and_(
        columns.Membership.ended_at.is_(None),
        columns.Membership.valid_from <= day,
        sa.or_(columns.Membership.valid_to.is_(None), columns.Membership.valid_to >= day),
    )


def visible_to(actor: Actor | None) -> sa.ColumnElement[bool]:
    """The accounts this person may manage: all of them or none."""
    return sa.true() if can(actor, Action.MANAGE_ACCOUNTS) else sa.false()


def valid_memberships(user_id: int, *, day: date) -> Sequence[Membership]:
    """The roles held today, with their organisations, oldest first: one statement."""
    query = (
        select(Membership)
        .where(columns.Membership.user_id == user_id, valid_on(day))
        .options(joinedload(columns.Membership.organisation))
        .order_by(columns.Membership.id)
    )
    return [one for one in db.session.scalars(query) if one.organisation.may_sign_in_on(day)]


def session_of(token: str) -> UserSession | None:
    """The running session this browser carries."""
    return db.session.scalars(
        select(UserSession).where(
            columns.UserSession.token_hash == token_hash(token), columns.UserSession.ended_at.is_(None)
        )
    ).first()


def sessions_of(user_id: int, *, seen_after: datetime) -> Sequence[UserSession]:
    """Where somebody is signed in, the latest first."""
    running = (
        columns.UserSession.user_id == user_id,
        columns.UserSession.ended_at.is_(None),
        columns.UserSession.seen_at > seen_after,
    )
    return db.session.scalars(
        select(UserSession).where(*running).order_by(columns.UserSession.seen_at.desc(), columns.UserSession.id.desc())
    ).all()


def user_session(session_id: int) -> UserSession | None:
    """One session, for ending it."""
    return db.session.get(UserSession, session_id)


def account(user_id: int) -> User | None:
    """One account with all its roles, past ones too, and its passkeys: the administrators' page."""
    query = (
        select(User)
        .where(columns.User.id == user_id)
        .options(
            selectinload(columns.User.memberships).joinedload(columns.Membership.organisation),
            selectinload(columns.User.webauthn),
        )
    )
    return db.session.scalars(query).first()


def open_demonstration_accounts() -> int:
    """How many accounts of the demonstration, whose password everybody knows, are in this register and not locked."""
    known = columns.User.email.endswith(DEMONSTRATION_ENDING, autoescape=True)
    return db.session.scalars(select(sa.func.count()).select_from(User).where(known, columns.User.active)).one()


def user_by_email(email: str) -> User | None:
    """The account with this address, however it is written."""
    return db.session.scalars(select(User).where(sa.func.lower(columns.User.email) == email.strip().lower())).first()


def passkeys_of(user_id: int) -> Sequence[Passkey]:
    """Registered passkeys, oldest first."""
    return db.session.scalars(
        select(Passkey).where(columns.Passkey.user_id == user_id).order_by(columns.Passkey.id)
    ).all()


def members_of(organisation: Organisation, *, day: date) -> Sequence[Membership]:
    """Who holds which role in the organisation today, by name."""
    query = select(Membership).join(User).where(columns.Membership.organisation_id == organisation.id, valid_on(day))
    return db.session.scalars(
        query.options(joinedload(columns.Membership.user)).order_by(columns.User.name, columns.Membership.id)
    ).all()


def open_invitations(organisation: Organisation, *, at: datetime) -> Sequence[Invitation]:
    """Invitations that can still be accepted, the latest first."""
    still_open = (
        columns.Invitation.accepted_at.is_(None),
        columns.Invitation.withdrawn_at.is_(None),
        columns.Invitation.expires_at > at,
    )
    return db.session.scalars(
        select(Invitation)
        .where(columns.Invitation.organisation_id == organisation.id, *still_open)
        .order_by(columns.Invitation.id.desc())
    ).all()


def open_invitations_to(email: str, *, organisation_id: int | None, role: Role) -> Sequence[Invitation]:
    """Earlier invitations that a new one replaces."""
    same = (
        columns.Invitation.email == email,
        columns.Invitation.organisation_id == organisation_id,
        columns.Invitation.role == role,
    )
    return db.session.scalars(
        select(Invitation).where(
            *same, columns.Invitation.accepted_at.is_(None), columns.Invitation.withdrawn_at.is_(None)
        )
    ).all()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation behind the link in a mail, whatever has become of it."""
    return db.session.scalars(
        select(Invitation)
        .where(columns.Invitation.token_hash == token_hash(token))
        .options(joinedload(columns.Invitation.organisation))
    ).first()


def invitation_in(code: str, invitation_id: int) -> Invitation | None:
    """One invitation to this organisation."""
    query = (
        select(Invitation)
        .join(Organisation)
        .where(columns.Organisation.code == code, columns.Invitation.id == invitation_id)
    )
    return db.session.scalars(query.options(joinedload(columns.Invitation.organisation))).first()


def membership_in(code: str, membership_id: int) -> Membership | None:
    """One role held in this organisation, with its holder."""
    query = (
        select(Membership)
        .join(Organisation)
        .where(columns.Organisation.code == code, columns.Membership.id == membership_id)
    )
    return db.session.scalars(
        query.options(joinedload(columns.Membership.organisation), joinedload(columns.Membership.user))
    ).first()


def open_membership(user_id: int | None, *, organisation_id: int | None, role: Role) -> Membership | None:
    """The membership without an end that would forbid a second one of the same kind."""
    same = (
        columns.Membership.user_id == user_id,
        columns.Membership.organisation_id == organisation_id,
        columns.Membership.role == role,
    )
    return db.session.scalars(select(Membership).where(*same, columns.Membership.valid_to.is_(None))).first()


def others_with_role(role: Role, *, day: date, besides: int | None, organisation_id: int | None = None) -> int:
    """How many other people who are not locked out hold this role today, in one organisation or anywhere."""
    query = (
        select(sa.func.count(sa.distinct(columns.Membership.user_id)))
        .join(User)
        .where(
            valid_on(day), columns.Membership.role == role, columns.User.active, columns.Membership.user_id != besides
        )
    )
    if organisation_id is not None:
        query = query.where(columns.Membership.organisation_id == organisation_id)
    return db.session.scalars(query).one()


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One line of the administrators' list."""

    user_id: int
    name: str
    email: str
    active: bool
    last_seen_at: datetime | None
    roles: Sequence[Membership]
    has_second_factor: bool


def accounts(actor: Actor | None, *, words: str, after: str | None, before: str | None, day: date) -> Page[AccountRow]:
    """A page of accounts by name: two statements and one for the count, however many there are."""
    wanted = [
        visible_to(actor),
        *(
            sa.or_(
                sa.func.lower(columns.User.name).contains(word, autoescape=True),
                sa.func.lower(columns.User.email).contains(word, autoescape=True),
            )
            for word in fold(words).split()
        ),
    ]
    key = (columns.User.name, columns.User.id)
    edge, backwards = decode(before or after, length=2), before is not None
    query = (
        select(User)
        .where(*wanted)
        .options(
            selectinload(columns.User.memberships).joinedload(columns.Membership.organisation),
            selectinload(columns.User.webauthn),
        )
    )
    if edge is not None:
        query = query.where(key_condition(key, edge, descending=backwards))
    order: list[Any] = [sa.desc(column) if backwards else sa.asc(column) for column in key]
    found = list(db.session.scalars(query.order_by(*order).limit(PAGE_SIZE + 1)))
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        found.reverse()
    total = db.session.scalar(
        select(sa.func.count()).select_from(select(columns.User.id).where(*wanted).limit(COUNT_UP_TO + 1).subquery())
    )
    return Page(
        rows=[_row(user, day=day) for user in found], total=total if total is not None and total <= COUNT_UP_TO else None,
        before=encode([found[0].name, found[0].id]) if found and (more if backwards else edge is not None) else None,
        after=encode([found[-1].name, found[-1].id]) if found and (backwards or more) else None,
    )  # fmt: skip


def _row(user: User, *, day: date) -> AccountRow:
    return AccountRow(
        user_id=user.id or 0, name=user.name, email=user.email, active=user.active, last_seen_at=user.current_login_at,
        roles=[one for one in user.memberships if one.valid_on(day)], has_second_factor=user.has_second_factor,
    )  # fmt: skip


def kinds_of(user: User, *, day: date) -> list[OrganisationKind]:
    """The kinds of the bodies in which somebody holds a role today."""
    return [one.organisation.kind for one in valid_memberships(user.id or 0, day=day)]
