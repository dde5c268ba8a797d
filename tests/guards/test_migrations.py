"""Migrations equal the models, go up and down with rows in the tables, and have one head."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from partnership.core.database import engine_settings
from partnership.core.migrating import downgrade, is_current, migration_config, upgrade
from partnership.core.record import metadata
from tests.conftest import database_of_worker


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    address = request.config.getoption("--database")
    if address:
        address = database_of_worker(
            sa.make_url(address).set(database="postgres").render_as_string(hide_password=False), name="migrations"
        )
    engine = sa.create_engine(**engine_settings(address or f"sqlite:///{tmp_path / 'm.db'}"))
    yield engine
    engine.dispose()


def test_migrations_build_exactly_the_models(engine: sa.Engine) -> None:
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": False}), metadata)
    assert differences == []


def test_migrations_go_down_and_up_again_with_rows(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO organisation (created_at, updated_at, version, code, name_en, name_de, short_name, kind, search_text) VALUES ('2026-01-01', '2026-01-01', 1, 'a', 'A', '', '', 'other', '')"
            )
        )
    for revision in [script.revision for script in ScriptDirectory.from_config(migration_config()).walk_revisions()]:
        below = ScriptDirectory.from_config(migration_config()).get_revision(revision).down_revision or "base"
        downgrade(engine, revision=str(below))
    with engine.connect() as connection:
        left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    assert left == set()
    upgrade(engine)
    assert is_current(engine)


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migration_config()).get_heads()) == 1


def test_database_itself_refuses_to_change_the_log(engine: sa.Engine) -> None:
    upgrade(engine)
    line = {
        "position": 1,
        "at": date(2026, 1, 1).isoformat(),
        "actor_name": "x",
        "action": "x",
        "subject_table": "x",
        "changes": "{}",
        "previous_hash": "0",
        "hash": "1",
    }
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"INSERT INTO audit_entry ({', '.join(line)}) VALUES ({', '.join(':' + name for name in line)})"),
            line,
        )
    for statement in ("UPDATE audit_entry SET action = 'y'", "DELETE FROM audit_entry"):
        with pytest.raises(sa.exc.DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(sa.text(statement))
