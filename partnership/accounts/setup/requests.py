"""Before every view: which browser, whose account, which roles today, and is a second factor still to be set up?

Three statements at most for everybody signed in: the account, its memberships with their organisations, the browser's session.
"""

from typing import Any

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import logout_user

from partnership.access.actor import Actor, Hat
from partnership.accounts import queries
from partnership.accounts.models import User, UserSession
from partnership.accounts.operations import sessions
from partnership.accounts.rules import SEEN_EVERY, is_demonstration_address, second_factor_required, session_is_over
from partnership.audit.recording import Author, set_author
from partnership.core import clock
from partnership.core.database import do_in_own_transaction

SESSION_TOKEN = "session_token"  # noqa: S105  the name of the entry, not a secret
WITHOUT_PERSON = frozenset({"static", "security.static", "overview.healthz", "overview.readyz"})
OPEN_WITHOUT_SECOND_FACTOR = ("security.", "overview.speak")


def actor_of(user: User) -> Actor | None:
    """What this account may act as today; None when no membership is valid, so that nothing is open to it; or for a demonstration account elsewhere."""
    if is_demonstration_address(user.email) and not current_app.config["SETTINGS"].demo:
        return None
    valid = queries.valid_memberships(user.id, day=clock.today()) if user.active and user.id is not None else []
    if not valid or user.id is None:
        return None
    hats = tuple(
        Hat(role=one.role, organisation_id=one.organisation_id, organisation_kind=one.organisation.kind)
        for one in valid
    )
    organisation = valid[0].organisation
    return Actor(
        user_id=user.id, name=user.name, organisation_name=organisation.short_name or organisation.name_en, hats=hats
    )


def may_sign_in(user: User) -> bool:
    """Whether the account is open today."""
    return actor_of(user) is not None


def must_have_second_factor(user: User) -> bool:
    """Whether the rule asks this person for a second factor."""
    demo = current_app.config["SETTINGS"].demo
    return second_factor_required(() if demo else queries.kinds_of(user, day=clock.today()), demo=demo)


def identify() -> Any:
    """Find out who is acting; sign out what is no longer signed in; lead to the second factor who needs one."""
    g.actor = None
    set_author(Author(None, "nobody signed in"))
    if request.endpoint in WITHOUT_PERSON or not current_user.is_authenticated:
        return None
    running = _running_session(current_user)
    actor = actor_of(current_user) if running is not None else None
    if running is None or actor is None:
        _forget_browser()
        if running is not None:
            flash(
                _(
                    "Your account is not open today: your role has ended, or your organisation has no agreement in force."
                ),
                "error",
            )
        return None
    g.actor = actor
    set_author(Author(actor.user_id, actor.name))
    _note_seen(running)
    return _to_second_factor(actor)


def _running_session(user: User) -> UserSession | None:
    token = session.get(SESSION_TOKEN)
    running = queries.session_of(token) if isinstance(token, str) else None
    if running is None or running.user_id != user.id:
        return None
    return None if session_is_over(began_at=running.created_at, seen_at=running.seen_at, now=clock.now()) else running


def _forget_browser() -> None:
    # Without the token the signal of signing out finds no session to end: it has ended already.
    session.pop(SESSION_TOKEN, None)
    logout_user()


def _note_seen(running: UserSession) -> None:
    session_id, at = running.id, clock.now()
    if at - running.seen_at > SEEN_EVERY:
        do_in_own_transaction(lambda: sessions.touch(session_id, at=at))


def _to_second_factor(actor: Actor) -> Any:
    kinds = [hat.organisation_kind for hat in actor.hats]
    if not second_factor_required(kinds, demo=current_app.config["SETTINGS"].demo) or current_user.has_second_factor:
        return None
    if request.endpoint is None or request.endpoint.startswith(OPEN_WITHOUT_SECOND_FACTOR):
        return None
    return redirect(url_for("security.two_factor_setup"))
