"""A backup holds everything and comes back whole, on either database; a damaged or foreign one is refused."""

import json
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.administration.backup import backup, restore
from partnership.app import create_app
from partnership.audit.queries import verify
from partnership.config import Settings
from partnership.core import files
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.migrating import upgrade
from partnership.core.record import metadata
from tests.conftest import database_of_worker
from tests.support.make import Make


@pytest.fixture
def registers(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Flask, Flask]]:
    """One register with data and one that is empty, each with folders of its own."""
    apps = []
    for name in ("old", "new"):
        address = request.config.getoption("--database")
        url = database_of_worker(address, name=f"backup_{name}") if address else f"sqlite:///{tmp_path / name}.db"
        folder = tmp_path / name
        app = create_app(replace(settings, database_url=url, folder=folder, files_url=(folder / "files").as_uri()))
        with app.app_context():
            upgrade(db.engine)
        apps.append(app)
    with apps[0].app_context():
        Make().participation(steps={"Q010": date(2026, 2, 1)})
        files.keep(BytesIO(b"evidence"))
    yield apps[0], apps[1]
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_everything_comes_back(registers: tuple[Flask, Flask], tmp_path: Path) -> None:
    old, new = registers
    with old.app_context():
        written = backup(tmp_path / "b.tar.gz")
    with new.app_context():
        assert restore(tmp_path / "b.tar.gz") == written
        assert verify() == (written["audit_entry"], [])
        assert files.is_intact(files.keep(BytesIO(b"evidence")))
    assert everything(old) == everything(new)
    with new.app_context():
        Make().organisation(code="after-restore")


def test_register_with_data_is_not_overwritten(registers: tuple[Flask, Flask], tmp_path: Path) -> None:
    old, _new = registers
    with old.app_context():
        backup(tmp_path / "b.tar.gz")
        with pytest.raises(Refused, match="not empty"):
            restore(tmp_path / "b.tar.gz")


@pytest.mark.parametrize("damage", ["cut", "text", "changed", "version"])
def test_damaged_or_foreign_backup_leaves_nothing(registers: tuple[Flask, Flask], tmp_path: Path, damage: str) -> None:
    old, new = registers
    path = tmp_path / "b.tar.gz"
    with old.app_context():
        backup(path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "text":
        path.write_text("not a backup")
    else:
        path = changed(path, damage=damage)
    with new.app_context(), pytest.raises(Refused):
        restore(path)
    assert not any(everything(new).values())


def changed(path: Path, *, damage: str) -> Path:
    """The same archive with a table changed or from another version."""
    target = path.with_name("changed.tar.gz")
    with tarfile.open(path) as source, tarfile.open(target, "w:gz") as archive:
        for member in source.getmembers():
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if damage == "changed" and member.name == "tables/organisation.jsonl":
                content = content.replace(b"Organisation", b"Organization")
            if damage == "version" and member.name == "manifest.json":
                content = json.dumps({**json.loads(content), "revision": "9999"}).encode()
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
    return target
