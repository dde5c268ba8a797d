"""How often somebody may try: by browser address and by account, so that neither one machine nor many can guess."""

from collections.abc import Callable
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from flask import Flask, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import RateLimitItem, parse_many
from werkzeug.exceptions import TooManyRequests

from partnership.accounts.rules import token_hash
from partnership.core.security import limiter

WAIT = 15 * 60
"""Seconds the refusal asks the browser to wait."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many attempts, counted together under one name, for what `key` tells apart."""

    name: str
    attempts: tuple[RateLimitItem, ...]
    key: Callable[[], str]
    when: Callable[[], bool] = lambda: True
    """Whether this very request is such an attempt."""


def _by_typed_email() -> str:
    """The address as sign-in looks it up: several spellings, such as wide letters in the domain, mean one account."""
    typed = request.form.get("email", "")
    try:
        typed = validate_email(typed, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        typed = typed.strip()
    return token_hash(typed.lower())


def _by_person_signing_in() -> str:
    return str(session.get("tf_user_id") or getattr(current_user, "fs_uniquifier", ""))


def _names_a_birth_date() -> bool:
    return bool(request.form.get("known_birth_date", "").strip())


def _limit(name: str, attempts: str, *, key: Callable[[], str], when: Callable[[], bool] = lambda: True) -> Limit:
    return Limit(name=name, attempts=tuple(parse_many(attempts)), key=key, when=when)


# Whole offices share one address, so it may try more often than one account may be tried.
BY_ADDRESS = _limit("sign-in by address", "60 per 15 minutes; 300 per day", key=get_remote_address)
BY_ACCOUNT = _limit("sign-in by account", "10 per 15 minutes; 50 per day", key=_by_typed_email)
CODE = _limit("code", "10 per 15 minutes; 50 per day", key=_by_person_signing_in)
RESET_BY_ACCOUNT = _limit("reset by account", "3 per hour; 10 per day", key=_by_typed_email)
RESET_BY_ADDRESS = _limit("reset by address", "20 per hour", key=get_remote_address)
INVITATION = _limit("invitation", "60 per hour; 200 per day", key=_by_person_signing_in)
# Number and date of birth open a person's name to another organisation: who knows the number could try every day of a year.
PERSON = _limit("person by number", "10 per hour; 20 per day", key=_by_person_signing_in, when=_names_a_birth_date)
TOKEN = _limit("token", "30 per 15 minutes", key=get_remote_address)

LIMITS: dict[str, tuple[Limit, ...]] = {
    "security.login": (BY_ADDRESS, BY_ACCOUNT),
    "security.verify": (CODE,),
    "security.change_password": (CODE,),
    "security.two_factor_token_validation": (BY_ADDRESS, CODE),
    "security.two_factor_setup_validate": (CODE,),
    "security.mf_recovery": (BY_ADDRESS, CODE),
    "security.wan_signin_response": (BY_ADDRESS,),
    "security.forgot_password": (RESET_BY_ADDRESS, RESET_BY_ACCOUNT),
    "security.reset_password": (TOKEN,),
    "accounts.invite": (INVITATION,),
    "accounts.invitation": (TOKEN,),
    "accounts.accept_invitation": (TOKEN,),
    "accounts.change_email": (CODE,),
    "participants.enrol": (PERSON,),
}


def init_limits(app: Flask) -> None:
    """Count attempts before the views run."""
    app.before_request(_count_attempt)


def _count_attempt() -> None:
    """Count this attempt.

    Raises TooManyRequests beyond the limit.
    """
    if request.method != "POST" or not _counts(limiter):
        return
    for limit in LIMITS.get(request.endpoint or "", ()):
        if not limit.when():
            continue
        key = limit.key()
        hits = [limiter.limiter.hit(item, limit.name, key) for item in limit.attempts]
        if not all(hits):
            raise TooManyRequests(retry_after=WAIT)


def _counts(of: Limiter) -> bool:
    return bool(of.enabled)
