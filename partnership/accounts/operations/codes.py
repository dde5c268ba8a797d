"""Recovery codes and one-time codes: neither can be read from the database, neither works twice."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]
from flask_security import MfRecoveryCodesUtil, Totp
from passlib.totp import TotpMatch  # type: ignore[import-untyped]
from qrcode.image.svg import SvgFillImage  # type: ignore[import-untyped]

from partnership.accounts.models import User
from partnership.accounts.rules import token_hash
from partnership.accounts.vocabulary import SignInEvent
from partnership.audit.recording import record_event
from partnership.core.database import db


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes of 48 random bits, stored as hashes and shown once, when they are made."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Make new codes in place of all older ones, and return them for the one time they are shown."""
        codes = super().create_recovery_codes(user)
        record_event(db.session, action=SignInEvent.RECOVERY_CODES_MADE, subject_table="user", subject_id=user.id)
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:  # noqa: ARG002  the library's signature
        """Return nothing: what is stored cannot be shown again."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether this code is one of the unused ones, however it was typed."""
        return token_hash(_plain(code)) in (user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Use the code up."""
        hashed = token_hash(_plain(code))
        user.mf_recovery_codes = [one for one in user.mf_recovery_codes or [] if one != hashed]
        return True

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [token_hash(_plain(code)) for code in codes]


def _plain(code: str) -> str:
    return "".join(character for character in code.casefold() if character.isalnum())


class OnceOnlyTotp(Totp):
    """One-time codes that are accepted once: somebody who looks over a shoulder cannot repeat one (RFC 6238 section 5.2)."""

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the picture to scan as a data address, black on white: phones read no dark one."""
        picture = BytesIO()
        qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgFillImage).save(picture)
        return f"data:image/svg+xml;base64,{b64encode(picture.getvalue()).decode('ascii')}"

    def get_last_counter(self, user: User) -> int | None:  # type: ignore[override]
        """Return the half-minute of the last code that was accepted."""
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Remember the half-minute of the code just accepted."""
        user.tf_last_counter = tmatch.counter
