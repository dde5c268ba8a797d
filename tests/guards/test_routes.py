"""Every address has a policy, a form people can say aloud, and an answer for those who may not."""

import re

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from partnership.access.guard import LIBRARY_PAGES
from partnership.access.permissions import PERMISSIONS
from partnership.access.vocabulary import Action
from tests.support.page_client import PageClient

KEBAB = re.compile(r"^/([a-z0-9-]+(/[a-z0-9-]+)*/?)?$")
PARAMETER = re.compile(r"<[^>]+>")


def own_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(LIBRARY_PAGES)]


def sample(converter: BaseConverter) -> object:
    """Something that fits into the address."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, IntegerConverter) else "x"


def test_every_view_declares_who_may_use_it(app: Flask) -> None:
    open_views = [rule.rule for rule in own_rules(app) if not hasattr(app.view_functions[rule.endpoint], "policy")]
    assert not open_views, f"without @allow or @public: {open_views}"


def test_addresses_are_kebab_case_with_typed_parameters(app: Flask) -> None:
    for rule in own_rules(app):
        plain = PARAMETER.sub("x", rule.rule)
        assert KEBAB.match(plain), f"{rule.rule} is not kebab-case"
        untyped = [
            part
            for part in PARAMETER.findall(rule.rule)
            if ":" not in part and part not in ("<code>", "<public_id>", "<token>", "<section>", "<name>")
        ]
        assert not untyped, f"{rule.rule} has an untyped parameter"


def test_every_action_has_a_rule() -> None:
    assert set(PERMISSIONS) == set(Action)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signed_in_gets_nowhere_but_to_public_pages(app: Flask, visitor: PageClient, method: str) -> None:
    for rule in own_rules(app):
        if (
            method.upper() not in (rule.methods or set())
            or getattr(app.view_functions[rule.endpoint], "policy", None) == "public"
        ):
            continue
        values = {name: sample(converter) for name, converter in rule._converters.items()}
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, values)
        answer = getattr(visitor.client, method)(address)
        assert answer.status_code in (302, 303, 404), f"{method} {address} answered {answer.status_code} to nobody"
        if answer.status_code != 404:
            assert "/sign-in" in answer.headers["Location"], f"{address} sends nobody to {answer.headers['Location']}"
        answer.close()
