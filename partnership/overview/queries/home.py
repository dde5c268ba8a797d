"""The line of days on the first page: what is late, what waits today, what comes this week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import col, func, select

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.todo import Source, Todo, Todos, Urgency
from partnership.projects.models import Project
from partnership.projects.queries import visible_to
from partnership.projects.vocabulary import ProjectStatus


@dataclass(frozen=True, kw_only=True)
class More:
    """Things of a kind that do not stand on the line: how many, and where they are."""

    number: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """One stretch of the line."""

    urgency: Urgency
    todos: Sequence[Todo]
    more: Sequence[More]
    total: int


def days(actor: Actor, *, today: date, sources: Iterable[Source]) -> list[Day]:
    """The stretches on which something stands, in order; totals count everything, shown or not."""
    answers = [answer for source in sources for answer in source(actor, today)]
    found = []
    for urgency in Urgency:
        mine = [answer for answer in answers if answer.urgency is urgency and answer.total]
        if mine:
            todos = sorted(
                (todo for answer in mine for todo in answer.shown),
                key=lambda todo: (todo.day is None, todo.day or today),
            )
            found.append(
                Day(
                    urgency=urgency,
                    todos=todos,
                    more=[_more(answer) for answer in mine if _more(answer).number and answer.all_url],
                    total=sum(answer.total for answer in mine),
                )
            )
    return found


def _more(answer: Todos) -> More:
    return More(number=answer.total - len(answer.shown), url=answer.all_url or "")


def lead(found: Sequence[Day]) -> str:
    """The first sentence of the page, with the true numbers."""
    number = {day.urgency: day.total for day in found}
    late, today, week = (number.get(urgency, 0) for urgency in Urgency)
    parts = []
    if late:
        parts.append(ngettext("One thing is late.", "%(num)d things are late.", late))
    if today:
        parts.append(ngettext("One thing waits for you today.", "%(num)d things wait for you today.", today))
    if week:
        parts.append(
            ngettext("One date falls in the next seven days.", "%(num)d dates fall in the next seven days.", week)
        )
    return " ".join(parts) or _("Nothing waits for you today.")


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """How many projects the reader sees, by status; statuses without a project are left out."""

    by_status: Sequence[tuple[ProjectStatus, int]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _status, number in self.by_status)


def portfolio(actor: Actor) -> Portfolio:
    """The projects this person sees, counted by status."""
    query = select(Project.status, func.count(col(Project.id))).where(visible_to(actor)).group_by(col(Project.status))
    rows = dict(db.session.execute(query).all())
    return Portfolio(by_status=[(status, rows[status]) for status in ProjectStatus if status in rows])
