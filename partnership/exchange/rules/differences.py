"""Comparing the rows of a child table with what the file says, so that only differences are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnership.exchange.rules.published import Row, canonical, plain

MOST_TRACED = 10
"""Rows an audit line shows in full; measured: a line for each row makes an import of 4,780 activities several times slower."""
Keys = tuple[tuple[str, ...], ...]
FOUND_BY: Mapping[str, Keys] = {
    "budgets": ((),), "transactions": ((),), "documents": ((),), "relations": ((),),
    "results": (("kind", "title_de", "title_en"), ("measure", "title_de", "title_en"), ("period_start", "period_end")),
}  # fmt: skip
"""By which columns a row is found again, level by level. An empty key means all columns: such rows are never changed, only added
and removed. Results, indicators and periods keep their rows when a value changes, because other records may point to them."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the register with its id."""

    id: int
    values: Mapping[str, Any]
    parts: tuple["Stored", ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be written to bring stored rows to the wanted ones; `within` are the differences below a row that stays."""

    added: tuple[Row, ...] = ()
    changed: tuple[tuple[Stored, Mapping[str, Any]], ...] = ()
    removed: tuple[Stored, ...] = ()
    within: tuple[tuple[int, "Difference"], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.within)


def difference(stored: Sequence[Stored], wanted: Sequence[Row], *, found_by: Keys) -> Difference:
    """Match rows by their key, the first with the first where a key stands several times, and say what differs."""
    columns, deeper = found_by[0], found_by[1:]
    waiting: dict[bytes, list[Stored]] = defaultdict(list)
    for old in stored:
        waiting[_key(old.values, columns)].append(old)
    added, changed, within, kept = [], [], [], set()
    for row in wanted:
        matches = waiting[_key(row.values, columns)]
        if not matches:
            added.append(row)
            continue
        old = matches.pop(0)
        kept.add(old.id)
        values = {name: value for name, value in row.values.items() if old.values[name] != value}
        if values:
            changed.append((old, values))
        below = difference(old.parts, row.parts, found_by=deeper) if deeper else Difference()
        if below:
            within.append((old.id, below))
    removed = tuple(old for old in stored if old.id not in kept)
    return Difference(tuple(added), tuple(changed), removed, tuple(within))


def trace(found: Difference) -> list[Any]:
    """Before and after for the audit log: the rows themselves while they are few, else how many went and came.

    The file with every row stays in the store under its hash, which stands in the same line of the log.
    """
    before, after = _flat(found)
    return [plain(before), plain(after)] if len(before) + len(after) <= MOST_TRACED else [len(before), len(after)]


def _flat(found: Difference) -> tuple[list[Any], list[Any]]:
    before = [old.values for old in found.removed] + [
        {name: old.values[name] for name in values} for old, values in found.changed
    ]
    after = [row.values for row in found.added] + [values for _old, values in found.changed]
    for part in found.removed:
        before += _flat(Difference(removed=part.parts))[0]
    for row in found.added:
        after += _flat(Difference(added=row.parts))[1]
    for _id, below in found.within:
        gone, came = _flat(below)
        before, after = before + gone, after + came
    return before, after


def _key(values: Mapping[str, Any], columns: tuple[str, ...]) -> bytes:
    return canonical([values[name] for name in columns or sorted(values)])
