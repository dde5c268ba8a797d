"""Writing plans: projects and all that belongs to them, in bulk, with one line of the audit log for each project.

Bulk statements instead of records, because an import writes ten thousands of rows; measured in docs/decisions/0007-import-in-bulk.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from partnership.audit.recording import Author, record_event, write_pending
from partnership.core.database import db
from partnership.core.errors import ChangedMeanwhile
from partnership.core.record import table_of
from partnership.exchange.operations.children import insert_all, write_children
from partnership.exchange.queries.snapshots import SETS
from partnership.exchange.rules.differences import trace
from partnership.exchange.rules.planning import Plan, taken_over
from partnership.exchange.rules.published import plain
from partnership.exchange.vocabulary import Outcome
from partnership.projects.models import Project, ProjectOrganisation, ProjectStep
from partnership.projects.operations.move import REASON_KEPT_IN
from partnership.projects.operations.save import searchable
from partnership.projects.vocabulary import Origin, ProjectStatus

PREFIX = "IATI"
NUMBERED = re.compile(rf"{PREFIX}-(\d+)")
LINES_AT_ONCE = 1000
"""Lines of the audit log held before they are written. Smaller imports lock the log only at their end."""
PROJECT: sa.Table = table_of(Project)
LINK: sa.Table = table_of(ProjectOrganisation)
STEP: sa.Table = table_of(ProjectStep)


@dataclass
class Writer:
    """Writes the plans of one file, batch by batch, inside the caller's transaction. `digest` is the SHA-256 of the file."""

    digest: str
    by: Author
    at: datetime
    next_number: int = 0
    lines: int = field(default=0)

    def write(self, plans: Sequence[Plan]) -> dict[str, str]:
        """Write what is created and updated; returns the project codes by IATI identifier.

        Raises ChangedMeanwhile when somebody else saved one of the projects since it was read.
        """
        created = [plan for plan in plans if plan.outcome is Outcome.CREATED]
        updated = [plan for plan in plans if plan.outcome is Outcome.UPDATED]
        codes, ids = self._create(created)
        for plan in updated:
            if plan.existing:
                self._update(plan)
                ids[plan.published.identifier] = plan.existing.id
                codes[plan.published.identifier] = plan.existing.code
        written = [*created, *updated]
        self._write_lists(written, ids=ids)
        for name in ("budgets", "transactions", "documents", "relations", "results"):
            write_children(
                name,
                [(ids[plan.published.identifier], plan.children[name]) for plan in written if name in plan.children],
                at=self.at,
            )
        for plan in written:
            self._note(plan, project_id=ids[plan.published.identifier], code=codes[plan.published.identifier])
        return codes

    def _create(self, plans: Sequence[Plan]) -> tuple[dict[str, str], dict[str, int]]:
        if not plans:
            return {}, {}
        rows = [self._columns(plan) for plan in plans]
        ids = insert_all(PROJECT, rows)
        codes = {row["iati_identifier"]: row["code"] for row in rows}
        return codes, {row["iati_identifier"]: project_id for row, project_id in zip(rows, ids, strict=True)}

    def _columns(self, plan: Plan) -> dict[str, Any]:
        published, code = plan.published, self._new_code()
        titles = {name: published.values[name] for name in ("title_de", "title_en")}
        return {
            **published.values, "code": code, "iati_identifier": published.identifier, "status_reason": _reason(published.values["status"]), "origin": Origin.IATI,
            "health_and_care": False, "strands_confirmed": False, "iati_details": _details(plan), "version": 1, "created_at": self.at, "updated_at": self.at,
            "search_text": searchable(Project(code=code, iati_identifier=published.identifier, **titles)),
        }  # fmt: skip

    def _new_code(self) -> str:
        """The next code, for example `IATI-0042`: short enough to be said, and the same for ever."""
        if not self.next_number:
            taken = db.session.scalars(
                sa.select(PROJECT.c.code).where(PROJECT.c.code.startswith(f"{PREFIX}-", autoescape=True))
            )
            self.next_number = 1 + max(
                (int(match[1]) for code in taken if (match := NUMBERED.fullmatch(code))), default=0
            )
        code = f"{PREFIX}-{self.next_number:04}"
        self.next_number += 1
        return code

    def _update(self, plan: Plan) -> None:
        old = plan.existing
        if old is None:
            return
        values = {**plan.values, "iati_details": _details(plan), "version": old.version + 1, "updated_at": self.at}
        if "status" in plan.values:
            values["status_reason"] = _reason(plan.values["status"])
        titles = {name: plan.values.get(name, old.values[name]) for name in ("title_de", "title_en")}
        values["search_text"] = searchable(Project(code=old.code, iati_identifier=plan.published.identifier, **titles))
        changed = db.session.execute(
            sa.update(PROJECT).where(PROJECT.c.id == old.id, PROJECT.c.version == old.version).values(**values)
        )
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise ChangedMeanwhile(
                _(
                    "Somebody changed the project %(code)s in this very moment. Nothing was taken over. Check the file again.",
                    code=old.code,
                )
            )

    def _write_lists(self, plans: Sequence[Plan], *, ids: Mapping[str, int]) -> None:
        """Organisations, sectors, goals, places, strands and the history of the status."""
        new: dict[str, list[dict[str, Any]]] = {name: [] for name in (*SETS, "links", "steps")}
        for plan in plans:
            project_id = ids[plan.published.identifier]
            mark = {"project_id": project_id, "created_at": self.at}
            before = plan.existing.links if plan.existing else frozenset()
            _delete(LINK, project_id, [{"organisation_id": key, "role": role} for key, role in before - plan.links])
            new["links"] += [
                {**mark, "organisation_id": key, "role": role} for key, role in sorted(plan.links - before)
            ]
            for name, wanted in plan.sets.items():
                table, columns = SETS[name]
                stored = plan.existing.sets[name] if plan.existing else ()
                _delete(table, project_id, [_key(columns, entry) for entry in stored if entry not in wanted])
                new[name] += [
                    {**mark, **dict(zip(columns, entry, strict=True))} for entry in wanted if entry not in stored
                ]
            new["steps"] += self._steps(plan, mark=mark)
        for name, rows in new.items():
            insert_all(
                {"links": LINK, "steps": STEP}.get(name, SETS[name][0] if name in SETS else STEP), rows, returning=False
            )

    def _steps(self, plan: Plan, *, mark: Mapping[str, Any]) -> list[dict[str, Any]]:
        before: ProjectStatus = plan.existing.values["status"] if plan.existing else ProjectStatus.DRAFT
        after = plan.values.get("status", before)
        if after is before:
            return []
        reason = _("Taken over from an IATI file.")
        return [
            {
                **mark,
                "at": self.at,
                "by_id": self.by.user_id,
                "by_name": self.by.name,
                "from_status": before,
                "to_status": after,
                "reason": reason,
            }
        ]

    def _note(self, plan: Plan, *, project_id: int, code: str) -> None:
        """One line of the audit log, whatever number of rows the project has."""
        old = plan.existing
        changes = {
            name: [plain(old.values[name]) if old else None, plain(value)]
            for name, value in plan.values.items()
            if old or value not in (None, "")
        }
        changes |= {
            name: [plain(list(old.sets[name])) if old else [], plain(list(wanted))]
            for name, wanted in plan.sets.items()
            if old or wanted
        }
        before = old.links if old else frozenset()
        if before != plan.links:
            changes["organisations"] = [sorted(map(list, before)), sorted(map(list, plan.links))]
        changes |= {
            name: trace(found) if old else [0, plan.published.counts()[name]] for name, found in plan.children.items()
        }
        changes["file"] = [None, self.digest]
        if old is None:
            changes |= {"code": [None, code], "iati_identifier": [None, plan.published.identifier]}
        record_event(
            db.session,
            action="update" if old else "create",
            subject_table="project",
            subject_id=project_id,
            project_id=project_id,
            changes=changes,
        )
        self.lines += 1
        if self.lines % LINES_AT_ONCE == 0:
            write_pending(db.session)


def _reason(status: ProjectStatus) -> str | None:
    return _("Taken over from an IATI file.") if status in REASON_KEPT_IN else None


def _details(plan: Plan) -> dict[str, Any]:
    published = plan.published
    return {
        **published.details, "last_updated": plain(published.last_updated), "digest": published.digest,
        "taken_over": taken_over(published, links=plan.links_of_file),
    }  # fmt: skip


def _key(columns: Sequence[str], entry: Sequence[Any]) -> dict[str, Any]:
    """What tells an entry of a short list from the others of the project: all but the share."""
    return {name: value for name, value in zip(columns, entry, strict=True) if name != "percentage"}


def _delete(table: sa.Table, project_id: int, entries: Sequence[Mapping[str, Any]]) -> None:
    for entry in entries:
        db.session.execute(
            sa.delete(table).where(
                table.c.project_id == project_id, *(table.c[name] == value for name, value in entry.items())
            )
        )
