"""All measurements in one run: `python -m scripts.bench [--database ADDRESS] [--quick]`.

SQLite always, in a temporary file; PostgreSQL besides when an address is given (it is emptied first). Trust the ratios, not the
seconds: the machine may be busy, and says so.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from partnership.core.database import db
from scripts.bench import imports, pages, people, reports, weights
from scripts.bench.ground import application, load, readers, signed_in
from scripts.bench.measuring import EXPLANATION, HEAD, Again

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is measured."""

    people: int
    few: int
    rounds: int
    copies: int
    projects: int


WHOLE = Size(people=100_000, few=1_000, rounds=40, copies=10, projects=100)
QUICK = Size(people=300, few=100, rounds=3, copies=1, projects=2)
ALL = ("people", "pages", "weights", "imports", "reports")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 when a partner's list reads whole tables."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--database", default="", help="PostgreSQL to empty and measure besides SQLite")
    parser.add_argument("--quick", action="store_true", help="a small run that shows that everything still runs")
    parser.add_argument("--only", choices=ALL, action="append", help="leave out the others")
    chosen = parser.parse_args(arguments)
    size, wanted = (QUICK if chosen.quick else WHOLE), chosen.only or ALL
    scanned: list[str] = []
    for line in report(chosen.database, size=size, wanted=wanted, scanned=scanned):
        print(line, flush=True)
    return 1 if scanned else 0


def report(database: str, *, size: Size, wanted: tuple[str, ...] | list[str], scanned: list[str]) -> Iterator[str]:
    """Every line of the table; lines of plans that read whole tables go to `scanned` too."""
    yield f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if set(wanted) & {"people", "pages", "weights", "imports"}:
            yield EXPLANATION
            for address in filter(None, (f"sqlite:///{folder / 'large.db'}", database)):
                yield from of_database(
                    address, folder, people_number=size.people, size=size, wanted=wanted, scanned=scanned
                )
                few = address.replace("large.db", "small.db")
                if "people" in wanted:
                    yield from of_database(
                        few, folder, people_number=size.few, size=size, wanted=["people"], scanned=scanned
                    )
        if "reports" in wanted:
            yield from reports.lines(folder, projects=size.projects, rounds=3 if size is WHOLE else 1)
    yield f"load of the machine {os.getloadavg()[0]:.1f} at the end"


def of_database(
    address: str,
    folder: Path,
    *,
    people_number: int,
    size: Size,
    wanted: tuple[str, ...] | list[str],
    scanned: list[str],
) -> Iterator[str]:
    """The lines of one engine with so many people."""
    app = application(folder, database=address)
    again = Again(app)
    with app.app_context():
        begun = time.perf_counter()
        load(people_number)
        clients = {role: signed_in(app, user) for role, user in readers().items()}
        engine = db.engine.dialect.name
        db.session.close()
    yield f"\n{engine}, {people_number} people, 1,000 projects, loaded in {time.perf_counter() - begun:.0f} s\n{HEAD}"
    if "people" in wanted:
        yield from people.lines(
            {role: clients[role] for role in ("officer", "editor")}, again=again, rounds=size.rounds
        )
        if people_number == WHOLE.people:
            found = people.full_scans(app)
            scanned += found
            yield "\n".join(found) or "no full scan in the plans of a partner's list, search and filters"
    if "pages" in wanted:
        yield from pages.lines(clients, again=again, rounds=size.rounds)
    if "weights" in wanted:
        yield from weights.lines(clients["editor"])
    if "imports" in wanted:
        yield from imports.lines(app, root=ROOT, folder=folder, copies=size.copies)
    with app.app_context():
        db.engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
