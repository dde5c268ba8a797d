"""What all counters share: units of counting, grouped into cells by sex, region and category."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from partnership.core.database import db
from partnership.participants.queries.columns import PARTICIPANT, PARTICIPATION
from partnership.participants.queries.figures import Cell
from partnership.participants.queries.known_events import Scope, counted, in_projects
from partnership.participants.vocabulary import Sex


def cells_of(units: sa.Select[Any], *, scope: Scope) -> tuple[Cell, ...]:
    """Group units (participation_id, category, hit) by sex, region and category; `hit` is 1 where the unit counts."""
    unit = units.subquery()
    keys = (PARTICIPANT.sex, PARTICIPANT.home_region, unit.c.category)
    query = (
        sa.select(*keys, sa.func.sum(unit.c.hit), sa.func.count())
        .select_from(unit)
        .join(PARTICIPATION, PARTICIPATION.id == unit.c.participation_id)
        .join(PARTICIPANT, PARTICIPANT.id == PARTICIPATION.participant_id)
        .where(in_projects(scope.projects))
        .group_by(*keys)
        .order_by(*keys)
    )
    return tuple(
        Cell(sex=sex, region=region, category=category, count=hit, out_of=all_)
        for sex, region, category, hit, all_ in db.session.execute(query)
    )


def units_of(participation_id: Any, *, category: Any = "", hit: Any = 1) -> sa.Select[Any]:
    """A query of units to be counted: a participation, its category, and 1 where it counts, else 0."""
    plain = [sa.literal(value) if isinstance(value, str | int) else value for value in (category, hit)]
    return sa.select(participation_id.label("participation_id"), plain[0].label("category"), plain[1].label("hit"))


def flag(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """1 where the condition holds, else 0."""
    return sa.case((condition, 1), else_=0)


def has_reached(scope: Scope, *steps_: str, participation_id: Any) -> sa.ColumnElement[bool]:
    """Whether the participation reached one of these steps by the end of the period."""
    event, condition = counted(scope, *steps_, whole_past=True)
    return sa.exists().where(condition, event.participation_id == participation_id)


def folded(found: Counter[tuple[Sex, str | None, bool]]) -> tuple[Cell, ...]:
    """Cells of what was weighed day by day: under False stand the units, under True those of them that count."""
    keys = sorted({key[:2] for key in found}, key=lambda key: (key[0], key[1] or ""))
    return tuple(
        Cell(sex=sex, region=region, category="", count=found[sex, region, True], out_of=found[sex, region, False])
        for sex, region in keys
    )
