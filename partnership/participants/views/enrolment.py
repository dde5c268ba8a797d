"""Taking somebody in: project and strand, then the person, then one look at people with the same name."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import Actor, acting
from partnership.access.guard import allow
from partnership.access.permissions import can
from partnership.access.rules import works_with_person
from partnership.access.vocabulary import Action, Role
from partnership.audit.recording import read_of
from partnership.core import clock
from partnership.core.database import log_in_own_transaction
from partnership.core.errors import Refused
from partnership.participants.forms import EnrolForm
from partnership.participants.models import Participant, Participation
from partnership.participants.operations import enrol as operations
from partnership.participants.operations.person import PersonDetails
from partnership.participants.queries import journey as queries
from partnership.participants.queries.journey import Opening
from partnership.participants.rules.fields import writable
from partnership.participants.views.blueprint import participants
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand


@participants.get("/participants/new")
@allow(Action.START_ENROLMENT)
def new() -> ResponseReturnValue:
    """Choose the project and strand into which somebody is taken in; with only one, there is nothing to choose."""
    found = [
        (project, strand)
        for project in queries.openings(acting())
        if can(acting(), Action.ENROL_PARTICIPANT, project)
        for strand in project.strand_codes
    ]
    if len(found) == 1:
        return redirect(url_for("participants.enrol", code=found[0][0].code, strand=found[0][1].value))
    return render_template("participants/choose_project.html", openings=found)


def opening_in_address(code: str, strand: str) -> Opening | None:
    """The project and strand named in the address."""
    word = Strand.parse(strand)
    return queries.opening(code, word) if word else None


@participants.route("/participants/new/<string:code>/<string:strand>", methods=["GET", "POST"])
@allow(Action.ENROL_PARTICIPANT, opening=opening_in_address)
def enrol(opening: Opening) -> ResponseReturnValue:
    """Everything about the person on one page; a warning when somebody with the same name and birth date is here already."""
    actor = acting()
    own = actor.organisations(Role.EDITOR, Role.CLERK)
    organisations = sorted(
        {
            (link.organisation_id, link.organisation.name_en)
            for link in opening.project.organisations
            if link.organisation_id in own
        }
    )
    editable = frozenset().union(*(writable(hat.role) for hat in actor.hats))
    first = (
        None
        if request.method == "POST"
        else {"started_on": clock.today(), "sex": Sex.UNKNOWN.value, "nationality": "GH"}
    )
    form = EnrolForm(editable=editable, organisations=organisations, known=request.args.get("known") == "1", data=first)
    similar: list[Participant] = []
    if request.method == "POST" and form.validate():
        try:
            similar = _similar(form, actor=actor)
            if not similar:
                way = _take_in(form, opening=opening, actor=actor)
                flash(_("%(id)s is taken in. Give this number to the person.", id=way.participant.public_id), "success")
                return redirect(url_for("participants.show", public_id=way.participant.public_id))
            form.another_person.errors = [
                _("Somebody with this name and date of birth is here already. Check below who it is.")
            ]
        except Refused as refusal:
            field = form.known_id if form.is_known else form.started_on
            field.errors = [*field.errors, str(refusal)]
    if similar:
        log_in_own_transaction(read_of(None, by=actor.user_id, page="participants.enrol", shown=len(similar)))
    page = render_template("participants/enrol.html", form=form, opening=opening, similar=similar)
    return (page, 422) if request.method == "POST" else page


def _similar(form: EnrolForm, *, actor: Actor) -> list[Participant]:
    if form.is_known or form.another_person.data:
        return []
    return queries.same_name_and_birth(
        actor,
        given_name=form.given_name.data or "",
        family_name=form.family_name.data or "",
        birth_date=form.birth_date.data,
    )


def _take_in(form: EnrolForm, *, opening: Opening, actor: Actor) -> Participation:
    place = {
        "project": opening.project,
        "strand": opening.strand,
        "organisation_id": form.organisation.data,
        "started_on": form.started_on.data,
        "by": actor,
        "at": clock.now(),
    }
    if not form.is_known:
        return operations.enrol_new(PersonDetails(**form.person_values()), **place)
    return operations.enrol_known(_known(form, actor=actor), **place)


def _known(form: EnrolForm, *, actor: Actor) -> Participant:
    """Somebody with a number. Whoever is not yet with one's own organisation is found only together with the date of birth:

    the number alone must not open a person's name to an organisation that the person has not come to. A wrong date for a number
    that exists is noted with the reads of personal data: many of them are somebody guessing.
    """
    found = queries.participant(form.known_id.data or "")
    if found is not None and (
        works_with_person(actor, found)
        or (form.known_birth_date.data and found.identity.birth_date == form.known_birth_date.data)
    ):
        return found
    if found is not None:
        log_in_own_transaction(read_of(found.id, by=actor.user_id, page="participants.enrol.refused", shown=0))
    raise Refused(_("We found nobody with this number and this date of birth. Check both with the person."))
