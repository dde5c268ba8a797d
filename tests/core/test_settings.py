"""A dangerous start is refused with its reasons."""

from pathlib import Path

import pytest

from partnership.config import DEMO_SECRET, UnsafeSettings, from_environment

pytestmark = pytest.mark.standalone
SAFE = {"PARTNERSHIP_SECRET_KEY": "r4nd0m" * 8, "PARTNERSHIP_BASE_URL": "https://register.example"}


def test_safe_production_start_is_accepted() -> None:
    settings = from_environment(SAFE)
    assert settings.secure_cookies
    assert not settings.demo


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"PARTNERSHIP_SECRET_KEY": ""}, "SECRET_KEY is not set"), ({"PARTNERSHIP_SECRET_KEY": "short"}, "shorter than 32"),
        ({"PARTNERSHIP_SECRET_KEY": DEMO_SECRET}, "demonstration"), ({"PARTNERSHIP_BASE_URL": "http://register.example"}, "https://"),
    ],
)  # fmt: skip
def test_dangerous_start_is_refused(change: dict[str, str], reason: str) -> None:
    with pytest.raises(UnsafeSettings, match=reason):
        from_environment({**SAFE, **change})


def test_demonstration_needs_no_settings(tmp_path: Path) -> None:
    settings = from_environment({"PARTNERSHIP_DEMO": "1", "PARTNERSHIP_FOLDER": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'partnership.db'}"


@pytest.mark.parametrize("typed", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_postgres_means_the_driver_we_ship(typed: str) -> None:
    assert from_environment({**SAFE, "PARTNERSHIP_DATABASE_URL": typed}).database_url == "postgresql+psycopg://u@h/d"
