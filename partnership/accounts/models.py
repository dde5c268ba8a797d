"""Tables of accounts. Flask-Security reads and writes `user`, `security_role` and `passkey`; the rest is ours."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_security.core import UserMixin, RoleMixin
from flask_security import WebAuthnMixin
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.ext.mutable import MutableList
from sqlmodel import Field, Relationship, SQLModel

from partnership.access.vocabulary import Role
from partnership.core.columns import UtcDateTime, belongs_to, has_many, instant, one_of, personal, word
from partnership.core.record import Entry, Record
from partnership.organisations.models import Organisation


class SecurityRole(SQLModel, RoleMixin, table=True):
    """Required by the sign-in library; rights come from memberships, so this table stays empty."""

    __tablename__ = "security_role"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80, unique=True)
    description: str | None = Field(default=None, max_length=255)
    permissions: list[str] | None = Field(default=None, sa_column=sa.Column(MutableList.as_mutable(sa.JSON), nullable=True))


class UserSecurityRole(SQLModel, table=True):
    """Link table the sign-in library expects."""

    __tablename__ = "user_security_role"
    user_id: int = Field(foreign_key="user.id", primary_key=True)
    role_id: int = Field(foreign_key="security_role.id", primary_key=True)


class User(Record, UserMixin, table=True):
    """An account. `fs_uniquifier` is what sessions carry: a new one signs out everywhere."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("language IN ('de', 'en')", name="language_known"),)
    email: str = Field(max_length=255, unique=True, sa_column_kwargs={"info": {"personal": True}})
    name: str = Field(max_length=200)
    language: str = Field(default="de", max_length=2)
    active: bool = True
    password: str | None = personal(default=None, max_length=255)
    fs_uniquifier: str = Field(max_length=64, unique=True, sa_column_kwargs={"info": {"personal": True}})
    fs_webauthn_user_handle: str | None = Field(default=None, max_length=64, unique=True)
    confirmed_at: datetime | None = instant(optional=True)
    last_login_at: datetime | None = instant(optional=True)
    current_login_at: datetime | None = instant(optional=True)
    last_login_ip: str | None = personal(default=None, max_length=64)
    current_login_ip: str | None = personal(default=None, max_length=64)
    login_count: int | None = 0
    tf_primary_method: str | None = Field(default=None, max_length=64)
    tf_totp_secret: str | None = personal(default=None, max_length=255)
    tf_phone_number: str | None = personal(default=None, max_length=128)
    mf_recovery_codes: list[str] | None = Field(
        default=None, sa_column=sa.Column(MutableList.as_mutable(sa.JSON), nullable=True, info={"personal": True})
    )
    roles: list[SecurityRole] = Relationship(link_model=UserSecurityRole, sa_relationship_kwargs={"lazy": "selectin"})
    webauthn: list["Passkey"] = Relationship(
        back_populates="user", sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"}
    )
    memberships: list["Membership"] = has_many("user")


class Passkey(SQLModel, WebAuthnMixin, table=True):
    """A registered passkey or security key."""

    __tablename__ = "passkey"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(sa_column=sa.Column(sa.ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True))
    user: User = Relationship(back_populates="webauthn", sa_relationship_kwargs={"lazy": "raise"})
    credential_id: bytes = Field(sa_column=sa.Column(sa.LargeBinary(1024), unique=True, index=True, nullable=False))
    public_key: bytes = Field(sa_column=sa.Column(sa.LargeBinary(1024), nullable=False))
    sign_count: int | None = 0
    transports: list[str] | None = Field(default=None, sa_column=sa.Column(MutableList.as_mutable(sa.JSON), nullable=True))
    backup_state: bool = False
    device_type: str = Field(max_length=64)
    extensions: str | None = Field(default=None, max_length=255)
    create_datetime: datetime = Field(sa_type=UtcDateTime, nullable=False)
    lastuse_datetime: datetime = Field(sa_type=UtcDateTime, nullable=False)
    name: str = Field(max_length=64)
    usage: str = Field(max_length=64)

    def get_user_mapping(self) -> dict[str, Any]:
        """How the sign-in library finds the owner."""
        return {"id": self.user_id}


class Membership(Record, table=True):
    """A person holds a role in an organisation for a time; never deleted, so the past stays explainable."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("role", Role),
        UniqueConstraint("user_id", "organisation_id", "role", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="valid_in_order"),
    )
    user_id: int = Field(foreign_key="user.id", index=True)
    user: User = belongs_to(back_populates="memberships")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    organisation: Organisation = belongs_to()
    role: Role = word(Role)
    valid_from: date
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Invitation(Record, table=True):
    """An invitation by mail; only a hash of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", Role),)
    email: str = Field(max_length=255, index=True, sa_column_kwargs={"info": {"personal": True}})
    name: str = Field(max_length=200)
    language: str = Field(default="en", max_length=2)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    organisation: Organisation = belongs_to()
    role: Role = word(Role)
    invited_by_id: int = Field(foreign_key="user.id")
    token_hash: str = Field(max_length=64, unique=True, sa_column_kwargs={"info": {"personal": True}})
    expires_at: datetime = instant()
    accepted_at: datetime | None = instant(optional=True)
    withdrawn_at: datetime | None = instant(optional=True)


class UserSession(Entry, table=True):
    """A browser in which somebody is signed in; ending it here signs that browser out."""

    __tablename__ = "user_session"
    user_id: int = Field(foreign_key="user.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    browser: str = Field(default="", max_length=200)
    seen_at: datetime = instant()
    ended_at: datetime | None = instant(optional=True)
