"""Sentences about figures: what was reached, and whether that is more or less than a year before.

Every number comes out of the figure book; a hidden one leaves its sentence out rather than being written around.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.gathering.register import Register, before_key, indicator_key, strand_key
from partnership.landtag_reports.rules import ReportPeriod
from partnership.projects.vocabulary import Strand
from reports.figures import Count
from reports.landtag_report.document import Words

GERMAN = ("kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, kw_only=True)
class Told:
    """How an indicator is told: `some` with {when}, {n} and {compared}, `nobody` with {when} and {compared}."""

    code: str
    some: Words
    nobody: Words


PERIOD_SENTENCES: dict[Strand, tuple[Told, ...]] = {
    Strand.QUAL: (
        Told(code="IQ01", some=Words("{when} wurden {n} Menschen aufgenommen{compared}.", "{when}, {n} people were admitted{compared}."),
             nobody=Words("{when} wurde niemand aufgenommen{compared}.", "{when}, nobody was admitted{compared}.")),
        Told(code="IQ02", some=Words("Ihr Abschlusszeugnis erhielten {n}{compared}.", "A total of {n} received their certificate{compared}."),
             nobody=Words("Ein Abschlusszeugnis erhielt niemand{compared}.", "Nobody received a certificate{compared}.")),
    ),
    Strand.MIGR: (
        Told(code="IM06", some=Words("{when} erhielten {n} ein Visum{compared}.", "{when}, {n} people were issued a visa{compared}."),
             nobody=Words("{when} wurde kein Visum erteilt{compared}.", "{when}, no visa was issued{compared}.")),
        Told(code="IM08", some=Words("Eingereist sind {n}{compared}.", "A total of {n} entered the country{compared}."),
             nobody=Words("Eingereist ist niemand{compared}.", "Nobody entered the country{compared}.")),
    ),
    Strand.RETURN: (
        Told(code="IR03", some=Words("{when} wurden {n} in Accra empfangen{compared}.", "{when}, {n} people were received in Accra{compared}."),
             nobody=Words("{when} wurde niemand in Accra empfangen{compared}.", "{when}, nobody was received in Accra{compared}.")),
    ),
    Strand.REINT: (
        Told(code="II01", some=Words("{when} haben {n} ihren Reintegrationsplan vereinbart{compared}.", "{when}, {n} people agreed their reintegration plan{compared}."),
             nobody=Words("{when} wurde kein Reintegrationsplan vereinbart{compared}.", "{when}, no reintegration plan was agreed{compared}.")),
        Told(code="II02", some=Words("Ein Unternehmen gründeten {n}{compared}.", "A total of {n} started a business{compared}."),
             nobody=Words("Ein Unternehmen gründete niemand{compared}.", "Nobody started a business{compared}.")),
    ),
}  # fmt: skip
RATE_SENTENCES: dict[Strand, tuple[str, Words]] = {
    Strand.QUAL: ("IQ04", Words("Die Sprachprüfung bestanden {share_de} der Geprüften.", "The language examination was passed by {share_en} of those examined.")),
    Strand.MIGR: ("IM05", Words("Von den gesetzlichen Fristen wurden {share_de} eingehalten.", "Of the statutory time limits {share_en} were kept.")),
    Strand.RETURN: ("IR04", Words("Von ihnen wurden {share_de} an die Reintegration übergeben.", "Of them {share_en} were passed to reintegration.")),
    Strand.REINT: ("II03", Words("Sechs Monate nach der Ankunft waren {share_de} erwerbstätig.", "Six months after arrival {share_en} were earning an income.")),
}  # fmt: skip
PEOPLE_SENTENCES: dict[Strand, tuple[Words, Words]] = {
    Strand.QUAL: (
        Words("Ein Projekt berät und qualifiziert {people} Menschen.", "One project counsels and trains {people} people."),
        Words("{Projects_de} Projekte beraten und qualifizieren {people} Menschen.", "{Projects_en} projects counsel and train {people} people."),
    ),
    Strand.MIGR: (
        Words("Ein Projekt begleitet {people} Menschen auf dem Weg nach Nordrhein-Westfalen.", "One project accompanies {people} people on their way to North Rhine-Westphalia."),
        Words("{Projects_de} Projekte begleiten {people} Menschen auf dem Weg nach Nordrhein-Westfalen.", "{Projects_en} projects accompany {people} people on their way to North Rhine-Westphalia."),
    ),
    Strand.RETURN: (
        Words("Ein Projekt begleitet {people} Menschen, die eine freiwillige Rückkehr erwägen oder gewählt haben.", "One project accompanies {people} people who consider or have chosen voluntary return."),
        Words("{Projects_de} Projekte begleiten {people} Menschen, die eine freiwillige Rückkehr erwägen oder gewählt haben.", "{Projects_en} projects accompany {people} people who consider or have chosen voluntary return."),
    ),
    Strand.REINT: (
        Words("Ein Projekt begleitet {people} Menschen beim Neuanfang in Ghana.", "One project accompanies {people} people making a new start in Ghana."),
        Words("{Projects_de} Projekte begleiten {people} Menschen beim Neuanfang in Ghana.", "{Projects_en} projects accompany {people} people making a new start in Ghana."),
    ),
}  # fmt: skip
WITHOUT_NUMBER = (
    Words("Ein Projekt arbeitet in diesem Strang.", "One project works in this strand."),
    Words("{Projects_de} Projekte arbeiten in diesem Strang.", "{Projects_en} projects work in this strand."),
)
NOTHING = Words("In diesem Strang arbeitet noch kein Projekt.", "No project works in this strand yet.")


def in_words(number: int) -> Words:
    """A number for running text: in words up to twelve, in figures from there on."""
    if number < len(GERMAN):
        return Words(GERMAN[number], ENGLISH[number])
    return Words(f"{number:,}".replace(",", "."), f"{number:,}")


def joined(*sentences: Words) -> Words:
    """Sentences one after the other; empty ones leave no trace."""
    return Words(" ".join(filter(None, (one.de for one in sentences))), " ".join(filter(None, (one.en for one in sentences))))  # fmt: skip


def when(period: ReportPeriod) -> Words:
    """The opening of a sentence on the period."""
    name_de = period.name_de.replace(". ", ".\u00a0")
    return Words(f"Im {name_de}", f"In the {period.name_en}")


def compared(now: Count, before: Count) -> Words:
    """How a figure stands to that of a year before, as the end of a clause; empty where either is hidden."""
    if now.number is None or before.number is None:
        return Words()
    if now.number == before.number:
        return Words(", wie ein Jahr zuvor", ", as a year before") if not now.number else Words(", so viele wie ein Jahr zuvor", ", as many as a year before")  # fmt: skip
    if before.number == 0:
        return Words("; ein Jahr zuvor war es niemand", "; a year before there was nobody")
    if now.number == 0:
        return Words(f"; ein Jahr zuvor waren es {in_words(before.number).de}", f"; a year before there were {in_words(before.number).en}")  # fmt: skip
    difference = abs(now.number - before.number)
    number = in_words(difference)
    more = now.number > before.number
    number_de = "eine Person" if difference == 1 else number.de
    return Words(
        f", {number_de} {'mehr' if more else 'weniger'} als ein Jahr zuvor",
        f", {number.en} {'more' if more else 'fewer'} than a year before",
    )


def month_of(day: date) -> Words:
    """The month of a day with its name."""
    return Words(format_date(day, "MMMM y", locale="de_DE"), format_date(day, "MMMM y", locale="en_GB"))


def told(one: Told, register: Register, book: FigureBook) -> Words:
    """What was reached in the period; empty where the figure is hidden."""
    now, before = book.count(indicator_key(one.code)), book.count(before_key(one.code))
    if now.number is None:
        return Words()
    end, start, form = compared(now, before), when(register.period), one.some if now.number else one.nobody
    number = in_words(now.number)
    return Words(
        form.de.format(when=start.de, n=number.de, compared=end.de),
        capitalised(form.en.format(when=start.en, n=number.en, compared=end.en)),
    )


def capitalised(sentence: str) -> str:
    """The sentence with a capital at its start, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def rate_told(strand: Strand, book: FigureBook) -> Words:
    """The rate that tells most about a strand; empty where it is hidden or has no denominator."""
    code, form = RATE_SENTENCES[strand]
    rate = book.rate(indicator_key(code))
    if rate.value is None:
        return Words()
    return Words(
        form.de.format(share_de=f"{rate.value}\u202f%"),
        form.en.format(share_en=f"{rate.value}%"),
    )


def behind(number: int, *, among: int) -> Words:
    """How many projects are behind their plan."""
    if not among:
        return Words()
    if not number:
        return Words("Kein Projekt liegt hinter seinem Plan.", "No project is behind its plan.")
    if number == 1:
        return Words("Ein Projekt liegt hinter seinem Plan.", "One project is behind its plan.")
    words = in_words(number)
    return Words(f"{capitalised(words.de)} Projekte liegen hinter ihrem Plan.", f"{capitalised(words.en)} projects are behind their plan.")  # fmt: skip


def people_told(strand: Strand, register: Register, book: FigureBook) -> Words:
    """How many projects work in the strand, and with how many people."""
    projects, people = register.in_strand(strand), book.count(strand_key(strand))
    if not projects:
        return NOTHING
    one, many = PEOPLE_SENTENCES[strand] if people.number else WITHOUT_NUMBER
    form, number, shown = one if len(projects) == 1 else many, in_words(len(projects)), in_words(people.number or 0)
    return Words(
        form.de.format(Projects_de=capitalised(number.de), people=shown.de),
        form.en.format(Projects_en=capitalised(number.en), people=shown.en),
    )
