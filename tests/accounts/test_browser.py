"""In Chromium: passkeys made and used, cross-site protection on, sign-in without JavaScript, no barrier found by axe."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from partnership.access.vocabulary import Role
from partnership.app import create_app
from partnership.audit.triggers import guard
from partnership.config import Settings
from partnership.core.database import db
from partnership.core.record import metadata
from tests.support.make import Make

# The development server of the test leaves files open when the browser gives up a request half-way.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"),
]
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SECRET = "nine violet tractors hum"


@pytest.fixture(scope="module")
def earnest_app(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database of its own, as in service: cross-site protection on, second factors required, real hashes."""
    folder = tmp_path_factory.mktemp("earnest")
    app = create_app(
        replace(
            settings,
            database_url=f"sqlite:///{folder / 'earnest.db'}",
            folder=folder,
            demo=False,
            testing=False,
            secret_key="t" * 40,
        ),
        RATELIMIT_ENABLED=False,
        WTF_CSRF_ENABLED=True,
    )
    app.extensions["queue"].immediate = True
    # In a thread of its own: the browser's driver keeps an event loop in this one.
    with ThreadPoolExecutor() as aside:
        aside.submit(_fill, app).result()
        yield app
        aside.submit(_close, app).result()


def _close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def _fill(app: Flask) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            metadata.create_all(connection)
            guard(connection)
        make, password = Make(), hash_password(SECRET)
        make.user(Role.EDITOR, email="editor@browser.example.org", password=password, name="Akosua Mɛnsah")
        make.user(Role.OFFICER, email="officer@browser.example.org", password=password, name="Lena Brandt")


@pytest.fixture(scope="module")
def address(earnest_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, earnest_app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


def page_of(chromium: Browser, **settings: Any) -> Page:
    return chromium.new_context(locale="en-GB", **settings).new_page()


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_made_and_signs_in_without_password(chromium: Browser, address: str) -> None:
    page = page_of(chromium)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    device = tools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}}
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    sign_in(page, address, "editor@browser.example.org")
    page.goto(f"{address}/account/passkeys")
    page.get_by_label("Name of the passkey").fill("phone")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("The passkey “phone” is ready.")).to_be_visible()
    assert (
        len(tools.send("WebAuthn.getCredentials", {"authenticatorId": device["authenticatorId"]})["credentials"]) == 1
    )
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use the passkey").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/account")
    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()
    expect(page.locator("dd", has_text="phone")).to_be_visible()
    page.goto(f"{address}/account/passkeys")
    page.get_by_role("button", name="Remove phone").click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()
    assert complaints == []


def test_a_cancelled_passkey_says_so(chromium: Browser, address: str) -> None:
    page = page_of(chromium)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": False,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    page.goto(f"{address}/sign-in/passkey")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("alert").filter(has_text="You can try again")).to_be_visible()


def test_an_officer_sets_up_the_app_before_anything_else_without_javascript(chromium: Browser, address: str) -> None:
    page = page_of(chromium, java_script_enabled=False, viewport={"width": 360, "height": 740})
    sign_in(page, address, "officer@browser.example.org")
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    page.goto(f"{address}/projects")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, address, "officer@browser.example.org")
    page.get_by_role("button", name="Show the picture to scan").click()
    key = page.get_by_label("Key, if you cannot scan the picture").input_value().replace("-", "")
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Confirm the code").click()
    page.goto(f"{address}/account")
    expect(page.get_by_text("set up", exact=True)).to_be_visible()


def test_a_post_without_its_token_is_refused(chromium: Browser, address: str) -> None:
    request = chromium.new_context().request
    for target in (
        "/sign-in",
        "/sign-out",
        "/forgotten-password",
        "/account/sessions/end-all",
        "/account/authenticator",
    ):
        assert (
            request.post(
                address + target, form={"email": "editor@browser.example.org", "password": SECRET}, max_redirects=0
            ).status
            == 400
        )


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_our_pages(chromium: Browser, address: str, width: int, scheme: str) -> None:
    page = page_of(chromium, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    found: dict[str, list[str]] = {}

    def inspect(name: str) -> None:
        page.add_script_tag(path=str(AXE))
        result = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        found.update(
            {name: [f"{violation['id']}: {violation['nodes'][0]['html']}" for violation in result["violations"]]}
            if result["violations"]
            else {}
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"

    for path in ("/sign-in", "/forgotten-password", "/sign-in/passkey", "/invitations/none"):
        page.goto(address + path)
        inspect(path)
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Sign in", exact=True).click()
    inspect("failed sign-in")
    sign_in(page, address, "editor@browser.example.org")
    for path in (
        "/account",
        "/account/name",
        "/account/email",
        "/account/password",
        "/account/authenticator",
        "/account/passkeys",
        "/account/recovery-codes",
    ):
        page.goto(address + path)
        inspect(path)
    page.goto(f"{address}/account/authenticator")
    page.get_by_role("button", name="Show the picture to scan").click()
    inspect("picture to scan")
    assert found == {}
