"""The person acting, reduced to what decisions need: no database, no session."""

from dataclasses import dataclass

from flask import g

from partnership.access.vocabulary import OrganisationKind, Role


@dataclass(frozen=True, kw_only=True)
class Hat:
    """One role held in one organisation, valid today."""

    role: Role
    organisation_id: int
    organisation_kind: OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody signed in."""

    user_id: int
    name: str
    organisation_name: str
    hats: tuple[Hat, ...]

    def has(self, *roles: Role) -> bool:
        """Whether any of these roles is held anywhere."""
        return any(hat.role in roles for hat in self.hats)

    def organisations(self, *roles: Role) -> frozenset[int]:
        """Ids of the organisations in which one of these roles is held."""
        return frozenset(hat.organisation_id for hat in self.hats if hat.role in roles)


def current_actor() -> Actor | None:
    """Who is acting in this request; None when nobody is signed in."""
    actor: Actor | None = g.get("actor")
    return actor


def acting() -> Actor:
    """Who is acting; for code that runs only behind `@allow`.

    Raises RuntimeError when nobody is signed in, which is a programming mistake.
    """
    actor = current_actor()
    if actor is None:
        raise RuntimeError("nobody is signed in here")
    return actor
