"""Small IATI files for tests of the import, and importing them as the command line does."""

from io import BytesIO
from pathlib import Path

import sqlalchemy as sa

from partnership.audit.recording import Author, acting_as
from partnership.core import clock, files
from partnership.core.database import db
from partnership.core.record import metadata
from partnership.exchange.models import ImportRow, ImportRun
from partnership.exchange.operations import runs
from partnership.exchange.operations.files import shown_name

TESTER = Author(None, "test")
IMPORT_TABLES = frozenset({"import_run", "import_row", "job"})


def activity(
    identifier: str = "XX-1",
    *,
    title: str = "A project",
    body: str = "",
    status: str = "2",
    attributes: str = 'xml:lang="en" default-currency="EUR"',
) -> str:
    """One activity with a title and a status; `body` are further elements."""
    return (
        f"<iati-activity {attributes}><iati-identifier>{identifier}</iati-identifier><reporting-org ref='XX' type='10'><narrative>Funder</narrative></reporting-org>"
        f"<title><narrative>{title}</narrative></title><activity-status code='{status}'/>{body}</iati-activity>"
    )


def file_of(*activities: str, version: str = "2.03") -> bytes:
    """A file with these activities, one to a line after the first."""
    lines = "\n".join(activities)
    return f'<?xml version="1.0" encoding="UTF-8"?><iati-activities version="{version}">\n{lines}\n</iati-activities>'.encode()


def transaction(amount: str = "100", *, day: str = "2020-01-01", kind: str = "3", currency: str = "") -> str:
    """One transaction."""
    mark = f" currency='{currency}'" if currency else ""
    return f"<transaction><transaction-type code='{kind}'/><transaction-date iso-date='{day}'/><value value-date='{day}'{mark}>{amount}</value></transaction>"


def take_in(content: bytes | Path, *, recipient: str | None = None, name: str = "file.xml") -> ImportRun:
    """Import the content at once, in a transaction of its own; a refusal is raised after the rollback."""
    data = content.read_bytes() if isinstance(content, Path) else content
    digest = files.keep(BytesIO(data))
    run = runs.begin(
        file_name=shown_name(name), digest=digest, size=len(data), recipient=recipient, by=TESTER, at=clock.now()
    )
    try:
        with files.path_of(digest).open("rb") as source, acting_as(TESTER):
            runs.import_at_once(
                run, path_source=source, by=TESTER, at=clock.now(), today=clock.today(), tell=lambda _position: None
            )
    except Exception:
        db.session.rollback()
        raise
    with acting_as(TESTER):
        db.session.commit()
    return run


def lines(run: ImportRun) -> list[ImportRow]:
    """The report, in the order of the file."""
    return list(db.session.scalars(sa.select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.id)))


def outcomes(run: ImportRun) -> list[str]:
    """The outcome of each activity, in the order of the file."""
    return [row.outcome.value for row in lines(run)]


def codes_of_notes(run: ImportRun) -> list[str]:
    """The codes of all notes."""
    return [note["code"] for row in lines(run) for note in row.notes]


def contents(*, leave_out: frozenset[str] = IMPORT_TABLES) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those of imports: equal before and after means that nothing was written."""
    return {
        table.name: [
            tuple(map(str, row)) for row in db.session.execute(sa.select(table).order_by(*table.primary_key.columns))
        ]
        for table in metadata.sorted_tables
        if table.name not in leave_out
    }


def count(table: str, **values: object) -> int:
    """How many rows of the table have these values."""
    columns = metadata.tables[table]
    query = (
        sa.select(sa.func.count())
        .select_from(columns)
        .where(*(columns.c[name] == value for name, value in values.items()))
    )
    return db.session.scalar(query) or 0
