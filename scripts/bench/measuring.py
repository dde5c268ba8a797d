"""Measures pages of the application beside a bare Flask page and beside their own template without a query."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template

from partnership.access.guard import public
from partnership.core.database import db
from scripts.bench.timing import Times, side_by_side, statements

BARE, PAGE, TEMPLATE = "bare Flask page", "page", "template"
AGAIN = "/bench/again"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page: its times, those of a bare page and of its template alone in the same rounds, and its statements."""

    label: str
    page: Times
    bare: Times
    template: Times
    statements: int

    def line(self) -> str:
        """A row of the table."""
        return (
            f"{self.label:<46}{self.page.median * 1000:>8.1f}{self.page.p95 * 1000:>8.1f}{self.page.ratio_to(self.bare):>8.1f}"
            f"{self.page.p95 / self.bare.p95:>9.1f}{self.template.ratio_to(self.page):>10.2f}{self.statements:>6}"
        )


HEAD = f"{'page':<46}{'p50 ms':>8}{'p95 ms':>8}{'x bare':>8}{'p95 x':>9}{'template':>10}{'SQL':>6}"
EXPLANATION = (
    "x bare: median as a multiple of a bare Flask page; p95 x: the same of the 95th percentiles;\n"
    "template: throughput as a share of the same template without a query (goal 0.6); SQL: statements a page"
)


class Again:
    """Renders the template of a page once more, with the values it had: what remains of a page without its queries."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.template: Template | None = None
        self.values: dict[str, Any] = {}

        @public
        def again() -> str:
            if self.template is None:
                raise RuntimeError("no page was rendered yet")
            return self.template.render(self.values)

        app.add_url_rule(AGAIN, "bench_again", again)

    def remember(self, client: FlaskClient, path: str) -> int:
        """Open a page, keep what it renders, and return how many statements it sent."""
        self.template, self.values = None, {}
        with template_rendered.connected_to(self._keep, self.app), statements() as sent:
            opened(client, path)
        return len(sent)

    def _keep(self, _app: Flask, *, template: Template, context: dict[str, Any], **_more: Any) -> None:
        self.template, self.values = template, dict(context)
        # The end of the request would let records forget what was read.
        db.session.expunge_all()


def bare_client() -> FlaskClient:
    """A browser of an application with one page and nothing else."""
    app = Flask("bare")
    app.add_url_rule("/", "page", lambda: "<!doctype html><title>Bare</title><h1>Bare</h1>")
    return app.test_client()


def measured(client: FlaskClient, pages: Mapping[str, str], *, again: Again, rounds: int) -> Iterator[Measured]:
    """Each page in turn. Raises RuntimeError for one that does not answer 200."""
    bare = bare_client()
    for label, path in pages.items():
        opened(client, path)
        sent = again.remember(client, path)
        actions: dict[str, Callable[[], object]] = {
            BARE: partial(opened, bare, "/"),
            PAGE: partial(opened, client, path),
        }
        if again.template is not None:
            actions[TEMPLATE] = partial(opened, client, AGAIN)
        times = side_by_side(actions, rounds=rounds)
        yield Measured(
            label=label, page=times[PAGE], bare=times[BARE], template=times.get(TEMPLATE, times[PAGE]), statements=sent
        )


def opened(client: FlaskClient, path: str) -> None:
    """Open a page to its last byte."""
    response = client.get(path)
    if response.status_code != 200 or not response.get_data():
        raise RuntimeError(f"{path} answered {response.status_code}")
