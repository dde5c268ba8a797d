"""Pages of people: the list, one person's way, enrolling, recording."""

from partnership.participants.views import enrolment, journey, listing, recording
from partnership.participants.views.blueprint import participants

__all__ = ["enrolment", "journey", "listing", "participants", "recording"]
