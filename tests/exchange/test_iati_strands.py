"""Which strands are suggested for which sectors and words."""

import pytest

from partnership.exchange.iati.classification import Sector
from partnership.exchange.iati.strands import Ground, Reason, suggested_strands
from partnership.projects.vocabulary import Strand

pytestmark = pytest.mark.standalone


def sector(code: str, *, vocabulary: str = "1") -> Sector:
    return Sector(vocabulary=vocabulary, published_vocabulary=vocabulary, code=code, percentage=None, names={})


def suggested(*codes: str, text: str = "") -> dict[Strand, bool]:
    """The suggested strands, and whether each is likely."""
    found = suggested_strands([sector(code) for code in codes], texts=[text])
    return {suggestion.strand: suggestion.is_likely for suggestion in found}


@pytest.mark.parametrize("code", ["11330", "11430", "11120", "12281"])
def test_training_is_qualification(code: str) -> None:
    assert suggested(code) == {Strand.QUAL: True}


@pytest.mark.parametrize("code", ["93010", "93015"])
def test_help_before_departure_is_return(code: str) -> None:
    assert suggested(code) == {Strand.RETURN: True}


def test_migration_sector_is_migration_and_perhaps_reintegration() -> None:
    assert suggested("15190") == {Strand.MIGR: True, Strand.REINT: False}


def test_migration_sector_with_returnees_is_reintegration_too() -> None:
    assert suggested("15190", text="Support for returnees in Kumasi") == {Strand.MIGR: True, Strand.REINT: True}


@pytest.mark.parametrize("code", ["16020", "25030"])
def test_employment_and_start_ups_are_reintegration_only_with_words(code: str) -> None:
    assert suggested(code) == {Strand.REINT: False}
    assert suggested(code, text="Wiedereingliederung von Rückkehrenden") == {Strand.REINT: True}


def test_words_alone_are_a_possibility() -> None:
    assert suggested("14030", text="TVET and voluntary return counselling") == {
        Strand.QUAL: False,
        Strand.RETURN: False,
    }


def test_other_sectors_and_other_vocabularies_suggest_nothing() -> None:
    assert suggested("14030", text="Latrines for schools") == {}
    assert suggested_strands([sector("11330", vocabulary="99")], texts=[]) == ()


def test_reasons_name_the_sector_and_the_word_as_written() -> None:
    (qualification,) = suggested_strands([sector("11330")], texts=["", "Berufsbildung in Ghana", "BERUFSBILDUNG"])
    assert qualification.reasons == (
        Reason(ground=Ground.SECTOR, found="11330"),
        Reason(ground=Ground.WORD, found="Berufsbildung"),
    )


def test_strands_come_in_the_order_of_the_register() -> None:
    assert list(suggested("16020", "93015", "15190", "11330")) == list(Strand)
