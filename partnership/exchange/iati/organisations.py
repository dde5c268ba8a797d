"""Organisations in an activity: who reports it, who takes part, who pays and who is paid."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from .context import Context, code_of, name
from .narratives import Texts
from .values import parse_flag
from .vocabulary import ORGANISATION_ROLES, ORGANISATION_TYPES, Fault


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a file names it: an identifier, a name, or both.

    `activity_id` is the identifier under which this organisation publishes the same money or work, if given.
    """

    ref: str
    type: str | None
    names: Texts
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class ReportingOrganisation:
    """The organisation that publishes the activity; a secondary reporter republishes what others reported."""

    organisation: Organisation
    is_secondary: bool


@dataclass(frozen=True, slots=True)
class ParticipatingOrganisation:
    """An organisation and its part in the activity: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    organisation: Organisation
    role: str


def read_organisation(
    element: Element | None, *, context: Context, activity_attribute: str = ""
) -> Organisation | None:
    """The organisation, or nothing where the element names none."""
    if element is None:
        return None
    organisation = Organisation(
        ref=code_of(element, attribute="ref"),
        type=context.code(element, attribute="type", of=ORGANISATION_TYPES),
        names=context.texts(element),
        activity_id=code_of(element, attribute=activity_attribute) if activity_attribute else "",
    )
    return organisation if organisation.ref or organisation.names else None


def read_reporting(elements: list[Element], *, activity: Element, context: Context) -> ReportingOrganisation | None:
    """Who reports; none is a warning, since the money and the partners can be imported all the same."""
    for element in elements:
        organisation = read_organisation(element, context=context)
        if organisation:
            is_secondary = bool(parse_flag(element.get("secondary-reporter")))
            return ReportingOrganisation(organisation=organisation, is_secondary=is_secondary)
    context.problems.warn(Fault.NO_REPORTING_ORGANISATION, at=activity)
    return None


def read_participating(elements: Iterable[Element], *, context: Context) -> tuple[ParticipatingOrganisation, ...]:
    """Those who take part, without those of unknown role: a role is never guessed."""
    found = []
    for element in elements:
        organisation = read_organisation(element, context=context, activity_attribute="activity-id")
        if organisation is None:
            continue
        role = context.code(element, attribute="role", of=ORGANISATION_ROLES)
        if role:
            found.append(ParticipatingOrganisation(organisation=organisation, role=role))
        elif not (element.get("role") or "").strip():
            context.problems.warn(Fault.NO_CODE, at=element, element=name(element), attribute="role")
    return tuple(found)
