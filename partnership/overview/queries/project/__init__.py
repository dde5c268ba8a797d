"""Everything the page of one project shows, gathered in a number of statements that does not grow with the project."""

from partnership.overview.queries.project.gathering import period_in_words, project_page
from partnership.overview.queries.project.shown import state_word

__all__ = ["period_in_words", "project_page", "state_word"]
