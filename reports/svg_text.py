"""Draws a line of text in a chart as one run, where WeasyPrint 70 lays out and draws each letter by itself.

Letter by letter took a tenth of the time of a report, lost the kerning and made its files larger (measured November 2026).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.svg

PLACED_BY_LETTER = ("dx", "dy", "rotate", "letter-spacing", "textLength")


class _Run(str):
    """A text that counts as one letter when it is walked through, which is how WeasyPrint finds what to draw at once."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def whole_runs() -> Iterator[None]:
    """Draw texts at one place as one run while the block runs; letters with places of their own stay single.

    Not for two threads at once: it swaps WeasyPrint's drawer of texts for the time being.
    """
    tags, original = weasyprint.svg.TAGS, weasyprint.svg.text
    texts = [tag for tag, drawer in tags.items() if drawer is original]

    def drawn(svg: Any, node: Any, font_size: float) -> None:
        if node.text and _at_one_place(node):
            node._etree_node.text = _Run(node.text)
        original(svg, node, font_size)

    # WeasyPrint tells texts by their drawer, so the name and the table have to agree.
    weasyprint.svg.text = drawn
    tags.update(dict.fromkeys(texts, drawn))
    try:
        yield
    finally:
        weasyprint.svg.text = original
        tags.update(dict.fromkeys(texts, original))


def _at_one_place(node: Any) -> bool:
    if any(name in node.attrib for name in PLACED_BY_LETTER):
        return False
    return all(len(node.attrib.get(axis, "0").replace(",", " ").split()) == 1 for axis in ("x", "y"))
