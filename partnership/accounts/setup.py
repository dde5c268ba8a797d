"""Connects Flask-Security to our tables and says for every request who is acting."""

from flask import Flask, g
from flask_login import current_user
from flask_security import FSQLALiteUserDatastore, Security
from sqlmodel import select
from sqlalchemy.orm import joinedload

from partnership.access.actor import Actor, Hat
from partnership.accounts.models import Membership, Passkey, SecurityRole, User
from partnership.audit.recording import Author, set_author
from partnership.core import clock
from partnership.core.database import db

datastore = FSQLALiteUserDatastore(db, User, SecurityRole, Passkey)


def actor_of(user: User) -> Actor | None:
    """What this account may act as today; None when no membership is valid, so that nothing is open to it."""
    today = clock.today()
    query = select(Membership).where(Membership.user_id == user.id).options(joinedload(Membership.organisation))  # type: ignore[arg-type]
    valid = [membership for membership in db.session.scalars(query) if membership.valid_on(today) and membership.organisation.may_sign_in_on(today)]
    if not user.active or not valid or user.id is None:
        return None
    hats = tuple(Hat(role=one.role, organisation_id=one.organisation_id, organisation_kind=one.organisation.kind) for one in valid)
    organisation = valid[0].organisation
    return Actor(user_id=user.id, name=user.name, organisation_name=organisation.short_name or organisation.name_en, hats=hats)


def _identify() -> None:
    set_author(Author(None, "nobody signed in"))
    if current_user.is_authenticated:
        g.actor = actor_of(current_user)
        set_author(Author(current_user.id, current_user.name))


def init_accounts(app: Flask) -> None:
    """Sign-in, second factors and reset by Flask-Security; then the acting person for every request."""
    settings = app.config["SETTINGS"]
    app.config.from_mapping(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_REGISTERABLE=False,
        SECURITY_TRACKABLE=True,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"email": {"mapper": str.lower, "case_insensitive": True}}],
    )
    Security(app, datastore)
    app.before_request(_identify)
