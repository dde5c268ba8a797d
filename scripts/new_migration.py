"""Writes the next numbered migration from the difference between the models and an up-to-date empty database.

`python scripts/new_migration.py "Add consent withdrawal"`; read the result before committing it.
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from partnership.core.database import engine_settings
from partnership.core.migrating import migration_config, upgrade
from partnership.core.paths import PACKAGE


def main(message: str) -> None:
    """Write the migration with the next free number."""
    versions = PACKAGE / "migrations" / "versions"
    number = f"{len(list(versions.glob('[0-9]*.py'))) + 1:04}"
    slug = re.sub(r"\W+", "_", message.lower()).strip("_")
    config = migration_config()
    config.set_main_option("file_template", f"{number}_{slug}")
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(**engine_settings(f"sqlite:///{Path(folder) / 'empty.db'}"))
        upgrade(engine)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(sys.argv[1])
