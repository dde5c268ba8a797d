"""What waits for a person in projects and milestones, as sentences with verbs."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import col

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.core.formatting import format_day, format_long_day, in_language
from partnership.core.todo import Todo, Todos, Urgency
from partnership.milestones import queries as milestones
from partnership.milestones.models import Milestone
from partnership.milestones.rules import RENEW_AFTER_MONTHS, is_overdue, months_beyond
from partnership.participants.queries.overdue import limit_counts
from partnership.projects.models import Project
from partnership.projects.queries import visible_to
from partnership.projects.vocabulary import ProjectStatus

SHOWN = 6
"""So many things of a kind stand on the line; the rest is one link away."""
WEEK = timedelta(days=7)
RENEW_AFTER = timedelta(days=31 * RENEW_AFTER_MONTHS)


def project_title(project: Project) -> str:
    """The title in the reader's language."""
    return in_language(project.title_de, project.title_en)


def milestone_title(milestone: Milestone) -> str:
    """The title in the reader's language."""
    return in_language(milestone.title_de, milestone.title_en)


def of_milestones(actor: Actor, today: date) -> list[Todos]:
    """Late milestones, those expected within the week, and those nobody has spoken of for long."""
    late = milestones.late_for(actor, today=today, limit=SHOWN)
    soon = milestones.expected_between(actor, first=today, last=today + WEEK, limit=SHOWN)
    silent = milestones.with_old_forecast(actor, made_before=today - RENEW_AFTER, today=today, limit=SHOWN)
    all_late = url_for("projects.index", late="1", sort="late")
    return [
        Todos(
            urgency=Urgency.LATE, shown=[_late(one, today) for one in late.first], total=late.total, all_url=all_late
        ),
        Todos(
            urgency=Urgency.TODAY,
            shown=[_silent(one, silent.said_on[one.id or 0]) for one in silent.first],
            total=silent.total,
            all_url=url_for("projects.index"),
        ),
        Todos(
            urgency=Urgency.THIS_WEEK,
            shown=[_soon(one, today) for one in soon.first],
            total=soon.total,
            all_url=url_for("projects.index", sort="late"),
        ),
    ]


def _url(milestone: Milestone) -> str:
    return url_for("milestones.show", code=milestone.project.code, milestone_id=milestone.id)


def _late(milestone: Milestone, today: date) -> Todo:
    title, expected = milestone_title(milestone), milestone.expected_on
    if is_overdue(milestone, today=today):
        days = (today - expected).days
        sentence = _("Report or forecast again: %(milestone)s", milestone=title)
        why = _(
            "%(project)s, expected on %(day)s", project=project_title(milestone.project), day=format_long_day(expected)
        )
        when = ngettext("for %(num)d day", "for %(num)d days", days)
    else:
        months = months_beyond(expected, milestone.baseline_on)
        sentence = _("Decide what follows from the delay: %(milestone)s", milestone=title)
        why = _(
            "%(project)s, expected on %(day)s instead of %(plan)s",
            project=project_title(milestone.project),
            day=format_long_day(expected),
            plan=format_long_day(milestone.baseline_on),
        )
        when = ngettext("+%(num)d month", "+%(num)d months", months)
    return Todo(urgency=Urgency.LATE, sentence=sentence, url=_url(milestone), why=why, when=when, day=expected)


def _soon(milestone: Milestone, today: date) -> Todo:
    when = _("today") if milestone.expected_on == today else format_day(milestone.expected_on)
    sentence = _("See whether it is reached: %(milestone)s", milestone=milestone_title(milestone))
    return Todo(
        urgency=Urgency.THIS_WEEK,
        sentence=sentence,
        url=_url(milestone),
        why=project_title(milestone.project),
        when=when,
        day=milestone.expected_on,
    )


def _silent(milestone: Milestone, said_on: date) -> Todo:
    why = _(
        "%(project)s, nothing new since %(day)s", project=project_title(milestone.project), day=format_long_day(said_on)
    )
    sentence = _("Renew the forecast: %(milestone)s", milestone=milestone_title(milestone))
    return Todo(urgency=Urgency.TODAY, sentence=sentence, url=_url(milestone), why=why, when=_("today"), day=said_on)


def of_people(actor: Actor, today: date) -> list[Todos]:
    """Limits of people that have passed or end within a week, for those who record steps: two numbers that lead to the lists."""
    if not (can(actor, Action.START_ENROLMENT) or can(actor, Action.CREATE_PROJECT)):
        return []
    counts = limit_counts(actor, today=today)
    late = ngettext(
        "Record what happened: a limit has passed in one participation",
        "Record what happened: a limit has passed in %(num)d participations",
        counts.late,
    )
    soon = ngettext(
        "Look ahead: a limit ends within a week in one participation",
        "Look ahead: a limit ends within a week in %(num)d participations",
        counts.soon,
    )
    return [
        _people(Urgency.LATE, late, number=counts.late, filtered={"overdue": "1"}),
        _people(Urgency.THIS_WEEK, soon, number=counts.soon, filtered={"soon": "1"}),
    ]


def _people(urgency: Urgency, sentence: str, *, number: int, filtered: dict[str, str]) -> Todos:
    url = url_for("participants.index", **filtered)  # type: ignore[arg-type]
    shown = [Todo(urgency=urgency, sentence=sentence, url=url)] if number else []
    return Todos(urgency=urgency, shown=shown, total=len(shown))


def of_projects(actor: Actor, _today: date) -> list[Todos]:
    """Projects of a responsible officer that are still drafts or whose strands were only suggested."""
    if not can(actor, Action.CREATE_PROJECT):
        return []
    draft, pending = col(Project.status) == ProjectStatus.DRAFT, sa.not_(col(Project.strands_confirmed))
    drafts, number = _projects(actor, sa.and_(draft, sa.not_(pending)))
    suggested, more = _projects(actor, pending)
    return [
        Todos(
            urgency=Urgency.TODAY,
            shown=[_confirm(one) for one in suggested],
            total=more,
            all_url=url_for("projects.index", pending="1"),
        ),
        Todos(
            urgency=Urgency.TODAY,
            shown=[_complete(one) for one in drafts],
            total=number,
            all_url=url_for("projects.index", status="draft", mine="1"),
        ),
    ]


def _projects(actor: Actor, condition: sa.ColumnElement[bool]) -> tuple[Sequence[Project], int]:
    mine = sa.or_(col(Project.responsible_id) == actor.user_id, col(Project.responsible_id).is_(None))
    query = (
        sa.select(Project, sa.func.count().over())
        .where(visible_to(actor), mine, condition)
        .order_by(Project.code)
        .limit(SHOWN)
    )
    rows = list(db.session.execute(query))
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _confirm(project: Project) -> Todo:
    url = url_for("projects.edit_section", code=project.code, section="strands")
    sentence = _("Confirm the strands: %(project)s", project=project_title(project))
    return Todo(
        urgency=Urgency.TODAY,
        sentence=sentence,
        url=url,
        why=_("They were suggested from the sectors of the file."),
        when=_("today"),
    )


def _complete(project: Project) -> Todo:
    sentence = _("Complete and start: %(project)s", project=project_title(project))
    return Todo(
        urgency=Urgency.TODAY,
        sentence=sentence,
        url=url_for("projects.edit", code=project.code),
        why=_("Still a draft, so nothing is reported on it yet."),
        when=_("today"),
    )
