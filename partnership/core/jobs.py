"""Long work in the background: a row people can watch, and the queue that runs it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from flask_babel import gettext as _
from huey import Huey, RedisHuey, SqliteHuey
from sqlmodel import Field, col

from partnership.core import clock
from partnership.core.columns import instant, one_of, word
from partnership.core.database import after_commit_of_request, db
from partnership.core.errors import REFERENCE, Refused, reference
from partnership.core.record import Entry
from partnership.core.vocabulary import N_, Word

Work = Callable[["Job"], str | None]
WORK: dict[str, Work] = {}
"""Kind of job to the function that does it; it returns the address to show when done."""


class JobState(Word):
    """How far a job is."""

    WAITING = "waiting", N_("Waiting")
    RUNNING = "running", N_("Running")
    DONE = "done", N_("Done")
    FAILED = "failed", N_("Failed")
    CANCELLED = "cancelled", N_("Cancelled")


class Job(Entry, table=True):
    """One piece of background work. `total` 0 means that its size is not known yet."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JobState),
        sa.CheckConstraint("progress >= 0 AND total >= 0", name="progress_positive"),
    )
    kind: str = Field(max_length=40)
    title: str = Field(max_length=300)
    state: JobState = word(JobState, default=JobState.WAITING, index=True)
    progress: int = 0
    total: int = 0
    arguments: dict[str, Any] = Field(sa_type=sa.JSON, default_factory=dict)
    started_by_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    started_at: datetime | None = instant(optional=True)
    finished_at: datetime | None = instant(optional=True)
    result_url: str | None = Field(default=None, max_length=300)
    error: str | None = None

    @property
    def failure(self) -> str:
        """Why it failed, as a sentence: a refusal speaks for itself, an unexpected failure is a reference to quote."""
        if self.error and REFERENCE.fullmatch(self.error):
            return str(
                _("Something went wrong on our side. Quote this reference to support: %(mark)s", mark=self.error)
            )
        return self.error or ""


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind."""

    def register(function: Work) -> Work:
        WORK[kind] = function
        return function

    return register


def enqueue(kind: str, *, title: str, arguments: dict[str, Any], by: int | None) -> Job:
    """Store a job; the worker is called once the request's data are committed."""
    job = Job(kind=kind, title=title, arguments=arguments, started_by_id=by)
    db.session.add(job)
    db.session.flush()
    queue, job_id = current_app.extensions["queue"], job.id
    after_commit_of_request(lambda: queue.run_job(job_id))
    return job


def run(job_id: int) -> None:
    """Do the job now, in this process. A refusal becomes the sentence shown; anything else is logged with a reference."""
    job = db.session.get(Job, job_id)
    if job is None or job.state is not JobState.WAITING:
        return
    job.state, job.started_at = JobState.RUNNING, clock.now()
    db.session.commit()
    try:
        result_url = WORK[job.kind](job)
    except Refused as refusal:
        _finish(job_id, JobState.FAILED, error=str(refusal))
    except Exception:
        mark = reference()
        current_app.logger.exception("job %s (%s) failed %s", job_id, job.kind, mark)
        _finish(job_id, JobState.FAILED, error=mark)
        raise
    else:
        _finish(job_id, JobState.DONE, result_url=result_url)


def _finish(job_id: int, state: JobState, *, error: str | None = None, result_url: str | None = None) -> None:
    if error is not None:
        db.session.rollback()
    values = {"state": state, "error": error, "result_url": result_url, "finished_at": clock.now()}
    db.session.execute(sa.update(Job).where(col(Job.id) == job_id).values(**values))
    db.session.commit()


def report_progress(job: Job, *, progress: int, total: int) -> None:
    """Show how far the job is, in a transaction of its own: the work's own one may still be rolled back."""
    with db.sessionmaker() as session:
        session.execute(sa.update(Job).where(col(Job.id) == job.id).values(progress=progress, total=total))
        session.commit()


def init_jobs(app: Flask) -> None:
    """Connect the queue: Redis where one is configured, else a file of SQLite."""
    settings = app.config["SETTINGS"]
    if settings.redis_url:
        queue: Huey = RedisHuey("partnership", url=settings.redis_url)
    else:
        settings.folder.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("partnership", filename=str(settings.folder / "jobs.db"), fsync=True)
    queue.immediate = settings.testing

    def run_in_app(job_id: int) -> None:
        with app.app_context():
            run(job_id)

    queue.run_job = queue.task(name="run_job")(run_in_app)
    app.extensions["queue"] = queue
