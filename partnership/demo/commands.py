"""The command that loads the demonstration."""

from datetime import datetime

import click
from flask import current_app

from partnership.administration.commands import serve, upgrade_database
from partnership.core import clock
from partnership.core.commands import AppCommand, Sentence, StructureCommand
from partnership.core.parsing import parse_day
from partnership.demo.loading import is_empty, load

DEFAULT_SEED = 2026


@click.group()
def demo() -> None:
    """Demonstration data: invented people and projects."""


@demo.command("serve", cls=StructureCommand)
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.pass_context
def serve_demo(context: click.Context, port: int) -> None:
    """Bring the database up to date, fill it if it is empty, and serve: one start instead of three."""
    context.invoke(upgrade_database)
    if is_empty():
        context.invoke(load_demo, seed=DEFAULT_SEED, projects=None, participants=None, as_of=None, if_empty=True)
    context.invoke(serve, host="127.0.0.1", port=port)


@demo.command("load", cls=AppCommand)
@click.option("--projects", type=click.IntRange(1, 5000), help="How many projects; by default the dozen.")
@click.option("--participants", type=click.IntRange(0, 1_000_000), help="How many people; by default some hundred.")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="Another number gives other people.")
@click.option("--as-of", help="The day the demonstration takes as today, for example 2026-07-06.")
@click.option("--if-empty", is_flag=True, help="Do nothing when the register holds data already.")
def load_demo(projects: int | None, participants: int | None, seed: int, as_of: str | None, if_empty: bool) -> None:
    """Fill an empty register with invented, lifelike data."""
    if not current_app.config["SETTINGS"].demo:
        raise Sentence("demonstration data is only loaded where PARTNERSHIP_DEMO=1.")
    if if_empty and not is_empty():
        return
    day = parse_day(as_of) if as_of else clock.today()
    if day is None:
        raise Sentence(f"“{as_of}” is not a date. Write it like 2026-07-06.")
    with clock.fixed_at(datetime(day.year, day.month, day.day, 10, tzinfo=clock.HOUSE_ZONE)):
        made = load(
            as_of=day,
            projects=projects,
            participants=participants,
            seed=seed,
            progress=lambda done, total: click.echo(f"{done} of {total} people", err=True),
        )
    click.echo(f"Loaded {made['projects']} projects, {made['people']} people and {made['accounts']} accounts.")
