"""Reading projects: who may see which, one project whole, the list, and the look-ups its forms need."""

from partnership.projects.queries.listing import (
    NO_FACTS,
    MilestoneFacts,
    ProjectFilter,
    Sort,
    all_listed,
    listed,
    summary_of_filter,
)
from partnership.projects.queries.lookups import (
    codes_taken,
    name_of_user,
    officers,
    organisation_called,
    organisations_like,
    organisations_of,
    organisations_resembling,
)
from partnership.projects.queries.one import (
    RelatedProject,
    history_of,
    last_save,
    money_by_year,
    project_of,
    related_projects,
)
from partnership.projects.queries.visibility import visible_ids, visible_to

__all__ = [
    "NO_FACTS", "MilestoneFacts", "ProjectFilter", "RelatedProject", "Sort", "all_listed", "codes_taken", "history_of", "last_save", "listed", "money_by_year", "name_of_user", "officers",
    "organisation_called", "organisations_like", "organisations_of", "organisations_resembling", "project_of", "related_projects", "summary_of_filter",
    "visible_ids", "visible_to",
]  # fmt: skip
