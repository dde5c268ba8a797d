"""Commands of those who run the service: structure of the database, worker, server, log, soundness."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from partnership.administration import serving
from partnership.administration.backup import backup as write_backup
from partnership.administration.backup import restore as read_backup
from partnership.administration.soundness import demonstration_accounts, findings
from partnership.audit.queries import verify
from partnership.core.commands import AppCommand, Sentence, StructureCommand
from partnership.core.database import db
from partnership.core.migrating import upgrade


@click.group("db")
def database() -> None:
    """The database's structure."""


@database.command("upgrade", cls=StructureCommand)
def upgrade_database() -> None:
    """Bring the database up to date; safe to run again."""
    current_app.config["SETTINGS"].folder.mkdir(parents=True, exist_ok=True)
    try:
        upgrade(db.engine)
    except OperationalError:
        raise Sentence("the database cannot be reached or written. Check PARTNERSHIP_DATABASE_URL.") from None
    click.echo("The database is up to date.")


@click.group()
def audit() -> None:
    """The log of changes."""


@audit.command("verify", cls=AppCommand)
def verify_audit() -> None:
    """Check that no line of the log was changed, removed or moved."""
    lines, breaks = verify()
    for finding in breaks:
        click.echo(f"position {finding.position}: {finding.finding}", err=True)
    if breaks:
        raise Sentence(f"the audit log does not hold; places found: {len(breaks)}.")
    click.echo(f"The audit log holds: {lines} lines.")


@click.group()
def jobs() -> None:
    """Work in the background."""


@jobs.command("run", cls=AppCommand)
def run_jobs() -> None:
    """Do the waiting work and go on until stopped."""
    serving.run_worker(current_app.extensions["queue"])


@click.command(cls=AppCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the pages and do the background work, together, until stopped."""
    settings = current_app.config["SETTINGS"]
    if reason := demonstration_accounts(current_app):
        raise Sentence(f"this start is refused. {reason}")
    click.echo(f"The register is at http://{host}:{port}")
    if settings.demo:
        click.echo(
            "Demonstration: sign in as officer@ministry.example, head@ministry.example, editor@kumasi-tvet.example, lead@accra-return.example, …"
        )
        click.echo("Password of every demonstration account: demo-Ghana-NRW-2026")
    db.session.close()
    status = serving.serve(host=host, port=port)
    if status:
        raise Sentence(f"the server stopped with status {status}. Is port {port} in use?")


@click.command(cls=AppCommand)
def check() -> None:
    """Say whether this installation is sound."""
    problems = findings(current_app)
    for line in problems:
        click.echo(line, err=True)
    if problems:
        raise Sentence(f"this installation is not sound; findings: {len(problems)}.")
    click.echo("This installation is sound.")


@click.command(cls=AppCommand)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Write all data and files into one archive, PATH (tar.gz). It holds names: keep it as safe as the register."""
    if path.exists():
        raise Sentence(f"{path} exists already. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise Sentence(f"the folder {path.absolute().parent} does not exist.")
    rows = write_backup(path)
    click.echo(f"Wrote {path}: {sum(rows.values())} rows of {len(rows)} tables.")


@click.command(cls=AppCommand)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def restore(path: Path) -> None:
    """Read an archive made by `backup` into an empty register."""
    if not path.exists():
        raise Sentence(f"there is no file {path}.")
    rows = read_backup(path)
    click.echo(f"Restored {sum(rows.values())} rows of {len(rows)} tables.")
