"""The tables of the annex: people by step and project, by sex, and the two numbers behind each rate and duration."""

from decimal import Decimal

from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.gathering import names
from partnership.landtag_reports.gathering.register import (
    SHOWN_STEPS,
    Register,
    before_key,
    indicator_key,
    sex_key,
    step_key,
    strand_key,
)
from partnership.landtag_reports.gathering.strands import SEX_WORDS, figure_of
from partnership.participants.queries.counts import CountedIndicator, Measure
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from reports.figures import Count
from reports.landtag_report.document import AnnexTable, Passage, StrandChapter, TableRow, Words

ALL_PROJECTS = Words("Alle Projekte", "All projects")
STRAND_WORDS = {
    Strand.QUAL: Words("Qualifizierung", "Qualification"),
    Strand.MIGR: Words("Reguläre Migration", "Regular migration"),
    Strand.RETURN: Words("Freiwillige Rückkehr", "Voluntary return"),
    Strand.REINT: Words("Reintegration", "Reintegration"),
}


def annex_tables(register: Register, book: FigureBook) -> tuple[AnnexTable, ...]:
    """All tables of the annex but people by region, which the chapters carry."""
    strands = [strand for strand in Strand if register.in_strand(strand)]
    tables = [_steps(strand, register, book) for strand in strands]
    if strands:
        tables.append(_sexes(strands, book))
    rates = [code for code, one in register.indicators.items() if one.measure is Measure.RATE]
    durations = [code for code, one in register.indicators.items() if one.measure is Measure.MEDIAN]
    return (*tables, _rates(rates, register, book), _durations(durations, register, book))


def _steps(strand: Strand, register: Register, book: FigureBook) -> AnnexTable:
    name = STRAND_WORDS[strand]
    projects = [
        TableRow(
            Words(project.code, project.code),
            tuple(book.count(step_key(step, project)) for step in SHOWN_STEPS[strand]),
        )
        for project in register.in_strand(strand)
    ]
    total = TableRow(ALL_PROJECTS, tuple(book.count(step_key(step)) for step in SHOWN_STEPS[strand]))
    return AnnexTable(
        code=f"steps-{strand.value}", title=Words(f"{name.de}: Personen je Schritt und Projekt, seit Beginn", f"{name.en}: people by step and project since the start"),
        row_head=Words("Projekt", "Project"), columns=tuple(names.STEPS[step] for step in SHOWN_STEPS[strand]), rows=(*projects, total),
    )  # fmt: skip


def _sexes(strands: list[Strand], book: FigureBook) -> AnnexTable:
    rows = [TableRow(SEX_WORDS[sex], tuple(book.count(sex_key(strand, sex)) for strand in strands)) for sex in Sex]
    total = TableRow(Words("Alle", "All"), tuple(book.count(strand_key(strand)) for strand in strands))
    return AnnexTable(
        code="sexes", title=Words("Personen nach Geschlecht und Strang, seit Beginn", "People by sex and strand since the start"), row_head=Words("Geschlecht", "Sex"),
        columns=tuple(STRAND_WORDS[strand] for strand in strands), rows=(*rows, total),
    )  # fmt: skip


def _both_times(register: Register) -> tuple[tuple[dict[str, CountedIndicator], str], ...]:
    """The indicators of the period and of the year before, with the start of their keys."""
    return (register.indicators, indicator_key("")), (register.before, before_key(""))


def _rates(codes: list[str], register: Register, book: FigureBook) -> AnnexTable:
    head = (Words("davon", "of them"), Words("von", "out of"), Words("Quote", "rate"))
    rows = [
        TableRow(
            Words(f"{names.INDICATORS[code].de} ({code})", f"{names.INDICATORS[code].en} ({code})"),
            tuple(
                figure
                for _indicators, key in _both_times(register)
                for figure in (book.count(f"{key}{code}/hit"), book.count(f"{key}{code}/of"), book.rate(f"{key}{code}"))
            ),
        )
        for code in codes
    ]
    return AnnexTable(
        code="rates", title=Words("Quoten mit Zähler und Nenner, im Zeitraum und ein Jahr zuvor", "Rates with numerator and denominator, in the period and a year before"),
        row_head=Words("Kennzahl", "Indicator"), columns=_twice(head, register), rows=tuple(rows),
    )  # fmt: skip


def _durations(codes: list[str], register: Register, book: FigureBook) -> AnnexTable:
    head = (Words("Median", "median"), Words("beendet", "finished"), Words("offen", "open"))
    rows = [
        TableRow(
            Words(f"{names.INDICATORS[code].de} ({code})", f"{names.INDICATORS[code].en} ({code})"),
            tuple(
                figure
                for indicators, key in _both_times(register)
                for figure in (figure_of(code, indicators, book, key=f"{key}{code}"), book.count(f"{key}{code}/finished"), book.count(f"{key}{code}/open"))
            ),
        )
        for code in codes
    ]  # fmt: skip
    return AnnexTable(
        code="durations", title=Words("Dauern mit beendeten und offenen Fällen, im Zeitraum und ein Jahr zuvor", "Durations with finished and open cases, in the period and a year before"),
        row_head=Words("Kennzahl", "Indicator"), columns=_twice(head, register), rows=tuple(rows),
        note=Words("Ein Median steht nur, wo mindestens zehn Fälle beendet sind.", "A median is given only where at least ten cases are finished."),
    )  # fmt: skip


def _twice(head: tuple[Words, ...], register: Register) -> tuple[Words, ...]:
    spans = short_name(register.period.code), short_name(register.period.code, years_before=1)
    return tuple(Words(f"{span.de}: {one.de}", f"{span.en}: {one.en}") for span in spans for one in head)


def short_name(code: str, *, years_before: int = 0) -> Words:
    """A period for the head of a column: `1. Hj. 2026`, `H1 2026`.

    >>> short_name("2026-H1", years_before=1).de
    '1. Hj. 2025'
    """
    year, _hyphen, part = code.partition("-")
    shown = str(int(year) - years_before)
    if not part:
        return Words(shown, shown)
    return Words(f"{part[1]}. {'Hj.' if part[0] == 'H' else 'Qu.'} {shown}", f"{part} {shown}")


def protection(tables: tuple[AnnexTable, ...], strands: tuple[StrandChapter, ...]) -> Passage:
    """How many counts of people the annex prints, and how many of them are hidden: a reader can count them."""
    counts = [figure for table in tables for row in table.rows for figure in row.figures if isinstance(figure, Count)]
    counts += [region.count for strand in strands for region in strand.regions]
    hidden = sum(count.is_hidden for count in counts)
    share = (Decimal(hidden) * 100 / len(counts)).quantize(Decimal(1)) if counts else Decimal(0)
    return Passage(
        Words("Wie viel verborgen ist", "How much is hidden"),
        Words(
            f"Die Tabellen im Anhang nennen {len(counts)} Anzahlen von Personen; {hidden} davon sind verborgen, das sind {share}\u202f%.",
            f"The tables of the annex give {len(counts)} counts of people; {hidden} of them are hidden, which is {share}%.",
        ),
    )
