"""The command `partnership import iati`: files become projects, one transaction for each file."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from partnership.audit.recording import Author
from partnership.core import clock, files
from partnership.core.commands import AppCommand, Sentence
from partnership.core.database import db
from partnership.core.errors import ChangedMeanwhile
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.iati.sentences import refusal_sentence
from partnership.exchange.models import ImportRow
from partnership.exchange.operations import runs
from partnership.exchange.operations.files import shown_name
from partnership.exchange.sentences import note_sentence
from partnership.exchange.vocabulary import Outcome
from partnership.reference_data.codelists import codelist

ROW: Any = ImportRow
"""The table as queries mean it: column expressions, where SQLModel's annotations show a type checker plain values."""
COMMAND_LINE = Author(None, "command line")
LONG_FILE = 1_000_000
"""Bytes from which a file is worth a progress bar."""
MOST_LINES = 20
"""Refused activities named one by one for each file; the page of the import shows all."""
WIDTH = 40


@click.group("import")
def imports() -> None:
    """Take data over from files."""


@imports.command("iati", cls=AppCommand)
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--recipient", metavar="GH", help="Take only activities for this country (ISO 3166, two letters).")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
def import_iati(paths: tuple[Path, ...], recipient: str | None, dry_run: bool) -> None:
    """Take projects over from IATI activity files, each file as a whole or not at all."""
    country = _country(recipient)
    outcomes: dict[str, Counter[Outcome] | None] = {}
    for number, path in enumerate(paths):
        counted, refused, reason = _one(path, recipient=country, dry_run=dry_run)
        outcomes[f"{number} {path.name}"] = counted
        for line in refused[:MOST_LINES]:
            click.echo(f"{path.name}: {line}", err=True)
        if len(refused) > MOST_LINES:
            click.echo(f"{path.name}: {len(refused) - MOST_LINES} more activities are refused.", err=True)
        if reason:
            click.echo(f"{path.name}: {reason}", err=True)
    _show(outcomes)
    failed = sum(counted is None for counted in outcomes.values())
    if dry_run:
        click.echo("This was a dry run: nothing was written.")
    if failed:
        others = " The other files were taken over." if failed < len(paths) and not dry_run else ""
        raise Sentence(
            f"{failed} of {len(paths)} files refused; nothing of {'it' if failed == 1 else 'them'} was taken over.{others}"
        )


def _country(recipient: str | None) -> str | None:
    if recipient is None:
        return None
    code = recipient.strip().upper()
    if code not in codelist("countries"):
        raise Sentence(f"“{recipient}” is not a country code of ISO 3166, for example GH.")
    return code


Finding = tuple[Counter[Outcome] | None, list[str], str | None]
"""Outcomes (none for a refused file), sentences on refused activities, and why the file was refused."""


def _one(path: Path, *, recipient: str | None, dry_run: bool) -> Finding:
    try:
        return _dry(path, recipient=recipient) if dry_run else _real(path, recipient=recipient)
    except UnreadableFile as unreadable:
        db.session.rollback()
        return None, [], refusal_sentence(unreadable)
    except ChangedMeanwhile as reason:
        db.session.rollback()
        return None, [], str(reason)
    except OSError as error:
        db.session.rollback()
        return None, [], f"the file cannot be read ({error.strerror})."


def _dry(path: Path, *, recipient: str | None) -> Finding:
    counted: Counter[Outcome] = Counter()
    refused: list[str] = []
    with path.open("rb") as source, _progress(path) as tell:
        for proposal in runs.dry_run(source=source, recipient=recipient, today=clock.today(), tell=tell):
            counted[proposal.outcome] += 1
            if proposal.outcome is Outcome.REFUSED:
                refused.append(
                    _refusal(proposal.identifier, line=proposal.line, notes=[note.plain() for note in proposal.notes])
                )
    db.session.rollback()
    return counted, refused, None


def _real(path: Path, *, recipient: str | None) -> Finding:
    with path.open("rb") as source:
        digest = files.keep(source)
    stored = files.path_of(digest)
    run = runs.begin(
        file_name=shown_name(path.name),
        digest=digest,
        size=stored.stat().st_size,
        recipient=recipient,
        by=COMMAND_LINE,
        at=clock.now(),
    )
    with stored.open("rb") as source, _progress(path) as tell:
        runs.import_at_once(run, path_source=source, by=COMMAND_LINE, at=clock.now(), today=clock.today(), tell=tell)
    db.session.commit()
    rows = sa.select(ROW.outcome, sa.func.count()).where(ROW.run_id == run.id).group_by(ROW.outcome)
    named = sa.select(ROW.identifier, ROW.line, ROW.notes).where(ROW.run_id == run.id, ROW.outcome == Outcome.REFUSED)
    refused = [
        _refusal(identifier, line=line, notes=notes)
        for identifier, line, notes in db.session.execute(named.order_by(ROW.id))
    ]
    return Counter(dict(db.session.execute(rows).all())), refused, None


def _refusal(identifier: str, *, line: int | None, notes: Iterable[dict[str, Any]]) -> str:
    reasons = " ".join(note_sentence(note) for note in notes)
    return f"line {line}, activity {identifier or 'without identifier'} is refused: {reasons}"


@contextmanager
def _progress(path: Path) -> Iterator[runs.Tell]:
    """A bar on stderr for long files, when a person looks on."""
    size = path.stat().st_size
    bar = click.progressbar(
        length=size, label=path.name, file=sys.stderr, hidden=size < LONG_FILE or not sys.stderr.isatty()
    )

    def tell(position: int) -> None:
        bar.update(position - bar.pos)

    with bar:
        yield tell


def _show(outcomes: dict[str, Counter[Outcome] | None]) -> None:
    """The table at the end: one line for each file."""
    heads = [outcome.label for outcome in Outcome]
    click.echo("  ".join([f"{'File':{WIDTH}}", *heads]))
    for key, counted in outcomes.items():
        name = key.partition(" ")[2]
        shown = name if len(name) <= WIDTH else name[: WIDTH - 1] + "…"
        cells = (
            [f"{counted[outcome]:>{len(head)}}" for outcome, head in zip(Outcome, heads, strict=True)]
            if counted is not None
            else ["refused"]
        )
        click.echo("  ".join([f"{shown:{WIDTH}}", *cells]))
