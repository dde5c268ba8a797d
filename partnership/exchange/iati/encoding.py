"""Bytes of a file as the XML parser can take them, and the look at its head before the parser sees it."""

import codecs
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from .problems import UnreadableFile
from .vocabulary import Refusal

CHUNK_BYTES = 64 * 1024
"""Bytes read at a time."""

# libxml2 2.14 no longer detects UTF-32, so such files are turned into UTF-8 here. The marks of UTF-32 begin like
# those of UTF-16, therefore four bytes are compared. Without a mark "<" in four bytes tells the order.
_UTF_32_STARTS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"<\x00\x00\x00": "utf-32-le",
    b"\x00\x00\x00<": "utf-32-be",
}


class Readable(Protocol):
    """Bytes handed out piece by piece: an open file, or one that notes how far it has been read."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


def chunks_of(source: Readable, *, max_bytes: int) -> Iterator[bytes]:
    """The bytes of the source, piece by piece; raises UnreadableFile once there are more than allowed."""
    total = 0
    while chunk := source.read(CHUNK_BYTES):
        total += len(chunk)
        if total > max_bytes:
            raise UnreadableFile(Refusal.TOO_LARGE, megabytes=max_bytes // 1_000_000)
        yield chunk


def is_utf_32(head: bytes) -> bool:
    """Whether a file that begins like this is in UTF-32."""
    return head[:4] in _UTF_32_STARTS


def as_utf_8(chunks: Iterator[bytes], *, head: bytes) -> Iterator[bytes]:
    """The chunks of a UTF-32 file as UTF-8; raises UnreadableFile where they are not UTF-32 after all."""
    decoder = codecs.getincrementaldecoder(_UTF_32_STARTS[head[:4]])()
    try:
        yield decoder.decode(head).encode()
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise UnreadableFile(Refusal.NOT_XML) from error


class _Found(Exception):
    """The first element has been reached: nothing before it is forbidden."""


def refuse_document_type(head: bytes, *, encoding: str | None) -> None:
    """Raise UnreadableFile if a document type declaration stands before the first element.

    Entities are declared there: those that fetch files or addresses, and those that grow without end. IATI needs
    none, so the file is refused before any of it is read. What expat cannot parse is left to the real parser,
    which neither loads nor replaces entities, and whose document is looked at once more.
    """
    parser = expat.ParserCreate(encoding)

    def found_document_type(*_: object) -> None:
        raise UnreadableFile(Refusal.DOCUMENT_TYPE, line=parser.CurrentLineNumber)

    def found_element(*_: object) -> None:
        raise _Found

    parser.StartDoctypeDeclHandler = found_document_type
    parser.StartElementHandler = found_element
    try:
        parser.Parse(head, False)
    except (_Found, expat.ExpatError):
        return
