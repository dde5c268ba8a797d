"""The database: one session per request, one commit, in one place; SQLite and PostgreSQL behave alike."""

import sqlite3
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, g, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlmodel import Session

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_SECONDS = 30
"""How long a writer waits for another one on SQLite before it gives up."""

db = SQLAlchemy(session_options={"class_": Session, "expire_on_commit": False})


def engine_settings(url: str) -> dict[str, Any]:
    """Settings of `create_engine` for this address; both engines check a pooled connection before use."""
    # Parameters stay out of error messages: they are personal data.
    settings: dict[str, Any] = {"url": url, "pool_pre_ping": True, "hide_parameters": True}
    if make_url(url).get_backend_name() == "sqlite":
        settings["connect_args"] = {"timeout": BUSY_SECONDS}
    return settings


@event.listens_for(sa.Engine, "connect")
def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Foreign keys on, readers beside a writer, and transactions that we begin ourselves.

    The driver's own implicit transactions begin too late and commit around savepoints, so they are switched off.
    """
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(sa.Engine, "begin")
def _begin(connection: sa.Connection) -> None:
    """A writing request takes SQLite's write lock at once: a reader that turns writer half-way would be refused."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _only_reads() else "BEGIN IMMEDIATE")


def _only_reads() -> bool:
    return bool(request) and request.method in SAFE_METHODS and "writes" not in g


def after_commit_of_request(action: Callable[[], None]) -> None:
    """Do `action` once the request's data are safely stored; never when it was rolled back."""
    g.setdefault("after_commit", []).append(action)


def log_in_own_transaction(entry: Any) -> None:
    """Store `entry` when the page is ready, even of a request that only reads; if it cannot be stored, no page is shown."""
    g.setdefault("own_transaction", []).append(entry)


def do_in_own_transaction(action: Callable[[], None]) -> None:
    """Do `action` on the session once the request's own transaction has ended, and commit it, even after a refusal.

    For what must be remembered of a request that changes nothing: a failed sign-in, when a browser was last seen.
    """
    g.setdefault("own_actions", []).append(action)


def init_database(app: Flask) -> None:
    """Connect the application to the engine of its settings and commit at the end of each writing request."""
    app.config.setdefault("SQLALCHEMY_ENGINES", {"default": engine_settings(app.config["DATABASE_URL"])})
    db.init_app(app)
    # The extension also closes asynchronous sessions. We have none, and the event loop it starts for that costs more than
    # a small page itself: /healthz took 3.1 ms with it and 0.9 ms without (300 calls each in one process).
    app.teardown_appcontext_funcs = [one for one in app.teardown_appcontext_funcs if not iscoroutinefunction(one)]
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    keeps = request.method not in SAFE_METHODS and response.status_code < 400
    if keeps:
        db.session.commit()
    elif "_sqlalchemy_sessions" in g:
        db.session.rollback()
    entries, own_actions = g.pop("own_transaction", []), g.pop("own_actions", [])
    if entries or own_actions:
        g.writes = True
        db.session.add_all(entries)
        for action in own_actions:
            action()
        db.session.commit()
    actions = g.pop("after_commit", [])
    if keeps:
        for action in actions:
            action()
    return response
