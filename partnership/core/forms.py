"""The shape of input: house fields that read what people type, and forms that notice a second editor (promise 6)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from typing_extensions import override
from wtforms import DecimalField, Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from partnership.core.formatting import format_day
from partnership.core.parsing import parse_amount, parse_day

LONGEST_TEXT = 20_000


class TextLine(StringField):  # type: ignore[misc]
    """One line of text; surrounding and doubled spaces are not part of it."""

    kind = "text"

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = " ".join(valuelist[0].split()) if valuelist else ""


class TextBlock(TextAreaField):  # type: ignore[misc]
    """Several lines of text, kept as typed but for line ends and space around it."""

    kind = "textarea"

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0].replace("\r\n", "\n").strip() if valuelist else ""

    @override
    def pre_validate(self, form: Any) -> None:
        if self.data and len(self.data) > LONGEST_TEXT:
            raise ValidationError(_("This text is too long. At most %(limit)s characters fit.", limit=LONGEST_TEXT))


class DayField(Field):  # type: ignore[misc]
    """A day in one text field, read in any usual way of writing; what was typed stays in the field when it is wrong."""

    widget = TextInput()
    kind = "date"
    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_day(self.data) if self.data else ""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = parse_day(text) if text else None
        if text and self.data is None:
            raise ValueError(_("Enter a real date with day, month and year, for example 30.6.2026"))


class AmountField(DecimalField):  # type: ignore[misc]
    """An amount of money, typed with German or English separators."""

    kind = "decimal"

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = parse_amount(text) if text else None
        if text and self.data is None:
            raise ValueError(_("Enter an amount in figures, for example 1234.50"))


class WithSuggestions:
    """What both pickers share: `read` turns what was typed into a code or None, `show` does the opposite."""

    kind = "picker"
    read: Callable[[str], str | None]
    show: Callable[[str], str]

    def __init__(
        self,
        label: Any = None,
        *,
        read: Callable[[str], str | None],
        show: Callable[[str], str],
        search_url: Callable[[], str] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(label, **settings)  # type: ignore[call-arg]
        self.read, self.show, self._address = read, show, search_url

    @property
    def search_url(self) -> str | None:
        """Where the browser finds suggestions."""
        return self._address() if self._address else None


class CodePicker(WithSuggestions, StringField):  # type: ignore[misc]
    """One code of a long list: typed as code or name, with suggestions."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.show(self.data) if self.data else ""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = self.read(text) if text else None
        if text and self.data is None:
            raise ValueError(_("Choose an entry of the list. “%(typed)s” is not in it.", typed=text))


class SeveralCodes(WithSuggestions, SelectMultipleField):  # type: ignore[misc]
    """Several codes of a long list: those chosen as ticked boxes, and one field to add another.

    `typed` is what could not be read as a code; it stays in the field, so that a slip can be mended.
    """

    typed = ""

    def __init__(self, label: Any = None, **settings: Any) -> None:
        super().__init__(label, validate_choice=False, choices=[], **settings)

    @property
    def selected(self) -> list[tuple[str, str]]:
        """Code and label of each chosen entry."""
        return [(code, self.show(code)) for code in self.data or []]

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        codes: list[str] = []
        for text in filter(None, (value.strip() for value in valuelist)):
            code = self.read(text)
            if code is None:
                self.typed = text
            elif code not in codes:
                codes.append(code)
        self.data = codes
        if self.typed:
            raise ValueError(_("Choose an entry of the list. “%(typed)s” is not in it.", typed=self.typed))

    @override
    def pre_validate(self, form: Any) -> None:
        """The codes were checked when they were read."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field in which what was typed differs from what somebody else saved meanwhile; texts as a reader sees them."""

    name: str
    label: str
    yours: str
    theirs: str
    lang: str | None = None


class HouseForm(FlaskForm):  # type: ignore[misc]
    """A form of this service. Fields of records that several people edit come with `version`."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms does; sentences become plain text, since templates tell a field's own errors from those of its parts by that."""
        valid = bool(super().validate(extra_validators))
        for field in self._fields.values():
            if not hasattr(field, "form") and not hasattr(field, "entries"):
                field.errors = [str(error) for error in field.errors]
        return valid

    def values(self, *names: str) -> dict[str, Any]:
        """The read values of these fields, by default of all but the technical ones."""
        wanted = names or tuple(name for name in self._fields if name not in ("csrf_token", "version"))
        return {name: self._fields[name].data for name in wanted}


class RecordForm(HouseForm):
    """A form on a versioned record: knows whether somebody else saved since it was opened, and who changed which field.

    The hidden `version` carries the number of the version and a fingerprint of each value as it was when the form was opened,
    so that a field only one of two people touched is never asked about.
    """

    version = HiddenField()

    def open_on(self, record: Any, saved: Mapping[str, Any]) -> None:
        """Remember in the form which version of the record, and which values, it was opened with."""
        prints = {
            name: _fingerprint(shown(self._fields[name], value))
            for name, value in saved.items()
            if name in self._fields
        }
        self.version.data = f"{record.version} {json.dumps(prints, separators=(',', ':'))}"

    @property
    def opened_version(self) -> str:
        """The version the form was opened with."""
        return (self.version.data or "").partition(" ")[0]

    def version_again(self, record: Any) -> str:
        """The hidden value for the two-versions page: the newest version, with the fingerprints of the first opening."""
        return f"{record.version} {(self.version.data or '').partition(' ')[2]}"

    def _opened_prints(self) -> dict[str, str]:
        try:
            prints = json.loads((self.version.data or "").partition(" ")[2] or "{}")
        except ValueError:
            return {}
        return prints if isinstance(prints, dict) else {}

    def is_stale(self, record: Any) -> bool:
        """Whether the record was saved by somebody else after this form was opened."""
        return request.method == "POST" and str(record.version) != self.opened_version

    def differences(self, theirs: Mapping[str, Any]) -> list[Difference]:
        """Fields that both have changed, to different texts, in the order of the form."""
        found, opened = [], self._opened_prints()
        for name, field in self._fields.items():
            if name in ("csrf_token", "version") or name not in theirs:
                continue
            mine, saved = shown(field, field.data), shown(field, theirs[name])
            if mine != saved and _fingerprint(saved) != opened.get(name):
                lang = name[-2:] if name.endswith(("_de", "_en")) else None
                found.append(Difference(name=name, label=field.label.text, yours=mine, theirs=saved, lang=lang))
        return found

    def take_theirs(self, theirs: Mapping[str, Any]) -> None:
        """Put the saved value into each field for which it was chosen on the two-versions page, or which was not touched here."""
        opened = self._opened_prints()
        for name, field in self._fields.items():
            if name not in theirs or field.errors or field.process_errors:
                continue
            mine, saved = _fingerprint(shown(field, field.data)), _fingerprint(shown(field, theirs[name]))
            if request.form.get(f"choice-{name}") == "theirs" or mine == opened.get(name) != saved:
                field.data, field.raw_data = theirs[name], None

    def typed_pairs(self) -> Iterable[tuple[str, str]]:
        """Everything that was typed, as hidden pairs for the two-versions page."""
        return [
            (name, value)
            for name in self._fields
            if name not in ("csrf_token", "version")
            for value in request.form.getlist(name)
        ]


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def shown(field: Any, value: Any) -> str:
    """A field's value as its reader sees it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date):
        return format_day(value)
    if isinstance(field, SeveralCodes):
        return "\n".join(field.show(code) for code in value)
    if isinstance(field, CodePicker):
        return field.show(value)
    if isinstance(value, list | tuple | set | frozenset):
        labels = {choice.value: choice.label for choice in field.iter_choices()}
        return "\n".join(str(labels.get(one, one)) for one in value)
    if getattr(field, "choices", None):
        return str({choice.value: choice.label for choice in field.iter_choices()}.get(value, value))
    return str(value)
