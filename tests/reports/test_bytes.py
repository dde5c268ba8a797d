"""Same input, same bytes: over processes, time zones, hash seeds and folders; and what travels inside the file."""

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest

from reports.landtag_report.document import LandtagReport
from reports.language import ReportLanguage
from reports.rendering import RenderingFailed, render_to_file


def test_same_bytes_in_another_process(
    sample: LandtagReport, german_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "report.pdf"
    render_to_file(sample, language=ReportLanguage("de"), path=target)
    assert target.read_bytes() == german_pdf
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"], "nothing is left beside the file"


def test_other_data_gives_other_bytes(german_pdf: bytes, english_pdf: bytes) -> None:
    assert german_pdf != english_pdf


def test_process_that_fails_leaves_its_sentence_and_no_file(sample: LandtagReport, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "report.pdf"
    with pytest.raises(RenderingFailed, match="There is no folder"):
        render_to_file(sample, language=ReportLanguage("de"), path=target)
    assert not target.exists()


def test_dates_of_the_file_come_from_the_report(german_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(german_pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260930080000+00'00"
        for name in pdf.attachments:
            assert str(pdf.attachments[name].obj.EF.F.Params.ModDate) == "D:20260930080000Z"


def test_attached_json_is_the_report(sample: LandtagReport, german_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(german_pdf)) as pdf:
        content = pdf.attachments["report.json"].get_file().read_bytes()
        relationships = {str(pdf.attachments[name].obj.AFRelationship) for name in pdf.attachments}
        types = {name: str(pdf.attachments[name].obj.EF.F.Subtype) for name in pdf.attachments}
    assert LandtagReport.from_json(content.decode()) == sample
    assert relationships == {"/Data"}
    assert {name.rpartition(".")[2]: kind for name, kind in types.items()} == {
        "csv": "/text/csv",
        "json": "/application/json",
    }


def test_attached_tables_hold_the_printed_figures(sample: LandtagReport, german_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(german_pdf)) as pdf:
        tables = {
            name: list(csv.reader(io.StringIO(pdf.attachments[name].get_file().read_bytes().decode())))
            for name in pdf.attachments
            if name.endswith(".csv")
        }
    assert sorted(tables) == ["indicators.csv", "milestones.csv", "money.csv", "people.csv", "regions.csv",
                              "table-t1.csv", "table-t2.csv", "table-t3.csv"]  # fmt: skip
    assert ["QUAL", "", "Abschluss bestanden", "148"] in tables["people.csv"]
    assert ["MIGR", "GH-2024-07", "Visum beantragt", "x"] in tables["people.csv"]
    assert ["QUAL", "GH-AH", "Ashanti", "171"] in tables["regions.csv"]
    forecasts = sum(len(stone.forecasts) for project in sample.projects for stone in project.milestones)
    assert len(tables["milestones.csv"]) == 1 + forecasts
    assert json.dumps(tables["table-t1.csv"][4]) == '["B2", "x", "x", "9"]'
