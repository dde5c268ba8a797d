"""The list of projects: filters, search, order and pages; the same conditions serve page, count and export."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, selectinload
from sqlmodel import col

from partnership.access.actor import Actor
from partnership.core.database import db
from partnership.core.languages import current_language
from partnership.core.pagination import COUNT_UP_TO, PAGE_SIZE, Page, decode, encode, key_condition
from partnership.core.search_text import words
from partnership.core.vocabulary import N_, Word
from partnership.projects.models import Project, ProjectOrganisation, ProjectPlace, ProjectPoint, ProjectStrand
from partnership.projects.queries.columns import LINK_TO_ORGANISATION, ORGANISATION, PROJECT
from partnership.projects.queries.lookups import every_word
from partnership.projects.queries.visibility import visible_to
from partnership.projects.vocabulary import ProjectStatus, Strand

NO_END = date(9999, 12, 31)
"""Sorts projects without an end behind all others."""


class Sort(Word):
    """Orders of the list."""

    CODE = "code", N_("Code")
    TITLE = "title", N_("Title")
    END = "end", N_("End")
    LATE = "late", N_("Late first")


@dataclass(frozen=True, kw_only=True)
class ProjectFilter:
    """What the address asks for; None and empty mean "all"."""

    q: str = ""
    strand: Strand | None = None
    status: ProjectStatus | None = None
    organisation: str | None = None
    place: str | None = None
    point: str | None = None
    late: bool = False
    pending: bool = False
    mine: bool = False
    sort: Sort = Sort.CODE
    descending: bool = False

    def without(self, name: str) -> "ProjectFilter":
        """The same filter with one condition taken away."""
        usual: Any = type(self).__dataclass_fields__[name].default
        return replace(self, **{name: usual})


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """What the list must know about milestones, as SQL from the feature that owns them: it lies above this one.

    `late_count` counts the late milestones of the row's project.
    """

    late_count: sa.ColumnElement[int]


NO_FACTS = MilestoneFacts(late_count=sa.literal(0))


def summary_of_filter(wanted: ProjectFilter) -> dict[str, Any]:
    """The filter as parts of an address, defaults left out."""
    found: dict[str, Any] = {}
    for name, value in vars(wanted).items():
        if value != type(wanted).__dataclass_fields__[name].default:
            found[name] = "1" if value is True else str(value)
    return found


def _linked(model: Any, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.select(sa.literal(1)).where(model.project_id == PROJECT.id, condition).exists()


def _conditions(wanted: ProjectFilter, *, actor: Actor, facts: MilestoneFacts) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [visible_to(actor)]
    for word in words(wanted.q):
        of_organisation = sa.select(sa.literal(1)).where(
            LINK_TO_ORGANISATION.project_id == PROJECT.id, ORGANISATION.id == LINK_TO_ORGANISATION.organisation_id,
            *every_word(word, ORGANISATION.search_text),
        ).exists()  # fmt: skip
        found.append(sa.or_(*every_word(word, PROJECT.search_text), of_organisation))
    if wanted.strand:
        found.append(_linked(ProjectStrand, col(ProjectStrand.strand) == wanted.strand))
    if wanted.status:
        found.append(PROJECT.status == wanted.status)
    if wanted.organisation:
        ids = sa.select(ORGANISATION.id).where(ORGANISATION.code == wanted.organisation).scalar_subquery()
        found.append(_linked(ProjectOrganisation, LINK_TO_ORGANISATION.organisation_id == ids))
    if wanted.place:
        found.append(_linked(ProjectPlace, col(ProjectPlace.code) == wanted.place))
    if wanted.point:
        found.append(_linked(ProjectPoint, col(ProjectPoint.point) == wanted.point))
    if wanted.late:
        found.append(facts.late_count > 0)
    if wanted.pending:
        found.append(sa.not_(PROJECT.strands_confirmed))
    if wanted.mine:
        found.append(PROJECT.responsible_id == actor.user_id)
    return found


def _title() -> sa.ColumnElement[str]:
    first, second = (
        (PROJECT.title_de, PROJECT.title_en) if current_language() == "de" else (PROJECT.title_en, PROJECT.title_de)
    )
    return sa.func.lower(sa.func.coalesce(sa.func.nullif(first, ""), second))


def _key(wanted: ProjectFilter, facts: MilestoneFacts) -> tuple[sa.ColumnElement[Any], ...]:
    """What the list is sorted by; the code at the end makes every place in it unique."""
    code = PROJECT.code
    match wanted.sort:
        case Sort.TITLE:
            return _title(), code
        case Sort.END:
            return sa.func.coalesce(PROJECT.actual_end, PROJECT.planned_end, sa.literal(NO_END)), code
        case Sort.LATE:
            return sa.literal(0) - facts.late_count, code
        case _:
            return (code,)


@dataclass(frozen=True, kw_only=True)
class ListedProject:
    """One row of the list."""

    project: Project
    late: int


def _select(wanted: ProjectFilter, *, actor: Actor, facts: MilestoneFacts) -> sa.Select[Any]:
    key = _key(wanted, facts)
    return (
        sa.select(PROJECT, facts.late_count.label("late"), *(part.label(f"key_{number}") for number, part in enumerate(key)))
        .where(*_conditions(wanted, actor=actor, facts=facts))
        .options(
            selectinload(PROJECT.strands), selectinload(PROJECT.organisations).joinedload(LINK_TO_ORGANISATION.organisation),
            defer(PROJECT.iati_details), defer(PROJECT.summary_de), defer(PROJECT.summary_en), defer(PROJECT.search_text),
        )
    )  # fmt: skip


def _ordered(query: sa.Select[Any], key: Sequence[sa.ColumnElement[Any]], *, descending: bool) -> sa.Select[Any]:
    return query.order_by(*(part.desc() if descending else part.asc() for part in key))


def _cursor(row: Any, length: int) -> str:
    return encode(
        [str(value) if isinstance(value, date) else value for value in (row[2 + number] for number in range(length))]
    )


def _edge(cursor: str | None, wanted: ProjectFilter, *, length: int) -> list[Any] | None:
    """The values of a cursor with their types; None for one that was made for another order."""
    values = decode(cursor, length=length)
    if values is None:
        return None
    try:
        first: Any = date.fromisoformat(values[0]) if wanted.sort is Sort.END else values[0]
    except (TypeError, ValueError):
        return None
    fits = isinstance(first, {Sort.END: date, Sort.LATE: int}.get(wanted.sort, str)) and isinstance(values[-1], str)
    return [first, *values[1:]] if fits else None


def listed(
    wanted: ProjectFilter,
    *,
    actor: Actor,
    facts: MilestoneFacts,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[ListedProject]:
    """One page of the projects this person may see that meet the filter."""
    key = _key(wanted, facts)
    back = _edge(before, wanted, length=len(key))
    forward = None if back else _edge(after, wanted, length=len(key))
    query, down = _select(wanted, actor=actor, facts=facts), wanted.descending != bool(back)
    if edge := back or forward:
        query = query.where(key_condition(key, edge, descending=down))
    rows = list(db.session.execute(_ordered(query, key, descending=down).limit(size + 1)).unique())
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    earlier, later = (more, True) if back else (bool(forward), more)
    return Page(
        rows=[ListedProject(project=row[0], late=row.late) for row in rows],
        total=_count(wanted, actor=actor, facts=facts),
        before=_cursor(rows[0], len(key)) if rows and earlier else None,
        after=_cursor(rows[-1], len(key)) if rows and later else None,
    )


def _count(wanted: ProjectFilter, *, actor: Actor, facts: MilestoneFacts) -> int | None:
    inner = (
        sa.select(PROJECT.id).where(*_conditions(wanted, actor=actor, facts=facts)).limit(COUNT_UP_TO + 1).subquery()
    )
    number = db.session.scalar(sa.select(sa.func.count()).select_from(inner)) or 0
    return number if number <= COUNT_UP_TO else None


def all_listed(wanted: ProjectFilter, *, actor: Actor, facts: MilestoneFacts) -> list[ListedProject]:
    """Every project of the list in its order, for an export of what is shown."""
    query = _select(wanted, actor=actor, facts=facts).options(
        selectinload(PROJECT.points), selectinload(PROJECT.places)
    )
    query = _ordered(query, _key(wanted, facts), descending=wanted.descending)
    return [ListedProject(project=row[0], late=row.late) for row in db.session.execute(query).unique()]
