"""Home, language, help and the addresses machines ask."""

import sqlalchemy as sa
from flask import Blueprint, Response, redirect, render_template, request, session, url_for

from partnership.access.guard import allow, public
from partnership.access.vocabulary import Action
from partnership.core.database import db
from partnership.core.languages import LANGUAGES, local_target

overview = Blueprint("overview", __name__)


@overview.get("/")
@allow(Action.VIEW_HOME)
def home() -> str:
    """What needs this person today."""
    return render_template("overview/home.html")


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
