"""The register that is measured: invented, the same at every run, in a temporary file or a database that is emptied first."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from partnership.access.vocabulary import OrganisationKind, Role
from partnership.accounts.models import Membership, User, UserSession
from partnership.accounts.rules import token_hash
from partnership.app import create_app
from partnership.audit.triggers import guard
from partnership.config import Settings
from partnership.core import clock
from partnership.core.database import db
from partnership.core.public_id import ALPHABET, PREFIX
from partnership.core.record import metadata
from partnership.core.search_text import words
from partnership.organisations.models import Organisation
from partnership.participants.models import Identity, NameWord, Participant, Participation, PathwayEvent
from partnership.participants.operations.limits import rebuild_limits
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project, ProjectOrganisation, ProjectStrand
from partnership.projects.vocabulary import OrganisationRole, ProjectStatus, Strand
from partnership.reference_data.codelists import codelist
from partnership.reference_data.pathways import Step, steps, steps_of

SEED, CHUNK, ORGANISATIONS, PROJECTS = 2026, 20_000, 40, 1000
GIVEN = (
    "Adjoa",
    "Kofi",
    "Ama",
    "Kwame",
    "Ɛsi",
    "Yaw",
    "Abena",
    "Kwabena",
    "Akosua",
    "Naa",
    "Mawuli",
    "Fatima",
    "Ibrahim",
    "Selorm",
    "Ŋmintri",
    "Rahinatu",
)
FAMILY = (
    "Ɔsɛi",
    "Mensah",
    "Boateng",
    "Owusu",
    "Asante",
    "Nyarkɔ",
    "Addo",
    "Tetteh",
    "Agbeko",
    "Yakubu",
    "Alhassan",
    "Quaye",
    "Frimpong",
    "Dɔgbɛ",
)


def application(folder: Path, *, database: str) -> Flask:
    """The application on an empty register."""
    settings = Settings(
        database_url=database or f"sqlite:///{folder / 'bench.db'}", secret_key="s" * 40, mail_url=None, redis_url=None, files_url=(folder / "files").as_uri(),
        demo=True, base_url="http://localhost", folder=folder, testing=True,
    )  # fmt: skip
    app = create_app(settings, WTF_CSRF_ENABLED=False)
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        metadata.create_all(connection)
        guard(connection)
    return app


def load(people: int) -> None:
    """A register of so many people in 1,000 projects of 40 organisations; the same at every run."""
    rng = random.Random(SEED)  # noqa: S311  invented people, nothing secret
    with db.engine.begin() as connection:
        ground(connection)
        for start in range(1, people + 1, CHUNK):
            tables: dict[Any, list[dict[str, Any]]] = {
                table: [] for table in (Participant, Identity, NameWord, Participation, PathwayEvent)
            }
            for number in range(start, min(start + CHUNK, people + 1)):
                for table, row in person(number, rng):
                    tables[table].append(row)
            for table, rows in tables.items():
                connection.execute(sa.insert(table), rows)
    rebuild_limits()
    db.session.commit()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def ground(connection: sa.Connection) -> None:
    """Organisations and projects."""
    now = {"created_at": clock.now()}
    kinds = [OrganisationKind.MINISTRY, *[OrganisationKind.PARTNER] * ORGANISATIONS]
    connection.execute(sa.insert(Organisation), [
        {"id": number, "code": f"org-{number}", "name_en": f"Organisation {number}", "kind": kind, "agreement_from": date(2020, 1, 1), **now, "updated_at": clock.now(), "version": 1}
        for number, kind in enumerate(kinds, start=1)
    ])  # fmt: skip
    connection.execute(sa.insert(Project), [
        {"id": number, "code": f"GH-{number:04}", "title_en": f"Project {number}", "status": ProjectStatus.ACTIVE, **now, "updated_at": clock.now(), "version": 1}
        for number in range(1, PROJECTS + 1)
    ])  # fmt: skip
    connection.execute(
        sa.insert(ProjectStrand),
        [{"project_id": number, "strand": list(Strand)[number % 4], **now} for number in range(1, PROJECTS + 1)],
    )
    connection.execute(sa.insert(ProjectOrganisation), [
        {"project_id": number, "organisation_id": 2 + number % ORGANISATIONS, "role": OrganisationRole.IMPLEMENTING, **now} for number in range(1, PROJECTS + 1)
    ])  # fmt: skip


def person(number: int, rng: random.Random) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows of one person: most have one way of four steps, a few stand late."""
    stamp = {"created_at": clock.now()}
    edited = {**stamp, "updated_at": clock.now(), "version": 1}
    given, family = (
        f"{rng.choice(GIVEN)} {rng.choice(GIVEN)}",
        f"{rng.choice(FAMILY)}-{rng.choice(FAMILY)}{number % 97}",
    )
    born = date(1980, 1, 1) + timedelta(days=rng.randrange(9000))
    public_id = "".join(ALPHABET[number >> 5 * place & 31] for place in range(8))
    yield Participant, {
        "id": number, "public_id": f"{PREFIX}-{public_id[:4]}-{public_id[4:]}", "sex": rng.choice(list(Sex)), "birth_year": born.year, "nationality": "GH",
        "home_region": rng.choice(list(codelist("ghana_regions"))), **edited,
    }  # fmt: skip
    yield Identity, {"participant_id": number, "given_name": given, "family_name": family, "birth_date": born, **edited}
    for word in words(f"{given} {family}"):
        yield NameWord, {"participant_id": number, "word": word, **stamp}
    project = rng.randint(1, PROJECTS)
    strand, begun = list(Strand)[project % 4], date(2023, 1, 1) + timedelta(days=rng.randrange(1200))
    path = way_of(strand, rng)
    days = [begun + timedelta(days=20 * place + rng.randrange(20)) for place in range(len(path))]
    yield Participation, {
        "id": number, "participant_id": number, "project_id": project, "organisation_id": 2 + project % ORGANISATIONS, "strand": strand, "started_on": days[0],
        "ended_on": days[-1] if path[-1].terminal else None, "latest_step": path[-1].code, "latest_step_on": days[-1], **edited,
    }  # fmt: skip
    for step, day in zip(path, days, strict=True):
        yield (
            PathwayEvent,
            {
                "participation_id": number,
                "step": step.code,
                "status": EventStatus.REACHED,
                "happened_on": day,
                "value": "B1" if step.code == "Q230" else "",
                "note": "",
                **stamp,
            },
        )


def way_of(strand: Strand, rng: random.Random) -> list[Step]:
    """Four steps along usual successors."""
    path = [steps_of(strand)[rng.randrange(4)]]
    while len(path) < 4:
        following = [code for code in path[-1].next_codes if steps()[code].strand == strand]
        if not following:
            break
        path.append(steps()[rng.choice(following)])
    return path


def readers() -> dict[str, User]:
    """An editor of one of the partners, an officer, a data protection officer."""
    found = {}
    for number, (name, role, organisation) in enumerate(
        (("editor", Role.EDITOR, 2), ("officer", Role.OFFICER, 1), ("privacy", Role.PRIVACY, 1))
    ):
        user = User(
            email=f"{name}@example.org",
            name=name,
            language="en",
            fs_uniquifier=UUID(int=number).hex,
            confirmed_at=clock.now(),
        )
        db.session.add(user)
        db.session.flush()
        db.session.add(
            Membership(user_id=user.id or 0, organisation_id=organisation, role=role, valid_from=date(2020, 1, 1))
        )
        found[name] = user
    db.session.commit()
    return found


def signed_in(app: Flask, user: User) -> FlaskClient:
    """A browser in which this person is signed in."""
    client, token = app.test_client(), UUID(int=user.id or 0).hex
    db.session.add(
        UserSession(user_id=user.id or 0, token_hash=token_hash(token), browser="bench", seen_at=clock.now())
    )
    db.session.commit()
    with client.session_transaction() as session:
        session.update(
            language="en",
            _user_id=user.fs_uniquifier,
            _fresh=True,
            fs_cc="set",
            fs_paa=time.time(),
            session_token=token,
        )
    return client
