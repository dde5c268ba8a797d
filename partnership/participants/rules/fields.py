"""Which fields of a person each role may see or change: data_fields.csv, field by role, closed by default."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from partnership.access.vocabulary import Role
from partnership.reference_data.codelists import rows

if TYPE_CHECKING:
    from partnership.access.actor import Actor

COLUMN: Mapping[Role, str] = {
    Role.EDITOR: "partner_caseworker", Role.CLERK: "partner_caseworker", Role.LEAD: "partner_lead",
    Role.OFFICER: "ministry_officer", Role.HEAD: "ministry_officer", Role.AUDITOR: "auditor",
}  # fmt: skip
"""The column of the file that holds for a role; a role without a column sees nothing, the data protection officer everything."""
PARTNERS = frozenset({Role.EDITOR, Role.CLERK, Role.LEAD})
WRITERS = frozenset({Role.EDITOR, Role.CLERK, Role.OFFICER})
NAMES = frozenset({"given_name", "family_name"})


@cache
def every_field() -> frozenset[str]:
    """All fields of the file."""
    return frozenset(row["code"] for row in rows("data_fields"))


@cache
def readable(role: Role) -> frozenset[str]:
    """The fields a role may see, of those people it may see at all. The data protection officer answers requests under Art. 15 GDPR."""
    if role == Role.PRIVACY:
        return every_field()
    column = COLUMN.get(role)
    return frozenset(row["code"] for row in rows("data_fields") if column and row[column] in ("r", "rw"))


@cache
def writable(role: Role) -> frozenset[str]:
    """The fields a role may change; a head of unit shares the officer's column but only reads."""
    column = COLUMN.get(role) if role in WRITERS else None
    return frozenset(row["code"] for row in rows("data_fields") if column and row[column] == "rw")


def visible_fields(actor: "Actor", participant: Any) -> frozenset[str]:
    """The fields `actor` may see of this person (anything with `organisation_ids`); used by list, page and exports alike."""
    return frozenset().union(*(readable(role) for role in _roles_towards(actor, participant)))


def editable_fields(actor: "Actor", participant: Any) -> frozenset[str]:
    """The fields `actor` may change of this person."""
    return frozenset().union(*(writable(role) for role in _roles_towards(actor, participant)))


def listed_fields(actor: "Actor") -> frozenset[str]:
    """The fields that can appear in a list for `actor` at all: its columns. Each row still asks `visible_fields`."""
    return frozenset().union(*(readable(hat.role) for hat in actor.hats))


def _roles_towards(actor: "Actor", participant: Any) -> set[Role]:
    """A partner's role counts only where the own organisation works with the person."""
    return {
        hat.role
        for hat in actor.hats
        if hat.role not in PARTNERS or hat.organisation_id in participant.organisation_ids
    }
