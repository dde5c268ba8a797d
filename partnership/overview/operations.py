"""Verbs that need facts of several features: a project closes only when milestones and people say so."""

from datetime import datetime

from partnership.access.actor import Actor
from partnership.overview.queries.open_things import obstacles, open_things
from partnership.projects import operations
from partnership.projects.models import Project, ProjectStep


def move_project(project: Project, *, step: str, reason: str, by: Actor, at: datetime) -> ProjectStep:
    """Take a step of the project's workflow.

    Raises Refused with the obstacles when there are any, and for all that `projects.operations.move` refuses.
    """
    found = obstacles(project, step=step, still_open=open_things(project))
    return operations.move(project, step=step, reason=reason, obstacles=found, by=by, at=at)
