"""Which steps are possible for a person now, which would be unusual, and which cannot be true (domain.md section 3)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from partnership.core.formatting import format_long_day
from partnership.participants.rules.clocks import Happening
from partnership.participants.vocabulary import EventStatus
from partnership.reference_data.codelists import codelist
from partnership.reference_data.pathways import Phase, Step, StepKind, steps, steps_of

PARALLEL_TRACKS = frozenset({Phase.TRAINING, Phase.LANGUAGE, Phase.RECOGNITION})
"""Training, language and recognition go on side by side (domain.md section 3)."""
SINGLE_MEASURES = frozenset({Phase.ECONOMIC, Phase.SOCIAL, Phase.PSYCHOSOCIAL, Phase.MONITORING})
"""In reintegration no measure and no survey takes the place of another."""
IN_ORDER = (
    ("Q320", "Q330"), ("Q320", "Q340"), ("Q320", "Q350"), ("Q320", "Q351"), ("Q320", "Q352"), ("Q320", "Q353"), ("Q320", "Q354"),
    ("Q420", "Q425"), ("M110", "M120"), ("M130", "M131"), ("M140", "M150"), ("M140", "M155"), ("M160", "M162"), ("M300", "M320"),
    ("M320", "M330"), ("M320", "M340"), ("M320", "M350"), ("M320", "M420"), ("M350", "M380"), ("M350", "M385"), ("M380", "M385"),
    ("R040", "R050"), ("R040", "R055"), ("R080", "R090"), ("R090", "R100"), ("R090", "R105"), ("I050", "I055"),
    ("I130", "I135"), ("I403", "I406"), ("I406", "I409"), ("I409", "I412"), ("I412", "I418"),
)  # fmt: skip
"""Pairs of facts whose order nothing can turn round: nobody arrives before departing or enters before the visa is issued (own)."""
VALUES: Mapping[str, str] = {
    **dict.fromkeys(("Q210", "Q220", "Q230", "Q235"), "cefr_levels"),
    **dict.fromkeys(("Q140", "Q150"), "tvet_levels"),
    **dict.fromkeys(("M300", "M320", "M340", "M375"), "residence_titles"),
    **dict.fromkeys(("R040", "R050", "R080"), "return_programmes"),
    **dict.fromkeys((code for code, step in steps().items() if step.kind == StepKind.EXIT), "exit_reasons"),
}
"""The code list from which a step takes its value."""
NEEDS_VALUE = frozenset({"Q220", "Q230", "Q235"})
"""A language course or examination says nothing without its level."""
BRACKETS = re.compile(r" \([^)]*\)$")
VALUE_FIELD: Mapping[str, str] = {"cefr_levels": "language_level", "residence_titles": "residence_title"}
"""Under which field of data_fields.csv a value falls; all others are part of the milestone itself."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What can be recorded next: the usual steps (newest track first), all others in order, and the ways to end."""

    usual: tuple[Step, ...]
    other: tuple[Step, ...]
    endings: tuple[Step, ...]


def possible_steps(strand: str, happenings: Collection[Happening]) -> Choices:
    """Every step of the strand, sorted by how likely it is next; nothing once a step has ended the participation."""
    reached = [one for one in happenings if one.reached]
    if any(steps()[one.step].terminal for one in reached):
        return Choices(usual=(), other=(), endings=())
    latest = _latest(reached)
    usual = _first_step(strand) if not latest else _followers(latest)
    every = steps_of(strand)
    return Choices(
        usual=tuple(step for step in usual if not _is_ending(step)),
        other=tuple(step for step in every if step not in usual and not step.terminal),
        endings=tuple(step for step in every if step.terminal),
    )


def _is_ending(step: Step) -> bool:
    return step.terminal and step.kind == StepKind.EXIT


def _latest(reached: Iterable[Happening]) -> dict[str, date]:
    found: dict[str, date] = {}
    for one in reached:
        found[one.step] = max(one.day, found.get(one.step, one.day))
    return found


def _first_step(strand: str) -> list[Step]:
    return steps_of(strand)[:1]


def _followers(latest: Mapping[str, date]) -> list[Step]:
    found: list[Step] = []
    for code in sorted(latest, key=lambda code: (latest[code], code), reverse=True):
        groups: dict[str, list[Step]] = {}
        for follower in (steps()[one] for one in steps()[code].next_codes):
            if follower.strand == steps()[code].strand:
                groups.setdefault(_track(follower), []).append(follower)
        for group in groups.values():
            if not any(_done_since(step, since=latest[code], latest=latest) for step in group):
                found += [
                    step for step in group if step not in found and not _overtaken(step, after=code, latest=latest)
                ]
    return found


def _track(step: Step) -> str:
    if step.phase in SINGLE_MEASURES:
        return step.code
    return step.phase.value if step.phase in PARALLEL_TRACKS else "main"


def _done_since(step: Step, *, since: date, latest: Mapping[str, date]) -> bool:
    return step.code in latest and latest[step.code] >= since


def _overtaken(step: Step, *, after: str, latest: Mapping[str, date]) -> bool:
    """Whether a later step of the same phase was reached since `after`: then this one is no longer the usual next."""
    if step.phase in SINGLE_MEASURES:
        return False
    return any(
        day >= latest[after] and code > step.code and code != after and steps()[code].phase == step.phase
        for code, day in latest.items()
    )


def is_unusual(step: Step, *, day: date, before: Iterable[Happening]) -> bool:
    """Whether none of the steps reached up to that day usually leads here; exits are never unusual, nor is a first entry."""
    if step.kind == StepKind.EXIT or step == steps_of(step.strand)[0]:
        return False
    earlier = [
        one
        for one in before
        if one.reached and one.day <= day and one.step != step.code and steps()[one.step].strand == step.strand
    ]
    if not earlier:
        return step.phase not in (Phase.ENTRY, Phase.COUNSELLING, Phase.PREPARATION)
    return not any(step.code in steps()[one.step].next_codes for one in earlier)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What must be known of a person and a participation to say whether a step can be true."""

    strand: str
    birth_date: date | None
    birth_year: int | None
    happenings: tuple[Happening, ...]


def problems_of(step: str, *, status: EventStatus, day: date, value: str, standing: Standing, today: date) -> list[str]:
    """Sentences that say why this cannot be recorded; an empty list means that it can."""
    known = steps().get(step)
    if known is None or known.strand != standing.strand:
        return [_("This step does not belong to this strand.")]
    found = _impossible_days(status=status, day=day, standing=standing, today=today)
    found += _after_the_end(known, status=status, day=day, standing=standing)
    if status == EventStatus.REACHED:
        found += _wrong_order(known, day=day, standing=standing)
        if known.code in NEEDS_VALUE and not value:
            found.append(_("Say which level of the European framework (A1 to C2) this is about."))
    if value and value not in values_of(known.code):
        found.append(_("“%(value)s” is not a possible value of this step.", value=value))
    return found


def title_of(step: Step, *, value: str = "") -> str:
    """The name of a step with its value in the place of the word in brackets: "Language course started: B1"."""
    name = BRACKETS.sub("", step.label) if step.code in VALUES else step.label
    return f"{name}: {value}" if value else name


def values_of(step: str) -> frozenset[str]:
    """The codes a step may carry; empty for a step without a value."""
    return frozenset(codelist(VALUES[step])) if step in VALUES else frozenset()


def _impossible_days(*, status: EventStatus, day: date, standing: Standing, today: date) -> list[str]:
    if status != EventStatus.PLANNED and day > today:
        return [
            _("%(day)s has not come yet. Record the step as planned, or correct the date.", day=format_long_day(day))
        ]
    born = standing.birth_date or (date(standing.birth_year, 1, 1) if standing.birth_year else None)
    if born and day < born:
        return [_("%(day)s is before the person was born. Correct the date.", day=format_long_day(day))]
    return []


def _after_the_end(step: Step, *, status: EventStatus, day: date, standing: Standing) -> list[str]:
    reached = [one for one in standing.happenings if one.reached]
    end = next((one for one in reached if steps()[one.step].terminal), None)
    if end is not None:
        return [
            _(
                "This way ended on %(day)s with “%(step)s”. Correct that step first if it was recorded by mistake.",
                day=format_long_day(end.day),
                step=steps()[end.step].label,
            )
        ]
    last = max((one for one in reached), key=lambda one: one.day, default=None)
    if step.terminal and status == EventStatus.REACHED and last is not None and last.day > day:
        return [
            _(
                "“%(step)s” was reached later, on %(day)s. A way cannot end before its last step.",
                step=steps()[last.step].label,
                day=format_long_day(last.day),
            )
        ]
    return []


def _wrong_order(step: Step, *, day: date, standing: Standing) -> list[str]:
    """Each pair is compared by its first occurrence, so that a second visa after a first entry is no contradiction."""
    first: dict[str, date] = {}
    for one in (*standing.happenings, Happening(step=step.code, day=day, reached=True)):
        if one.reached:
            first[one.step] = min(one.day, first.get(one.step, one.day))
    for earlier, later in IN_ORDER:
        if step.code in (earlier, later) and earlier in first and later in first and first[earlier] > first[later]:
            names = {"earlier": steps()[earlier].label, "later": steps()[later].label}
            days = {"earlier_day": format_long_day(first[earlier]), "later_day": format_long_day(first[later])}
            return [
                _(
                    "“%(later)s” on %(later_day)s cannot come before “%(earlier)s” on %(earlier_day)s. Check both dates.",
                    **names,
                    **days,
                )
            ]
    return []
