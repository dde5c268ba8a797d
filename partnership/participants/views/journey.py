"""One person: the way on one page, and editing what is known of them."""

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.audit.recording import read_of
from partnership.core import clock
from partnership.core.database import log_in_own_transaction
from partnership.core.editing import edit_record
from partnership.core.errors import Refused
from partnership.participants.forms import PersonForm
from partnership.participants.models import Participant
from partnership.participants.operations import person as operations
from partnership.participants.queries import journey as queries
from partnership.participants.rules.fields import editable_fields, visible_fields
from partnership.participants.views.blueprint import participants
from partnership.participants.views.journey_page import journey_shown


@participants.get("/participants/<string:public_id>")
@allow(Action.VIEW_PARTICIPANT, participant=queries.participant)
def show(participant: Participant) -> str:
    """The journey of one person."""
    actor = acting()
    accounts = {
        one
        for way in participant.participations
        for event in way.events
        for one in (event.recorded_by_id, event.voided_by_id)
    }
    page = journey_shown(participant, actor=actor, today=clock.today(), recorders=queries.names_of_users(accounts))
    log_in_own_transaction(read_of(participant.id, by=actor.user_id, page="participants.show"))
    return render_template("participants/show.html", page=page, participant=participant)


@participants.route("/participants/<string:public_id>/edit", methods=["GET", "POST"])
@allow(Action.EDIT_PARTICIPANT, participant=queries.participant)
def edit(participant: Participant) -> ResponseReturnValue:
    """Change what is known of a person, as far as one's role may."""
    actor, editable = acting(), editable_fields(acting(), participant)
    theirs = _saved(participant)
    form = PersonForm(editable=editable, data=theirs)
    log_in_own_transaction(read_of(participant.id, by=actor.user_id, page="participants.edit"))

    def page() -> str:
        return render_template(
            "participants/edit.html",
            form=form,
            participant=participant,
            names="family_name" in visible_fields(actor, participant),
        )

    def save() -> None:
        operations.edit_person(participant, form.person_values(), by=actor, at=clock.now())
        flash(_("Saved."), "success")

    try:
        return edit_record(
            form, participant, theirs={name: value for name, value in theirs.items() if name in form}, save=save, show=page,
            done_url=url_for("participants.show", public_id=participant.public_id), heading=_("Two versions of %(id)s", id=participant.public_id),
            last_save=lambda: queries.last_save(participant),
        )  # fmt: skip
    except Refused as refusal:
        field = form["birth_date"] if "birth_date" in form else next(iter(form))
        field.errors = [*field.errors, str(refusal)]
        return page(), 422


def _saved(participant: Participant) -> dict[str, Any]:
    identity = participant.identity
    own = {field: getattr(participant, column) for field, column in operations.ATTRIBUTES.items()}
    return own | {
        field: getattr(identity, field) for field in ("given_name", "family_name", "birth_date", "phone", "email")
    }
