"""Which steps are possible, unusual or impossible."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.participants.rules.clocks import Happening
from partnership.participants.rules.steps import (
    IN_ORDER,
    NEEDS_VALUE,
    VALUES,
    Standing,
    is_unusual,
    possible_steps,
    problems_of,
    values_of,
)
from partnership.participants.vocabulary import EventStatus
from partnership.reference_data.codelists import codelist
from partnership.reference_data.pathways import StepKind, steps, steps_of

TODAY = date(2026, 7, 6)
STRANDS = ("QUAL", "MIGR", "RETURN", "REINT")


def way(**days: str) -> list[Happening]:
    return [Happening(step=code, day=date.fromisoformat(day), reached=True) for code, day in days.items()]


def usual(strand: str, happenings: list[Happening]) -> list[str]:
    return [step.code for step in possible_steps(strand, happenings).usual]


@pytest.mark.parametrize(("strand", "happenings", "expected"), [
    ("QUAL", [], ["Q010"]),
    ("QUAL", way(Q010="2026-01-01"), ["Q020"]),
    ("QUAL", way(Q030="2026-01-01"), ["Q040"]),
    ("QUAL", way(Q040="2026-01-05"), ["Q110", "Q210", "Q310"]),
    ("QUAL", way(Q040="2026-01-05", Q110="2026-02-01"), ["Q120", "Q130", "Q140", "Q145", "Q210", "Q310"]),
    ("QUAL", way(Q040="2026-01-05", Q220="2026-02-01"), ["Q230", "Q235", "Q110", "Q310"]),
    ("QUAL", way(Q220="2026-01-05", Q230="2026-03-01"), ["Q220", "Q310", "Q530"]),
    ("QUAL", way(Q320="2026-01-05", Q330="2026-01-20", Q340="2026-02-01"), ["Q345", "Q350", "Q351", "Q352", "Q353"]),
    ("MIGR", way(M020="2026-01-05"), ["M025", "M030", "M210"]),
    ("MIGR", way(M020="2026-01-05", M030="2026-01-09"), ["M110"]),
    ("MIGR", way(M180="2026-01-05"), ["M300", "M305"]),
    ("RETURN", way(R090="2026-01-05"), ["R100", "R105", "R110", "R120"]),
    ("REINT", way(I055="2026-01-05", I110="2026-02-01"), ["I500", "I120", "I130", "I210", "I220", "I230", "I240", "I310", "I320", "I330"]),
    ("RETURN", way(R090="2026-01-05", R110="2026-02-01"), []),
])  # fmt: skip
def test_usual_next_steps(strand: str, happenings: list[Happening], expected: list[str]) -> None:
    assert usual(strand, happenings) == expected


def test_every_exit_is_open_from_every_stage_until_the_way_has_ended() -> None:
    for strand in STRANDS:
        exits = {step.code for step in steps_of(strand) if step.terminal}
        for step in steps_of(strand):
            open_ = possible_steps(strand, [Happening(step=step.code, day=TODAY, reached=True)])
            assert {one.code for one in open_.endings} == (set() if step.terminal else exits)


def test_every_step_can_be_recorded_in_any_order() -> None:
    for strand in STRANDS:
        for step in steps_of(strand):
            if not step.terminal:
                found = possible_steps(strand, [Happening(step=step.code, day=TODAY, reached=True)])
                assert {one.code for group in (found.usual, found.other, found.endings) for one in group} == {
                    one.code for one in steps_of(strand)
                }


def test_a_planned_step_does_not_count_as_reached() -> None:
    assert usual("RETURN", [Happening(step="R080", day=TODAY, reached=False)]) == ["R010"]


@pytest.mark.parametrize(("code", "before", "expected"), [
    ("Q010", [], False), ("Q040", [], False), ("Q150", [], True), ("Q150", way(Q140="2026-01-01"), False), ("Q150", way(Q110="2026-01-01"), True),
    ("Q910", way(Q010="2026-01-01"), False), ("M300", way(M210="2026-01-01"), False), ("M320", way(M110="2026-01-01"), True),
    ("M300", way(M180="2026-08-01"), True),
])  # fmt: skip
def test_unusual_order_is_marked(code: str, before: list[Happening], expected: bool) -> None:
    assert is_unusual(steps()[code], day=date(2026, 7, 1), before=before) is expected


def problems(
    code: str,
    day: date,
    *happenings: Happening,
    status: EventStatus = EventStatus.REACHED,
    value: str = "",
    birth: date | None = date(1996, 3, 4),
    year: int | None = None,
) -> list[str]:
    standing = Standing(strand=steps()[code].strand, birth_date=birth, birth_year=year, happenings=happenings)
    return problems_of(code, status=status, day=day, value=value, standing=standing, today=TODAY)


@pytest.fixture(autouse=True)
def english(session_app: Flask) -> object:
    with session_app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_what_cannot_be_true_is_refused_with_a_sentence() -> None:
    assert problems("Q010", TODAY) == []
    assert problems("Q010", TODAY + timedelta(days=1)) == [
        "7 July 2026 has not come yet. Record the step as planned, or correct the date."
    ]
    assert problems("Q010", TODAY + timedelta(days=1), status=EventStatus.MISSED)
    assert problems("Q010", TODAY + timedelta(days=1), status=EventStatus.PLANNED) == []
    assert problems("Q010", TODAY - timedelta(days=400), status=EventStatus.PLANNED) == [], (
        "a plan in the past is overdue, not impossible"
    )
    assert problems("Q010", date(1996, 3, 3)) == ["3 March 1996 is before the person was born. Correct the date."]
    assert problems("Q010", date(1996, 3, 4)) == []
    assert problems("Q010", date(1995, 12, 31), birth=None, year=1996)
    assert not problems("Q010", date(1996, 1, 1), birth=None, year=1996)
    assert problems("Q010", date(1950, 1, 1), birth=None) == []


@pytest.mark.parametrize(("earlier", "later"), IN_ORDER)
def test_pairs_that_nothing_turns_round(earlier: str, later: str) -> None:
    first, second = date(2026, 5, 4), date(2026, 5, 5)
    done = {code: Happening(step=code, day=day, reached=True) for code, day in ((earlier, second), (later, first))}
    assert problems(later, first, done[earlier])
    assert steps()[later].terminal or problems(earlier, second, done[later])
    assert problems(later, second, Happening(step=earlier, day=first, reached=True)) == []
    assert problems(later, first, Happening(step=earlier, day=first, reached=True)) == [], (
        "on one day both are possible"
    )
    assert problems(later, first, Happening(step=earlier, day=second, reached=False)) == [], "a plan is no fact"


def test_a_second_visa_after_the_first_entry_is_no_contradiction() -> None:
    assert problems("M300", date(2026, 6, 1), *way(M300="2024-01-01", M320="2024-02-01")) == []


def test_a_way_that_ended_takes_no_more_steps_and_cannot_end_before_its_last() -> None:
    assert "ended on 1 June 2026" in problems("Q110", date(2026, 5, 1), *way(Q910="2026-06-01"))[0]
    assert "cannot end before" in problems("Q910", date(2026, 5, 1), *way(Q110="2026-06-01"))[0]
    assert problems("Q910", date(2026, 6, 1), *way(Q110="2026-06-01")) == []


def test_values_come_from_the_list_of_the_step() -> None:
    assert problems("Q230", TODAY) == ["Say which level of the European framework (A1 to C2) this is about."]
    assert problems("Q230", TODAY, value="B1") == []
    assert problems("Q230", TODAY, value="Z9") == ["“Z9” is not a possible value of this step."]
    assert problems("Q010", TODAY, value="B1") == ["“B1” is not a possible value of this step."]
    assert problems("Q230", TODAY, status=EventStatus.PLANNED) == []
    assert set(VALUES) | NEEDS_VALUE <= set(steps())
    assert all(values_of(code) == frozenset(codelist(name)) for code, name in VALUES.items())


def test_a_step_of_another_strand_is_refused() -> None:
    standing = Standing(strand="QUAL", birth_date=None, birth_year=None, happenings=())
    for code in ("M010", "X999"):
        assert problems_of(code, status=EventStatus.REACHED, day=TODAY, value="", standing=standing, today=TODAY) == [
            "This step does not belong to this strand."
        ]


def test_the_pathway_file_holds_together() -> None:
    for step in steps().values():
        assert all(code in steps() for code in step.next_codes), step.code
        assert not step.terminal or step.kind in (StepKind.EXIT, StepKind.OUTCOME)


DAYS = st.dates(date(2020, 1, 1), TODAY)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STRANDS), st.lists(st.tuples(st.integers(0, 60), DAYS), max_size=8))
def test_no_order_of_steps_breaks_the_rules(strand: str, draws: list[tuple[int, date]]) -> None:
    """Whatever was recorded: no step is offered twice, and one that is accepted leaves a state that accepts itself."""
    kept: list[Happening] = []
    for number, day in draws:
        step = steps_of(strand)[number % len(steps_of(strand))]
        if not problems(step.code, day, *kept, value="B1" if step.code in NEEDS_VALUE else ""):
            kept.append(Happening(step=step.code, day=day, reached=True))
    offered = possible_steps(strand, kept)
    codes = [step.code for group in (offered.usual, offered.other, offered.endings) for step in group]
    ended = any(steps()[one.step].terminal for one in kept)
    assert (codes == []) if ended else len(set(codes)) >= len(steps_of(strand))
    for earlier, later in IN_ORDER:
        days = {code: min((one.day for one in kept if one.step == code), default=None) for code in (earlier, later)}
        assert days[earlier] is None or days[later] is None or days[earlier] <= days[later]
