"""Entering a project and saving the sections of its form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from partnership.access.actor import Actor
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.search_text import words
from partnership.projects.models import Project, ProjectGoal, ProjectPoint, ProjectSector, ProjectStrand
from partnership.projects.operations.changing import replace_links, require_right, require_unlocked, touch
from partnership.projects.rules import Section, in_order
from partnership.projects.vocabulary import ProjectStatus, Strand

SECTOR_VOCABULARY = "1"
"""The five-digit purpose codes of the OECD, the only sectors entered by hand; others come from IATI files and stay."""


def searchable(project: Project) -> str:
    """The folded words by which a project is found; organisations are looked up by their own."""
    return " ".join(words(f"{project.code} {project.iati_identifier or ''} {project.title_de} {project.title_en}"))


def create(*, code: str, title_de: str, title_en: str, strands: list[Strand], by: Actor, at: datetime) -> Project:
    """Enter a project as a draft; the person who enters it is responsible until another one is named.

    Raises Refused when the code is taken.
    """
    require_right(by, Action.CREATE_PROJECT)
    if db.session.scalar(select(Project.id).where(Project.code == code)):  # type: ignore[call-overload]
        raise Refused(_("There is a project with the code %(code)s already.", code=code))
    project = Project(
        code=code,
        title_de=title_de,
        title_en=title_en,
        status=ProjectStatus.DRAFT,
        responsible_id=by.user_id,
        created_at=at,
        updated_at=at,
    )
    project.search_text = searchable(project)
    project.strands = [ProjectStrand(project_id=project.id or 0, strand=strand) for strand in in_order(strands)]
    db.session.add(project)
    db.session.flush()
    return project


def save_section(project: Project, *, section: Section, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Store one page of the form.

    Raises Refused when the project is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    {
        Section.NAMES: _save_names, Section.STRANDS: _save_strands, Section.PERIOD: _save_period, Section.GOALS: _save_goals, Section.SECTORS: _save_sectors,
    }[section](project, values)  # fmt: skip
    touch(project, at=at)
    db.session.flush()


def _save_names(project: Project, values: Mapping[str, Any]) -> None:
    for name in ("title_de", "title_en", "summary_de", "summary_en"):
        setattr(project, name, values[name])
    project.search_text = searchable(project)


def _save_strands(project: Project, values: Mapping[str, Any]) -> None:
    wanted = in_order([Strand(value) for value in values["strands"]])
    replace_links(
        project.strands,
        wanted,
        key=lambda link: link.strand,
        make=lambda strand: ProjectStrand(project_id=project.id or 0, strand=strand),
    )
    replace_links(
        project.points,
        sorted(values["points"]),
        key=lambda link: link.point,
        make=lambda point: ProjectPoint(project_id=project.id or 0, point=point),
    )
    project.strands_confirmed = True
    project.health_and_care = values["health_and_care"]


def _save_period(project: Project, values: Mapping[str, Any]) -> None:
    for name in ("planned_start", "planned_end", "actual_start", "actual_end", "responsible_id"):
        setattr(project, name, values[name])


def _save_goals(project: Project, values: Mapping[str, Any]) -> None:
    wanted = [("sdg", code) for code in values["sdg"]] + [("gcm", code) for code in values["gcm"]]
    replace_links(
        project.goals,
        wanted,
        key=lambda link: (link.framework, link.code),
        make=lambda key: ProjectGoal(project_id=project.id or 0, framework=key[0], code=key[1]),
    )


def _save_sectors(project: Project, values: Mapping[str, Any]) -> None:
    others = [(link.vocabulary, link.code) for link in project.sectors if link.vocabulary != SECTOR_VOCABULARY]
    wanted = others + [(SECTOR_VOCABULARY, code) for code in values["sectors"]]
    changed = replace_links(
        project.sectors,
        wanted,
        key=lambda link: (link.vocabulary, link.code),
        make=lambda key: ProjectSector(project_id=project.id or 0, vocabulary=key[0], code=key[1]),
    )
    if changed:
        # Shares that no longer belong to the whole list would add up to something wrong (IATI ruleset: 100 in all).
        for link in project.sectors:
            if link.vocabulary == SECTOR_VOCABULARY:
                link.percentage = None
