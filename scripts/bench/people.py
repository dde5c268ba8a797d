"""Measures the list of people: officer and partner, search, filters, orders, late ones; and that it costs the same with few people."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from partnership.accounts.models import User
from partnership.accounts.setup import actor_of
from partnership.core import clock
from partnership.core.database import db
from partnership.participants.queries import listing
from partnership.participants.queries.people_filter import PeopleFilter
from partnership.projects.vocabulary import Strand
from scripts.bench.measuring import Again, measured

PAGES = {
    "list": "/participants", "strand and sex": "/participants?strand=REINT&sex=f", "phase": "/participants?at=QUAL.training",
    "region, open": "/participants?region=GH-UE&status=open", "by number": "/participants?sort=id", "by name": "/participants?sort=name",
    "a limit has passed": "/participants?overdue=1", "a limit ends this week": "/participants?soon=1", "one number": "/participants?q=GH-1000-0000",
}  # fmt: skip
SEARCHED = "two parts of a name"
SCANS = {"sqlite": "SCAN participation", "postgresql": "Seq Scan on participation"}


def lines(clients: dict[str, FlaskClient], *, again: Again, rounds: int) -> Iterator[str]:
    """A row for each page and reader."""
    for reader, client in clients.items():
        for one in measured(
            client, {f"people, {reader}: {label}": path for label, path in PAGES.items()}, again=again, rounds=rounds
        ):
            yield one.line()
        client.post("/participants/search", data={"q": "osei ama"})
        for one in measured(
            client, {f"people, {reader}: {SEARCHED}": "/participants?named=1"}, again=again, rounds=rounds
        ):
            yield one.line()


def full_scans(app: Flask) -> list[str]:
    """Lines of the plans of a partner's list and search that read the whole table of participations."""
    with app.app_context():
        actor = actor_of(db.session.scalars(sa.select(User).where(User.email == "editor@example.org")).one())
        if actor is None:
            raise RuntimeError("the editor has no valid membership")
        dialect, found = db.engine.dialect.name, []
        for wanted in (
            PeopleFilter(),
            PeopleFilter(q="osei ama"),
            PeopleFilter(strand=Strand.QUAL),
            PeopleFilter(overdue=True),
        ):
            query = listing.page_query(wanted, actor=actor, today=clock.today())
            text = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
            explain = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
            plan = [" ".join(map(str, row)) for row in db.session.connection().exec_driver_sql(explain + text)]
            found += [
                f"{wanted.as_query()}: {line}" for line in plan if SCANS[dialect] in line and " USING " not in line
            ]
        db.session.close()
        return found
