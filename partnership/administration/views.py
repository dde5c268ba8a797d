"""Pages about the service itself: how far background work is, help, accessibility, privacy."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _

from partnership.access.guard import allow, public
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.core.jobs import Job, JobState

administration = Blueprint("administration", __name__)

LOOK_AGAIN_SECONDS = 2


def job_by_id(job_id: int) -> Job | None:
    """One piece of background work."""
    return db.session.get(Job, job_id)


@administration.get("/jobs/<int:job_id>")
@allow(Action.VIEW_JOB, job=job_by_id)
def show_job(job: Job) -> Any:
    """How far it is; goes on to the result by itself."""
    if job.state is JobState.DONE and job.result_url:
        return redirect(job.result_url)
    waiting = job.state in (JobState.WAITING, JobState.RUNNING)
    return render_template(
        "administration/job.html",
        job=job,
        text=progress_text(job),
        refresh_seconds=LOOK_AGAIN_SECONDS if waiting else None,
    )


@administration.get("/jobs/<int:job_id>/progress")
@allow(Action.VIEW_JOB, job=job_by_id)
def job_progress(job: Job) -> Any:
    """The same for the script that looks again without loading the page."""
    over = job.state not in (JobState.WAITING, JobState.RUNNING)
    done_url = (job.result_url or url_for("administration.show_job", job_id=job.id)) if over else None
    return jsonify(value=job.progress, max=job.total, text=progress_text(job), done_url=done_url)


def progress_text(job: Job) -> str:
    """How far it is, in words."""
    if job.state is JobState.WAITING:
        return str(_("Waiting for its turn"))
    if job.state is JobState.RUNNING and job.total:
        return str(_("%(done)s of %(total)s done", done=job.progress, total=job.total))
    return job.state.label


@administration.get("/help")
@public
def help_page() -> str:
    """How to do the usual jobs."""
    return render_template("help/help.html")


@administration.get("/accessibility")
@public
def accessibility() -> str:
    """Declaration of accessibility with a contact."""
    return render_template("help/accessibility.html")


@administration.get("/privacy")
@public
def privacy() -> str:
    """What happens to data."""
    return render_template("help/privacy.html")
