"""Connects the sign-in library to our tables and pages, and says for every request who is acting."""

from flask import Flask

from partnership.accounts.setup.events import connect_events
from partnership.accounts.setup.limits import init_limits
from partnership.accounts.setup.requests import actor_of, identify, may_sign_in, must_have_second_factor
from partnership.accounts.setup.sign_in_library import init_library

__all__ = ["actor_of", "init_accounts"]


def init_accounts(app: Flask) -> None:
    """Sign-in, second factors and reset; then the acting person for every request."""
    init_library(app)
    connect_events(app)
    app.extensions["may_sign_in"] = may_sign_in
    app.extensions["second_factor_required"] = must_have_second_factor
    init_limits(app)
    app.before_request(identify)
