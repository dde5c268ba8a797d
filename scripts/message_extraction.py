"""Finds texts for the catalogue in Python code by its syntax tree; Babel's own reader skips calls inside f-strings before Python 3.12."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

Found = tuple[int, str, str | tuple[str | None, ...], list[str]]
"""Line, name of the function called, its texts by position (None where an argument is no text), comments."""


def python(
    file: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001 Babel passes it; no text here has comments for translators
    options: Mapping[str, Any],  # noqa: ARG001 Babel passes it by this name; there is nothing to choose
) -> Iterator[Found]:
    """Every call of one of the keywords with its texts, for babel.cfg; raises SyntaxError where the code is broken."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in keywords and node.args:
            texts = tuple(
                argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
                for argument in node.args
            )
            if texts[0] is not None:
                yield node.lineno, name, texts if len(texts) > 1 else texts[0], []


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
