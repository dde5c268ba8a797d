"""The command line `partnership`: gathers the features' commands; every failure is one sentence and exit status 1."""

import logging
import os
import sys

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from partnership.accounts.commands import user
from partnership.administration.commands import audit, backup, check, database, jobs, restore, serve
from partnership.app import create_app
from partnership.audit.recording import Author, set_author
from partnership.config import UnsafeSettings
from partnership.core.assets import AssetsMissing
from partnership.core.commands import Sentence
from partnership.core.errors import Refused, reference
from partnership.demo.commands import demo
from partnership.exchange.commands import imports
from partnership.landtag_reports.commands import report
from partnership.participants.commands import limits

log = logging.getLogger(__name__)
PRIVATE = 0o077
"""Database, stored files and backups are made for the service's own user alone: they hold names and secrets of accounts."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnership")
def cli() -> None:
    """The register of the migration partnership between North Rhine-Westphalia and Ghana."""


for command in (audit, backup, check, database, demo, imports, jobs, limits, report, restore, serve, user):
    cli.add_command(command)


def start() -> Flask:
    """The application, or the sentence why it cannot start."""
    try:
        app = create_app()
    except (UnsafeSettings, AssetsMissing) as reason:
        raise Sentence("this start is refused. " + " ".join(str(reason).splitlines())) from None
    set_author(Author(None, "command line"))
    return app


def main() -> None:
    """Entry point: turns every failure into a sentence, never a traceback."""
    os.umask(PRIVATE)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        cli.main(standalone_mode=False, obj=start)
    except click.exceptions.Abort:
        fail("stopped.")
    except click.UsageError as error:
        fail(f"{error.format_message()} See `partnership --help`.")
    except click.ClickException as error:
        fail(error.message)
    except Refused as error:
        fail(str(error))
    except OperationalError:
        fail("the database could not be reached or is busy. Nothing was changed.")
    except Exception as error:  # the outermost border: a person gets a reference, the log gets the rest
        if os.environ.get("PARTNERSHIP_TRACE"):
            raise
        mark = reference()
        log.warning("unexpected failure %s: %s", mark, type(error).__name__)
        fail(
            f"something went wrong. Nothing was changed. Quote {mark}, or set PARTNERSHIP_TRACE=1 and try again to see where."
        )


def fail(sentence: str) -> None:
    """Say why on stderr and leave with status 1."""
    click.echo(f"partnership: {sentence}", err=True)
    sys.exit(1)
