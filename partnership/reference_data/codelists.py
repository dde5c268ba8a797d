"""Every code list as a mapping from code to entry, with labels in both languages and a search."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from partnership.core.formatting import in_language
from partnership.core.search_text import fold, words

FOLDER = Path(__file__).parent / "codelists"


class UnknownList(KeyError):
    """There is no code list of that name."""


@dataclass(frozen=True)
class Code:
    """One entry of a code list; `more` holds the columns only this list has."""

    code: str
    name_en: str
    name_de: str = ""
    more: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_de, self.name_en)


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a list as they stand in its file.

    Raises UnknownList when the file does not exist.
    """
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        raise UnknownList(name)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def codelist(name: str) -> Mapping[str, Code]:
    """The list with this name (file name without `.csv`), in the order of its file."""
    entries = {}
    for row in rows(name):
        more = {key: value for key, value in row.items() if key not in ("code", "name_en", "name_de")}
        entries[row["code"]] = Code(row["code"], row["name_en"], row.get("name_de", ""), MappingProxyType(more))
    return MappingProxyType(entries)


def names() -> list[str]:
    """All lists there are, by name."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


def label_of(name: str, code: str | None) -> str:
    """The label of a code, the code itself when the list does not know it, nothing for nothing."""
    if not code:
        return ""
    entry = codelist(name).get(code)
    return entry.label if entry else code


def choices(name: str, *, with_code: bool = False, only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Code and label of each entry, for a form field."""
    wanted = None if only is None else set(only)
    entries = [entry for entry in codelist(name).values() if wanted is None or entry.code in wanted]
    return [(entry.code, f"{entry.code} {entry.label}" if with_code else entry.label) for entry in entries]


@cache
def _folded(name: str) -> tuple[tuple[Code, str, str], ...]:
    """Each entry with its folded code and its folded words, a space before each word."""
    return tuple(
        (entry, fold(entry.code), "".join(f" {word}" for word in words(f"{entry.name_en} {entry.name_de}")))
        for entry in codelist(name).values()
    )


def search(name: str, text: str, *, limit: int = 20) -> list[Code]:
    """Entries whose code begins with `text`, then those whose name, in either language, has a word beginning with each of its words."""
    typed, wanted = fold(text).strip(), words(text)
    by_code = [entry for entry, code, _names in _folded(name) if code.startswith(typed)]
    by_name = [
        entry
        for entry, code, names in _folded(name)
        if not code.startswith(typed) and all(f" {word}" in names for word in wanted)
    ]
    return (by_code + by_name)[:limit]
