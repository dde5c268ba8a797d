"""Reading projects: visibility, look-ups, money, the list with each filter and all together, pages in both directions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, OrganisationKind, Role
from partnership.core import clock
from partnership.milestones.queries import facts_for_list
from partnership.projects import queries
from partnership.projects.models import Project, ProjectBudget, ProjectPlace, ProjectRelation, ProjectTransaction
from partnership.projects.queries import ProjectFilter, Sort
from partnership.projects.vocabulary import OrganisationRole, PlaceKind, ProjectStatus, Strand
from tests.support.actors import actor
from tests.support.make import Make
from tests.support.statements import statements

OFFICER = actor(Role.OFFICER)


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


EVERYTHING = ProjectFilter()


def codes(wanted: ProjectFilter = EVERYTHING, *, who=OFFICER, **more) -> list[str]:
    page = queries.listed(wanted, actor=who, facts=facts_for_list(clock.today()), **more)
    return [row.project.code for row in page.rows]


def whole(project: Project) -> Project:
    found = queries.project_of(project.code)
    assert found is not None
    return found


def test_the_condition_and_the_permission_table_agree_for_every_role_and_record(make: Make, session: Session) -> None:
    one, other = make.organisation(), make.organisation()
    projects = [make.project(partners=partners) for partners in ([one], [other], [one, other], [])]
    for role in Role:
        for organisation in (one, other):
            who = actor(role, organisation_id=organisation.id)
            by_condition = set(session.scalars(sa.select(Project.id).where(queries.visible_to(who))))
            by_table = {project.id for project in projects if can(who, Action.VIEW_PROJECT, whole(project))}
            assert by_condition == by_table, role


def test_each_filter_finds_its_projects_and_only_those(make: Make, session: Session) -> None:
    kumasi, accra = make.organisation(name_en="Kumasi Ɛdwuma Institute"), make.organisation(name_en="Accra Return Desk")
    user = make.officer()
    first = make.project(
        code="GH-2025-01",
        partners=[kumasi],
        title_en="Solar trades",
        strands=(Strand.QUAL,),
        points=("B1",),
        responsible_id=user.id,
    )
    second = make.project(
        code="GH-2025-02",
        partners=[accra],
        title_en="Counselling",
        strands=(Strand.RETURN,),
        points=("B5",),
        status=ProjectStatus.DRAFT,
        strands_confirmed=False,
    )
    session.add(ProjectPlace(project_id=first.id, kind=PlaceKind.GHANA_REGION, code="GH-AH"))
    session.add(ProjectPlace(project_id=second.id, kind=PlaceKind.NRW_DISTRICT, code="05913"))
    make.milestone(first, baseline_on=date(2026, 1, 1))
    make.milestone(second, baseline_on=date(2027, 1, 1))
    session.commit()
    for wanted, expected in (
        (ProjectFilter(strand=Strand.QUAL), first), (ProjectFilter(strand=Strand.RETURN), second), (ProjectFilter(status=ProjectStatus.DRAFT), second),
        (ProjectFilter(organisation=kumasi.code), first), (ProjectFilter(place="05913"), second), (ProjectFilter(place="GH-AH"), first),
        (ProjectFilter(point="B5"), second), (ProjectFilter(late=True), first), (ProjectFilter(pending=True), second),
        (ProjectFilter(q="edwuma kumasi"), first), (ProjectFilter(q="trades SOLAR"), first), (ProjectFilter(q="solar kumasi"), first), (ProjectFilter(q="gh-2025-02"), second),
    ):  # fmt: skip
        assert codes(wanted) == [expected.code], wanted
    assert codes(ProjectFilter(mine=True), who=actor(Role.OFFICER, user_id=user.id)) == [first.code]
    both = ProjectFilter(
        strand=Strand.QUAL,
        organisation=kumasi.code,
        place="GH-AH",
        point="B1",
        late=True,
        q="solar",
        status=ProjectStatus.ACTIVE,
    )
    assert codes(both) == [first.code]
    for name, value in (
        ("strand", Strand.MIGR),
        ("organisation", accra.code),
        ("place", "05913"),
        ("point", "B5"),
        ("q", "counselling"),
        ("status", ProjectStatus.DRAFT),
        ("pending", True),
    ):
        assert codes(replace(both, **{name: value})) == [], name


def test_search_takes_beginnings_of_words_not_their_middles_and_no_wild_cards(make: Make) -> None:
    project = make.project(title_en="Logistics training", title_de="Ausbildung Lagerlogistik")
    assert codes(ProjectFilter(q="log train")) == [project.code]
    assert codes(ProjectFilter(q="gistics")) == []
    assert codes(ProjectFilter(q="%")) == [project.code], "signs are no words, so nothing is asked for"
    assert codes(ProjectFilter(q="l_gistics")) == []


def test_a_partner_finds_own_projects_only_even_by_name(make: Make) -> None:
    mine, foreign = make.organisation(), make.organisation(name_en="Foreign Body")
    project = make.project(partners=[mine], title_en="Shared words")
    make.project(partners=[foreign], title_en="Shared words")
    editor = actor(Role.EDITOR, organisation_id=mine.id)
    assert codes(ProjectFilter(q="shared"), who=editor) == [project.code]
    assert codes(ProjectFilter(organisation=foreign.code), who=editor) == []
    assert queries.organisations_like("foreign", actor=editor) == []
    assert queries.organisation_called("Foreign Body", actor=editor) is None


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_each_other_without_gap_or_repetition_in_every_order(
    make: Make, sort: Sort, descending: bool
) -> None:
    for number in range(11):
        project = make.project(
            title_en=f"Title {number % 3}", planned_end=None if number % 4 == 0 else date(2027, 1 + number % 3, 1)
        )
        if number % 2:
            make.milestone(project, baseline_on=date(2026, 1, 1))
    wanted = ProjectFilter(sort=sort, descending=descending)
    facts = facts_for_list(clock.today())
    everything = [row.project.code for row in queries.all_listed(wanted, actor=OFFICER, facts=facts)]
    assert len(set(everything)) == 11
    pages, page = [], queries.listed(wanted, actor=OFFICER, facts=facts, size=4)
    assert page.before is None
    assert page.total == 11
    while True:
        pages.append([row.project.code for row in page.rows])
        if not page.after:
            break
        page = queries.listed(wanted, actor=OFFICER, facts=facts, size=4, after=page.after)
    assert [code for codes_of_page in pages for code in codes_of_page] == everything
    back = []
    while page.before:
        page = queries.listed(wanted, actor=OFFICER, facts=facts, size=4, before=page.before)
        back.insert(0, [row.project.code for row in page.rows])
    assert back == pages[:-1]


def test_a_mistyped_or_foreign_cursor_shows_the_first_page(make: Make) -> None:
    project = make.project()
    by_code = queries.listed(ProjectFilter(), actor=OFFICER, facts=facts_for_list(clock.today()), size=1)
    for cursor in ("x", "WyJ4Il0", "WzEsMl0", "bnVsbA", by_code.after, "WyJub3QtYS1kYXkiLCJ4Il0"):
        for sort in Sort:
            if sort is not Sort.CODE:
                assert codes(ProjectFilter(sort=sort), after=cursor) in ([project.code], []), (cursor, sort)


def test_the_list_sends_as_many_statements_for_ten_rows_as_for_one(make: Make, session: Session) -> None:
    make.project(partners=[make.organisation(), make.organisation()])
    session.expunge_all()
    with statements() as one:
        codes()
    for _number in range(9):
        project = make.project(
            partners=[make.organisation(), make.organisation()], strands=tuple(Strand), points=("B1", "B2")
        )
        make.milestone(project, baseline_on=date(2026, 1, 1))
    session.expunge_all()
    with statements() as ten:
        codes()
    assert len(ten) == len(one) <= 6


def test_organisations_are_called_by_code_name_or_words_that_only_one_has(make: Make) -> None:
    kumasi = make.organisation(name_en="Kumasi TVET Institute", short_name="KTI")
    make.organisation(name_en="Kumasi Polytechnic")
    for text in (kumasi.code, "kumasi tvet institute", "KTI", "tvet"):
        assert queries.organisation_called(text, actor=OFFICER) == kumasi
    assert queries.organisation_called("kumasi", actor=OFFICER) is None
    assert queries.organisation_called("tvet", actor=OFFICER, exactly=True) is None
    assert queries.organisation_called("  ", actor=OFFICER) is None
    assert queries.organisations_resembling("Kumasi TVET Instittute")[0] == kumasi
    assert queries.organisations_resembling("Something else entirely") == []


def test_money_is_summed_by_year_and_currency_and_a_revised_budget_replaces_the_original(
    make: Make, session: Session
) -> None:
    project = make.project()
    other = make.project()
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    session.add_all([
        ProjectBudget(project_id=project.id, amount=Decimal("100"), currency="EUR", **year), ProjectBudget(project_id=project.id, amount=Decimal("80.50"), currency="EUR", kind="2", **year),
        ProjectBudget(project_id=project.id, amount=Decimal("9"), currency="GHS", **year), ProjectBudget(project_id=other.id, amount=Decimal("1000"), currency="EUR", **year),
        ProjectTransaction(project_id=project.id, kind="3", happened_on=date(2025, 5, 1), amount=Decimal("30"), currency="EUR"),
        ProjectTransaction(project_id=project.id, kind="4", happened_on=date(2025, 6, 1), amount=Decimal("12.25"), currency="EUR"),
        ProjectTransaction(project_id=project.id, kind="2", happened_on=date(2026, 6, 1), amount=Decimal("70"), currency="EUR"),
        ProjectTransaction(project_id=project.id, kind="1", happened_on=date(2026, 6, 1), amount=Decimal("5000"), currency="EUR"),
    ])  # fmt: skip
    session.commit()
    rows = [
        (row.year, row.currency, row.planned, row.committed, row.spent) for row in queries.money_by_year([project.id])
    ]
    assert rows == [
        (2025, "EUR", Decimal("80.50"), None, Decimal("42.25")), (2026, "EUR", None, Decimal("70"), None), (2025, "GHS", Decimal("9"), None, None),
    ]  # fmt: skip


def test_related_projects_are_linked_only_where_the_reader_may_see_them(make: Make, session: Session) -> None:
    mine = make.organisation()
    project = make.project(partners=[mine])
    make.project(iati_identifier="DE-1-7", partners=[make.organisation()], title_en="Hidden")
    session.add_all(
        [
            ProjectRelation(project_id=project.id, kind="1", identifier="DE-1-7"),
            ProjectRelation(project_id=project.id, kind="2", identifier="XX-9"),
        ]
    )
    session.commit()
    by_officer = queries.related_projects(project, actor=OFFICER)
    by_partner = queries.related_projects(project, actor=actor(Role.EDITOR, organisation_id=mine.id))
    assert [(one.identifier, one.title_en) for one in by_officer] == [("DE-1-7", "Hidden"), ("XX-9", "")]
    assert [(one.identifier, one.code, one.title_en) for one in by_partner] == [
        ("DE-1-7", None, ""),
        ("XX-9", None, ""),
    ]


def test_only_officers_of_today_can_be_responsible(make: Make) -> None:
    officer = make.officer()
    make.user(Role.HEAD)
    make.editor()
    assert queries.officers(clock.today()) == [(officer.id, officer.name)]
    assert queries.officers(date(2019, 1, 1)) == []


def test_roles_of_an_organisation_are_named_once(make: Make) -> None:
    partner = make.organisation(kind=OrganisationKind.PARTNER)
    project = whole(make.project(partners=[partner]))
    from partnership.projects.operations import add_organisation

    add_organisation(project, organisation=partner, role=OrganisationRole.FUNDING, by=OFFICER, at=clock.now())
    assert queries.organisations_of(project) == [partner]
