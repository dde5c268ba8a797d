"""Pages of milestones: one with its forecasts, and a page for each thing one can do with it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.core.editing import edit_record
from partnership.core.formatting import in_language
from partnership.core.forms import HouseForm
from partnership.milestones import operations, queries, rules
from partnership.milestones.forms import CorrectionForm, ForecastForm, MilestoneForm, ReachForm, ReasonForm
from partnership.milestones.models import Milestone
from partnership.projects import queries as projects
from partnership.projects.models import Project
from partnership.projects.operations.changing import require_unlocked

milestones = Blueprint("milestones", __name__)
WORDS = ("title_de", "title_en", "baseline_on", "owner_id", "point")


def _address(milestone: Milestone, page: str = "show") -> str:
    return url_for(f"milestones.{page}", code=milestone.project.code, milestone_id=milestone.id)


def _title(milestone: Milestone) -> str:
    return in_language(milestone.title_de, milestone.title_en)


@milestones.route("/projects/<string:code>/milestones/new", methods=["GET", "POST"])
@allow(Action.EDIT_PROJECT, project=projects.project_of)
def new(project: Project) -> ResponseReturnValue:
    """Promise a result for a day."""
    require_unlocked(project)
    form = MilestoneForm(organisations=projects.organisations_of(project))
    if not form.validate_on_submit():
        return render_template("milestones/new.html", form=form, project=project), 422 if form.errors else 200
    made = operations.create(project, **_words(form), by=acting(), at=clock.now())
    flash(_("The milestone is entered."), "success")
    return redirect(_address(made))


def _words(form: MilestoneForm) -> dict[str, Any]:
    values = form.values(*WORDS)
    return {**values, "point": values["point"] or None}


@milestones.get("/projects/<string:code>/milestones/<int:milestone_id>")
@allow(Action.VIEW_MILESTONE, milestone=queries.milestone_of)
def show(milestone: Milestone) -> str:
    """One milestone with every forecast ever made."""
    today = clock.today()
    holding = {one.id for one in rules.last_of_each_day(milestone.forecasts)}
    return render_template(
        "milestones/show.html", milestone=milestone, project=milestone.project, title=_title(milestone), holding=holding, open=rules.is_open(milestone),
        kind=rules.station(milestone, today=today, tolerance=queries.tolerance()), overdue=rules.is_overdue(milestone, today=today),
        months=rules.months_beyond(milestone.reached_on or milestone.expected_on, milestone.baseline_on),
    )  # fmt: skip


@milestones.route("/projects/<string:code>/milestones/<int:milestone_id>/edit", methods=["GET", "POST"])
@allow(Action.EDIT_MILESTONE, milestone=queries.milestone_of)
def edit(milestone: Milestone) -> ResponseReturnValue:
    """Correct what was entered."""
    require_unlocked(milestone.project)
    project = projects.project_of(milestone.project.code) or milestone.project
    saved = {name: getattr(milestone, name) for name in (*WORDS, "evidence")}
    form = CorrectionForm(milestone=milestone, organisations=projects.organisations_of(project), data=saved)

    def save() -> None:
        operations.edit(
            milestone,
            **_words(form),
            evidence=form.evidence.data or "",
            reason=form.reason.data or "",
            by=acting(),
            at=clock.now(),
        )
        flash(_("Saved."), "success")

    return edit_record(
        form, milestone, theirs=saved, save=save, done_url=_address(milestone), heading=_title(milestone), last_save=lambda: projects.last_save(project),
        show=lambda: render_template("milestones/edit.html", form=form, milestone=milestone, project=project, title=_title(milestone)),
    )  # fmt: skip


def _act(
    milestone: Milestone, form: HouseForm, *, template: str, do: Callable[[], object], done: str
) -> ResponseReturnValue:
    """Show the form of an act, or do it and go back to the milestone."""
    if not form.validate_on_submit():
        return render_template(
            f"milestones/{template}.html",
            form=form,
            milestone=milestone,
            project=milestone.project,
            title=_title(milestone),
        ), 422 if form.errors else 200
    do()
    flash(done, "success")
    return redirect(_address(milestone))


@milestones.route("/projects/<string:code>/milestones/<int:milestone_id>/forecast", methods=["GET", "POST"])
@allow(Action.FORECAST_MILESTONE, milestone=queries.milestone_of)
def forecast(milestone: Milestone) -> ResponseReturnValue:
    """Say when it is expected now."""
    form = ForecastForm(milestone=milestone)
    return _act(
        milestone, form, template="forecast", done=_("The forecast is recorded."),
        do=lambda: operations.forecast(milestone, **form.values("expected_on", "reason"), by=acting(), at=clock.now()),
    )  # fmt: skip


@milestones.route("/projects/<string:code>/milestones/<int:milestone_id>/reach", methods=["GET", "POST"])
@allow(Action.FORECAST_MILESTONE, milestone=queries.milestone_of)
def reach(milestone: Milestone) -> ResponseReturnValue:
    """Report it as reached."""
    form = ReachForm()
    return _act(
        milestone, form, template="reach", done=_("The milestone is reached."),
        do=lambda: operations.reach(milestone, **form.values("reached_on", "evidence"), by=acting(), at=clock.now()),
    )  # fmt: skip


@milestones.route("/projects/<string:code>/milestones/<int:milestone_id>/cancel", methods=["GET", "POST"])
@allow(Action.EDIT_MILESTONE, milestone=queries.milestone_of)
def cancel(milestone: Milestone) -> ResponseReturnValue:
    """Give it up, with a reason."""
    form = ReasonForm()
    return _act(
        milestone, form, template="cancel", done=_("The milestone is cancelled."),
        do=lambda: operations.cancel(milestone, reason=form.reason.data or "", by=acting(), at=clock.now()),
    )  # fmt: skip


@milestones.route("/projects/<string:code>/milestones/<int:milestone_id>/reopen", methods=["GET", "POST"])
@allow(Action.EDIT_MILESTONE, milestone=queries.milestone_of)
def reopen(milestone: Milestone) -> ResponseReturnValue:
    """Take back that it was reached or cancelled, with a reason."""
    form = ReasonForm()
    return _act(
        milestone, form, template="reopen", done=_("The milestone is open again."),
        do=lambda: operations.reopen(milestone, reason=form.reason.data or "", by=acting(), at=clock.now()),
    )  # fmt: skip
