"""Look-ups for forms and filters: organisations by what people type, officers, codes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz, process
from sqlmodel import select

from partnership.access.actor import Actor
from partnership.access.permissions import can, sees_all_projects
from partnership.access.vocabulary import Action, Role
from partnership.core.database import db
from partnership.core.search_text import fold, words
from partnership.organisations.models import Organisation
from partnership.projects.models import Project
from partnership.projects.queries.columns import LINK_TO_ORGANISATION, MEMBERSHIP, ORGANISATION, PROJECT, USER
from partnership.projects.queries.visibility import visible_ids

SUGGESTIONS = 20
ALIKE_FROM = 80
"""Per cent of likeness from which two names may be one organisation: finds `Kumasi Technical Inst.`, not every other institute."""


def every_word(text: str, column: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    """Conditions under which a folded text has a word beginning with each word typed, in any order."""
    return [(" " + column).contains(f" {word}", autoescape=True) for word in words(text)]


def _open_to(actor: Actor) -> Any:
    """Organisations whose names this person may learn: all for those who see all projects, else those of the own projects."""
    if sees_all_projects(actor, None) or can(actor, Action.CREATE_PROJECT):
        return sa.true()
    return ORGANISATION.id.in_(
        sa.select(LINK_TO_ORGANISATION.organisation_id).where(LINK_TO_ORGANISATION.project_id.in_(visible_ids(actor)))
    )


def organisations_like(text: str, *, actor: Actor) -> Sequence[Organisation]:
    """Suggestions while typing: organisations with a word beginning with each word typed."""
    query = (
        select(Organisation)
        .where(_open_to(actor), *every_word(text, ORGANISATION.search_text))
        .order_by(ORGANISATION.name_en)
        .limit(SUGGESTIONS)
    )
    return db.session.scalars(query).all()


def organisation_called(text: str, *, actor: Actor, exactly: bool = False) -> Organisation | None:
    """The one organisation meant by what was typed: its code or a name of it, or, unless `exactly`, words that only it has."""
    typed = text.strip()
    if not words(typed):
        return None
    names = (ORGANISATION.name_en, ORGANISATION.name_de, ORGANISATION.short_name)
    exact = select(Organisation).where(
        _open_to(actor),
        sa.or_(
            ORGANISATION.code == typed, *(sa.or_(name == typed, sa.func.lower(name) == typed.lower()) for name in names)
        ),
    )
    found = db.session.scalars(exact.order_by(ORGANISATION.code).limit(1)).first()
    if found or exactly:
        return found
    alike = organisations_like(text, actor=actor)
    return alike[0] if len(alike) == 1 else None


def organisations_resembling(name: str) -> list[Organisation]:
    """Organisations that may be meant by this name, most alike first, so that none is entered twice."""
    rows = db.session.execute(sa.select(ORGANISATION.id, ORGANISATION.search_text)).all()
    near = process.extract(
        " ".join(words(name)),
        {row.id: row.search_text for row in rows},
        scorer=fuzz.token_set_ratio,
        score_cutoff=ALIKE_FROM,
        limit=5,
    )
    ids = [key for _text, _score, key in near]
    by_id = {one.id: one for one in db.session.scalars(select(Organisation).where(ORGANISATION.id.in_(ids)))}
    return [by_id[key] for key in ids]


def organisations_of(project: Project) -> list[Organisation]:
    """The organisations that take part, each once, by name."""
    return sorted(
        {link.organisation.id: link.organisation for link in project.organisations}.values(),
        key=lambda one: fold(one.name_en),
    )


def officers(today: date) -> list[tuple[int, str]]:
    """Id and name of everybody who can be responsible for a project today."""
    query = (
        sa.select(USER.id, USER.name)
        .join(MEMBERSHIP, MEMBERSHIP.user_id == USER.id)
        .where(USER.active, MEMBERSHIP.role == Role.OFFICER, MEMBERSHIP.valid_from <= today,
               sa.or_(MEMBERSHIP.valid_to.is_(None), MEMBERSHIP.valid_to >= today))
        .distinct().order_by(USER.name)
    )  # fmt: skip
    return [(user_id, name) for user_id, name in db.session.execute(query)]


def name_of_user(user_id: int | None) -> str:
    """The name of an account, nothing for none."""
    return "" if user_id is None else str(db.session.scalar(select(USER.name).where(USER.id == user_id)) or "")


def codes_taken(year: int) -> list[str]:
    """The codes of one year."""
    return list(db.session.scalars(select(PROJECT.code).where(PROJECT.code.startswith(f"GH-{year}-"))))
