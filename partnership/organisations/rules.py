"""Pure decisions about organisations: which kinds somebody may enter, and what stands in the way of an agreement's dates."""

from datetime import date

from partnership.access.actor import Actor
from partnership.access.vocabulary import OrganisationKind, Role

GOVERNMENT = (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE)
ENDS_SOON = 60
"""Days before its end in which an agreement is shown as ending: a new one takes about two months to negotiate."""


def kinds_to_enter(actor: Actor) -> list[OrganisationKind]:
    """Kinds this person may give an organisation; only administrators make ministries, whose people see everything."""
    return [kind for kind in OrganisationKind if kind not in GOVERNMENT or actor.has(Role.ADMINISTRATOR)]


def agreement_state(
    *, kind: OrganisationKind, agreement_from: date | None, agreement_to: date | None, today: date
) -> str:
    """`not needed`, `missing`, `ahead`, `in force`, `ends soon` or `ended`."""
    if kind in (*GOVERNMENT, OrganisationKind.OTHER):
        return "not needed"
    if agreement_from is None:
        return "missing"
    if today < agreement_from:
        return "ahead"
    if agreement_to is None:
        return "in force"
    if agreement_to < today:
        return "ended"
    return "ends soon" if (agreement_to - today).days <= ENDS_SOON else "in force"
