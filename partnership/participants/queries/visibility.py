"""Whose records somebody may see, as conditions for the database; tests prove that they agree with the permission table."""

import sqlalchemy as sa

from partnership.access.actor import Actor
from partnership.access.rules import PARTNER_ROLES
from partnership.access.vocabulary import Role
from partnership.participants.models import Participation
from partnership.participants.queries.columns import PARTICIPANT, PARTICIPATION

SEES_EVERYBODY = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.PRIVACY)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The people of whom `actor` may open the page."""
    if actor.has(*SEES_EVERYBODY):
        return sa.true()
    found: sa.ColumnElement[bool] = PARTICIPANT.id.in_(
        sa.select(PARTICIPATION.participant_id).where(ways_visible_to(actor))
    )
    return found


def ways_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The participations whose steps `actor` may see: for partners those their own organisation runs, and no other."""
    if actor.has(*SEES_EVERYBODY):
        return sa.true()
    own = sorted(actor.organisations(*PARTNER_ROLES))
    if len(own) == 1:
        # Equality, not a list of one: only so do both engines read the rows in the order of the index.
        return sa.and_(PARTICIPATION.organisation_id == own[0])
    return PARTICIPATION.organisation_id.in_(own) if own else sa.false()


def runs_or_oversees(actor: Actor, participation: Participation) -> bool:
    """The same question about a record at hand."""
    return actor.has(*SEES_EVERYBODY) or participation.organisation_id in actor.organisations(*PARTNER_ROLES)
