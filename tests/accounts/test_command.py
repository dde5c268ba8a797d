"""`partnership user create`."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from partnership.access.vocabulary import OrganisationKind
from partnership.accounts import queries
from partnership.accounts.commands import user
from partnership.core import clock, commands
from tests.support.make import Make
from tests.support.page_client import client_for

SECRET = "nine violet tractors hum"


@pytest.fixture(autouse=True)
def current_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's tables come from the models; there is no line of a migration to compare."""
    monkeypatch.setattr(commands, "is_current", lambda engine: True)


def create(
    app: Flask,
    *,
    email: str = "Admin@ministry.example",
    organisation: str,
    role: str = "administrator",
    password: str = SECRET,
) -> Result:
    arguments = [
        "create",
        email,
        "--name",
        "Yusuf Aydın",
        "--organisation",
        organisation,
        "--role",
        role,
        "--language",
        "en",
        "--password",
        password,
    ]
    return CliRunner().invoke(user, arguments, obj=lambda: app)


def test_the_first_administrator(app: Flask, make: Make) -> None:
    ministry = make.organisation(kind=OrganisationKind.MINISTRY)
    result = create(app, organisation=ministry.code)
    assert (result.exit_code, "can sign in as administrator" in result.output) == (0, True)
    account = queries.user_by_email("admin@ministry.example")
    assert account is not None
    assert account.password != "x"
    assert (
        client_for(app, None).post("security.login", {"email": "admin@ministry.example", "password": SECRET}).location
        == "/"
    )
    assert queries.valid_memberships(account.id, day=clock.today())


def test_what_is_wrong_is_said_in_a_sentence(app: Flask, make: Make) -> None:
    ministry = make.organisation(kind=OrganisationKind.MINISTRY)
    for values, sentence in (
        ({"organisation": "nowhere"}, "no organisation with the code nowhere"), ({"organisation": ministry.code, "role": "lead"}, "Nobody can be lead"),
        ({"organisation": ministry.code, "password": "Passwort1234"}, "can be guessed"), ({"organisation": ministry.code, "email": "nobody"}, "not a complete e-mail address"),
    ):  # fmt: skip
        result = create(app, **values)
        said = result.output + str(result.exception or "")
        assert result.exit_code == 1
        assert sentence in said
        assert SECRET not in said
    assert queries.user_by_email("admin@ministry.example") is None


def test_a_second_role_leaves_the_password(app: Flask, make: Make) -> None:
    ministry = make.organisation(kind=OrganisationKind.MINISTRY)
    create(app, organisation=ministry.code)
    assert create(app, organisation=ministry.code, role="privacy", password="x").exit_code == 0
    again = create(app, organisation=ministry.code, role="privacy", password="x")
    assert again.exit_code == 1
    assert "holds this role already" in str(again.exception)
    client_for(app, None).post("security.login", {"email": "admin@ministry.example", "password": SECRET})
