"""What people change about their own account: name, language, address; the library changes passwords and second factors."""

from datetime import datetime

from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from partnership.accounts import notifications, queries
from partnership.accounts.models import User
from partnership.accounts.operations.sessions import end_all_sessions
from partnership.accounts.rules import CHANGE_OF_EMAIL_LASTS, masked
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import record_event
from partnership.core.database import db
from partnership.core.errors import Refused


def change_name(user: User, *, name: str, language: str) -> None:
    """Change how the person is called and spoken to."""
    user.name, user.language = name, language


def ask_for_email(user: User, *, email: str, secret: str) -> None:
    """Send a link to the new address; the account changes when it is used. The old address is told.

    An address that has an account already gets no link, and the asking person is not told so.
    """
    email = email.strip().lower()
    if queries.user_by_email(email) is None:
        token = _serializer(secret).dumps([user.id, user.fs_uniquifier, user.email, email])
        notifications.confirm_email(user, email=email, token=token)
    notifications.email_change_asked(user, email=email)


def email_in(token: str, *, user: User, secret: str) -> str:
    """The new address in a link.

    Raises Refused when the link is too old, was used, or belongs to somebody else.
    """
    try:
        user_id, uniquifier, old, new = _serializer(secret).loads(
            token, max_age=int(CHANGE_OF_EMAIL_LASTS.total_seconds())
        )
    except BadSignature:
        raise Refused(_("This link is no longer valid. Ask for a new one on your account page.")) from None
    if (user_id, uniquifier, old) != (user.id, user.fs_uniquifier, user.email) or queries.user_by_email(
        new
    ) is not None:
        raise Refused(_("This link is no longer valid. Ask for a new one on your account page."))
    return str(new)


def take_email(user: User, *, email: str, session_token: str | None, at: datetime) -> None:
    """Make the new address the one to sign in with; other browsers are signed out."""
    changes = {"from": masked(user.email), "to": masked(email)}
    user.email, user.confirmed_at = email, at
    record_event(
        db.session, action=SignInEvent.EMAIL_CHANGED, subject_table="user", subject_id=user.id, changes=changes
    )
    end_all_sessions(user.id, at=at, but=session_token)


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="change of e-mail address")
