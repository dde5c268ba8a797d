"""Recording steps of a way and correcting them: events are added and voided, never changed."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.participants.models import Participation, PathwayEvent
from partnership.participants.operations.limits import keep_limits
from partnership.participants.rules.fields import editable_fields, visible_fields
from partnership.participants.rules.steps import VALUE_FIELD, VALUES, problems_of
from partnership.participants.rules.ways import standing_of, valid_events
from partnership.participants.vocabulary import EventStatus
from partnership.reference_data.pathways import steps


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What is to be recorded: a step, its state and day, maybe a value from the step's code list and a note."""

    step: str
    day: date
    status: EventStatus = EventStatus.REACHED
    value: str = ""
    note: str = ""


class StepNotPossible(Refused):
    """The step cannot be true; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def record_step(participation: Participation, recording: Recording, *, by: Actor, at: datetime) -> PathwayEvent:
    """Add a step to a way; a terminal step that was reached ends it. `participation` comes with person, identity and events.

    Raises StepNotPossible with a sentence for each reason.
    """
    return _add(participation, recording, replaces=None, by=by, at=at)


def correct_step(
    event: PathwayEvent, replacement: Recording | None, *, reason: str, by: Actor, at: datetime
) -> PathwayEvent | None:
    """Void a step for a reason and add what is right; without replacement it should not have been recorded at all.

    Raises Refused for a step that was corrected before or without a reason, StepNotPossible for an impossible replacement.
    """
    if event.voided_at is not None:
        raise Refused(_("This step was corrected before. Reload the page."))
    if not reason.strip():
        raise Refused(_("Say why this is corrected."))
    participation = event.participation
    event.voided_at, event.voided_by_id, event.void_reason = at, by.user_id, reason.strip()
    if event.happened_on == participation.started_on:
        participation.started_on = participation.created_at.astimezone(HOUSE_ZONE).date()
    _bring_up_to_date(participation)
    db.session.flush()
    return _add(participation, replacement, replaces=event, by=by, at=at) if replacement else None


def _add(
    participation: Participation, recording: Recording, *, replaces: PathwayEvent | None, by: Actor, at: datetime
) -> PathwayEvent:
    problems = problems_of(
        recording.step, status=recording.status, day=recording.day, value=recording.value, standing=standing_of(participation),
        today=at.astimezone(HOUSE_ZONE).date(),
    ) + _field_problems(participation, recording, by=by)  # fmt: skip
    if problems:
        raise StepNotPossible(problems)
    event = PathwayEvent(
        participation_id=participation.id or 0, step=recording.step, status=recording.status, happened_on=recording.day, value=recording.value,
        note=recording.note, recorded_by_id=by.user_id, created_at=at, replaces_id=replaces.id if replaces else None,
    )  # fmt: skip
    participation.events.append(event)
    db.session.flush()
    _bring_up_to_date(participation)
    db.session.flush()
    return event


def _field_problems(participation: Participation, recording: Recording, *, by: Actor) -> list[str]:
    """Nobody writes into a field that their role cannot read, and notes only by those who keep them."""
    found = []
    field = VALUE_FIELD.get(VALUES.get(recording.step, ""))
    if recording.value and field and field not in visible_fields(by, participation):
        found.append(_("Your role does not record this value. Leave it blank."))
    if recording.note and "notes" not in editable_fields(by, participation):
        found.append(_("Your role does not keep notes on people. Leave the note blank."))
    return found


def _bring_up_to_date(participation: Participation) -> None:
    """Maintain what lists sort and filter by: the latest step reached, the first and the last day, the first day something is due."""
    reached = [event for event in valid_events(participation) if event.status == EventStatus.REACHED]
    last = reached[-1] if reached else None
    participation.latest_step = last.step if last else None
    participation.latest_step_on = last.happened_on if last else None
    end = next((event.happened_on for event in reached if steps()[event.step].terminal), None)
    participation.started_on = min([participation.started_on, *(event.happened_on for event in reached)])
    participation.ended_on = end
    keep_limits(participation)
