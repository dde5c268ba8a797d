"""The shape of input about people: enrolling, editing, recording and correcting a step, filtering the list."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from partnership.core.clock import today
from partnership.core.forms import DayField, HouseForm, RecordForm, TextBlock, TextLine
from partnership.core.public_id import parse_public_id
from partnership.participants.queries.counts import phases_of
from partnership.participants.queries.people_filter import Openness
from partnership.participants.rules.steps import NEEDS_VALUE, VALUES
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import choices, codelist
from partnership.reference_data.pathways import Step, steps

NOTHING_CHOSEN = ""
REPLACE, REMOVE = "replace", "remove"


class OneOrNone(SelectField):  # type: ignore[misc]
    """One entry of a list, or none: a field that was left out or blank is no mistake."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Nothing chosen is None."""
        self.data = valuelist[0] if valuelist and valuelist[0] else None

    def pre_validate(self, form: Any) -> None:
        """Only what was chosen must be in the list."""
        if self.data is not None:
            super().pre_validate(form)


def _optional_choices(name: str, *, only: Collection[str] | None = None) -> list[tuple[str, str]]:
    return [(NOTHING_CHOSEN, _("not stated")), *choices(name, only=only)]


def _unit_groups() -> list[tuple[str, str]]:
    """The unit groups of ISCO-08: four figures each."""
    return [
        (NOTHING_CHOSEN, _("not stated")),
        *((code, f"{entry.label} ({code})") for code, entry in codelist("isco08").items() if len(code) == 4),
    ]


class PersonFields:
    """The fields of a person, named as in data_fields.csv. A form takes out those that its user may not change."""

    given_name = TextLine(lazy_gettext("Given names"), [Length(max=200)])
    family_name = TextLine(lazy_gettext("Family name"), [Length(max=200)])
    birth_date = DayField(lazy_gettext("Date of birth"), [Optional()])
    sex = RadioField(lazy_gettext("Sex"), description=lazy_gettext("As in the person’s document."))
    nationality = OneOrNone(lazy_gettext("Nationality"))
    home_region = OneOrNone(lazy_gettext("Home region in Ghana"))
    nrw_district = OneOrNone(lazy_gettext("District in North Rhine-Westphalia"))
    education_level = OneOrNone(lazy_gettext("Highest education"))
    isco = OneOrNone(lazy_gettext("Occupation"))
    phone = TextLine(lazy_gettext("Telephone"), [Length(max=40)])
    email = StringField(
        lazy_gettext("E-mail"),
        [Optional(), Email(lazy_gettext("Enter an e-mail address like name@example.org")), Length(max=255)],
    )


PERSON_FIELDS = tuple(name for name in vars(PersonFields) if not name.startswith("_"))


class _WithChoices:
    """Fills the lists in the language of the reader."""

    _fields: dict[str, Any]

    def fill_choices(self, editable: Collection[str]) -> None:
        """Take out the fields that may not be changed and give the others their choices."""
        for name in PERSON_FIELDS:
            if name not in editable and name in self._fields:
                del self[name]  # type: ignore[attr-defined]
        lists = {
            "sex": Sex.choices, "nationality": lambda: _optional_choices("countries"), "home_region": lambda: _optional_choices("ghana_regions"),
            "nrw_district": lambda: _optional_choices("nrw_districts"), "education_level": lambda: _optional_choices("tvet_levels"), "isco": _unit_groups,
        }  # fmt: skip
        for name, fill in lists.items():
            if name in self._fields:
                self._fields[name].choices = fill()


class PersonForm(PersonFields, _WithChoices, RecordForm):
    """What is known of a person, as far as the user may change it."""

    def __init__(self, *, editable: Collection[str], **settings: Any) -> None:
        super().__init__(**settings)
        self.fill_choices(editable)

    def person_values(self) -> dict[str, Any]:
        """The values by field name; a sex as its word."""
        found = self.values(*(name for name in PERSON_FIELDS if name in self._fields))
        return found | ({"sex": Sex(found["sex"])} if "sex" in found else {})

    def validate_birth_date(self, field: Any) -> None:
        """Nobody is born in the future."""
        if field.data and field.data > today():
            raise ValidationError(_("The date of birth has not come yet. Correct it."))


class EnrolForm(PersonFields, _WithChoices, HouseForm):
    """Everything about taking a person in, on one page: somebody new, or somebody who has a number already."""

    known_id = TextLine(
        lazy_gettext("Number"), description=lazy_gettext("It begins with GH. The person has it on paper.")
    )
    known_birth_date = DayField(
        lazy_gettext("Date of birth of this person"),
        [Optional()],
        description=lazy_gettext("To be sure that it is the same person. For example 30.6.1998"),
    )
    started_on = DayField(
        lazy_gettext("First day"), [InputRequired(lazy_gettext("Enter the day on which the person begins"))]
    )
    organisation = SelectField(lazy_gettext("Organisation that works with the person"), coerce=int)
    another_person = BooleanField(lazy_gettext("I have checked: this is somebody else"))

    def __init__(
        self, *, editable: Collection[str], organisations: list[tuple[int, str]], known: bool, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.is_known = known
        self.fill_choices(() if known else editable)
        if not known:
            del self.known_id, self.known_birth_date
        self.organisation.choices = organisations
        if len(organisations) == 1:
            self.organisation.data = organisations[0][0]

    def validate(self, extra_validators: Any = None) -> bool:
        """A number must be one; a new person has a name."""
        valid = super().validate(extra_validators)
        if self.is_known and not parse_public_id(self.known_id.data or ""):
            self.known_id.errors = [
                _("This is not a number of this register. Check each letter and figure: it looks like GH-7K3F-92QD.")
            ]
            return False
        if not self.is_known and not (self.given_name.data or self.family_name.data):
            self.given_name.errors = [_("Enter at least one name")]
            return False
        return valid

    def person_values(self) -> dict[str, Any]:
        """The values of a new person by field name."""
        found = self.values(*(name for name in PERSON_FIELDS if name in self._fields))
        return found | {"sex": Sex(found["sex"])}


class StepForm(HouseForm):
    """One step: how it stands, when, and its value where it has one."""

    status = RadioField(lazy_gettext("How does it stand?"), default=EventStatus.REACHED.value)
    day = DayField(lazy_gettext("Day"), [InputRequired(lazy_gettext("Enter the day"))])
    value = OneOrNone(lazy_gettext("Value"))
    note = TextBlock(lazy_gettext("Note"), [Length(max=1000, message=lazy_gettext("At most 1,000 characters fit."))],
                     description=lazy_gettext("Only those in your organisation who work with people read it. Nothing about health."))  # fmt: skip

    def __init__(self, *, step: Step, may_value: bool, may_note: bool, **settings: Any) -> None:
        super().__init__(**settings)
        self.status.choices = EventStatus.choices()
        if step.code in VALUES and may_value:
            list_name = VALUES[step.code]
            self.value.label.text = _value_label(list_name)
            self.value.choices = [
                (NOTHING_CHOSEN, _("Choose a level") if step.code in NEEDS_VALUE else _("not stated")),
                *_values(list_name, strand=step.strand),
            ]
        else:
            del self.value
        if not may_note:
            del self.note

    def take_problems(self, problems: list[str]) -> None:
        """Show why the step is not possible: next to the value when it is about that, else next to the day."""
        about_value = (
            "value" in self._fields
            and not self.value.data
            and len(problems) == 1
            and self.status.data == EventStatus.REACHED
            and bool(self.value.choices)
        )
        field = self.value if about_value and self.value.choices[0][1] == _("Choose a level") else self.day
        field.errors = [*field.errors, *problems]


def _values(list_name: str, *, strand: str) -> list[tuple[str, str]]:
    """The codes of a list; reasons for ending only as far as they fit the strand."""
    entries = codelist(list_name).values()
    return [
        (one.code, one.label)
        for one in entries
        if list_name != "exit_reasons" or one.more["strands"] == "all" or strand in one.more["strands"].split(";")
    ]


def _value_label(list_name: str) -> str:
    labels = {
        "cefr_levels": _("Level"), "residence_titles": _("Residence title"), "tvet_levels": _("Level of the certificate"),
        "return_programmes": _("Programme"), "exit_reasons": _("Reason"),
    }  # fmt: skip
    return str(labels[list_name])


class CorrectionForm(StepForm):
    """What was wrong about a step, and what is right."""

    what = RadioField(lazy_gettext("What is wrong?"), default=REPLACE)
    reason = TextLine(lazy_gettext("Reason for the correction"), [DataRequired(lazy_gettext("Say in a few words what was wrong")), Length(max=300)],
                      description=lazy_gettext("It stays on record beside the old entry. Write no names here."))  # fmt: skip

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.what.choices = [
            (REPLACE, _("The details: here are the right ones")),
            (REMOVE, _("The step itself: it did not happen")),
        ]


class FilterForm(HouseForm):
    """The filters of the list, shown as the address says."""

    class Meta:
        """Filters change nothing."""

        csrf = False

    strand = SelectField(lazy_gettext("Strand"))
    at = SelectField(lazy_gettext("Where they stand"))
    status = SelectField(lazy_gettext("Status"))
    project = TextLine(lazy_gettext("Code of the project"))
    organisation = SelectField(lazy_gettext("Organisation"))
    region = SelectField(lazy_gettext("Home region"))
    sex = SelectField(lazy_gettext("Sex"))
    overdue = BooleanField(lazy_gettext("Only people with a limit that has passed"))
    soon = BooleanField(lazy_gettext("Only people with a limit that ends within a week"))

    def __init__(self, *, organisations: list[tuple[str, str]], at: str, **settings: Any) -> None:
        super().__init__(formdata=None, **settings)
        everything = (NOTHING_CHOSEN, _("All"))
        self.strand.choices = [everything, *Strand.choices()]
        self.at.choices = {
            "": [everything],
            **{
                strand.label: [(f"{strand.value}.{phase.value}", phase.label) for phase in phases_of(strand)]
                for strand in Strand
            },
        }
        if at in steps():
            self.at.choices[_("One step")] = [(at, steps()[at].label)]
        self.at.data = at
        self.status.choices = [everything, *Openness.choices()]
        self.region.choices = [everything, *choices("ghana_regions")]
        self.sex.choices = [everything, *Sex.choices()]
        self.organisation.choices = [everything, *organisations]
