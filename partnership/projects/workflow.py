"""The life of a project as a table of steps; buttons, rights, documents and tests all read it from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import gettext

from partnership.access.vocabulary import Action
from partnership.core.vocabulary import N_
from partnership.projects.vocabulary import ProjectStatus

S = ProjectStatus


@dataclass(frozen=True)
class Step:
    """One way from one state to another. `needs` is the right it takes; some ask for a reason that everybody can read later."""

    name: str
    sources: frozenset[ProjectStatus]
    target: ProjectStatus
    needs: Action
    source_label: str
    reason_required: bool = False

    @property
    def label(self) -> str:
        """What the button says, in the language of the reader."""
        return str(gettext(self.source_label))


def _step(
    name: str, sources: set[ProjectStatus], target: ProjectStatus, label: str, *, reason_required: bool = False
) -> Step:
    return Step(name, frozenset(sources), target, Action.MOVE_PROJECT, label, reason_required)


def _by_name(*steps: Step) -> Mapping[str, Step]:
    return MappingProxyType({step.name: step for step in steps})


STEPS: Mapping[str, Step] = _by_name(
    _step("start", {S.DRAFT}, S.ACTIVE, N_("Start the project")),
    _step("begin-closing", {S.ACTIVE}, S.CLOSING, N_("Begin to close")),
    _step("close", {S.CLOSING}, S.CLOSED, N_("Close the project")),
    _step("continue", {S.CLOSING}, S.ACTIVE, N_("Continue after all"), reason_required=True),
    _step("suspend", {S.ACTIVE}, S.SUSPENDED, N_("Suspend"), reason_required=True),
    _step("resume", {S.SUSPENDED}, S.ACTIVE, N_("Resume")),
    _step("cancel", {S.DRAFT, S.ACTIVE, S.SUSPENDED}, S.CANCELLED, N_("Cancel the project"), reason_required=True),
)
FINAL = frozenset({S.CLOSED, S.CANCELLED})
"""No step leads out of these; the project can be read but no longer be changed."""


def steps_from(status: ProjectStatus) -> list[Step]:
    """The steps possible in this state, in the order of the table."""
    return [step for step in STEPS.values() if status in step.sources]


def is_locked(status: ProjectStatus) -> bool:
    """Whether a project in this state can no longer be changed."""
    return status in FINAL


def as_mermaid(steps: Iterable[Step] = STEPS.values()) -> str:
    """The table as a Mermaid state diagram, for the documents; asterisks mark steps that need a reason."""
    lines = ["stateDiagram-v2", f"    [*] --> {S.DRAFT.value}"]
    for step in steps:
        mark = " *" if step.reason_required else ""
        lines += [
            f"    {source.value} --> {step.target.value}: {step.source_label}{mark}"
            for source in ProjectStatus
            if source in step.sources
        ]
    lines += [f"    {status.value} --> [*]" for status in ProjectStatus if status in FINAL]
    return "\n".join(lines) + "\n"
