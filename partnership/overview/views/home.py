"""Home, language and the addresses machines ask."""

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for

from partnership.access.actor import acting
from partnership.access.guard import allow, public
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.core.database import db
from partnership.core.languages import LANGUAGES, local_target
from partnership.overview.queries import changes
from partnership.overview.queries import home as line_of_days
from partnership.overview.queries.keeping import kept
from partnership.overview.queries.report_route import report_route

overview = Blueprint("overview", __name__)


@overview.get("/")
@allow(Action.VIEW_HOME)
def home() -> str:
    """What needs this person today."""
    actor, today = acting(), clock.today()
    days = line_of_days.days(actor, today=today, sources=current_app.extensions["home_sources"])
    return render_template(
        "overview/home.html",
        today=today,
        days=days,
        lead=line_of_days.lead(days),
        portfolio=line_of_days.portfolio(actor),
        changes=changes.visible(actor),
        route=report_route(actor, today=today),
        kept=kept(actor),
    )


@overview.get("/language/<any(de, en):language>")
@public
def speak(language: str) -> object:
    """Switch the language of this browser session and go back."""
    if language in LANGUAGES:
        session["language"] = language
    return redirect(local_target(request.args.get("next"), otherwise=url_for("overview.home")))


@overview.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok", mimetype="text/plain")


@overview.get("/readyz")
@public
def readyz() -> Response:
    """The database answers too."""
    db.session.execute(sa.text("SELECT 1"))
    return Response("ready", mimetype="text/plain")
