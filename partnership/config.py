"""Settings from the environment, typed, with the reasons why a production start is refused."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "PARTNERSHIP_"
DEMO_SECRET = "only-for-demonstration-and-tests-never-in-production"  # noqa: S105  public on purpose, refused in production
SHORTEST_SECRET = 32
"""Characters; 32 of them carry at least 128 bits even when written in hexadecimal."""


class UnsafeSettings(Exception):
    """The environment asks for a start that would endanger people; `str()` says why, one reason a line."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the environment decides. Units: bytes and seconds."""

    database_url: str
    secret_key: str
    mail_url: str | None
    redis_url: str | None
    files_url: str
    demo: bool
    base_url: str
    folder: Path
    max_upload: int = 25 * 1024 * 1024
    testing: bool = False
    milestone_tolerance_months: int = 3

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel by HTTPS only, except on this machine itself."""
        return urlsplit(self.base_url).scheme == "https"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises UnsafeSettings when something is missing or dangerous outside demonstration.
    """
    read = {name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)}
    folder = Path(read.get("FOLDER", "var")).resolve()
    demo = read.get("DEMO", "") == "1"
    settings = Settings(
        database_url=normal_database_url(read.get("DATABASE_URL", f"sqlite:///{folder / 'partnership.db'}")),
        secret_key=read.get("SECRET_KEY", DEMO_SECRET if demo else ""),
        mail_url=read.get("MAIL_URL") or None,
        redis_url=read.get("REDIS_URL") or None,
        files_url=read.get("FILES_URL", (folder / "files").as_uri()),
        demo=demo,
        base_url=read.get("BASE_URL", "http://127.0.0.1:8000"),
        folder=folder,
        milestone_tolerance_months=int(read.get("MILESTONE_TOLERANCE_MONTHS", "3")),
    )
    reasons = reasons_against(settings)
    if reasons:
        raise UnsafeSettings("\n".join(reasons))
    return settings


def normal_database_url(url: str) -> str:
    """The address with the driver we ship: `postgresql://…` and `postgres://…` mean psycopg 3."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def reasons_against(settings: Settings) -> list[str]:
    """Why this start must be refused; empty when it is safe or only a demonstration."""
    if settings.demo or settings.testing:
        return []
    reasons = []
    if not settings.secret_key:
        reasons.append(
            f"{PREFIX}SECRET_KEY is not set. Set it to a random text, for example {secrets.token_hex(SHORTEST_SECRET)}."
        )
    elif settings.secret_key == DEMO_SECRET:
        reasons.append(f"{PREFIX}SECRET_KEY is the one of the demonstration. Set it to a random text of your own.")
    elif len(settings.secret_key) < SHORTEST_SECRET:
        reasons.append(f"{PREFIX}SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")
    if not settings.secure_cookies:
        reasons.append(
            f"{PREFIX}BASE_URL must begin with https://, otherwise sign-in cookies could be read on the way."
        )
    return reasons
