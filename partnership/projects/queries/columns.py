"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""

from typing import Any

from partnership.accounts.models import Membership, User
from partnership.organisations.models import Organisation
from partnership.projects import models

PROJECT: Any = models.Project
LINK_TO_ORGANISATION: Any = models.ProjectOrganisation
RELATION: Any = models.ProjectRelation
BUDGET: Any = models.ProjectBudget
TRANSACTION: Any = models.ProjectTransaction
ORGANISATION: Any = Organisation
USER: Any = User
MEMBERSHIP: Any = Membership
