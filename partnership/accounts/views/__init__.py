"""Pages of accounts: one's own, the people of an organisation, invitations, and what administrators manage."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

from partnership.accounts.views import administration, invitations, own_account, people  # noqa: E402, F401  they register their pages
