"""Builds the six font files of the printed reports from the locked npm packages.

Source Serif 4 comes in one file per script and has no open e and open o, which Akan, Ewe and Ga need; Fira Sans has
neither the cedi sign nor the narrow no-break space. So each face is merged from several files, and what no file
has is drawn from its own letters, as type founders have always done it: ɔ is a turned c, ɛ a mirrored з.
The families are renamed, because the licence of Source Serif (OFL 1.1) reserves its name.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SERIF_FILES = "@fontsource/source-serif-4/files/source-serif-4-{script}-{weight}-{style}.woff2"
SANS_FILES = "@kern-ux/native/dist/fonts/fira-sans/FiraSans-{name}.woff2"
NOTO_FILES = "@kern-ux/native/dist/fonts/noto-sans/NotoSans-{name}.woff2"

NARROW_NO_BREAK_SPACE = 0x202F
NARROW_SPACE_SHARE = 0.2
"""Width of the narrow no-break space in em: a fifth, as Unicode's chapter 6.2 gives for the thin space."""

ALIASES = {0x2010: 0x2D, 0x2011: 0x2D, 0x2212: 0x2013, 0xA0: 0x20}
"""Characters drawn like another one where a face lacks them: both hyphens, minus, no-break space."""

TURNED = {0x186: 0x43, 0x254: 0x63}
"""Open O: a C turned by half a circle."""

MIRRORED = {0x190: 0x417, 0x25B: 0x437}
"""Open E: the Cyrillic ze, mirrored."""

WANTED: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x254, 0x25B),
    (0x256, 0x256),
    (0x263, 0x263),
    (0x28B, 0x28B),
    (0x300, 0x304),
    (0x308, 0x308),
    (0x30C, 0x30C),
    (0x384, 0x3CE),
    (0x400, 0x45F),
    (0x1E00, 0x1EF9),
    (0x2009, 0x2015),
    (0x2018, 0x2022),
    (0x2026, 0x2026),
    (0x202F, 0x203A),
    (0x20AC, 0x20B5),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    (0xFFFD, 0xFFFD),
)
"""Ranges of characters a report may contain: Latin with the letters of Ghana, Greek, Cyrillic, punctuation, currencies."""


@dataclass(frozen=True)
class Face:
    """One font file to build: family and weight for the style sheet, and where its glyphs come from, best first."""

    file: str
    family: str
    weight: int
    italic: bool
    sources: tuple[str, ...]


def _serif(weight: int, *, italic: bool, noto: str) -> tuple[str, ...]:
    scripts = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")
    style = "italic" if italic else "normal"
    files = tuple(SERIF_FILES.format(script=script, weight=weight, style=style) for script in scripts)
    sans = "SemiBold" if weight >= 600 else "Italic" if italic else "Regular"
    return (*files, SANS_FILES.format(name=sans), NOTO_FILES.format(name=noto))


def _sans(name: str, *, noto: str) -> tuple[str, ...]:
    return (SANS_FILES.format(name=name), NOTO_FILES.format(name=noto))


FACES: tuple[Face, ...] = (
    Face("report-serif-400.ttf", "Report Serif", 400, False, _serif(400, italic=False, noto="Regular")),
    Face("report-serif-400-italic.ttf", "Report Serif", 400, True, _serif(400, italic=True, noto="Regular")),
    Face("report-serif-600.ttf", "Report Serif", 600, False, _serif(600, italic=False, noto="Bold")),
    Face("report-sans-300.ttf", "Report Sans", 300, False, _sans("Light", noto="Regular")),
    Face("report-sans-400.ttf", "Report Sans", 400, False, _sans("Regular", noto="Regular")),
    Face("report-sans-600.ttf", "Report Sans", 600, False, _sans("SemiBold", noto="Bold")),
)


def build(node_modules: Path, target: Path, *, faces: Sequence[Face] = FACES) -> None:
    """Write faces, all of them unless told otherwise, below `target`; the same packages give the same bytes.

    Raises FileNotFoundError, naming the file, when a package is not installed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for face in faces:
        _build_face(face, node_modules=node_modules).save(target / face.file, reorderTables=True)


def _build_face(face: Face, *, node_modules: Path) -> TTFont:
    font, *donors = [TTFont(node_modules / source, recalcTimestamp=False) for source in face.sources]
    font.flavor = None
    _subset(font)
    for donor in donors:
        _copy_missing(font, donor=donor)
    _add_aliases(font)
    _add_drawn_letters(font)
    _add_narrow_space(font)
    _rename(font, face=face)
    return font


def _wanted() -> Iterable[int]:
    return (code for first, last in WANTED for code in range(first, last + 1))


def _subset(font: TTFont) -> None:
    options = Options(layout_features=["kern", "liga", "lnum", "tnum", "pnum", "ccmp", "locl", "mark", "mkmk"])
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(_wanted()))
    subsetter.subset(font)


def _copy_missing(font: TTFont, *, donor: TTFont) -> None:
    available, present = donor.getBestCmap(), font.getBestCmap()
    scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
    for code in _wanted():
        if code in available and code not in present:
            advance = round(donor["hmtx"][available[code]][0] * scale)
            _draw(font, code=code, source=donor, name=available[code], advance=advance, matrix=Transform().scale(scale))


def _add_aliases(font: TTFont) -> None:
    present = font.getBestCmap()
    for code, original in ALIASES.items():
        if code not in present and original in present:
            _map(font, code=code, name=present[original])


def _add_drawn_letters(font: TTFont) -> None:
    def turned(bounds: tuple[float, float, float, float]) -> Transform:
        left, bottom, right, top = bounds
        return Transform(-1, 0, 0, -1, left + right, bottom + top)

    def mirrored(bounds: tuple[float, float, float, float]) -> Transform:
        left, _, right, _ = bounds
        return Transform(-1, 0, 0, 1, left + right, 0)

    for letters, movement in ((TURNED, turned), (MIRRORED, mirrored)):
        _add_moved(font, letters=letters, movement=movement)


def _add_moved(
    font: TTFont, *, letters: dict[int, int], movement: Callable[[tuple[float, float, float, float]], Transform]
) -> None:
    own = font.getBestCmap()
    for code, original in letters.items():
        if code in own and not own[code].startswith("copied"):
            continue
        name = own[original]
        pen = BoundsPen(font.getGlyphSet())
        font.getGlyphSet()[name].draw(pen)
        assert pen.bounds is not None, f"U+{original:04X} has no outline"
        _draw(font, code=code, source=font, name=name, advance=font["hmtx"][name][0], matrix=movement(pen.bounds))


def _add_narrow_space(font: TTFont) -> None:
    if NARROW_NO_BREAK_SPACE in font.getBestCmap() and not font.getBestCmap()[NARROW_NO_BREAK_SPACE].startswith(
        "copied"
    ):
        return
    width = round(font["head"].unitsPerEm * NARROW_SPACE_SHARE)
    _insert(font, code=NARROW_NO_BREAK_SPACE, pen=TTGlyphPen(None), advance=width)


def _draw(font: TTFont, *, code: int, source: TTFont, name: str, advance: int, matrix: Transform) -> None:
    glyphs = source.getGlyphSet()
    pen = TTGlyphPen(None)
    outline = ReverseContourPen(pen) if matrix[0] * matrix[3] - matrix[1] * matrix[2] < 0 else pen
    recording = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recording)
    recording.replay(TransformPen(outline, matrix))
    _insert(font, code=code, pen=pen, advance=advance)


def _insert(font: TTFont, *, code: int, pen: TTGlyphPen, advance: int) -> None:
    name = f"copied{code:04X}"
    glyph = pen.glyph()
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    _map(font, code=code, name=name)


def _map(font: TTFont, *, code: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def _rename(font: TTFont, *, face: Face) -> None:
    style = {300: "Light", 400: "Regular", 600: "SemiBold"}[face.weight] + (" Italic" if face.italic else "")
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID in (0, 13, 14)]
    full = f"{face.family} {style}"
    postscript = full.replace(" ", "")
    for name_id, text in ((1, face.family), (2, style), (3, postscript), (4, full), (6, postscript)):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = 1 if face.italic else 0


def main() -> None:
    """Build the fonts from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("--node-modules", type=Path, default=root / "node_modules")
    parser.add_argument("--target", type=Path, default=root / "reports" / "assets" / "fonts")
    arguments = parser.parse_args()
    build(arguments.node_modules, arguments.target)


if __name__ == "__main__":
    main()
