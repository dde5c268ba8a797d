"""The counting queries against a naive count in Python, on random registers."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.core.database import db
from partnership.core.periods import Period
from partnership.core.public_id import new_public_id
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.queries.counts import COUNTERS, Measure, counted_indicators, milestones_of, people_by_step
from partnership.participants.rules.clocks import add_months, answers, due_on, is_statutory, limit_of
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import steps, steps_of
from tests.support.make import Make

PERIOD = Period(start=date(2026, 1, 1), end=date(2026, 6, 30))
FREEZE = datetime(2026, 7, 3, 12, tzinfo=UTC)
INTERESTING = {
    strand: [
        code
        for code in sorted(
            {one for codes in milestones_of().values() for one in codes}
            | {"I020", "R050", "Q340", "M140", "M162", "M180", "M132", "M130"}
        )
        if code[0] == letter
    ]
    for strand, letter in ((Strand.QUAL, "Q"), (Strand.MIGR, "M"), (Strand.RETURN, "R"), (Strand.REINT, "I"))
}
VALUES = {"Q230": ["", "A1", "B1"], "M340": ["", "A18A"], "M320": ["", "A16D3"], "M300": ["", "A20A"]}


@st.composite
def register(draw: Any) -> list[dict[str, Any]]:
    """People with up to two participations and some events each, half of them in the period."""
    people = []
    for _person in range(draw(st.integers(1, 6))):
        ways = []
        for strand in draw(st.lists(st.sampled_from(list(Strand)), min_size=1, max_size=2, unique=True)):
            events = []
            for _event in range(draw(st.integers(0, 9))):
                step = draw(st.sampled_from(INTERESTING[strand]))
                events.append({
                    "step": step, "status": draw(st.sampled_from([EventStatus.REACHED] * 4 + [EventStatus.PLANNED])),
                    "happened_on": date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 600))),
                    "value": draw(st.sampled_from(VALUES.get(step, [""]))),
                    "recorded": draw(st.sampled_from([-5, -1, 1])), "voided": draw(st.sampled_from([None, None, None, -1, 1])),
                })  # fmt: skip
            ways.append({"strand": strand, "project": draw(st.integers(0, 1)), "events": events})
        people.append(
            {
                "sex": draw(st.sampled_from(list(Sex))),
                "region": draw(st.sampled_from(["GH-AH", "GH-NP", None])),
                "ways": ways,
            }
        )
    return people


def store(people: list[dict[str, Any]], projects: list[Project], organisation_id: int) -> None:
    """Write the register by Core: the counting must not lean on what operations maintain."""
    for person in people:
        row = {"public_id": new_public_id(), "sex": person["sex"], "home_region": person["region"]}
        person["id"] = db.session.execute(sa.insert(Participant).values(**row)).inserted_primary_key[0]
        for way in person["ways"]:
            values = {
                "participant_id": person["id"],
                "project_id": projects[way["project"]].id,
                "organisation_id": organisation_id,
                "strand": way["strand"],
                "started_on": date(2025, 1, 1),
            }
            way["id"] = db.session.execute(sa.insert(Participation).values(**values)).inserted_primary_key[0]
            for event in way["events"]:
                at = FREEZE + timedelta(days=event["recorded"])
                voided = None if event["voided"] is None else FREEZE + timedelta(days=event["voided"])
                values = {
                    "participation_id": way["id"],
                    "created_at": at,
                    "voided_at": voided,
                    "void_reason": "wrong" if voided else None,
                }
                values |= {key: event[key] for key in ("step", "status", "happened_on", "value")}
                event["id"] = db.session.execute(sa.insert(PathwayEvent).values(**values)).inserted_primary_key[0]


@pytest.fixture
def ground(make: Make) -> Iterator[tuple[list[Project], int]]:
    organisation = make.partner_organisation()
    return [make.project(strands=tuple(Strand)), make.project(strands=tuple(Strand))], organisation.id or 0


class Naive:
    """The same figures by plain loops."""

    def __init__(
        self, people: list[dict[str, Any]], *, until: date, recorded_until: datetime | None, project: int | None
    ) -> None:
        self.ways = [
            (person, way) for person in people for way in person["ways"] if project is None or way["project"] == project
        ]
        self.until, self.recorded_until = until, recorded_until

    def events(self, way: dict[str, Any], *codes: str) -> list[dict[str, Any]]:
        found = []
        for event in way["events"]:
            if self.recorded_until is None:
                valid = event["voided"] is None
            else:
                valid = event["recorded"] <= 0 and (event["voided"] is None or event["voided"] > 0)
            if (
                valid
                and event["status"] == EventStatus.REACHED
                and event["happened_on"] <= self.until
                and (not codes or event["step"] in codes)
            ):
                found.append(event)
        return sorted(found, key=lambda event: (event["happened_on"], event["step"], event["id"]))

    def within(self, way: dict[str, Any], *codes: str) -> list[dict[str, Any]]:
        return [event for event in self.events(way, *codes) if event["happened_on"] >= PERIOD.start]

    def arrival(self, person: dict[str, Any], way: dict[str, Any]) -> date | None:
        back = [event["happened_on"] for other in person["ways"] for event in self.events(other, "R090")]
        contact = [event["happened_on"] for event in self.events(way, "I020")]
        return max(back) if back else min(contact) if contact else None

    def pairs(self, way: dict[str, Any], first: str, ends: tuple[str, ...]) -> list[tuple[date, date]]:
        starts, found = [event["happened_on"] for event in self.events(way, first)], {}
        for end in self.events(way, *ends):
            begun = max((day for day in starts if day <= end["happened_on"]), default=None)
            if begun is not None:
                found[begun] = min(found.get(begun, end["happened_on"]), end["happened_on"])
        return [(begun, done) for begun, done in found.items() if done >= PERIOD.start]

    def figure(self, code: str) -> tuple[Any, ...]:
        """(count, out of) of a count or rate, (median, finished, open) of a duration; counts are their own denominator."""
        codes = milestones_of()[code]
        if code in ("IQ07", "IM04"):
            return self.duration(codes)
        special = {
            "IQ03": self.passed, "IQ04": self.pass_rate, "IQ06": self.decisions, "IM05": self.limits, "IM07": self.visas, "IM10": self.retention,
            "IR02": self.assisted, "IR04": self.handed_over, "II03": self.income, "II04": self.surveys,
        }  # fmt: skip
        if code in special:
            return special[code]()
        number = sum(bool(self.within(way, *(("M320",) if code == "IM08" else codes))) for _person, way in self.ways)
        return number, number

    def passed(self) -> tuple[int, int]:
        number = sum(len(self.within(way, "Q230")) for _p, way in self.ways)
        return number, number

    def pass_rate(self) -> tuple[int, int]:
        return self.passed()[0], sum(len(self.within(way, "Q230", "Q235")) for _p, way in self.ways)

    def decisions(self) -> tuple[int, int]:
        number = sum(bool(self.within(way, "Q350", "Q351", "Q352", "Q353")) for _p, way in self.ways)
        return number, number

    def visas(self) -> tuple[int, int]:
        return sum(bool(self.within(way, "M300")) for _p, way in self.ways), sum(
            bool(self.within(way, "M300", "M305")) for _p, way in self.ways
        )

    def retention(self) -> tuple[int, int]:
        cohort = [
            way
            for _p, way in self.ways
            if any(event["happened_on"] <= add_months(self.until, -12) for event in self.events(way, "M350"))
        ]
        return sum(bool(self.events(way, "M385")) for way in cohort), len(cohort)

    def assisted(self) -> tuple[int, int]:
        number = sum(bool(self.within(way, "R080") and self.events(way, "R050")) for _p, way in self.ways)
        return number, number

    def handed_over(self) -> tuple[int, int]:
        cohort = [way for _p, way in self.ways if self.within(way, "R090")]
        return sum(bool(self.events(way, "R110")) for way in cohort), len(cohort)

    def income(self) -> tuple[int, int]:
        cohort = [
            way
            for person, way in self.ways
            if way["strand"] == Strand.REINT and (self.arrival(person, way) or date.max) <= add_months(self.until, -6)
        ]
        return sum(bool(self.events(way, "I500")) for way in cohort), len(cohort)

    def surveys(self) -> tuple[int, int]:
        held = due = 0
        for person, way in self.ways:
            arrival = self.arrival(person, way) if way["strand"] == Strand.REINT else None
            for step, months in (("I400", 0), ("I406", 6), ("I412", 12)):
                closes = add_months(arrival, months) + timedelta(days=30) if arrival else None
                if closes and closes in PERIOD and closes <= self.until:
                    due, held = due + 1, held + bool(self.events(way, step))
        return held, due

    def limits(self) -> tuple[int, int]:
        kept = fell_due = 0
        for _person, way in self.ways:
            for step in (steps()[one] for one in milestones_of()["IM05"]):
                assert step.limit
                limit = limit_of(step, reached={event["step"] for event in self.events(way)})
                for start in self.events(way, step.limit.from_step):
                    due = due_on(limit or step.limit, started_on=start["happened_on"], statutory=is_statutory(step))
                    if due in PERIOD and due <= self.until:
                        fell_due += 1
                        kept += any(
                            start["happened_on"] <= end["happened_on"] <= due
                            for end in self.events(way, *answers(step.code))
                        )
        return kept, fell_due

    def duration(self, codes: tuple[str, ...]) -> tuple[float | None, int, int]:
        first, *ends = codes
        days = [(done - begun).days for _p, way in self.ways for begun, done in self.pairs(way, first, tuple(ends))]
        still_open = 0
        for _person, way in self.ways:
            starts = self.events(way, first)
            over = any(steps()[event["step"]].terminal for event in self.events(way))
            still_open += (
                bool(starts)
                and not over
                and not any(end["happened_on"] >= starts[-1]["happened_on"] for end in self.events(way, *ends))
            )
        return median(days) if days else None, len(days), still_open


def fresh(run: Any) -> None:
    """One example inside a savepoint of its own."""
    savepoint = db.session.begin_nested()
    try:
        run()
    finally:
        savepoint.rollback()


CUTS = st.sampled_from([(date(2026, 6, 30), None), (date(2026, 6, 30), FREEZE), (date(2026, 4, 15), FREEZE)])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(people=register(), cut=CUTS, project=st.sampled_from([None, 0, 1]))
def test_indicators_equal_a_naive_count(
    ground: tuple[list[Project], int],
    people: list[dict[str, Any]],
    cut: tuple[date, datetime | None],
    project: int | None,
) -> None:
    projects, organisation_id = ground

    def run() -> None:
        store(people, projects, organisation_id)
        naive = Naive(people, until=cut[0], recorded_until=cut[1], project=project)
        figures = counted_indicators(
            PERIOD, cut[0], None if project is None else [projects[project].id or 0], recorded_until=cut[1]
        )
        assert set(figures) == set(COUNTERS)
        for code, figure in figures.items():
            found = (
                (figure.median_days, figure.finished, figure.still_open)
                if figure.measure == Measure.MEDIAN
                else (figure.count, figure.out_of)
            )
            assert found == naive.figure(code), code

    fresh(run)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(people=register(), cut=CUTS, strand=st.sampled_from(list(Strand)), project=st.sampled_from([None, 0]))
def test_people_by_step_equal_a_naive_count(
    ground: tuple[list[Project], int],
    people: list[dict[str, Any]],
    cut: tuple[date, datetime | None],
    strand: Strand,
    project: int | None,
) -> None:
    projects, organisation_id = ground

    def run() -> None:
        store(people, projects, organisation_id)
        naive = Naive(people, until=cut[0], recorded_until=cut[1], project=project)
        ways = [way for _person, way in naive.ways if way["strand"] == strand]
        reached, standing, in_phase = defaultdict(int), defaultdict(int), defaultdict(int)
        for way in ways:
            events = naive.events(way)
            for code in {event["step"] for event in events}:
                reached[code] += 1
            for phase in {steps()[event["step"]].phase for event in events}:
                in_phase[phase] += 1
            if events:
                standing[events[-1]["step"]] += 1
        found = people_by_step(None if project is None else projects[project].id, strand, cut[0], recorded_until=cut[1])
        assert found.total == sum(bool(naive.events(way)) for way in ways)
        assert {one.step: (one.reached, one.standing) for one in found.by_step} == {
            step.code: (reached[step.code], standing[step.code]) for step in steps_of(strand)
        }
        assert {one.phase: one.reached for one in found.by_phase} == {
            one.phase: in_phase[one.phase] for one in found.by_phase
        }
        assert sum(one.standing for one in found.by_phase) == found.total

    fresh(run)


def test_figures_break_down_by_sex_region_and_category(make: Make) -> None:
    for sex, region, level in ((Sex.FEMALE, "GH-AH", "A1"), (Sex.FEMALE, None, "B1"), (Sex.MALE, "GH-AH", "B1")):
        participation = make.participation(
            make.participant(sex=sex, home_region=region), steps={"Q040": date(2026, 2, 1)}
        )
        event = PathwayEvent(
            participation_id=participation.id,
            step="Q230",
            status=EventStatus.REACHED,
            happened_on=date(2026, 3, 2),
            value=level,
        )
        db.session.add(event)
        db.session.commit()
    figures = counted_indicators(PERIOD, PERIOD.end)
    assert figures["IQ01"].by("sex") == {Sex.FEMALE: (2, 2), Sex.MALE: (1, 1)}
    assert figures["IQ01"].by("region") == {"GH-AH": (2, 2), None: (1, 1)}
    assert figures["IQ03"].by("category") == {"A1": (1, 1), "B1": (2, 2)}
    assert figures["IM07"].out_of == 0
    assert figures["IM07"].share is None


def test_an_indicator_of_the_list_is_counted_or_named_as_not_ours() -> None:
    assert set(milestones_of()) - set(COUNTERS) == {"II05", "IX01", "IX02", "IX03", "IX04", "IX05"}
