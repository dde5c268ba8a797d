"""The people of an organisation: who holds which role, inviting, withdrawing invitations, taking roles away."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.permissions import may
from partnership.access.vocabulary import Action, Role
from partnership.accounts import queries
from partnership.accounts.forms import EndMembershipForm, InvitationForm
from partnership.accounts.models import Invitation, Membership
from partnership.accounts.operations import memberships
from partnership.accounts.rules import grantable_roles
from partnership.accounts.views import accounts
from partnership.core import clock
from partnership.core.formatting import in_language
from partnership.organisations.models import Organisation
from partnership.organisations.queries import organisation_by_code


@accounts.get("/organisations/<string:code>/people")
@allow(Action.VIEW_MEMBERS, organisation=organisation_by_code)
def people(organisation: Organisation) -> str:
    """Who holds which role, and who is invited."""
    roles = grantable_roles(acting(), organisation_id=organisation.id, kind=organisation.kind)
    members = [_member(one, organisation, roles=roles) for one in queries.members_of(organisation, day=clock.today())]
    invited = queries.open_invitations(organisation, at=clock.now())
    return render_template(
        "accounts/people.html", organisation=organisation, name=in_language(organisation.name_de, organisation.name_en), members=members,
        invitations=[{"id": one.id, "name": one.name, "email": one.email, "role": one.role.label, "until": one.expires_at, "may_withdraw": one.role in roles} for one in invited],
        may_invite=bool(roles) and may(Action.MANAGE_MEMBERS, organisation), open_today=organisation.may_sign_in_on(clock.today()),
        has_lead=any(member["role"] is Role.LEAD for member in members) or Role.LEAD not in roles,
    )  # fmt: skip


def _member(membership: Membership, organisation: Organisation, *, roles: frozenset[Role]) -> dict[str, Any]:
    user = membership.user
    remove_url = (
        url_for("accounts.end_membership", code=organisation.code, membership_id=membership.id)
        if membership.role in roles
        else None
    )
    return {
        "name": user.name, "email": user.email, "role": membership.role, "since": membership.valid_from, "seen_at": user.current_login_at,
        "locked": not user.active, "remove_url": remove_url,
    }  # fmt: skip


@accounts.route("/organisations/<string:code>/people/invite", methods=["GET", "POST"])
@allow(Action.MANAGE_MEMBERS, organisation=organisation_by_code)
def invite(organisation: Organisation) -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = InvitationForm()
    form.offer(list(grantable_roles(acting(), organisation_id=organisation.id, kind=organisation.kind)))
    if request.method == "POST" and form.validate():
        values = form.values("name", "email", "language")
        memberships.invite(organisation, role=Role(form.role.data), by=acting(), at=clock.now(), **values)
        flash(_("The invitation is on its way to %(address)s.", address=values["email"]), "success")
        return redirect(url_for("accounts.people", code=organisation.code))
    page = render_template(
        "accounts/invite.html",
        form=form,
        organisation=organisation,
        name=in_language(organisation.name_de, organisation.name_en),
    )
    return (page, 422) if form.errors else page


@accounts.post("/organisations/<string:code>/invitations/<int:invitation_id>/withdraw")
@allow(Action.MANAGE_MEMBERS, invitation=queries.invitation_in)
def withdraw_invitation(invitation: Invitation) -> ResponseReturnValue:
    """Make an invitation void."""
    memberships.withdraw(invitation, by=acting(), at=clock.now())
    flash(_("The invitation is void."), "success")
    return redirect(url_for("accounts.people", code=invitation.organisation.code))


@accounts.route("/organisations/<string:code>/people/<int:membership_id>/remove", methods=["GET", "POST"])
@allow(Action.MANAGE_MEMBERS, membership=queries.membership_in)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """Say what happens when the role is taken away, and do it."""
    form, day, code = EndMembershipForm(), clock.today(), membership.organisation.code
    problem = memberships.problem_with_ending(membership, by=acting(), day=day)
    no_lead_left = memberships.leaves_without_lead(membership, day=day)
    if request.method == "POST" and form.validate() and not problem:
        if not no_lead_left or form.without_lead.data:
            memberships.end_membership(membership, knowing_no_lead_is_left=no_lead_left, by=acting(), at=clock.now())
            flash(_("%(name)s no longer has this role.", name=membership.user.name), "success")
            return redirect(
                url_for("accounts.people", code=code)
                if may(Action.VIEW_MEMBERS, membership)
                else url_for("overview.home")
            )
        form.without_lead.errors = [
            _("Confirm that the organisation may be without a lead, or invite a new one first.")
        ]
    name = in_language(membership.organisation.name_de, membership.organisation.name_en)
    page = render_template(
        "accounts/end_membership.html",
        form=form,
        membership=membership,
        organisation_name=name,
        problem=problem,
        no_lead_left=no_lead_left,
    )
    return (page, 422) if request.method == "POST" else page
