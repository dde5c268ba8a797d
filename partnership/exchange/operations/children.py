"""Writing differences of child tables in bulk, level by level: results, then their indicators, then their periods."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from partnership.core.database import db
from partnership.exchange.queries.snapshots import FLAT, RESULT_TABLES
from partnership.exchange.rules.differences import Difference, Stored

IDS_AT_ONCE = 500


def insert_all(table: sa.Table, rows: Sequence[Mapping[str, Any]], *, returning: bool = True) -> list[int]:
    """Insert the rows in one go; with `returning`, their ids in the same order."""
    if not rows:
        return []
    if not returning:
        db.session.execute(sa.insert(table), list(rows))
        return []
    return list(db.session.scalars(sa.insert(table).returning(table.c.id, sort_by_parameter_order=True), list(rows)))


def write_children(name: str, differences: Sequence[tuple[int, Difference]], *, at: datetime) -> None:
    """Write what differs in the rows of this kind, for several projects at once."""
    levels = ((FLAT[name], "project_id"),) if name in FLAT else RESULT_TABLES
    _write(levels, differences, at=at)


def _write(
    levels: Sequence[tuple[sa.Table, str]], differences: Sequence[tuple[int, Difference]], *, at: datetime
) -> None:
    (table, parent), deeper = levels[0], levels[1:]
    _remove(levels, [old for _id, found in differences for old in found.removed])
    for _id, found in differences:
        for old, values in found.changed:
            db.session.execute(sa.update(table).where(table.c.id == old.id).values(**values))
    added = [(parent_id, row) for parent_id, found in differences for row in found.added]
    ids = insert_all(
        table, [{**row.values, parent: parent_id, "created_at": at} for parent_id, row in added], returning=bool(deeper)
    )
    if not deeper:
        return
    below = [
        (row_id, Difference(added=row.parts)) for row_id, (_parent, row) in zip(ids, added, strict=True) if row.parts
    ]
    below += [entry for _id, found in differences for entry in found.within]
    if below:
        _write(deeper, below, at=at)


def _remove(levels: Sequence[tuple[sa.Table, str]], gone: Iterable[Stored]) -> None:
    """Delete rows and what hangs on them, the deepest first."""
    rows = list(gone)
    if not rows:
        return
    if len(levels) > 1:
        _remove(levels[1:], [part for old in rows for part in old.parts])
    table = levels[0][0]
    ids = [old.id for old in rows]
    for start in range(0, len(ids), IDS_AT_ONCE):
        db.session.execute(sa.delete(table).where(table.c.id.in_(ids[start : start + IDS_AT_ONCE])))
