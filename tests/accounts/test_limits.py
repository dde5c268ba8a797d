"""Too many attempts are refused, by account and by address."""

import pytest
from flask import Flask

from tests.support.make import Make
from tests.support.page_client import client_for

pytestmark = pytest.mark.usefixtures("counted_attempts")


def attempt(app: Flask, email: str, *, address: str = "192.0.2.1", page: str = "/sign-in", **typed: str) -> int:
    client = client_for(app, None).client
    return client.post(
        page, data={"email": email, "password": "wrong", **typed}, environ_base={"REMOTE_ADDR": address}
    ).status_code


def test_eleventh_attempt_on_one_account_is_refused_from_anywhere(app: Flask, make: Make) -> None:
    user = make.editor()
    assert [attempt(app, user.email, address=f"192.0.2.{number}") for number in range(11)] == [422] * 10 + [429]
    assert attempt(app, user.email.upper(), password="x", address="192.0.2.99") == 429
    assert attempt(app, make.editor().email, password="x") == 302


def test_unknown_accounts_are_counted_alike(app: Flask) -> None:
    assert [attempt(app, "nobody@example.org") for _number in range(11)] == [422] * 10 + [429]


def test_one_address_may_not_try_many_accounts(app: Flask) -> None:
    answers = [attempt(app, f"nobody{number}@example.org") for number in range(61)]
    assert answers == [422] * 60 + [429]
    assert attempt(app, "somebody@example.org", address="192.0.2.2") == 422


def test_resets_are_limited(app: Flask, make: Make) -> None:
    email = make.editor().email
    assert [attempt(app, email, page="/forgotten-password") for _number in range(4)] == [200, 200, 200, 429]


def test_codes_are_limited_by_the_person_signing_in(app: Flask) -> None:
    answers = []
    for number in range(12):
        browser = client_for(app, None)
        with browser.client.session_transaction() as session:
            session["tf_user_id"] = "somebody" if number < 11 else "somebody else"
        answers.append(
            browser.client.post(
                "/sign-in/code", data={"code": "000000"}, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}
            ).status_code
        )
    assert answers == [302] * 10 + [429, 302]


def test_refusal_says_how_long_to_wait(app: Flask) -> None:
    client = client_for(app, None)
    for _number in range(10):
        client.client.post("/sign-in", data={"email": "a@example.org", "password": "wrong"})
    page = client.post("security.login", {"email": "a@example.org", "password": "wrong"}, expect=429)
    assert page.heading == "Too many attempts"
    assert page.headers["Retry-After"] == "900"
