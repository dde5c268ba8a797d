"""Mail leaves over SMTP after the commit, as text and HTML, and comes back to the outbox when the server fails."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask

from partnership.core.database import db
from partnership.core.outbox import Mail, deliver
from tests.support.make import Make
from tests.support.page_client import client_for


class Postbox:
    """Keeps what arrives; refuses one address."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []

    async def handle_RCPT(
        self, _server: object, _session: object, envelope: object, address: str, _options: object
    ) -> str:
        if address.startswith("refused"):
            return "550 no such box"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[attr-defined, arg-type]
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Controller]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Postbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


def url(server: Controller) -> str:
    return f"smtp://127.0.0.1:{server.port}"


def invite(app: Flask, make: Make, email: str) -> None:
    form = {"name": "Ama Ɔsɛi", "email": email, "role": "editor", "language": "en"}
    client_for(app, make.lead()).post("accounts.invite", form, code=make.partner_organisation().code)


def test_an_invitation_arrives_as_text_and_html(app: Flask, make: Make, server: Controller) -> None:
    invite(app, make, "ama@example.org")
    assert deliver(url(server), sender="register@ministry.example") == 1
    message = server.handler.arrived[0]
    assert (message["To"], message["From"]) == ("ama@example.org", "register@ministry.example")
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Dear Ama Ɔsɛi," in text
    assert "Accept the invitation" in html
    assert "/invitations/" in text
    assert db.session.scalars(sa.select(Mail.sent_at)).one() is not None
    assert deliver(url(server), sender="register@ministry.example") == 0


def test_a_refused_message_stays_and_does_not_hold_up_others(app: Flask, make: Make, server: Controller) -> None:
    for email in ("refused@example.org", "ama@example.org"):
        invite(app, make, email)
    assert deliver(url(server), sender="register@ministry.example") == 1
    waiting = db.session.scalars(sa.select(Mail).where(Mail.sent_at.is_(None))).one()
    assert (waiting.recipient, waiting.attempts) == ("refused@example.org", 1)


def test_without_a_server_nothing_is_lost(app: Flask, make: Make) -> None:
    invite(app, make, "ama@example.org")
    assert deliver("smtp://127.0.0.1:9", sender="register@ministry.example") == 0
    assert db.session.scalars(sa.select(Mail.sent_at)).one() is None


def test_a_refused_request_sends_nothing(app: Flask, make: Make) -> None:
    form = {"name": "Ama", "email": "ama@example.org", "role": "officer", "language": "en"}
    client_for(app, make.lead()).post("accounts.invite", form, expect=422, code=make.partner_organisation().code)
    assert db.session.scalars(sa.select(Mail)).all() == []
