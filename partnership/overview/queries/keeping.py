"""What waits for those who keep accounts and agreements: administrators, the data-protection officer, officers, partner leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.accounts.models import Membership, Passkey, User
from partnership.accounts.queries import valid_on
from partnership.core.database import db
from partnership.core.formatting import format_day, format_long_day, in_language
from partnership.core.todo import Todo, Todos, Urgency
from partnership.organisations.models import Organisation
from partnership.organisations.queries import visible_to
from partnership.organisations.rules import GOVERNMENT, agreement_state

ORGANISATION: Any = Organisation
USER: Any = User
MEMBERSHIP: Any = Membership
PASSKEY: Any = Passkey
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""
SHOWN = 6


def of_accounts(actor: Actor, today: date) -> list[Todos]:
    """Accounts of ministry and audit office that only a password protects: one number, for those who manage accounts."""
    if not can(actor, Action.MANAGE_ACCOUNTS):
        return []
    number = _without_second_factor(today)
    sentence = ngettext(
        "Ask for a second factor: one account that sees the whole portfolio has none",
        "Ask for a second factor: %(num)d accounts that see the whole portfolio have none",
        number,
    )
    why = _("Only a password protects them.")
    shown = [Todo(urgency=Urgency.TODAY, sentence=sentence, url=url_for("accounts.index"), why=why)] if number else []
    return [Todos(urgency=Urgency.TODAY, shown=shown, total=len(shown))]


def _without_second_factor(today: date) -> int:
    holds = sa.exists().where(
        MEMBERSHIP.user_id == USER.id,
        MEMBERSHIP.organisation_id == ORGANISATION.id,
        ORGANISATION.kind.in_(GOVERNMENT),
        valid_on(today),
    )
    passkey = sa.exists().where(PASSKEY.user_id == USER.id)
    query = sa.select(sa.func.count(USER.id)).where(USER.active, USER.tf_primary_method.is_(None), holds, ~passkey)
    return db.session.scalars(query).one()


def of_agreements(actor: Actor, today: date) -> list[Todos]:
    """Agreements on processing that have ended or are missing, so that nobody signs in, and those that end within sixty days."""
    if not can(actor, Action.LIST_ORGANISATIONS):
        return []
    query = (
        sa.select(ORGANISATION)
        .where(visible_to(actor), ORGANISATION.agreement_to.is_not(None), ORGANISATION.kind.not_in(GOVERNMENT))
        .order_by(ORGANISATION.agreement_to, ORGANISATION.id)
    )
    found = [(one, _state(one, today)) for one in db.session.scalars(query)]
    ended, ending = ([one for one, state in found if state == wanted] for wanted in ("ended", "ends soon"))
    return [_todos(Urgency.LATE, ended), _todos(Urgency.TODAY, ending)]


def _state(one: Organisation, today: date) -> str:
    return agreement_state(kind=one.kind, agreement_from=one.agreement_from, agreement_to=one.agreement_to, today=today)


def _todos(urgency: Urgency, organisations: Sequence[Organisation]) -> Todos:
    return Todos(
        urgency=urgency,
        shown=[_renew(one, urgency) for one in organisations[:SHOWN]],
        total=len(organisations),
        all_url=url_for("organisations.index"),
    )


def _renew(one: Organisation, urgency: Urgency) -> Todo:
    why = (
        _("It ended on %(day)s; nobody there can sign in.", day=format_long_day(one.agreement_to))
        if urgency is Urgency.LATE
        else _("From the day after, nobody there can sign in.")
    )
    return Todo(
        urgency=urgency,
        sentence=_(
            "Renew the agreement on processing: %(organisation)s", organisation=in_language(one.name_de, one.name_en)
        ),
        url=url_for("organisations.show", code=one.code),
        why=why,
        when=format_day(one.agreement_to),
        day=one.agreement_to,
    )


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Something somebody keeps: how much of it there is, and where."""

    text: str
    url: str


def kept(actor: Actor) -> list[Kept]:
    """The accounts and organisations in this person's care; nothing for those who keep none."""
    found = []
    if can(actor, Action.MANAGE_ACCOUNTS):
        accounts, locked = db.session.execute(
            sa.select(sa.func.count(), sa.func.count().filter(~USER.active)).select_from(User)
        ).one()
        text = ngettext("One account", "%(num)d accounts", accounts)
        if locked:
            text = _("%(accounts)s, %(locked)s of them locked", accounts=text, locked=locked)
        found.append(Kept(text=text, url=url_for("accounts.index")))
        organisations = db.session.scalars(sa.select(sa.func.count()).select_from(Organisation)).one()
        found.append(
            Kept(
                text=ngettext("One organisation", "%(num)d organisations", organisations),
                url=url_for("organisations.index"),
            )
        )
    if not can(actor, Action.LIST_ORGANISATIONS):
        own = db.session.scalars(sa.select(ORGANISATION).where(visible_to(actor)).order_by(ORGANISATION.name_en))
        found += [
            Kept(
                text=_(
                    "People of %(organisation)s", organisation=one.short_name or in_language(one.name_de, one.name_en)
                ),
                url=url_for("accounts.people", code=one.code),
            )
            for one in own
            if can(actor, Action.VIEW_MEMBERS, one)
        ]
    return found
