"""The form components say the right thing about each field: label, hint, error, value, and whether it may stay blank."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html
from werkzeug.datastructures import MultiDict

from tests.components.specimen import EveryKind, specimen


def rendered(app: Flask, form: EveryKind, name: str, **settings: object) -> html.HtmlElement:
    source = '{% from "components/field.html" import field %}{{ field(one, **settings) }}'
    return html.fragment_fromstring(
        app.jinja_env.from_string(source).render(one=form[name], settings=settings), create_parent="div"
    )


def summary(app: Flask, form: EveryKind) -> html.HtmlElement:
    source = '{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}'
    return html.fragment_fromstring(app.jinja_env.from_string(source).render(form=form), create_parent="div")


@pytest.fixture
def forms(component_app: Flask):  # type: ignore[no-untyped-def]
    with component_app.test_request_context():
        yield specimen()


NAMES = [
    field for field in EveryKind.__dict__ if not field.startswith("_") and field not in ("version", "expected", "notes")
]


WRONG = ("email", "people", "starts_on", "reason", "strands", "consent", "occupation", "summary", "password")


def test_what_was_typed_is_still_there(component_app: Flask, forms: dict[str, EveryKind]) -> None:
    form = forms["filled"]
    assert rendered(component_app, form, "title_de").xpath("//input/@value") == [
        "Solar- und Elektroberufe Kumasi–Dortmund"
    ]
    assert (
        rendered(component_app, form, "summary")
        .xpath("//textarea")[0]
        .text.strip()
        .startswith("The board of examiners")
    )
    assert rendered(component_app, form, "status").xpath("//option[@selected]/@value") == ["2"]
    assert rendered(component_app, form, "region").xpath("//optgroup/option[@selected]/@value") == ["tamale"]
    assert rendered(component_app, form, "reason").xpath("//input[@checked]/@value") == ["not-yet"]
    assert rendered(component_app, form, "strands").xpath("//input[@checked]/@value") == ["QUAL"]
    assert rendered(component_app, form, "consent").xpath("boolean(//input/@checked)")
    assert rendered(component_app, form, "districts").xpath("//input[@checked]/@value") == ["GH-AH", "GH-NP"]
    assert rendered(component_app, form, "version").xpath("//input[@type='hidden']/@value") == ["7"]


def test_a_wrong_value_is_shown_again_and_a_password_never(component_app: Flask) -> None:
    with component_app.test_request_context():
        form = EveryKind(
            formdata=MultiDict({"starts_on": "31.2.<b>", "people": "many", "password": "secret"}), meta={"csrf": False}
        )
        form.validate()
        assert rendered(component_app, form, "starts_on").xpath("//input/@value") == ["31.2.<b>"]
        assert rendered(component_app, form, "people").xpath("//input/@value") == ["many"]
        assert "secret" not in html.tostring(rendered(component_app, form, "password"), encoding="unicode")


@pytest.mark.parametrize("name", WRONG)
def test_an_error_stands_before_its_control_and_describes_it(
    component_app: Flask, forms: dict[str, EveryKind], name: str
) -> None:
    form = forms["form"]
    part = rendered(component_app, form, name, hint="A hint.")
    identity = form[name].id
    described = part.xpath("//@aria-describedby")[0].split()
    assert described[:2] == [f"{identity}-hint", f"{identity}-error"]
    assert form[name].errors[0] in part.get_element_by_id(f"{identity}-error").text_content()
    marked = [
        element.get("id")
        for element in part.iter()
        if element.get("id") in (f"{identity}-hint", f"{identity}-error", identity)
    ]
    assert marked == [f"{identity}-hint", f"{identity}-error", identity]
    # A group of choices is described as a whole; HTML knows no invalid fieldset.
    assert part.xpath("//@aria-invalid") == ([] if name in ("reason", "strands") else ["true"])


@pytest.mark.parametrize("name", NAMES)
def test_only_fields_that_may_stay_blank_say_so(component_app: Flask, forms: dict[str, EveryKind], name: str) -> None:
    form = forms["blank"]
    says = "(optional)" in rendered(component_app, form, name).text_content()
    assert says is (name in ("title_en", "region", "districts", "evidence"))
    assert "(optional)" not in rendered(component_app, form, name, optional=False).text_content()


def test_controls_ask_for_the_right_keyboard(component_app: Flask, forms: dict[str, EveryKind]) -> None:
    form = forms["blank"]
    modes = {
        name: rendered(component_app, form, name).xpath("//input/@inputmode")
        for name in ("people", "grant", "title_de")
    }
    assert modes == {"people": ["numeric"], "grant": ["decimal"], "title_de": []}
    types = {
        name: rendered(component_app, form, name).xpath("//input/@type")
        for name in ("email", "people", "starts_on", "password", "evidence")
    }
    assert types == {
        "email": ["email"],
        "people": ["text"],
        "starts_on": ["text"],
        "password": ["password"],
        "evidence": ["file"],
    }
    assert "30.6.2026" in rendered(component_app, form, "starts_on").text_content()


def test_summary_lists_errors_in_the_order_of_the_fields_with_nested_ones(
    component_app: Flask, forms: dict[str, EveryKind]
) -> None:
    links = summary(component_app, forms["form"]).xpath("//li/a")
    assert [a.get("href").removeprefix("#wrong-") for a in links] == [
        "email", "people", "starts_on", "expected-month", "reason", "strands", "consent", "occupation", "summary", "password",
    ]  # fmt: skip
    assert summary(component_app, forms["form"]).xpath("string(//h2)") == "10 things to put right"


def test_summary_counts_one_error_and_tells_errors_of_the_form_and_of_lists(
    component_app: Flask, forms: dict[str, EveryKind]
) -> None:
    form = forms["filled"]
    form.form_errors = ["The first day lies after the last"]
    only = summary(component_app, form)
    assert only.xpath("string(//h2)") == "One thing to put right"
    assert only.xpath("string(//li)") == "The first day lies after the last"
    with component_app.test_request_context():
        blank_note = EveryKind(formdata=MultiDict({"notes-0": "Ɛsi", "notes-1": ""}), meta={"csrf": False})
        blank_note.notes.validate(blank_note)
        assert summary(component_app, blank_note).xpath("//li/a/@href") == ["#notes-1"]


def test_summary_does_not_link_to_a_field_nobody_sees(component_app: Flask, forms: dict[str, EveryKind]) -> None:
    form = forms["filled"]
    form.version.errors = ["This page was open for too long"]
    assert summary(component_app, form).xpath("//li[not(a)]/text()") == ["This page was open for too long"]


def test_texts_in_two_languages_carry_their_language(component_app: Flask, forms: dict[str, EveryKind]) -> None:
    source = '{% from "components/bilingual.html" import bilingual %}{{ bilingual(form.title_de, form.title_en) }}'
    part = html.fragment_fromstring(component_app.jinja_env.from_string(source).render(form=forms["blank"]))
    assert [(i.get("name"), i.get("lang")) for i in part.xpath("//input")] == [
        ("blank-title_de", "de"),
        ("blank-title_en", "en"),
    ]


def test_markup_in_data_stays_text(component_app: Flask, forms: dict[str, EveryKind]) -> None:
    form = forms["filled"]
    form.title_de.data, form.title_de.raw_data = '"><script>', ['"><script>']
    form.title_de.errors = ["<i>wrong</i>"]
    part = rendered(component_app, form, "title_de", hint="<u>")
    assert part.xpath("//script | //i | //u") == []
    assert part.xpath("//input/@value") == ['"><script>']


def test_two_versions_offer_both_texts_and_keep_mine_by_default(
    component_app: Flask, forms: dict[str, EveryKind]
) -> None:
    source = '{% from "components/two_versions.html" import two_versions %}{{ two_versions(differences, "Kwabena Asɛm", "14:02", hidden=[("version", "8")]) }}'
    form = html.fragment_fromstring(
        component_app.jinja_env.from_string(source).render(differences=forms["differences"])
    )
    assert dict(form.fields)["version"] == "8"
    assert {name: value for name, value in form.fields.items() if name.startswith("choice-")} == {
        "choice-summary": "yours",
        "choice-risk": "yours",
    }
    assert "The examination has moved\nto January 2027." in form.text_content()
    assert "Kwabena Asɛm saved this page at 14:02" in form.text_content()
