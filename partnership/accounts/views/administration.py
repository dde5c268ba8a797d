"""What administrators manage: all accounts, locked or open, without anything of participants."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.accounts import queries
from partnership.accounts.forms import AccountSearch
from partnership.accounts.models import Membership, User
from partnership.accounts.operations import administration
from partnership.accounts.views import accounts
from partnership.core import clock
from partnership.core.formatting import in_language


@accounts.get("/accounts")
@allow(Action.MANAGE_ACCOUNTS)
def index() -> str:
    """Accounts by name, with search."""
    form = AccountSearch(request.args)
    page = queries.accounts(
        acting(),
        words=form.q.data or "",
        after=request.args.get("after"),
        before=request.args.get("before"),
        day=clock.today(),
    )
    kept: dict[str, Any] = {"q": form.q.data} if form.q.data else {}
    pages = {
        "summary": _("more than 1,000")
        if page.total is None
        else ngettext("%(num)d account", "%(num)d accounts", page.total),
        "previous_url": url_for("accounts.index", before=page.before, **kept) if page.before else None,
        "next_url": url_for("accounts.index", after=page.after, **kept) if page.after else None,
    }
    rows = [{"account": row, "roles": [_role(one) for one in row.roles]} for row in page.rows]
    return render_template("accounts/list.html", rows=rows, search=form, pages=pages)


def _role(membership: Membership) -> dict[str, Any]:
    organisation = membership.organisation
    return {
        "role": membership.role.label,
        "organisation": organisation.short_name or in_language(organisation.name_de, organisation.name_en),
        "code": organisation.code,
    }


@accounts.get("/accounts/<int:user_id>")
@allow(Action.MANAGE_ACCOUNTS, user=queries.account)
def show(user: User) -> str:
    """One account: open or locked, its roles, its second factors."""
    day = clock.today()
    roles = [
        {**_role(one), "since": one.valid_from, "until": one.valid_to, "current": one.valid_on(day)}
        for one in user.memberships
    ]
    return render_template("accounts/show.html", user=user, roles=roles, is_self=user.id == acting().user_id)


@accounts.post("/accounts/<int:user_id>/lock")
@allow(Action.MANAGE_ACCOUNTS, user=queries.account)
def lock(user: User) -> ResponseReturnValue:
    """Close the account."""
    administration.lock(user, by=acting(), at=clock.now())
    flash(_("The account of %(name)s is locked.", name=user.name), "success")
    return redirect(url_for("accounts.show", user_id=user.id))


@accounts.post("/accounts/<int:user_id>/unlock")
@allow(Action.MANAGE_ACCOUNTS, user=queries.account)
def unlock(user: User) -> ResponseReturnValue:
    """Open the account again."""
    administration.unlock(user)
    flash(_("The account of %(name)s is open again.", name=user.name), "success")
    return redirect(url_for("accounts.show", user_id=user.id))


@accounts.post("/accounts/<int:user_id>/second-factor/reset")
@allow(Action.MANAGE_ACCOUNTS, user=queries.account)
def reset_second_factor(user: User) -> ResponseReturnValue:
    """Remove the second factor of somebody who lost it."""
    administration.reset_second_factor(user, at=clock.now())
    flash(_("The second factor of %(name)s is removed. A mail tells so.", name=user.name), "success")
    return redirect(url_for("accounts.show", user_id=user.id))
