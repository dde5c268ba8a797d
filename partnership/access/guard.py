"""The guard before every view: load, check, then act; a view without a policy answers 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, redirect, render_template, request, url_for

from partnership.access.actor import current_actor
from partnership.access.permissions import can, may
from partnership.access.vocabulary import SEEN_BY, Action

View = Callable[..., Any]


def allow(action: Action, **loader: Callable[..., Any]) -> Callable[[View], View]:
    """Let the view run only for those whom the table allows `action`.

    At most one keyword, the view's argument, with the query that finds the record from the address's parts. No such record,
    or one that the actor may not even see, answers 404; one that may be seen but not changed answers 403.
    """
    if len(loader) > 1:
        raise ValueError("a view is about one record")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> Any:
            actor = current_actor()
            if actor is None:
                return ask_to_sign_in()
            for name, load in loader.items():
                subject = load(**parts)
                seen_by = SEEN_BY.get(action, action)
                if subject is None or not can(actor, seen_by, subject):
                    abort(404)
                if not can(actor, action, subject):
                    abort(403)
                return view(**{name: subject})
            if not can(actor, action):
                abort(403)
            return view(**parts)

        guarded.policy = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Mark a view that anybody may open, signed in or not."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view


SECRETS = ("csrf_token", "password", "code", "credential")


def ask_to_sign_in() -> Any:
    """Send to the sign-in page and back afterwards.

    A form that arrives after its session had ended comes back with everything typed, to be sent again (promise 6); secrets and
    files do not.
    """
    if request.method == "GET" or not request.form:
        target = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("security.login", next=target))
    typed = [
        (name, value) for name, value in request.form.items(multi=True) if not any(secret in name for secret in SECRETS)
    ]
    page = render_template(
        "errors/session_expired.html",
        fields=typed,
        action=request.full_path.rstrip("?"),
        sign_in_url=url_for("security.login"),
    )
    return page, 401


LIBRARY_PAGES = ("security.", "static", "fs_static")


def _refuse_unguarded() -> Any:
    if request.endpoint is None or request.endpoint.startswith(LIBRARY_PAGES):
        return None
    view = current_app.view_functions[request.endpoint]
    return None if hasattr(view, "policy") else abort(403)


def init_access(app: Flask) -> None:
    """Close every view that declares no policy; give templates `may` and `Action`."""
    app.before_request(_refuse_unguarded)
    app.jinja_env.globals.update(may=may, Action=Action)
