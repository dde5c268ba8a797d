"""Characters a report can print: text of any origin is brought into a form for which the fonts have a glyph."""

import unicodedata
from typing import Any

from markupsafe import Markup

PRINTABLE: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x254, 0x254),
    (0x256, 0x256),
    (0x25B, 0x25B),
    (0x263, 0x263),
    (0x28B, 0x28B),
    (0x300, 0x304),
    (0x308, 0x308),
    (0x30C, 0x30C),
    (0x386, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x1E00, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x202F, 0x2030),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x20B5, 0x20B5),
    (0x2212, 0x2212),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0xFFFD, 0xFFFD),
)
"""Ranges every face of the report fonts covers; a test compares them with the built files."""

REPLACEMENT = "\ufffd"

_KNOWN = frozenset(code for first, last in PRINTABLE for code in range(first, last + 1)) | {0x0A}
_REMOVED = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF])
_KEPT_CONTROLS = {0x09: " ", 0x0A: "\n", 0x0B: " ", 0x0C: " ", 0x0D: " "}
_TABLE = {**_REMOVED, **_KEPT_CONTROLS}


def printable(value: Any) -> Any:
    """Return a text in composed form without control characters; what no font has becomes a visible replacement.

    A missing glyph would fall back to whatever font a machine has, and the file would differ from place to place.
    Values that are not text pass unchanged, markup stays markup.
    """
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    composed = unicodedata.normalize("NFC", str(value)).translate(_TABLE)
    text = "".join(_nearest(character) for character in composed)
    # Markup stays what it was: only characters without a glyph were exchanged.
    return Markup(text) if isinstance(value, Markup) else text  # noqa: S704


def _nearest(character: str) -> str:
    if ord(character) in _KNOWN:
        return character
    simple = unicodedata.normalize("NFKC", character)
    return simple if all(ord(part) in _KNOWN for part in simple) else REPLACEMENT
