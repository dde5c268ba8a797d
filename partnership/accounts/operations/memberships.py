"""Inviting people into an organisation, accepting, withdrawing, and ending a membership."""

import secrets
from datetime import date, datetime
from uuid import uuid4

from flask_babel import gettext as _
from flask_security import hash_password

from partnership.access.actor import Actor
from partnership.access.vocabulary import Role
from partnership.accounts import notifications, queries
from partnership.accounts.models import Invitation, Membership, User
from partnership.accounts.operations.sessions import end_all_sessions
from partnership.accounts.rules import INVITATION_LASTS, grantable_roles, masked, token_hash
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import Author, record_event, set_author
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.organisations.models import Organisation


def invite(
    organisation: Organisation, *, email: str, name: str, role: Role, language: str, by: Actor, at: datetime
) -> Invitation:
    """Invite somebody by mail; an earlier open invitation to the same person and role is replaced.

    Raises Refused when the inviting person may not give this role here, would give it to themselves, or the organisation's
    people may not sign in today.
    """
    email, today = email.strip().lower(), at.astimezone(HOUSE_ZONE).date()
    if role not in grantable_roles(by, organisation_id=organisation.id, kind=organisation.kind):
        raise Refused(_("You cannot give this role in this organisation."))
    if not organisation.may_sign_in_on(today):
        raise Refused(
            _("Nobody of this organisation can sign in today: it has no agreement in force. Enter the agreement first.")
        )
    known = queries.user_by_email(email)
    if known is not None and known.id == by.user_id:
        raise Refused(_("You cannot invite yourself. Ask somebody else who may give roles."))
    for earlier in queries.open_invitations_to(email, organisation_id=organisation.id, role=role):
        earlier.withdrawn_at = at
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email, name=name, language=language, organisation_id=organisation.id or 0, role=role, invited_by_id=by.user_id,
        token_hash=token_hash(token), expires_at=at + INVITATION_LASTS,
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    _note(SignInEvent.INVITED, invitation)
    notifications.invite(invitation, organisation=organisation, token=token, inviter=by.name)
    return invitation


def withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Make an invitation void.

    Raises Refused when it is no longer open or the person may not give the role.
    """
    if not invitation.is_open_at(at):
        raise Refused(_("This invitation is no longer open."))
    if invitation.role not in grantable_roles(
        by, organisation_id=invitation.organisation_id, kind=invitation.organisation.kind
    ):
        raise Refused(_("You cannot withdraw this invitation."))
    invitation.withdrawn_at = at
    _note(SignInEvent.INVITATION_WITHDRAWN, invitation)


def accept(
    invitation: Invitation, *, account: User | None, name: str, password: str, language: str, at: datetime
) -> User:
    """Take up an invitation: a new account with this name and password, or one more role for `account`, which is signed in.

    Raises Refused when the invitation is not open, belongs to another address, or the address has an account that is not
    signed in.
    """
    today = at.astimezone(HOUSE_ZONE).date()
    if not invitation.is_open_at(at) or not invitation.organisation.may_sign_in_on(today):
        raise Refused(_("This invitation is no longer open. Ask for a new one."))
    known = queries.user_by_email(invitation.email)
    if account is not None and (known is None or known.id != account.id):
        raise Refused(_("This invitation is for another e-mail address. Sign out and open the link again."))
    if account is None and known is not None:
        raise Refused(_("There is an account with this address. Sign in, then open the link again."))
    user = account or _new_account(invitation, name=name, password=password, language=language, at=at)
    set_author(Author(user.id, user.name))
    invitation.accepted_at = at
    if queries.open_membership(user.id, organisation_id=invitation.organisation_id, role=invitation.role) is None:
        db.session.add(
            Membership(
                user_id=user.id or 0, organisation_id=invitation.organisation_id, role=invitation.role, valid_from=today
            )
        )
    _note(SignInEvent.INVITATION_ACCEPTED, invitation)
    return user


def _new_account(invitation: Invitation, *, name: str, password: str, language: str, at: datetime) -> User:
    user = User(
        email=invitation.email, name=name, language=language, password=hash_password(password), fs_uniquifier=uuid4().hex,
        fs_webauthn_user_handle=uuid4().hex, confirmed_at=at,
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    return user


def problem_with_ending(membership: Membership, *, by: Actor, day: date) -> str | None:
    """Why this membership cannot be ended by this person, as a sentence; None when it can."""
    if not membership.valid_on(day):
        return str(_("This person no longer holds this role."))
    if membership.role not in grantable_roles(
        by, organisation_id=membership.organisation_id, kind=membership.organisation.kind
    ):
        return str(_("You cannot take this role away."))
    if membership.user_id == by.user_id and len(queries.valid_memberships(by.user_id, day=day)) == 1:
        return str(_("This is your own last role. You would lose access at once. Ask somebody else to remove you."))
    if membership.role is Role.ADMINISTRATOR and not queries.others_with_role(
        Role.ADMINISTRATOR, day=day, besides=membership.user_id
    ):
        return str(_("This is the last administrator of the service. Invite another one first."))
    return None


def leaves_without_lead(membership: Membership, *, day: date) -> bool:
    """Whether the organisation would have nobody left to sign off updates and manage its people."""
    if membership.role is not Role.LEAD:
        return False
    return not queries.others_with_role(
        Role.LEAD, day=day, besides=membership.user_id, organisation_id=membership.organisation_id
    )


def end_membership(membership: Membership, *, knowing_no_lead_is_left: bool, by: Actor, at: datetime) -> None:
    """Take a role away at once and sign the person out everywhere.

    Raises Refused when `problem_with_ending` names a problem, or the last lead would go unnoticed.
    """
    today = at.astimezone(HOUSE_ZONE).date()
    if problem := problem_with_ending(membership, by=by, day=today):
        raise Refused(problem)
    if leaves_without_lead(membership, day=today) and not knowing_no_lead_is_left:
        raise Refused(_("The organisation would be left without a lead. Confirm that you want this."))
    membership.valid_to, membership.ended_at = today, at
    changes = {"role": membership.role.value, "organisation": membership.organisation_id}
    record_event(
        db.session,
        action=SignInEvent.MEMBERSHIP_ENDED,
        subject_table="user",
        subject_id=membership.user_id,
        changes=changes,
    )
    end_all_sessions(membership.user_id, at=at)


def _note(event: SignInEvent, invitation: Invitation) -> None:
    changes = {
        "address": masked(invitation.email),
        "role": invitation.role.value,
        "organisation": invitation.organisation_id,
    }
    record_event(db.session, action=event, subject_table="invitation", subject_id=invitation.id, changes=changes)
