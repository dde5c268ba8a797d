"""`partnership limits rebuild`: the first due day of every way, computed anew after a release that changes limits or holidays."""

import click

from partnership.core.commands import AppCommand
from partnership.core.database import db
from partnership.participants.operations.limits import rebuild_limits


@click.group()
def limits() -> None:
    """Limits that run for people."""


@limits.command("rebuild", cls=AppCommand)
def rebuild() -> None:
    """Compute anew when the first limit of each person ends; for use after an update that changes limits or holidays."""
    changed = rebuild_limits()
    db.session.commit()
    click.echo(f"{changed} days changed." if changed != 1 else "1 day changed.")
