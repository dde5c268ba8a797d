"""Which projects a person sees, as a condition of SQL; a test proves that the permission table says the same."""

import sqlalchemy as sa

from partnership.access.actor import Actor
from partnership.access.permissions import sees_all_projects
from partnership.access.rules import PARTNER_ROLES
from partnership.projects.queries.columns import LINK_TO_ORGANISATION, PROJECT


def visible_ids(actor: Actor) -> sa.Select[tuple[int]]:
    """Ids of the projects in which the person's organisations take part."""
    mine = actor.organisations(*PARTNER_ROLES)
    query: sa.Select[tuple[int]] = sa.select(LINK_TO_ORGANISATION.project_id).where(
        LINK_TO_ORGANISATION.organisation_id.in_(mine)
    )
    return query


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition under which the person sees a row of `project` (Action.VIEW_PROJECT)."""
    if sees_all_projects(actor, None):
        return sa.true()
    condition: sa.ColumnElement[bool] = PROJECT.id.in_(visible_ids(actor))
    return condition
