"""What pages of imports show, as ready values: sentences for outcomes, notes and reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.core.formatting import format_number
from partnership.exchange.iati.strands import Ground
from partnership.exchange.models import ImportRow, ImportRun
from partnership.exchange.sentences import note_sentence, part_label, stored_refusal_sentence
from partnership.exchange.vocabulary import ImportState, Outcome
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import label_of

MARKS = {
    ImportState.CHECKING: "now", ImportState.CHECKED: "now", ImportState.APPLYING: "now", ImportState.APPLIED: "reached", ImportState.REFUSED: "late",
    ImportState.DISCARDED: "cancelled",
}  # fmt: skip
COUNTED = ("transactions", "budgets", "results", "indicators", "periods", "documents", "relations")


@dataclass(frozen=True, kw_only=True)
class State:
    """How far an import is: its station, the word, and why it was refused."""

    mark: str
    word: str
    refusal: str | None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many activities have one outcome, as a sentence, with the address of their list."""

    sentence: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One activity in the report."""

    title: str
    where: str
    outcome: str
    refused: bool
    url: str | None
    parts: str
    changed: str
    notes: list[tuple[int | None, str]]


def state_of(run: ImportRun) -> State:
    """How far the import is."""
    return State(
        mark=MARKS[run.state],
        word=run.state.label,
        refusal=stored_refusal_sentence(run.refusal) if run.refusal else None,
    )


def tallies_of(run: ImportRun, *, counts: Mapping[Outcome, int], chosen: Outcome | None) -> list[Tally]:
    """The outcomes that occur, as sentences for before or after the decision."""
    applied = run.state is ImportState.APPLIED
    return [
        Tally(
            sentence=_tally(outcome, number=counts[outcome], applied=applied),
            current=outcome is chosen,
            url=url_for("imports.show", run_id=run.id, outcome=outcome.value) + "#lines",
        )
        for outcome in Outcome
        if counts.get(outcome)
    ]


def _tally(outcome: Outcome, *, number: int, applied: bool) -> str:
    sentences = {
        Outcome.CREATED: ngettext("%(num)s project is new", "%(num)s projects are new", number) if applied
        else ngettext("%(num)s project would be new", "%(num)s projects would be new", number),
        Outcome.UPDATED: ngettext("%(num)s project was changed", "%(num)s projects were changed", number) if applied
        else ngettext("%(num)s project would change", "%(num)s projects would change", number),
        Outcome.UNCHANGED: ngettext("%(num)s project is the same in file and register", "%(num)s projects are the same in file and register", number),
        Outcome.REFUSED: ngettext("%(num)s activity is refused", "%(num)s activities are refused", number),
        Outcome.SKIPPED: ngettext("%(num)s activity is for other countries", "%(num)s activities are for other countries", number),
    }  # fmt: skip
    return str(sentences[outcome])


def outcome_word(outcome: Outcome, *, applied: bool) -> str:
    """What becomes, or became, of an activity, in a word or two."""
    if outcome is Outcome.CREATED:
        return str(_("New") if applied else _("Would be new"))
    if outcome is Outcome.UPDATED:
        return str(_("Changed") if applied else _("Would change"))
    return outcome.label


def line_of(row: ImportRow, *, applied: bool) -> Line:
    """One activity with everything that can be said about it."""
    exists = row.project_code is not None and (applied or row.outcome is not Outcome.CREATED)
    parts = [f"{part_label(name)}: {format_number(row.counts[name])}" for name in COUNTED if row.counts.get(name)]
    line = _("line %(line)s", line=format_number(row.line)) if row.line else None
    return Line(
        title=row.title or row.identifier or _("Activity without identifier"), where=", ".join(filter(None, (row.project_code, row.identifier, line))),
        outcome=outcome_word(row.outcome, applied=applied), refused=row.outcome is Outcome.REFUSED,
        url=url_for("projects.show", code=row.project_code) if exists else None, parts=", ".join(parts),
        changed=", ".join(part_label(name) for name in row.changed), notes=[(note["line"], note_sentence(note)) for note in row.notes],
    )  # fmt: skip


def reasons_of(project: Project) -> str:
    """Why strands are suggested for a project, in one or more sentences."""
    suggestions: list[dict[str, Any]] = (project.iati_details or {}).get("strand_suggestions", [])
    if not suggestions:
        return str(_("Neither the sectors nor the words of the file speak for a strand."))
    return " ".join(_reason(suggestion) for suggestion in suggestions)


def _reason(suggestion: Mapping[str, Any]) -> str:
    grounds = [
        _("sector %(code)s (%(name)s)", code=one["found"], name=label_of("iati_sector", one["found"]))
        if one["ground"] == Ground.SECTOR.value
        else _("“%(word)s”", word=one["found"])
        for one in suggestion["reasons"]
    ]
    strand = {strand.value: strand for strand in Strand}[suggestion["strand"]].label
    values = {"strand": strand, "grounds": ", ".join(grounds)}
    return str(
        _("For %(strand)s speaks: %(grounds)s.", **values)
        if suggestion["likely"]
        else _("For %(strand)s speaks perhaps: %(grounds)s.", **values)
    )
