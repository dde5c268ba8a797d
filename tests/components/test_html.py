"""Every page made of our components is valid HTML, labelled throughout, and free of what the content security policy forbids."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from tests.components.conftest import ROOT

VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
PAGES = (
    "/components?lang=en",
    "/components?lang=de",
    "/form",
    "/form?wrong=1",
    "/job-page",
    "/signed-out",
    "/error/error",
    "/error/session_expired",
)


def text_of(app: Flask, address: str) -> str:
    response = app.test_client().get(address)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def tree_of(app: Flask, address: str) -> html.HtmlElement:
    return html.document_fromstring(text_of(app, address))


def test_pages_are_valid_html(component_app: Flask, tmp_path: Path) -> None:
    if not VNU.is_file() or shutil.which("java") is None:
        pytest.skip("The checker of the W3C needs java and node_modules/vnu-jar.")
    for number, address in enumerate(PAGES):
        (tmp_path / f"{number:02}.html").write_text(text_of(component_app, address), encoding="utf-8")
    (tmp_path / "control.html").write_text("<!doctype html><title>x</title><p id=a><p id=a>", encoding="utf-8")
    call = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(tmp_path)]
    report = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stderr)
    found = [m for m in report["messages"] if m["type"] == "error" or m.get("subType") == "warning"]
    assert any("control.html" in m["url"] for m in found), "the checker finds nothing at all"
    wrong = [
        f"{Path(m['url']).name}: {m['message']} {m.get('extract', '')[:160]!r}"
        for m in found
        if "control.html" not in m["url"]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_references_lead_somewhere(component_app: Flask, address: str) -> None:
    tree = tree_of(component_app, address)
    ids = Counter(tree.xpath("//@id"))
    assert [i for i, n in ids.items() if n > 1] == []
    for attribute in ("for", "aria-describedby", "aria-labelledby", "list"):
        for value in tree.xpath(f"//@{attribute}"):
            assert set(value.split()) <= set(ids), f"{attribute}={value}"
    for href in tree.xpath("//*[@class='error-summary']//a/@href | //a[@class='skip']/@href"):
        assert href.removeprefix("#") in ids, href


@pytest.mark.parametrize("address", PAGES)
def test_every_control_has_a_name(component_app: Flask, address: str) -> None:
    tree = tree_of(component_app, address)
    labelled = set(tree.xpath("//label/@for"))
    controls = tree.xpath("//input[not(@type='hidden')] | //select | //textarea | //progress")
    assert [c.get("name") for c in controls if c.get("id") not in labelled] == []
    assert [b for b in tree.xpath("//button") if not b.text_content().strip()] == []
    assert [f for f in tree.xpath("//fieldset") if not f.xpath("legend[normalize-space()]")] == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_needs_an_exception_in_the_content_security_policy(component_app: Flask, address: str) -> None:
    tree = tree_of(component_app, address)
    assert tree.xpath("//@style") == []
    assert tree.xpath("//style | //script[not(@src)]") == []
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []
    assert [url for url in tree.xpath("//@src | //link/@href") if not url.startswith("/static/")] == []


@pytest.mark.parametrize("address", PAGES)
def test_title_begins_with_the_heading(component_app: Flask, address: str) -> None:
    tree = tree_of(component_app, address)
    heading = [h.text_content().strip() for h in tree.xpath("//h1")]
    assert len(heading) == 1
    title = tree.findtext(".//title") or ""
    assert title.startswith(("Error: " if tree.xpath("//*[@class='error-summary']") else "") + heading[0])
    assert title.endswith(" – Ghana–NRW partnership register")


@pytest.mark.parametrize("address", PAGES)
def test_headings_do_not_skip_a_level(component_app: Flask, address: str) -> None:
    levels = [int(h.tag[1]) for h in tree_of(component_app, address).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_language_of_the_page_and_of_its_links(component_app: Flask) -> None:
    tree = tree_of(component_app, "/components?lang=de")
    assert tree.get("lang") == "de"
    assert [(a.get("hreflang"), a.get("aria-current")) for a in tree.xpath("//ul[@class='languages']//a")] == [
        ("de", "true"),
        ("en", None),
    ]


def test_messages_are_escaped_and_named_by_their_kind(component_app: Flask) -> None:
    alerts = tree_of(component_app, "/form").xpath("//*[@class='flashes']/div")
    assert [" ".join(a.text_content().split()) for a in alerts] == ["Done: Saved <b>", "Not done: Refused"]
    assert [a.get("role") for a in alerts] == ["status", "alert"]


def test_a_form_without_errors_has_neither_summary_nor_prefix(component_app: Flask) -> None:
    tree = tree_of(component_app, "/form")
    assert tree.xpath("//*[@class='error-summary']") == []
    assert (tree.findtext(".//title") or "").startswith("People and figures")


def test_signed_out_pages_show_no_navigation_and_nobody(component_app: Flask) -> None:
    tree = tree_of(component_app, "/signed-out")
    assert tree.xpath("//header//nav") == []
    assert "Lena" not in tree.text_content()


def test_what_was_typed_travels_with_an_expired_session(component_app: Flask) -> None:
    form = tree_of(component_app, "/error/session_expired").xpath("//main//form")[0]
    assert form.get("action") == "/projects"
    assert dict(form.fields)["title"] == "Ɛsi"


def test_templates_hold_no_arithmetic_on_queries_or_roles() -> None:
    for path in sorted((ROOT / "templates/components").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("{# "), f"{path.name} does not open with its purpose"
        assert not re.search(r"\.query\b|\.role\b|\bsession\b", text), path.name
