"""What a project lacks, and what stands in the way."""

from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from partnership.projects import rules
from partnership.projects.rules import Section
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand


@pytest.fixture(autouse=True)
def in_english(session_app: Flask):
    with session_app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def complete(**changes: object) -> SimpleNamespace:
    values = {
        "title_de": "Titel", "title_en": "Title", "summary_de": "Text", "summary_en": "Text", "status": ProjectStatus.DRAFT, "strands_confirmed": True,
        "planned_start": date(2026, 1, 1), "planned_end": date(2027, 1, 1), "actual_start": None, "actual_end": None, "responsible_id": 1,
        "strands": [1], "points": [1], "places": [SimpleNamespace(kind=PlaceKind.GHANA_REGION)],
        "organisations": [SimpleNamespace(role=OrganisationRole.IMPLEMENTING)], "goals": [1], "sectors": [1],
    }  # fmt: skip
    return SimpleNamespace(**{**values, **changes})


MISSING = [
    ({"title_de": " "}, Section.NAMES), ({"title_en": ""}, Section.NAMES), ({"summary_de": ""}, Section.NAMES), ({"summary_en": ""}, Section.NAMES),
    ({"strands": []}, Section.STRANDS), ({"strands_confirmed": False}, Section.STRANDS), ({"points": []}, Section.STRANDS),
    ({"places": []}, Section.PLACES), ({"places": [SimpleNamespace(kind=PlaceKind.NRW_DISTRICT)]}, Section.PLACES),
    ({"organisations": [SimpleNamespace(role=OrganisationRole.FUNDING)]}, Section.ORGANISATIONS),
    ({"planned_start": None}, Section.PERIOD), ({"planned_end": None}, Section.PERIOD), ({"responsible_id": None}, Section.PERIOD),
]  # fmt: skip


def test_a_complete_project_lacks_nothing_and_may_start() -> None:
    assert [rules.missing_in(complete(), section) for section in Section] == [[]] * len(Section)
    assert rules.starting_obstacles(complete()) == []
    assert {rules.section_state(complete(), section) for section in Section} == {"reached"}


@pytest.mark.parametrize(("changes", "section"), MISSING)
def test_each_missing_thing_is_an_obstacle_with_the_page_where_it_is_done(
    changes: dict[str, object], section: Section
) -> None:
    found = rules.starting_obstacles(complete(**changes))
    assert [obstacle.section for obstacle in found] == [section]
    assert found[0].text.endswith(".")


def test_real_days_stand_in_for_planned_ones() -> None:
    project = complete(planned_start=None, planned_end=None, actual_start=date(2026, 1, 1), actual_end=date(2026, 6, 1))
    assert rules.missing_in(project, Section.PERIOD) == []


def test_goals_and_sectors_can_follow_after_the_start() -> None:
    project = complete(goals=[], sectors=[])
    assert rules.starting_obstacles(project) == []
    assert rules.section_state(project, Section.GOALS) == "planned"


@pytest.mark.parametrize(
    ("milestones", "people", "ended", "number"),
    [(0, 0, True, 0), (1, 0, True, 1), (0, 3, True, 1), (2, 3, False, 3), (0, 0, False, 1)],
)
def test_closing_waits_for_milestones_people_and_the_last_day(
    milestones: int, people: int, ended: bool, number: int
) -> None:
    project = complete(actual_end=date(2026, 6, 1) if ended else None)
    found = rules.closing_obstacles(project, open_milestones=milestones, open_participations=people)
    assert len(found) == number
    if milestones == 2:
        assert found[0].text.startswith("2 milestones are")
        assert found[1].text.startswith("3 people still take part")


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ([], "GH-2026-01"),
        (["GH-2026-07", "GH-2026-02"], "GH-2026-08"),
        (["GH-2025-40", "DE-1-2026"], "GH-2026-01"),
        (["GH-2026-99"], "GH-2026-100"),
    ],
)
def test_next_code_follows_the_highest_of_the_year(existing: list[str], expected: str) -> None:
    assert rules.next_code(existing, year=2026) == expected


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("GH-2026-08", True),
        ("GH-2026-108", True),
        ("gh-2026-08", False),
        ("GH-26-8", False),
        ("GH-2026-08/1", False),
        ("", False),
    ],
)
def test_codes_are_short_and_can_be_said(text: str, good: bool) -> None:
    assert rules.is_code(text) is good


def test_days_that_cannot_be() -> None:
    assert rules.period_problem(date(2026, 2, 1), date(2026, 1, 1))
    assert rules.period_problem(date(2026, 1, 1), date(2026, 1, 1)) is None
    assert rules.period_problem(None, date(2026, 1, 1)) is None
    assert rules.actual_day_problem(date(2026, 7, 7), today=date(2026, 7, 6))
    assert rules.actual_day_problem(date(2026, 7, 6), today=date(2026, 7, 6)) is None


def test_strands_come_in_the_order_of_the_way() -> None:
    assert rules.in_order([Strand.REINT, Strand.QUAL]) == (Strand.QUAL, Strand.REINT)
