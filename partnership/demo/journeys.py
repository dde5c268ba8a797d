"""Invented ways of people: plausible orders of steps with waiting times and ends, never beyond the demonstration's day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from partnership.participants.vocabulary import EventStatus
from partnership.projects.vocabulary import Strand


@dataclass(frozen=True)
class Leg:
    """A step, days after the one before (least, most), how likely people go on to it, and its value."""

    step: str
    least: int
    most: int
    chance: float = 1.0
    value: str = ""


@dataclass(frozen=True)
class Happening:
    """One event of an invented journey."""

    step: str
    day: date
    status: EventStatus
    value: str = ""


WAYS: dict[Strand, tuple[Leg, ...]] = {
    Strand.QUAL: (
        Leg("Q010", 0, 5), Leg("Q020", 7, 30, 0.95), Leg("Q030", 14, 30), Leg("Q040", 10, 25, 0.92), Leg("Q110", 10, 40, 0.95), Leg("Q210", 5, 20, 0.8),
        Leg("Q220", 5, 20, 1.0, "A1"), Leg("Q230", 60, 100, 0.9, "A1"), Leg("Q120", 40, 80, 0.95), Leg("Q130", 60, 100, 0.95), Leg("Q140", 60, 120, 0.85),
        Leg("Q150", 20, 50), Leg("Q310", 10, 30, 0.75), Leg("Q320", 10, 40, 0.9), Leg("Q330", 8, 40), Leg("Q340", 15, 60, 0.95), Leg("Q350", 40, 120, 0.75), Leg("Q530", 5, 30, 0.8),
    ),
    Strand.MIGR: (
        Leg("M010", 0, 10), Leg("M020", 20, 60, 0.9), Leg("M030", 5, 20), Leg("M110", 3, 15), Leg("M120", 5, 20, 0.97), Leg("M130", 2, 8), Leg("M131", 5, 18),
        Leg("M132", 10, 40), Leg("M138", 30, 75, 0.95), Leg("M139", 1, 6), Leg("M140", 1, 6), Leg("M150", 3, 12), Leg("M160", 2, 8), Leg("M162", 2, 8), Leg("M170", 10, 30),
        Leg("M180", 0, 5), Leg("M300", 10, 35, 0.9), Leg("M310", 5, 20), Leg("M320", 15, 45), Leg("M330", 3, 16), Leg("M340", 20, 60, 1.0, "A18A"), Leg("M350", 1, 20), Leg("M360", 10, 40, 0.8),
        Leg("M380", 160, 185, 0.95), Leg("M385", 170, 190, 0.92),
    ),
    Strand.RETURN: (
        Leg("R010", 0, 5), Leg("R020", 3, 20), Leg("R030", 5, 30, 0.85), Leg("R040", 3, 20), Leg("R050", 10, 40, 0.95), Leg("R060", 10, 45), Leg("R070", 5, 20),
        Leg("R045", 1, 5), Leg("R080", 21, 40, 0.97), Leg("R090", 0, 1), Leg("R100", 3, 22), Leg("R110", 5, 25, 0.8),
    ),
    Strand.REINT: (
        Leg("I010", 0, 3), Leg("I020", 2, 10), Leg("I030", 0, 3), Leg("I040", 5, 20), Leg("I400", 0, 5), Leg("I050", 7, 25, 0.95), Leg("I055", 5, 20), Leg("I210", 10, 60, 0.7), Leg("I120", 30, 90, 0.55),
        Leg("I320", 10, 60, 0.5), Leg("I403", 10, 40, 0.8), Leg("I406", 80, 110, 0.85), Leg("I500", 1, 10, 0.7), Leg("I412", 170, 200, 0.8), Leg("I600", 10, 60, 0.7),
    ),
}  # fmt: skip
EXITS = {
    Strand.QUAL: ("Q910", "Q930"),
    Strand.MIGR: ("M910", "M940"),
    Strand.RETURN: ("R910", "R940"),
    Strand.REINT: ("I910", "I920"),
}
SKIPPABLE = frozenset({"Q210", "Q220", "Q230", "M310", "M360", "R045", "R100", "I210", "I120", "I320", "I403"})
"""Steps that people leave out without ending their way."""
HEALTH_CHECK = Leg("M025", 3, 20)


def invent(random: Random, strand: Strand, *, begins_on: date, today: date, health: bool = False) -> list[Happening]:
    """One person's events up to `today`, then at most one planned step."""
    legs = list(WAYS[strand])
    if health and strand is Strand.MIGR:
        legs.insert(2, HEALTH_CHECK)
    day, events = begins_on, list[Happening]()
    for leg in legs:
        if random.random() > leg.chance:
            if leg.step in SKIPPABLE:
                continue
            ended_on = day + timedelta(days=random.randint(5, 40))
            if events and ended_on <= today and not events[-1].step.endswith(("530", "110", "600")):
                events.append(Happening(random.choice(EXITS[strand]), ended_on, EventStatus.REACHED))
            return events
        following = day + timedelta(days=random.randint(leg.least, leg.most))
        if following > today:
            events.append(Happening(leg.step, following, EventStatus.PLANNED, leg.value))
            return events
        day = following
        events.append(Happening(leg.step, day, EventStatus.REACHED, leg.value))
    return events
