"""What becomes of an activity: created, updated or unchanged, and which fields change.

The publisher and the ministry both speak about a project. What the last import took over is remembered; a field that still says that
follows the file, a field that an officer has changed since stays (docs/decisions/0006-who-owns-a-field.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from partnership.exchange.rules.differences import FOUND_BY, Difference, Stored, difference
from partnership.exchange.rules.published import Note, Published, canonical, plain
from partnership.exchange.vocabulary import Outcome, Part, Remark
from partnership.projects.vocabulary import ProjectStatus

Link = tuple[Any, str]
"""An organisation (its id, or a key of one that does not exist yet) and its role."""
LOCKED = frozenset({ProjectStatus.CLOSED.value, ProjectStatus.CANCELLED.value})
MERGED_SETS = ("goals", "places")
"""Lists to which both sides add; sectors and strands are taken or kept as a whole, since their shares and reasons belong together."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A project as it stands in the register, reduced to what an import compares.

    `taken_over` is what the last import took over, by field; None for a project that no import has touched yet.
    """

    id: int
    code: str
    version: int
    values: Mapping[str, Any]
    links: frozenset[Link]
    sets: Mapping[str, Sequence[tuple[Any, ...]]]
    strands_confirmed: bool
    taken_over: Mapping[str, Any] | None
    digest: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an import does with one activity. `values`, `links`, `sets` hold what is wanted, only where something changes."""

    published: Published
    existing: Snapshot | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    values: Mapping[str, Any]
    links: frozenset[Link]
    links_of_file: frozenset[Link]
    sets: Mapping[str, Sequence[tuple[Any, ...]]]
    children: Mapping[str, Difference]

    def fingerprint(self) -> str:
        """The same as long as file and register are the same: guards the time between check and decision."""
        version = self.existing.version if self.existing and self.outcome is not Outcome.UNCHANGED else None
        return sha256(canonical([self.outcome.value, self.published.digest, version])).hexdigest()


def new_project(published: Published, *, links: frozenset[Link]) -> Plan:
    """The plan for an activity that the register does not know."""
    children = {name: Difference(added=rows) for name, rows in published.children.items() if rows}
    return Plan(
        published=published, existing=None, outcome=Outcome.CREATED, notes=published.notes, values=published.values, links=links, links_of_file=links,
        sets=published.sets, children=children,
    )  # fmt: skip


def unchanged(published: Published, *, existing: Snapshot) -> Plan:
    """The plan for an activity of which the last import has seen this very content: nothing."""
    return Plan(published=published, existing=existing, outcome=Outcome.UNCHANGED, notes=published.notes, values={}, links=existing.links,
                links_of_file=frozenset(), sets={}, children={})  # fmt: skip


def closed_here(existing: Snapshot) -> bool:
    """Whether the ministry, not the publisher, has closed or cancelled the project; then it is final."""
    status = plain(existing.values["status"])
    by_publisher = existing.taken_over is not None and existing.taken_over.get("status") == status
    return status in LOCKED and not by_publisher


def updated_project(
    published: Published, *, existing: Snapshot, links: frozenset[Link], children: Mapping[str, Sequence[Stored]]
) -> Plan:
    """The plan for an activity whose content differs from what the last import took over."""
    kept: list[str] = []
    notes = list(published.notes)
    values = _in_order(_merged_values(published, existing=existing, kept=kept), existing=existing, notes=notes)
    sets = _merged_sets(published, existing=existing, kept=kept)
    wanted_links = _merged_links(existing, links=links)
    differences = {
        name: found
        for name, rows in published.children.items()
        if (found := difference(children[name], rows, found_by=FOUND_BY[name]))
    }
    changed = [*values, *(["organisations"] if wanted_links != existing.links else []), *sets, *differences]
    if kept:
        notes.append(Note(Remark.KEPT_OURS.value, published.line, {"fields": ",".join(kept)}))
    return Plan(
        published=published, existing=existing, outcome=Outcome.UPDATED, changed=tuple(changed) or (Part.DETAILS.value,), notes=tuple(notes), values=values,
        links=wanted_links, links_of_file=links, sets=sets, children=differences,
    )  # fmt: skip


def _merged_values(published: Published, *, existing: Snapshot, kept: list[str]) -> dict[str, Any]:
    found = {}
    for name, new in published.values.items():
        current = existing.values[name]
        if plain(current) == plain(new):
            continue
        if _follows_file(name, current=current, existing=existing):
            found[name] = new
        elif _base(existing, name) != plain(new):
            kept.append(name)
    titles = {name: found.get(name, existing.values[name]) for name in ("title_de", "title_en")}
    if not any(titles.values()):
        found = {name: value for name, value in found.items() if name not in titles}
    return found


def _base(existing: Snapshot, name: str) -> Any:
    return None if existing.taken_over is None else existing.taken_over.get(name)


def _follows_file(name: str, *, current: Any, existing: Snapshot) -> bool:
    """A field follows the file while it says what the last import took over; in a project entered here, while it is blank."""
    if existing.taken_over is None:
        return current in (None, "", [])
    return bool(_base(existing, name) == plain(current))


def _in_order(values: dict[str, Any], *, existing: Snapshot, notes: list[Note]) -> dict[str, Any]:
    """Without dates that would end a period before it begins, together with one entered here."""
    merged = {**existing.values, **values}
    for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        first, last = merged[start], merged[end]
        if isinstance(first, date) and isinstance(last, date) and last < first:
            values = {name: value for name, value in values.items() if name not in (start, end)}
            notes.append(Note(Remark.ORDER_KEPT.value, None, {}))
    return values


def _merged_sets(published: Published, *, existing: Snapshot, kept: list[str]) -> dict[str, Sequence[tuple[Any, ...]]]:
    found: dict[str, Sequence[tuple[Any, ...]]] = {}
    for name in MERGED_SETS:
        base = {tuple(entry) for entry in _base(existing, name) or ()}
        current, new = list(existing.sets[name]), list(published.sets[name])
        wanted = [entry for entry in current if entry not in base or entry in new] + [
            entry for entry in new if entry not in base and entry not in current
        ]
        if set(wanted) != set(current):
            found[name] = wanted
    for name in ("sectors", "strands"):
        if name == "strands" and existing.strands_confirmed:
            continue
        current_plain, new_plain = _sorted(existing.sets[name]), _sorted(published.sets[name])
        if current_plain == new_plain:
            continue
        if not existing.sets[name] or _base(existing, name) == current_plain:
            found[name] = published.sets[name]
        elif _base(existing, name) != new_plain:
            kept.append(name)
    return found


def _sorted(entries: Sequence[tuple[Any, ...]]) -> list[Any]:
    return sorted(plain(entries), key=canonical)


def _merged_links(existing: Snapshot, *, links: frozenset[Link]) -> frozenset[Link]:
    base = frozenset((entry[0], entry[1]) for entry in _base(existing, "organisations") or ())
    return (existing.links - (base - links)) | (links - base)


def taken_over(published: Published, *, links: frozenset[Link]) -> dict[str, Any]:
    """What this import takes over, to be remembered for the next one; `links` with the ids of all organisations."""
    sets = {name: _sorted(entries) for name, entries in published.sets.items()}
    return {
        **plain(published.values),
        **sets,
        "organisations": sorted([organisation_id, role] for organisation_id, role in links),
    }
