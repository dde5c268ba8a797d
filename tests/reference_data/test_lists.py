"""Code lists are whole, searchable in both languages, and the pathways hang together."""

import pytest

from partnership.projects.vocabulary import Strand
from partnership.reference_data import codelists
from partnership.reference_data.pathways import steps, steps_of
from partnership.reference_data.resolution import POINT_CODES, points

pytestmark = pytest.mark.standalone
ROWS = {
    "isco08": 619,
    "countries": 249,
    "nrw_districts": 53,
    "ghana_regions": 16,
    "pathway_milestones": 134,
    "indicators": 36,
    "gcm_objectives": 23,
    "sdg_targets_all": 169,
    "beschlussfassung": 7,
}


@pytest.mark.parametrize(("name", "number"), ROWS.items())
def test_list_has_all_its_rows(name: str, number: int) -> None:
    assert len(codelists.codelist(name)) == number


def test_all_68_lists_are_here() -> None:
    assert len(codelists.names()) == 68


def test_unknown_list_is_refused() -> None:
    with pytest.raises(codelists.UnknownList):
        codelists.codelist("../../etc/passwd")


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [("isco08", "krankenpflege", "2221"), ("isco08", "nursing prof", "2221"), ("isco08", "7411", "7411"), ("nrw_districts", "dusseldorf", "05111"), ("nrw_districts", "münster", "05515"), ("ghana_regions", "ashanti", "GH-AH"), ("sdg_targets_all", "10.7", "10.7")],
)  # fmt: skip
def test_search_finds_by_code_and_by_words_of_either_language(name: str, typed: str, code: str) -> None:
    assert code in [entry.code for entry in codelists.search(name, typed, limit=60)]


def test_pathways_hang_together() -> None:
    for step in steps().values():
        assert step.code[0] == Strand(step.strand).letter
        assert set(step.next_codes) <= set(steps()), step.code
        assert step.limit is None or step.limit.from_step in steps()
        assert step.kind != "exit" or step.phase == "exit" or not step.terminal or step.code == "Q050"


@pytest.mark.parametrize(
    ("strand", "number"), [(Strand.QUAL, 42), (Strand.MIGR, 43), (Strand.RETURN, 18), (Strand.REINT, 31)]
)
def test_every_strand_has_its_steps(strand: Strand, number: int) -> None:
    assert len(steps_of(strand)) == number


def test_seven_points_of_which_two_lie_outside() -> None:
    assert tuple(point.code for point in points()) == POINT_CODES
    assert [point.code for point in points() if point.outside] == ["B3", "B6"]
