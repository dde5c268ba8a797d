"""Projects as an import compares them, some dozens at a time, so that memory does not grow with the file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from partnership.core.database import db
from partnership.core.record import table_of
from partnership.exchange.rules.differences import Stored
from partnership.exchange.rules.planning import Snapshot
from partnership.indicators.models import Indicator, IndicatorPeriod, Result
from partnership.projects.models import (
    Project,
    ProjectBudget,
    ProjectDocument,
    ProjectGoal,
    ProjectOrganisation,
    ProjectPlace,
    ProjectRelation,
    ProjectSector,
    ProjectStrand,
    ProjectTransaction,
)  # fmt: skip

VALUE_COLUMNS = (
    "title_de", "title_en", "summary_de", "summary_en", "status", "planned_start", "planned_end", "actual_start", "actual_end", "recipient_country",
)  # fmt: skip
"""Columns of a project that a publisher speaks about."""
SETS: Mapping[str, tuple[sa.Table, tuple[str, ...]]] = {
    "sectors": (table_of(ProjectSector), ("vocabulary", "published_vocabulary", "code", "name", "percentage")),
    "goals": (table_of(ProjectGoal), ("framework", "code")),
    "places": (table_of(ProjectPlace), ("kind", "code", "town")),
    "strands": (table_of(ProjectStrand), ("strand",)),
}
FLAT: Mapping[str, sa.Table] = {
    "budgets": table_of(ProjectBudget), "transactions": table_of(ProjectTransaction),
    "documents": table_of(ProjectDocument), "relations": table_of(ProjectRelation),
}  # fmt: skip
RESULT_TABLES: tuple[tuple[sa.Table, str], ...] = (
    (table_of(Result), "project_id"), (table_of(Indicator), "result_id"), (table_of(IndicatorPeriod), "indicator_id"),
)  # fmt: skip
"""The three levels of results, each with the column that says what it hangs on."""
TECHNICAL = frozenset({"id", "created_at"})


def data_columns(table: sa.Table, *, parent: str) -> list[sa.Column[Any]]:
    """The columns that hold content."""
    return [column for column in table.columns if column.name not in TECHNICAL and column.name != parent]


def snapshots_of(identifiers: Iterable[str]) -> dict[str, Snapshot]:
    """The projects with these IATI identifiers, by identifier; five statements however many there are."""
    table: sa.Table = table_of(Project)
    columns = [
        table.c[name]
        for name in ("id", "code", "version", "iati_identifier", "strands_confirmed", "iati_details", *VALUE_COLUMNS)
    ]
    rows = db.session.execute(sa.select(*columns).where(table.c.iati_identifier.in_(list(identifiers)))).all()
    ids = [row.id for row in rows]
    links, sets = (
        _links(ids),
        {name: _entries(ids, table=set_table, columns=names) for name, (set_table, names) in SETS.items()}
        if ids
        else {},
    )
    return {
        row.iati_identifier: Snapshot(
            id=row.id,
            code=row.code,
            version=row.version,
            values={name: getattr(row, name) for name in VALUE_COLUMNS},
            links=frozenset(links[row.id]),
            sets={name: found[row.id] for name, found in sets.items()},
            strands_confirmed=row.strands_confirmed,
            taken_over=(row.iati_details or {}).get("taken_over"),
            digest=(row.iati_details or {}).get("digest", ""),
        )
        for row in rows
    }


def _links(ids: Sequence[int]) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if ids:
        link = ProjectOrganisation
        query = sa.select(col(link.project_id), col(link.organisation_id), col(link.role))
        for project_id, organisation_id, role in db.session.execute(query.where(col(link.project_id).in_(ids))):
            found[project_id].append((organisation_id, role.value))
    return found


def _entries(ids: Sequence[int], *, table: sa.Table, columns: Sequence[str]) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    query = (
        sa.select(table.c.project_id, *(table.c[name] for name in columns))
        .where(table.c.project_id.in_(ids))
        .order_by(table.c.id)
    )
    for project_id, *entry in db.session.execute(query):
        found[project_id].append(tuple(getattr(value, "value", value) for value in entry))
    return found


def children_of(project_ids: Sequence[int]) -> dict[str, Mapping[int, list[Stored]]]:
    """The rows that only imports write, by kind and project; seven statements however many projects there are."""
    found: dict[str, Mapping[int, list[Stored]]] = {
        name: _level(project_ids, table=table, parent="project_id", parts={}) for name, table in FLAT.items()
    }
    return found | {"results": _results(project_ids)}


def _results(project_ids: Sequence[int]) -> Mapping[int, list[Stored]]:
    ids: list[Sequence[int]] = [project_ids]
    for table, parent in RESULT_TABLES[:2]:
        ids.append(db.session.scalars(sa.select(table.c.id).where(table.c[parent].in_(ids[-1]))).all())
    parts: Mapping[int, list[Stored]] = {}
    for (table, parent), parent_ids in zip(reversed(RESULT_TABLES), reversed(ids), strict=True):
        parts = _level(parent_ids, table=table, parent=parent, parts=parts)
    return parts


def _level(
    parent_ids: Sequence[int], *, table: sa.Table, parent: str, parts: Mapping[int, list[Stored]]
) -> Mapping[int, list[Stored]]:
    found: dict[int, list[Stored]] = defaultdict(list)
    columns = data_columns(table, parent=parent)
    query = sa.select(table.c.id, table.c[parent], *columns).where(table.c[parent].in_(parent_ids)).order_by(table.c.id)
    for row_id, parent_id, *values in db.session.execute(query) if parent_ids else ():
        content = {column.name: value for column, value in zip(columns, values, strict=True)}
        found[parent_id].append(Stored(row_id, content, tuple(parts.get(row_id, ()))))
    return found
