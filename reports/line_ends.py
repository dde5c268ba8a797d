"""What a line break swallows: the space between two words, or the joint of a word that was hyphenated.

Painted text has neither, so speech and search would find `arecovered` and `Men‐schen`. The text of such a line is
therefore given once more as ActualText (ISO 32000-1, 14.9.4), with its space or with a soft hyphen.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

HYPHEN = "\u2010"
"""The sign the typesetter puts where it divides a word; hyphens of the author are U+002D."""

SOFT_HYPHEN = "\u00ad"
COMPARED = 10
"""Signs on both sides of a break that are looked up in the author's text."""


class LineEnds:
    """Follows the lines of each element over pages and tells what stood at their ends."""

    def __init__(self) -> None:
        self.actual_texts: dict[int, str] = {}
        self._open: dict[int, Any] = {}
        self._texts: dict[int, str] = {}

    def visit(self, line: Any) -> None:
        """Join a line to the one before it in the same element."""
        first, last = _outermost_text(line, end=0), _outermost_text(line, end=-1)
        before = self._open.pop(id(line.element), None)
        if before is not None and first is not None:
            self._join(before, first, element=line.element)
        if last is not None:
            self._open[id(line.element)] = last

    def _join(self, before: Any, after: Any, *, element: Any) -> None:
        head = after.text[:COMPARED]
        source = self._source(element)
        if before.text.endswith(HYPHEN) and before.text[-COMPARED:-1] + head in source:
            self.actual_texts[id(before)] = before.text[:-1] + SOFT_HYPHEN
        elif before.text[-COMPARED:] + head not in source and not before.text.endswith(" "):
            self.actual_texts[id(before)] = before.text + " "

    def _source(self, element: Any) -> str:
        known = self._texts.get(id(element))
        if known is None:
            known = self._texts[id(element)] = " ".join("".join(_words(element)).split())
        return known


def _words(element: Any) -> Iterator[str]:
    """Yield the author's text; a forced line break divides words like a space."""
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _texts_of(box: Any) -> Iterator[Any]:
    """Yield what a line consists of, in order: its pieces of text, and other boxes as they are."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            yield from _texts_of(child)
        else:
            yield child


def _outermost_text(line: Any, *, end: int) -> Any:
    """Return the first or last piece of text of a line, None where something else stands there."""
    pieces = [piece for piece in _texts_of(line) if not isinstance(piece, boxes.TextBox) or piece.text]
    return pieces[end] if pieces and isinstance(pieces[end], boxes.TextBox) else None
