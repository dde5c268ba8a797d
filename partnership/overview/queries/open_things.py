"""What is still under way in a project, and whether it stands in the way of a step."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from partnership.core.database import db
from partnership.milestones.queries import count_open
from partnership.participants.models import Participation
from partnership.projects import rules
from partnership.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class OpenThings:
    """What is still under way in a project."""

    milestones: int
    participations: int


def open_things(project: Project) -> OpenThings:
    """Milestones neither reached nor cancelled, and people whose way has not ended."""
    people = (
        sa.select(sa.func.count())
        .select_from(Participation)
        .where(col(Participation.project_id) == project.id, col(Participation.ended_on).is_(None))
    )
    return OpenThings(milestones=count_open(project.id or 0), participations=db.session.scalar(people) or 0)


def obstacles(project: Project, *, step: str, still_open: OpenThings) -> list[rules.Obstacle]:
    """What stands in the way of a step of the project."""
    return rules.obstacles(
        step, project, open_milestones=still_open.milestones, open_participations=still_open.participations
    )
