"""Every kind of page, for every role that sees it: no barrier at 1280 and 360 pixels, in both languages, light and dark, with and without scripts."""

import re
import time
from collections.abc import Callable

import pyotp
import pytest

from tests.journeys.conftest import Visit
from tests.journeys.pages import FURTHER, PAGES, SIGNED_OUT, Ask, fill_in

WAYS = [(1280, "de", "on", False), (360, "en", "on", True), (360, "de", "blocked", False)]
TWO_WAYS = [(360, "de", "on", False), (1280, "en", "blocked", True)]
"""For pages that are made of the same parts as those seen in all three."""
WITH_SECOND_FACTOR = ["lead@accra-return.example", "clerk@zfe.example"]


@pytest.mark.parametrize(("width", "language", "scripts", "dark"), WAYS)
@pytest.mark.parametrize("user", PAGES)
def test_pages_have_no_barrier(
    visit: Callable[..., Visit], ask: Ask, user: str, width: int, language: str, scripts: str, dark: bool
) -> None:
    window = visit(user, language=language, width=width, scripts=scripts, dark=dark)
    for address in fill_in(PAGES[user], ask):
        window.go(address)
        window.must_be_accessible()


@pytest.mark.parametrize(("width", "language", "scripts", "dark"), TWO_WAYS)
@pytest.mark.parametrize("user", FURTHER)
def test_pages_within_the_work_have_no_barrier(
    visit: Callable[..., Visit], ask: Ask, user: str, width: int, language: str, scripts: str, dark: bool
) -> None:
    window = visit(user, language=language, width=width, scripts=scripts, dark=dark)
    for address in fill_in(FURTHER[user], ask):
        window.go(address)
        window.must_be_accessible()


@pytest.mark.parametrize(("width", "language", "scripts", "dark"), WAYS)
def test_pages_before_signing_in_have_no_barrier(
    visit: Callable[..., Visit], width: int, language: str, scripts: str, dark: bool
) -> None:
    window = visit(language=language, width=width, scripts=scripts, dark=dark)
    for address in SIGNED_OUT:
        window.go(address)
        window.must_be_accessible()


@pytest.mark.parametrize(("width", "language", "scripts", "dark"), TWO_WAYS)
def test_refusals_have_no_barrier(
    visit: Callable[..., Visit], width: int, language: str, scripts: str, dark: bool
) -> None:
    window = visit("editor@kumasi-tvet.example", language=language, width=width, scripts=scripts, dark=dark)
    for address, status in (("/projects/GH-1900-99", 404), ("/no-such-page", 404), ("/imports", 403)):
        window.go(address, expect=status)
        window.must_be_accessible()


@pytest.mark.parametrize(("width", "language", "scripts", "dark"), TWO_WAYS)
def test_forms_with_errors_have_no_barrier(
    visit: Callable[..., Visit], ask: Ask, width: int, language: str, scripts: str, dark: bool
) -> None:
    window = visit("officer@ministry.example", language=language, width=width, scripts=scripts, dark=dark)
    (names, forecast, new) = fill_in(
        ["/projects/{project}/milestones/new", "/milestones/{milestone}/forecast", "/projects/new"], ask
    )
    for address in (names, forecast, new, "/reports/new", "/imports/new"):
        window.go(address)
        for field in window.page.locator("main form input[type=text]").all():
            field.fill("")
        window.send()
        assert window.page.locator(".error-summary li").count() > 0, address
        window.must_be_accessible()


@pytest.mark.parametrize(
    ("user", "width", "language", "scripts", "dark"),
    [(user, *way) for user, way in zip(WITH_SECOND_FACTOR, TWO_WAYS, strict=True)],
)
def test_pages_of_the_second_factor_have_no_barrier(
    visit: Callable[..., Visit], user: str, width: int, language: str, scripts: str, dark: bool
) -> None:
    """Set up the authenticator app, take recovery codes, sign in with a code; passkeys as far as a browser without a key goes."""
    window = visit(user, language=language, width=width, scripts=scripts, dark=dark, fresh=True)
    for address in ("/account/password", "/account/passkeys", "/account/authenticator"):
        window.go(address)
        window.must_be_accessible()
    window.send()
    window.must_be_accessible()
    window.fill(code="000000")
    window.send()
    window.must_be_accessible()
    window.go("/account/authenticator")
    window.send()
    key = re.sub("[ -]", "", window.page.input_value("#authenticator-key"))
    window.fill(code=pyotp.TOTP(key).now())
    window.send()
    window.must_be_accessible()
    window.send()
    window.must_be_accessible()
    again = visit(language=language, width=width, scripts=scripts, dark=dark)
    again.page.goto("/sign-in")
    again.fill(email=user, password="demo-Ghana-NRW-2026")
    again.send()
    again.must_be_accessible()
    again.fill(code=pyotp.TOTP(key).at(time.time() + 30))
    again.send()
    assert again.here == "/"
