"""The four chapters on the strands, the core indicators and their definitions."""

from decimal import Decimal

from partnership.landtag_reports.figures import FigureBook, median_days
from partnership.landtag_reports.gathering import names
from partnership.landtag_reports.gathering.projects import late_milestones
from partnership.landtag_reports.gathering.register import (
    ELSEWHERE,
    NOT_STATED,
    SHOWN_STEPS,
    Register,
    before_key,
    indicator_key,
    region_key,
    sex_key,
    step_key,
    strand_key,
)
from partnership.landtag_reports.gathering.sentences import (
    PERIOD_SENTENCES,
    behind,
    joined,
    people_told,
    rate_told,
    told,
)
from partnership.landtag_reports.texts import STRAND_TEXTS
from partnership.participants.queries.counts import CountedIndicator
from partnership.participants.queries.counts import Measure as Kind
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import Code, codelist, rows
from partnership.reference_data.pathways import steps
from reports.figures import Absence, Count, Figure, Measure, Unit, share
from reports.landtag_report.document import (
    Fact,
    GroupCount,
    IndicatorDefinition,
    RegionCount,
    Step,
    StepDefinition,
    StrandChapter,
    TargetRow,
    Words,
)

NO_TARGET = Count(absence=Absence.BLANK)
STOPS: dict[Strand, tuple[Words, ...]] = {
    Strand.QUAL: (Words("Beratung", "Counselling"), Words("Aufnahme", "Admission"), Words("Ausbildung", "Training"), Words("Abschluss", "Certificate"), Words("Arbeit", "Work")),
    Strand.MIGR: (Words("Angebot", "Offer"), Words("Vereinbarung", "Agreement"), Words("Vorabzustimmung", "Advance approval"), Words("Visum", "Visa"), Words("Einreise", "Entry"), Words("Arbeit", "Work")),
    Strand.RETURN: (Words("Beratung", "Counselling"), Words("Entscheidung", "Decision"), Words("Antrag", "Application"), Words("Ausreise", "Departure"), Words("Ankunft", "Arrival")),
    Strand.REINT: (Words("Ankunft", "Arrival"), Words("Plan", "Plan"), Words("Maßnahmen", "Measures"), Words("6 Monate", "6 months"), Words("12 Monate", "12 months")),
}  # fmt: skip
SEX_WORDS = {
    Sex.FEMALE: Words("Frauen", "Women"),
    Sex.MALE: Words("Männer", "Men"),
    Sex.DIVERSE: Words("divers", "Non-binary"),
    Sex.UNKNOWN: Words("nicht angegeben", "not stated"),
}
PLACES_WITHOUT_REGION = {
    NOT_STATED: Words("nicht angegeben", "not stated"),
    ELSEWHERE: Words("anderswo", "elsewhere"),
}


def words_of(code: Code) -> Words:
    """A code's two names."""
    return Words(code.name_de, code.name_en)


def step_words(step: str) -> Words:
    """A step's full wording in both languages."""
    return Words(steps()[step].name_de, steps()[step].name_en)


def figure_of(code: str, indicators: dict[str, CountedIndicator], book: FigureBook, *, key: str) -> Figure:
    """An indicator's figure as it may be printed."""
    indicator = indicators[code]
    if indicator.measure is Kind.RATE:
        return book.rate(key)
    if indicator.measure is Kind.MEDIAN:
        return median_days(indicator.median_days, people=indicator.finished)
    return book.count(key)


def target_rows(codes: list[str], register: Register, book: FigureBook) -> tuple[TargetRow, ...]:
    """Indicators with what was reached in the period and a year earlier; targets are blank until the ministry has set some."""
    strand_of = {row["code"]: row["strand"] for row in rows("indicators")}
    return tuple(
        TargetRow(
            code=code,
            strand=strand_of[code],
            name=names.INDICATORS[code],
            actual=figure_of(code, register.indicators, book, key=indicator_key(code)),
            target=NO_TARGET,
            before=figure_of(code, register.before, book, key=before_key(code)),
        )
        for code in codes
        if code in register.indicators
    )


def chapter(strand: Strand, register: Register, book: FigureBook) -> StrandChapter:
    """One strand."""
    total = book.count(strand_key(strand))
    codes = [row["code"] for row in rows("indicators") if row["strand"] == strand.value]
    return StrandChapter(
        strand=strand.value, lead=_lead(strand, register, book), text=STRAND_TEXTS[strand.value], stops=STOPS[strand], facts=_facts(strand, register, book),
        steps=tuple(Step(name=names.STEPS[step], count=book.count(step_key(step)), strand=strand.value) for step in SHOWN_STEPS[strand]),
        indicators=target_rows(codes, register, book),
        regions_title=Words("Woher die Menschen kommen", "Where people come from"),
        regions_note=Words("Herkunftsregion in Ghana, alle Menschen des Strangs bis zum Stichtag.", "Home region in Ghana, all people of the strand up to the reporting day."),
        regions=_regions(strand, book) if total.number else (),
        sexes=tuple(GroupCount(name=SEX_WORDS[sex], count=book.count(sex_key(strand, sex))) for sex in Sex) if total.number else (),
        total=total,
    )  # fmt: skip


def _regions(strand: Strand, book: FigureBook) -> tuple[RegionCount, ...]:
    shown = [
        RegionCount(code=region.code, name=words_of(region), count=book.count(region_key(strand, region.code)))
        for region in codelist("ghana_regions").values()
    ]
    for place, name in PLACES_WITHOUT_REGION.items():
        count = book.count(region_key(strand, place))
        if count.is_hidden or count.number:
            shown.append(RegionCount(code="", name=name, count=count))
    return tuple(shown)


def number_of(projects: int, *, one: Words, many: Words) -> Words:
    """A small sentence part with the right number of the noun."""
    form = one if projects == 1 else many
    return Words(form.de.format(n=projects), form.en.format(n=projects))


def _lead(strand: Strand, register: Register, book: FigureBook) -> Words:
    projects = register.in_strand(strand)
    late = sum(bool(late_milestones(register, project)) for project in projects)
    in_period = [told(one, register, book) for one in PERIOD_SENTENCES[strand]] if projects else []
    rate = rate_told(strand, book) if projects else Words()
    return joined(people_told(strand, register, book), *in_period, rate, behind(late, among=len(projects)))


def _facts(strand: Strand, register: Register, book: FigureBook) -> tuple[Fact, ...]:
    projects = register.in_strand(strand)
    points = sorted({point for project in projects for point in register.points_of(project)})
    total, women = book.count(strand_key(strand)), book.count(sex_key(strand, Sex.FEMALE))
    facts = [
        Fact(label=Words("Projekte", "Projects"), figure=Measure(unit=Unit.EVENTS, value=Decimal(len(projects)))),
        Fact(label=Words("Menschen", "People"), figure=total),
    ]
    if total.number:
        facts.append(Fact(label=Words("davon Frauen", "of them women"), figure=share(women, total)))
    if points:
        facts.append(Fact(label=Words("Beschluss", "Resolution"), words=Words(", ".join(points), ", ".join(points))))
    return tuple(facts)


def definitions(register: Register) -> tuple[IndicatorDefinition, ...]:
    """How each printed indicator is counted, with its official name."""
    return tuple(
        IndicatorDefinition(
            code=row["code"], strand=row["strand"], name=Words(row["name_de"], row["name_en"]),
            definition=Words(names.DEFINITIONS_DE[row["code"]], row["definition_en"]), steps=tuple(filter(None, row["milestones"].split(";"))),
        )
        for row in rows("indicators")
        if row["code"] in register.indicators
    )  # fmt: skip


def step_definitions() -> tuple[StepDefinition, ...]:
    """The steps of the charts with their full wording."""
    return tuple(
        StepDefinition(code=step, strand=strand.value, short=names.STEPS[step], full=step_words(step))
        for strand, shown in SHOWN_STEPS.items()
        for step in shown
    )
