"""The page that stands alone, and the English summary: sentences whose numbers are protected figures like any other."""

from dataclasses import replace

from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.gathering.projects import delay_of, expected_on, late_milestones
from partnership.landtag_reports.gathering.register import Register, indicator_key, step_key
from partnership.landtag_reports.gathering.sentences import (
    PERIOD_SENTENCES,
    Told,
    capitalised,
    in_words,
    joined,
    month_of,
    rate_told,
    told,
)
from partnership.landtag_reports.gathering.strands import target_rows
from partnership.milestones.models import Milestone
from partnership.projects.models import Project
from partnership.projects.vocabulary import ProjectStatus, Strand
from reports.figures import Count
from reports.landtag_report.document import KeyFigure, Resolution, Summary, TargetRow, Words

KEY_STEPS: tuple[tuple[str, Words], ...] = (
    ("Q040", Words("seit Beginn in eine Qualifizierung aufgenommen", "admitted to qualification since the start")),
    ("Q150", Words("seit Beginn mit Abschlusszeugnis", "with a certificate since the start")),
    ("M320", Words("seit Beginn nach Deutschland eingereist", "have entered Germany since the start")),
    ("R090", Words("seit Beginn in Accra empfangen", "received in Accra since the start")),
)
TARGET_CODES = ["IQ01", "IQ02", "IM02", "IM06", "IM08", "IR03", "II01"]
"""One figure for each stage a reader of one page asks about; all are counts of people, so their bars share one scale."""
LEAD_SENTENCES = (
    Told(code="IQ01", some=Words("{when} wurden {n} Menschen in eine Qualifizierung aufgenommen{compared}.", "{when}, {n} people were admitted to qualification{compared}."),
         nobody=Words("{when} wurde niemand in eine Qualifizierung aufgenommen{compared}.", "{when}, nobody was admitted to qualification{compared}.")),
    Told(code="IM08", some=Words("Nach Deutschland eingereist sind {n}{compared}.", "A total of {n} entered Germany{compared}."),
         nobody=Words("Nach Deutschland eingereist ist niemand{compared}.", "Nobody entered Germany{compared}.")),
)  # fmt: skip
MOST_NAMED = 3
"""Late milestones named on the page that stands alone; all of them stand with their projects."""


def summary(register: Register, book: FigureBook) -> Summary:
    """What is on the first page of figures."""
    late = _late(register)
    rows = target_rows(TARGET_CODES, register, book)
    return Summary(
        lead=_lead(register, book), key_figures=tuple(KeyFigure(figure=book.count(step_key(step)), words=words) for step, words in KEY_STEPS),
        targets=rows, not_achieved=joined(_late_told(late, register), _limits_missed(book), _fewer(rows)), consequences=_consequences(late, register),
    )  # fmt: skip


def _late(register: Register) -> list[tuple[Project, Milestone]]:
    return [(project, milestone) for project in register.projects for milestone in late_milestones(register, project)]


def _lead(register: Register, book: FigureBook) -> Words:
    return joined(_projects_told(register), *(told(one, register, book) for one in LEAD_SENTENCES))


def _projects_told(register: Register) -> Words:
    number = len(register.projects)
    running = sum(project.status is ProjectStatus.ACTIVE for project in register.projects)
    if not number:
        return Words("Zur Partnerschaft gehört noch kein Projekt.", "No project belongs to the partnership yet.")
    if number == 1:
        return Words("Zur Partnerschaft gehört ein Projekt.", "One project belongs to the partnership.")
    all_words, some_words = in_words(number), in_words(running)
    if running in (0, number):
        return Words(
            f"{capitalised(all_words.de)} Projekte gehören zur Partnerschaft.",
            f"{capitalised(all_words.en)} projects belong to the partnership.",
        )
    verb = Words("läuft eines", "one is running") if running == 1 else Words(f"laufen {some_words.de}", f"{some_words.en} are running")  # fmt: skip
    return Words(
        f"Von {all_words.de} Projekten der Partnerschaft {verb.de}.",
        f"Of the partnership’s {all_words.en} projects {verb.en}.",
    )


def _late_told(late: list[tuple[Project, Milestone]], register: Register) -> Words:
    if not late:
        return Words("Kein Meilenstein ist verspätet.", "No milestone is late.")
    number, projects = in_words(len(late)), len({project.code for project, _one in late})
    where = Words("einem Projekt", "one project") if projects == 1 else Words(f"{in_words(projects).de} Projekten", f"{in_words(projects).en} projects")  # fmt: skip
    verb = Words("Ein Meilenstein", "One milestone is") if len(late) == 1 else Words(f"{capitalised(number.de)} Meilensteine", f"{capitalised(number.en)} milestones are")  # fmt: skip
    named = [_named(project, milestone, register) for project, milestone in late[:MOST_NAMED]]
    among = Words(", darunter", ", among them") if len(late) > MOST_NAMED else Words(":", ":")
    return Words(
        f"{verb.de} in {where.de} {'ist' if len(late) == 1 else 'sind'} verspätet{among.de} {'; '.join(one.de for one in named)}.",
        f"{verb.en} late in {where.en}{among.en} {'; '.join(one.en for one in named)}.",
    )


def _named(project: Project, milestone: Milestone, register: Register) -> Words:
    delay = delay_of(milestone, as_of=register.as_of)
    title_de, title_en = milestone.title_de or milestone.title_en, milestone.title_en or milestone.title_de
    return Words(f"„{title_de}“ ({project.code}, {delay.de})", f"“{title_en}” ({project.code}, {delay.en})")


def _limits_missed(book: FigureBook) -> Words:
    kept = book.rate(indicator_key("IM05")).value
    if kept is None or kept == 100:
        return Words()
    return Words(
        f"Von den gesetzlichen Fristen wurden {100 - kept}\u202f% nicht eingehalten.",
        f"Of the statutory time limits {100 - kept}% were missed.",
    )


def _fewer(rows: tuple[TargetRow, ...]) -> Words:
    """The figures of the table that fell against the year before."""
    fallen = [
        (row.name, row.actual.number, row.before.number)
        for row in rows
        if isinstance(row.actual, Count) and isinstance(row.before, Count)
        and row.actual.number is not None and row.before.number is not None and row.actual.number < row.before.number
    ]  # fmt: skip
    if not fallen:
        return Words()
    listed_de = ", ".join(f"{name.de} ({now} statt {before})" for name, now, before in fallen)
    listed_en = ", ".join(f"{name.en} ({now}, before {before})" for name, now, before in fallen)
    return Words(f"Weniger als ein Jahr zuvor: {listed_de}.", f"Fewer than a year before: {listed_en}.")


def _consequences(late: list[tuple[Project, Milestone]], register: Register) -> Words:
    stopped = [project for project in register.projects if project.status_reason]
    return joined(_expected(late, register), *map(_stopped, stopped))


def _expected(late: list[tuple[Project, Milestone]], register: Register) -> Words:
    ahead = [
        (project, expected_on(milestone, as_of=register.as_of))
        for project, milestone in late
        if expected_on(milestone, as_of=register.as_of) >= register.as_of
    ]
    overdue = len(late) - len(ahead)
    if not late:
        return Words("Die Termine der Projekte gelten fort.", "The dates of the projects stand.")
    sentences = []
    if ahead:
        last = max(day for _project, day in ahead)
        month = month_of(last)
        sentences.append(Words(f"Für das Verspätete gelten neue Termine; der letzte liegt im {month.de}.", f"What is late has new dates; the last of them lies in {month.en}."))  # fmt: skip
    if overdue:
        number = in_words(overdue)
        sentences.append(
            Words(
                f"Für {'einen verstrichenen Termin' if overdue == 1 else number.de + ' verstrichene Termine'} steht eine neue Prognose aus.",
                f"A new forecast is due for {'one date that has' if overdue == 1 else number.en + ' dates that have'} passed.",
            )
        )
    return joined(*sentences)


def _stopped(project: Project) -> Words:
    word = Words("ist ausgesetzt", "is suspended") if project.status is ProjectStatus.SUSPENDED else Words("ist beendet", "has been cancelled")  # fmt: skip
    reason = (project.status_reason or "").rstrip(".")
    return Words(f"{project.code} {word.de}: {reason}.", f"{project.code} {word.en}; its profile gives the reason.")


def english_summary(register: Register, book: FigureBook, resolution: Resolution) -> str:
    """Four short paragraphs at the end of the German report."""
    page = summary(register, book)
    by_strand = (joined(*(told(one, register, book) for one in _without_repeating_when(strand)), rate_told(strand, book)) for strand in Strand if register.in_strand(strand))  # fmt: skip
    opening = (
        f"This report covers the {register.period.name_en} and counts what had happened by {register.as_of.day} {register.as_of:%B %Y}. "
        f"{page.lead.en}"
    )
    return "\n\n".join(
        (
            opening,
            " ".join(one.en for one in by_strand if one.en),
            f"{page.not_achieved.en} {page.consequences.en}",
            f"{resolution.lead.en} Small numbers are not shown, so that nobody can be recognised; an x stands in their place.",
        )
    )


def _without_repeating_when(strand: Strand) -> tuple[Told, ...]:
    """The sentences of a strand for a text whose first paragraph has named the period, less those the lead has told."""
    said = {one.code for one in LEAD_SENTENCES}
    return tuple(
        replace(one, some=_without_when(one.some), nobody=_without_when(one.nobody))
        for one in PERIOD_SENTENCES[strand]
        if one.code not in said
    )


def _without_when(form: Words) -> Words:
    """No English sentence begins with a figure."""
    return replace(form, en=form.en.replace("{when}, {n}", "A total of {n}").replace("{when}, ", ""))
