"""Words of accounts: what is wrong with a password, and what the log says about signing in."""

from enum import StrEnum

from partnership.core.vocabulary import N_, Word


class PasswordProblem(Word):
    """Why a password is not accepted."""

    SHORT = "short", N_("Use at least 12 characters. Four or five words in a row are easy to remember.")
    LONG = "long", N_("Use at most 128 characters.")
    PERSONAL = "personal", N_("Do not build the password from your name or your e-mail address.")
    GUESSABLE = (
        "guessable",
        N_(
            "This password can be guessed: it is made of common words, repetitions or rows of keys. Add words that do not belong together."
        ),
    )


class SignInEvent(StrEnum):
    """What the audit log calls the things that happen to an account. The value is stable: auditors search for it."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    PASSWORD_CHANGED = "password changed"  # noqa: S105  an event
    PASSWORD_RESET = "password reset"  # noqa: S105  an event
    SECOND_FACTOR_SET = "second factor set"
    SECOND_FACTOR_REMOVED = "second factor removed"
    RECOVERY_CODES_MADE = "recovery codes made"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    EMAIL_CHANGED = "e-mail address changed"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation withdrawn"
    INVITATION_ACCEPTED = "invitation accepted"
    MEMBERSHIP_ENDED = "membership ended"
    LOCKED = "account locked"
    UNLOCKED = "account unlocked"
