"""What the specimen page shows: an invented form in every state, and one sample for each component. No name is a real person's."""

from __future__ import annotations

from types import SimpleNamespace as Sample
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange


def _choices(*pairs: tuple[str, str], group: str | None = None) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label, optgroup=group) for value, label in pairs]


class ShortNumber(IntegerField):
    """A number whose field is as wide as what belongs in it."""

    width = "4"


class Month(Form):
    """Month and year as two fields."""

    month = ShortNumber(
        "Month",
        validators=[
            InputRequired("Enter the month"),
            NumberRange(1, 12, "April 2026 is past. Enter a month from July 2026"),
        ],
    )
    year = ShortNumber("Year", validators=[InputRequired("Enter the year")])


class CodeField(StringField):
    """A picker with suggestions sent along with the page."""

    kind = "picker"
    choices = [("7411", "7411 Building and related electricians"), ("7412", "7412 Electrical mechanics and fitters")]

    def iter_choices(self) -> Any:
        return [(label, label, False, {}) for _code, label in self.choices]


class ServedCodeField(StringField):
    """A picker that asks the server and holds several codes."""

    kind = "picker"
    search_url = "/codes"
    selected = [("GH-AH", "Ashanti"), ("GH-NP", "Northern")]


class EveryKind(FlaskForm):
    """One field of each kind."""

    version = HiddenField(default="7")
    title_de = StringField("Titel auf Deutsch", validators=[InputRequired("Enter the German title"), Length(max=120)])
    title_en = StringField("Title in English")
    email = EmailField("E-mail address", validators=[InputRequired("Enter an e-mail address")])
    people = IntegerField(
        "People in training on 30 June 2026", validators=[InputRequired("Enter a number, or choose a reason below")]
    )
    grant = DecimalField("Grant", places=2, validators=[InputRequired("Enter the sum")])
    starts_on = DateField("First day", format=["%d.%m.%Y"], validators=[InputRequired("Enter a day like 30.6.2026")])
    expected = FormField(Month, label="Final examination: when do you now expect it?")
    status = SelectField(
        "Status",
        choices=_choices(("1", "Planned"), ("2", "Running"), ("3", "Finished")),
        validators=[InputRequired("Choose a status")],
    )
    region = SelectField(
        "Place",
        choices=[
            *_choices(("kumasi", "Kumasi"), ("tamale", "Tamale"), group="Ghana"),
            *_choices(("dortmund", "Dortmund"), group="NRW"),
        ],
    )
    reason = RadioField(
        "No figure, because it is",
        choices=_choices(
            ("not-yet", "not yet measured"),
            ("n-a", "not applicable to this project"),
            ("withheld", "withheld to protect people"),
        ),
        validators=[InputRequired("Choose a reason")],
    )
    strands = SelectMultipleField(
        "Strands",
        choices=_choices(
            ("QUAL", "Qualification"), ("MIGR", "Migration"), ("RETURN", "Return"), ("REINT", "Reintegration")
        ),
        validators=[InputRequired("Choose at least one strand")],
    )
    consent = BooleanField(
        "I have read the rules for evidence", validators=[InputRequired("Confirm that you have read the rules")]
    )
    occupation = CodeField("Occupation", validators=[InputRequired("Choose an occupation from the list")])
    districts = ServedCodeField("Regions in Ghana")
    summary = TextAreaField("What happened", validators=[InputRequired("Write one or two sentences")])
    evidence = FileField("Evidence")
    password = PasswordField("Password", validators=[InputRequired("Enter your password")])
    notes = FieldList(
        StringField("Note", validators=[InputRequired("Write the note or take the line away")]),
        label="Notes",
        min_entries=2,
    )


class SignIn(FlaskForm):
    """The second step of signing in."""

    code = StringField("Code from your app", validators=[InputRequired("Enter the six digits")])


FILLED = MultiDict(
    {
        "title_de": "Solar- und Elektroberufe Kumasi–Dortmund", "title_en": "Solar and electrical trades", "email": "kwabena@example.org",
        "people": "41", "grant": "412000.00", "starts_on": "01.02.2025", "expected-month": "1", "expected-year": "2027", "status": "2",
        "region": "tamale", "reason": "not-yet", "strands": "QUAL", "consent": "y", "occupation": "7411", "notes-0": "Akosua Nyarkɔ",
        "summary": "The board of examiners meets again in January. Two of four examiners left in April.", "notes-1": "Ŋmintri, Ɛsi", "version": "7",
    }
)  # fmt: skip


def _form(data: MultiDict[str, str] | None, *, prefix: str, validated: bool) -> EveryKind:
    given = None if data is None else MultiDict((f"{prefix}-{key}", value) for key, value in data.items(multi=True))
    form = EveryKind(formdata=given, prefix=prefix, meta={"csrf": False})
    if validated:
        form.validate()
    return form


def stops() -> list[Sample]:
    """Steps of a return, one of each mark."""
    texts = [
        ("reached", "Counselling", "11 May 2026 · by telephone", False),
        ("late", "Travel document", "6 days late. Expected 30 June 2026", False),
        ("partly", "Papers handed in", "two of three", False),
        ("now", "Register with EURP", "by 18 July 2026", True),
        ("paused", "Second payment", "starts on arrival", True),
        ("cancelled", "Second course", "cancelled on 3 June 2026", True),
        ("planned", "Departure", "6 August 2026", True),
    ]
    return [
        Sample(kind=kind, title=title, meta=meta, ahead=ahead, url=None, when=None, day=False, current=kind == "now")
        for kind, title, meta, ahead in texts
    ]


def route() -> list[Sample]:
    """The way of one person there and back."""
    return [
        Sample(name="Kumasi", note="left May 2024", kind="reached", strand="MIGR", ahead=False),
        Sample(name="Dortmund", note="here for 26 months", kind="now", strand="RETURN", ahead=True),
        Sample(name="Accra", note="arrival 6 August 2026", kind="planned", strand="REINT", ahead=True),
        Sample(name="Kumasi", note="own workshop planned", kind="planned", strand=None, ahead=False),
    ]


def projects() -> list[Sample]:
    """Rows of a project list."""
    rows = [
        ("Solar- und Elektroberufe Kumasi–Dortmund", ["QUAL", "MIGR"], "reached", "accepted", "1,284", "2 July 2026"),
        ("Ausbildung Lagerlogistik Tema–Duisburg", ["QUAL"], "partly", "returned, 2 sections", "41", "15 July 2026"),
        ("Neustart Ashanti", ["RETURN", "REINT"], "late", "late", "9", "30 June 2026"),
    ]
    return [Sample(title=t, url="#", strands=s, kind=k, word=w, people=p, due=d) for t, s, k, w, p, d in rows]


def specimen() -> dict[str, Any]:
    """Everything the specimen page needs, by the names it uses. Call inside a request."""
    wrong = FILLED.copy()
    for name in (
        "people",
        "reason",
        "strands",
        "consent",
        "summary",
        "password",
        "starts_on",
        "email",
        "occupation",
        "notes-0",
    ):
        wrong.setlist(name, [])
    wrong["expected-month"] = "44"
    columns: list[dict[str, Any]] = [
        {"label": _("Project"), "sort_url": "?sort=title", "direction": "ascending", "width": "5"},
        {"label": _("Strands"), "width": "2"},
        {"label": _("Status")},
        {"label": _("People"), "numeric": True, "sort_url": "?sort=people"},
        {"label": _("Due"), "numeric": True},
    ]
    return {
        "blank": _form(None, prefix="blank", validated=False),
        "filled": _form(FILLED, prefix="filled", validated=False),
        "form": _form(wrong, prefix="wrong", validated=True),
        "list_filter": _form(None, prefix="filter", validated=False),
        "sign_in": SignIn(formdata=None, prefix="signin", meta={"csrf": False}),
        "stops": stops(),
        "places": route(),
        "columns": columns,
        "projects": projects(),
        "pages": Sample(
            previous_url="?page=2", next_url="?page=4", summary="41 to 60 of 128",
            numbers=[Sample(number=n, url=f"?page={n}", current=n == 3) if n else None for n in (1, 0, 2, 3, 4, 0, 7)],
        ),
        "counts": [
            Sample(strand="QUAL", label="Counselling", count="142", share=100, note=None),
            Sample(strand="QUAL", label="In training", count="41", share=28.9, note="19 of them women"),
            Sample(strand="MIGR", label="Visa asked for", count="x", share=None, note="hidden to protect people"),
            Sample(strand="MIGR", label="Entered", count="0", share=0, note="planned for May 2027"),
        ],
        "tasks": [
            Sample(title="Title and strands", url="#", kind="reached", word="complete", hint=None),
            Sample(title="Places and organisations", url="#", kind="partly", word="started", hint="One place in each country at least"),
            Sample(title="Funding", url="#", kind="planned", word="not started", hint=None),
            Sample(title="Check and open", url=None, kind="planned", word="later", hint="When everything above is complete"),
        ],
        "changes": [
            Sample(title="Hand-over GH-7K3F-92QD accepted", url="#", meta="Neustart Ashanti", when="today at 8:12", datetime="2026-07-06T08:12+02:00"),
            Sample(title="Two forecasts changed", url=None, meta=None, when="Friday", datetime=None),
        ],
        "answers": [
            Sample(label="Title in German", value="Solar- und Elektroberufe Kumasi–Dortmund", change_url="#"),
            Sample(label="Title in English", value=None, change_url="#"),
        ],
        "files": [
            Sample(name="Report on the first half of 2026", url="#", kind="PDF", size="1.2 MB", meta="Version 1.0, 30 September 2026", lang="de", remove_url=None),
            Sample(name="pruefbericht.pdf", url="#", kind="PDF", size="310 kB", meta=None, lang=None, remove_url="#"),
        ],
        "differences": [
            Sample(name="summary", label="What happened", yours="The examination has moved to January.", theirs="The examination has moved\nto January 2027.", lang="en"),
            Sample(name="risk", label="Risks", yours=None, theirs="Two examiners have left.", lang="en"),
        ],
    }  # fmt: skip
