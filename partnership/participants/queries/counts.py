"""How many people: by step and phase, and the core indicators that count events of the register (indicators.csv, domain.md section 12).

The only place where people are counted. Figures are not yet disclosure-controlled: whoever publishes them does that.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from partnership.core.database import db
from partnership.core.periods import Period
from partnership.participants.queries.columns import EVENT, PARTICIPATION
from partnership.participants.queries.counters import COUNTERS
from partnership.participants.queries.figures import Cell, CountedIndicator, Measure, milestones_of
from partnership.participants.queries.known_events import Scope, in_projects, known, recency
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import Phase, steps_of

__all__ = [
    "COUNTERS", "Cell", "CountedIndicator", "Measure", "PeopleByStep", "PhaseCount", "StepCount", "counted_indicators", "milestones_of", "people_by_step", "phases_of",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """How many people reached a step, and for how many it is the latest one."""

    step: str
    reached: int
    standing: int


@dataclass(frozen=True, kw_only=True)
class PhaseCount:
    """How many people reached any step of a phase, and how many stand in it now."""

    phase: Phase
    reached: int
    standing: int


@dataclass(frozen=True, kw_only=True)
class PeopleByStep:
    """The people of one strand; `total` are the participations with at least one step reached. Steps nobody reached are listed with 0."""

    strand: Strand
    as_of: date
    total: int
    by_step: tuple[StepCount, ...]
    by_phase: tuple[PhaseCount, ...]


def people_by_step(
    project_id: int | None, strand: Strand, as_of: date, *, recorded_until: datetime | None = None
) -> PeopleByStep:
    """Distinct participations of a strand by step and phase reached up to `as_of`, of one project or of all.

    `recorded_until` leaves out what was recorded, and ignores what was voided, after that moment: the freeze of a report.
    """
    event = aliased(EVENT)
    projects = None if project_id is None else {project_id}
    mine = (
        sa.select(
            event.participation_id,
            event.step,
            _phase_of(event.step, strand=strand).label("phase"),
            recency(event).label("recency"),
        )
        .join(PARTICIPATION, PARTICIPATION.id == event.participation_id)
        .where(
            PARTICIPATION.strand == strand,
            in_projects(projects),
            known(event, as_of=as_of, recorded_until=recorded_until),
        )
        .subquery()
    )
    people = sa.func.count(mine.c.participation_id.distinct())
    standing = sa.func.sum(sa.case((mine.c.recency == 1, 1), else_=0))
    by_step = {
        step: (reached, now)
        for step, reached, now in db.session.execute(sa.select(mine.c.step, people, standing).group_by(mine.c.step))
    }
    by_phase = {
        phase: (reached, now)
        for phase, reached, now in db.session.execute(sa.select(mine.c.phase, people, standing).group_by(mine.c.phase))
    }
    return PeopleByStep(
        strand=strand, as_of=as_of, total=sum(now for _reached, now in by_step.values()),
        by_step=tuple(StepCount(step=step.code, reached=by_step.get(step.code, (0, 0))[0], standing=by_step.get(step.code, (0, 0))[1]) for step in steps_of(strand)),
        by_phase=tuple(PhaseCount(phase=phase, reached=by_phase.get(phase, (0, 0))[0], standing=by_phase.get(phase, (0, 0))[1]) for phase in phases_of(strand)),
    )  # fmt: skip


@cache
def phases_of(strand: str) -> tuple[Phase, ...]:
    """The phases of a strand in the order of its pathway."""
    return tuple(dict.fromkeys(step.phase for step in steps_of(strand)))


def _phase_of(column: Any, *, strand: str) -> sa.ColumnElement[str]:
    cases = [
        (column.in_([step.code for step in steps_of(strand) if step.phase == phase]), phase.value)
        for phase in phases_of(strand)
    ]
    return sa.case(*cases, else_="")


def counted_indicators(
    period: Period, as_of: date, projects: Collection[int] | None = None, *, recorded_until: datetime | None = None
) -> dict[str, CountedIndicator]:
    """The core indicators of people, by code, for events in `period` up to `as_of` in these projects (None: in all).

    A person counts once for each participation (domain.md section 12). Not here: II05 (scores of surveys) and IX01 to IX05
    (dialogue and money), which are not events of people.
    """
    scope = Scope(
        period=period,
        as_of=as_of,
        recorded_until=recorded_until,
        projects=None if projects is None else frozenset(projects),
    )
    return {code: COUNTERS[code](scope, code=code) for code in milestones_of() if code in COUNTERS}
