"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""

from typing import Any

from partnership.accounts.models import User
from partnership.audit.models import AuditEntry
from partnership.organisations.models import Organisation
from partnership.participants import models
from partnership.projects.models import Project, ProjectOrganisation

PARTICIPANT: Any = models.Participant
IDENTITY: Any = models.Identity
NAME_WORD: Any = models.NameWord
PARTICIPATION: Any = models.Participation
EVENT: Any = models.PathwayEvent
PROJECT: Any = Project
PROJECT_ORGANISATION: Any = ProjectOrganisation
ORGANISATION: Any = Organisation
USER: Any = User
AUDIT_ENTRY: Any = AuditEntry
