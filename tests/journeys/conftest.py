"""A real server with the demonstration, and a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "demo-Ghana-NRW-2026"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running register with demonstration data, web and worker."""
    folder = tmp_path_factory.mktemp("site")
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
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: str, chromium: Browser) -> Iterator[Callable[..., "Visit"]]:
    """Open a browser window as somebody: `visit("officer@ministry.example", language="de", width=360, javascript=False)`."""
    opened: list[Visit] = []

    def open_window(
        user: str | None = None, *, language: str = "en", width: int = 1280, javascript: bool = True, dark: bool = False
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            base_url=site,
            accept_downloads=True,
        )
        context.set_default_timeout(TIMEOUT)
        if not javascript:
            # Our scripts do not arrive, as on a broken line. Switched off in the browser itself, axe could not run either.
            context.route("**/*.js", lambda route: route.abort())
        window = Visit(context.new_page(), width=width, scripts=javascript)
        opened.append(window)
        window.page.goto(f"/language/{language}")
        if user:
            window.sign_in(user)
            window.page.goto(f"/language/{language}")
        return window

    yield open_window
    for window in opened:
        window.page.context.close()


class Visit:
    """One browser window and what a person does in it."""

    def __init__(self, page: Page, *, width: int, scripts: bool) -> None:
        self.page, self.width = page, width
        self.complaints: list[str] = []
        if scripts:
            page.on(
                "console",
                lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
            )
            page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, user: str) -> None:
        self.page.goto("/sign-in")
        self.page.fill("input[name=email]", user)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/")

    def go(self, address: str) -> str:
        """Open a page that must answer; returns its heading."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answered {answer.status}"
        return self.heading

    @property
    def heading(self) -> str:
        return " ".join(self.page.inner_text("h1").split())

    def press(self, text: str) -> None:
        """Press the button with this text."""
        self.page.get_by_role("button", name=text, exact=True).first.click()

    def follow(self, text: str) -> None:
        """Follow the link with this text."""
        self.page.get_by_role("link", name=text).first.click()

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


@contextmanager
def downloaded(window: Visit, text: str) -> Iterator[Path]:
    """The file behind a link."""
    with window.page.expect_download() as download:
        window.follow(text)
    yield Path(download.value.path())
