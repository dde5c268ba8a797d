"""Which kinds somebody may enter, and the state of an agreement."""

from datetime import date, timedelta

import pytest

from partnership.access.actor import Actor, Hat
from partnership.access.vocabulary import OrganisationKind, Role
from partnership.organisations.models import Organisation
from partnership.organisations.rules import ENDS_SOON, agreement_state, kinds_to_enter

TODAY = date(2026, 7, 6)
NEEDS_NONE = {OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE, OrganisationKind.OTHER}


@pytest.mark.parametrize("role", Role)
def test_only_administrators_enter_government(role: Role) -> None:
    actor = Actor(
        user_id=1,
        name="A",
        organisation_name="O",
        hats=(Hat(role=role, organisation_id=1, organisation_kind=OrganisationKind.MINISTRY),),
    )
    government = {OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE}
    assert set(kinds_to_enter(actor)) == set(OrganisationKind) - (set() if role is Role.ADMINISTRATOR else government)


@pytest.mark.parametrize(("start", "end", "state"), [
    (None, None, "missing"), (TODAY + timedelta(days=1), None, "ahead"), (TODAY, None, "in force"), (TODAY, TODAY, "ends soon"),
    (date(2020, 1, 1), TODAY - timedelta(days=1), "ended"), (date(2020, 1, 1), TODAY + timedelta(days=ENDS_SOON), "ends soon"),
    (date(2020, 1, 1), TODAY + timedelta(days=ENDS_SOON + 1), "in force"),
])  # fmt: skip
@pytest.mark.parametrize("kind", OrganisationKind)
def test_state_of_an_agreement_says_the_same_as_the_right_to_sign_in(
    kind: OrganisationKind, start: date | None, end: date | None, state: str
) -> None:
    found = agreement_state(kind=kind, agreement_from=start, agreement_to=end, today=TODAY)
    assert found == ("not needed" if kind in NEEDS_NONE else state)
    body = Organisation(code="x", name_en="X", kind=kind, agreement_from=start, agreement_to=end)
    if kind is not OrganisationKind.OTHER:
        assert body.may_sign_in_on(TODAY) == (found in ("not needed", "in force", "ends soon"))
