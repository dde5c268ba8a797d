"""Two-line predicates from which the permission table is put together; they read attributes, so no feature is imported.

A subject says by its attributes whom it concerns: `organisation_ids` are the organisations that work on it,
`project_organisation_ids` those of its project; `organisation_id` and `organisation_kind` name the body a record of that body
belongs to (an organisation names itself). An action on no record has the subject None.
"""

from collections.abc import Callable
from typing import Any

from partnership.access.actor import Actor
from partnership.access.vocabulary import OrganisationKind, Role

Rule = Callable[[Actor, Any], bool]
PARTNER_ROLES = (Role.EDITOR, Role.LEAD, Role.CLERK)
CASE_WORKERS = (Role.EDITOR, Role.CLERK)
"""Who writes about people: data_fields.csv lets the partner lead read only."""


def holds(*roles: Role) -> Rule:
    """Holds one of these roles, wherever."""

    def rule(actor: Actor, _subject: Any) -> bool:
        return actor.has(*roles)

    rule.__name__ = " or ".join(role.value for role in roles)
    return rule


def _concerns(actor: Actor, ids: Any, *roles: Role) -> bool:
    return not actor.organisations(*roles).isdisjoint(ids)


def partner_in_project(actor: Actor, subject: Any) -> bool:
    """Works for an organisation that takes part in the project."""
    return _concerns(actor, subject.project_organisation_ids, *PARTNER_ROLES)


def works_with_person(actor: Actor, subject: Any) -> bool:
    """Works for an organisation that runs one of the person's participations."""
    return _concerns(actor, subject.organisation_ids, *PARTNER_ROLES)


def case_worker_in_project(actor: Actor, subject: Any) -> bool:
    """Works with people for an organisation that takes part in the project."""
    return _concerns(actor, subject.project_organisation_ids, *CASE_WORKERS)


def case_worker_of_person(actor: Actor, subject: Any) -> bool:
    """Works with this person, for an organisation that runs one of the person's participations."""
    return _concerns(actor, subject.organisation_ids, *CASE_WORKERS)


def member_of_it(actor: Actor, subject: Any) -> bool:
    """Belongs to this very organisation."""
    return subject.organisation_id in {hat.organisation_id for hat in actor.hats}


def lead_of_it(actor: Actor, subject: Any) -> bool:
    """Leads this very organisation."""
    return subject.organisation_id in actor.organisations(Role.LEAD)


def not_a_government_body(_actor: Actor, subject: Any) -> bool:
    """Concerns a partner or an authority taking part, neither the ministry nor the court of audit."""
    return subject.organisation_kind not in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE)


def started_it(actor: Actor, subject: Any) -> bool:
    """Started this work oneself."""
    return bool(subject.started_by_id == actor.user_id)


def belongs_to_actor(actor: Actor, subject: Any) -> bool:
    """Is one's own."""
    return bool(subject.user_id == actor.user_id)


def anyone_signed_in(_actor: Actor, _subject: Any) -> bool:
    """Everybody with an account."""
    return True


def any_of(*rules: Rule) -> Rule:
    """One rule suffices."""

    def rule(actor: Actor, subject: Any) -> bool:
        return any(one(actor, subject) for one in rules)

    rule.__name__ = "; ".join(one.__name__ for one in rules)
    return rule


def all_of(*rules: Rule) -> Rule:
    """Every rule must hold."""

    def rule(actor: Actor, subject: Any) -> bool:
        return all(one(actor, subject) for one in rules)

    rule.__name__ = " and ".join(one.__name__ for one in rules)
    return rule
