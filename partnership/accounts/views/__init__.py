"""Pages of accounts: one's own, the people of an organisation, invitations, and what administrators manage."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

# They register their pages, for which the blueprint must exist.
from partnership.accounts.views import administration, invitations, own_account, people  # noqa: E402

__all__ = ["accounts", "administration", "invitations", "own_account", "people"]
