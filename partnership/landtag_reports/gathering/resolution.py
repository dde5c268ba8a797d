"""The chapter on the resolution: each of the seven points with the projects and milestones that answer it."""

from partnership.landtag_reports.gathering.projects import expected_on, state_of
from partnership.landtag_reports.gathering.register import Register
from partnership.landtag_reports.gathering.sentences import capitalised, in_words
from partnership.landtag_reports.gathering.strands import number_of
from partnership.landtag_reports.texts import RESOLUTION_NOTE
from partnership.reference_data.resolution import Point, points
from reports.landtag_report.document import MilestoneAnswer, Resolution, ResolutionPoint, Words
from reports.marks import Station

SHORT = {
    "B1": Words("Reguläre Migration", "Regular migration"), "B2": Words("Zentralstelle (ZFE)", "Central office (ZFE)"), "B3": Words("Dauerhafter Status", "Permanent status"),
    "B4": Words("Getrennte Wege", "Separate ways"), "B5": Words("Dialog mit Ghana", "Dialogue with Ghana"), "B6": Words("Rückführung", "Forced return"),
    "B7": Words("Konsens", "Consensus"),
}  # fmt: skip
OUTSIDE = Words("Das Register führt dazu keine Daten.", "The register holds no data on it.")


def resolution(register: Register) -> Resolution:
    """All seven points, those without a project said to be so."""
    answered = [_point(point, register) for point in points()]
    empty = [one.code for one in answered if not one.project_codes and one.state is not Station.OUTSIDE]
    outside = [one.code for one in answered if one.state is Station.OUTSIDE]
    with_projects = len(answered) - len(empty) - len(outside)
    lead_de = (
        f"Zu {in_words(with_projects).de} der sieben Punkte arbeiten Projekte."
        if with_projects != 1
        else "Zu einem der sieben Punkte arbeiten Projekte."
    )
    lead_en = f"Projects work on {in_words(with_projects).en} of the seven points."
    if empty:
        lead_de += f" Ohne Projekt: {', '.join(empty)}."
        lead_en += f" Without a project: {', '.join(empty)}."
    lead_de += f" {' und '.join(outside)} liegen außerhalb der Partnerschaft."
    lead_en += f" {' and '.join(outside)} lie outside the partnership."
    return Resolution(lead=Words(lead_de, lead_en), points=tuple(answered), note=RESOLUTION_NOTE)


def _point(point: Point, register: Register) -> ResolutionPoint:
    projects = [project for project in register.projects if point.code in register.points_of(project)]
    answers = [
        MilestoneAnswer(
            project_code=project.code, name=Words(one.title_de, one.title_en), state=state_of(one, as_of=register.as_of),
            expected_on=one.reached_on if one.reached_on and one.reached_on <= register.as_of else expected_on(one, as_of=register.as_of),
        )
        for project in register.projects
        for one in register.milestones.get(project.id or 0, [])
        if one.point == point.code
    ]  # fmt: skip
    return ResolutionPoint(
        code=point.code, quotation=point.name_de, short=SHORT[point.code], state=_state(point, answers, has_projects=bool(projects)),
        statement=_statement(point, answers, number=len(projects)), evidence=Words(point.evidence_de, point.evidence_en),
        project_codes=tuple(project.code for project in projects), milestones=tuple(answers),
    )  # fmt: skip


def _state(point: Point, answers: list[MilestoneAnswer], *, has_projects: bool) -> Station:
    """The mark follows from projects and milestones; a dated statement by the ministry will take its place."""
    if not has_projects:
        return Station.OUTSIDE if point.outside else Station.PLANNED
    states = {one.state for one in answers if one.state is not Station.CANCELLED}
    if Station.LATE in states:
        return Station.LATE
    if states == {Station.REACHED}:
        return Station.REACHED
    return Station.PARTLY if Station.REACHED in states else Station.NOW


def _statement(point: Point, answers: list[MilestoneAnswer], *, number: int) -> Words:
    if not number:
        return OUTSIDE if point.outside else Words("Noch kein Projekt.", "No project yet.")
    work = number_of(
        number,
        one=Words("Ein Projekt arbeitet daran.", "One project works on it."),
        many=Words(
            f"{capitalised(in_words(number).de)} Projekte arbeiten daran.",
            f"{capitalised(in_words(number).en)} projects work on it.",
        ),
    )
    reached = sum(one.state is Station.REACHED for one in answers)
    late = sum(one.state is Station.LATE for one in answers)
    de, en = work.de, work.en
    if answers:
        de += f" Meilensteine dazu: {len(answers)}, davon erreicht {reached}, verspätet {late}."
        en += f" Milestones for it: {len(answers)}, of them reached {reached}, late {late}."
    return Words(de, en)
