"""Forms of organisations."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from partnership.access.vocabulary import OrganisationKind
from partnership.core.forms import DayField, HouseForm, RecordForm, TextLine
from partnership.core.search_text import fold
from partnership.organisations import queries
from partnership.reference_data.codelists import choices

NAME_NEEDED = lazy_gettext("Enter the name in English")


def kind_of(value: Any) -> OrganisationKind | None:
    """The kind behind a choice."""
    return None if value is None else OrganisationKind.parse(value)


class OrganisationForm(RecordForm):
    """Particulars of an organisation."""

    name_en = TextLine(lazy_gettext("Name in English"), validators=[DataRequired(NAME_NEEDED), Length(max=300)])
    name_de = TextLine(lazy_gettext("Name in German"), validators=[Length(max=300)])
    short_name = TextLine(
        lazy_gettext("Short name"),
        description=lazy_gettext("As people call it, for example MAGS or Kumasi TVET."),
        validators=[Length(max=60)],
    )
    kind = SelectField(lazy_gettext("What it is"), coerce=kind_of, validators=[InputRequired()])
    country = SelectField(lazy_gettext("Country"), coerce=lambda value: value or None)
    iati_identifier = TextLine(
        lazy_gettext("IATI identifier"),
        description=lazy_gettext("For example GH-CR-123456. Published files are matched by it."),
        validators=[Length(max=120)],
    )
    valid_from = DayField(lazy_gettext("Exists since"))
    valid_to = DayField(lazy_gettext("Existed until"))
    agreement_from = DayField(lazy_gettext("Agreement in force from"))
    agreement_to = DayField(lazy_gettext("Agreement in force until"))

    def __init__(self, *args: Any, kinds: list[OrganisationKind], record: Any = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.record = record
        self.kind.choices = [SelectChoice(kind, kind.label) for kind in kinds]
        self.country.choices = [
            SelectChoice("", _("not entered")),
            *(SelectChoice(*entry) for entry in sorted(choices("countries"), key=lambda entry: fold(entry[1]))),
        ]

    def validate_iati_identifier(self, field: TextLine) -> None:
        """It tells organisations apart in published files."""
        if field.data and queries.is_taken(iati_identifier=field.data, besides=getattr(self.record, "id", None)):
            raise ValidationError(_("Another organisation has this identifier already."))

    def validate_valid_to(self, field: DayField) -> None:
        """Not before the beginning."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("The end lies before the beginning."))

    def validate_agreement_to(self, field: DayField) -> None:
        """Not without or before the beginning."""
        if field.data and not self.agreement_from.data:
            raise ValidationError(_("Enter also from when the agreement is in force."))
        if field.data and self.agreement_from.data and field.data < self.agreement_from.data:
            raise ValidationError(_("The end lies before the beginning."))


class NewOrganisationForm(OrganisationForm):
    """The same, and the code, which stays."""

    code = TextLine(
        lazy_gettext("Code"), description=lazy_gettext("Stands in addresses and stays. Letters, digits and hyphens, for example kumasi-tvet."),
        validators=[DataRequired(lazy_gettext("Enter a code")), Length(max=60), Regexp(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", message=lazy_gettext("Use letters from A to Z, digits and hyphens only, for example kumasi-tvet."))],
    )  # fmt: skip

    def validate_code(self, field: TextLine) -> None:
        """It stands in addresses; `new` is an address of its own."""
        if field.data == "new" or queries.is_taken(code=field.data):
            raise ValidationError(_("This code is taken. Choose another one."))


class RenameForm(HouseForm):
    """A new name, and until when the old one was used."""

    name_en = TextLine(lazy_gettext("New name in English"), validators=[DataRequired(NAME_NEEDED), Length(max=300)])
    name_de = TextLine(lazy_gettext("New name in German"), validators=[Length(max=300)])
    old_until = DayField(
        lazy_gettext("Last day of the old name"),
        validators=[InputRequired(lazy_gettext("Enter the last day of the old name"))],
    )


class OrganisationSearch(HouseForm):
    """What the list is filtered by; sent by GET."""

    class Meta:
        """Looking for something changes nothing, so the address needs no token."""

        csrf = False

    q = TextLine(lazy_gettext("Search by name"))
    kind = SelectField(lazy_gettext("What it is"), coerce=str, validators=[Optional()])

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.kind.choices = [
            SelectChoice("", _("All")),
            *(SelectChoice(kind.value, kind.label) for kind in OrganisationKind),
        ]
