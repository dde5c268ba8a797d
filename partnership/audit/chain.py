"""The chain itself: pure functions that compute a line's hash and find the first line that does not fit."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from partnership.audit.models import AuditEntry

START = sha256(b"partnership register: beginning of the audit log").hexdigest()
COVERED = (
    "position",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "subject_table",
    "subject_id",
    "project_id",
    "changes",
    "reason",
)


@dataclass(frozen=True)
class Break:
    """Where and why the chain does not hold."""

    position: int
    finding: str


def entry_hash(fields: Mapping[str, Any], *, previous_hash: str) -> str:
    """SHA-256 over the previous hash and the line's fields in canonical JSON (sorted keys, instants in UTC)."""
    content = {name: fields[name] for name in COVERED}
    content["at"] = content["at"].astimezone(UTC).isoformat()
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def find_breaks(entries: Iterable[AuditEntry], *, head_position: int, head_hash: str) -> list[Break]:
    """Every line that was changed, removed or moved; an empty list means the log is whole.

    `entries` come in the order of their positions. A removed end is seen by the head.
    """
    breaks: list[Break] = []
    expected, previous_hash = 1, START
    for entry in entries:
        if entry.position != expected:
            breaks.append(
                Break(
                    expected,
                    f"lines {expected} to {entry.position - 1} are missing"
                    if entry.position - expected > 1
                    else f"line {expected} is missing",
                )
            )
        elif entry.previous_hash != previous_hash:
            breaks.append(
                Break(
                    entry.position,
                    f"line {entry.position} does not follow line {entry.position - 1}: it was moved or the line before it was replaced",
                )
            )
        if entry_hash(entry.model_dump(), previous_hash=entry.previous_hash) != entry.hash:
            breaks.append(Break(entry.position, f"line {entry.position} was changed after it was written"))
        expected, previous_hash = entry.position + 1, entry.hash
    if head_position >= expected:
        breaks.append(Break(expected, f"lines {expected} to {head_position} at the end are missing"))
    elif (expected - 1, previous_hash) != (head_position, head_hash):
        breaks.append(Break(expected - 1, "the end of the log does not match its recorded head"))
    return breaks
