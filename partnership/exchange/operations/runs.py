"""The life of an import: uploaded, checked, then taken over as a whole or discarded."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from partnership.audit.recording import Author, because
from partnership.core.database import db
from partnership.core.errors import ChangedMeanwhile, Refused
from partnership.core.jobs import Job, JobState, enqueue
from partnership.core.record import table_of
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.models import ImportRow, ImportRun
from partnership.exchange.operations.children import insert_all
from partnership.exchange.operations.directory import Directory
from partnership.exchange.operations.files import require_intact
from partnership.exchange.operations.proposals import Proposal, proposals
from partnership.exchange.operations.writing import Writer
from partnership.exchange.vocabulary import ImportState

ROW: sa.Table = table_of(ImportRow)
CHECK, TAKE_OVER = "iati-check", "iati-take-over"
Tell = Callable[[int], None]
"""Told how many bytes have been read."""
DECIDABLE = frozenset({ImportState.CHECKED, ImportState.REFUSED})


class CountedReading:
    """A file that says how far it has been read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.position = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        chunk = self._source.read(size)
        self.position += len(chunk)
        return chunk


def begin(*, file_name: str, digest: str, size: int, recipient: str | None, by: Author, at: datetime) -> ImportRun:
    """Enter an uploaded file; the check runs in the background."""
    run = ImportRun(
        file_name=file_name,
        sha256=digest,
        size=size,
        recipient=recipient,
        started_by_id=by.user_id,
        started_by_name=by.name,
        created_at=at,
        updated_at=at,
    )
    db.session.add(run)
    db.session.flush()
    return run


def enqueue_check(run: ImportRun, *, result_url: str, by: int) -> Job:
    """Let the worker check the file, once more if it has been checked before.

    Raises Refused when it is being taken over or has been.
    """
    if run.state in (ImportState.APPLIED, ImportState.DISCARDED) or (
        run.state is ImportState.APPLYING and not job_has_failed(run)
    ):
        raise Refused(_("This import is “%(state)s” and cannot be checked again.", state=run.state.label))
    return _enqueue(
        run,
        kind=CHECK,
        state=ImportState.CHECKING,
        title=_("Check %(name)s", name=run.file_name),
        result_url=result_url,
        by=by,
    )


def enqueue_take_over(run: ImportRun, *, result_url: str, by: int) -> Job:
    """Let the worker take the checked file over.

    Raises Refused when it is not waiting for a decision.
    """
    if run.state is not ImportState.CHECKED:
        raise Refused(_("Only a checked file can be taken over; this import is “%(state)s”.", state=run.state.label))
    return _enqueue(
        run,
        kind=TAKE_OVER,
        state=ImportState.APPLYING,
        title=_("Take over %(name)s", name=run.file_name),
        result_url=result_url,
        by=by,
    )


def _enqueue(run: ImportRun, *, kind: str, state: ImportState, title: str, result_url: str, by: int) -> Job:
    run.state, run.refusal = state, None
    job = enqueue(kind, title=title[:300], arguments={"run_id": run.id, "result_url": result_url}, by=by)
    run.job_id = job.id
    db.session.flush()
    return job


def discard(run: ImportRun) -> None:
    """Drop a file that was not taken over; the report stays.

    Raises Refused when it has been taken over, or is being worked on right now.
    """
    if run.state not in DECIDABLE and not job_has_failed(run):
        raise Refused(_("This import is “%(state)s” and cannot be discarded.", state=run.state.label))
    run.state = ImportState.DISCARDED
    db.session.flush()


def job_has_failed(run: ImportRun) -> bool:
    """Whether the work on this import ended without a result: the worker was stopped, or something unexpected happened."""
    job = db.session.get(Job, run.job_id) if run.job_id else None
    return (
        run.state in (ImportState.CHECKING, ImportState.APPLYING)
        and job is not None
        and job.state in (JobState.FAILED, JobState.CANCELLED)
    )


def check(run: ImportRun, *, today: date, tell: Tell) -> None:
    """Fill the report of what an import would do; the register itself is only read.

    Commits batch by batch, so that others can go on writing. A file that is refused leaves no lines.
    """
    path = require_intact(run.sha256)
    _forget_rows(run)
    db.session.commit()
    directory = Directory.loaded()
    try:
        with path.open("rb") as opened:
            source = CountedReading(opened)
            for batch in proposals(
                source, recipient=run.recipient, today=today, directory=directory, resolve=directory.expected
            ):
                insert_all(ROW, [_line(proposal, run=run) for proposal in batch], returning=False)
                db.session.commit()
                tell(source.position)
    except UnreadableFile as unreadable:
        _forget_rows(run)
        run.state, run.refusal = ImportState.REFUSED, refusal_of(unreadable)
    else:
        run.state = ImportState.CHECKED
    db.session.commit()


def refusal_of(unreadable: UnreadableFile) -> dict[str, Any]:
    """Why a file is refused, as it is stored."""
    return {"code": unreadable.refusal.value, "parameters": dict(unreadable.parameters)}


def _forget_rows(run: ImportRun) -> None:
    db.session.execute(sa.delete(ROW).where(ROW.c.run_id == run.id))


def _line(proposal: Proposal, *, run: ImportRun) -> dict[str, Any]:
    return {**proposal.row(), "run_id": run.id, "created_at": run.updated_at}


def _new_code(proposal: Proposal, *, codes: Mapping[str, str]) -> dict[str, str]:
    """The code of the project that the activity has just become, as a column of its line."""
    return {"project_code": codes[proposal.identifier]} if proposal.plan and proposal.identifier in codes else {}


def take_over(run: ImportRun, *, by: Author, at: datetime, today: date, tell: Tell) -> None:
    """Write what the report says, all of it or nothing, in the caller's transaction.

    Raises Refused when the stored file is damaged, ChangedMeanwhile when file and register no longer give what the report says.
    """
    path = require_intact(run.sha256)
    directory, writer = Directory.loaded(), Writer(digest=run.sha256, by=by, at=at)
    expected = _expected_rows(run)
    try:
        with path.open("rb") as opened, because(run.file_name):
            source = CountedReading(opened)
            for batch in proposals(
                source, recipient=run.recipient, today=today, directory=directory, resolve=directory.linked
            ):
                row_ids = [_matching(proposal, expected=expected) for proposal in batch]
                codes = writer.write([proposal.plan for proposal in batch if proposal.plan])
                named = [
                    {"row": row_id, "new_code": code["project_code"]}
                    for row_id, one in zip(row_ids, batch, strict=True)
                    if (code := _new_code(one, codes=codes))
                ]
                if named:
                    statement = (
                        sa.update(ROW)
                        .where(ROW.c.id == sa.bindparam("row"))
                        .values(project_code=sa.bindparam("new_code"))
                    )
                    db.session.connection().execute(statement, named)
                tell(source.position)
    except UnreadableFile as unreadable:
        raise _changed() from unreadable
    except IntegrityError as collision:
        raise ChangedMeanwhile(
            _(
                "Another import entered the same projects at the same time. Nothing was taken over. Check the file again."
            )
        ) from collision
    if next(expected, None) is not None:
        raise _changed()
    run.state, run.applied_at, run.updated_at = ImportState.APPLIED, at, at


def _expected_rows(run: ImportRun) -> Iterator[Any]:
    """The lines of the report in the order of the file, some hundred at a time."""
    last, query = (
        0,
        sa.select(ROW.c.id, ROW.c.identifier, ROW.c.outcome, ROW.c.plan)
        .where(ROW.c.run_id == run.id)
        .order_by(ROW.c.id)
        .limit(500),
    )
    while rows := db.session.execute(query.where(ROW.c.id > last)).all():
        yield from rows
        last = rows[-1].id


def _matching(proposal: Proposal, *, expected: Iterator[Any]) -> int:
    row, now = next(expected, None), proposal.row()
    if row is None or (row.identifier, row.outcome, row.plan) != (now["identifier"], now["outcome"], now["plan"]):
        raise _changed(proposal.identifier)
    return int(row.id)


def _changed(identifier: str = "") -> ChangedMeanwhile:
    if identifier:
        return ChangedMeanwhile(
            _(
                "Since the check, the register has changed for “%(identifier)s”. Nothing was taken over. Check the file again.",
                identifier=identifier,
            )
        )
    return ChangedMeanwhile(
        _("The file no longer gives what the report says. Nothing was taken over. Check the file again.")
    )


def import_at_once(run: ImportRun, *, path_source: BinaryIO, by: Author, at: datetime, today: date, tell: Tell) -> None:
    """Check and take over in one go, as the command line does; in the caller's transaction, with the same report.

    Raises UnreadableFile when the file is refused; the caller rolls back.
    """
    directory, writer = Directory.loaded(), Writer(digest=run.sha256, by=by, at=at)
    source = CountedReading(path_source)
    with because(run.file_name):
        for batch in proposals(
            source, recipient=run.recipient, today=today, directory=directory, resolve=directory.linked
        ):
            codes = writer.write([proposal.plan for proposal in batch if proposal.plan])
            insert_all(
                ROW,
                [_line(proposal, run=run) | _new_code(proposal, codes=codes) for proposal in batch],
                returning=False,
            )
            tell(source.position)
    run.state, run.applied_at = ImportState.APPLIED, at


def dry_run(*, source: BinaryIO, recipient: str | None, today: date, tell: Tell) -> Iterator[Proposal]:
    """What an import would do, activity by activity; nothing is written.

    Raises UnreadableFile when the file is refused.
    """
    directory, counted = Directory.loaded(), CountedReading(source)
    for batch in proposals(counted, recipient=recipient, today=today, directory=directory, resolve=directory.expected):
        yield from batch
        tell(counted.position)
