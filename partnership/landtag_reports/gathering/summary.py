"""The page that stands alone, and the English summary: sentences whose numbers are protected figures like any other."""

from partnership.landtag_reports.figures import FigureBook
from partnership.landtag_reports.gathering.projects import late_milestones
from partnership.landtag_reports.gathering.register import Register, step_key
from partnership.landtag_reports.gathering.strands import number_of, target_rows
from reports.figures import Count
from reports.landtag_report.document import KeyFigure, Resolution, Summary, Words

KEY_STEPS: tuple[tuple[str, Words], ...] = (
    ("Q040", Words("Menschen in die Qualifizierung aufgenommen", "people admitted to qualification")),
    ("Q150", Words("Abschlusszeugnisse ausgestellt", "certificates issued")),
    ("M320", Words("Einreisen nach Nordrhein-Westfalen", "entries into North Rhine-Westphalia")),
    ("R090", Words("Zurückgekehrte in Accra empfangen", "returnees received in Accra")),
)
TARGET_CODES = ["IQ01", "IQ02", "IQ04", "IM02", "IM05", "IM06", "IM09", "IR01", "IR03", "II01", "II03"]


def summary(register: Register, book: FigureBook) -> Summary:
    """What is on the first page of figures."""
    late = [(project, milestone) for project in register.projects for milestone in late_milestones(register, project)]
    return Summary(
        lead=_lead(register, book), key_figures=tuple(KeyFigure(figure=book.count(step_key(step)), words=words) for step, words in KEY_STEPS),
        targets=target_rows(TARGET_CODES, register, book), not_achieved=_not_achieved(register, late_projects=len({project.code for project, _one in late}), late=len(late)),
        consequences=_consequences(register),
    )  # fmt: skip


def _spoken(count: Count, *, hidden: str) -> str:
    return hidden if count.number is None else str(count.number)


def _lead(register: Register, book: FigureBook) -> Words:
    admitted, entered = book.count(step_key("Q040")), book.count(step_key("M320"))
    projects = len(register.projects)
    work = number_of(
        projects,
        one=Words("Ein Projekt arbeitet", "One project works"),
        many=Words("{n} Projekte arbeiten", "{n} projects work"),
    )
    de, en = f"{work.de} in der Partnerschaft.", f"{work.en} in the partnership."
    if admitted.number is not None and entered.number is not None:
        de += f" {admitted.number} Menschen sind in eine Qualifizierung aufgenommen, {entered.number} nach Nordrhein-Westfalen eingereist."
        en += f" {admitted.number} people have been admitted to qualification, {entered.number} have entered North Rhine-Westphalia."
    return Words(de, en)


def _not_achieved(register: Register, *, late_projects: int, late: int) -> Words:
    if not late:
        return Words("Kein Meilenstein ist verspätet.", "No milestone is late.")
    names = [
        (milestone, project) for project in register.projects for milestone in late_milestones(register, project)
    ][:3]  # fmt: skip
    de = number_of(
        late,
        one=Words("Ein Meilenstein ist verspätet", "One milestone is late"),
        many=Words("{n} Meilensteine sind verspätet", "{n} milestones are late"),
    )
    where = number_of(
        late_projects,
        one=Words("in einem Projekt", "in one project"),
        many=Words("in {n} Projekten", "in {n} projects"),
    )
    listed_de = "; ".join(f"{one.title_de or one.title_en} ({project.code})" for one, project in names)
    listed_en = "; ".join(f"{one.title_en or one.title_de} ({project.code})" for one, project in names)
    lead = Words("darunter", "among them") if late > len(names) else Words("und zwar", "namely")
    return Words(f"{de.de} {where.de}, {lead.de}: {listed_de}.", f"{de.en} {where.en}, {lead.en}: {listed_en}.")


def _consequences(register: Register) -> Words:
    stopped = [project for project in register.projects if project.status_reason]
    if not stopped:
        return Words(
            "Die Gründe der Verzögerungen stehen bei den Projekten.",
            "The reasons for delays are given with the projects.",
        )
    listed = ", ".join(project.code for project in stopped)
    return Words(
        f"Angehalten oder beendet sind: {listed}. Die Gründe stehen bei den Projekten.",
        f"Suspended or cancelled: {listed}. The reasons are given with the projects.",
    )


def english_summary(register: Register, book: FigureBook, resolution: Resolution) -> str:
    """Three short paragraphs at the end of the German report."""
    counts = {
        step: _spoken(book.count(step_key(step)), hidden="a number too small to publish") for step, _words in KEY_STEPS
    }
    late = sum(len(late_milestones(register, project)) for project in register.projects)
    people = (
        f"{_lead(register, book).en} Up to the reporting day {counts['Q150']} certificates had been issued in Ghana, "
        f"and {counts['R090']} people had been received in Accra after a voluntary return."
    )
    progress = (
        f"{'One milestone is' if late == 1 else f'{late} milestones are'} late." if late else "No milestone is late."
    )
    return f"{people}\n\n{progress} {resolution.lead.en}\n\nSmall counts are hidden throughout to protect individuals; they are printed as x."
