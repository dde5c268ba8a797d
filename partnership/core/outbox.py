"""Mail is stored with the data it tells about and leaves after the commit: a rollback sends nothing, a lost server loses nothing."""

import logging
import smtplib
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import Flask, current_app
from huey import crontab
from sqlmodel import Field, col

from partnership.core import clock
from partnership.core.columns import instant
from partnership.core.database import after_commit_of_request, db
from partnership.core.record import Entry

log = logging.getLogger(__name__)
SMTP_SECONDS = 20
MOST_ATTEMPTS = 8
RETRY_MINUTES = "*/5"


class Mail(Entry, table=True):
    """One message to one reader, in the reader's language."""

    __tablename__ = "mail"
    recipient: str = Field(max_length=255)
    subject: str = Field(max_length=300)
    text: str
    html: str = ""
    sent_at: datetime | None = instant(optional=True, index=True)
    attempts: int = 0


def post(*, recipient: str, subject: str, text: str, html: str = "") -> Mail:
    """Put a message into the outbox; it leaves when the request has been committed."""
    mail = Mail(recipient=recipient, subject=subject, text=text, html=html)
    db.session.add(mail)
    db.session.flush()
    queue = current_app.extensions["queue"]
    after_commit_of_request(lambda: queue.deliver_mail())  # noqa: PLW0108  looked up when it is called
    return mail


def waiting(*, limit: int = 100) -> list[Mail]:
    """Messages not sent yet, oldest first."""
    query = (
        sa.select(Mail)
        .where(col(Mail.sent_at).is_(None), col(Mail.attempts) < MOST_ATTEMPTS)
        .order_by(col(Mail.id))
        .limit(limit)
    )
    return list(db.session.scalars(query))


def deliver(url: str | None, *, sender: str) -> int:
    """Send what waits over SMTP (`smtp://user:password@host:port`, `smtps://…`); returns how many left.

    Without an address nothing is sent and the messages stay visible in the outbox. A refused message is tried again later.
    """
    messages = waiting() if url else []
    if not url or not messages:
        return 0
    sent = 0
    try:
        server = _connection(url)
    except OSError as error:
        log.warning("the mail server cannot be reached: %s", type(error).__name__)
        return 0
    with server:
        for mail in messages:
            mail.attempts += 1
            try:
                server.send_message(_message(mail, sender=sender))
            except smtplib.SMTPException:
                log.warning("mail %s was refused by the server, attempt %s", mail.id, mail.attempts)
            else:
                mail.sent_at = clock.now()
                sent += 1
            db.session.commit()
    return sent


def init_outbox(app: Flask) -> None:
    """Let the worker deliver mail: right after a request that wrote some, and every few minutes what was refused before."""
    settings, queue = app.config["SETTINGS"], app.extensions["queue"]
    sender = f"register@{urlsplit(settings.base_url).hostname}"

    def deliver_in_app() -> None:
        with app.app_context():
            deliver(settings.mail_url, sender=sender)

    queue.deliver_mail = queue.task(name="deliver_mail")(deliver_in_app)
    queue.periodic_task(crontab(minute=RETRY_MINUTES), name="deliver_waiting_mail")(deliver_in_app)


def _connection(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SMTP_SECONDS)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SMTP_SECONDS)
        if server.has_extn("starttls"):
            server.starttls()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _message(mail: Mail, *, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    message["Message-ID"] = f"<{mail.id}.{mail.created_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message
