"""The page of one project, and the steps of its life."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.core.errors import Refused
from partnership.core.languages import current_language
from partnership.milestones.queries import tolerance
from partnership.overview import operations
from partnership.overview.queries.open_things import obstacles, open_things
from partnership.overview.queries.project import period_in_words, project_page
from partnership.overview.queries.resolution import STATION
from partnership.projects.forms import StepForm
from partnership.projects.models import Project
from partnership.projects.queries import organisations_of
from partnership.projects.views import part_of_address, place_name, project_in_address, projects
from partnership.projects.workflow import STEPS


@projects.get("/projects/<string:code>")
@allow(Action.VIEW_PROJECT, project=project_in_address)
def show(project: Project) -> str:
    """Where a project stands, at one look."""
    today = clock.today()
    return render_template(
        "projects/show.html", page=project_page(project, actor=acting(), today=today), project=project, today=today, period=period_in_words(project, today=today),
        organisations=organisations_of(project), place_name=place_name, station=STATION[project.status],
        tolerance_months=tolerance(), title_language=_foreign_language(project, "title"), summary_language=_foreign_language(project, "summary"),
    )  # fmt: skip


def _foreign_language(project: Project, text: str) -> str | None:
    """The language of the title or summary as it is shown, where it is not the language of the page; a screen reader must know."""
    here = current_language()
    other = "en" if here == "de" else "de"
    column = f"{text}_{here}" if getattr(project, f"{text}_{here}") else f"{text}_{other}"
    language = project.language_of(column) or column[-2:]
    return None if language == here else language


@projects.get("/projects/<string:code>/steps/<string:step>")
@allow(Action.MOVE_PROJECT, project=project_in_address)
def ask_step(project: Project) -> ResponseReturnValue:
    """What a step means, what stands in its way, and the reason where one is needed."""
    return _step_page(project, form=None)


@projects.post("/projects/<string:code>/steps/<string:step>")
@allow(Action.MOVE_PROJECT, project=project_in_address)
def take_step(project: Project) -> ResponseReturnValue:
    """Take a step of the project's life."""
    name = part_of_address("step")
    form = StepForm(required=name in STEPS and STEPS[name].reason_required)
    if not form.validate():
        return _step_page(project, form=form), 422
    operations.move_project(project, step=name, reason=form.reason.data or "", by=acting(), at=clock.now())
    flash(_("The project is now: %(status)s.", status=project.status.label), "success")
    return redirect(url_for("projects.show", code=project.code))


def _step_page(project: Project, *, form: StepForm | None) -> str:
    step = STEPS.get(part_of_address("step"))
    if step is None or project.status not in step.sources:
        raise Refused(_("This step is not possible: the project is “%(status)s”.", status=project.status.label))
    found = obstacles(project, step=step.name, still_open=open_things(project))
    return render_template(
        "projects/step.html",
        project=project,
        step=step,
        obstacles=found,
        form=form or StepForm(required=step.reason_required, formdata=None),
    )
