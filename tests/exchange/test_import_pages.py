"""From the upload to the confirmed strands, as an officer meets it; and what everybody else and every wrong file meets."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import selectinload

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, Role
from partnership.core.database import db
from partnership.core.jobs import Job, JobState
from partnership.exchange.models import ImportRun
from partnership.exchange.queries.imports import visible_to
from partnership.exchange.vocabulary import ImportState
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand
from tests.support.actors import actor
from tests.support.iati_files import activity, contents, count, file_of, take_in, transaction
from tests.support.make import Make
from tests.support.page_client import Page, PageClient, client_for
from tests.support.statements import statements

TRAINING = "<sector code='11330'/><recipient-country code='GH'/>"


def upload(
    client: PageClient, content: bytes, *, name: str = "file.xml", recipient: str = "", expect: int = 302
) -> Page:
    return client.post("imports.new", {"file": (BytesIO(content), name), "recipient": recipient}, expect=expect)


def run_at(address: str) -> ImportRun:
    db.session.expire_all()
    run = db.session.get(ImportRun, int(address.split("/")[2]))
    assert run is not None
    return run


def test_officer_uploads_reads_the_report_takes_over_and_confirms(officer: PageClient) -> None:
    assert "No file has been imported yet." in officer.get("imports.index").main
    form = officer.get("imports.new")
    assert form.find("//input[@name='recipient'][@checked]")[0].get("value") == "GH"
    content = file_of(
        activity("XX-1", title="School of nursing", body=TRAINING + transaction()),
        activity("XX-2", body=transaction("1,234")),
        activity("XX-3", title="Wells"),
    )
    here = upload(officer, content, name="funder.xml", recipient="GH").location
    report = officer.get(here)
    assert report.heading == "funder.xml"
    assert count("project") == 0
    for sentence in (
        "1 project would be new",
        "1 activity is refused",
        "1 activity is for other countries",
        "The amount “1,234” in “value” is not a number",
        "Transactions: 1",
    ):
        assert sentence in report.main.replace("“transaction”", "“value”"), sentence
    refused = officer.get(here, query={"outcome": "refused"})
    assert "XX-2" in refused.main
    assert "School of nursing" not in refused.main
    assert officer.post(f"{here}/take-over").location == here
    done = officer.get(here)
    assert "Taken over" in done.main
    assert "The strands of 1 project are only suggested" in done.main
    assert done.find("//a[@href='/projects/IATI-0001']")
    page = officer.get(f"{here}/strands")
    assert "For Qualification speaks: sector 11330 (Vocational training)" in page.main
    project_id = page.find("//input[@name='project']")[0].get("value")
    ticked = [box.get("value") for box in page.find(f"//input[@name='strands-{project_id}'][@checked]")]
    assert ticked == ["QUAL"]
    officer.post(f"{here}/strands", {"project": project_id, f"strands-{project_id}": ["QUAL", "MIGR"]})
    project = db.session.scalars(
        sa.select(Project).options(selectinload(Project.strands)).execution_options(populate_existing=True)
    ).one()
    assert project.strands_confirmed
    assert project.strand_codes == (Strand.QUAL, Strand.MIGR)
    assert "are confirmed" in officer.get(f"{here}/strands").main
    assert "funder.xml" in officer.get("imports.index").main


def test_list_and_report_stand_in_german_too(app: Flask, make: Make) -> None:
    client = client_for(app, make.user(Role.OFFICER, language="de"), language="de")
    here = upload(client, file_of(activity(body=transaction("1,234")))).location
    client.get(here)
    client.get("imports.index")
    client.get("imports.new")


def test_same_file_again_has_nothing_to_take_over(officer: PageClient) -> None:
    take_in(file_of(activity()))
    here = upload(officer, file_of(activity())).location
    page = officer.get(here)
    assert "There is nothing to take over" in page.main
    assert not page.find("//form[contains(@action,'take-over')]")


def test_discarded_file_changes_nothing_and_cannot_be_taken_over(officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    officer.post(f"{here}/discard")
    assert run_at(here).state is ImportState.DISCARDED
    officer.get(here)
    assert "this import is “Discarded”" in officer.post(f"{here}/take-over", expect=422).main
    assert count("project") == 0


def test_taken_over_file_cannot_be_taken_over_checked_or_discarded_again(officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    officer.post(f"{here}/take-over")
    for step in ("take-over", "check", "discard"):
        officer.post(f"{here}/{step}", expect=422)
    assert count("project") == 1


def test_register_that_changed_since_the_check_is_said_and_the_file_can_be_checked_again(officer: PageClient) -> None:
    take_in(file_of(activity()))
    here = upload(officer, file_of(activity(title="New"))).location
    db.session.execute(sa.update(Project).values(title_en="Ours", version=2))
    db.session.commit()
    officer.post(f"{here}/take-over")
    page = officer.get(here)
    assert "Since the check, the register has changed for “XX-1”." in page.main
    assert "Nothing was taken over" in page.main
    officer.post(f"{here}/check")
    assert "The ministry's version stays" in officer.get(here).main
    officer.post(f"{here}/take-over")
    assert run_at(here).state is ImportState.APPLIED


def test_file_that_is_damaged_further_down_is_refused_after_the_check(officer: PageClient) -> None:
    many = file_of(*(activity(f"XX-{number}") for number in range(300)))
    here = upload(officer, many[:-20]).location
    page = officer.get(here)
    assert "The file is refused." in page.main
    assert "The file is damaged: the XML has an error in line" in page.main
    assert count("import_row") == count("project") == 0


def zipped() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", file_of(activity()))
    return packed.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><iati-activities version="2.03"><iati-activity><iati-identifier>&x;</iati-identifier></iati-activity></iati-activities>'
WRONG = {
    "pdf": (b"%PDF-1.7\n...", "The file is not an XML file."),
    "zip": (zipped(), "The file is not an XML file."),
    "empty": (b"", "The file is empty."),
    "organisation file": (
        b'<iati-organisations version="2.03"><iati-organisation/></iati-organisations>',
        "This is an IATI organisation file.",
    ),
    "page": (b"<html><body/></html>", "This is not an IATI activity file"),
    "unknown version": (b'<iati-activities version="9.9"><iati-activity/></iati-activities>', "follows version “9.9”"),
    "external entity": (BOMB, "declares a document type"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_file_is_answered_with_a_sentence_beside_the_field(kind: str, officer: PageClient) -> None:
    content, sentence = WRONG[kind]
    before = contents(leave_out=frozenset())
    page = upload(officer, content, name="iati.xml", recipient="GH", expect=422)
    assert sentence in page.main
    assert page.find("//input[@type='file'][@aria-invalid='true']")
    assert page.find("//input[@name='recipient'][@checked]")[0].get("value") == "GH"
    assert contents(leave_out=frozenset()) == before


def test_no_file_at_all_is_answered_with_a_sentence(officer: PageClient) -> None:
    assert "Choose a file." in officer.post("imports.new", {"recipient": ""}, expect=422).main


def test_file_of_26_mb_is_answered_with_a_sentence(officer: PageClient) -> None:
    head = b'--part\r\nContent-Disposition: form-data; name="file"; filename="large.xml"\r\n\r\n'
    body = head + b"<" + b" " * (26 * 1024 * 1024) + b"\r\n--part--\r\n"
    page = Page(officer.client.post("/imports/new", data=body, content_type="multipart/form-data; boundary=part"))
    assert page.status == 413
    assert "larger than this service accepts" in page.main


def test_name_of_the_file_is_no_path_and_no_markup(officer: PageClient) -> None:
    here = upload(
        officer,
        file_of(activity(title="&lt;img src=x onerror=alert(1)&gt;", body="<sector code='11330'/>")),
        name="../../<b>x<b>.xml",
    ).location
    page = officer.get(here)
    assert page.heading == "<b>x<b>.xml"
    assert not page.find("//main//img|//main//b")
    assert "<img src=x onerror=alert(1)>" in page.main
    officer.post(f"{here}/take-over")
    strands = officer.get(f"{here}/strands")
    assert "<img src=x onerror=alert(1)>" in strands.main
    assert not strands.find("//main//img")


GET_PAGES = ("imports.index", "imports.new")
OF_ONE = ("imports.show", "imports.progress", "imports.strands")
POSTS = ("imports.take_over", "imports.check", "imports.discard", "imports.strands")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_import(role: Role, app: Flask, officer: PageClient, make: Make) -> None:
    here = upload(officer, file_of(activity())).location
    run_id = int(here.split("/")[2])
    client = client_for(app, make.user(role))
    for page in GET_PAGES:
        client.get(page, expect=403)
    upload(client, file_of(activity()), expect=403)
    for page in OF_ONE:
        client.get(page, run_id=run_id, expect=404)
    for page in POSTS:
        client.post(page, run_id=run_id, expect=404)
    assert run_at(here).state is ImportState.CHECKED


def test_visitors_are_asked_to_sign_in(visitor: PageClient) -> None:
    for page in GET_PAGES:
        assert "sign-in" in visitor.get(page, expect=302).location


@pytest.mark.parametrize("role", list(Role))
def test_list_and_permission_table_agree(role: Role, officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    someone = actor(role)
    seen = db.session.scalars(sa.select(ImportRun).where(visible_to(someone))).all()
    assert bool(seen) is can(someone, Action.IMPORT_PROJECTS, run_at(here))


def test_missing_import_is_not_found(officer: PageClient) -> None:
    officer.get("imports.show", run_id=4711, expect=404)
    officer.post("imports.take_over", run_id=4711, expect=404)


def test_decision_without_the_token_of_the_page_is_refused(officer: PageClient, app: Flask) -> None:
    here = upload(officer, file_of(activity())).location
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for step in ("take-over", "check", "discard", "strands"):
            officer.post(f"{here}/{step}", expect=400)
        upload(officer, file_of(activity()), expect=400)
        token = (
            officer.get(here).find("//form[contains(@action,'take-over')]//input[@name='csrf_token']")[0].get("value")
        )
        officer.post(f"{here}/take-over", {"csrf_token": token})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert run_at(here).state is ImportState.APPLIED


def test_work_under_way_is_shown_without_a_script_and_to_the_script(officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    run = run_at(here)
    job = db.session.get(Job, run.job_id)
    assert job is not None
    run.state, job.state, job.progress, job.total = ImportState.CHECKING, JobState.RUNNING, 1_500_000, 3_000_000
    db.session.commit()
    page = officer.get(here)
    assert page.find("//progress")[0].get("value") == "50"
    assert page.find("//noscript/meta[@http-equiv='refresh']") or b'http-equiv="refresh"' in page.response.data
    assert officer.get(f"{here}/progress").response.json == {"value": 50, "text": "1.5 of 3 MB", "done_url": None}
    run.state = ImportState.CHECKED
    db.session.commit()
    assert officer.get(f"{here}/progress").response.json["done_url"] == here


def test_interrupted_work_can_be_done_again_or_dropped(officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    run = run_at(here)
    job = db.session.get(Job, run.job_id)
    assert job is not None
    run.state, job.state, job.error = ImportState.APPLYING, JobState.FAILED, "7KQ2-M9XT"
    db.session.commit()
    page = officer.get(here)
    assert "7KQ2-M9XT" in page.main
    officer.post(f"{here}/check")
    assert run_at(here).state is ImportState.CHECKED


def test_long_report_is_read_page_by_page(officer: PageClient) -> None:
    here = upload(officer, file_of(*(activity(f"XX-{number:03}") for number in range(1, 121)))).location
    first = officer.get(here)
    assert "1 to 50 of 120 activities" in first.main
    second = officer.get(first.find("//a[@rel='next']")[0].get("href"))
    assert "51 to 100 of 120 activities" in second.main
    assert "XX-051" in second.main
    third = officer.get(second.find("//a[@rel='next']")[0].get("href"))
    assert "101 to 120 of 120 activities" in third.main
    assert not third.find("//a[@rel='next']")
    back = officer.get(third.find("//a[@rel='prev']")[0].get("href"))
    assert "51 to 100 of 120 activities" in back.main
    again = officer.get(back.find("//a[@rel='prev']")[0].get("href"))
    assert "XX-001" in again.main
    assert not again.find("//a[@rel='prev']")


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "eyJhIjoxfQ", "WyJhIiwiYiJd"])
def test_mistyped_cursor_shows_a_page(cursor: str, officer: PageClient) -> None:
    here = upload(officer, file_of(activity())).location
    officer.get(here, query={"after": cursor, "outcome": "nonsense"})
    officer.get("imports.index", query={"before": cursor})


def test_pages_cost_the_same_whatever_their_length(officer: PageClient) -> None:
    one = upload(officer, file_of(activity())).location
    with statements() as first:
        officer.get(one)
    with statements() as first_list:
        officer.get("imports.index")
    for _number in range(9):
        ten = upload(officer, file_of(*(activity(f"XX-{number}") for number in range(10)))).location
    with statements() as last:
        officer.get(ten)
    with statements() as last_list:
        officer.get("imports.index")
    assert len(first) == len(last)
    assert len(first_list) == len(last_list)


def test_strands_of_a_foreign_project_cannot_be_confirmed_through_an_import(officer: PageClient, make: Make) -> None:
    here = upload(officer, file_of(activity())).location
    officer.post(f"{here}/take-over")
    foreign = make.project(strands_confirmed=False)
    officer.post(f"{here}/strands", {"project": str(foreign.id), f"strands-{foreign.id}": "REINT"})
    db.session.expire_all()
    assert db.session.get(Project, foreign.id).strands_confirmed is False  # type: ignore[union-attr]


def test_home_says_what_waits_for_a_decision(officer: PageClient) -> None:
    upload(officer, file_of(activity()), name="waiting.xml")
    assert "Decide on the import: waiting.xml" in officer.get("overview.home").main
