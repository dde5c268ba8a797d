"""Rendering from data: what is read, what is refused and how it is said."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.__main__ import main
from reports.figures import Count, Measure, Unit
from reports.landtag_report.document import LandtagReport, Words
from reports.language import ReportLanguage
from reports.plain_data import DocumentInvalid, from_plain, to_plain
from reports.rendering import ASSETS, AssetsOnly, RenderingFailed, document_html, render_pdf
from tests.reports.conftest import ROOT, SAMPLE


def changed(path: tuple[str | int, ...], value: object) -> str:
    plain = json.loads(SAMPLE.read_text(encoding="utf-8"))
    place = plain
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(plain)


def test_sample_survives_the_way_through_json(sample: LandtagReport) -> None:
    assert LandtagReport.from_json(sample.to_json()) == sample
    assert sample.to_json() == SAMPLE.read_text(encoding="utf-8")


REFUSALS = [
    (("as_of",), "30.06.2026", "report.as_of: a date like 2026-06-30 is expected, not '30.06.2026'."),
    (("strands", 0, "steps", 1, "count"), 2.5, "report.strands[0].steps[1].count: a count of people is a whole number"),
    (("strands", 0, "steps", 1, "count"), True, "report.strands[0].steps[1].count: a count of people"),
    (("strands", 0, "strand"), "WORK", "report.strands[0]: 'WORK' is not a strand."),
    (("projects", 3, "milestones", 0, "state"), "soon", "report.projects[3].milestones[0].state: 'soon' is none of planned, now"),
    (("projects", 3, "milestones", 0, "reached_on"), None, "report.projects[3].milestones[0]: A milestone has a day of reaching"),
    (("projects", 0, "colour"), "red", "report.projects[0]: ProjectProfile has no field 'colour'."),
    (("generated_at",), "2026-09-30T10:00:00", "report: The instant of generation needs its time zone."),
    (("projects", 0, "money", 0, "planned"), 168000, 'report.projects[0].money[0].planned: a decimal number as text'),
    (("title",), "Bericht", "report.title: an object with the fields of Words is expected."),
    (("projects",), {}, "report.projects: a list is expected."),
    (("summary", "targets", 1, "actual"), {"unit": "percent"}, "report.summary.targets[1].actual: an object like"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), REFUSALS)
def test_wrong_data_is_refused_in_one_sentence_with_its_place(
    path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    with pytest.raises(DocumentInvalid) as refusal:
        LandtagReport.from_json(changed(path, value))
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


def test_missing_field_is_named() -> None:
    plain = json.loads(SAMPLE.read_text(encoding="utf-8"))
    del plain["period"]
    with pytest.raises(DocumentInvalid, match="the field 'period' of LandtagReport is missing"):
        LandtagReport.from_json(json.dumps(plain))


def test_command_says_what_is_wrong_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data.json"
    data.write_text("{", encoding="utf-8")
    assert main(["landtag_report", "--data", str(data), "-o", str(tmp_path / "x.pdf")]) == 1
    assert capsys.readouterr().err.startswith("This is not JSON: ")
    assert main(["landtag_report", "--data", str(tmp_path / "none.json"), "-o", str(tmp_path / "x.pdf")]) == 1
    assert "could not be read or written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [data]


def test_process_shows_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reports", "landtag_report", "--data", "-", "-o", str(tmp_path / "x.pdf")]
    finished = subprocess.run(command, input=b"[]", cwd=ROOT, capture_output=True, check=False)
    assert finished.returncode == 1
    assert finished.stderr.decode().splitlines() == ["report: an object with the fields of LandtagReport is expected."]


@given(st.integers(0, 10**9))
def test_counts_and_measures_survive(number: int) -> None:
    count = Count(number=number)
    assert from_plain(Count, to_plain(count)) == count
    measure = from_plain(Measure, {"unit": "percent", "value": str(number)})
    assert (measure.unit, to_plain(measure)) == (Unit.PERCENT, {"unit": "percent", "value": str(number)})


@pytest.mark.parametrize("url", ["https://example.org/x.png", "file:///etc/passwd", "data:text/plain,x", ASSETS.as_uri() + "/../rendering.py"])  # fmt: skip
def test_nothing_outside_the_assets_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="only files of the reports"):
        AssetsOnly().fetch(url)


def test_markup_in_the_data_is_only_text(sample: LandtagReport) -> None:
    hostile = replace(sample, title=Words(de='<img src="https://example.org/x.png">', en=""), projects=(), strands=())
    markup = document_html(hostile, language=ReportLanguage("de"))
    assert "<img" not in markup
    assert "&lt;img src=" in markup


def test_complaint_of_the_typesetter_is_an_error(
    sample: LandtagReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "landtag_report"
    folder.mkdir()
    (folder / "style.css").write_text("p { no-such-property: 1 }", encoding="utf-8")
    (folder / "template.html").write_text(
        '<html lang="de"><title>x</title><p>{{ report.version }}</p></html>', encoding="utf-8"
    )
    monkeypatch.setattr("reports.rendering.PACKAGE", tmp_path)
    with pytest.raises(RenderingFailed, match="no-such-property"):
        render_pdf(sample, language=ReportLanguage("de"))


def test_report_without_anything_is_still_a_report(sample: LandtagReport) -> None:
    """The first report of an empty register: every list is empty."""
    resolution = replace(sample.resolution, points=())
    summary = replace(sample.summary, key_figures=(), targets=())
    empty = replace(sample, strands=(), projects=(), tables=(), sources=(), indicators=(), glossary=(), abbreviations=(),
                    method=(), resolution=resolution, summary=summary, english_summary="", occasion=Words())  # fmt: skip
    assert render_pdf(empty, language=ReportLanguage("en")).startswith(b"%PDF-1.7")
