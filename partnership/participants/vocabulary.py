"""Words of participants: sex, state of a step."""

from partnership.core.vocabulary import N_, Word


class Sex(Word):
    """As in the person's document, or not stated."""

    FEMALE = "f", N_("Female")
    MALE = "m", N_("Male")
    DIVERSE = "x", N_("Non-binary")
    UNKNOWN = "u", N_("Not stated")


class EventStatus(Word):
    """What an event says of its step. Corrections void an event and add another."""

    PLANNED = "planned", N_("Planned")
    REACHED = "reached", N_("Reached")
    MISSED = "missed", N_("Missed")
