"""Which features the application serves: one blueprint each, and what the page frame shows of them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from partnership.access.actor import current_actor
from partnership.access.permissions import may
from partnership.access.vocabulary import Action
from partnership.accounts.views import accounts
from partnership.administration.views import administration
from partnership.core.languages import LANGUAGES, current_language
from partnership.core.todo import Source
from partnership.exchange.queries.todo import of_imports
from partnership.exchange.views import imports
from partnership.landtag_reports.views import landtag_reports
from partnership.milestones.views import milestones
from partnership.organisations.views import organisations
from partnership.overview.queries import keeping, todo
from partnership.overview.views import overview, projects, resolution
from partnership.participants.views import participants

BLUEPRINTS = (
    overview,
    accounts,
    organisations,
    projects,
    milestones,
    participants,
    resolution,
    landtag_reports,
    administration,
    imports,
)
HOME_SOURCES: tuple[Source, ...] = (
    todo.of_milestones, todo.of_people, todo.of_projects, of_imports, keeping.of_agreements, keeping.of_accounts,
)  # fmt: skip
"""What home asks for things that wait for a person; features above `overview` add theirs here."""


@dataclass(frozen=True)
class MenuItem:
    """One station of the navigation."""

    label: str
    url: str
    current: bool


def menu() -> list[MenuItem]:
    """The pages this person may open, in the order of the navigation."""
    entries = [
        (Action.VIEW_HOME, "overview.home", _("Today")),
        (Action.LIST_PROJECTS, "projects.index", _("Projects")),
        (Action.LIST_PARTICIPANTS, "participants.index", _("People")),
        (Action.VIEW_RESOLUTION, "resolution.index", _("Resolution")),
        (Action.VIEW_REPORTS, "landtag_reports.index", _("Reports")),
        (Action.LIST_ORGANISATIONS, "organisations.index", _("Organisations")),
        (Action.MANAGE_ACCOUNTS, "accounts.index", _("Accounts")),
    ]
    return [
        MenuItem(label, url_for(endpoint), _is_here(url_for(endpoint)))
        for action, endpoint, label in entries
        if may(action) and endpoint in current_app.view_functions
    ]


def _is_here(address: str) -> bool:
    """Whether the page lies at or below this address: a milestone's page is part of its project's, an import part of the projects."""
    path = request.path.replace(url_for("imports.index"), url_for("projects.index"), 1)
    return path == address or (address != "/" and path.startswith(f"{address}/"))


def frame() -> dict[str, Any]:
    """What every page's frame shows."""
    languages = [
        {
            "code": code,
            "name": name,
            "url": url_for("overview.speak", language=code, next=request.full_path.rstrip("?")),
            "current": code == current_language(),
        }
        for code, name in LANGUAGES.items()
    ]
    footer = [
        {"label": label, "url": url_for(f"administration.{page}")}
        for page, label in (("help_page", _("Help")), ("accessibility", _("Accessibility")), ("privacy", _("Privacy")))
    ]
    return {
        "footer_links": footer, "locale": current_language(), "actor": current_actor(), "navigation": menu(), "language_links": languages,
        "account_url": url_for("accounts.own"), "sign_out_url": url_for("security.logout"), "demo": current_app.config["SETTINGS"].demo,
    }  # fmt: skip


def init_features(app: Flask) -> None:
    """Register the blueprints of all features and the page frame."""
    app.extensions["home_sources"] = HOME_SOURCES
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(frame)
