"""A file as a stream: what is refused as a whole, what never happens, and how much memory it takes."""

import socket
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.sentences import refusal_sentence
from partnership.exchange.iati.vocabulary import Refusal

pytestmark = pytest.mark.standalone

ACTIVITY = (
    "<iati-activity><iati-identifier>GH-{}</iati-identifier><title><narrative>{}</narrative></title></iati-activity>"
)
ONE = ACTIVITY.format(1, "T")
ALLOWED_GROWTH = 1.2
"""Peak memory of a file ten times as long, against the shorter one."""


def refusal(content: str | bytes, **limits: int) -> UnreadableFile:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnreadableFile) as refused:
        list(read_activities(BytesIO(raw), **limits))
    return refused.value


def peak_kilobytes(path: Path) -> int:
    """Most memory a process of its own needs to read the file to its end or to its refusal.

    Taken from /proc: getrusage would give the peak of the test process where that is higher, for a new process
    inherits it.
    """
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from partnership.exchange.iati.problems import UnreadableFile\n"
        "from partnership.exchange.iati.reading import read_activities\n"
        "try:\n"
        "    for _ in read_activities(Path(sys.argv[1])): pass\n"
        "except UnreadableFile: pass\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=True)
    return int(done.stdout)


def long_file(path: Path, *, count: int) -> Path:
    """A file with as many activities of about six kilobytes each."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<iati-activities version="2.03">\n')
        for number in range(count):
            file.write(ACTIVITY.format(number, "word " * 1200) + "\n")
        file.write("</iati-activities>\n")
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", Refusal.EMPTY),
        (" \n", Refusal.EMPTY),
        ("PK\x03\x04", Refusal.NOT_XML),
        ("title;amount\nA;1", Refusal.NOT_XML),
        ("<iati-organisations/>", Refusal.ORGANISATION_FILE),
        ("<iati-organisation/>", Refusal.ORGANISATION_FILE),
        ("<html><body/></html>", Refusal.NOT_IATI),
        ("<result><ok/></result>", Refusal.NOT_IATI),
        ('<x:iati-activities xmlns:x="https://example.org"/>', Refusal.NOT_IATI),
        ('<iati-activities version="2.99"/>', Refusal.UNKNOWN_VERSION),
        (f'<iati-activities version="3.0">{ONE}</iati-activities>', Refusal.UNKNOWN_VERSION),
        ("<iati-activities/>", Refusal.NO_ACTIVITY),
        (f"<iati-activities>{ONE}", Refusal.NOT_WELL_FORMED),
        (f"<iati-activities>{ONE}</iati-activities><more/>", Refusal.NOT_WELL_FORMED),
        ("<iati-activities>&nbsp;</iati-activities>", Refusal.NOT_WELL_FORMED),
        (b'<?xml version="1.0" encoding="utf-8"?><iati-activities>\xff</iati-activities>', Refusal.NOT_WELL_FORMED),
        ("<iati-activities>" + "<a>" * 300, Refusal.TOO_DEEP_OR_LONG),
        ("<!DOCTYPE iati-activities>" + ONE, Refusal.DOCUMENT_TYPE),
    ],
)
def test_file_that_cannot_be_imported_is_refused_in_one_sentence(content: str | bytes, expected: Refusal) -> None:
    error = refusal(content)
    assert error.refusal is expected
    sentence = refusal_sentence(error)
    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_damage_is_told_with_line_and_column() -> None:
    error = refusal(f"<iati-activities>\n{ONE}\n<a></b>\n</iati-activities>")
    assert error.parameters["line"] == 3
    assert "“" not in str(error.parameters["what"])
    assert "line 3" in refusal_sentence(error)


def test_file_and_activity_above_the_limit_are_refused() -> None:
    whole = f"<iati-activities>{ACTIVITY.format(1, 'x' * 300_000)}</iati-activities>"
    assert refusal(whole, max_bytes=100_000).refusal is Refusal.TOO_LARGE
    assert refusal(whole, max_activity_bytes=100_000).refusal is Refusal.ACTIVITY_TOO_LARGE
    assert len(list(read_activities(BytesIO(whole.encode()), max_bytes=400_000, max_activity_bytes=400_000))) == 1


def test_limit_of_one_activity_does_not_limit_their_number() -> None:
    many = "".join(ACTIVITY.format(number, "x" * 50_000) for number in range(10))
    file = BytesIO(f"<iati-activities>{many}</iati-activities>".encode())
    assert len(list(read_activities(file, max_activity_bytes=200_000))) == 10


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-32-be", "iso-8859-1", "windows-1252"]
)
def test_every_encoding_xml_knows_is_read(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-32-be": "utf-32"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<iati-activities>{ACTIVITY.format(1, "Überbrückung")}</iati-activities>'
    (activity,) = read_activities(BytesIO(text.encode(encoding)))
    assert isinstance(activity, Activity)
    assert activity.titles == {"und": "Überbrückung"}
    assert activity.line == 2


def test_line_numbers_are_right_beyond_65535() -> None:
    text = "<iati-activities>" + "\n" * 70_000 + ONE + "</iati-activities>"
    (activity,) = read_activities(BytesIO(text.encode()))
    assert activity.line == 70_001


def test_entity_that_names_a_file_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("dormouse")
    text = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]><iati-activities>{ACTIVITY.format(1, "&s;")}</iati-activities>'
    # The control: a parser that trusts the file does read the secret.
    trusting = etree.fromstring(text, etree.XMLParser(resolve_entities=True))
    assert "dormouse" in "".join(trusting.itertext())
    assert refusal(text).refusal is Refusal.DOCUMENT_TYPE


def test_declaration_behind_a_long_comment_is_refused_too() -> None:
    text = (
        f"<!--{'x' * 200_000}--><!DOCTYPE a [<!ENTITY s 'dormouse'>]><iati-activities a='&s;'>{ONE}</iati-activities>"
    )
    assert refusal(text).refusal is Refusal.DOCUMENT_TYPE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_declaration_in_a_wide_encoding_is_refused_too(encoding: str) -> None:
    text = f"<!DOCTYPE a [<!ENTITY s 'dormouse'>]><iati-activities>{ONE}</iati-activities>"
    assert refusal(text.encode(encoding)).refusal is Refusal.DOCUMENT_TYPE


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a SYSTEM "{}">',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "{}"> %p;]>',
        '<!DOCTYPE a [<!ENTITY s SYSTEM "{}">]>',
    ],
)
def test_no_address_is_called(declaration: str, monkeypatch: pytest.MonkeyPatch) -> None:
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)

        def listen() -> None:
            try:
                callers.append(server.accept())
            except TimeoutError:
                return

        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        listener = threading.Thread(target=listen)
        listener.start()
        error = refusal(declaration.format(address) + f"<iati-activities>{ONE}</iati-activities>")
        listener.join()
    assert error.refusal is Refusal.DOCUMENT_TYPE
    assert callers == []


def test_entity_bomb_takes_no_memory(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = tmp_path / "bomb.xml"
    bomb.write_text(
        f'<!DOCTYPE a [<!ENTITY e0 "{"x" * 1000}">{levels}]><iati-activities><a>&e11;</a></iati-activities>'
    )
    harmless = tmp_path / "harmless.xml"
    harmless.write_text(f"<iati-activities>{ONE}</iati-activities>")
    assert peak_kilobytes(bomb) < peak_kilobytes(harmless) * 1.1


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    short = peak_kilobytes(long_file(tmp_path / "short.xml", count=300))
    long = peak_kilobytes(long_file(tmp_path / "long.xml", count=3000))
    assert long < short * ALLOWED_GROWTH


def test_memory_does_not_grow_with_what_stands_between_activities(tmp_path: Path) -> None:
    def with_rubbish(name: str, *, count: int) -> Path:
        path = tmp_path / name
        rubbish = "<other>" + "<x>some text</x>" * 200 + "</other>"
        body = "".join(rubbish + ACTIVITY.format(number, "T") for number in range(count))
        path.write_text(f"<iati-activities>{body}</iati-activities>")
        return path

    assert peak_kilobytes(with_rubbish("long.xml", count=3000)) < ALLOWED_GROWTH * peak_kilobytes(
        with_rubbish("short.xml", count=300)
    )


def test_activities_come_out_before_the_file_has_ended() -> None:
    class Endless(BytesIO):
        """A source that has given two activities and would fail if it were read to its end."""

        pieces = iter([f"<iati-activities>{ONE}".encode(), ACTIVITY.format(2, "T").encode()])

        def read(self, size: int | None = -1, /) -> bytes:
            return next(self.pieces)

    items = read_activities(Endless())
    assert [next(items).identifier, next(items).identifier] == ["GH-1", "GH-2"]
