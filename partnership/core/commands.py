"""What every command of the command line shares: it runs inside the application and fails in one sentence."""

from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import OperationalError
from typing_extensions import override

from partnership.core.database import db
from partnership.core.migrating import is_current

Start = Callable[[], Flask]


class Sentence(click.ClickException):
    """An error as one sentence on stderr."""

    @override
    def show(self, file: Any = None) -> None:
        click.echo(f"partnership: {self.message}", err=True)


class AppCommand(click.Command):
    """A command that runs inside the application. The application starts only now, so that `--help` needs none."""

    needs_current_database = True

    @override
    def invoke(self, ctx: click.Context) -> Any:
        start: Start = ctx.find_root().obj
        with start().app_context():
            if self.needs_current_database:
                require_current_database()
            return super().invoke(ctx)


class StructureCommand(AppCommand):
    """A command that may run on an empty or old database, because it brings it up to date."""

    needs_current_database = False


def require_current_database() -> None:
    """Refuse to work on a database that is older or newer than this program.

    Raises Sentence.
    """
    try:
        current = is_current(db.engine)
    except OperationalError:
        raise Sentence("the database cannot be reached. Check PARTNERSHIP_DATABASE_URL.") from None
    if not current:
        raise Sentence("the database is not up to date. Run `partnership db upgrade` first.")
