"""From a file to what an import would do, some dozens of activities at a time: memory does not grow with the file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.encoding import Readable
from partnership.exchange.iati.problems import RefusedActivity
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.vocabulary import Fault
from partnership.exchange.operations.directory import Directory
from partnership.exchange.queries.snapshots import children_of, snapshots_of
from partnership.exchange.rules.mapping import LONGEST_IDENTIFIER, names_country, published_from
from partnership.exchange.rules.planning import (
    Link,
    Plan,
    Snapshot,
    closed_here,
    new_project,
    unchanged,
    updated_project,
)
from partnership.exchange.rules.published import Note, Party, Published
from partnership.exchange.rules.remarks import note_of, shortened
from partnership.exchange.vocabulary import Outcome, Remark

BATCH_ACTIVITIES = 50
BATCH_PARTS = 3000
"""A batch also ends when its activities have this many transactions, budgets, results and documents together."""
Resolve = Callable[[Iterable[tuple[Party, str]]], frozenset[Link]]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What becomes of one activity; `plan` only where something is or stays in the register."""

    line: int
    identifier: str
    outcome: Outcome
    title: str = ""
    notes: tuple[Note, ...] = ()
    plan: Plan | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The columns of its line in the report."""
        return {
            "line": self.line or None, "identifier": self.identifier[:300], "title": self.title[:500], "outcome": self.outcome,
            "project_code": self.plan.existing.code if self.plan and self.plan.existing else None,
            "plan": self.plan.fingerprint() if self.plan else "", "notes": [note.plain() for note in shortened(self.notes)], "counts": self.counts,
            "changed": list(self.plan.changed) if self.plan else [],
        }  # fmt: skip


def proposals(
    source: Readable, *, recipient: str | None, today: date, directory: Directory, resolve: Resolve
) -> Iterator[list[Proposal]]:
    """What an import of this file does, batch by batch, in the order of the file.

    `resolve` says which organisations are meant, or enters them. Raises UnreadableFile, perhaps only after the last activity.
    """
    for items in _batches(read_activities(source)):
        ready = [_sorted_out(item, recipient=recipient, today=today) for item in items]
        found = [one for one in ready if isinstance(one, Published)]
        planned = _planned(found, directory=directory, resolve=resolve)
        yield [planned[id(one)] if isinstance(one, Published) else one for one in ready]


def _batches(items: Iterator[Activity | RefusedActivity]) -> Iterator[list[Activity | RefusedActivity]]:
    batch: list[Activity | RefusedActivity] = []
    parts = 0
    for item in items:
        batch.append(item)
        if isinstance(item, Activity):
            parts += (
                len(item.transactions)
                + len(item.budgets)
                + len(item.documents)
                + sum(1 + len(result.indicators) for result in item.results)
            )
        if len(batch) >= BATCH_ACTIVITIES or parts >= BATCH_PARTS:
            yield batch
            batch, parts = [], 0
    if batch:
        yield batch


def _sorted_out(item: Activity | RefusedActivity, *, recipient: str | None, today: date) -> Published | Proposal:
    """The activity in the register's terms, or why it is not imported."""
    if isinstance(item, RefusedActivity):
        return Proposal(
            line=item.line,
            identifier=item.identifier,
            outcome=Outcome.REFUSED,
            notes=tuple(note_of(problem) for problem in item.problems),
        )
    repeated = next((problem for problem in item.warnings if problem.fault is Fault.REPEATED_IDENTIFIER), None)
    if repeated:
        return _refused(item, Note(Remark.REPEATED.value, item.line, repeated.parameters))
    if len(item.identifier) > LONGEST_IDENTIFIER:
        return _refused(
            item,
            Note(
                Remark.IDENTIFIER_TOO_LONG.value,
                item.line,
                {"length": len(item.identifier), "limit": LONGEST_IDENTIFIER},
            ),
        )
    if recipient and not names_country(item, recipient):
        return Proposal(line=item.line, identifier=item.identifier, outcome=Outcome.SKIPPED, title=_title(item))
    return published_from(item, today=today)


def _refused(activity: Activity, note: Note) -> Proposal:
    return Proposal(
        line=activity.line,
        identifier=activity.identifier,
        outcome=Outcome.REFUSED,
        title=_title(activity),
        notes=(note,),
    )


def _title(activity: Activity) -> str:
    return activity.titles.get("en") or activity.titles.get("de") or next(iter(activity.titles.values()), "")


def _planned(found: list[Published], *, directory: Directory, resolve: Resolve) -> dict[int, Proposal]:
    """The plans by identity of what was published; the register is asked a fixed number of times for all of them together."""
    existing = snapshots_of(one.identifier for one in found)
    digests = {one.identifier: one.digest for one in found if one.identifier in existing}
    differing = [
        existing[identifier].id for identifier, digest in digests.items() if existing[identifier].digest != digest
    ]
    children = children_of(differing) if differing else {}
    proposed = {}
    for one in found:
        old = existing.get(one.identifier)
        if old is not None and old.digest != digests[one.identifier] and closed_here(old):
            note = Note(Remark.CLOSED_HERE.value, one.line, {"code": old.code})
            proposed[id(one)] = Proposal(
                line=one.line, identifier=one.identifier, outcome=Outcome.REFUSED, title=one.title, notes=(note,)
            )
            continue
        plan = _plan(
            one,
            old=old,
            is_same=old is not None and old.digest == digests[one.identifier],
            children=children,
            resolve=resolve,
        )
        proposed[id(one)] = Proposal(
            line=one.line, identifier=one.identifier, outcome=plan.outcome, title=one.title, notes=(*plan.notes, *_new_readers(plan, directory=directory)),
            plan=plan, counts=one.counts(),
        )  # fmt: skip
    return proposed


def _plan(one: Published, *, old: Snapshot | None, is_same: bool, children: dict[str, Any], resolve: Resolve) -> Plan:
    if old is None:
        return new_project(one, links=resolve(one.parties))
    if is_same:
        return unchanged(one, existing=old)
    stored = {name: rows.get(old.id, []) for name, rows in children.items()}
    return updated_project(one, existing=old, links=resolve(one.parties), children=stored)


def _new_readers(plan: Plan, *, directory: Directory) -> list[Note]:
    """Partners with accounts that the project comes into sight of: the officer shall know before deciding."""
    known = {key for key, _role in plan.existing.links} if plan.existing else set()
    keys = dict.fromkeys(
        key for key, _role in sorted(plan.links, key=str) if key not in known and key in directory.partners
    )
    return [Note(Remark.PARTNER_SEES.value, plan.published.line, {"name": directory.partners[key]}) for key in keys]
