"""Who sees what: visible_to and can() agree for every role and record; every field of data_fields.csv by role in page, list, CSV, XLSX, search."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from python_calamine import CalamineWorkbook

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, OrganisationKind, Role
from partnership.accounts.models import User
from partnership.accounts.setup import actor_of
from partnership.core.database import db
from partnership.organisations.models import Organisation
from partnership.participants.models import Identity, Participant, Participation, PathwayEvent
from partnership.participants.queries import journey
from partnership.participants.queries.listing import PeopleFilter, exported, listed
from partnership.participants.queries.visibility import visible_to, ways_visible_to
from partnership.participants.rules.fields import (
    COLUMN,
    editable_fields,
    every_field,
    listed_fields,
    readable,
    visible_fields,
    writable,
)
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.vocabulary import Strand
from partnership.reference_data.codelists import rows
from tests.support.make import Make
from tests.support.page_client import PageClient, client_for

MARKS = {
    "given_name": "Zzgiven", "family_name": "Zzfamily", "birth_date": ("7 August 1991", "1991-08-07"), "birth_year": "1991", "sex": "Non-binary", "nationality": "Togo",
    "phone": "0244-777", "email": "zz@example.org", "home_region": "Savannah", "nrw_district": "Bottrop", "education_level": "Master of Technology",
    "isco": "Bricklayers and related workers", "language_level": "Upper intermediate", "residence_title": "16d Abs. 3", "milestones": "Residence permit issued",
    "notes": "zznote", "pid": "GH-",
}  # fmt: skip
"""A value of each field that nothing else on the page can show."""
IN_LIST = {"pid", "given_name", "family_name", "home_region", "milestones"}
IN_EXPORT = set(MARKS) - {"language_level", "residence_title", "notes"}
ON_PAGE = set(MARKS)
WITHOUT_TABLE = {
    "age_group",
    "passport_no",
    "ghana_card_no",
    "address",
    "recognition",
    "employer",
    "health_notes",
    "vulnerability",
    "rss_scores",
    "rss_answers",
    "consents",
}
"""Fields of the file for which the register has no column of its own yet."""
ROLES = [role for role in Role if role is not Role.ADMINISTRATOR]


@pytest.fixture
def person(make: Make) -> Participant:
    found = make.participant(
        given_name="Zzgiven", family_name="Zzfamily", birth_date=date(1991, 8, 7), sex=Sex.DIVERSE, nationality="TG", home_region="GH-SV", nrw_district="05512",
        education_level="MTECH", occupation="7112",
    )  # fmt: skip
    identity = db.session.scalars(sa.select(Identity).where(Identity.participant_id == found.id)).one()
    identity.phone, identity.email = "0244-777", "zz@example.org"
    for organisation in (make.partner_organisation(), make.the(OrganisationKind.AUTHORITY)):
        migration = make.participation(
            found, strand=Strand.MIGR, organisation=organisation, steps={"M320": date(2026, 2, 2)}
        )
        db.session.add(
            PathwayEvent(
                participation_id=migration.id,
                step="M340",
                status=EventStatus.REACHED,
                happened_on=date(2026, 3, 2),
                value="A16D3",
                note="zznote",
            )
        )
        migration.latest_step, migration.latest_step_on = "M340", date(2026, 3, 2)
        study = make.participation(found, strand=Strand.QUAL, organisation=organisation)
        db.session.add(
            PathwayEvent(
                participation_id=study.id,
                step="Q230",
                status=EventStatus.REACHED,
                happened_on=date(2026, 1, 20),
                value="B2",
            )
        )
    db.session.commit()
    return found


def shown(text: str, field: str) -> bool:
    marks = MARKS[field]
    return any(mark in text for mark in ([marks] if isinstance(marks, str) else marks))


def texts(client: PageClient, person: Participant) -> dict[str, str]:
    """Everything this reader can get about the person, by way of getting it."""
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(client.client.get("/participants/export/xlsx").data)
    ).get_sheet_by_index(0)
    return {
        "list": client.get("participants.index").tree.text_content(), "page": client.get("participants.show", public_id=person.public_id).response.text,
        "csv": client.client.get("/participants/export/csv").text, "xlsx": "\n".join(str(value) for row in sheet.to_python() for value in row),
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_field_reaches_exactly_the_roles_of_the_file(
    app: Flask, make: Make, person: Participant, role: Role
) -> None:
    client = client_for(app, make.user(role))
    found = texts(client, person)
    assert set(MARKS) | WITHOUT_TABLE == every_field()
    for field in MARKS:
        allowed = field in readable(role)
        for way, offers in (("list", IN_LIST), ("csv", IN_EXPORT), ("xlsx", IN_EXPORT), ("page", ON_PAGE)):
            if not allowed:
                assert not shown(found[way], field), f"{role} sees {field} in {way}"
            # On the page the year stands inside the date for those who see the date.
            elif field in offers:
                assert shown(found[way], field), f"{role} does not see {field} in {way}"


@pytest.mark.parametrize("role", ROLES)
def test_search_answers_names_only_to_those_who_see_them(
    app: Flask, make: Make, person: Participant, role: Role
) -> None:
    client = client_for(app, make.user(role))
    for text, expected in (
        ("zzgiven", "given_name" in readable(role)),
        ("family zz", False),
        ("zzfam zzgi", "family_name" in readable(role)),
        ("0244-777", False),
        ("zz@example.org", False),
        (person.public_id, True),
    ):
        page = client.get(client.post("participants.search", {"q": text}).location)
        assert bool(page.find("//tbody/tr")) is expected, text


def test_the_rules_are_the_file() -> None:
    for row in rows("data_fields"):
        for role, column in COLUMN.items():
            assert (row["code"] in readable(role)) is (row[column] != "-"), (row["code"], role)
            assert (row["code"] in writable(role)) is (
                row[column] == "rw" and role in (Role.EDITOR, Role.CLERK, Role.OFFICER)
            ), (row["code"], role)
    assert readable(Role.ADMINISTRATOR) == frozenset()
    assert writable(Role.PRIVACY) == frozenset()
    assert readable(Role.PRIVACY) == every_field()


def everybody(make: Make) -> list[User]:
    other, third = make.organisation(), make.organisation()
    users = [make.user(role) for role in Role]
    users += [make.user(role, organisation=other) for role in (Role.EDITOR, Role.LEAD)] + [make.editor(third)]
    return users


def test_visible_to_and_can_agree_for_every_role_and_record(make: Make) -> None:
    first = make.partner_organisation()
    users = everybody(make)
    organisations = [
        first,
        *(
            db.session.scalars(
                sa.select(Organisation).where(
                    Organisation.kind == OrganisationKind.PARTNER, Organisation.id != first.id
                )
            )
        ),
        make.the(OrganisationKind.AUTHORITY),
    ]
    people = [make.participant() for _number in range(len(organisations) + 1)]
    for participant, organisation in zip(people, organisations, strict=False):
        make.participation(participant, organisation=organisation)
        make.participation(people[-1], organisation=organisation, project=make.project(partners=[organisation]))
    nobody = make.participant()
    for user in users:
        actor = actor_of(user)
        assert actor
        visible = set(db.session.scalars(sa.select(Participant.public_id).where(visible_to(actor))))
        for participant in [*people, nobody]:
            whole = journey.participant(participant.public_id)
            assert whole
            assert (participant.public_id in visible) is can(actor, Action.VIEW_PARTICIPANT, whole), (
                actor.hats,
                participant.public_id,
            )
            if "family_name" in visible_fields(actor, whole):
                assert can(actor, Action.VIEW_IDENTITY, whole)
            assert bool(editable_fields(actor, whole)) is can(actor, Action.EDIT_PARTICIPANT, whole)
        ways = set(db.session.scalars(sa.select(Participation.id).where(ways_visible_to(actor))))
        for way in db.session.scalars(sa.select(Participation)).all():
            assert (way.id in ways) is can(actor, Action.VIEW_PARTICIPANT, way)


def test_list_page_and_export_hold_the_same_people(make: Make, fixed_clock: Any) -> None:
    for organisation in (make.partner_organisation(), make.organisation()):
        for _number in range(3):
            make.participation(organisation=organisation)
    for user in everybody(make):
        actor = actor_of(user)
        assert actor
        page = [row.public_id for row in listed(PeopleFilter(), actor=actor, today=fixed_clock.date()).rows]
        assert page == [row.public_id for row in exported(PeopleFilter(), actor=actor, today=fixed_clock.date())]
        if not listed_fields(actor):
            assert page == []


def test_names_that_look_like_formulas_leave_as_text(app: Flask, make: Make) -> None:
    make.participation(make.participant(given_name="=HYPERLINK(1)", family_name="+233"))
    client = client_for(app, make.editor())
    lines = list(csv.reader(io.StringIO(client.client.get("/participants/export/csv").data.decode("utf-8-sig"))))
    assert lines[1][1:3] == ["'+233", "'=HYPERLINK(1)"]
    book = (
        CalamineWorkbook.from_filelike(io.BytesIO(client.client.get("/participants/export/xlsx").data))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert book[1][1:3] == ["+233", "=HYPERLINK(1)"]
    assert isinstance(book[1][book[0].index("Started on")], date)


def test_exports_follow_the_filters_of_the_page(app: Flask, make: Make) -> None:
    make.participation(make.participant(sex=Sex.MALE))
    make.participation()
    client = client_for(app, make.officer())
    lines = client.client.get("/participants/export/csv?sex=m").text.splitlines()
    assert len(lines) == 2
    assert "Male" in lines[1]
    assert (
        client.client.get("/participants/export/csv?sex=m")
        .headers["Content-Disposition"]
        .endswith("people-2026-07-06.csv")
    )


def test_no_name_stands_in_any_address_or_title(app: Flask, make: Make, person: Participant) -> None:
    client = client_for(app, make.editor())
    for page in (
        client.get("participants.index"),
        client.get("participants.show", public_id=person.public_id),
        client.get("participants.edit", public_id=person.public_id),
    ):
        addresses = " ".join(page.tree.xpath("//@href|//@action"))
        assert not re.search("zzgiven|zzfamily", addresses + page.tree.xpath("string(//title)"), re.IGNORECASE)
