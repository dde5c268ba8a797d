"""Accounts made by whoever runs the installation; nobody is signed in then."""

from datetime import datetime
from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from flask_security import hash_password

from partnership.access.vocabulary import Role
from partnership.accounts import queries
from partnership.accounts.models import Membership, User
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.organisations.models import Organisation


def create_account(
    *, email: str, name: str, language: str, password: str, organisation: Organisation, role: Role, at: datetime
) -> User:
    """An account with one role from today on; an existing account gets the role, its password stays.

    Raises Refused for an impossible address or a role already held.
    """
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise Refused(f"{email} is not a complete e-mail address.") from None
    user = queries.user_by_email(address)
    if user is None:
        user = User(
            email=address, name=name, language=language, password=hash_password(password), fs_uniquifier=uuid4().hex,
            fs_webauthn_user_handle=uuid4().hex, confirmed_at=at,
        )  # fmt: skip
        db.session.add(user)
        db.session.flush()
    if queries.open_membership(user.id, organisation_id=organisation.id, role=role) is not None:
        raise Refused(f"{address} holds this role already.")
    db.session.add(
        Membership(
            user_id=user.id or 0,
            organisation_id=organisation.id or 0,
            role=role,
            valid_from=at.astimezone(HOUSE_ZONE).date(),
        )
    )
    return user
