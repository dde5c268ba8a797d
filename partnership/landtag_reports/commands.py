"""The command that builds a report."""

from pathlib import Path

import click

from partnership.core.commands import AppCommand, Sentence
from partnership.core.parsing import parse_day
from partnership.landtag_reports.operations import gather_safely, typeset
from partnership.landtag_reports.rules import parse_period


@click.group()
def report() -> None:
    """Progress reports for the Landtag."""


@report.command("build", cls=AppCommand)
@click.option("--period", required=True, help="The span reported on: 2026, 2026-H1 or 2026-Q3.")
@click.option("--as-of", required=True, help="Reporting day: what happened up to it counts. For example 2026-06-30.")
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Language of the report."
)
@click.option(
    "--state",
    type=click.Choice(["draft"]),
    default="draft",
    show_default=True,
    help="Drafts say on each page that they are drafts.",
)
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
def build_report(period: str, as_of: str, lang: str, state: str, path: Path) -> None:
    """Gather the figures, protect people, and typeset the report."""
    day = parse_day(as_of)
    if day is None:
        raise Sentence(f"“{as_of}” is not a date. Write it like 2026-06-30.")
    if not path.absolute().parent.is_dir():
        raise Sentence(f"the folder {path.absolute().parent} does not exist.")
    span = parse_period(period)
    click.echo("Gathering figures …", err=True)
    document = gather_safely(span, as_of=day)
    click.echo(f"Typesetting {len(document.projects)} projects …", err=True)
    typeset(document, language=lang, path=path)
    click.echo(f"Wrote {path} ({state}, data {document.data_hash[:12]}).")
