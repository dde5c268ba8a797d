"""The list of projects: its state lives in the address, and what is shown can be taken away as CSV or XLSX."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.core.formatting import format_number, in_language
from partnership.core.pagination import COUNT_UP_TO
from partnership.core.spreadsheets import csv_response, xlsx_response
from partnership.milestones.queries import facts_for_list
from partnership.overview.queries.resolution import STATION
from partnership.overview.queries.todo import project_title
from partnership.projects import queries
from partnership.projects.forms import FilterForm
from partnership.projects.models import Project
from partnership.projects.queries import ProjectFilter, Sort
from partnership.projects.queries.listing import ListedProject
from partnership.projects.views import place_name, projects
from partnership.projects.vocabulary import OrganisationRole, ProjectStatus, Strand
from partnership.reference_data import codelists
from partnership.reference_data.resolution import POINT_CODES

LONGEST_SEARCH = 200
TICKED = ("1", "y")
"""A ticked box in an address: as our links write it, and as a form sends it."""


def filter_in_address() -> ProjectFilter:
    """What the address asks for; what it cannot mean is left out, for addresses are typed and pasted by people."""
    ask = request.args.get
    typed = ask("organisation", "").strip()[:LONGEST_SEARCH]
    organisation = queries.organisation_called(typed, actor=acting()) if typed else None
    place, point = ask("place", ""), ask("point", "")
    return ProjectFilter(
        q=" ".join(ask("q", "").split())[:LONGEST_SEARCH], strand=Strand.parse(ask("strand")), status=ProjectStatus.parse(ask("status")),
        organisation=organisation.code if organisation else typed or None,
        place=place if place in codelists.codelist("ghana_regions") or place in codelists.codelist("nrw_districts") else None,
        point=point if point in POINT_CODES else None, late=ask("late") in TICKED, pending=ask("pending") in TICKED, mine=ask("mine") in TICKED,
        sort=Sort.parse(ask("sort")) or Sort.CODE, descending=ask("descending") == "1",
    )  # fmt: skip


def _url(wanted: ProjectFilter, **more: Any) -> str:
    return url_for("projects.index", **queries.summary_of_filter(wanted), **more)


@projects.get("/projects")
@allow(Action.LIST_PROJECTS)
def index() -> str:
    """The projects this person may see."""
    wanted, actor = filter_in_address(), acting()
    page = queries.listed(
        wanted,
        actor=actor,
        facts=facts_for_list(clock.today()),
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    organisation = (
        queries.organisation_called(wanted.organisation, actor=actor, exactly=True) if wanted.organisation else None
    )
    named = in_language(organisation.name_de, organisation.name_en) if organisation else wanted.organisation
    form = FilterForm(
        formdata=None,
        data={**vars(wanted), "organisation": named, "strand": _value(wanted.strand), "status": _value(wanted.status)},
    )
    return render_template(
        "projects/index.html", rows=_rows(page.rows), columns=_columns(wanted), filter_form=form, wanted=wanted, active=_active(wanted, named or ""),
        pages=_pages(wanted, page), reset_url=url_for("projects.index"), organisation_unknown=wanted.organisation if not organisation else None,
        csv_url=url_for("projects.export", kind="csv", **queries.summary_of_filter(wanted)), xlsx_url=url_for("projects.export", kind="xlsx", **queries.summary_of_filter(wanted)),
    )  # fmt: skip


def _value(word: Any) -> str:
    return word.value if word else ""


def _rows(listed: Sequence[ListedProject]) -> list[dict[str, Any]]:
    """The rows as the template shows them; labels of states are looked up once, not once a row."""
    labels = {status: status.label for status in ProjectStatus}
    return [_row(row, labels=labels) for row in listed]


def _row(row: ListedProject, *, labels: Mapping[ProjectStatus, str]) -> dict[str, Any]:
    project = row.project
    names = [
        in_language(one.name_de, one.name_en) if not one.short_name else one.short_name
        for one in queries.organisations_of(project)
    ]
    return {
        "code": project.code, "title": project_title(project), "url": url_for("projects.show", code=project.code), "strands": project.strand_codes,
        "status": labels[project.status], "kind": STATION[project.status], "organisations": names[:2], "more_organisations": max(0, len(names) - 2),
        "end": project.end, "late": row.late, "pending": not project.strands_confirmed,
    }  # fmt: skip


def _columns(wanted: ProjectFilter) -> list[dict[str, Any]]:
    def sortable(sort: Sort, label: str, **more: Any) -> dict[str, Any]:
        current = wanted.sort is sort
        down = current and not wanted.descending
        other = {**queries.summary_of_filter(wanted), "sort": sort.value, "descending": "1" if down else None}
        direction = ("descending" if wanted.descending else "ascending") if current else None
        return {"label": label, "sort_url": url_for("projects.index", **other), "direction": direction, **more}

    return [
        sortable(Sort.CODE, _("Code")), sortable(Sort.TITLE, _("Title"), width="4"), {"label": _("Strands")}, {"label": _("Status"), "width": "2"},
        {"label": _("Organisations"), "width": "2"}, sortable(Sort.END, _("End"), numeric=True), sortable(Sort.LATE, _("Late"), numeric=True),
    ]  # fmt: skip


def _active(wanted: ProjectFilter, organisation: str) -> list[tuple[str, str]]:
    """Each filter that is set, in words, with the address without it."""
    place = codelists.label_of(
        "ghana_regions" if (wanted.place or "").startswith("GH") else "nrw_districts", wanted.place
    )
    labels = [
        ("q", _("Search: %(words)s", words=wanted.q)), ("strand", _("Strand: %(strand)s", strand=wanted.strand.label if wanted.strand else "")),
        ("status", _("Status: %(status)s", status=wanted.status.label if wanted.status else "")), ("organisation", _("Organisation: %(name)s", name=organisation)),
        ("place", _("Place: %(name)s", name=place)), ("point", _("Resolution: %(point)s", point=wanted.point)), ("late", _("Only late ones")),
        ("pending", _("Strands to confirm")), ("mine", _("My own")),
    ]  # fmt: skip
    return [(label, _url(wanted.without(name))) for name, label in labels if getattr(wanted, name)]


def _pages(wanted: ProjectFilter, page: Any) -> dict[str, Any]:
    number = len(page.rows)
    if page.total is None:
        summary = _("%(shown)s of more than %(limit)s projects", shown=number, limit=format_number(COUNT_UP_TO))
    else:
        summary = _("%(shown)s of %(total)s projects", shown=number, total=format_number(page.total))
    return {
        "previous_url": _url(wanted, before=page.before) if page.before else None, "next_url": _url(wanted, after=page.after) if page.after else None,
        "numbers": [], "summary": summary,
    }  # fmt: skip


@projects.get("/projects/export/<any(csv, xlsx):kind>")
@allow(Action.LIST_PROJECTS)
def export(kind: str) -> Response:
    """All rows of the list as filtered and sorted, for a spreadsheet."""
    rows = queries.all_listed(filter_in_address(), actor=acting(), facts=facts_for_list(clock.today()))
    respond = csv_response if kind == "csv" else xlsx_response
    return respond((_cells(row) for row in rows), export_columns(), f"projects-{clock.today().isoformat()}")


def export_columns() -> list[str]:
    """The heads of the exported table."""
    return [
        _("Code"), _("IATI identifier"), _("Title in German"), _("Title in English"), _("Strands"), _("Status"), _("Points of the resolution"), _("Places"),
        *(role.label for role in OrganisationRole), _("Beginning"), _("End"), _("Late milestones"), _("Strands confirmed"),
    ]  # fmt: skip


def _cells(row: ListedProject) -> list[Any]:
    project: Project = row.project
    names = {
        role: "; ".join(
            in_language(link.organisation.name_de, link.organisation.name_en)
            for link in project.organisations
            if link.role is role
        )
        for role in OrganisationRole
    }
    return [
        project.code, project.iati_identifier, project.title_de, project.title_en, " ".join(strand.value for strand in project.strand_codes), project.status.label,
        " ".join(link.point for link in project.points), "; ".join(place_name(place) for place in project.places), *names.values(), project.start, project.end,
        row.late, _("yes") if project.strands_confirmed else _("no"),
    ]  # fmt: skip
