"""Bringing the database's structure up to date, and noticing when it is not."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from partnership.core.paths import PACKAGE


def migration_config() -> Config:
    """Alembic's settings without a file: the migrations lie inside the package."""
    config = Config()
    config.set_main_option("script_location", str(PACKAGE / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, *, revision: str = "head") -> None:
    """Apply every migration up to `revision` in one transaction."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, *, revision: str) -> None:
    """Take migrations back down to `revision`."""
    _run(engine, lambda config: command.downgrade(config, revision))


def _run(engine: Engine, action: Callable[[Config], None]) -> None:
    config = migration_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        action(config)


def is_current(engine: Engine) -> bool:
    """Whether every migration has been applied."""
    with engine.connect() as connection:
        applied = set(MigrationContext.configure(connection).get_current_heads())
    return applied == set(ScriptDirectory.from_config(migration_config()).get_heads())
