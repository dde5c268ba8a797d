"""Imports every table once, so that migrations, tests and links between features know all of them."""

from partnership.accounts import models as accounts
from partnership.audit import models as audit
from partnership.core import jobs, outbox
from partnership.exchange import models as exchange
from partnership.indicators import models as indicators
from partnership.landtag_reports import models as landtag_reports
from partnership.milestones import models as milestones
from partnership.organisations import models as organisations
from partnership.participants import models as participants
from partnership.projects import models as projects

__all__ = [
    "accounts", "audit", "exchange", "indicators", "jobs", "landtag_reports", "milestones", "organisations", "outbox", "participants", "projects",
]  # fmt: skip
