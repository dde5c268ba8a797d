"""Pages that join features: home, the list and the page of projects, the resolution; and the addresses machines ask."""

from partnership.overview.views import project_list, project_page  # noqa: F401  they add their pages to the blueprint of projects
from partnership.overview.views.home import overview
from partnership.overview.views.resolution import resolution
from partnership.projects.views import projects

__all__ = ["overview", "projects", "resolution"]
