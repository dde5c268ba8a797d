"""Pages of organisations: list, one organisation, entering, editing, renaming. Its people are pages of accounts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action, OrganisationKind
from partnership.core import clock
from partnership.core.editing import LastSave, edit_record
from partnership.core.formatting import format_number, in_language
from partnership.core.pagination import Page
from partnership.organisations import operations, queries
from partnership.organisations.forms import NewOrganisationForm, OrganisationForm, OrganisationSearch, RenameForm
from partnership.organisations.models import Organisation
from partnership.organisations.operations import FIELDS
from partnership.organisations.rules import agreement_state, kinds_to_enter
from partnership.reference_data.codelists import label_of

organisations = Blueprint("organisations", __name__)


@organisations.get("/organisations")
@allow(Action.LIST_ORGANISATIONS)
def index() -> str:
    """All organisations, with search and filter."""
    form = OrganisationSearch(request.args)
    kind = OrganisationKind.parse(form.kind.data)
    page = queries.listed(
        acting(),
        search=form.q.data or "",
        kind=kind,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    rows = [_row(organisation) for organisation in page.rows]
    return render_template(
        "organisations/list.html", rows=rows, search=form, pages=_pages(page), filtered=bool(form.q.data or kind)
    )


def _row(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": in_language(organisation.name_de, organisation.name_en), "url": url_for("organisations.show", code=organisation.code),
        "short_name": organisation.short_name, "kind": organisation.kind.label, "country": label_of("countries", organisation.country),
        "agreement": _agreement(organisation),
    }  # fmt: skip


def _agreement(organisation: Organisation) -> dict[str, str]:
    """Mark and words for the state of the agreement."""
    state = agreement_state(
        kind=organisation.kind,
        agreement_from=organisation.agreement_from,
        agreement_to=organisation.agreement_to,
        today=clock.today(),
    )
    mark, word = {
        "not needed": ("outside", _("not needed")), "missing": ("planned", _("no agreement")), "ahead": ("planned", _("not yet in force")),
        "in force": ("reached", _("in force")), "ends soon": ("partly", _("ends soon")), "ended": ("late", _("ended")),
    }[state]  # fmt: skip
    return {"state": state, "mark": mark, "word": word}


def _pages(page: Page[Any]) -> dict[str, Any]:
    """The addresses of the pages before and after, with what is searched for."""
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name not in ("after", "before") and value
    }
    here = request.endpoint or ""
    summary = (
        _("more than 1,000")
        if page.total is None
        else ngettext("%(num)d organisation", "%(num)d organisations", page.total)
    )
    return {
        "summary": summary, "total": format_number(page.total),
        "previous_url": url_for(here, before=page.before, **kept) if page.before else None,
        "next_url": url_for(here, after=page.after, **kept) if page.after else None,
    }  # fmt: skip


@organisations.route("/organisations/new", methods=["GET", "POST"])
@allow(Action.CREATE_ORGANISATION)
def new() -> ResponseReturnValue:
    """Enter an organisation."""
    form = NewOrganisationForm(kinds=kinds_to_enter(acting()))
    if request.method == "GET":
        form.kind.data = OrganisationKind.PARTNER
        return render_template("organisations/edit.html", form=form, organisation=None)
    if not form.validate():
        return render_template("organisations/edit.html", form=form, organisation=None), 422
    organisation = operations.create(code=form.code.data or "", values=form.values(*FIELDS), by=acting())
    flash(_("The organisation is entered."), "success")
    return redirect(url_for("organisations.show", code=organisation.code))


@organisations.get("/organisations/<string:code>")
@allow(Action.VIEW_ORGANISATION, organisation=queries.organisation_by_code)
def show(organisation: Organisation) -> str:
    """One organisation: names, existence, agreement."""
    former = [
        {"name": in_language(one.name_de, one.name_en), "until": one.used_until}
        for one in queries.former_names_of(organisation)
    ]
    return render_template(
        "organisations/show.html", organisation=organisation, name=in_language(organisation.name_de, organisation.name_en),
        country=label_of("countries", organisation.country), agreement=_agreement(organisation), former_names=former,
        open_today=organisation.may_sign_in_on(clock.today()),
    )  # fmt: skip


@organisations.route("/organisations/<string:code>/edit", methods=["GET", "POST"])
@allow(Action.EDIT_ORGANISATION, organisation=queries.organisation_by_code)
def edit(organisation: Organisation) -> ResponseReturnValue:
    """Change particulars; a second editor gets both versions."""
    saved = {name: getattr(organisation, name) for name in FIELDS}
    form = OrganisationForm(data=saved, kinds=kinds_to_enter(acting()), record=organisation)

    def save() -> None:
        operations.save(organisation, values=form.values(*FIELDS), by=acting())
        flash(_("Saved."), "success")

    return edit_record(
        form, organisation, theirs=saved, save=save, show=lambda: render_template("organisations/edit.html", form=form, organisation=organisation),
        done_url=url_for("organisations.show", code=organisation.code), heading=in_language(organisation.name_de, organisation.name_en),
        last_save=lambda: _last_save(organisation),
    )  # fmt: skip


def _last_save(organisation: Organisation) -> LastSave | None:
    found = queries.last_save(organisation)
    return LastSave(by=found[0], at=found[1]) if found else None


@organisations.route("/organisations/<string:code>/rename", methods=["GET", "POST"])
@allow(Action.EDIT_ORGANISATION, organisation=queries.organisation_by_code)
def rename(organisation: Organisation) -> ResponseReturnValue:
    """Give a new name and keep the old one with its last day."""
    form = RenameForm()
    if request.method == "POST" and form.validate():
        operations.rename(organisation, **form.values("name_en", "name_de", "old_until"))
        flash(_("The new name is in force; the old one is kept."), "success")
        return redirect(url_for("organisations.show", code=organisation.code))
    page = render_template(
        "organisations/rename.html",
        form=form,
        organisation=organisation,
        name=in_language(organisation.name_de, organisation.name_en),
    )
    return (page, 422) if form.errors else page
