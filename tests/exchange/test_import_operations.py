"""Importing: created, updated, unchanged or refused; as a whole or not at all; who owns which field."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import selectinload

from partnership.access.vocabulary import OrganisationKind
from partnership.audit.models import AuditEntry
from partnership.audit.queries import verify
from partnership.audit.recording import Author
from partnership.core import clock, files
from partnership.core.database import db
from partnership.core.errors import ChangedMeanwhile, Refused
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.models import ImportRow, ImportRun
from partnership.exchange.operations import runs
from partnership.exchange.operations.files import shown_name
from partnership.exchange.operations.strands import confirm_strands
from partnership.exchange.vocabulary import ImportState
from partnership.indicators.models import Indicator, IndicatorPeriod
from partnership.organisations.models import FormerName, Organisation
from partnership.projects.models import Project, ProjectOrganisation, ProjectStep, ProjectTransaction
from partnership.projects.vocabulary import ProjectStatus, Strand
from tests.support.iati_files import (
    activity,
    codes_of_notes,
    contents,
    count,
    file_of,
    lines,
    outcomes,
    take_in,
    transaction,
)
from tests.support.make import Make

OFFICER = Author(None, "Officer")


def project(identifier: str = "XX-1") -> Project:
    db.session.expire_all()
    return db.session.scalars(
        sa.select(Project).where(Project.iati_identifier == identifier).options(selectinload(Project.strands))
    ).one()


def participating(name: str = "", *, ref: str = "", role: str = "4") -> str:
    mark = f" ref='{ref}'" if ref else ""
    return f"<participating-org{mark} role='{role}'><narrative>{name}</narrative></participating-org>"


def result(actual: str = "5") -> str:
    period = f"<period><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/><target value='10'/><actual value='{actual}'/></period>"
    return f"<result type='1'><title><narrative>Trained</narrative></title><indicator measure='1'><title><narrative>Women</narrative></title><baseline year='2019' value='1'/>{period}</indicator></result>"


def test_project_gets_a_code_people_can_say(app: Flask) -> None:
    take_in(file_of(activity("GB-GOV-1-205-very/long & odd".replace("&", "&amp;")), activity("XX-2")))
    assert sorted(db.session.scalars(sa.select(Project.code))) == ["IATI-0001", "IATI-0002"]
    take_in(file_of(activity("XX-3")))
    assert project("XX-3").code == "IATI-0003"


def test_code_counts_on_from_the_highest_whatever_else_stands_in_the_register(app: Flask, make: Make) -> None:
    make.project(code="IATI-0041")
    make.project(code="IATI-OLD")
    take_in(file_of(activity()))
    assert project().code == "IATI-0042"


def test_imported_project_is_whole(app: Flask) -> None:
    body = (
        "<description><narrative>What</narrative></description><activity-date type='1' iso-date='2020-01-01'/><recipient-country code='GH'/><sector code='11330'/>"
        + participating("GIZ", ref="XM-DAC-5-52") + "<budget><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/><value value-date='2020-01-01'>9</value></budget>"
        + transaction("12.5") + "<document-link url='https://example.org/a' format='text/html'><title><narrative>Doc</narrative></title><category code='A01'/></document-link>"
        + "<related-activity ref='XX-0' type='1'/>" + result()
    )  # fmt: skip
    run = take_in(file_of(activity(body=body)))
    found = project()
    assert (found.title_en, found.summary_en, found.planned_start, found.recipient_country) == (
        "A project",
        "What",
        date(2020, 1, 1),
        "GH",
    )
    assert (found.status, found.origin.value, found.strands_confirmed) == (ProjectStatus.ACTIVE, "iati", False)
    assert [link.strand for link in found.strands] == [Strand.QUAL]
    assert "a" in found.search_text.split()
    assert lines(run)[0].counts == {
        "budgets": 1,
        "transactions": 1,
        "results": 1,
        "documents": 1,
        "relations": 1,
        "indicators": 1,
        "periods": 1,
    }
    assert lines(run)[0].project_code == found.code
    payment = db.session.scalars(sa.select(ProjectTransaction)).one()
    assert (payment.amount, payment.currency, payment.kind, payment.happened_on) == (
        Decimal("12.50"),
        "EUR",
        "3",
        date(2020, 1, 1),
    )
    assert db.session.scalars(sa.select(Indicator)).one().baseline_value == 1


def test_new_project_is_one_line_of_the_log_and_the_chain_holds(app: Flask) -> None:
    run = take_in(file_of(activity(body=transaction() * 30)), name="money.xml")
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_table == "project")).one()
    assert (entry.action, entry.actor_name, entry.reason, entry.project_id) == (
        "create",
        "test",
        "money.xml",
        project().id,
    )
    assert entry.changes["transactions"] == [0, 30]
    assert entry.changes["file"] == [None, run.sha256]
    assert verify()[1] == []


def test_changed_file_updates_only_what_differs(app: Flask) -> None:
    take_in(file_of(activity(body=transaction("1") + transaction("2")), activity("XX-2")))
    kept = {row.amount: row.id for row in db.session.scalars(sa.select(ProjectTransaction))}
    run = take_in(file_of(activity(title="Renamed", body=transaction("2") + transaction("3")), activity("XX-2")))
    assert outcomes(run) == ["updated", "unchanged"]
    assert lines(run)[0].changed == ["title_en", "transactions"]
    found = project()
    assert (found.title_en, found.version) == ("Renamed", 2)
    assert "renamed" in found.search_text.split()
    now = {row.amount: row.id for row in db.session.scalars(sa.select(ProjectTransaction))}
    assert set(now) == {Decimal(2), Decimal(3)}
    assert now[Decimal(2)] == kept[Decimal(2)]
    assert project("XX-2").version == 1
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "update", AuditEntry.subject_table == "project")
    ).one()
    assert entry.changes["title_en"] == ["A project", "Renamed"]
    assert [[row["amount"] for row in side] for side in entry.changes["transactions"]] == [["1"], ["3"]]


def test_indicator_and_period_keep_their_ids_when_the_actual_value_comes_in(app: Flask) -> None:
    take_in(file_of(activity(body=result("5"))))
    ids = (db.session.scalar(sa.select(Indicator.id)), db.session.scalar(sa.select(IndicatorPeriod.id)))
    run = take_in(file_of(activity(body=result("8"))))
    assert outcomes(run) == ["updated"]
    db.session.expire_all()
    period = db.session.scalars(sa.select(IndicatorPeriod)).one()
    assert (db.session.scalar(sa.select(Indicator.id)), period.id) == ids
    assert period.actual_value == 8


def test_result_that_left_the_file_leaves_the_register_with_all_that_hangs_on_it(app: Flask) -> None:
    take_in(file_of(activity(body=result())))
    take_in(file_of(activity(body=transaction())))
    assert (count("result"), count("indicator"), count("indicator_period"), count("project_transaction")) == (
        0,
        0,
        0,
        1,
    )


def test_edited_title_survives_the_next_import(app: Flask) -> None:
    take_in(file_of(activity(title="Published")))
    edited = project()
    edited.title_en, edited.title_de = "Ours", "Unseres"
    db.session.commit()
    run = take_in(file_of(activity(title="Published anew")))
    found = project()
    assert (found.title_en, found.title_de) == ("Ours", "Unseres")
    assert "kept_ours" in codes_of_notes(run)
    assert outcomes(take_in(file_of(activity(title="Published anew")))) == ["unchanged"]


def test_text_in_a_third_language_carries_its_mark_until_somebody_translates_it(app: Flask) -> None:
    take_in(file_of(activity(title="Escuela", attributes='xml:lang="es"')))
    found = project()
    assert found.language_of("title_en") == "es"
    found.title_en = "School"
    assert found.language_of("title_en") is None


def test_confirmed_strands_survive_the_next_import(app: Flask) -> None:
    take_in(file_of(activity(body="<sector code='11330'/>")))
    confirm_strands(project(), strands=[Strand.REINT], at=clock.now())
    db.session.commit()
    take_in(file_of(activity(body="<sector code='93010'/>")))
    found = project()
    assert found.strands_confirmed
    assert [link.strand for link in found.strands] == [Strand.REINT]
    with pytest.raises(ChangedMeanwhile):
        confirm_strands(found, strands=[], at=clock.now())


@pytest.mark.parametrize(("code", "status"), [("5", ProjectStatus.CANCELLED), ("6", ProjectStatus.SUSPENDED)])
def test_stopped_project_says_where_the_stop_comes_from(code: str, status: ProjectStatus, app: Flask) -> None:
    take_in(file_of(activity(status=code)))
    assert (project().status, project().status_reason) == (status, "Taken over from an IATI file.")
    take_in(file_of(activity(status="2")))
    assert (project().status, project().status_reason) == (ProjectStatus.ACTIVE, None)
    steps = db.session.scalars(sa.select(ProjectStep).order_by(ProjectStep.id)).all()
    assert [(step.from_status, step.to_status, step.by_name) for step in steps] == [
        (ProjectStatus.DRAFT, status, "test"),
        (status, ProjectStatus.ACTIVE, "test"),
    ]


def test_project_closed_by_the_ministry_is_left_alone(app: Flask) -> None:
    take_in(file_of(activity()))
    closed = project()
    closed.status = ProjectStatus.CLOSED
    db.session.commit()
    run = take_in(file_of(activity(title="New")))
    assert outcomes(run) == ["refused"]
    assert codes_of_notes(run) == ["closed_here"]
    assert project().title_en == "A project"


def test_project_closed_by_its_publisher_still_follows_the_file(app: Flask) -> None:
    take_in(file_of(activity(status="4")))
    assert outcomes(take_in(file_of(activity(status="4", title="New")))) == ["updated"]
    assert project().title_en == "New"


def links(identifier: str = "XX-1") -> dict[str, str]:
    """Organisations of the project: code and role."""
    query = (
        sa.select(Organisation.code, ProjectOrganisation.role).join(Organisation, ProjectOrganisation.organisation_id == Organisation.id)
        .where(ProjectOrganisation.project_id == project(identifier).id)
    )  # fmt: skip
    return {code: role.value for code, role in db.session.execute(query)}


def test_unknown_organisation_is_entered_once_as_named_in_projects_only(app: Flask) -> None:
    take_in(
        file_of(
            activity(body=participating("Kumasi Institute", ref="GH-1")),
            activity("XX-2", body=participating("KUMASI institute")),
        )
    )
    found = db.session.scalars(sa.select(Organisation)).one()
    assert (found.code, found.kind, found.iati_identifier) == ("kumasi-institute", OrganisationKind.OTHER, "GH-1")
    assert links() == links("XX-2") == {"kumasi-institute": "4"}


def test_partner_is_found_by_name_and_not_changed_and_the_report_warns(app: Flask, make: Make) -> None:
    partner = make.organisation(code="accra", name_en="Accra Return Centre")
    before = contents()["organisation"]
    run = take_in(file_of(activity(body=participating("Accra Return Centre", ref="GH-9"))))
    assert links() == {"accra": "4"}
    assert contents()["organisation"] == before
    assert [note["parameters"] for note in lines(run)[0].notes if note["code"] == "partner_sees"] == [
        {"name": partner.name_en}
    ]


def test_organisation_is_found_by_a_former_name(app: Flask, make: Make) -> None:
    ministry = make.organisation(code="new-name", name_en="New Name")
    db.session.add(FormerName(organisation_id=ministry.id, name_en="Old Name", used_until=date(2020, 1, 1)))
    db.session.commit()
    take_in(file_of(activity(body=participating("old name"))))
    assert links() == {"new-name": "4"}


def test_identifier_tells_organisations_of_one_name_apart(app: Flask) -> None:
    take_in(file_of(activity(body=participating("Red Cross", ref="GH-RC") + participating("Red Cross", ref="DE-RC"))))
    assert links() == {"red-cross": "4", "red-cross-2": "4"}


def test_organisation_added_here_stays_and_one_removed_here_does_not_come_back(app: Flask, make: Make) -> None:
    take_in(file_of(activity(body=participating("One") + participating("Two"))))
    ours = make.organisation(code="ours", name_en="Ours")
    two = db.session.scalars(sa.select(Organisation).where(Organisation.code == "two")).one()
    db.session.execute(sa.delete(ProjectOrganisation).where(ProjectOrganisation.organisation_id == two.id))
    db.session.add(ProjectOrganisation(project_id=project().id, organisation_id=ours.id, role="4"))
    db.session.commit()
    take_in(file_of(activity(title="New", body=participating("Two") + participating("Three"))))
    assert set(links()) == {"ours", "three"}


def test_second_activity_of_one_identifier_is_refused(app: Flask) -> None:
    run = take_in(file_of(activity(title="First"), activity(title="Second")))
    assert outcomes(run) == ["created", "refused"]
    assert codes_of_notes(run) == ["repeated"]
    assert project().title_en == "First"


def test_overlong_identifier_is_refused_not_cut(app: Flask) -> None:
    run = take_in(file_of(activity("X" * 201), activity("Y" * 200)))
    assert outcomes(run) == ["refused", "created"]
    assert count("project", iati_identifier="Y" * 200) == 1


def test_unreadable_amount_refuses_the_activity_alone_and_says_the_line(app: Flask) -> None:
    run = take_in(file_of(activity(), activity("XX-2", body=transaction("1,234"))))
    assert outcomes(run) == ["created", "refused"]
    note = lines(run)[1].notes[0]
    assert (note["code"], note["line"], note["parameters"]["text"]) == ("unreadable_amount", 3, "1,234")


def test_file_damaged_at_its_end_leaves_nothing(app: Flask) -> None:
    take_in(file_of(activity()))
    before = contents(leave_out=frozenset())
    with pytest.raises(UnreadableFile):
        take_in(file_of(activity(title="Changed"), *(activity(f"XX-{number}") for number in range(2, 200)))[:-5])
    db.session.expire_all()
    assert contents(leave_out=frozenset()) == before


def test_markup_in_texts_is_text(app: Flask) -> None:
    take_in(file_of(activity(title="&lt;script&gt;alert(1)&lt;/script&gt;")))
    assert project().title_en == "<script>alert(1)</script>"


def checked(content: bytes) -> ImportRun:
    from io import BytesIO

    digest = files.keep(BytesIO(content))
    run = runs.begin(file_name="file.xml", digest=digest, size=len(content), recipient=None, by=OFFICER, at=clock.now())
    db.session.commit()
    runs.check(run, today=clock.today(), tell=lambda _position: None)
    return run


def apply(run: ImportRun) -> None:
    runs.take_over(run, by=OFFICER, at=clock.now(), today=clock.today(), tell=lambda _position: None)
    db.session.commit()


def test_check_changes_nothing_and_take_over_does_what_it_said(app: Flask) -> None:
    take_in(file_of(activity("XX-1"), activity("XX-2")))
    before = contents()
    run = checked(
        file_of(activity("XX-1"), activity("XX-2", title="New"), activity("XX-3", body=participating("Somebody")))
    )
    assert {name: rows for name, rows in contents().items() if not name.startswith("audit")} == {
        name: rows for name, rows in before.items() if not name.startswith("audit")
    }
    assert (run.state, outcomes(run)) == (ImportState.CHECKED, ["unchanged", "updated", "created"])
    apply(run)
    assert (run.state, outcomes(run)) == (ImportState.APPLIED, ["unchanged", "updated", "created"])
    db.session.expire_all()
    assert [row.project_code for row in lines(run)] == ["IATI-0001", "IATI-0002", "IATI-0003"]
    assert project("XX-2").title_en == "New"


def test_many_activities_are_checked_and_taken_over_in_the_same_order(app: Flask) -> None:
    run = checked(file_of(*(activity(f"XX-{number}", body=transaction(str(number))) for number in range(1, 1203))))
    apply(run)
    db.session.expire_all()
    found = lines(run)
    assert len(found) == 1202
    assert [row.identifier for row in found] == [f"XX-{number}" for number in range(1, 1203)]
    assert found[-1].project_code == "IATI-1202"
    assert verify()[1] == []


def test_register_changed_since_the_check_stops_the_take_over(app: Flask) -> None:
    take_in(file_of(activity()))
    run = checked(file_of(activity(title="New")))
    edited = project()
    edited.title_en = "Ours"
    db.session.commit()
    before = contents()
    with pytest.raises(ChangedMeanwhile, match="XX-1"):
        runs.take_over(run, by=OFFICER, at=clock.now(), today=clock.today(), tell=lambda _position: None)
    db.session.rollback()
    assert contents() == before


def test_project_entered_by_another_import_since_the_check_stops_the_take_over(app: Flask) -> None:
    run = checked(file_of(activity()))
    take_in(file_of(activity()))
    with pytest.raises(ChangedMeanwhile):
        runs.take_over(run, by=OFFICER, at=clock.now(), today=clock.today(), tell=lambda _position: None)
    db.session.rollback()


def test_stored_file_that_changed_is_not_taken_over(app: Flask) -> None:
    run = checked(file_of(activity("XX-unique-file")))
    path = files.path_of(run.sha256)
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    try:
        with pytest.raises(Refused, match="damaged"):
            runs.take_over(run, by=OFFICER, at=clock.now(), today=clock.today(), tell=lambda _position: None)
    finally:
        path.write_bytes(content)


def test_refused_file_keeps_its_reason_and_no_lines(app: Flask) -> None:
    run = checked(file_of(activity(), activity("XX-2"))[:-5])
    assert run.state is ImportState.REFUSED
    assert run.refusal is not None
    assert run.refusal["code"] == "not_well_formed"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportRow)) == 0


@pytest.mark.parametrize(("sent", "shown"), [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\file.xml", "file.xml"), ("a\x00b\n.xml", "ab.xml"), (None, "-"), ("x" * 300, "x" * 255), ("Übersicht.xml", "Übersicht.xml"),
])  # fmt: skip
def test_name_of_a_file_is_only_shown(sent: str | None, shown: str) -> None:
    assert shown_name(sent) == shown
