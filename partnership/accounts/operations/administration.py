"""What administrators do to accounts, without seeing anything of participants."""

from datetime import datetime

from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.access.vocabulary import Role
from partnership.accounts import notifications, queries
from partnership.accounts.models import User
from partnership.accounts.operations.sessions import end_all_sessions
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import record_event
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused


def lock(user: User, *, by: Actor, at: datetime) -> None:
    """Close an account; its holder is signed out at once and cannot sign in.

    Raises Refused for one's own account and the last administrator's.
    """
    if user.id == by.user_id:
        raise Refused(_("You cannot lock your own account."))
    day = at.astimezone(HOUSE_ZONE).date()
    is_administrator = any(one.role is Role.ADMINISTRATOR for one in queries.valid_memberships(user.id or 0, day=day))
    if is_administrator and not queries.others_with_role(Role.ADMINISTRATOR, day=day, besides=user.id):
        raise Refused(_("This is the last administrator of the service. Invite another one first."))
    user.active = False
    _note(SignInEvent.LOCKED, user)
    end_all_sessions(user.id, at=at)


def unlock(user: User) -> None:
    """Open a locked account again."""
    user.active = True
    _note(SignInEvent.UNLOCKED, user)


def reset_second_factor(user: User, *, at: datetime) -> None:
    """Remove authenticator, passkeys and recovery codes of somebody who lost them; they are told, and signed out everywhere.

    Whoever must have a second factor is asked to set up a new one when next signing in.
    """
    user.tf_primary_method = user.tf_totp_secret = user.mf_recovery_codes = user.tf_last_counter = None
    user.webauthn.clear()
    _note(SignInEvent.SECOND_FACTOR_REMOVED, user)
    end_all_sessions(user.id, at=at)
    notifications.second_factor_removed(user)


def _note(event: SignInEvent, user: User) -> None:
    record_event(db.session, action=event, subject_table="user", subject_id=user.id)
