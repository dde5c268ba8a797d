"""The gate: PDF/UA-1 and PDF/A-3a in one file, proven by veraPDF, which itself is proven to refuse."""

import io
from pathlib import Path

import page
import pikepdf
import pytest

from scripts.verapdf import check as verapdf

BROKEN = ("5-t01", "7.1-t03", "7.1-t09", "7.18.5-t02", "7.2-t02", "7.3-t01", "7.5-t01")


@pytest.fixture(scope="session")
def outcomes(
    german_pdf: bytes, english_pdf: bytes, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], verapdf.Outcome]:
    """One Java start for our files, for two that we broke, and for the control files where they are."""
    folder = tmp_path_factory.mktemp("verapdf")
    (folder / "de.pdf").write_bytes(german_pdf)
    (folder / "en.pdf").write_bytes(english_pdf)
    (folder / "without-claim.pdf").write_bytes(_without_language(german_pdf))
    control = Path(__file__).resolve().parents[3] / "shared" / "data" / "real" / "pdf-ua-control"
    files = [*sorted(folder.glob("*.pdf")), *sorted(control.glob("*.pdf"))]
    return {(outcome.file.name, outcome.profile): outcome for outcome in verapdf.check(files)}


def _without_language(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_report_conforms(outcomes: dict[tuple[str, str], verapdf.Outcome], language: str, profile: str) -> None:
    outcome = outcomes[f"{language}.pdf", profile]
    assert outcome.failures == ()
    assert outcome.compliant


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_broken_report_is_refused(outcomes: dict[tuple[str, str], verapdf.Outcome], profile: str) -> None:
    assert not outcomes["without-claim.pdf", profile].compliant


def test_control_files_are_told_apart(outcomes: dict[tuple[str, str], verapdf.Outcome], real_files: Path) -> None:
    names = sorted(path.name for path in (real_files / "pdf-ua-control").glob("*.pdf"))
    assert len(names) == 21
    verdicts = {name: outcomes[name, "ua1"].compliant for name in names}
    assert verdicts == {name: "-pass-" in name for name in names}


def test_quick_check_agrees(german_pdf: bytes, english_pdf: bytes) -> None:
    for content in (german_pdf, english_pdf):
        report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
        assert report.is_compliant, [str(failure) for failure in report.failures][:5]


def test_metadata_claims_both_standards(german_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(german_pdf)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
