"""The same register gives the same document, whichever database holds it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from partnership.app import create_app
from partnership.config import Settings
from partnership.core import clock
from partnership.core.database import db
from partnership.core.migrating import upgrade
from partnership.demo.loading import load
from partnership.landtag_reports.gathering.document import gather
from partnership.landtag_reports.rules import parse_period
from tests.conftest import TODAY, database_of_worker


@pytest.fixture
def registers(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[list[Flask]]:
    """The demonstration on SQLite, and on the database of this run: PostgreSQL, or SQLite a second time."""
    address = request.config.getoption("--database")
    other = database_of_worker(address, name="same") if address else f"sqlite:///{tmp_path / 'other.db'}"
    apps = []
    for url in (f"sqlite:///{tmp_path / 'one.db'}", other):
        app = create_app(replace(settings, database_url=url), SECURITY_PASSWORD_HASH="plaintext")
        with app.app_context(), clock.fixed_at(TODAY):
            upgrade(db.engine)
            load(as_of=date(2026, 7, 6))
        apps.append(app)
    yield apps
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_same_register_on_both_databases_gives_the_same_document(registers: list[Flask]) -> None:
    documents = []
    for app in registers:
        with app.app_context():
            at = datetime(2026, 7, 6, 9, tzinfo=UTC)
            documents.append(gather(parse_period("2026-H1"), as_of=date(2026, 6, 30), generated_at=at))
    first, second = documents
    assert first.data_hash == second.data_hash
    assert first.to_json() == second.to_json()
    assert len(first.projects) == 11
