"""A client that inspects every page it gets, as a strict reader would."""

import re
import time
from collections import Counter
from typing import Any
from uuid import uuid4

from flask import Flask, url_for
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from partnership.accounts.models import User, UserSession
from partnership.accounts.rules import token_hash
from partnership.core import clock
from partnership.core.database import db


class Page:
    """An answer, parsed and inspected."""

    def __init__(self, response: TestResponse) -> None:
        self.response, self.status, self.headers = response, response.status_code, response.headers
        self.is_html = response.mimetype == "text/html"
        response.get_data()
        response.close()
        self.tree = html.fromstring(response.text) if self.is_html and response.text else None

    @property
    def text(self) -> str:
        """Everything a reader sees, spaces folded."""
        return " ".join(self.tree.text_content().split()) if self.tree is not None else self.response.text

    @property
    def heading(self) -> str:
        """The one h1."""
        return " ".join(self.tree.xpath("string(//h1)").split())

    @property
    def main(self) -> str:
        """The text of the main part."""
        return " ".join(self.tree.xpath("string(//main)").split())

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [
            " ".join(link.text_content().split())
            for link in self.tree.xpath("//*[@aria-labelledby='error-summary']//li")
        ]

    def find(self, xpath: str) -> list[Any]:
        """Elements by XPath."""
        return list(self.tree.xpath(xpath))

    @property
    def location(self) -> str:
        """Where the answer sends the reader."""
        return self.headers["Location"]


class PageClient:
    """Opens pages by endpoint or address; fails on any page a strict reader would complain about."""

    def __init__(self, client: FlaskClient, *, user: User | None, language: str) -> None:
        self.client, self.user, self.language = client, user, language

    def get(
        self, target: str, *, expect: int = 200, follow: bool = False, query: dict[str, Any] | None = None, **parts: Any
    ) -> Page:
        """Open a page and inspect it."""
        return self._done(
            self.client.get(address(target, **parts), query_string=query, follow_redirects=follow), expect
        )

    def post(self, target: str, data: Any = None, *, expect: int = 302, follow: bool = False, **parts: Any) -> Page:
        """Send a form. Fields of the form are in `data`."""
        return self._done(self.client.post(address(target, **parts), data=data or {}, follow_redirects=follow), expect)

    def _done(self, response: TestResponse, expect: int) -> Page:
        page = Page(response)
        assert page.status == expect, (
            f"{page.status} instead of {expect} for {response.request.path}: {page.text[:600]} {page.headers.get('Location', '')}"
        )
        if page.is_html and page.status not in (301, 302, 303):
            inspect(page, language=self.language)
        return page


def address(target: str, **parts: Any) -> str:
    """The address of an endpoint; an address stays as it is."""
    if target.startswith("/"):
        return target
    from flask import current_app

    with current_app.test_request_context():
        return url_for(target, **parts)


def client_for(app: Flask, user: User | None, *, language: str = "en") -> PageClient:
    """A browser in which this person is signed in, as the session library stores it."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["language"] = language
        if user is not None:
            token = uuid4().hex
            db.session.add(
                UserSession(
                    user_id=user.id, token_hash=token_hash(token), browser="Firefox, Linux", seen_at=clock.now()
                )
            )
            db.session.commit()
            session.update(
                _user_id=user.fs_uniquifier, _fresh=True, fs_cc="set", fs_paa=time.time(), session_token=token
            )
    return PageClient(client, user=user, language=language)


def inspect(page: Page, *, language: str) -> None:
    """What must hold of every page: one h1, a title that begins with it, unique ids, labelled controls, language, no inline code."""
    tree = page.tree
    assert tree.get("lang") == language, f"language of the page is {tree.get('lang')}"
    assert len(tree.xpath("//h1")) == 1, "a page has exactly one h1"
    title = " ".join(tree.xpath("string(//title)").split())
    assert title.startswith(("Error: ", "Fehler: ")) or title.startswith(page.heading), (
        f"title “{title}” does not begin with “{page.heading}”"
    )
    doubled = [name for name, times in Counter(tree.xpath("//@id")).items() if times > 1]
    assert not doubled, f"ids used twice: {doubled}"
    labelled = set(tree.xpath("//label/@for"))
    for control in tree.xpath("//input[not(@type='hidden')]|//select|//textarea"):
        named = (
            control.get("id") in labelled
            or control.get("aria-label")
            or control.get("aria-labelledby")
            or control.xpath("ancestor::label")
        )
        assert named, f"control {control.get('name')} has no label"
    for reference in (part for value in tree.xpath("//@aria-describedby|//@aria-labelledby") for part in value.split()):
        assert tree.xpath(f"//*[@id='{reference}']"), f"nothing has the id {reference}"
    assert not tree.xpath("//@style"), "inline style is against the content policy"
    assert not tree.xpath("//script[not(@src)][normalize-space()]|//style|//@onclick|//@onchange"), (
        "inline code is against the content policy"
    )
    assert not re.search(r"%\(\w+\)[sd]|\{\{|\}\}|None\b(?! of)", page.main), (
        f"something unfilled stands on the page: {page.main[:400]}"
    )
