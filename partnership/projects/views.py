"""Pages on which projects are entered and edited; the list and the project page join features and stand in overview."""

from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.access.actor import acting
from partnership.access.guard import allow
from partnership.access.vocabulary import Action
from partnership.core import clock
from partnership.core.editing import edit_record
from partnership.core.formatting import in_language
from partnership.core.forms import RecordForm
from partnership.projects import forms, operations, queries, rules
from partnership.projects.forms import NEW, NewProjectForm, OrganisationForm, PeriodForm, PlaceForm
from partnership.projects.models import Project
from partnership.projects.operations.changing import require_unlocked
from partnership.projects.operations.save import SECTOR_VOCABULARY
from partnership.projects.rules import Section
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from partnership.reference_data import codelists

projects = Blueprint("projects", __name__)
SUGGESTIONS = 20


def project_in_address(code: str, **_parts: Any) -> Project | None:
    """The project named in the address, whatever else stands in it."""
    return queries.project_of(code)


def part_of_address(name: str) -> Any:
    """Another part of the address than the record."""
    return (request.view_args or {})[name]


@projects.route("/projects/new", methods=["GET", "POST"])
@allow(Action.CREATE_PROJECT)
def new() -> ResponseReturnValue:
    """Enter a project: code, titles, strands; the rest follows section by section."""
    form = NewProjectForm()
    if request.method == "GET":
        year = clock.today().year
        form.code.data = rules.next_code(queries.codes_taken(year), year=year)
        return render_template("projects/new.html", form=form)
    if form.validate() and queries.project_of(form.code.data or ""):
        form.code.errors = [_("There is a project with this code already. Choose another one.")]
    if form.errors:
        return render_template("projects/new.html", form=form), 422
    values = form.values("code", "title_de", "title_en")
    strands = [Strand(value) for value in form.strands.data or []]
    project = operations.create(**values, strands=strands, by=acting(), at=clock.now())
    flash(_("The project is entered as a draft. Now add what readers and partners need."), "success")
    return redirect(url_for("projects.edit", code=project.code))


@projects.get("/projects/<string:code>/edit")
@allow(Action.EDIT_PROJECT, project=project_in_address)
def edit(project: Project) -> str:
    """The sections of a project as a list of tasks, each with what it lacks."""
    require_unlocked(project)
    tasks = [_task(project, section) for section in Section]
    may_start = not rules.starting_obstacles(project) and project.status is ProjectStatus.DRAFT
    return render_template("projects/edit.html", project=project, tasks=tasks, may_start=may_start)


def _task(project: Project, section: Section) -> dict[str, Any]:
    missing, kind = rules.missing_in(project, section), rules.section_state(project, section)
    word = {"reached": _("complete"), "partly": _("begun"), "planned": _("not begun")}[kind]
    return {
        "title": section.label,
        "url": url_for("projects.edit_section", code=project.code, section=section.value),
        "kind": kind,
        "word": word,
        "hint": " ".join(missing),
    }


@projects.route(
    "/projects/<string:code>/edit/<any(names, strands, places, organisations, period, goals, sectors):section>",
    methods=["GET", "POST"],
)
@allow(Action.EDIT_PROJECT, project=project_in_address)
def edit_section(project: Project) -> ResponseReturnValue:
    """One section of the form."""
    require_unlocked(project)
    section = Section(part_of_address("section"))
    saved = _saved_values(project, section)
    form = _form_of(section, saved)
    again = bool(request.form.get("again"))
    here = url_for("projects.edit_section", code=project.code, section=section.value)

    def save() -> None:
        operations.save_section(project, section=section, values=form.values(*saved), by=acting(), at=clock.now())
        flash(_("Saved."), "success")

    return edit_record(
        form, project, theirs=saved, save=save, done_url=here if again else _after(project), heading=section.label,
        show=lambda: render_template(f"projects/edit_{section.value}.html", form=form, project=project, section=section, others=_other_sectors(project)),
        last_save=lambda: queries.last_save(project),
    )  # fmt: skip


def _form_of(section: Section, saved: dict[str, Any]) -> RecordForm:
    if section is Section.PERIOD:
        return PeriodForm(officers=queries.officers(clock.today()), data=saved)
    return forms.SECTION_FORMS[section](data=saved)


def _saved_values(project: Project, section: Section) -> dict[str, Any]:
    """The saved values of a section under the names of its fields."""
    if section is Section.STRANDS:
        return {
            "strands": [strand.value for strand in project.strand_codes],
            "points": [link.point for link in project.points],
            "health_and_care": project.health_and_care,
        }
    if section is Section.GOALS:
        return {
            framework: [goal.code for goal in project.goals if goal.framework == framework]
            for framework in ("sdg", "gcm")
        }
    if section is Section.SECTORS:
        return {"sectors": [sector.code for sector in project.sectors if sector.vocabulary == SECTOR_VOCABULARY]}
    names = {
        Section.NAMES: ("title_de", "title_en", "summary_de", "summary_en"),
        Section.PERIOD: ("planned_start", "planned_end", "actual_start", "actual_end", "responsible_id"),
    }[section]
    return {name: getattr(project, name) for name in names}


def _other_sectors(project: Project) -> list[str]:
    return [
        f"{sector.code} ({codelists.label_of('iati_sector_vocabulary', sector.vocabulary)})"
        for sector in project.sectors
        if sector.vocabulary != SECTOR_VOCABULARY
    ]


def _after(project: Project) -> str:
    """Drafts go on to the list of tasks, running projects back to their page."""
    return url_for("projects.edit" if project.status is ProjectStatus.DRAFT else "projects.show", code=project.code)


@projects.route("/projects/<string:code>/edit/places", methods=["GET", "POST"])
@allow(Action.EDIT_PROJECT, project=project_in_address)
def edit_places(project: Project) -> ResponseReturnValue:
    """The places of a project, and one more."""
    require_unlocked(project)
    form = PlaceForm()
    if request.method == "POST" and form.validate():
        code = form.place.data
        kind = PlaceKind.GHANA_REGION if code in codelists.codelist(forms.GHANA) else PlaceKind.NRW_DISTRICT
        operations.add_place(project, kind=kind, code=code, town=form.town.data or "", by=acting(), at=clock.now())
        return redirect(url_for("projects.edit_places", code=project.code))
    places = [{"id": place.id, "name": place_name(place), "kind": place.kind.label} for place in project.places]
    return render_template(
        "projects/edit_places.html", form=form, project=project, places=places
    ), 422 if form.errors else 200


def place_name(place: Any) -> str:
    """A place as people say it: `Kumasi, Ashanti`."""
    region = codelists.label_of(forms.GHANA if place.kind is PlaceKind.GHANA_REGION else forms.NRW, place.code)
    return f"{place.town}, {region}" if place.town and place.town != region else region


@projects.post("/projects/<string:code>/places/<int:place_id>/remove")
@allow(Action.EDIT_PROJECT, project=project_in_address)
def remove_place(project: Project) -> ResponseReturnValue:
    """Take a place away."""
    operations.remove_place(project, place_id=part_of_address("place_id"), by=acting(), at=clock.now())
    return redirect(url_for("projects.edit_places", code=project.code))


@projects.route("/projects/<string:code>/edit/organisations", methods=["GET", "POST"])
@allow(Action.EDIT_PROJECT, project=project_in_address)
def edit_organisations(project: Project) -> ResponseReturnValue:
    """The organisations of a project with their roles, and one more: found by name, or entered as named only."""
    require_unlocked(project)
    form = OrganisationForm()
    if request.method == "POST" and form.validate() and (organisation := _organisation_meant(form)):
        operations.add_organisation(
            project, organisation=organisation, role=OrganisationRole(form.role.data), by=acting(), at=clock.now()
        )
        flash(_("%(name)s takes part now.", name=in_language(organisation.name_de, organisation.name_en)), "success")
        return redirect(url_for("projects.edit_organisations", code=project.code))
    return render_template("projects/edit_organisations.html", form=form, project=project), 422 if form.errors else 200


def _organisation_meant(form: OrganisationForm) -> Any:
    """The organisation the form names; None after asking which of several is meant."""
    typed, chosen = form.organisation.data or "", form.choice.data
    if chosen == NEW:
        return operations.name_organisation(name=typed, country=None, by=acting())
    found = queries.organisation_called(chosen or typed, actor=acting(), exactly=True)
    if found is None:
        form.ask_which(
            [(one.code, in_language(one.name_de, one.name_en)) for one in queries.organisations_resembling(typed)]
        )
    return found


@projects.post("/projects/<string:code>/organisations/<int:link_id>/remove")
@allow(Action.EDIT_PROJECT, project=project_in_address)
def remove_organisation(project: Project) -> ResponseReturnValue:
    """End an organisation's part in a role."""
    operations.remove_organisation(project, link_id=part_of_address("link_id"), by=acting(), at=clock.now())
    return redirect(url_for("projects.edit_organisations", code=project.code))


@projects.get("/projects/organisation-suggestions")
@allow(Action.LIST_PROJECTS)
def organisation_suggestions() -> Response:
    """Organisations for a picker, those whose names the person may learn."""
    found = queries.organisations_like(request.args.get("q", ""), actor=acting())
    return jsonify([{"value": in_language(one.name_de, one.name_en), "label": one.short_name} for one in found])


@projects.get("/codelists/<string:name>/search")
@allow(Action.LIST_PROJECTS)
def code_suggestions(name: str) -> Response:
    """Entries of a code list for a picker."""
    if name not in codelists.names():
        abort(404)
    return jsonify(
        [
            {"value": entry.code, "label": entry.label}
            for entry in codelists.search(name, request.args.get("q", ""), limit=SUGGESTIONS)
        ]
    )
