"""The seven points of the Landtag's resolution with the projects and milestones that answer each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.formatting import in_language
from partnership.milestones import queries as milestones
from partnership.milestones import rules as milestone_rules
from partnership.overview.queries.project import state_word
from partnership.overview.queries.todo import milestone_title, project_title
from partnership.projects.models import Project, ProjectPoint, ProjectStrand
from partnership.projects.queries import visible_to
from partnership.projects.vocabulary import ProjectStatus, Strand
from partnership.reference_data.resolution import Point, points

SHOWN = 12
"""Projects named at each point; the rest is one link away in the filtered list."""
STATION = {
    ProjectStatus.DRAFT: "planned", ProjectStatus.ACTIVE: "now", ProjectStatus.SUSPENDED: "paused", ProjectStatus.CLOSING: "partly",
    ProjectStatus.CLOSED: "reached", ProjectStatus.CANCELLED: "cancelled",
}  # fmt: skip
"""The mark of a project's status."""


@dataclass(frozen=True, kw_only=True)
class AnsweringProject:
    """A project named at a point."""

    code: str
    title: str
    status: ProjectStatus
    kind: str
    strands: Sequence[Strand]
    url: str


@dataclass(frozen=True, kw_only=True)
class AnsweringMilestone:
    """A milestone named at a point."""

    title: str
    project: str
    kind: str
    word: str
    day: date
    url: str


@dataclass(frozen=True, kw_only=True)
class AnsweredPoint:
    """A point of the resolution and what answers it; `kind` is its mark on the line of the seven."""

    point: Point
    projects: Sequence[AnsweringProject]
    total: int
    milestones: Sequence[AnsweringMilestone]
    kind: str


PROJECT: Any = Project
POINT: Any = ProjectPoint
STRAND: Any = ProjectStrand
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""


def answered_points(actor: Actor, *, today: date) -> list[AnsweredPoint]:
    """All seven points in order, for what this reader may see."""
    projects, steps = _projects_by_point(actor), _milestones_by_point(actor, today=today)
    return [_answered(point, projects.get(point.code, []), steps.get(point.code, [])) for point in points()]


def _projects_by_point(actor: Actor) -> dict[str, list[AnsweringProject]]:
    named = (
        sa.select(POINT.point, PROJECT.id, PROJECT.code, PROJECT.title_de, PROJECT.title_en, PROJECT.status)
        .join(PROJECT, PROJECT.id == POINT.project_id)
        .where(visible_to(actor))
        .order_by(POINT.point, PROJECT.code)
    )
    working = (
        sa.select(STRAND.project_id, STRAND.strand)
        .join(PROJECT, PROJECT.id == STRAND.project_id)
        .where(visible_to(actor))
    )
    strands: dict[int, set[Strand]] = {}
    for project_id, strand in db.session.execute(working):
        strands.setdefault(project_id, set()).add(strand)
    found: dict[str, list[AnsweringProject]] = {}
    for row in db.session.execute(named):
        project = AnsweringProject(
            code=row.code,
            title=in_language(row.title_de, row.title_en),
            status=row.status,
            kind=STATION[row.status],
            url=url_for("projects.show", code=row.code),
            strands=[strand for strand in Strand if strand in strands.get(row.id, set())],
        )
        found.setdefault(row.point, []).append(project)
    return found


def _milestones_by_point(actor: Actor, *, today: date) -> dict[str, list[AnsweringMilestone]]:
    found: dict[str, list[AnsweringMilestone]] = {}
    for milestone in milestones.answering(actor=actor):
        kind = milestone_rules.station(milestone, today=today, tolerance=milestones.tolerance())
        project = milestone.project
        step = AnsweringMilestone(
            title=milestone_title(milestone),
            project=project_title(project),
            kind=kind,
            word=state_word(kind),
            day=milestone.reached_on or milestone.expected_on,
            url=url_for("milestones.show", code=project.code, milestone_id=milestone.id),
        )
        found.setdefault(milestone.point or "", []).append(step)
    return found


def _answered(point: Point, projects: list[AnsweringProject], steps: list[AnsweringMilestone]) -> AnsweredPoint:
    running = any(
        project.status in (ProjectStatus.ACTIVE, ProjectStatus.CLOSING, ProjectStatus.CLOSED) for project in projects
    )
    kind = "now" if running else "planned" if projects or not point.outside else "outside"
    return AnsweredPoint(point=point, projects=projects[:SHOWN], total=len(projects), milestones=steps, kind=kind)
