"""The page behind the link of an invitation."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import login_user

from partnership.access.guard import public
from partnership.accounts import queries
from partnership.accounts.forms import AcceptForm, JoinForm
from partnership.accounts.models import Invitation
from partnership.accounts.operations import memberships
from partnership.accounts.views import accounts
from partnership.core import clock
from partnership.core.errors import Refused
from partnership.core.formatting import in_language
from partnership.core.languages import current_language


@accounts.get("/invitations/<string:token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Who invites into what, and a password to choose; or, for those who have an account, one button."""
    return _page(_open_invitation(token))


@accounts.post("/invitations/<string:token>")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Take the invitation up."""
    invited = _open_invitation(token)
    if current_user.is_authenticated:
        form = JoinForm()
        if not form.validate():
            return _page(invited), 422
        memberships.accept(invited, account=current_user, name="", password="", language="", at=clock.now())
        return redirect(url_for("overview.home"))
    form = AcceptForm(email=invited.email)
    if not form.validate():
        return _page(invited, form=form), 422
    user = memberships.accept(invited, account=None, at=clock.now(), **form.values("name", "password", "language"))
    session.pop("language", None)
    login_user(user, authn_via=["invitation"])
    return redirect(url_for("overview.home"))


def _open_invitation(token: str) -> Invitation:
    """The invitation, if it can still be accepted.

    Raises Refused otherwise, in the same words for every reason.
    """
    found = queries.invitation_by_token(token)
    if found is None or not found.is_open_at(clock.now()):
        raise Refused(
            _(
                "This invitation is no longer open: it was accepted, withdrawn, or is older than 14 days. Ask for a new one."
            )
        )
    return found


def _page(invited: Invitation, *, form: AcceptForm | None = None) -> str:
    known = queries.user_by_email(invited.email)
    signed_in = current_user.is_authenticated
    if form is None and known is None and not signed_in:
        form = AcceptForm(
            formdata=None,
            email=invited.email,
            data={"name": invited.name, "language": current_language() if "language" in session else invited.language},
        )
    return render_template(
        "accounts/invitation.html", form=form, invitation=invited, address=request.path,
        organisation_name=in_language(invited.organisation.name_de, invited.organisation.name_en),
        may_join=signed_in and known is not None and known.id == current_user.id, must_sign_in=known is not None and not signed_in,
        join_form=JoinForm(formdata=None),
    )  # fmt: skip
