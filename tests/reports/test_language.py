"""Numbers, money and dates in the form of each country, and a complete German catalogue."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from reports.language import TRANSLATIONS, ReportLanguage
from reports.wording import Wording

GERMAN, ENGLISH = ReportLanguage("de"), ReportLanguage("en")
REPORTS = Path(__file__).resolve().parents[2] / "reports"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def test_german_forms() -> None:
    assert GERMAN.number(1284) == "1.284"
    assert GERMAN.percent(71) == "71\u202f%"
    assert GERMAN.money(Decimal("412000")) == "412.000,00\u202f€"
    assert GERMAN.whole_money(Decimal("412000.49")) == "412.000\u202f€"
    assert GERMAN.day(date(2026, 6, 30)) == "30.\u00a0Juni 2026"
    assert GERMAN.short_day(date(2026, 6, 30)) == "30.06.2026"
    assert GERMAN.month(date(2026, 3, 1)) == "Mär 2026"
    assert GERMAN.month_figures(date(2026, 3, 1)) == "03.2026"
    assert (GERMAN.signed(4), GERMAN.signed(0), GERMAN.signed(-2)) == ("+4", "0", "\u22122")
    assert GERMAN.listing(["Accra", "Kumasi", "Tamale"]) == "Accra, Kumasi und Tamale"


def test_english_forms() -> None:
    assert ENGLISH.number(1284) == "1,284"
    assert ENGLISH.percent(Decimal("70.6")) == "71%"
    assert ENGLISH.money(Decimal("412000")) == "€412,000.00"
    assert ENGLISH.day(date(2026, 6, 30)) == "30\u00a0June 2026"
    assert ENGLISH.short_day(date(2026, 6, 30)) == "30/06/2026"
    assert ENGLISH.tag == "en-GB"


def test_period_names_its_year_once() -> None:
    wording = Wording(GERMAN)
    assert wording.period(date(2026, 1, 1), date(2026, 6, 30)) == "1.\u00a0Januar bis 30.\u00a0Juni 2026"
    assert wording.period(date(2025, 7, 1), date(2026, 6, 30)) == "1.\u00a0Juli 2025 bis 30.\u00a0Juni 2026"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="known are de and en"):
        ReportLanguage("fr")  # type: ignore[arg-type]


def test_plural_follows_the_number() -> None:
    assert GERMAN.ngettext("%(num)s project in profile", "%(num)s projects in profile", 1) == "1 Projekt im Steckbrief"
    assert (
        GERMAN.ngettext("%(num)s project in profile", "%(num)s projects in profile", 1200)
        == "1.200 Projekte im Steckbrief"
    )


def test_german_catalogue_is_complete_and_keeps_placeholders() -> None:
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    found = {
        message
        for _, _, message, _, _ in extract_from_dir(
            str(REPORTS), method_map=methods, options_map={"**.html": options}, keywords=keywords
        )
    }
    with (TRANSLATIONS / "de" / "LC_MESSAGES" / "reports.po").open("rb") as source:
        catalogue = read_po(source)
    translated = {message.id: message.string for message in catalogue if message.id}
    assert len(found) > 150
    assert found - set(translated) == set(), "not translated"
    assert set(translated) - found == set(), "no longer used"
    for message, text in translated.items():
        originals = message if isinstance(message, tuple) else (message,)
        texts = text if isinstance(text, tuple) else (text,)
        assert all(texts), message
        for original, german in zip(originals, texts, strict=True):
            assert set(PLACEHOLDER.findall(german)) == set(PLACEHOLDER.findall(original)), message


def test_no_english_left_in_the_german_report(german) -> None:
    with (TRANSLATIONS / "de" / "LC_MESSAGES" / "reports.po").open("rb") as source:
        messages = [message for message in read_po(source) if message.id and isinstance(message.id, str)]
    spoken = german.root.text.split("English summary")[-2]
    long = [message.id for message in messages if len(message.id) > 14 and message.id != message.string]
    assert len(long) > 60
    assert [message for message in long if message in spoken] == []
