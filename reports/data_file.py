"""A machine-readable file that travels inside a PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataFile:
    """An attachment: file name without folders, what it holds in one sentence, and its bytes."""

    name: str
    description: str
    content: bytes
