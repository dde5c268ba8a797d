"""Adding and taking away places and organisations, one at a time: each is whole in itself, so two editors cannot collide."""

from datetime import datetime

from flask_babel import gettext as _
from sqlmodel import col, select

from partnership.access.actor import Actor
from partnership.access.vocabulary import Action, OrganisationKind
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.search_text import words
from partnership.organisations.models import Organisation
from partnership.projects.models import Project, ProjectOrganisation, ProjectPlace
from partnership.projects.operations.changing import require_right, require_unlocked, touch
from partnership.projects.vocabulary import OrganisationRole, PlaceKind

LONGEST_CODE = 60


def add_place(project: Project, *, kind: PlaceKind, code: str, town: str, by: Actor, at: datetime) -> None:
    """Add a region or district with an optional town; adding it twice changes nothing.

    Raises Refused when the person may not edit the project, or it is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    if any((place.kind, place.code, place.town) == (kind, code, town) for place in project.places):
        return
    project.places.append(ProjectPlace(project_id=project.id or 0, kind=kind, code=code, town=town))
    touch(project, at=at)
    db.session.flush()


def remove_place(project: Project, *, place_id: int, by: Actor, at: datetime) -> None:
    """Take a place away; one that is gone already changes nothing.

    Raises Refused when the person may not edit the project, or it is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    for place in [place for place in project.places if place.id == place_id]:
        project.places.remove(place)
        touch(project, at=at)
    db.session.flush()


def add_organisation(
    project: Project, *, organisation: Organisation, role: OrganisationRole, by: Actor, at: datetime
) -> None:
    """Let an organisation take part in this role; adding it twice changes nothing.

    Raises Refused when the person may not edit the project, or it is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    if any((link.organisation_id, link.role) == (organisation.id, role) for link in project.organisations):
        return
    project.organisations.append(
        ProjectOrganisation(
            project_id=project.id or 0, organisation_id=organisation.id or 0, organisation=organisation, role=role
        )
    )
    touch(project, at=at)
    db.session.flush()


def remove_organisation(project: Project, *, link_id: int, by: Actor, at: datetime) -> None:
    """End an organisation's part in this role; its people then no longer see the project.

    Raises Refused when the person may not edit the project, or it is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    for link in [link for link in project.organisations if link.id == link_id]:
        project.organisations.remove(link)
        touch(project, at=at)
    db.session.flush()


def name_organisation(*, name: str, country: str | None, by: Actor) -> Organisation:
    """Enter an organisation that is only named in projects; it has no accounts until an administrator makes it a partner.

    Raises Refused when an organisation of that very name exists.
    """
    require_right(by, Action.CREATE_ORGANISATION)
    folded = " ".join(words(name))
    if db.session.scalar(select(col(Organisation.id)).where(col(Organisation.name_en) == name)):
        raise Refused(_("There is an organisation of this name already. Choose it from the list."))
    organisation = Organisation(
        code=_free_code(folded), name_en=name, kind=OrganisationKind.OTHER, country=country, search_text=folded
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation


def _free_code(folded: str) -> str:
    stem = folded.replace(" ", "-")[: LONGEST_CODE - 4].strip("-") or "organisation"
    taken = set(db.session.scalars(select(col(Organisation.code)).where(col(Organisation.code).startswith(stem))))
    return next(
        code for code in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if code not in taken
    )
