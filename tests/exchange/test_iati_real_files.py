"""Published IATI files: each is read with the counts its list gives, or refused in one sentence.

The files are not part of the project; without them these tests are skipped. Run as a script this module prints the
outcome of every file.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.problems import RefusedActivity, UnreadableFile
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.sentences import problem_sentence, refusal_sentence
from partnership.exchange.iati.vocabulary import Fault, Refusal, Severity

REAL = Path(__file__).resolve().parents[2] / "../shared/data/real"
pytestmark = [
    pytest.mark.standalone,
    pytest.mark.skipif(not REAL.is_dir(), reason="The published files are not on this machine."),
]

# The list counts "EUR  " with spaces, and a currency attribute without content, as currencies of their own.
CURRENCIES_COUNTED_TWICE = {"old-org-acts.xml": 1, "worldbank-789.xml": 1}
# The list looks for the version at the first element only; these state it at each activity, or by another name.
VERSIONS_STATED_ELSEWHERE = {
    "activity-example-2.02.xml": "2.02",
    "bmz-20160121.xml": "1.05",
    "ifad-activity.xml": "2.03",
    "transaction_fields_code_lists.xml": "1.01",
    "usaid-humanitarian-activity.xml": "2.03",
}


@dataclass(frozen=True)
class Row:
    """One line of the table of IATI files in the list of real data."""

    file: str
    version: str
    activities: int
    results: tuple[int, ...]
    transactions: int
    currencies: int
    languages: frozenset[str]
    publishers: int
    ghana: int


def table_rows() -> list[Row]:
    """The table, or nothing where there is no list."""
    if not REAL.is_dir():
        return []
    lines = (REAL / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \S+\.xml \(", line)
    ]
    return [
        Row(
            file=row[0].split(" (")[0],
            version="" if row[2].startswith("None") else row[2].split(",")[0],
            activities=int(row[3]),
            results=tuple(int(count) for count in row[4].split("/")),
            transactions=int(row[5]),
            currencies=int(row[6]),
            languages=frozenset({"ENG": "en"}.get(code, code.lower()) for code in row[7].split(",")) - {""},
            publishers=int(row[8]),
            ghana=int(row[9]),
        )
        for row in cells
    ]


def files(folder: str) -> list[Path]:
    return sorted((REAL / folder).rglob("*.xml"))


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def result_counts(activities: list[Activity]) -> tuple[int, int, int, int]:
    """Results, indicators, periods and dimensions."""
    results = [result for activity in activities for result in activity.results]
    indicators = [indicator for result in results for indicator in result.indicators]
    periods = [period for indicator in indicators for period in indicator.periods]
    values = [baseline.value for indicator in indicators for baseline in indicator.baselines]
    values += [value for period in periods for value in (*period.targets, *period.actuals)]
    return len(results), len(indicators), len(periods), sum(len(value.dimensions) for value in values)


def currencies(activities: list[Activity]) -> set[str]:
    """Every currency of an amount and every default currency."""
    found = {activity.defaults.currency for activity in activities} - {""}
    for activity in activities:
        found |= {part.money.currency for part in activity.budgets}
        found |= {part.money.currency for part in activity.planned_disbursements}
        found |= {part.money.currency for part in activity.transactions if part.money}
    return found


ACTIVITY_ROWS = [row for row in table_rows() if row.file != "fixture-org-org.xml"]


def test_the_table_of_the_list_is_understood() -> None:
    assert len(table_rows()) == len(files("iati")) == 39


@pytest.mark.parametrize("row", ACTIVITY_ROWS, ids=[row.file for row in ACTIVITY_ROWS])
def test_file_is_read_with_the_counts_of_the_list(row: Row) -> None:
    items = list(read_activities(REAL / "iati" / row.file))
    activities = [item for item in items if isinstance(item, Activity)]
    refs = {activity.reporting.organisation.ref for activity in activities if activity.reporting}

    assert len(activities) == len(items) == row.activities
    assert result_counts(activities) == row.results
    assert sum(len(activity.transactions) for activity in activities) == row.transactions
    assert len(currencies(activities)) == row.currencies - CURRENCIES_COUNTED_TWICE.get(row.file, 0)
    assert frozenset[str]().union(*(activity.languages for activity in activities)) == row.languages
    assert len(refs - {""}) == row.publishers
    assert sum("GH" in {country.code for country in activity.countries} for activity in activities) == row.ghana
    assert {activity.version for activity in activities} == {VERSIONS_STATED_ELSEWHERE.get(row.file, row.version)}


@pytest.mark.parametrize("row", ACTIVITY_ROWS, ids=[row.file for row in ACTIVITY_ROWS])
def test_money_adds_up_to_what_the_file_says(row: Row) -> None:
    path = REAL / "iati" / row.file
    activities = [item for item in read_activities(path) if isinstance(item, Activity)]
    read: dict[str, Decimal] = defaultdict(Decimal)
    for activity in activities:
        read["transaction"] += sum((part.money.amount for part in activity.transactions if part.money), Decimal())
        read["budget"] += sum((part.money.amount for part in activity.budgets), Decimal())
        read["planned-disbursement"] += sum((part.money.amount for part in activity.planned_disbursements), Decimal())
    tree = etree.parse(str(path))
    for kind, total in read.items():
        texts = [str(text) for text in tree.xpath(f"//iati-activity/{kind}/value/text()")]
        assert total == sum((Decimal(text.strip()) for text in texts if text.strip()), Decimal()), kind


@pytest.mark.parametrize("row", ACTIVITY_ROWS, ids=[row.file for row in ACTIVITY_ROWS])
def test_every_activity_can_stand_in_the_register(row: Row) -> None:
    for activity in read_activities(REAL / "iati" / row.file):
        assert isinstance(activity, Activity)
        assert activity.identifier
        assert any(activity.titles.values())
        assert activity.status in {"1", "2", "3", "4", "5", "6"}
        assert activity.line > 0
        assert all(len(language) in (2, 3) for language in activity.titles)
        assert all(warning.severity is Severity.WARNING for warning in activity.warnings)


@pytest.mark.parametrize(
    "path",
    [*files("iati-organisation"), REAL / "iati/fixture-org-org.xml"],
    ids=[*names(files("iati-organisation")), "fixture-org-org.xml"],
)
def test_organisation_file_is_refused_as_such(path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(read_activities(path))
    assert refused.value.refusal is Refusal.ORGANISATION_FILE


@pytest.mark.parametrize("path", files("hostile/xml"), ids=names(files("hostile/xml")))
def test_hostile_file_is_refused_before_anything_in_it_is_used(path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(read_activities(path))
    harmless = path.name in {"simple.xml", "simple-ns.xml"}
    assert refused.value.refusal is (Refusal.NOT_IATI if harmless else Refusal.DOCUMENT_TYPE)


VALIDITY = [*files("iati-validity"), *files("iati-spreadsheet")]


@pytest.mark.parametrize("path", VALIDITY, ids=names(VALIDITY))
def test_every_file_is_read_or_refused_in_a_sentence(path: Path) -> None:
    outcome = outcome_of(path)
    assert outcome.endswith(".") or re.fullmatch(r"\d+ read.*", outcome)
    assert "%(" not in outcome


WITHOUT_VERSION = files("iati-validity/schema-should-pass")


@pytest.mark.parametrize("path", WITHOUT_VERSION, ids=names(WITHOUT_VERSION))
def test_example_of_the_schema_is_refused_for_its_version_only(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(read_activities(path))
    assert refused.value.refusal is Refusal.UNKNOWN_VERSION
    corrected = tmp_path / "corrected.xml"
    corrected.write_bytes(path.read_bytes().replace(b'version="xx"', b'version="2.03"'))
    count = len(list(etree.parse(str(path)).iter("iati-activity")))
    assert len(list(read_activities(corrected))) == count


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        ("broken-xml.xml", Refusal.NOT_WELL_FORMED),
        ("xlsx-spreadsheet-with-extension.xml", Refusal.NOT_XML),
        ("xml-but-not-iati.xml", Refusal.NOT_IATI),
        ("iati-act-root-only.xml", Refusal.NO_ACTIVITY),
        ("iati-org-no-errors-old-version.xml", Refusal.ORGANISATION_FILE),
    ],
)
def test_fault_of_a_validator_file_is_named(file: str, refusal: Refusal) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(read_activities(REAL / "iati-validity/validator" / file))
    assert refused.value.refusal is refusal


def test_blank_identifiers_are_refused_one_by_one() -> None:
    items = list(read_activities(REAL / "iati-validity/validator/multi-blank-activity-ids.xml"))
    refused = [item for item in items if isinstance(item, RefusedActivity)]
    assert [problem.fault for item in refused for problem in item.problems] == [Fault.NO_IDENTIFIER] * 2
    assert len(items) == 3


@pytest.mark.parametrize("file", ["valid-UTF-16LE.xml", "valid-UTF-32.xml"])
def test_wide_encodings_are_read_alike(file: str) -> None:
    items = list(read_activities(REAL / "iati-validity/encodings" / file))
    assert [(type(item), item.line) for item in items] == [(RefusedActivity, line) for line in (4, 19, 34, 49)]


def test_contacts_are_counted_and_not_read() -> None:
    activity = next(read_activities(REAL / "iati/iati_activity_JP.xml"))
    assert isinstance(activity, Activity)
    assert activity.contact_count == 1
    assert "OCATHAIL" not in repr(activity)
    assert "info@unops.org" not in repr(activity)


def outcome_of(path: Path) -> str:
    """What became of the file, in words."""
    try:
        items = list(read_activities(path))
    except UnreadableFile as error:
        return f"refused: {refusal_sentence(error)}"
    read = [item for item in items if isinstance(item, Activity)]
    refused = [item for item in items if isinstance(item, RefusedActivity)]
    text = f"{len(read)} read"
    if refused:
        first = next(problem for problem in refused[0].problems if problem.severity is Severity.ERROR)
        text += f", {len(refused)} refused (line {first.line}: {problem_sentence(first)})"
    warnings = sum(len(activity.warnings) for activity in read)
    counts = "/".join(str(count) for count in result_counts(read))
    transactions = sum(len(activity.transactions) for activity in read)
    return f"{text}; results {counts}; transactions {transactions}; warnings {warnings}"


def outcomes() -> Iterator[str]:
    """One line for each file with IATI or hostile XML in it."""
    for folder in ("iati", "iati-organisation", "iati-spreadsheet", "iati-validity", "hostile/xml"):
        for path in files(folder):
            yield f"{path.relative_to(REAL)} | {outcome_of(path)}"


if __name__ == "__main__":
    print("\n".join(outcomes()))
