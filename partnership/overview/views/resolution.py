"""The page of the Landtag's resolution."""

from flask import Blueprint, render_template

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.overview.queries.resolution import answered_points

resolution = Blueprint("resolution", __name__)


@resolution.get("/resolution")
@allow(Action.VIEW_RESOLUTION)
def index() -> str:
    """The seven points and what answers each."""
    answered = answered_points(acting(), today=clock.today())
    without = [one for one in answered if not one.projects and not one.point.outside]
    return render_template("resolution/index.html", answered=answered, without=without)
