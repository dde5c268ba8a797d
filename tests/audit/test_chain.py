"""The log shows every line that was changed, removed or moved, and says which."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from partnership.audit.chain import START, entry_hash, find_breaks
from partnership.audit.models import AuditEntry

pytestmark = pytest.mark.standalone
Log = list[AuditEntry]


def log_of(lines: int) -> Log:
    entries, previous = [], START
    for position in range(1, lines + 1):
        entry = AuditEntry(
            position=position, at=datetime(2026, 7, 6, 9, position % 60, tzinfo=UTC), actor_id=1, actor_name="Lena Brandt", action="update", subject_table="project", subject_id=position,
            changes={"title_de": ["alt", "neu"]}, previous_hash=previous, hash="",
        )  # fmt: skip
        entry.hash = previous = entry_hash(entry.model_dump(), previous_hash=entry.previous_hash)
        entries.append(entry)
    return entries


def findings(log: Log, *, head: tuple[int, str]) -> list[tuple[int, str]]:
    return [(one.position, one.finding) for one in find_breaks(log, head_position=head[0], head_hash=head[1])]


def change(log: Log) -> Log:
    log[3].changes = {"title_de": ["alt", "anders"]}
    return log


def change_author(log: Log) -> Log:
    log[3].actor_name = "Somebody Else"
    return log


def remove(log: Log) -> Log:
    return log[:3] + log[4:]


def remove_two(log: Log) -> Log:
    return log[:3] + log[5:]


def swap(log: Log) -> Log:
    log[3].changes, log[4].changes = {"a": [1, 2]}, log[3].changes
    log[3].hash, log[4].hash = log[4].hash, log[3].hash
    return log


def replace_with_fitting_hash(log: Log) -> Log:
    log[3].changes = {"title_de": ["alt", "anders"]}
    log[3].hash = entry_hash(log[3].model_dump(), previous_hash=log[3].previous_hash)
    return log


def cut_the_end(log: Log) -> Log:
    return log[:6]


def test_whole_log_holds() -> None:
    log = log_of(9)
    assert findings(log, head=(9, log[-1].hash)) == []
    assert findings([], head=(0, START)) == []


@pytest.mark.parametrize(
    ("tamper", "position", "words"),
    [
        (change, 4, "line 4 was changed"), (change_author, 4, "line 4 was changed"), (remove, 4, "line 4 is missing"), (remove_two, 4, "lines 4 to 5 are missing"),
        (swap, 4, "line 4 was changed"), (replace_with_fitting_hash, 5, "line 5 does not follow line 4"), (cut_the_end, 7, "lines 7 to 9 at the end are missing"),
    ],
)  # fmt: skip
def test_tampering_is_found_at_its_place(tamper: Callable[[Log], Log], position: int, words: str) -> None:
    log = log_of(9)
    head = (9, log[-1].hash)
    found = findings(tamper(log), head=head)
    assert found, "nothing was found"
    assert found[0][0] == position
    assert words in found[0][1]


def test_head_that_was_changed_too_is_found() -> None:
    log = log_of(5)
    assert findings(log, head=(5, START)) == [(5, "the end of the log does not match its recorded head")]
    assert findings(log, head=(4, log[3].hash)) == [(5, "the end of the log does not match its recorded head")]
