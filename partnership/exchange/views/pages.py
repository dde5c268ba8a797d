"""Pages of imports: upload a file, read what it would change, decide, confirm the strands."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.audit.recording import Author
from partnership.core import clock, files
from partnership.core.errors import Refused
from partnership.core.formatting import format_number, in_language
from partnership.core.jobs import Job, JobState
from partnership.exchange import forms
from partnership.exchange.forms import UploadForm
from partnership.exchange.models import ImportRun
from partnership.exchange.operations import runs
from partnership.exchange.operations.files import shown_name
from partnership.exchange.operations.strands import confirm_strands
from partnership.exchange.queries import imports as queries
from partnership.exchange.views.presentation import line_of, outcome_word, reasons_of, state_of, tallies_of
from partnership.exchange.vocabulary import ImportState, Outcome
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand

imports = Blueprint("imports", __name__)
LOOK_AGAIN_SECONDS = 2
MEGABYTE = 1_000_000
AT_WORK = frozenset({ImportState.CHECKING, ImportState.APPLYING})


@imports.get("/imports")
@allow(Action.IMPORT_PROJECTS)
def index() -> str:
    """All imports, the latest first."""
    page = queries.imports(acting(), before=request.args.get("before"))
    counts = queries.counts_of([run.id for run in page.rows])
    older = url_for("imports.index", before=page.after) if page.after else None
    return render_template(
        "exchange/list.html", runs=page.rows, counts=counts, Outcome=Outcome, state_of=state_of, older=older
    )


@imports.route("/imports/new", methods=["GET", "POST"])
@allow(Action.IMPORT_PROJECTS)
def new() -> ResponseReturnValue:
    """Upload a file; it is checked in the background."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("exchange/new.html", form=form), 422 if form.errors else 200
    digest = files.keep(form.file.data.stream)
    actor = acting()
    run = runs.begin(
        file_name=shown_name(form.file.data.filename), digest=digest, size=files.path_of(digest).stat().st_size, recipient=form.recipient.data or None,
        by=Author(actor.user_id, actor.name), at=clock.now(),
    )  # fmt: skip
    here = url_for("imports.show", run_id=run.id)
    runs.enqueue_check(run, result_url=here, by=actor.user_id)
    return redirect(here)


@imports.get("/imports/<int:run_id>")
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def show(run: ImportRun) -> str:
    """One import: what it would change or has changed, and the decision."""
    job = queries.job_of(run)
    failed = runs.job_has_failed(run)
    if run.state in AT_WORK and not failed:
        return render_template(
            "exchange/working.html", run=run, refresh_seconds=LOOK_AGAIN_SECONDS, **_progress(run, job)
        )
    counts = queries.counts_of([run.id])[run.id or 0]
    outcome = Outcome.parse(request.args.get("outcome"))
    total = counts.get(outcome, 0) if outcome else sum(counts.values())
    lines = queries.lines_of(run, outcome=outcome, total=total, after=request.args.get("after"))
    stopped = job.error if job and job.state is JobState.FAILED and run.state is not ImportState.APPLIED else None
    return render_template(
        "exchange/show.html", run=run, failed=failed, stopped=stopped, tallies=tallies_of(run, counts=counts, chosen=outcome), outcome=outcome,
        shown=outcome_word(outcome, applied=run.state is ImportState.APPLIED) if outcome else "",
        rows=[line_of(row, applied=run.state is ImportState.APPLIED) for row in lines.rows], pages=_pages(run, lines, outcome=outcome),
        writes=counts.get(Outcome.CREATED, 0) + counts.get(Outcome.UPDATED, 0), state=state_of(run),
        waiting=queries.strands_waiting(run) if run.state is ImportState.APPLIED else 0,
    )  # fmt: skip


def _pages(run: ImportRun, lines: queries.Lines, *, outcome: Outcome | None) -> dict[str, Any]:
    def address(cursor: str | None) -> str | None:
        return (
            url_for("imports.show", run_id=run.id, outcome=outcome.value if outcome else None, after=cursor) + "#lines"
            if cursor
            else None
        )

    last = lines.first + len(lines.rows) - 1
    summary = _(
        "%(first)s to %(last)s of %(total)s activities",
        first=format_number(lines.first),
        last=format_number(last),
        total=format_number(lines.total),
    )
    return {
        "summary": summary if lines.rows else None,
        "next_url": address(lines.after),
        "previous_url": address(lines.before),
    }


@imports.get("/imports/<int:run_id>/progress")
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def progress(run: ImportRun) -> Response:
    """How far the work is, for the script that looks again without loading the page."""
    job = queries.job_of(run)
    over = run.state not in AT_WORK or runs.job_has_failed(run)
    found = _progress(run, job)
    return jsonify(
        value=found["value"], text=found["text"], done_url=url_for("imports.show", run_id=run.id) if over else None
    )


def _progress(run: ImportRun, job: Job | None) -> dict[str, Any]:
    if job is None or job.state is JobState.WAITING:
        return {"value": None, "text": _("Waiting for its turn")}
    if not job.total:
        return {
            "value": None,
            "text": _("Being written. All of it becomes visible at once.")
            if run.state is ImportState.APPLYING
            else _("Being read"),
        }
    done, total = (format_number(round(size / MEGABYTE, 1)) for size in (job.progress, job.total))
    return {"value": 100 * job.progress // job.total, "text": _("%(done)s of %(total)s MB", done=done, total=total)}


@imports.post("/imports/<int:run_id>/take-over")
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def take_over(run: ImportRun) -> ResponseReturnValue:
    """Write what the report says, in the background."""
    here = url_for("imports.show", run_id=run.id)
    runs.enqueue_take_over(run, result_url=here, by=acting().user_id)
    return redirect(here)


@imports.post("/imports/<int:run_id>/check")
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def check(run: ImportRun) -> ResponseReturnValue:
    """Check the same file once more, against the register of now."""
    here = url_for("imports.show", run_id=run.id)
    runs.enqueue_check(run, result_url=here, by=acting().user_id)
    return redirect(here)


@imports.post("/imports/<int:run_id>/discard")
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def discard(run: ImportRun) -> ResponseReturnValue:
    """Drop a file that was not taken over."""
    runs.discard(run)
    flash(_("The import is discarded. Nothing was changed."), "success")
    return redirect(url_for("imports.index"))


@imports.route("/imports/<int:run_id>/strands", methods=["GET", "POST"])
@allow(Action.IMPORT_PROJECTS, run=queries.import_run)
def strands(run: ImportRun) -> ResponseReturnValue:
    """Confirm the strands of imported projects, some at a time."""
    named = [int(value) for value in request.form.getlist("project") if value.isdecimal() and len(value) < 10]
    projects = queries.named_in(run, ids=named) if request.method == "POST" else queries.next_unconfirmed(run)
    form = forms.strands_form(projects, title=_title, reasons=reasons_of)
    if not form.validate_on_submit():
        waiting = queries.strands_waiting(run)
        return render_template(
            "exchange/strands.html",
            run=run,
            form=form,
            projects=projects,
            waiting=waiting,
            field_name=forms.strands_field,
        ), 422 if form.errors else 200
    confirmed = 0
    for project in projects:
        ticked = form[forms.strands_field(project.id or 0)].data or []
        chosen = [strand for strand in Strand if strand.value in ticked]
        try:
            confirm_strands(project, strands=chosen, at=clock.now())
            confirmed += 1
        except Refused as reason:
            flash(str(reason), "warning")
    flash(
        ngettext(
            "The strands of %(num)d project are confirmed.", "The strands of %(num)d projects are confirmed.", confirmed
        ),
        "success",
    )
    left = queries.strands_waiting(run)
    return redirect(url_for("imports.strands" if left else "imports.show", run_id=run.id))


def _title(project: Project) -> str:
    return in_language(project.title_de, project.title_en)
