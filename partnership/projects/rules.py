"""Decisions about projects: what is still missing, what stands in the way of a step, which code comes next."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.core.vocabulary import N_, Word
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, Strand

CODE = re.compile(r"[A-Z]{2,4}-\d{4}-\d{2,4}")
"""Codes people can say and write: country, year of start, number; `GH-2026-07`. Codes from IATI files may differ."""
NUMBERED = re.compile(r"GH-(\d{4})-(\d{2,4})")


class Section(Word):
    """The parts of a project's form, each one page; the value stands in its address."""

    NAMES = "names", N_("Names and summary")
    STRANDS = "strands", N_("Strands and resolution")
    PLACES = "places", N_("Places")
    ORGANISATIONS = "organisations", N_("Organisations")
    PERIOD = "period", N_("Period and responsibility")
    GOALS = "goals", N_("Goals")
    SECTORS = "sectors", N_("Sectors")


class Described(Protocol):
    """What these rules read of a project."""

    title_de: str
    title_en: str
    summary_de: str
    summary_en: str
    strands_confirmed: bool
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    responsible_id: int | None

    @property
    def strands(self) -> Sequence[Any]:
        """Its strands."""

    @property
    def points(self) -> Sequence[Any]:
        """The points of the resolution it answers."""

    @property
    def places(self) -> Sequence[Any]:
        """Its places, each with a kind."""

    @property
    def organisations(self) -> Sequence[Any]:
        """Who takes part, each with a role."""

    @property
    def goals(self) -> Sequence[Any]:
        """Its goals."""

    @property
    def sectors(self) -> Sequence[Any]:
        """Its sectors."""


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of a step, as a sentence that says what to do; `section` is the page where it is done."""

    text: str
    section: Section | None = None


def missing_in(project: Described, section: Section) -> list[str]:
    """What this section still lacks, one sentence each; empty when it is complete."""
    return {
        Section.NAMES: _missing_names, Section.STRANDS: _missing_strands, Section.PLACES: _missing_places,
        Section.ORGANISATIONS: _missing_organisations, Section.PERIOD: _missing_period, Section.GOALS: _missing_goals, Section.SECTORS: _missing_sectors,
    }[section](project)  # fmt: skip


def _missing_names(project: Described) -> list[str]:
    texts = [(project.title_de, _("Enter the German title.")), (project.title_en, _("Enter the English title.")),
             (project.summary_de, _("Write the German summary.")), (project.summary_en, _("Write the English summary."))]  # fmt: skip
    return [sentence for text, sentence in texts if not text.strip()]


def _missing_strands(project: Described) -> list[str]:
    found = []
    if not project.strands:
        found.append(_("Choose at least one strand."))
    elif not project.strands_confirmed:
        found.append(_("Confirm the strands: they were suggested from the sectors."))
    if not project.points:
        found.append(_("Choose the points of the resolution that the project answers."))
    return found


def _missing_places(project: Described) -> list[str]:
    kinds = {place.kind for place in project.places}
    return [] if PlaceKind.GHANA_REGION in kinds else [_("Add at least one region in Ghana.")]


def _missing_organisations(project: Described) -> list[str]:
    roles = {link.role for link in project.organisations}
    return [] if OrganisationRole.IMPLEMENTING in roles else [_("Add the organisation that implements the project.")]


def _missing_period(project: Described) -> list[str]:
    found = []
    if not (project.planned_start or project.actual_start):
        found.append(_("Enter the day on which the project begins."))
    if not (project.planned_end or project.actual_end):
        found.append(_("Enter the day on which the project ends."))
    if project.responsible_id is None:
        found.append(_("Say which officer is responsible."))
    return found


def _missing_goals(project: Described) -> list[str]:
    return (
        []
        if project.goals
        else [_("Choose a goal of sustainable development or an objective of the compact for migration.")]
    )


def _missing_sectors(project: Described) -> list[str]:
    return [] if project.sectors else [_("Choose at least one sector.")]


NEEDED_TO_START = (Section.NAMES, Section.STRANDS, Section.PLACES, Section.ORGANISATIONS, Section.PERIOD)
"""Goals and sectors can follow later; the rest is what partners and readers need from the first day."""


def starting_obstacles(project: Described) -> list[Obstacle]:
    """What stands in the way of starting; an empty list means it may start."""
    return [Obstacle(sentence, section) for section in NEEDED_TO_START for sentence in missing_in(project, section)]


def closing_obstacles(project: Described, *, open_milestones: int, open_participations: int) -> list[Obstacle]:
    """What stands in the way of closing for good; the numbers are facts of features that this one does not know."""
    found = []
    if open_milestones:
        found.append(Obstacle(ngettext(
            "%(num)d milestone is neither reached nor cancelled.", "%(num)d milestones are neither reached nor cancelled.", open_milestones)))  # fmt: skip
    if open_participations:
        found.append(Obstacle(ngettext(
            "%(num)d person still takes part. Record how the way ended.", "%(num)d people still take part. Record how their ways ended.", open_participations)))  # fmt: skip
    if project.actual_end is None:
        found.append(Obstacle(_("Enter the day on which the project really ended."), Section.PERIOD))
    return found


def obstacles(
    step: str, project: Described, *, open_milestones: int = 0, open_participations: int = 0
) -> list[Obstacle]:
    """What stands in the way of the step with this name."""
    if step == "start":
        return starting_obstacles(project)
    if step == "close":
        return closing_obstacles(project, open_milestones=open_milestones, open_participations=open_participations)
    return []


def section_state(project: Described, section: Section) -> str:
    """`reached`, `partly` or `planned`: how far a section is, in the words of the stations."""
    if not missing_in(project, section):
        return "reached"
    return "partly" if _begun(project, section) else "planned"


def _begun(project: Described, section: Section) -> bool:
    return bool({
        Section.NAMES: True, Section.STRANDS: project.strands or project.points, Section.PLACES: project.places, Section.ORGANISATIONS: project.organisations,
        Section.PERIOD: project.planned_start or project.planned_end or project.actual_start or project.responsible_id,
        Section.GOALS: project.goals, Section.SECTORS: project.sectors,
    }[section])  # fmt: skip


def next_code(existing: Iterable[str], *, year: int) -> str:
    """The code after the highest of this year, e.g. `GH-2026-08`; a suggestion that the officer may change."""
    numbers = [int(match[2]) for code in existing if (match := NUMBERED.fullmatch(code)) and int(match[1]) == year]
    return f"GH-{year}-{max(numbers, default=0) + 1:02}"


def is_code(text: str) -> bool:
    """Whether the text has the form of a code entered by hand."""
    return CODE.fullmatch(text) is not None


def period_problem(start: date | None, end: date | None) -> str | None:
    """Why these days cannot be a period, or None."""
    if start and end and end < start:
        return str(_("The end lies before the beginning. Enter a later day."))
    return None


def actual_day_problem(day: date | None, *, today: date) -> str | None:
    """Why this cannot be the day on which something really happened, or None (IATI ruleset: no actual date in the future)."""
    return (
        _("This day is in the future. Enter it as planned, or enter the day on which it really happened.")
        if day and day > today
        else None
    )


def in_order(strands: Collection[Strand]) -> tuple[Strand, ...]:
    """Strands in the order of the way: qualification, migration, return, reintegration."""
    return tuple(strand for strand in Strand if strand in strands)
