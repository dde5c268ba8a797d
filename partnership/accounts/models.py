"""Tables of accounts. Flask-Security reads and writes `user` and `passkey`; the rest is ours."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_security import UserMixin, WebAuthnMixin
from sqlalchemy import CheckConstraint
from sqlalchemy.ext.mutable import MutableList
from sqlmodel import Field, Relationship, SQLModel

from partnership.access.vocabulary import OrganisationKind, Role
from partnership.core import clock
from partnership.core.columns import UtcDateTime, belongs_to, has_many, instant, one_of, personal, word
from partnership.core.record import Entry, Record
from partnership.organisations.models import Organisation


class User(Record, UserMixin, table=True):  # type: ignore[misc]  # both declare the key, ours is the column
    """An account. `fs_uniquifier` is what sessions carry: a new one signs out everywhere."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("language IN ('de', 'en')", name="language_known"),)
    email: str = Field(max_length=255, unique=True, sa_column_kwargs={"info": {"personal": True}})
    name: str = Field(max_length=200)
    language: str = Field(default="de", max_length=2)
    active: bool = True
    password: str | None = personal(default=None, max_length=255)
    fs_uniquifier: str = Field(max_length=64, unique=True, sa_column_kwargs={"info": {"personal": True}})
    fs_webauthn_user_handle: str | None = Field(default=None, max_length=64, unique=True)  # type: ignore[assignment]
    confirmed_at: datetime | None = instant(optional=True)
    last_login_at: datetime | None = instant(optional=True)  # type: ignore[assignment]
    current_login_at: datetime | None = instant(optional=True)  # type: ignore[assignment]
    last_login_ip: str | None = personal(default=None, max_length=64)
    current_login_ip: str | None = personal(default=None, max_length=64)
    login_count: int | None = 0  # type: ignore[assignment]
    tf_primary_method: str | None = Field(default=None, max_length=64)
    tf_totp_secret: str | None = personal(default=None, max_length=255)
    tf_last_counter: int | None = Field(default=None, sa_column_kwargs={"info": {"personal": True}})
    tf_phone_number: str | None = personal(default=None, max_length=128)
    mf_recovery_codes: list[str] | None = Field(
        default=None, sa_column=sa.Column(MutableList.as_mutable(sa.JSON), nullable=True, info={"personal": True})
    )
    # The sign-in library reads this link whenever it needs it; loading it with every request would cost a statement.
    webauthn: list["Passkey"] = Relationship(  # type: ignore[assignment]
        back_populates="user", sa_relationship_kwargs={"lazy": "select", "cascade": "all, delete-orphan"}
    )
    memberships: list["Membership"] = has_many("user")

    @property
    def roles(self) -> tuple[()]:  # type: ignore[override]
        """None for the sign-in library: rights come from memberships alone."""
        return ()

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in by password asks for more than the password."""
        return self.tf_primary_method is not None or any(passkey.usage == "secondary" for passkey in self.webauthn)

    def check_tf_required(
        self,
        tf_setup_methods: list[tuple[str, str]],
        tf_fresh: bool,  # noqa: ARG002  the library's signature
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Asked by the library after the password: is a second factor needed? A trusted browser is never enough."""
        return bool(tf_setup_methods) or self.check_tf_required_setup(), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether this person must have a second factor; the rule is in the application that runs."""
        return bool(current_app.extensions["second_factor_required"](self))

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:
        """Called by the library when a password, code or passkey was wrong."""
        current_app.extensions["failed_sign_in"](self, how="second factor" if tfa else auth_type)


class Passkey(SQLModel, WebAuthnMixin, table=True):
    """A registered passkey or security key."""

    __tablename__ = "passkey"
    id: int | None = Field(default=None, primary_key=True)  # type: ignore[assignment]
    user_id: int = Field(sa_column=sa.Column(sa.ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True))
    user: User = Relationship(back_populates="webauthn", sa_relationship_kwargs={"lazy": "raise"})
    credential_id: bytes = Field(sa_column=sa.Column(sa.LargeBinary(1024), unique=True, index=True, nullable=False))
    public_key: bytes = Field(sa_column=sa.Column(sa.LargeBinary(1024), nullable=False))
    sign_count: int | None = 0  # type: ignore[assignment]
    transports: list[str] | None = Field(
        default=None, sa_column=sa.Column(MutableList.as_mutable(sa.JSON), nullable=True)
    )
    backup_state: bool = False
    device_type: str = Field(max_length=64)
    extensions: str | None = Field(default=None, max_length=255)
    create_datetime: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
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
        sa.Index(
            "uq_membership_open",
            "user_id",
            "organisation_id",
            "role",
            unique=True,
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        ),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="valid_in_order"),
        CheckConstraint("ended_at IS NULL OR valid_to IS NOT NULL", name="ended_has_last_day"),
    )
    user_id: int = Field(foreign_key="user.id", index=True)
    user: User = belongs_to(back_populates="memberships")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    organisation: Organisation = belongs_to()
    role: Role = word(Role)
    valid_from: date
    valid_to: date | None = None
    ended_at: datetime | None = instant(optional=True)

    @property
    def organisation_kind(self) -> OrganisationKind:
        """What kind of body the role is held in, for the permission table."""
        return self.organisation.kind

    def valid_on(self, day: date) -> bool:
        """Whether the role is held on that day; one that was taken away (`ended_at`) ended at that very moment."""
        return self.ended_at is None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Invitation(Record, table=True):
    """An invitation by mail; only a hash of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
    )
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

    @property
    def organisation_kind(self) -> OrganisationKind:
        """What kind of body the invitation is for, for the permission table."""
        return self.organisation.kind

    def is_open_at(self, instant_: datetime) -> bool:
        """Whether the invitation can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and instant_ < self.expires_at


class UserSession(Entry, table=True):
    """A browser in which somebody is signed in; ending it here signs that browser out."""

    __tablename__ = "user_session"
    user_id: int = Field(foreign_key="user.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    browser: str = Field(default="", max_length=200)
    seen_at: datetime = instant()
    ended_at: datetime | None = instant(optional=True)
