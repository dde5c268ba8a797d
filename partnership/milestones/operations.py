"""The verbs that change milestones. A forecast is only ever added; everything else carries its reason into the log."""

from datetime import date, datetime

from flask_babel import gettext as _

from partnership.access.actor import Actor
from partnership.access.vocabulary import Action
from partnership.audit.recording import because
from partnership.core.clock import HOUSE_ZONE
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.milestones import rules
from partnership.milestones.models import Forecast, Milestone
from partnership.projects.models import Project
from partnership.projects.operations.changing import require_right, require_unlocked


def _require_open(milestone: Milestone, *, by: Actor, action: Action) -> None:
    require_right(by, action, milestone)
    require_unlocked(milestone.project)
    if not rules.is_open(milestone):
        raise Refused(_("This milestone is reached or cancelled. Reopen it first."))


def _refuse(problem: str | None) -> None:
    if problem:
        raise Refused(problem)


def _day(at: datetime) -> date:
    return at.astimezone(HOUSE_ZONE).date()


def create(
    project: Project,
    *,
    title_de: str,
    title_en: str,
    baseline_on: date,
    owner_id: int | None,
    point: str | None,
    by: Actor,
    at: datetime,
) -> Milestone:
    """Promise a result for a day.

    Raises Refused when the project is closed or cancelled.
    """
    require_right(by, Action.EDIT_PROJECT, project)
    require_unlocked(project)
    milestone = Milestone(
        project_id=project.id or 0,
        project=project,
        title_de=title_de,
        title_en=title_en,
        baseline_on=baseline_on,
        owner_id=owner_id,
        point=point,
        created_at=at,
    )
    db.session.add(milestone)
    db.session.flush()
    return milestone


def edit(
    milestone: Milestone,
    *,
    title_de: str,
    title_en: str,
    baseline_on: date,
    owner_id: int | None,
    point: str | None,
    evidence: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Correct what was entered. Another planned day is a correction of the plan itself and needs a reason; forecasts are made, not edited.

    Raises Refused when the project is locked or the reason is missing.
    """
    require_right(by, Action.EDIT_MILESTONE, milestone)
    require_unlocked(milestone.project)
    if baseline_on != milestone.baseline_on and not reason.strip():
        raise Refused(_("Say why the planned day is corrected. If the date has moved, make a forecast instead."))
    with because(reason.strip() or None):
        milestone.title_de, milestone.title_en, milestone.baseline_on = title_de, title_en, baseline_on
        milestone.owner_id, milestone.point, milestone.evidence, milestone.updated_at = owner_id, point, evidence, at
        db.session.flush()


def forecast(milestone: Milestone, *, expected_on: date, reason: str, by: Actor, at: datetime) -> Forecast:
    """Say when it is expected now. Of several forecasts on one day the last one holds.

    Raises Refused when the milestone or project is finished, the day is past, or a later day has no reason.
    """
    _require_open(milestone, by=by, action=Action.FORECAST_MILESTONE)
    today = _day(at)
    _refuse(rules.forecast_problem(expected_on, today=today))
    _refuse(rules.reason_problem(expected_on, so_far=milestone.expected_on, reason=reason))
    made = Forecast(
        milestone_id=milestone.id or 0,
        made_on=today,
        expected_on=expected_on,
        reason=reason.strip(),
        made_by_id=by.user_id,
        created_at=at,
    )
    milestone.forecasts.append(made)
    milestone.latest_forecast_on, milestone.updated_at = expected_on, at
    db.session.flush()
    return made


def reach(milestone: Milestone, *, reached_on: date, evidence: str, by: Actor, at: datetime) -> None:
    """Report it as reached, with what shows it.

    Raises Refused when the day is in the future or the milestone or project is finished.
    """
    _require_open(milestone, by=by, action=Action.FORECAST_MILESTONE)
    _refuse(rules.reached_problem(reached_on, today=_day(at)))
    milestone.reached_on, milestone.evidence, milestone.updated_at = (
        reached_on,
        evidence.strip() or milestone.evidence,
        at,
    )
    db.session.flush()


def cancel(milestone: Milestone, *, reason: str, by: Actor, at: datetime) -> None:
    """Give it up, with a reason that stays visible.

    Raises Refused when the reason is missing or the milestone or project is finished.
    """
    _require_open(milestone, by=by, action=Action.EDIT_MILESTONE)
    _refuse(
        None if reason.strip() else _("Say why the milestone is cancelled. The report to the Landtag may quote it.")
    )
    with because(reason.strip()):
        milestone.cancelled_on, milestone.cancel_reason, milestone.updated_at = _day(at), reason.strip(), at
        db.session.flush()


def reopen(milestone: Milestone, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back that it was reached or cancelled; what stood there before stays in the log.

    Raises Refused when it is open already, the reason is missing or the project is locked.
    """
    require_right(by, Action.EDIT_MILESTONE, milestone)
    require_unlocked(milestone.project)
    _refuse(_("This milestone is open already.") if rules.is_open(milestone) else None)
    _refuse(None if reason.strip() else _("Say why the milestone is reopened."))
    with because(reason.strip()):
        milestone.reached_on = milestone.cancelled_on = milestone.cancel_reason = None
        milestone.updated_at = at
        db.session.flush()
