"""Measures the import of a published file, copied tenfold, against reading it without a database."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from flask import Flask

from partnership.audit.recording import Author
from partnership.core import clock, files
from partnership.core.database import db
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.operations import runs

SOURCE = Path("../shared/data/real/iati/CAF-ActivityFile-2025-10-10.xml")
"""478 activities with results, 2.3 MB; published by the Development Bank of Latin America."""
AUTHOR = Author(None, "bench")
T = TypeVar("T")


def lines(app: Flask, *, root: Path, folder: Path, copies: int) -> Iterator[str]:
    """A row for reading, checking, taking over and checking again."""
    source = root / SOURCE
    if not source.exists():
        yield f"import: left out, {SOURCE.name} is not there"
        return
    path = folder / "many.xml"
    path.write_bytes(copied(source.read_bytes(), times=copies))
    with app.app_context(), app.test_request_context():
        read, number = timed(lambda: read_through(path))
        yield f"import of {number} activities, {path.stat().st_size / 1e6:.1f} MB: reading alone 1.0 ({read:.1f} s)"
        for label, act in (("check", check), ("take over", take_over), ("check again", check)):
            taken, _result = timed(lambda act=act: act(path))  # type: ignore[misc]
            yield f"  {label:<32}{taken / read:>6.1f} times reading"


def copied(content: bytes, *, times: int) -> bytes:
    """The file with all its activities so often, each copy under identifiers of its own."""
    first, last = content.index(b"<iati-activity "), content.rindex(b"</iati-activities>")
    body = content[first:last]
    copies = (re.sub(rb"(<iati-identifier>\s*)", rb"\g<1>C%d-" % number, body) for number in range(times))
    return content[:first] + b"".join(copies) + content[last:]


def timed(action: Callable[[], T]) -> tuple[float, T]:
    """Seconds and result."""
    begun = time.perf_counter()
    result = action()
    return time.perf_counter() - begun, result


def read_through(path: Path) -> int:
    """How many activities the reader finds."""
    with path.open("rb") as source:
        return sum(1 for _activity in read_activities(source))


def check(path: Path) -> int:
    """Compare the file with the register and write nothing."""
    with path.open("rb") as source:
        number = sum(1 for _one in runs.dry_run(source=source, recipient=None, today=clock.today(), tell=unheard))
    db.session.rollback()
    return number


def take_over(path: Path) -> int:
    """Write the file into the register."""
    with path.open("rb") as source:
        digest = files.keep(source)
    run = runs.begin(
        file_name=path.name, digest=digest, size=path.stat().st_size, recipient=None, by=AUTHOR, at=clock.now()
    )
    with files.path_of(digest).open("rb") as source:
        runs.import_at_once(run, path_source=source, by=AUTHOR, at=clock.now(), today=date(2026, 7, 6), tell=unheard)
    db.session.commit()
    return 0


def unheard(_position: int) -> None:
    """Nobody looks at the progress."""
