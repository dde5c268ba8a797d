"""A real server with the demonstration, and a real Chromium in front of it."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "demo-Ghana-NRW-2026"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START_SECONDS = 60
TIMEOUT = 20_000
"""Milliseconds a page may take on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one server and one browser, so they run in one worker."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running register keeps its database."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of a running register with demonstration data, web and worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERSHIP_")}
    environment = {
        **clean,
        "PARTNERSHIP_DEMO": "1",
        "PARTNERSHIP_FOLDER": str(folder),
        "PARTNERSHIP_BASE_URL": f"http://127.0.0.1:{port}",
    }
    for command in (["db", "upgrade"], ["demo", "load"]):
        subprocess.run(
            [sys.executable, "-m", "partnership", *command], env=environment, check=True, capture_output=True
        )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "partnership", "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)
    failures = [
        line
        for line in (folder / "log").read_text(encoding="utf-8").splitlines()
        if "unexpected failure" in line or "Traceback" in line
    ]
    assert not failures, f"the server failed: {failures[:5]}"


def wait_for(address: str) -> None:
    for _attempt in range(START_SECONDS * 5):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer within {START_SECONDS} seconds")


@pytest.fixture(scope="session")
def ask(folder: Path, site: str) -> Callable[..., list[tuple[Any, ...]]]:
    """Read what the running register has stored: to find a record to open, and the outbox, which no page shows."""

    def rows(query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{folder / 'partnership.db'}?mode=ro", uri=True, timeout=30)) as stored:
            return stored.execute(query, values).fetchall()

    return rows


@pytest.fixture(scope="session")
def sign_ins() -> dict[str, StorageState]:
    """What the browser keeps of those who have signed in, so that each signs in once and not once a test."""
    return {}


@pytest.fixture
def visit(site: str, chromium: Browser, sign_ins: dict[str, StorageState]) -> Iterator[Callable[..., "Visit"]]:
    """Open a browser window as somebody: `visit("officer@ministry.example", language="de", width=360, scripts="off")`.

    `scripts`: `on`; `blocked`, when our scripts do not arrive, as on a broken line, while axe can still run; `off`, switched
    off in the browser itself, where nothing may be evaluated in the page. `fresh` signs in anew, for a session that will be ended.
    """
    opened: list[Visit] = []

    def open_window(
        user: str | None = None, *, language: str = "en", width: int = 1280, scripts: str = "on", dark: bool = False, fresh: bool = False
    ) -> Visit:  # fmt: skip
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # else a page is still scrolling when the next key is pressed
            base_url=site,
            accept_downloads=True,
            java_script_enabled=scripts != "off",
            storage_state=None if fresh or user is None else sign_ins.get(user),
        )
        context.set_default_timeout(TIMEOUT)
        if scripts == "blocked":
            context.route("**/*.js", lambda route: route.abort())
        window = Visit(context.new_page(), width=width, scripts=scripts == "on")
        opened.append(window)
        if user and (fresh or user not in sign_ins):
            window.sign_in(user)
            if not fresh:
                sign_ins[user] = context.storage_state()
        window.page.goto(f"/language/{language}")
        return window

    yield open_window
    for window in opened:
        window.page.context.close()


class Visit:
    """One browser window and what a person does in it. Buttons and links are named by place or address, so that one story is told in both languages."""

    def __init__(self, page: Page, *, width: int, scripts: bool) -> None:
        self.page, self.width, self.scripts = page, width, scripts
        self.complaints: list[str] = []
        if scripts:
            page.on("console", self._listen)
            page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: Any) -> None:
        # Chromium reports every answer of 400 and more; that a page itself comes with one, as a form to be put right does, is no fault.
        own = "Failed to load resource" in message.text and message.location.get("url") == self.page.url
        if message.type in ("error", "warning") and not own:
            self.complaints.append(message.text)

    def sign_in(self, user: str, password: str = PASSWORD) -> None:
        self.page.goto("/sign-in")
        self.page.fill("input[name=email]", user)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/")

    def go(self, address: str, *, expect: int = 200) -> str:
        """Open a page that must answer so; returns its heading."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == expect, f"{address} answered {answer.status}"
        return self.heading

    @property
    def heading(self) -> str:
        return " ".join(self.page.inner_text("h1").split())

    @property
    def main(self) -> str:
        """What the main part says."""
        return " ".join(self.page.inner_text("main").split())

    @property
    def here(self) -> str:
        """The address without the machine."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def fill(self, **values: str) -> None:
        """Type into the fields of these names."""
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)

    def choose(self, name: str, value: str) -> None:
        """Choose one of a list, a round button or a box."""
        if self.page.locator(f"main select[name={name}]").count():
            self.page.select_option(f"main select[name={name}]", value)
        else:
            self.page.check(f"main input[name={name}][value='{value}']")

    def send(self, button: str = "button.kern-btn--primary") -> None:
        """Press the button of the form and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.locator(f"main form {button}").first.click()

    def follow(self, address: str) -> None:
        """Follow the link to an address that ends so."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href$='{address}']:visible").first.click()

    def must_be_accessible(self) -> None:
        """No axe violation, no sideways scrolling, nothing the browser complains about."""
        here = self.page.url
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
        violations = [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})" for one in found["violations"]]
        assert not violations, f"{here}: {violations}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, (
            f"{here} scrolls sideways at {self.width} px"
        )
        assert not self.complaints, f"{here}: {self.complaints}"
