"""A way as the rules want it: which events are valid, which plans still stand."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partnership.participants.rules.clocks import Happening
from partnership.participants.rules.steps import Standing
from partnership.participants.vocabulary import EventStatus

if TYPE_CHECKING:
    from partnership.participants.models import Participation, PathwayEvent


def valid_events(participation: "Participation") -> "list[PathwayEvent]":
    """The events that are not void, by day and then in the order of the pathway."""
    return _valid(participation.events)


def _valid(events: "Iterable[PathwayEvent]") -> "list[PathwayEvent]":
    return sorted(
        (event for event in events if event.voided_at is None),
        key=lambda event: (event.happened_on, event.step, event.id or 0),
    )


def happenings_of(participation: "Participation") -> tuple[Happening, ...]:
    """The events of a way as rules and clocks want them: reached, or planned and not yet settled by a later entry on the step."""
    return happenings_among(participation.events)


def happenings_among(events: "Iterable[PathwayEvent]") -> tuple[Happening, ...]:
    """The same of the events of one way, whether read as records or as rows of their columns."""
    valid = _valid(events)
    done = [
        Happening(step=event.step, day=event.happened_on, reached=True)
        for event in valid
        if event.status == EventStatus.REACHED
    ]
    return (
        *done,
        *(Happening(step=event.step, day=event.happened_on, reached=False) for event in _standing(valid)),
    )


def standing_plans(participation: "Participation") -> "list[PathwayEvent]":
    """Planned steps that no later entry on the same step has settled."""
    return _standing(valid_events(participation))


def _standing(events: "list[PathwayEvent]") -> "list[PathwayEvent]":
    return [
        event
        for event in events
        if event.status == EventStatus.PLANNED
        and not any(other.step == event.step and (other.id or 0) > (event.id or 0) for other in events)
    ]


def standing_of(participation: "Participation") -> Standing:
    """What the rules must know to judge another step of this way."""
    participant = participation.participant
    return Standing(
        strand=participation.strand,
        birth_date=participant.identity.birth_date,
        birth_year=participant.birth_year,
        happenings=happenings_of(participation),
    )
