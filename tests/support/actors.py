"""Actors without accounts, for rules and queries."""

from partnership.access.actor import Actor, Hat
from partnership.access.vocabulary import ROLES_BY_KIND, OrganisationKind, Role


def actor(role: Role, *, organisation_id: int = 1, user_id: int = 1) -> Actor:
    """Somebody who holds this one role in this organisation."""
    kind = next(kind for kind in OrganisationKind if role in ROLES_BY_KIND[kind])
    return Actor(
        user_id=user_id,
        name="Somebody",
        organisation_name="Some body",
        hats=(Hat(role=role, organisation_id=organisation_id, organisation_kind=kind),),
    )
