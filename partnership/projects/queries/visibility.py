"""Which projects a person sees, as a condition of SQL; a test proves that the permission table says the same."""

import sqlalchemy as sa

from partnership.access.actor import Actor
from partnership.access.permissions import sees_all_projects
from partnership.access.rules import PARTNER_ROLES
from partnership.projects.models import Project, ProjectOrganisation


def visible_ids(actor: Actor) -> sa.Select[tuple[int]]:
    """Ids of the projects in which the person's organisations take part."""
    mine = actor.organisations(*PARTNER_ROLES)
    return sa.select(ProjectOrganisation.project_id).where(ProjectOrganisation.organisation_id.in_(mine))  # type: ignore[call-overload,attr-defined]


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition under which the person sees a row of `project` (Action.VIEW_PROJECT)."""
    if sees_all_projects(actor, None):
        return sa.true()
    return Project.id.in_(visible_ids(actor))  # type: ignore[union-attr]
