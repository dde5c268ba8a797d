"""The store of imported files: by the hash of their content, never by the name somebody gave them."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from flask import current_app
from flask_babel import gettext as _

from partnership.core.errors import Refused

CHUNK_BYTES = 256 * 1024
LONGEST_NAME = 255


def store_folder() -> Path:
    """Where imported files lie."""
    folder: Path = current_app.config["SETTINGS"].folder / "files" / "imports"
    return folder


def stored_file(digest: str) -> Path:
    """Where the file with this hash lies."""
    return store_folder() / digest[:2] / digest


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(CHUNK_BYTES):
        yield chunk


def keep(source: BinaryIO) -> tuple[str, int]:
    """Store the content and return its SHA-256 and its size in bytes; the same content is stored once."""
    store_folder().mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with NamedTemporaryFile(dir=store_folder(), prefix="arriving-", delete=False) as arriving:
        temporary = Path(arriving.name)
        try:
            for chunk in _chunks(source):
                digest.update(chunk)
                size += len(chunk)
                arriving.write(chunk)
        except OSError:
            temporary.unlink()
            raise
    target = stored_file(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    temporary.replace(target)
    return digest.hexdigest(), size


def require_intact(digest: str) -> Path:
    """The stored file, after a look at every byte of it.

    Raises Refused when it is gone or no longer the same.
    """
    path = stored_file(digest)
    if path.is_file():
        found = sha256()
        with path.open("rb") as source:
            for chunk in _chunks(source):
                found.update(chunk)
        if found.hexdigest() == digest:
            return path
    raise Refused(_("The stored file is missing or damaged. Please upload it again."))


def shown_name(name: str | None) -> str:
    """The name a file was sent with, fit to be shown: without folders and control characters; it never becomes a path."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable()).strip()[-LONGEST_NAME:] or "-"
