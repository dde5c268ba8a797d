"""Every character a report may print has a glyph in every face, and no other font gets into the file."""

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from reports.characters import PRINTABLE, REPLACEMENT, printable
from reports.rendering import FONTS
from scripts.build_report_fonts import FACES, build

NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
NEEDED = "ƐɛƆɔŊŋ₵–‐‑„“”‚‘’§≥\u202f\u00a0€−äöüßÄÖÜéẽ×"


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_face_has_every_printable_character(face) -> None:
    covered = TTFont(FONTS / face.file).getBestCmap()
    missing = [f"U+{code:04X}" for first, last in PRINTABLE for code in range(first, last + 1) if code not in covered]
    assert missing == []
    assert [character for character in NEEDED if ord(character) not in covered] == []


def test_open_letters_are_drawn_and_not_blank() -> None:
    for face in FACES:
        font = TTFont(FONTS / face.file)
        for character in "ƐɛƆɔŊŋ₵":
            glyph = font["glyf"][font.getBestCmap()[ord(character)]]
            assert glyph.numberOfContours > 0, f"{character} in {face.file}"
        narrow = font["hmtx"][font.getBestCmap()[0x202F]][0]
        assert 0 < narrow < font["hmtx"][font.getBestCmap()[0x20]][0]


def test_same_packages_give_the_same_fonts(tmp_path: Path) -> None:
    if not NODE_MODULES.is_dir():
        pytest.skip("the npm packages are not installed here")
    faces = (FACES[0], FACES[4])
    build(NODE_MODULES, tmp_path, faces=faces)
    for face in faces:
        assert (tmp_path / face.file).read_bytes() == (FONTS / face.file).read_bytes(), face.file


def test_only_report_fonts_are_embedded(german_pdf: bytes, english_pdf: bytes) -> None:
    for content in (german_pdf, english_pdf):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            names = {str(font.BaseFont).split("+")[-1] for page in pdf.pages for font in page.Resources.Font.values()}
        assert names
        assert all(name.startswith(("Report-Serif", "Report-Sans")) for name in names), names


def test_foreign_text_is_brought_into_printable_form() -> None:
    assert printable("A\u0308pfel\x00\x07") == "Äpfel"
    assert printable("ﬁnal ①") == "final 1"
    assert printable("漢") == REPLACEMENT
    assert printable("Akosua Nyarkɔ") == "Akosua Nyarkɔ"
    assert printable(7) == 7


def test_naughty_strings_are_printable(real_files: Path) -> None:
    known = {chr(code) for first, last in PRINTABLE for code in range(first, last + 1)} | {"\n"}
    for line in (real_files / "hostile" / "blns.txt").read_text(encoding="utf-8").splitlines():
        assert set(printable(line)) <= known
