"""Recording the next step of a way, and correcting one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.audit.recording import read_of
from partnership.core import clock
from partnership.core.database import log_in_own_transaction
from partnership.participants import forms
from partnership.participants.forms import CorrectionForm, StepForm
from partnership.participants.models import Participation
from partnership.participants.operations import steps as operations
from partnership.participants.operations.steps import Recording, StepNotPossible
from partnership.participants.queries import journey as queries
from partnership.participants.rules.fields import editable_fields, visible_fields
from partnership.participants.rules.steps import VALUE_FIELD, VALUES, possible_steps, title_of
from partnership.participants.rules.ways import happenings_of
from partnership.participants.views.blueprint import participants
from partnership.participants.vocabulary import EventStatus
from partnership.reference_data.pathways import Step, steps


def _page_of(way: Participation) -> str:
    return url_for("participants.show", public_id=way.participant.public_id)


def _settings(way: Participation, step: Step) -> dict[str, Any]:
    """What the form may ask: a value under a field the reader can see, a note only of those who keep them."""
    field = VALUE_FIELD.get(VALUES.get(step.code, ""), "milestones")
    return {
        "step": step,
        "may_value": field in visible_fields(acting(), way),
        "may_note": "notes" in editable_fields(acting(), way),
    }


def _recording(form: StepForm, step: Step) -> Recording:
    return Recording(
        step=step.code, day=form.day.data or clock.today(), status=EventStatus(form.status.data), value=(form.value.data or "") if "value" in form else "",
        note=form.note.data if "note" in form else "",
    )  # fmt: skip


@participants.route(
    "/participants/<string:public_id>/participations/<int:participation_id>/steps", methods=["GET", "POST"]
)
@allow(Action.RECORD_STEP, way=queries.participation)
def record(way: Participation) -> ResponseReturnValue:
    """Record a step: without one in the address, choose it first."""
    step = steps().get(request.args.get("step", ""))
    choices = possible_steps(way.strand, happenings_of(way))
    log_in_own_transaction(read_of(way.participant_id, by=acting().user_id, page="participants.record"))
    if step is None or step.strand != way.strand:
        return render_template(
            "participants/choose_step.html",
            way=way,
            choices=choices,
            title_of=title_of,
            ending=request.args.get("ending") == "1",
        )
    form = StepForm(**_settings(way, step), data=None if request.method == "POST" else {"day": clock.today()})
    if request.method == "POST" and form.validate():
        try:
            operations.record_step(way, _recording(form, step), by=acting(), at=clock.now())
        except StepNotPossible as refusal:
            form.take_problems(refusal.problems)
        else:
            flash(_("Recorded: %(step)s.", step=title_of(step)), "success")
            return redirect(_page_of(way))
    usual = {one.code for one in (*choices.usual, *choices.endings)}
    page = render_template(
        "participants/step.html",
        form=form,
        way=way,
        step=step,
        title=title_of(step),
        unusual=step.code not in usual and bool(choices.usual),
    )
    return (page, 422) if request.method == "POST" else page


@participants.route(
    "/participants/<string:public_id>/participations/<int:participation_id>/steps/<int:event_id>/correct",
    methods=["GET", "POST"],
)
@allow(Action.RECORD_STEP, entry=queries.event)
def correct(entry: queries.EventOfWay) -> ResponseReturnValue:
    """Void a step with a reason and put the right one in its place."""
    event, way, step = entry.event, entry.way, steps()[entry.event.step]
    log_in_own_transaction(read_of(way.participant_id, by=acting().user_id, page="participants.correct"))
    saved = {"status": event.status.value, "day": event.happened_on, "value": event.value, "note": event.note}
    form = CorrectionForm(**_settings(way, step), data=None if request.method == "POST" else saved)
    if request.method == "POST" and form.validate():
        replacement = None if form.what.data == forms.REMOVE else _recording(form, step)
        try:
            operations.correct_step(event, replacement, reason=form.reason.data or "", by=acting(), at=clock.now())
        except StepNotPossible as refusal:
            form.take_problems(refusal.problems)
        else:
            flash(_("Corrected. The old entry stays on record with your reason."), "success")
            return redirect(_page_of(way))
    page = render_template(
        "participants/correct.html", form=form, way=way, step=step, title=title_of(step), event=event
    )
    return (page, 422) if request.method == "POST" else page
