"""Good passwords, who needs a second factor, who may give which role."""

from datetime import UTC, datetime, timedelta

import pytest

from partnership.access.actor import Actor, Hat
from partnership.access.vocabulary import ROLES_BY_KIND, OrganisationKind, Role
from partnership.accounts.rules import (
    SESSION_IDLE,
    SESSION_LONGEST,
    browser_name,
    grantable_roles,
    masked,
    password_problems,
    second_factor_required,
    session_is_over,
)  # fmt: skip
from partnership.accounts.vocabulary import PasswordProblem as P

PERSONAL = ["Akosua Mensah", "akosua@kumasi-tvet.example"]


@pytest.mark.parametrize("password", [
    "nine violet tractors hum", "tafel wolke birne", "Kx7#mPq2vL9z", "Ɔdɔ yɛ wu na mede", "mein Nashorn tanzt leise", "correct horse battery staple",
])  # fmt: skip
def test_good_passwords(password: str) -> None:
    assert password_problems(password, personal=PERSONAL) == []


@pytest.mark.parametrize(("password", "problem"), [
    ("kurz", P.SHORT), ("elevenchars", P.SHORT), ("v" * 129, P.LONG), ("aaaaaaaaaaaa", P.GUESSABLE), ("abcabcabcabcabc", P.GUESSABLE),
    ("Passwort1234", P.GUESSABLE), ("P@ssw0rd!2026", P.GUESSABLE), ("qwertzuiop12", P.GUESSABLE), ("0987654321098", P.GUESSABLE),
    ("Welcome2Ghana2026!", P.GUESSABLE), ("demo-Ghana-NRW-2026", P.GUESSABLE), ("iloveyouiloveyou", P.GUESSABLE), ("AkosuaMensah2026", P.PERSONAL),
])  # fmt: skip
def test_bad_passwords(password: str, problem: P) -> None:
    assert password_problems(password, personal=PERSONAL) == [problem]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_second_factor_is_required_of_government_outside_demonstration(kind: OrganisationKind) -> None:
    assert second_factor_required([kind], demo=False) == (
        kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE)
    )
    assert not second_factor_required([kind], demo=True)
    assert second_factor_required([kind, OrganisationKind.MINISTRY], demo=False)


def actor(role: Role, kind: OrganisationKind, *, organisation_id: int = 1) -> Actor:
    return Actor(
        user_id=1,
        name="A",
        organisation_name="O",
        hats=(Hat(role=role, organisation_id=organisation_id, organisation_kind=kind),),
    )


HELD = [(home, role) for home, roles in ROLES_BY_KIND.items() for role in sorted(roles)]


@pytest.mark.parametrize(
    ("home", "role", "kind", "own"),
    [
        (home, role, kind, own)
        for home, role in HELD
        for kind in OrganisationKind
        for own in (True, False)
        if not own or kind is home
    ],
)
def test_who_may_give_which_role(home: OrganisationKind, role: Role, kind: OrganisationKind, own: bool) -> None:
    given = grantable_roles(actor(role, home), organisation_id=1 if own else 2, kind=kind)
    government = kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE)
    allowed = role is Role.ADMINISTRATOR or (role is Role.OFFICER and not government) or (role is Role.LEAD and own)
    assert given == (ROLES_BY_KIND[kind] if allowed else frozenset())


def test_session_ends_when_idle_or_old() -> None:
    now = datetime(2026, 7, 6, 9, tzinfo=UTC)
    assert not session_is_over(began_at=now, seen_at=now - SESSION_IDLE, now=now)
    assert session_is_over(began_at=now, seen_at=now - SESSION_IDLE - timedelta(seconds=1), now=now)
    assert session_is_over(began_at=now - SESSION_LONGEST - timedelta(seconds=1), seen_at=now, now=now)


@pytest.mark.parametrize(("agent", "name"), [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36", "Samsung Internet, Android"), ("curl/8", ""),
])  # fmt: skip
def test_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_masked_address_keeps_one_letter() -> None:
    assert masked(" Kwabena@Example.org") == "k…@example.org"
    assert masked("no address at all") == "…"
