"""What the worker does for imports: check a file, take it over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask_babel import force_locale

from partnership.accounts.models import User
from partnership.audit.recording import Author, acting_as
from partnership.core import clock
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.jobs import Job, report_progress, work
from partnership.exchange.models import ImportRun
from partnership.exchange.operations import runs
from partnership.exchange.vocabulary import ImportState


@contextmanager
def _on_behalf_of(job: Job) -> Iterator[Author]:
    """Work as the person who asked for it: the log names that person, stored sentences are in the own language."""
    user = db.session.get(User, job.started_by_id) if job.started_by_id else None
    author = Author(user.id, user.name) if user else Author(None, "system")
    with acting_as(author), force_locale(user.language if user else "en"):
        yield author


def _run_of(job: Job) -> ImportRun:
    run = db.session.get(ImportRun, job.arguments["run_id"])
    if run is None:
        raise RuntimeError("an import that a job works on is never deleted")
    return run


def _teller(job: Job, run: ImportRun) -> Callable[[int], None]:
    def tell(position: int) -> None:
        report_progress(job, progress=min(position, run.size), total=run.size)

    return tell


@work(runs.CHECK)
def check(job: Job) -> str | None:
    """Check an uploaded file."""
    with _on_behalf_of(job):
        run = _run_of(job)
        runs.check(run, today=clock.today(), tell=_teller(job, run))
    return str(job.arguments["result_url"])


@work(runs.TAKE_OVER)
def take_over(job: Job) -> str | None:
    """Take a checked file over.

    Raises Refused when the report no longer holds; the import then waits for a new decision.
    """
    with _on_behalf_of(job) as author:
        run = _run_of(job)
        # SQLite knows one writer at a time, and that is this very transaction: progress cannot be stored beside it.
        silent = db.session.connection().dialect.name == "sqlite"
        try:
            runs.take_over(
                run,
                by=author,
                at=clock.now(),
                today=clock.today(),
                tell=(lambda _position: None) if silent else _teller(job, run),
            )
        except Refused:
            db.session.rollback()
            db.session.refresh(run)
            run.state = ImportState.CHECKED
            db.session.commit()
            raise
        db.session.commit()
    return str(job.arguments["result_url"])
