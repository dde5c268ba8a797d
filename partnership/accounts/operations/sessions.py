"""Beginning and ending sessions: every browser that is signed in has a row, and a browser without one is signed out."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from partnership.accounts.models import User, UserSession
from partnership.accounts.rules import browser_name, token_hash
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import record_event
from partnership.core.database import db

KEPT_AFTER_END = timedelta(days=90)
"""Ended sessions are of no use afterwards; the audit log keeps that somebody signed in, without the browser."""


def begin_session(user: User, *, user_agent: str, how: str, at: datetime) -> str:
    """Remember this browser; returns the secret it carries."""
    token = secrets.token_urlsafe(32)
    old = sa.delete(UserSession).where(UserSession.user_id == user.id, UserSession.seen_at < at - KEPT_AFTER_END)  # type: ignore[arg-type]
    db.session.execute(old)
    db.session.add(
        UserSession(user_id=user.id or 0, token_hash=token_hash(token), browser=browser_name(user_agent), seen_at=at)
    )
    record_event(
        db.session,
        action=SignInEvent.SIGNED_IN,
        subject_table="user",
        subject_id=user.id,
        changes={"how": how} if how else None,
    )
    return token


def end_session_of_browser(token: str, *, user_id: int | None, at: datetime) -> None:
    """Sign-out: this browser's own session ends."""
    _end(UserSession.token_hash == token_hash(token), at=at)
    record_event(db.session, action=SignInEvent.SIGNED_OUT, subject_table="user", subject_id=user_id)


def end_session(session: UserSession, *, at: datetime) -> None:
    """Sign another browser out."""
    session.ended_at = at
    record_event(db.session, action=SignInEvent.SIGNED_OUT, subject_table="user", subject_id=session.user_id)


def end_all_sessions(user_id: int | None, *, at: datetime, but: str | None = None) -> None:
    """Sign somebody out of every browser, of all but the one that carries the secret `but`."""
    conditions = [UserSession.user_id == user_id]
    if but is not None:
        conditions.append(UserSession.token_hash != token_hash(but))
    _end(*conditions, at=at)
    record_event(db.session, action=SignInEvent.SIGNED_OUT_EVERYWHERE, subject_table="user", subject_id=user_id)


def touch(session_id: int | None, *, at: datetime) -> None:
    """Note that the browser has been seen."""
    db.session.execute(sa.update(UserSession).where(UserSession.id == session_id).values(seen_at=at))  # type: ignore[arg-type]


def _end(*conditions: object, at: datetime) -> None:
    db.session.execute(sa.update(UserSession).where(*conditions, UserSession.ended_at.is_(None)).values(ended_at=at))  # type: ignore[arg-type, union-attr]
