"""Files are kept by the hash of their content, outside the web root; what a person called them is never a path."""

import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from flask import current_app

BLOCK = 1024 * 1024


def folder() -> Path:
    """Where files lie; made when it is not there."""
    parts = urlsplit(current_app.config["SETTINGS"].files_url)
    path = Path(url2pathname(parts.path))
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(content_hash: str) -> Path:
    """Where the content with this SHA-256 lies: two characters of it name a folder, so that no folder grows without end."""
    return folder() / content_hash[:2] / content_hash


def keep(source: BinaryIO) -> str:
    """Store everything from `source` and return its SHA-256; the same content is stored once."""
    digest = sha256()
    with NamedTemporaryFile(dir=folder(), delete=False) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            target.write(block)
    place = path_of(digest.hexdigest())
    place.parent.mkdir(exist_ok=True)
    shutil.move(target.name, place)
    return digest.hexdigest()


def is_intact(content_hash: str) -> bool:
    """Whether the stored content is there and still has its hash."""
    path = path_of(content_hash)
    if not path.exists():
        return False
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest() == content_hash
