"""The verbs that change organisations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.access.vocabulary import OrganisationKind
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.search_text import words
from partnership.organisations.models import FormerName, Organisation
from partnership.organisations.rules import kinds_to_enter

FIELDS = (
    "name_en", "name_de", "short_name", "kind", "iati_identifier", "country", "valid_from", "valid_to", "agreement_from", "agreement_to",
)  # fmt: skip


def create(*, code: str, values: Mapping[str, Any], by: Actor) -> Organisation:
    """Enter an organisation.

    Raises Refused for a kind this person may not enter.
    """
    _require_kind(values["kind"], by=by)
    organisation = Organisation(code=code, former_names=[], **_clean(values))
    _fold(organisation)
    db.session.add(organisation)
    return organisation


def save(organisation: Organisation, *, values: Mapping[str, Any], by: Actor) -> None:
    """Change an organisation's particulars.

    Raises Refused when its kind would become one this person may not enter.
    """
    if values["kind"] is not organisation.kind:
        _require_kind(values["kind"], by=by)
    for name, value in _clean(values).items():
        setattr(organisation, name, value)
    _fold(organisation)


def rename(organisation: Organisation, *, name_en: str, name_de: str, old_until: date) -> None:
    """Give a new name and keep the old one, with the last day it was used: reports on that time show it.

    Raises Refused when nothing changes or a former name was used later.
    """
    if (name_en, name_de) == (organisation.name_en, organisation.name_de):
        raise Refused(_("The name is the same as before."))
    if any(name.used_until >= old_until for name in organisation.former_names):
        raise Refused(_("An earlier name was in use after that day. Check the day."))
    organisation.former_names.append(
        FormerName(
            organisation_id=organisation.id or 0,
            name_en=organisation.name_en,
            name_de=organisation.name_de,
            used_until=old_until,
        )
    )
    organisation.name_en, organisation.name_de = name_en, name_de
    _fold(organisation)


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars; a blank identifier is none, since no two organisations may share one."""
    return {name: values[name] for name in FIELDS} | {"iati_identifier": values["iati_identifier"] or None}


def _require_kind(kind: OrganisationKind, *, by: Actor) -> None:
    if kind not in kinds_to_enter(by):
        raise Refused(_("Only an administrator can enter a body of this kind."))


def _fold(organisation: Organisation) -> None:
    names = [organisation.name_en, organisation.name_de, organisation.short_name, organisation.code]
    for former in organisation.former_names:
        names += [former.name_en, former.name_de]
    organisation.search_text = " ".join(words(" ".join(names)))[:900]
