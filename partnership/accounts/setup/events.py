"""What the sign-in library tells us by signals, written into the audit log, and the sessions that begin and end with it."""

from typing import Any

from flask import Flask, request, session
from flask_login import user_logged_out
from flask_security import signals

from partnership.accounts.models import User
from partnership.accounts.operations import sessions
from partnership.accounts.rules import masked
from partnership.accounts.setup.requests import SESSION_TOKEN
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import Author, record_event, set_author
from partnership.core import clock
from partnership.core.database import db, do_in_own_transaction

GOES_ON = ["change"]
"""How the library calls signing in again after a change of password: the browser stays the same."""

STAYS = frozenset({"language", "fs_cc", "_remember", "_flashes"})
"""What a browser's session keeps when somebody signs out: the language, and what the sign-in library and pages still have to say."""


def connect_events(app: Flask) -> None:
    """Listen to this application's signals."""
    signals.user_authenticated.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)
    signals.password_changed.connect(_password_changed, app)
    signals.password_reset.connect(_password_reset, app)
    signals.tf_profile_changed.connect(_second_factor_set, app)
    signals.tf_code_confirmed.connect(_second_factor_set_at_sign_in, app)
    signals.tf_disabled.connect(_second_factor_removed, app)
    signals.wan_registered.connect(_passkey_added, app)
    signals.wan_deleted.connect(_passkey_removed, app)
    app.extensions["failed_sign_in"] = note_failed_sign_in


def note_failed_sign_in(user: User | None, *, how: str, email: str = "") -> None:
    """Log a wrong password, code or passkey: never what was typed, the address only masked."""
    user_id = user.id if user is not None else None
    changes = {"how": how, "address": masked(user.email if user is not None else email)}
    do_in_own_transaction(
        lambda: record_event(
            db.session, action=SignInEvent.SIGN_IN_FAILED, subject_table="user", subject_id=user_id, changes=changes
        )
    )


def _signed_in(_app: Flask, user: Any, authn_via: list[str] | None = None, **_more: Any) -> None:
    if authn_via == GOES_ON:
        return
    set_author(Author(user.id, user.name))
    how = "second factor" if authn_via is None else ", ".join(authn_via)
    session[SESSION_TOKEN] = sessions.begin_session(
        user, user_agent=request.headers.get("User-Agent", ""), how=how, at=clock.now()
    )


def _signed_out(_app: Flask, user: Any = None, **_more: Any) -> None:
    token = session.pop(SESSION_TOKEN, None)
    _empty_session()
    if token is not None:
        sessions.end_session_of_browser(token, user_id=getattr(user, "id", None), at=clock.now())


def _empty_session() -> None:
    """Leave nothing of one person in the browser for the next one: a search for people keeps names there, and machines are shared."""
    for name in [name for name in session if name not in STAYS]:
        del session[name]


def _password_changed(_app: Flask, user: Any, **_more: Any) -> None:
    _note(SignInEvent.PASSWORD_CHANGED, user)
    sessions.end_all_sessions(user.id, at=clock.now(), but=session.get(SESSION_TOKEN))


def _password_reset(_app: Flask, user: Any, **_more: Any) -> None:
    set_author(Author(user.id, user.name))
    _note(SignInEvent.PASSWORD_RESET, user)
    sessions.end_all_sessions(user.id, at=clock.now())


def _second_factor_set(_app: Flask, user: Any, **_more: Any) -> None:
    _note(SignInEvent.SECOND_FACTOR_SET, user)


def _second_factor_set_at_sign_in(_app: Flask, user: Any, **_more: Any) -> None:
    if session.get("tf_state") == "validating_profile":
        set_author(Author(user.id, user.name))
        _note(SignInEvent.SECOND_FACTOR_SET, user)


def _second_factor_removed(_app: Flask, user: Any, **_more: Any) -> None:
    _note(SignInEvent.SECOND_FACTOR_REMOVED, user)


def _passkey_added(_app: Flask, user: Any, name: str, **_more: Any) -> None:
    _note(SignInEvent.PASSKEY_ADDED, user, name=name)


def _passkey_removed(_app: Flask, user: Any, name: str, **_more: Any) -> None:
    _note(SignInEvent.PASSKEY_REMOVED, user, name=name)


def _note(event: SignInEvent, user: Any, **changes: str) -> None:
    record_event(db.session, action=event, subject_table="user", subject_id=user.id, changes=changes)
