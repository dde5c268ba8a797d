"""One commit per request, headers on every answer, protection against other sites, limits on size."""

import pytest
import sqlalchemy as sa
from flask import Flask, abort, request
from sqlalchemy.exc import IntegrityError

from partnership.access.guard import public
from partnership.config import Settings
from partnership.core.database import db
from partnership.core.errors import Refused, without_values
from partnership.organisations.models import Organisation
from tests.support.page_client import PageClient


def codes(session: sa.orm.Session) -> set[str]:
    return set(session.scalars(sa.select(Organisation.code)))


@pytest.fixture
def probe(app: Flask) -> Flask:
    """An application with addresses that store something and then end in different ways."""
    if "probe" not in app.view_functions:
        app._got_first_request = False

        @app.route("/probe/<any(fine, refused, missing, broken):end>", methods=["GET", "POST"], endpoint="probe")
        @public
        def probe(end: str) -> str:
            db.session.add(Organisation(code=f"{request.method.lower()}-{end}", name_en="Probe"))
            db.session.flush()
            if end == "refused":
                raise Refused("This is not possible on a Sunday.")
            if end == "missing":
                abort(404)
            if end == "broken":
                raise ZeroDivisionError("Adjoa Ɔsɛi-Bonsu")
            return "<!doctype html>"

    return app


def test_only_a_post_that_succeeds_is_stored(probe: Flask, session: sa.orm.Session) -> None:
    probe.config["PROPAGATE_EXCEPTIONS"] = False
    client = probe.test_client()
    for end in ("fine", "refused", "missing", "broken"):
        client.get(f"/probe/{end}")
        client.post(f"/probe/{end}")
    assert {code for code in codes(session) if code.startswith(("get-", "post-"))} == {"post-fine"}
    probe.config["PROPAGATE_EXCEPTIONS"] = None


def test_refusal_is_a_sentence_and_failure_a_reference(probe: Flask, caplog: pytest.LogCaptureFixture) -> None:
    probe.config["PROPAGATE_EXCEPTIONS"] = False
    client = probe.test_client()
    refused = client.post("/probe/refused")
    assert refused.status_code == 422
    assert "This is not possible on a Sunday." in refused.text
    broken = client.post("/probe/broken")
    assert broken.status_code == 500
    assert "Bonsu" not in broken.text
    assert "ZeroDivisionError" not in broken.text
    quoted = next(
        word for word in broken.text.replace("<", " ").replace(">", " ").split() if len(word) == 9 and word[4] == "-"
    )
    assert quoted in caplog.text
    probe.config["PROPAGATE_EXCEPTIONS"] = None


def test_every_answer_carries_the_headers(visitor: PageClient) -> None:
    headers = visitor.get("/help").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in policy


def test_post_without_token_of_this_site_is_refused(settings: Settings) -> None:
    from dataclasses import replace

    from partnership.app import create_app

    app = create_app(replace(settings, database_url="sqlite://"))
    answer = app.test_client().post("/language/de")
    assert answer.status_code in (400, 405)
    with app.app_context():
        db.engine.dispose()


def test_unknown_address_is_answered_kindly(visitor: PageClient) -> None:
    assert visitor.get("/nothing-here", expect=404).heading == "There is no such page"


def test_values_the_database_refused_are_not_logged() -> None:
    refused = IntegrityError("INSERT", {}, Exception("Key (email)=(adjoa@example.org) already exists"))
    assert "adjoa" not in str(without_values(refused))
    assert "IntegrityError" in str(without_values(refused))
    assert str(without_values(ZeroDivisionError("plain"))) == "plain"
