"""What happened lately, from the audit log, in words and without personal data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import col, select

from partnership.access.actor import Actor
from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.formatting import format_long_day, format_moment, in_language
from partnership.milestones.models import Milestone
from partnership.projects.models import Project
from partnership.projects.queries import visible_to
from partnership.projects.vocabulary import ProjectStatus

READ = 60
"""Lines of the log read for a list of changes: one act writes several."""
SHOWN = 8
TITLE_LENGTH = 80
"""Characters of a project's title beside a change: two lines of the column; the link leads to the whole."""
ENTERED_WITH = (
    "project_strand", "project_point", "project_place", "project_organisation", "project_goal", "project_sector", "project_budget",
)  # fmt: skip
"""Parts that a project is entered with: told with its entry, and on their own only when they change later."""
JOINED, MOVED_ON = "joined", "moved on"
"""Acts on people, told with their number and without who they are."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One act, as a line of the list of changes."""

    title: str
    url: str | None
    meta: str
    when: str
    datetime: str


def of_project(project: Project) -> list[Change]:
    """The latest acts on a project, newest first."""
    entries = _entries(col(AuditEntry.project_id) == project.id)
    return _told(entries, projects={project.id or 0: project}, milestones=_milestones(entries), name_project=False)


def visible(actor: Actor) -> list[Change]:
    """The latest acts on the projects this person sees."""
    entries = _entries(col(AuditEntry.project_id).in_(sa.select(Project.id).where(visible_to(actor))))  # type: ignore[call-overload]
    ids = {entry.project_id for entry in entries}
    projects = (
        {project.id or 0: project for project in db.session.scalars(select(Project).where(col(Project.id).in_(ids)))}
        if ids
        else {}
    )
    return _told(entries, projects=projects, milestones=_milestones(entries), name_project=True)


def _entries(condition: sa.ColumnElement[bool]) -> Sequence[AuditEntry]:
    return db.session.scalars(
        select(AuditEntry).where(condition).order_by(col(AuditEntry.position).desc()).limit(READ)
    ).all()


def _milestones(entries: Iterable[AuditEntry]) -> Mapping[int, Milestone]:
    ids = {entry.subject_id for entry in entries if entry.subject_table == "milestone" and entry.subject_id}
    return (
        {one.id or 0: one for one in db.session.scalars(select(Milestone).where(col(Milestone.id).in_(ids)))}
        if ids
        else {}
    )


def _told(
    entries: Sequence[AuditEntry],
    *,
    projects: Mapping[int, Project],
    milestones: Mapping[int, Milestone],
    name_project: bool,
) -> list[Change]:
    """Lines of one person in one minute on one project that read alike are one act; people are counted, and what a project is entered with is part of its entry."""
    acts: dict[tuple[int, str, datetime, str], set[int | None]] = {}
    entered = {_act(entry) for entry in entries if entry.subject_table == "project" and entry.action == "create"}
    for entry in entries:
        if entry.subject_table in ENTERED_WITH and _act(entry) in entered:
            continue
        sentence = sentence_of(entry, milestones=milestones)
        if sentence and entry.project_id is not None and entry.project_id in projects:
            acts.setdefault((entry.project_id, entry.actor_name, _minute(entry.at), sentence), set()).add(
                entry.subject_id
            )
    changes = []
    for (project_id, actor_name, at, sentence), subjects in acts.items():
        project = projects[project_id]
        title = shorten(in_language(project.title_de, project.title_en), TITLE_LENGTH, placeholder=" …")
        where = f"{title}, {actor_name}" if name_project else actor_name
        url = url_for("projects.show", code=project.code) if name_project else None
        changes.append(
            Change(
                title=_counted(sentence, len(subjects)),
                url=url,
                meta=where,
                when=format_moment(at),
                datetime=at.isoformat(),
            )
        )
    return changes[:SHOWN]


def _counted(sentence: str, number: int) -> str:
    """Sentences about people with their number; the others stand as they are."""
    if sentence == JOINED:
        return str(ngettext("One person joined", "%(num)d people joined", number))
    if sentence == MOVED_ON:
        return str(ngettext("One person moved on", "%(num)d people moved on", number))
    return sentence


def _act(entry: AuditEntry) -> tuple[int | None, str, datetime]:
    return entry.project_id, entry.actor_name, _minute(entry.at)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def sentence_of(entry: AuditEntry, *, milestones: Mapping[int, Milestone]) -> str | None:
    """What a line of the log says, for a reader; None for what is told by another line."""
    if entry.subject_table == "project":
        return _("Project entered") if entry.action == "create" else _of_project(entry)
    if entry.subject_table == "milestone":
        return _of_milestone(entry, milestone=milestones.get(entry.subject_id or 0))
    return {
        "project_strand": _("Strands changed"), "project_point": _("Points of the resolution changed"), "project_place": _("Places changed"),
        "project_organisation": _("Organisations changed"), "project_goal": _("Goals changed"), "project_sector": _("Sectors changed"),
        "project_budget": _("Budget changed"), "project_transaction": _("Payments added"), "project_document": _("Documents changed"),
        "project_relation": _("Related projects changed"), "result": _("Results changed"),
        "participation": JOINED if entry.action == "create" else MOVED_ON,
    }.get(entry.subject_table)  # fmt: skip


def _of_project(entry: AuditEntry) -> str | None:
    changed = entry.changes
    if "status" in changed:
        before, after = (ProjectStatus(value).label for value in changed["status"])
        return str(_("Status changed from “%(before)s” to “%(after)s”", before=before, after=after))
    if changed.keys() & {"title_de", "title_en", "summary_de", "summary_en"}:
        return str(_("Names or summary changed"))
    if changed.keys() & {"planned_start", "planned_end", "actual_start", "actual_end"}:
        return str(_("Period changed"))
    if "responsible_id" in changed:
        return str(_("Responsible officer changed"))
    return str(_("Strands confirmed")) if "strands_confirmed" in changed else str(_("Details changed"))


def _of_milestone(entry: AuditEntry, *, milestone: Milestone | None) -> str | None:
    title, changed = in_language(milestone.title_de, milestone.title_en) if milestone else _("Milestone"), entry.changes
    if entry.action == "create":
        return str(_("Milestone entered: %(title)s", title=title))
    if "reached_on" in changed:
        return (
            str(_("Reached: %(title)s", title=title))
            if changed["reached_on"][1]
            else str(_("Reopened: %(title)s", title=title))
        )
    if "cancelled_on" in changed:
        return (
            str(_("Cancelled: %(title)s", title=title))
            if changed["cancelled_on"][1]
            else str(_("Reopened: %(title)s", title=title))
        )
    if "latest_forecast_on" in changed and changed["latest_forecast_on"][1]:
        return str(
            _(
                "Now expected on %(day)s: %(title)s",
                day=format_long_day(date.fromisoformat(changed["latest_forecast_on"][1])),
                title=title,
            )
        )
    if "baseline_on" in changed:
        return str(_("Planned day corrected: %(title)s", title=title))
    return str(_("Milestone changed: %(title)s", title=title))
