"""What waits for an officer in imports, as sentences with verbs."""

from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlmodel import col

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.formatting import format_day
from partnership.core.todo import Todo, Todos, Urgency
from partnership.exchange.models import ImportRun
from partnership.exchange.queries.imports import visible_to
from partnership.exchange.vocabulary import ImportState

SHOWN = 3


def of_imports(actor: Actor, _today: date) -> list[Todos]:
    """Checked files that wait for the decision of the officer who uploaded them."""
    query = (
        sa.select(ImportRun, sa.func.count().over()).where(visible_to(actor), col(ImportRun.state) == ImportState.CHECKED, col(ImportRun.started_by_id) == actor.user_id)
        .order_by(col(ImportRun.id)).limit(SHOWN)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    shown = [
        Todo(
            urgency=Urgency.TODAY,
            sentence=_("Decide on the import: %(name)s", name=run.file_name),
            url=url_for("imports.show", run_id=run.id),
            why=_("The file is checked and waits to be taken over or discarded."),
            when=format_day(run.created_at),
        )
        for run, _total in rows
    ]
    return [
        Todos(urgency=Urgency.TODAY, shown=shown, total=rows[0][1] if rows else 0, all_url=url_for("imports.index"))
    ]
