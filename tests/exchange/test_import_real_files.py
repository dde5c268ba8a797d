"""Published IATI files in the database: exactly the counts of their list, unchanged the second time, refused as a whole or not at all.

The files are not part of the project; without them these tests are skipped.
"""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.core.database import db
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.iati.sentences import refusal_sentence
from partnership.exchange.models import ImportRun
from partnership.exchange.sentences import note_sentence
from partnership.indicators.models import Indicator, IndicatorPeriod
from tests.support.iati_files import contents, count, lines, outcomes, take_in

REAL = Path(__file__).resolve().parents[2] / "../shared/data/real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="The published files are not on this machine.")

REPEATED = {"test_01_be-dgd-2021_1.xml": 1}
"""Activities whose identifier stands in the file before; they are refused."""
TRANSACTIONS_WITHOUT_AMOUNT = {"bmz-20160121.xml": 4}
"""They add nothing to any total and are left out with a note."""
IN_REPEATED = {"test_01_be-dgd-2021_1.xml": 5}
"""Transactions of the refused activity."""


def rows_of_list() -> list[list[str]]:
    if not REAL.is_dir():
        return []
    found = [
        line
        for line in (REAL / "README.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \S+\.xml \(", line)
    ]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found]


ACTIVITY_FILES = [row for row in rows_of_list() if not row[0].startswith("fixture-org-org.xml")]
NAMES = [row[0].split(" (")[0] for row in ACTIVITY_FILES]


def dimensions() -> int:
    """Properties by which values of indicators are broken down."""
    total = sum(len(found) for found in db.session.scalars(sa.select(Indicator.baseline_dimensions)))
    return total + sum(
        len(value["dimensions"])
        for found in db.session.scalars(sa.select(IndicatorPeriod.dimensions))
        for value in found
    )


@pytest.mark.parametrize("row", ACTIVITY_FILES, ids=NAMES)
def test_file_stands_in_the_register_with_the_counts_of_its_list(row: list[str], app: Flask) -> None:
    name, activities, transactions = row[0].split(" (")[0], int(row[3]), int(row[5])
    run = take_in(REAL / "iati" / name)
    repeated = REPEATED.get(name, 0)
    assert outcomes(run).count("created") == activities - repeated
    assert outcomes(run).count("refused") == repeated
    assert count("project", origin="iati") == activities - repeated
    counted = (count("result"), count("indicator"), count("indicator_period"), dimensions())
    assert counted == tuple(int(number) for number in row[4].split("/"))
    assert count("project_transaction") == transactions - TRANSACTIONS_WITHOUT_AMOUNT.get(name, 0) - IN_REPEATED.get(
        name, 0
    )
    assert count("audit_entry", subject_table="project") == activities - repeated


@pytest.mark.parametrize("name", NAMES)
def test_second_import_writes_nothing(name: str, app: Flask) -> None:
    take_in(REAL / "iati" / name)
    before = contents()
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            written.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        run = take_in(REAL / "iati" / name)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert set(outcomes(run)) <= {"unchanged", "refused"}
    after = contents()
    grown = [table for table in after if len(after[table]) != len(before[table])]
    assert grown == ["audit_entry"], "only the import itself is logged"
    assert {table: rows for table, rows in after.items() if not table.startswith("audit")} == {
        table: rows for table, rows in before.items() if not table.startswith("audit")
    }
    assert all(
        re.match(r"(INSERT INTO|UPDATE) (import_run|import_row|audit_entry|audit_head)\b", statement)
        for statement in written
    ), written


def test_ghana_filter_takes_only_what_concerns_ghana(app: Flask) -> None:
    run = take_in(REAL / "iati/afdb_ag_activities.xml", recipient="GH")
    assert outcomes(run).count("created") == count("project") == 1
    assert outcomes(run).count("skipped") == 9
    assert count("project_place", code="GH-WP") == 1
    assert outcomes(take_in(REAL / "iati/beis-activity.xml", recipient="GH")) == ["created"] * 9


def test_german_and_english_stand_side_by_side(app: Flask) -> None:
    take_in(REAL / "iati/bmz-20160121.xml")
    assert db.session.scalar(sa.text("SELECT count(*) FROM project WHERE title_de <> '' AND title_en <> ''")) == 54


REFUSED = sorted(
    [
        *(REAL / "iati-organisation").glob("*.xml"),
        *(REAL / "hostile/xml").glob("*.xml"),
        REAL / "iati/fixture-org-org.xml",
    ]
)


@pytest.mark.parametrize("path", REFUSED, ids=[path.name for path in REFUSED])
def test_refused_file_leaves_nothing(path: Path, app: Flask) -> None:
    before = contents(leave_out=frozenset())
    with pytest.raises(UnreadableFile) as refused:
        take_in(path)
    assert refusal_sentence(refused.value).endswith(".")
    assert contents(leave_out=frozenset()) == before


def tried(path: Path) -> tuple[ImportRun | None, str]:
    """The import, or the sentence why it is refused."""
    try:
        return take_in(path), ""
    except UnreadableFile as refused:
        return None, refusal_sentence(refused)


ODD = sorted([*(REAL / "iati-validity").rglob("*.xml"), *(REAL / "iati-spreadsheet").rglob("*.xml")])


@pytest.mark.parametrize("path", ODD, ids=[path.name for path in ODD])
def test_every_odd_file_is_imported_or_refused_in_a_sentence(path: Path, app: Flask) -> None:
    before = contents(leave_out=frozenset())
    run, refusal = tried(path)
    if run is None:
        assert refusal.endswith(".")
        assert contents(leave_out=frozenset()) == before
        return
    for line in lines(run):
        assert line.outcome.value in {"created", "refused"}
        for note in line.notes:
            sentence = note_sentence(note)
            assert sentence.endswith(".")
            assert "%(" not in sentence
