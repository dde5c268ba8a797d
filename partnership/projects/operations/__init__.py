"""The verbs that change projects; nothing else writes to their tables but the import."""

from partnership.projects.operations.move import move
from partnership.projects.operations.parts import (
    add_organisation,
    add_place,
    name_organisation,
    remove_organisation,
    remove_place,
)
from partnership.projects.operations.save import create, save_section, searchable

__all__ = [
    "add_organisation", "add_place", "create", "move", "name_organisation", "remove_organisation", "remove_place", "save_section", "searchable",
]  # fmt: skip
