"""What the tests of accounts share: a service outside demonstration, counted attempts, the log, one-time codes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.audit.models import AuditEntry
from partnership.core.database import db
from partnership.core.security import limiter


@pytest.fixture
def in_earnest(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a demonstration: the ministry's people need a second factor."""
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], demo=False))


@pytest.fixture
def counted_attempts(app: Flask) -> Iterator[None]:
    """Attempts are limited, as they are in service."""
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


@pytest.fixture
def events(app: Flask) -> Callable[..., list[AuditEntry]]:
    """Lines of the audit log with these actions, in order."""
    return lambda *actions: list(
        db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.position))
    )
