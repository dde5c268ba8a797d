"""What disclosure control hid cannot be printed: there is nowhere to keep it."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

from reports.figures import HIDDEN, Absence, Count, Measure, Unit, share
from reports.landtag_report.data_files import data_files
from reports.landtag_report.document import LandtagReport, RegionCount, Step, Words
from reports.language import ReportLanguage
from reports.rendering import document_html
from reports.wording import Wording

GERMAN = ReportLanguage("de")


def figures_in(value: object) -> Iterator[Count | Measure]:
    if isinstance(value, (Count, Measure)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from figures_in(getattr(value, field.name))


def test_hidden_figure_has_no_number(sample: LandtagReport) -> None:
    hidden = [figure for figure in figures_in(sample) if figure.is_hidden]
    assert len(hidden) > 15
    assert all((figure.number if isinstance(figure, Count) else figure.value) is None for figure in hidden)
    with pytest.raises(ValueError, match="either a number or a reason"):
        Count(number=2, absence=Absence.HIDDEN)
    with pytest.raises(ValueError, match="either a number or a reason"):
        Count()


def test_people_are_never_plain_integers() -> None:
    """The only whole numbers of the contract are years, versions and counts that passed disclosure control."""
    from reports.landtag_report import document

    files = [import_module(f"{document.__name__}.{file.name}") for file in iter_modules(document.__path__)]
    kinds = {kind for file in files for kind in vars(file).values() if dataclasses.is_dataclass(kind)}
    assert {LandtagReport, RegionCount, Step} <= kinds
    integers = {
        f"{kind.__name__}.{field.name}" for kind in kinds for field in dataclasses.fields(kind) if field.type is int
    }
    assert integers == {"YearMoney.year", "IndicatorDefinition.version"}


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_hiding_a_count_removes_it_from_everything(sample: LandtagReport, small: int) -> None:
    """Page and attachments say x wherever the count stood, and their bars and tiles are drawn alike."""
    shown, hidden = _report_with(Count(number=small), base=sample), _report_with(HIDDEN, base=sample)
    assert document_html(shown, language=GERMAN) != document_html(hidden, language=GERMAN)
    markup = document_html(hidden, language=GERMAN)
    assert markup.count('<abbr title="gesperrt zum Schutz Einzelner">x</abbr>') == 2
    assert markup.count('<abbr title="gesperrt, weil eine zugrunde liegende Anzahl gesperrt ist">x</abbr>') == 1
    attachments = {file.name: file.content.decode() for file in data_files(hidden, language=GERMAN)}
    assert "QUAL,,Besondere Gruppe,x" in attachments["people.csv"]
    assert "QUAL,GH-AA,Accra,x" in attachments["regions.csv"]
    (strand,) = json.loads(attachments["report.json"])["strands"]
    assert [step["count"] for step in strand["steps"]] == [40, "x", 20]


def _report_with(count: Count, *, base: LandtagReport) -> LandtagReport:
    steps = (
        Step(Words("Anfang"), Count(number=40)),
        Step(Words("Besondere Gruppe"), count),
        Step(Words("Ende"), Count(number=20)),
    )
    regions = (RegionCount("GH-AA", Words("Accra"), count), RegionCount("GH-AH", Words("Ashanti"), Count(number=19)))
    strand = replace(base.strands[0], steps=steps, regions=regions, indicators=(), sexes=())
    return replace(base, strands=(strand,), projects=(), tables=())


def test_share_of_hidden_parts_is_hidden() -> None:
    assert share(HIDDEN, Count(number=40)).absence is Absence.HIDDEN_PARTS
    assert share(Count(number=20), HIDDEN).absence is Absence.HIDDEN_PARTS
    assert share(Count(number=20), Count(number=0)).absence is Absence.NOT_APPLICABLE
    assert share(Count(number=20), Count(number=40)).value == 50


def test_bar_of_a_hidden_count_has_one_length_for_all(sample: LandtagReport) -> None:
    from reports.landtag_report.rows import step_rows

    wording = Wording(GERMAN)
    bars = {
        step_rows(
            (Step(Words("A"), Count(number=largest)), Step(Words("B"), HIDDEN)),
            strand="QUAL",
            wording=wording,
            width=100,
        )[1].bar
        for largest in (5, 50, 5000)
    }
    assert len({str(bar) for bar in bars}) == 1


def test_five_absences_have_five_words() -> None:
    for code in ("de", "en"):
        wording = Wording(ReportLanguage(code))
        words = {str(wording.absence(absence)) for absence in Absence}
        words.add(str(wording.figure(Count(number=0))))
        assert len(words) == len(Absence) + 1
        assert "" not in words


def test_money_without_record_is_not_zero() -> None:
    wording = Wording(GERMAN)
    assert "keine Angabe" in wording.money(None)
    assert wording.figure(Measure(unit=Unit.EURO, absence=Absence.BLANK)) != wording.figure(Count(number=0))
