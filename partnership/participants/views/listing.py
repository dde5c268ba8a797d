"""The list of people and its downloads: columns by role, state in the address, every look logged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.access.actor import Actor, acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.audit.recording import read_of
from partnership.core.clock import today
from partnership.core.database import log_in_own_transaction
from partnership.core.formatting import format_number
from partnership.core.pagination import COUNT_UP_TO, Page
from partnership.core.public_id import parse_public_id
from partnership.core.spreadsheets import csv_response, xlsx_response
from partnership.participants.forms import FilterForm
from partnership.participants.queries import listing as queries
from partnership.participants.queries.listing import PersonRow
from partnership.participants.queries.people_filter import Openness, PeopleFilter, Sort
from partnership.participants.rules.fields import listed_fields, visible_fields
from partnership.participants.rules.steps import title_of
from partnership.participants.views.blueprint import participants
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import label_of
from partnership.reference_data.pathways import Phase, StepKind, steps

SEARCHED = "people_searched"
"""Where the session keeps the words of a search: names never stand in an address, since addresses are logged and remembered."""
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Column:
    """A column of the downloads: its field in data_fields.csv, head and value. The table's own facts have the field `milestones`."""

    field: str
    head: Callable[[], str]
    value: Callable[[PersonRow], Any]


COLUMNS = (
    Column("pid", lambda: _("Number"), lambda row: row.public_id),
    Column("family_name", lambda: _("Family name"), lambda row: row.family_name),
    Column("given_name", lambda: _("Given names"), lambda row: row.given_name),
    Column("birth_date", lambda: _("Date of birth"), lambda row: row.birth_date),
    Column("birth_year", lambda: _("Year of birth"), lambda row: row.birth_year),
    Column("sex", lambda: _("Sex"), lambda row: row.sex.label),
    Column("nationality", lambda: _("Nationality"), lambda row: label_of("countries", row.nationality)),
    Column("home_region", lambda: _("Home region"), lambda row: label_of("ghana_regions", row.home_region)),
    Column("nrw_district", lambda: _("District in NRW"), lambda row: label_of("nrw_districts", row.nrw_district)),
    Column("education_level", lambda: _("Highest education"), lambda row: label_of("tvet_levels", row.education_level)),
    Column("isco", lambda: _("Occupation"), lambda row: label_of("isco08", row.isco)),
    Column("phone", lambda: _("Telephone"), lambda row: row.phone),
    Column("email", lambda: _("E-mail"), lambda row: row.email),
    Column("milestones", lambda: _("Strand"), lambda row: row.strand.label),
    Column("milestones", lambda: _("Project"), lambda row: row.project_code),
    Column("milestones", lambda: _("Organisation"), lambda row: row.organisation),
    Column("milestones", lambda: _("Latest step"), lambda row: title_of(steps()[row.step]) if row.step else ""),
    Column("milestones", lambda: _("Code of the step"), lambda row: row.step),
    Column("milestones", lambda: _("Reached on"), lambda row: row.step_on),
    Column("milestones", lambda: _("Started on"), lambda row: row.started_on),
    Column("milestones", lambda: _("Ended on"), lambda row: row.ended_on),
)


def filter_of_address() -> PeopleFilter:
    """The filter in the address; what is mistyped counts as not said."""
    args = request.args
    sort = Sort.parse(args.get("sort")) or Sort.STARTED
    return PeopleFilter(
        q=_searched(), strand=Strand.parse(args.get("strand")), project=args.get("project", "").strip().upper()[:40],
        at=args.get("at", "")[:40], organisation=args.get("organisation", "")[:60], region=args.get("region", "")[:6], sex=Sex.parse(args.get("sex")),
        status=Openness.parse(args.get("status")), overdue=args.get("overdue") in ("1", "y"), soon=args.get("soon") in ("1", "y"),
        sort=sort,
        descending=args.get("descending", "1" if sort is Sort.STARTED else "0") == "1",
    )  # fmt: skip


def _searched() -> str:
    return parse_public_id(request.args.get("q", "")) or (
        str(session.get(SEARCHED, "")) if request.args.get("named") == "1" else ""
    )


@participants.post("/participants/search")
@allow(Action.LIST_PARTICIPANTS)
def search() -> ResponseReturnValue:
    """Take the words of a search into the session and show the list; a number goes into the address."""
    text = " ".join(request.form.get("q", "").split())[:LONGEST_SEARCH]
    session[SEARCHED] = "" if parse_public_id(text) else text
    return redirect(_address(replace(filter_of_address(), q=parse_public_id(text) or text)))


@participants.get("/participants")
@allow(Action.LIST_PARTICIPANTS)
def index() -> str:
    """People: search, filters, pages."""
    actor, wanted = acting(), filter_of_address()
    page = queries.listed(
        wanted, actor=actor, today=today(), before=request.args.get("before"), after=request.args.get("after")
    )
    organisations = queries.organisations_with_people(actor)
    form = FilterForm(organisations=organisations, at=wanted.at, data=_chosen(wanted))
    log_in_own_transaction(read_of(None, by=actor.user_id, page="participants.index", shown=len(page.rows)))
    return render_template(
        "participants/list.html", filter_form=form, wanted=wanted, rows=_lines(page, actor=actor), page=page, columns=_heads(wanted, actor=actor),
        active=_active(wanted, organisations=dict(organisations)), pages=_pages(page, wanted), names=queries.reads_names(actor), several=len(organisations) > 1,
        csv_url=_address(wanted, endpoint="participants.export", kind="csv"), xlsx_url=_address(wanted, endpoint="participants.export", kind="xlsx"),
        search_url=_address(wanted.without("q"), endpoint="participants.search"), filtered=wanted.without("sort").without("descending").as_query() != {},
        kept=[("named", "1")] if wanted.q and not parse_public_id(wanted.q) else [("q", wanted.q)] if wanted.q else [],
    )  # fmt: skip


def _chosen(wanted: PeopleFilter) -> dict[str, Any]:
    return {
        "strand": wanted.strand, "status": wanted.status, "project": wanted.project, "organisation": wanted.organisation, "region": wanted.region,
        "sex": wanted.sex, "overdue": wanted.overdue, "soon": wanted.soon,
    }  # fmt: skip


def _lines(page: Page[PersonRow], *, actor: Actor) -> list[dict[str, Any]]:
    """The lines of the table. The address of a person is made from that of the list once, not looked up for each line."""
    address = url_for("participants.index")
    return [_shown(row, actor=actor, address=address) for row in page.rows]


def _shown(row: PersonRow, *, actor: Actor, address: str) -> dict[str, Any]:
    """A line of the table: only what this actor may see of this person, whose page lies below `address`."""
    fields = visible_fields(actor, row)
    name = ", ".join(
        filter(
            None, (row.family_name if "family_name" in fields else "", row.given_name if "given_name" in fields else "")
        )
    )
    step = steps()[row.step] if row.step and "milestones" in fields else None
    kind = (
        "planned"
        if step is None
        else "now"
        if not row.ended_on
        else "cancelled"
        if step.kind is StepKind.EXIT
        else "reached"
    )
    region = label_of("ghana_regions", row.home_region) if "home_region" in fields else ""
    return {
        "row": row,
        "name": name,
        "step": title_of(step) if step else "",
        "kind": kind,
        "region": region,
        "url": f"{address}/{row.public_id}",
    }


def _heads(wanted: PeopleFilter, *, actor: Actor) -> list[dict[str, Any]]:
    def sortable(label: str, sort: Sort, **more: Any) -> dict[str, Any]:
        here = wanted.sort is sort
        turned = (not wanted.descending) if here else sort is Sort.STARTED
        url = _address(replace(wanted, sort=sort, descending=turned))
        direction = ("descending" if wanted.descending else "ascending") if here else None
        return {"label": label, "sort_url": url, "direction": direction, **more}

    names = [sortable(_("Name"), Sort.NAME)] if queries.reads_names(actor) else []
    return [
        sortable(_("Number"), Sort.NUMBER), *names, {"label": _("Strand")}, {"label": _("Latest step"), "width": "4"}, {"label": _("Project")},
        {"label": _("Home region")}, sortable(_("Start"), Sort.STARTED, numeric=True),
    ]  # fmt: skip


def _address(wanted: PeopleFilter, *, endpoint: str = "participants.index", **more: str | None) -> str:
    parts: dict[str, str | None] = {**wanted.as_query(), **more}
    if wanted.q and not parse_public_id(wanted.q):
        parts |= {"q": None, "named": "1"}
    return url_for(endpoint, **parts)  # type: ignore[arg-type]


def _active(wanted: PeopleFilter, *, organisations: dict[str, str]) -> list[tuple[str, str]]:
    found = {
        "q": wanted.q and _("Search: %(words)s", words=wanted.q),
        "strand": wanted.strand and wanted.strand.label,
        "at": wanted.at and _place(wanted.at),
        "status": wanted.status and wanted.status.label,
        "project": wanted.project and _("Project: %(code)s", code=wanted.project),
        "organisation": wanted.organisation and organisations.get(wanted.organisation, wanted.organisation),
        "region": wanted.region and label_of("ghana_regions", wanted.region),
        "sex": wanted.sex and wanted.sex.label,
        "overdue": wanted.overdue and _("A limit has passed"),
        "soon": wanted.soon and _("A limit ends within a week"),
    }
    return [(str(text), _address(wanted.without(name))) for name, text in found.items() if text]


def _place(at: str) -> str:
    if at in steps():
        return steps()[at].label
    strand, phase = Strand.parse(at.partition(".")[0]), Phase.parse(at.partition(".")[2])
    return f"{strand.label}: {phase.label}" if strand and phase else at


def _pages(page: Page[PersonRow], wanted: PeopleFilter) -> dict[str, Any]:
    if page.total is None:
        summary = _("more than %(number)s lines", number=format_number(COUNT_UP_TO))
    else:
        summary = ngettext("%(num)s line", "%(num)s lines", page.total)
    return {
        "summary": summary, "previous_url": _address(wanted, before=page.before) if page.before else None,
        "next_url": _address(wanted, after=page.after) if page.after else None, "numbers": (),
    }  # fmt: skip


def _export_columns(actor: Actor) -> list[Column]:
    fields = listed_fields(actor)
    return [column for column in COLUMNS if column.field in fields]


def _export_rows(wanted: PeopleFilter, *, actor: Actor, columns: list[Column]) -> Iterator[list[Any]]:
    for row in queries.exported(wanted, actor=actor, today=today()):
        fields = visible_fields(actor, row)
        yield [column.value(row) if column.field in fields else None for column in columns]


@participants.get("/participants/export/<any(csv, xlsx):kind>")
@allow(Action.LIST_PARTICIPANTS)
def export(kind: str) -> Response:
    """The whole list as filtered, for a spreadsheet."""
    actor, wanted = acting(), filter_of_address()
    columns = _export_columns(actor)
    number = queries.exact_count(wanted, actor=actor, today=today())
    log_in_own_transaction(read_of(None, by=actor.user_id, page="participants.export", shown=number))
    write = csv_response if kind == "csv" else xlsx_response
    return write(
        _export_rows(wanted, actor=actor, columns=columns),
        [column.head() for column in columns],
        f"people-{today():%Y-%m-%d}",
    )
