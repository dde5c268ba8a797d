"""The German catalogue holds every text, says the same as the English one, and speaks as the house does."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "partnership" / "translations" / "de" / "LC_MESSAGES" / "messages.po"
KEYWORDS = ("N_", "_", "lazy_gettext", "ngettext:1,2", "lazy_ngettext:1,2")
EXTRACT = (sys.executable, "-m", "babel.messages.frontend", "-q", "extract")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
SAME_IN_BOTH = {
    "Browser", "Budgets", "Code", "Ghana", "Integration", "Migration", "Name", "Organisation", "Organisation: %(name)s", "Passkeys", "Plan",
    "Region in Ghana", "Reintegration", "Status", "Status: %(status)s",
}  # fmt: skip
"""Texts of more than signs and placeholders that are the same word in both languages."""
INFORMAL = re.compile(r"\b(du|dich|dir|dein(e|em|en|er|es)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)
INCLUSIVE_SIGNS = re.compile(r"\w(\*|_|/-?)innen\b|\wInnen\b")
FOREIGN_MARKS = re.compile(r"[\"”‘«»]|(?<=\w)'|'(?=\w)")
OPENING, CLOSING = "„", "“"
pytestmark = pytest.mark.standalone


def sources(message: Message) -> tuple[str, ...]:
    """The English text, or both its forms."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    """The German text, or both its forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def listing(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


@pytest.fixture(scope="module")
def german() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What code and templates say today, collected as scripts/update_catalogues.sh does."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    command = [*EXTRACT, "-F", "babel.cfg", *keywords, "-o", str(target), "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    with target.open("rb") as file:
        return read_po(file)


def wrong(catalogue: Catalog, is_wrong: Callable[[str], object]) -> list[str]:
    return [text for message in listing(catalogue) for text in translations(message) if is_wrong(text)]


def test_script_and_test_collect_the_same_way() -> None:
    script = (ROOT / "scripts" / "update_catalogues.sh").read_text(encoding="utf-8")
    assert re.findall(r"-k (\S+)", script) == list(KEYWORDS)
    assert "-F babel.cfg" in script


def test_no_text_is_missing_and_none_is_left_over(german: Catalog, collected: Catalog) -> None:
    said, known = (
        {sources(message) for message in listing(collected)},
        {sources(message) for message in listing(german)},
    )
    assert len(said) > 1000, "the collection found too little to prove anything"
    assert not said - known, f"run scripts/update_catalogues.sh and translate: {sorted(said - known)}"
    assert not known - said, f"run scripts/update_catalogues.sh; nobody says this any more: {sorted(known - said)}"


def test_texts_inside_f_strings_are_collected(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text(
        "text = f\"{_('One %(name)s.', name=1)} {ngettext('a', 'b', 2)}\"\n", encoding="utf-8"
    )
    (tmp_path / "babel.cfg").write_text(
        "[extractors]\ncode = scripts.message_extraction:python\n[code: **.py]\n", encoding="utf-8"
    )
    command = [*EXTRACT, "-F", str(tmp_path / "babel.cfg"), "-o", str(tmp_path / "out"), str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with (tmp_path / "out").open("rb") as file:
        assert {sources(message) for message in listing(read_po(file))} == {("One %(name)s.",), ("a", "b")}


def test_every_text_is_translated(german: Catalog) -> None:
    empty = [message.id for message in listing(german) if not all(text.strip() for text in translations(message))]
    assert not empty, f"not translated: {empty}"
    assert not [message.id for message in listing(german) if message.fuzzy], (
        "fuzzy texts are not spoken; check them and take the flag away"
    )
    assert all(len(translations(message)) == len(sources(message)) for message in listing(german))


def test_placeholders_are_the_same(german: Catalog) -> None:
    different = []
    for message in listing(german):
        english, spoken = (
            [sorted(PLACEHOLDER.findall(text)) for text in sources(message)],
            [sorted(PLACEHOLDER.findall(text)) for text in translations(message)],
        )
        many_differ = english[-1] != spoken[-1]
        one_knows_more = not set(spoken[0]) <= set(english[-1])
        one_forgets = set(english[0]) - set(spoken[0]) - {"%(num)d", "%(num)s"}
        if many_differ or one_knows_more or one_forgets:
            different.append(message.id)
    assert not different


def test_placeholders_can_be_filled_in(german: Catalog) -> None:
    values: dict[str, object] = {
        name: 3 for message in listing(german) for text in sources(message) for name in re.findall(r"%\((\w+)\)", text)
    }
    for message in listing(german):
        for text in translations(message):
            if message.python_format:
                assert "%(" not in text % values


def test_nothing_was_left_in_english(german: Catalog) -> None:
    same = {text for message in listing(german) for text in sources(message) if text in translations(message)}
    assert same - {text for text in same if not re.search(r"[A-Za-z]", PLACEHOLDER.sub("", text))} <= SAME_IN_BOTH


def test_readers_are_addressed_formally(german: Catalog) -> None:
    assert not wrong(german, INFORMAL.search)


def test_people_are_not_written_with_signs(german: Catalog) -> None:
    assert not wrong(german, INCLUSIVE_SIGNS.search), "take a neutral word; the colon only where none fits"


def test_quotation_marks_are_german(german: Catalog) -> None:
    assert not wrong(german, FOREIGN_MARKS.search)
    assert not wrong(
        german, lambda text: re.findall(f"[{OPENING}{CLOSING}]", text) != [OPENING, CLOSING] * text.count(OPENING)
    )


def test_dashes_and_dots_are_set_as_in_print(german: Catalog) -> None:
    assert not wrong(german, lambda text: " - " in text or "..." in text or "—" in text or "  " in text)


@pytest.mark.parametrize(("word", "instead"), [
    ("Login", "Anmeldung"), ("Logout", "Abmeldung"), ("Account", "Konto"), ("E-mail", "E-Mail"), ("Update", "Meldung"),
    ("Milestone", "Meilenstein"), ("Forecast", "Prognose"), ("Teilnehmer", "teilnehmende Person"), ("Etappenziel", "Meilenstein"), ("Vorhersage", "Prognose"),
    ("Passwörte(?!r)", "Passwörter"), ("Resolution", "Beschlussfassung"), ("Entschließung", "Beschlussfassung"), ("Deadline", "Frist"), ("User", "Konto"),
        ("Indikator(en|s)?", "Kennzahl"),
])  # fmt: skip
def test_one_word_per_thing(german: Catalog, word: str, instead: str) -> None:
    found = wrong(german, re.compile(rf"\b{word}\b").search)
    assert not found, f"docs/glossary.md says {instead}: {found}"


def test_sentences_end_as_in_english(german: Catalog) -> None:
    """A label stays a label, a sentence keeps its full stop and a question its mark."""
    different = []
    for message in listing(german):
        english, spoken = sources(message)[-1], translations(message)[-1]
        if english.endswith((".", "?")) != spoken.endswith((".", "?")):
            different.append((english, spoken))
    assert not different


def test_catalogue_compiles_and_speaks(german: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, german)
    compiled.seek(0)
    spoken = GNUTranslations(compiled)
    assert spoken.gettext("Milestone") == "Meilenstein"
    assert spoken.ngettext("%(num)d week", "%(num)d weeks", 1) == "%(num)d Woche"
    assert spoken.ngettext("%(num)d week", "%(num)d weeks", 0) == "%(num)d Wochen"
    assert spoken.info()["language"] == "de"


def test_header_names_nobody(german: Catalog) -> None:
    head = CATALOGUE.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert "@" not in head
    assert not re.search("FULL NAME|AUTHOR|VERSION|ORGANIZATION", head)
    assert not german.obsolete
