"""Moving a project from one state to the next; status and history are never changed apart."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.audit.recording import because
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.projects.models import Project, ProjectStep
from partnership.projects.rules import Obstacle
from partnership.projects.vocabulary import ProjectStatus
from partnership.projects.workflow import STEPS

REASON_KEPT_IN = frozenset({ProjectStatus.SUSPENDED, ProjectStatus.CANCELLED})
"""In these states the reason stands beside the status (database constraint stop_has_reason)."""


def move(
    project: Project, *, step: str, reason: str, obstacles: Sequence[Obstacle], by: Actor, at: datetime
) -> ProjectStep:
    """Take one step of the workflow and keep who, when, from, to and why.

    `obstacles` are those found for this very step. Raises Refused when the step does not lead from this state, the person may not take it,
    something stands in the way, or a reason is missing.
    """
    taken = STEPS.get(step)
    if taken is None or project.status not in taken.sources:
        raise Refused(_("This step is not possible: the project is “%(status)s”.", status=project.status.label))
    if not can(by, taken.needs, project):
        raise Refused(_("Your role does not include this step."))
    if obstacles:
        raise Refused(" ".join(obstacle.text for obstacle in obstacles))
    reason = reason.strip()
    if taken.reason_required and not reason:
        raise Refused(_("Say why. Everybody who works on the project can read it."))
    with because(reason or None):
        history = ProjectStep(
            project_id=project.id or 0,
            at=at,
            by_id=by.user_id,
            by_name=by.name,
            from_status=project.status,
            to_status=taken.target,
            reason=reason or None,
        )
        project.status, project.updated_at = taken.target, at
        project.status_reason = reason if taken.target in REASON_KEPT_IN else None
        db.session.add(history)
        db.session.flush()
    return history
