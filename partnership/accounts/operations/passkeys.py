"""Which passkeys are accepted: any device's own or a security key; without a password only one that checks its owner."""

from typing import Any

from flask_security import WebauthnUtil
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement

ALONE = "first"
"""How the library calls a passkey that signs in without a password."""


class HousePasskeys(WebauthnUtil):
    """A passkey that replaces the password asks for fingerprint, face or PIN, so that it is two factors in one (BSI TR-03107-1)."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:  # noqa: ARG002  the library's signature
        """Return what the browser may offer when a passkey is made."""
        alone = usage == ALONE
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED if alone else ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:  # noqa: ARG002  the library's signature
        """Return what is asked of the device when a passkey is used."""
        return UserVerificationRequirement.REQUIRED if usage == [ALONE] else UserVerificationRequirement.PREFERRED
