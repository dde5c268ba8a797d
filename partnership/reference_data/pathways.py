"""The pathway of each strand: steps, phases, usual successors, limits (pathway_milestones.csv, domain.md section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from partnership.core.formatting import in_language
from partnership.core.vocabulary import N_, Word
from partnership.reference_data.codelists import rows


class StepKind(Word):
    """What a step is."""

    STAGE = "stage", N_("Stage")
    DECISION = "decision", N_("Decision")
    CHECK = "check", N_("Check")
    OUTCOME = "outcome", N_("Outcome")
    EXIT = "exit", N_("Exit")


class Phase(Word):
    """The part of a pathway a step belongs to."""

    ENTRY = "entry", N_("Entry")
    TRAINING = "training", N_("Vocational training")
    LANGUAGE = "language", N_("Language")
    RECOGNITION = "recognition", N_("Recognition")
    COMPENSATION = "compensation", N_("Compensation measure")
    PREPARATION = "preparation", N_("Preparation")
    FAST_TRACK = "fast_track", N_("Fast-track procedure")
    REGULAR_VISA = "regular_visa", N_("Ordinary visa procedure")
    VISA = "visa", N_("Visa")
    ARRIVAL = "arrival", N_("Arrival")
    INTEGRATION = "integration", N_("Integration")
    COUNSELLING = "counselling", N_("Counselling")
    APPLICATION = "application", N_("Application")
    TRAVEL = "travel", N_("Travel")
    PLANNING = "planning", N_("Planning")
    ECONOMIC = "economic", N_("Economic measures")
    SOCIAL = "social", N_("Social measures")
    PSYCHOSOCIAL = "psychosocial", N_("Psychosocial measures")
    MONITORING = "monitoring", N_("Monitoring")
    OUTCOME = "outcome", N_("Outcome")
    EXIT = "exit", N_("Exit")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A statutory or programme limit: so many units before or after another step."""

    value: int
    unit: str
    from_step: str
    side: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a pathway. `next_codes` are usual successors: advice, not a lock."""

    code: str
    strand: str
    phase: Phase
    kind: StepKind
    terminal: bool
    name_en: str
    name_de: str
    next_codes: tuple[str, ...]
    limit: Limit | None
    legal_basis: str
    actor: str
    points: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_de, self.name_en)


def _step(row: dict[str, str]) -> Step:
    limit = None
    if row["deadline_value"]:
        limit = Limit(
            value=int(row["deadline_value"]),
            unit=row["deadline_unit"],
            from_step=row["deadline_from"],
            side=row["deadline_side"],
        )
    return Step(
        code=row["code"], strand=row["strand"], phase=Phase(row["phase"]), kind=StepKind(row["kind"]), terminal=row["terminal"] == "1",
        name_en=row["name_en"], name_de=row["name_de"], next_codes=tuple(filter(None, row["next_codes"].split(";"))), limit=limit,
        legal_basis=row["legal_basis"], actor=row["actor"], points=tuple(filter(None, row["evidences"].split(";"))),
    )  # fmt: skip


@cache
def steps() -> Mapping[str, Step]:
    """All steps by code, in the order of the pathways."""
    return MappingProxyType({row["code"]: _step(row) for row in rows("pathway_milestones")})


def steps_of(strand: str) -> list[Step]:
    """The steps of one strand, in order."""
    return [step for step in steps().values() if step.strand == strand]
