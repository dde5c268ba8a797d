"""The account page: name, address, password, second factors, and where one is signed in."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import logout_user

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.accounts import queries
from partnership.accounts.forms import EmailForm, OwnAccountForm
from partnership.accounts.models import UserSession
from partnership.accounts.operations import own_account, sessions
from partnership.accounts.rules import SESSION_IDLE, token_hash
from partnership.accounts.setup.requests import SESSION_TOKEN
from partnership.accounts.views import accounts
from partnership.core import clock
from partnership.core.formatting import in_language
from partnership.core.forms import HouseForm


@accounts.get("/account")
@allow(Action.USE_OWN_ACCOUNT)
def own() -> str:
    """Everything about one's account on one page."""
    roles = queries.valid_memberships(acting().user_id, day=clock.today())
    return render_template(
        "accounts/own.html", user=current_user, passkeys=queries.passkeys_of(acting().user_id), sessions=_sessions(),
        roles=[{"role": one.role, "code": one.organisation.code, "organisation": in_language(one.organisation.name_de, one.organisation.name_en)} for one in roles],
        codes_left=len(current_user.mf_recovery_codes or []),
    )  # fmt: skip


def _sessions() -> list[dict[str, Any]]:
    here = token_hash(session[SESSION_TOKEN])
    running = queries.sessions_of(acting().user_id, seen_after=clock.now() - SESSION_IDLE)
    return [
        {
            "id": one.id,
            "browser": one.browser or _("Unknown browser"),
            "since": one.created_at,
            "seen_at": one.seen_at,
            "here": one.token_hash == here,
        }
        for one in running
    ]


@accounts.route("/account/name", methods=["GET", "POST"])
@allow(Action.USE_OWN_ACCOUNT)
def change_name() -> ResponseReturnValue:
    """Change name and language."""
    form = OwnAccountForm(data={"name": current_user.name, "language": current_user.language})
    if request.method == "POST" and form.validate():
        own_account.change_name(current_user, **form.values("name", "language"))
        session.pop("language", None)
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.own"))
    page = render_template("accounts/name.html", form=form)
    return (page, 422) if form.errors else page


@accounts.route("/account/email", methods=["GET", "POST"])
@allow(Action.USE_OWN_ACCOUNT)
def change_email() -> ResponseReturnValue:
    """Ask for a change of the address; a link goes to the new one."""
    form = EmailForm(user=current_user)
    if request.method == "POST" and form.validate():
        own_account.ask_for_email(current_user, email=form.email.data or "", secret=current_app.config["SECRET_KEY"])
        flash(_("We have sent a link to the new address. The change takes effect when you open it."), "info")
        return redirect(url_for("accounts.own"))
    page = render_template("accounts/email.html", form=form)
    return (page, 422) if form.errors else page


@accounts.route("/account/email/<string:token>", methods=["GET", "POST"])
@allow(Action.USE_OWN_ACCOUNT)
def confirm_email(token: str) -> ResponseReturnValue:
    """The link in the mail: a button makes the change, because mail programs open links by themselves."""
    email = own_account.email_in(token, user=current_user, secret=current_app.config["SECRET_KEY"])
    if request.method == "GET":
        return render_template("accounts/confirm_email.html", email=email, token_form=HouseForm())
    own_account.take_email(current_user, email=email, session_token=session.get(SESSION_TOKEN), at=clock.now())
    flash(_("From now on you sign in with the new address."), "success")
    return redirect(url_for("accounts.own"))


@accounts.get("/account/after-set-up")
@allow(Action.USE_OWN_ACCOUNT)
def after_set_up() -> ResponseReturnValue:
    """After setting up a second factor: to the recovery codes, if there are none yet."""
    needs_codes = current_user.has_second_factor and not current_user.mf_recovery_codes
    return redirect(url_for("security.mf_recovery_codes" if needs_codes else "accounts.own"))


@accounts.post("/account/sessions/<int:session_id>/end")
@allow(Action.END_OWN_SESSION, running=queries.user_session)
def end_session(running: UserSession) -> ResponseReturnValue:
    """Sign another browser out."""
    sessions.end_session(running, at=clock.now())
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.own"))


@accounts.post("/account/sessions/end-all")
@allow(Action.USE_OWN_ACCOUNT)
def end_all_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    sessions.end_all_sessions(acting().user_id, at=clock.now())
    session.pop(SESSION_TOKEN, None)
    logout_user()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("security.login"))
