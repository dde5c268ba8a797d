"""What every test stands on: the real database in a transaction that is rolled back, a fixed clock, clients by role."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, g, request_started

from partnership import model_registry  # noqa: F401
from partnership.app import create_app
from partnership.audit.triggers import guard
from partnership.config import Settings
from partnership.core import clock
from partnership.core.database import db
from partnership.core.record import metadata
from partnership.core.security import limiter
from tests.support.browser import chromium  # noqa: F401  a fixture of every folder
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

TODAY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
"""A Monday after the end of a half-year; the day of the prototypes."""
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", default="", help="address of a PostgreSQL server to run on instead of SQLite")


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """pytest-flask would keep one request context open around each test and so hide a missing commit."""


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[datetime]:
    with clock.fixed_at(TODAY):
        yield TODAY


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Files that others published; they are not part of the project."""
    folder = SHARED / "data" / "real"
    if not folder.is_dir():
        pytest.skip("the shared folder with real files is not here")
    return folder


def database_of_worker(address: str, *, name: str | None = None) -> str:
    """A fresh PostgreSQL database for this worker on the server at `address`."""
    name = f"{name or sa.make_url(address).database}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return sa.make_url(address).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("var")
    address = request.config.getoption("--database")
    return Settings(
        database_url=database_of_worker(address) if address else f"sqlite:///{folder / 'test.db'}",
        secret_key="s" * 40, mail_url=None, redis_url=None, files_url=(folder / "files").as_uri(), demo=True,
        base_url="http://localhost", folder=folder, testing=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def session_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(
        settings,
        WTF_CSRF_ENABLED=False,
        RATELIMIT_ENABLED=True,
        SECURITY_PASSWORD_HASH="plaintext",
        SECURITY_HASHING_SCHEMES=["sha256_crypt"],
    )
    limiter.enabled = False
    with app.app_context(), db.engine.begin() as connection:
        metadata.create_all(connection)
        guard(connection)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """The application on one connection whose transaction is rolled back after the test; commits inside are savepoints."""
    with session_app.app_context():
        engine, sessions = db.engine, db.sessionmaker
        with engine.connect() as connection:
            outer = connection.begin()
            sessions.configure(bind=connection, binds={}, join_transaction_mode="create_savepoint")
            with request_started.connected_to(_forget_earlier_requests, session_app):
                yield session_app
            db.session.close()
            outer.rollback()
            sessions.configure(bind=engine, join_transaction_mode="conditional_savepoint")


def _forget_earlier_requests(_app: Flask, **_more: object) -> None:
    """Requests of one test share the fixture's `g`; who was signed in before must not be signed in now. The session stays."""
    for name in list(g):
        if name != "_sqlalchemy_sessions":
            g.pop(name)


@pytest.fixture
def session(app: Flask) -> sa.orm.Session:
    return db.session


@pytest.fixture
def make(app: Flask) -> Make:
    """Makes records of every feature with sensible values; see tests/support/make.py."""
    return Make()


@pytest.fixture
def officer(app: Flask, make: Make) -> PageClient:
    return client_for(app, make.officer())


@pytest.fixture
def partner(app: Flask, make: Make) -> PageClient:
    """An editor of the partner organisation `make.partner_organisation()`."""
    return client_for(app, make.editor())


@pytest.fixture
def visitor(app: Flask) -> PageClient:
    """Nobody signed in."""
    return client_for(app, None)
