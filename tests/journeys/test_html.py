"""Every kind of page as the server sends it is valid HTML, in both languages, and light enough for a slow line."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import ROOT, Visit
from tests.journeys.pages import FURTHER, PAGES, SIGNED_OUT, Ask, fill_in

VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
FIRST_VISIT, LATER_PAGE = 80_000, 15_000
"""Bytes as sent, headers included (issue 2 section 8; a page at 50 kB/s is then there within two seconds)."""
ERRORS = ["/projects/new", "/reports/new", "/imports/new", "/projects/{project}/milestones/new", "/organisations/new"]


def text_of(window: Visit, address: str, *, expect: int = 200) -> str:
    """The page as the server sends it, not as the browser has mended it."""
    answer = window.page.request.get(address)
    assert answer.status == expect, f"{address} answered {answer.status}"
    return answer.text()


def refused(window: Visit, address: str) -> str:
    """The page that comes back when the form is sent as good as empty."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text_of(window, address))
    assert token
    answer = window.page.request.post(address, form={"csrf_token": token[1]})
    assert answer.status == 422, f"{address} answered {answer.status}"
    return answer.text()


def messages_of(folder: Path) -> list[dict[str, str]]:
    """What the checker of the W3C finds in all files of a folder."""
    call = ["java", "-Xmx384m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(folder)]
    report = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stderr)
    return [one for one in report["messages"] if one["type"] == "error"]


def test_pages_are_valid_html(visit: Callable[..., Visit], ask: Ask, tmp_path: Path) -> None:
    if not VNU.is_file() or shutil.which("java") is None:
        pytest.skip("The checker of the W3C needs java and node_modules/vnu-jar.")
    names: dict[str, str] = {"control.html": "control"}
    (tmp_path / "control.html").write_text("<!doctype html><title>x</title><p id=a><p id=a>", encoding="utf-8")

    def keep(text: str, name: str) -> None:
        file = f"{len(names):03}.html"
        names[file] = name
        (tmp_path / file).write_text(text, encoding="utf-8")

    for language in ("de", "en"):
        guest = visit(language=language)
        for address in SIGNED_OUT:
            keep(text_of(guest, address), f"{language} {address}")
        for user in {**PAGES, **FURTHER}:
            window = visit(user, language=language)
            for address in fill_in(PAGES.get(user, []) + FURTHER.get(user, []), ask):
                keep(text_of(window, address), f"{language} {address}")
        keep(text_of(window, "/no-such-page", expect=404), f"{language} 404")
        officer = visit("officer@ministry.example", language=language)
        for address in fill_in(ERRORS, ask):
            keep(refused(officer, address), f"{language} {address} refused")
    found = {(names[Path(one["url"]).name], one["message"]): one.get("extract", "") for one in messages_of(tmp_path)}
    assert any(name == "control" for name, _message in found), "the checker finds nothing at all"
    wrong = [f"{name}: {message} {extract[:160]!r}" for (name, message), extract in found.items() if name != "control"]
    assert not wrong, "\n".join(wrong)


def received(page: Page, address: str, *, first: bool = False) -> dict[str, int]:
    """Bytes that came over the line to show a page, by address, compressed and with headers, as Chromium counts them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if first:
        session.send("Network.clearBrowserCache")
    addresses: dict[str, str] = {}
    bytes_of: dict[str, int] = {}
    session.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished", lambda event: bytes_of.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.ok, f"{address} answered {answer.status}"
    session.detach()
    # What an earlier page was still loading when this one was asked for is not known by its address.
    return {addresses[key]: size for key, size in bytes_of.items() if addresses.get(key, "data:")[:5] != "data:"}


def test_pages_are_light(visit: Callable[..., Visit], ask: Ask, record_property: Callable[[str, object], None]) -> None:
    first = received(visit().page, "/sign-in", first=True)
    assert any("app." in address for address in first), "the style sheet came over the line"
    weights = {"first visit: /sign-in": sum(first.values())}
    for user in {**PAGES, **FURTHER}:
        window = visit(user, language="de")
        received(window.page, "/help")
        for address in fill_in(PAGES.get(user, []) + FURTHER.get(user, []), ask):
            weights[f"{user.split('@')[0]} {address}"] = sum(received(window.page, address).values())
    for name, size in weights.items():
        record_property(name, size)
    print(*(f"{size:7} {name}" for name, size in sorted(weights.items(), key=lambda one: -one[1])), sep="\n")
    assert weights.pop("first visit: /sign-in") < FIRST_VISIT
    heavy = {name: size for name, size in weights.items() if size >= LATER_PAGE}
    assert not heavy, f"heavier than {LATER_PAGE} bytes: {heavy}"
