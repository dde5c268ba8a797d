"""Taking a person into a project and strand."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.access.vocabulary import Role
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.participants.models import Participant, Participation
from partnership.participants.operations.limits import keep_limits
from partnership.participants.operations.person import PersonDetails, add_person
from partnership.participants.rules.clocks import add_months
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus, Strand

YOUNGEST = 16
"""Years of age from which people are taken into qualification and migration (domain.md section 9, own; to be confirmed)."""
AGE_MATTERS = (Strand.QUAL, Strand.MIGR)


def enrol_new(
    details: PersonDetails,
    *,
    project: Project,
    strand: Strand,
    organisation_id: int,
    started_on: date,
    by: Actor,
    at: datetime,
) -> Participation:
    """Add a person and take them in. `project` comes with its strands and organisations.

    Raises Refused when the project is not running, the organisation or strand does not belong to it, or a day cannot be true.
    """
    _refuse_wrong_place(project=project, strand=strand, organisation_id=organisation_id, by=by)
    _refuse_impossible_start(
        started_on, birth_date=details.birth_date, strand=strand, today=at.astimezone(HOUSE_ZONE).date()
    )
    return _take_in(
        add_person(details), project=project, strand=strand, organisation_id=organisation_id, started_on=started_on
    )


def enrol_known(
    participant: Participant,
    *,
    project: Project,
    strand: Strand,
    organisation_id: int,
    started_on: date,
    by: Actor,
    at: datetime,
) -> Participation:
    """Take in somebody who is in the register already; `participant` comes with identity.

    Raises Refused as `enrol_new` does, and when the person is in this project and strand already.
    """
    _refuse_wrong_place(project=project, strand=strand, organisation_id=organisation_id, by=by)
    _refuse_impossible_start(
        started_on, birth_date=participant.identity.birth_date, strand=strand, today=at.astimezone(HOUSE_ZONE).date()
    )
    same = select(Participation.id).where(
        Participation.participant_id == participant.id,
        Participation.project_id == project.id,
        Participation.strand == strand,
    )
    if db.session.scalar(same) is not None:
        raise Refused(_("%(id)s takes part in this project and strand already.", id=participant.public_id))
    return _take_in(participant, project=project, strand=strand, organisation_id=organisation_id, started_on=started_on)


def _take_in(
    participant: Participant, *, project: Project, strand: Strand, organisation_id: int, started_on: date
) -> Participation:
    participation = Participation(
        participant_id=participant.id or 0, project_id=project.id or 0, organisation_id=organisation_id, strand=strand, started_on=started_on, events=[]
    )  # fmt: skip
    participation.participant, participation.project = participant, project
    db.session.add(participation)
    db.session.flush()
    keep_limits(participation)
    db.session.flush()
    return participation


def _refuse_wrong_place(*, project: Project, strand: Strand, organisation_id: int, by: Actor) -> None:
    if project.status != ProjectStatus.ACTIVE:
        raise Refused(_("%(code)s is not running, so nobody can be taken in.", code=project.code))
    if strand not in project.strand_codes:
        raise Refused(_("%(code)s does not work in this strand.", code=project.code))
    if organisation_id not in project.project_organisation_ids or organisation_id not in by.organisations(
        Role.EDITOR, Role.CLERK
    ):
        raise Refused(_("Your organisation does not take part in %(code)s.", code=project.code))


def _refuse_impossible_start(started_on: date, *, birth_date: date | None, strand: Strand, today: date) -> None:
    if started_on > today:
        raise Refused(_("The first day has not come yet. Enrol the person on that day, or correct the date."))
    if birth_date and birth_date > today:
        raise Refused(_("The date of birth has not come yet. Correct it."))
    if birth_date and strand in AGE_MATTERS and started_on < add_months(birth_date, 12 * YOUNGEST):
        raise Refused(_("People are taken in from the age of %(age)s. Check the date of birth.", age=YOUNGEST))
    if birth_date and started_on < birth_date:
        raise Refused(_("The first day is before the date of birth. Check both."))
