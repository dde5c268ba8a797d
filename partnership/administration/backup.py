"""Backup and restore in one archive: every table as lines of JSON, every stored file, a manifest with counts and hashes.

The same archive restores to SQLite and to PostgreSQL, so it is also the way from one to the other.
"""

import json
import tarfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask_babel import gettext as _

from partnership.core import clock, files
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.migrating import migration_config
from partnership.core.record import metadata

MANIFEST = "manifest.json"
BATCH = 1000


def backup(path: Path) -> dict[str, int]:
    """Write everything to `path` (tar.gz); returns the number of rows by table. Read in one transaction, so the parts agree."""
    rows: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with tarfile.open(path, "w:gz") as archive, db.engine.connect() as connection:
        for table in metadata.sorted_tables:
            lines = [_line(row, table) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            content = "".join(lines).encode()
            rows[table.name], hashes[table.name] = len(lines), sha256(content).hexdigest()
            _add(archive, f"tables/{table.name}.jsonl", content)
        for stored in sorted(one for one in files.folder().rglob("*") if one.is_file()):
            archive.add(stored, f"files/{stored.name}")
        manifest = {"revision": _revision(), "made_at": clock.now().isoformat(), "rows": rows, "sha256": hashes}
        _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    return rows


def restore(path: Path) -> dict[str, int]:
    """Read an archive into an empty register of the same version, all or nothing.

    Raises Refused when the archive is damaged, of another version, or the register holds data.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            manifest = json.loads(_content(archive, MANIFEST))
            if manifest["revision"] != _revision():
                raise Refused(_("This backup was made by another version of the service. Install that version first."))
            with db.engine.begin() as connection:
                if any(
                    connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in metadata.sorted_tables
                ):
                    raise Refused(_("The register is not empty. A backup is only restored into an empty one."))
                for table in metadata.sorted_tables:
                    _fill(connection, archive, table, expected=manifest["sha256"][table.name])
            for member in archive.getmembers():
                if member.name.startswith("files/") and member.isfile():
                    files.keep(archive.extractfile(member))  # type: ignore[arg-type]
    except (tarfile.TarError, EOFError, KeyError, ValueError, OSError) as reason:
        raise Refused(_("This file is not a whole backup of the register.")) from reason
    return dict(manifest["rows"])


def _revision() -> str:
    return str(ScriptDirectory.from_config(migration_config()).get_current_head())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(clock.now().timestamp()), 0o600
    archive.addfile(member, BytesIO(content))


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member.read()


def _line(row: sa.Row[Any], table: sa.Table) -> str:
    values = {column.name: _written(value) for column, value in zip(table.columns, row, strict=True)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def _written(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _fill(connection: sa.Connection, archive: tarfile.TarFile, table: sa.Table, *, expected: str) -> None:
    content = _content(archive, f"tables/{table.name}.jsonl")
    if sha256(content).hexdigest() != expected:
        raise ValueError(table.name)
    for batch in _batches(content.decode().splitlines()):
        connection.execute(table.insert(), [_read(json.loads(line), table) for line in batch])
    key = list(table.primary_key)
    if connection.dialect.name == "postgresql" and len(key) == 1 and key[0].autoincrement is not False:
        name = connection.dialect.identifier_preparer.format_table(table)
        column = key[0].name
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), (SELECT max({column}) FROM {name}))"  # noqa: S608  names of our own tables
        )


def _batches(lines: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]


def _read(values: dict[str, Any], table: sa.Table) -> dict[str, Any]:
    return {name: _typed(value, table.c[name].type) for name, value in values.items()}


def _typed(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    if value is None or isinstance(kind, sa.JSON):
        return value
    python = kind.impl_instance.python_type if isinstance(kind, sa.types.TypeDecorator) else kind.python_type
    if python is datetime:
        return datetime.fromisoformat(value)
    if python is date:
        return date.fromisoformat(value)
    if python is Decimal:
        return Decimal(value)
    return b64decode(value) if python is bytes else value
