"""Home, language and the addresses machines ask."""

from tests.support.page_client import PageClient


def test_home_is_work_for_those_signed_in(officer: PageClient) -> None:
    assert officer.get("overview.home").heading == "To do today"


def test_nobody_signed_in_is_asked_to_sign_in(visitor: PageClient) -> None:
    assert visitor.get("/", expect=302).location.startswith("/sign-in")


def test_health_needs_no_account(visitor: PageClient) -> None:
    assert visitor.get("/healthz").text == "ok"
    assert visitor.get("/readyz").text == "ready"


def test_language_switch_goes_back_but_never_to_a_stranger(visitor: PageClient) -> None:
    assert visitor.get("/language/de?next=/projects%3Fpage=2", expect=302).location == "/projects?page=2"
    for address in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert visitor.get("/language/de", query={"next": address}, expect=302).location == "/"
