"""An attack on whole documents: from everything one report prints, no hidden count can be computed or narrowed down.

The attacker here is written apart from the code that protects: it reads the JSON that is attached to the report, knows
from the definitions which counts are sums of others, and asks a linear programme for the smallest and largest value of
each hidden count.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import highspy
import pytest
from flask import Flask

from partnership.core.database import db
from partnership.core.public_id import new_public_id
from partnership.landtag_reports.gathering.document import gather
from partnership.landtag_reports.rules import parse_period
from partnership.participants.models import Participant, Participation, PathwayEvent
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.vocabulary import Strand
from tests.support.make import Make

AT = datetime(2026, 7, 6, 9, tzinfo=UTC)
STEPS = {
    "QUAL": ("Q010", "Q040", "Q110", "Q230", "Q150", "Q320", "Q530"),
    "MIGR": ("M020", "M120", "M160", "M300", "M320", "M350", "M385"),
    "RETURN": ("R020", "R030", "R050", "R080", "R090", "R110"),
    "REINT": ("I030", "I050", "I120", "I406", "I500", "I600"),
}
MORE_STEPS = {"QUAL": ("Q235",), "MIGR": ("M305",), "RETURN": (), "REINT": ("I020",)}
IN_PERIOD = {
    "IQ01": "Q040", "IQ02": "Q150", "IQ05": "Q320", "IM01": "M020", "IM02": "M120", "IM03": "M160", "IM06": "M300", "IM08": "M320", "IM09": "M350",
    "IR01": "R020", "IR03": "R090", "II01": "I050", "II02": "I120", "II06": "I600",
}  # fmt: skip
"""Indicators that count who reached a step in the period: never more than who ever reached it."""
WITHIN = (("II03/hit", "I500"), ("IM10/hit", "M385"), ("IM10/of", "M350"), ("IR04/hit", "R110"), ("IR02", "R080"))
SAME = (("IM07/hit", "IM06"), ("IR04/of", "IR03"), ("IQ04/hit", "IQ03"))


class Attacker:
    """What a reader knows: printed counts, and which of them add up."""

    def __init__(self) -> None:
        self.printed: dict[str, int | None] = {}
        self.sums: list[tuple[str, tuple[str, ...]]] = []

    def sees(self, key: str, plain: Any) -> None:
        number = plain if isinstance(plain, int) else None
        if isinstance(plain, str):
            assert plain == "x", f"{key} is {plain}"
        known = self.printed.get(key)
        assert known is None or number is None or known == number, f"{key} is printed as {known} and as {number}"
        self.printed[key] = known if number is None else number

    def knows_sum(self, total: str, parts: Iterable[str]) -> None:
        self.sums.append((total, tuple(parts)))

    def ranges(self) -> dict[str, float]:
        """The width of what is possible for each hidden count."""
        keys = {key for total, parts in self.sums for key in (total, *parts)} | set(self.printed)
        columns = {key: number for number, key in enumerate(sorted(keys))}
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        for key in sorted(keys):
            known = self.printed.get(key)
            solver.addVar(0.0 if known is None else known, highspy.kHighsInf if known is None else known)
        for total, parts in self.sums:
            solver.addRow(0.0, 0.0, len(parts) + 1, [columns[total], *(columns[part] for part in parts)], [1.0, *[-1.0] * len(parts)])  # fmt: skip
        return {key: _width(solver, columns[key]) for key, number in self.printed.items() if number is None}


def _width(solver: highspy.Highs, column: int) -> float:
    ends = []
    solver.changeColCost(column, 1.0)
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeObjectiveSense(sense)
        solver.run()
        status = solver.getModelStatus()
        assert status != highspy.HighsModelStatus.kInfeasible, "the printed counts contradict each other"
        bounded = status == highspy.HighsModelStatus.kOptimal
        ends.append(solver.getObjectiveValue() if bounded else float("inf"))
    solver.changeColCost(column, 0.0)
    return ends[1] - ends[0]


def attack(text: str) -> Attacker:
    """Read the attached JSON as an attacker would."""
    report, attacker = json.loads(text), Attacker()
    step_of = {(one["strand"], one["short"]["en"]): one["code"] for one in report["steps"]}
    for chapter in report["strands"]:
        _read_chapter(chapter, attacker, step_of=step_of)
    for project in report["projects"]:
        for step in project["people"]:
            attacker.sees(f"{step_of[step['strand'], step['name']['en']]}/{project['code']}", step["count"])
    for table in report["tables"]:
        _read_table(table, attacker)
    for row in report["summary"]["targets"]:
        _read_indicator(row, attacker)
    for when in ("now", "before"):
        for code, step in [*IN_PERIOD.items(), *WITHIN]:
            key, whole = (f"{code}/{when}", step) if code in IN_PERIOD else (f"{code[:4]}/{when}{code[4:]}", step)
            if key in attacker.printed and whole in attacker.printed:
                attacker.knows_sum(whole, (key, f"{whole} less {key}"))
        for rate, count in SAME:
            key, other = f"{rate[:4]}/{when}{rate[4:]}", f"{count}/{when}"
            if attacker.printed.get(key) == attacker.printed.get(other) or None in (
                attacker.printed.get(key),
                attacker.printed.get(other),
            ):
                attacker.knows_sum(key, (other,))
    for code, step in IN_PERIOD.items():
        if f"{code}/now" in attacker.printed and step in attacker.printed:
            attacker.knows_sum(step, (f"{code}/now", f"{code}/before", f"{code}/at other times"))
    return attacker


def _read_chapter(chapter: dict[str, Any], attacker: Attacker, *, step_of: dict[tuple[str, str], str]) -> None:
    strand = chapter["strand"]
    attacker.sees(strand, chapter["total"])
    for step in chapter["steps"]:
        attacker.sees(step_of[strand, step["name"]["en"]], step["count"])
    if chapter["regions"]:
        keys = [f"{strand}/{one['code'] or one['name']['en']}" for one in chapter["regions"]]
        for key, region in zip(keys, chapter["regions"], strict=True):
            attacker.sees(key, region["count"])
        attacker.knows_sum(strand, keys)
    for group in chapter["sexes"]:
        attacker.sees(f"{strand}/sex/{group['name']['en']}", group["count"])
    for row in chapter["indicators"]:
        _read_indicator(row, attacker)


def _read_indicator(row: dict[str, Any], attacker: Attacker) -> None:
    for when, figure in (("now", row["actual"]), ("before", row["before"])):
        if not isinstance(figure, dict):
            attacker.sees(f"{row['code']}/{when}", figure)


def _read_table(table: dict[str, Any], attacker: Attacker) -> None:
    code, body = table["code"], table["rows"]
    if code.startswith("steps-"):
        for place, step in enumerate(STEPS[code[6:]]):
            projects = [f"{step}/{row['name']['en']}" for row in body[:-1]]
            for key, row in zip([*projects, step], body, strict=True):
                attacker.sees(key, row["figures"][place])
            attacker.knows_sum(step, projects)
    elif code == "sexes":
        strands = {
            "Qualification": "QUAL",
            "Regular migration": "MIGR",
            "Voluntary return": "RETURN",
            "Reintegration": "REINT",
        }
        for place, column in enumerate(table["columns"]):
            strand = strands[column["en"]]
            sexes = [f"{strand}/sex/{row['name']['en']}" for row in body[:-1]]
            for key, row in zip([*sexes, strand], body, strict=True):
                attacker.sees(key, row["figures"][place])
            attacker.knows_sum(strand, sexes)
    elif code == "rates":
        for row in body:
            indicator = row["name"]["en"][-5:-1]
            for when, (hit, of, rate) in (("now", row["figures"][:3]), ("before", row["figures"][3:])):
                key = f"{indicator}/{when}"
                attacker.sees(f"{key}/hit", hit)
                attacker.sees(f"{key}/of", of)
                attacker.knows_sum(f"{key}/of", (f"{key}/hit", f"{key}/rest"))
                assert (hit != "x" and of != "x") or rate["value"].startswith("x"), "a rate betrays its parts"


def populate(make: Make, random: Random) -> None:
    """A small register: few people, so that nearly every cell is small."""
    organisation = make.partner_organisation()
    regions, sexes = ["GH-AH", "GH-NP", "GH-AA", None, "TG-M"], [Sex.FEMALE, Sex.MALE, Sex.MALE, Sex.UNKNOWN]
    for number in range(random.randint(1, 4)):
        strands = tuple(random.sample(list(Strand), k=random.randint(1, 4)))
        project = make.project(partners=[organisation], code=f"GH-2026-{number:02}", strands=strands, health_and_care=random.random() < 0.3)  # fmt: skip
        for strand in [*strands, random.choice(list(Strand))]:
            for _one in range(random.choice([0, 1, 2, 3, 5, 9])):
                person = Participant(public_id=new_public_id(), sex=random.choice(sexes), home_region=random.choice(regions))  # fmt: skip
                db.session.add(person)
                db.session.flush()
                part = Participation(participant_id=person.id, project_id=project.id, strand=strand, organisation_id=organisation.id, started_on=date(2024, 9, 1))  # fmt: skip
                db.session.add(part)
                db.session.flush()
                day = date(2024, 9, 1) + timedelta(days=random.randint(0, 300))
                for step in (*STEPS[strand][: random.randint(1, 7)], *MORE_STEPS[strand]):
                    if random.random() < 0.85:
                        day += timedelta(days=random.randint(1, 120))
                        db.session.add(PathwayEvent(participation_id=part.id, step=step, status=EventStatus.REACHED, happened_on=day))  # fmt: skip
    db.session.commit()


@pytest.mark.parametrize("seed", range(16))
def test_no_hidden_count_can_be_computed_from_a_report(seed: int, app: Flask, make: Make) -> None:
    populate(make, Random(seed))
    report = gather(parse_period("2026-H1"), as_of=date(2026, 6, 30), generated_at=AT)
    attacker = attack(report.to_json())
    narrow = {key: width for key, width in attacker.ranges().items() if width < 3 - 1e-6}
    assert narrow == {}
    shown = {key: number for key, number in attacker.printed.items() if number}
    assert not [key for key, number in shown.items() if number < 3]


def test_the_attacker_finds_what_a_single_hidden_cell_betrays() -> None:
    attacker = Attacker()
    for key, plain in (("all", 30), ("a", "x"), ("b", 10), ("c", 18)):
        attacker.sees(key, plain)
    attacker.knows_sum("all", ("a", "b", "c"))
    assert attacker.ranges() == {"a": 0.0}
