"""What a publisher says about one project, in the terms of the register's tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

MAPPING_VERSION = 1
"""Goes up when the mapping changes, so that the same file is compared anew with what an older program made of it."""

MOST_NOTES = 50
"""Notes kept for one activity; a file made to annoy can have one for each of its lines."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the report: the code of a `Fault` or a `Remark`, the line of the file, what the sentence speaks of."""

    code: str
    line: int | None
    parameters: Mapping[str, str | int]

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, "line": self.line, "parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as the file names it; `identifier` is "" where there is none that can be kept."""

    identifier: str
    name_de: str
    name_en: str
    type: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a child table: its columns, and the rows that hang on it."""

    values: Mapping[str, Any]
    parts: tuple["Row", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Published:
    """One activity in the register's terms.

    `values` are columns of the project; `sets` are short lists that the ministry may edit too; `children` are rows of tables that
    only the import writes. `details` is everything else worth keeping, ready for JSON; `last_updated` is no part of the digest,
    because publishers move it every night.
    """

    identifier: str
    line: int
    values: Mapping[str, Any]
    parties: tuple[tuple[Party, str], ...]
    sets: Mapping[str, Sequence[tuple[Any, ...]]]
    children: Mapping[str, tuple[Row, ...]]
    details: Mapping[str, Any]
    last_updated: datetime | None
    notes: tuple[Note, ...] = field(default=())

    @property
    def title(self) -> str:
        """The title for the report."""
        return str(self.values["title_en"] or self.values["title_de"])

    def counts(self) -> dict[str, int]:
        """How many parts of each kind the project gets from the file."""
        results = self.children["results"]
        indicators = [indicator for result in results for indicator in result.parts]
        found = {name: len(rows) for name, rows in self.children.items()}
        found |= {"indicators": len(indicators), "periods": sum(len(indicator.parts) for indicator in indicators)}
        return found

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the file says, wherever in the file it stands."""
        content = [
            MAPPING_VERSION, self.identifier, self.values, [[_party(party), role] for party, role in self.parties],
            {name: list(entries) for name, entries in self.sets.items()},
            {name: [_row(row) for row in rows] for name, rows in self.children.items()}, self.details,
        ]  # fmt: skip
        return sha256(canonical(content)).hexdigest()


def _party(party: Party) -> list[Any]:
    return [party.identifier, party.name_de, party.name_en, party.type]


def _row(row: Row) -> list[Any]:
    return [row.values, [_row(part) for part in row.parts]]


def plain(value: Any) -> Any:
    """The value as JSON knows it: days as ISO dates, amounts as text without superfluous zeros, words by their value."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def canonical(value: Any) -> bytes:
    """The one way in which this value is written down, for hashing."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain).encode()
