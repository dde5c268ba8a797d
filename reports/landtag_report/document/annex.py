"""What explains and proves: method, tables, definitions, terms."""

from dataclasses import dataclass

from reports.figures import Figure
from reports.landtag_report.document.basics import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its text."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of an annex table: its name and its figures."""

    name: Words
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table of the annex; `code` names its attached data file, so it is short and has no spaces."""

    code: str
    title: Words
    row_head: Words
    columns: tuple[Words, ...]
    rows: tuple[TableRow, ...]
    note: Words = NO_WORDS

    def __post_init__(self) -> None:
        if any(len(row.figures) != len(self.columns) for row in self.rows):
            raise ValueError(f"Each row of table {self.code} has as many figures as the table has columns.")


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """How an indicator is counted, with the version of its definition and the steps it counts."""

    code: str
    strand: str
    name: Words
    definition: Words
    version: int = 1
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """A step of a pathway: the short name of tables and charts, and its full wording."""

    code: str
    strand: str
    short: Words
    full: Words


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or a technical term with its explanation."""

    term: str
    meaning: Words
