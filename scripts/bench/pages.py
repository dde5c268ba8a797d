"""Measures pages of projects with 1,000 of them: list, search, filters, downloads; and the page of today."""

from collections.abc import Iterator

from flask.testing import FlaskClient

from scripts.bench.measuring import Again, measured

PAGES = {
    "today": "/", "projects": "/projects", "projects: search": "/projects?q=project+12", "projects: strand": "/projects?strand=MIGR",
    "projects: late first": "/projects?sort=late", "projects: by title": "/projects?sort=title", "one project": "/projects/GH-0001", "resolution": "/resolution",
}  # fmt: skip
DOWNLOADS = {"projects as CSV": "/projects/export/csv", "projects as XLSX": "/projects/export/xlsx"}


def lines(clients: dict[str, FlaskClient], *, again: Again, rounds: int) -> Iterator[str]:
    """A row for each page and reader, and for the officer's downloads."""
    for reader in ("officer", "editor"):
        # A partner sees its own projects only: this is one of them.
        pages = {f"{label}, {reader}": path.replace("GH-0001", "GH-0040") for label, path in PAGES.items()}
        yield from (one.line() for one in measured(clients[reader], pages, again=again, rounds=rounds))
    few = max(2, rounds // 8)
    yield from (one.line() for one in measured(clients["officer"], DOWNLOADS, again=again, rounds=few))
