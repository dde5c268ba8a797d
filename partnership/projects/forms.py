"""The shape of input about projects: a short form to begin with, then one form a section, and the filter of the list."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from partnership.core.clock import today
from partnership.core.formatting import in_language
from partnership.core.forms import CodePicker, DayField, HouseForm, RecordForm, SeveralCodes, TextBlock, TextLine
from partnership.projects import rules
from partnership.projects.rules import Section
from partnership.projects.vocabulary import OrganisationRole, ProjectStatus, Strand
from partnership.reference_data import codelists, resolution

SUGGESTION_LISTS = {"sdg": "sdg_targets_all", "gcm": "gcm_objectives", "sectors": "iati_sector"}
NEW = "new"
NRW, GHANA = "nrw_districts", "ghana_regions"


def shown_code(name: str, code: str) -> str:
    """A code with its label, as pickers show it and accept it again."""
    return f"{code} {codelists.label_of(name, code)}"


def as_typed(text: str) -> str:
    """Pickers whose entries are looked up in the database keep what was typed."""
    return text


def read_code(name: str) -> Callable[[str], str | None]:
    """Reads what was typed into a picker: a code, a code with its label, a label, or words that only one entry has."""

    def read(text: str) -> str | None:
        entries = codelists.codelist(name)
        for candidate in (text, text.split(" ", maxsplit=1)[0]):
            if candidate in entries:
                return candidate
        named = [
            entry.code
            for entry in entries.values()
            if text.casefold() in (entry.name_en.casefold(), entry.name_de.casefold())
        ]
        found = named or [entry.code for entry in codelists.search(name, text, limit=2)]
        return found[0] if len(found) == 1 else None

    return read


def several(name: str, label: Any, description: Any = "") -> SeveralCodes:
    """A field for several codes of a list, with suggestions from the server."""
    return SeveralCodes(
        label,
        read=read_code(name),
        show=lambda code: shown_code(name, code),
        search_url=lambda: url_for("projects.code_suggestions", name=name),
        description=description,
    )


class NewProjectForm(HouseForm):
    """What a project needs to exist; everything else follows in sections."""

    code = TextLine(lazy_gettext("Code"), [DataRequired(lazy_gettext("Enter a code, for example GH-2026-08"))],
                    description=lazy_gettext("The next free code is filled in. People say and write it, so keep it short."))  # fmt: skip
    title_de = TextLine(
        lazy_gettext("Title in German"), [DataRequired(lazy_gettext("Enter the German title")), Length(max=500)]
    )
    title_en = TextLine(
        lazy_gettext("Title in English"), [DataRequired(lazy_gettext("Enter the English title")), Length(max=500)]
    )
    strands = SelectMultipleField(lazy_gettext("Strands"), [DataRequired(lazy_gettext("Choose at least one strand"))])

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.strands.choices = Strand.choices()

    def validate_code(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        field.data = (field.data or "").upper()
        if not rules.is_code(field.data):
            raise ValidationError(_("Write the code as letters, year and number, for example GH-2026-08"))


class NamesForm(RecordForm):
    """Names and summaries in both languages."""

    title_de = TextLine(lazy_gettext("Title in German"), [Length(max=500)])
    title_en = TextLine(lazy_gettext("Title in English"), [Length(max=500)])
    summary_de = TextBlock(lazy_gettext("Summary in German"))
    summary_en = TextBlock(lazy_gettext("Summary in English"))

    def validate_title_de(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        if not field.data and not self.title_en.data:
            raise ValidationError(_("Enter a title in at least one language"))


class StrandsForm(RecordForm):
    """Strands, points of the resolution, and whether health and care workers are concerned."""

    strands = SelectMultipleField(lazy_gettext("Strands"), [DataRequired(lazy_gettext("Choose at least one strand"))])
    points = SelectMultipleField(lazy_gettext("Points of the resolution that the project answers"))
    health_and_care = BooleanField(lazy_gettext("The project concerns health or care occupations"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.strands.choices = Strand.choices()
        self.points.choices = [(point.code, f"{point.code} {point.label}") for point in resolution.points()]


class PeriodForm(RecordForm):
    """Planned and real period, and who is responsible in the ministry."""

    planned_start = DayField(lazy_gettext("Planned beginning"))
    planned_end = DayField(lazy_gettext("Planned end"))
    actual_start = DayField(lazy_gettext("Real beginning"))
    actual_end = DayField(lazy_gettext("Real end"))
    responsible_id = SelectField(
        lazy_gettext("Responsible officer"),
        [Optional()],
        coerce=lambda value: int(value) if value and value != "None" else None,
    )

    def __init__(self, *, officers: list[tuple[int, str]], **settings: Any) -> None:
        super().__init__(**settings)
        self.responsible_id.choices = [("", _("Nobody yet")), *officers]

    def validate_planned_end(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        _stop(rules.period_problem(self.planned_start.data, field.data))

    def validate_actual_start(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        _stop(rules.actual_day_problem(field.data, today=today()))

    def validate_actual_end(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        _stop(
            rules.actual_day_problem(field.data, today=today())
            or rules.period_problem(self.actual_start.data, field.data)
        )


class GoalsForm(RecordForm):
    """Targets of sustainable development and objectives of the compact for migration."""

    sdg = several(
        "sdg_targets_all",
        lazy_gettext("Targets of sustainable development (SDG)"),
        lazy_gettext("Type a number such as 4.4 or a word, then save or add the next one."),
    )
    gcm = several(
        "gcm_objectives",
        lazy_gettext("Objectives of the Global Compact for Migration"),
        lazy_gettext("Type a number such as GCM18 or a word."),
    )


class SectorsForm(RecordForm):
    """Sectors by the five-digit purpose codes of the OECD."""

    sectors = several(
        "iati_sector", lazy_gettext("Sectors"), lazy_gettext("Type a code such as 11330 or a word such as vocational.")
    )


SECTION_FORMS: dict[Section, type[RecordForm]] = {
    Section.NAMES: NamesForm, Section.STRANDS: StrandsForm, Section.PERIOD: PeriodForm, Section.GOALS: GoalsForm, Section.SECTORS: SectorsForm,
}  # fmt: skip
"""Sections that are one form; places and organisations are lists to which one adds."""


class PlaceForm(HouseForm):
    """One region of Ghana or district of NRW, with an optional town."""

    place = SelectField(
        lazy_gettext("Region or district"),
        [DataRequired(lazy_gettext("Choose a region in Ghana or a district in North Rhine-Westphalia"))],
    )
    town = TextLine(lazy_gettext("Town"), [Length(max=120)])

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.place.choices = {"": [("", _("Choose one"))], **place_choices()}


class OrganisationForm(HouseForm):
    """One organisation and what it does. Where the name is not in the register, `choice` offers those that resemble it, or a new entry."""

    organisation = CodePicker(
        lazy_gettext("Organisation"), validators=[DataRequired(lazy_gettext("Enter the name of the organisation"))], read=as_typed, show=as_typed,
        search_url=lambda: url_for("projects.organisation_suggestions"),
    )  # fmt: skip
    choice = RadioField(lazy_gettext("Which one do you mean?"), validate_choice=False, choices=[])
    role = RadioField(
        lazy_gettext("What it does in the project"), [DataRequired(lazy_gettext("Choose what the organisation does"))]
    )

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.role.choices = OrganisationRole.choices()

    def ask_which(self, resembling: list[tuple[str, str]]) -> None:
        """Offer the organisations that may be meant, and a new one, instead of guessing."""
        self.choice.choices = [
            *resembling,
            (
                NEW,
                _(
                    "None of these. Enter “%(name)s” as a new organisation, named in projects only",
                    name=self.organisation.data,
                ),
            ),
        ]
        self.choice.errors = [_("Choose the organisation you mean, or enter it as a new one")]


class StepForm(HouseForm):
    """The reason for a step of the workflow."""

    reason = TextBlock(lazy_gettext("Reason"))

    def __init__(self, *, required: bool, **settings: Any) -> None:
        super().__init__(**settings)
        if required:
            self.reason.validators = [
                DataRequired(lazy_gettext("Say why. Everybody who works on the project can read it."))
            ]
            self.reason.flags.required = True


class FilterForm(HouseForm):
    """The filter of the list; it lives in the address, so it is never refused: what cannot be read is left out."""

    class Meta:
        """It changes nothing, so it needs no token."""

        csrf = False

    strand = SelectField(lazy_gettext("Strand"))
    status = SelectField(lazy_gettext("Status"))
    organisation = CodePicker(
        lazy_gettext("Organisation"),
        read=as_typed,
        show=as_typed,
        search_url=lambda: url_for("projects.organisation_suggestions"),
    )
    place = SelectField(lazy_gettext("Place"))
    point = SelectField(lazy_gettext("Point of the resolution"))
    late = BooleanField(lazy_gettext("Only with late milestones"))
    pending = BooleanField(lazy_gettext("Only with strands to confirm"))
    mine = BooleanField(lazy_gettext("Only those I am responsible for"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        every = [("", _("All"))]
        self.strand.choices = every + Strand.choices()
        self.status.choices = every + ProjectStatus.choices()
        self.place.choices = {"": every, **place_choices()}
        self.point.choices = every + [(point.code, f"{point.code} {point.label}") for point in resolution.points()]


def place_choices() -> dict[str, list[tuple[str, str]]]:
    """Regions of Ghana and districts of NRW, as groups of a selection, each by name."""
    groups = {
        _("Ghana"): codelists.choices(GHANA),
        in_language("Nordrhein-Westfalen", "North Rhine-Westphalia"): codelists.choices(NRW),
    }
    return {name: sorted(entries, key=lambda entry: entry[1]) for name, entries in groups.items()}


def _stop(problem: str | None) -> None:
    if problem:
        raise ValidationError(problem)
