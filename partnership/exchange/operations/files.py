"""Imported files in the store: looked at before they are believed, shown under a name that cannot do harm."""

from pathlib import Path

from flask_babel import gettext as _

from partnership.core import files
from partnership.core.errors import Refused

LONGEST_NAME = 255


def require_intact(digest: str) -> Path:
    """The stored file with this SHA-256, after a look at every byte of it.

    Raises Refused when it is gone or no longer the same.
    """
    if not files.is_intact(digest):
        raise Refused(_("The stored file is missing or damaged. Please upload it again."))
    return files.path_of(digest)


def shown_name(name: str | None) -> str:
    """The name a file was sent with, fit to be shown: without folders and control characters; it never becomes a path."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable()).strip()[-LONGEST_NAME:] or "-"
