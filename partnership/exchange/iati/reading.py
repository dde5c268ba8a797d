"""Reading an IATI activity file as a stream: one activity after the other, memory independent of the file's length.

The file is untrusted. No entity is replaced, nothing is fetched, no document type is accepted, and depth, length of
texts, size of the file and of one activity are limited.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from .activity import Activity, declared_version, read_activity
from .encoding import Readable, as_utf_8, chunks_of, is_utf_32, refuse_document_type
from .problems import RefusedActivity, UnreadableFile
from .vocabulary import KNOWN_VERSIONS, Refusal

MAX_BYTES = 200_000_000
"""Largest file read, in bytes; own limit. Measured: 2.3 MB take a quarter of a second, 23 MB under three."""

MAX_ACTIVITY_BYTES = 20_000_000
"""Most bytes from one activity's end to the next one's, since that much is in memory at once; own limit.

The largest activity seen in published files (World Bank) has under half a megabyte.
"""

_ACTIVITY, _ACTIVITIES = "iati-activity", "iati-activities"
_ORGANISATION_ROOTS = {"iati-organisations", "iati-organisation"}
_BEFORE_MARKUP = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"
"""Byte order marks and white space: what may stand before the first "<" of XML, in any encoding."""
_DATASTORE_ROOT = "result"
"""The IATI Datastore wraps its answers in this element."""


def read_activities(
    source: Readable | Path, *, max_bytes: int = MAX_BYTES, max_activity_bytes: int = MAX_ACTIVITY_BYTES
) -> Iterator[Activity | RefusedActivity]:
    """Every activity of the file in its order, read or refused.

    Raises UnreadableFile if the file as a whole cannot be imported. That may become known only after activities
    have been given out (a tag left open at the very end), so the caller keeps nothing until the iterator has ended.
    """
    if isinstance(source, Path):
        with source.open("rb") as opened:
            yield from _Reading(max_activity_bytes=max_activity_bytes).activities(opened, max_bytes=max_bytes)
    else:
        yield from _Reading(max_activity_bytes=max_activity_bytes).activities(source, max_bytes=max_bytes)


class _Reading:
    """The state of reading one file."""

    def __init__(self, *, max_activity_bytes: int) -> None:
        self._max_activity_bytes = max_activity_bytes
        self._root: Element | None = None
        self._version = ""
        self._found_activities_element = False
        self._activity_count = 0
        self._first_lines: dict[str, int] = {}

    def activities(self, source: Readable, *, max_bytes: int) -> Iterator[Activity | RefusedActivity]:
        chunks = chunks_of(source, max_bytes=max_bytes)
        head = next(chunks, b"")
        if not head.strip():
            raise UnreadableFile(Refusal.EMPTY)
        encoding = None
        if is_utf_32(head):
            encoding = "utf-8"
            chunks = as_utf_8(chunks, head=head)
            head = next(chunks)
        refuse_document_type(head, encoding=encoding)
        parser = _parser(encoding)
        try:
            yield from self._parse(chain([head], chunks), parser=parser)
            parser.close()
            yield from self._ended(parser)
        except etree.XMLSyntaxError as error:
            raise _not_well_formed(error, head=head) from error
        self._check_end()

    def _parse(
        self, chunks: Iterator[bytes], *, parser: "etree.XMLPullParser[Element]"
    ) -> Iterator[Activity | RefusedActivity]:
        since_last_activity = 0
        for chunk in chunks:
            since_last_activity += len(chunk)
            parser.feed(chunk)
            for item in self._ended(parser):
                since_last_activity = 0
                yield item
            if since_last_activity > self._max_activity_bytes:
                raise UnreadableFile(Refusal.ACTIVITY_TOO_LARGE, megabytes=self._max_activity_bytes // 1_000_000)

    def _ended(self, parser: "etree.XMLPullParser[Element]") -> Iterator[Activity | RefusedActivity]:
        """The activities that have ended since the last call; each is forgotten once it is read."""
        for event, element in parser.read_events():
            if event == "start":
                self._note_start(element)
            elif element.tag == _ACTIVITY and self._is_in_place(element):
                self._activity_count += 1
                yield read_activity(element, file_version=self._version, first_lines=self._first_lines)
                _forget(element)

    def _note_start(self, element: Element) -> None:
        if self._root is None:
            self._root = element
            self._check_root(element)
        if element.tag == _ACTIVITIES:
            self._found_activities_element = True
            self._version = self._version or _checked_version(element)

    def _check_root(self, root: Element) -> None:
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(Refusal.DOCUMENT_TYPE, line=1)
        if root.tag in _ORGANISATION_ROOTS:
            raise UnreadableFile(Refusal.ORGANISATION_FILE)
        if root.tag not in {_ACTIVITY, _ACTIVITIES, _DATASTORE_ROOT}:
            raise UnreadableFile(Refusal.NOT_IATI, root=_local_name(root))
        if root.tag == _ACTIVITY:
            self._found_activities_element = True

    def _is_in_place(self, element: Element) -> bool:
        parent = element.getparent()
        return parent is None or parent.tag == _ACTIVITIES

    def _check_end(self) -> None:
        if not self._found_activities_element:
            raise UnreadableFile(Refusal.NOT_IATI, root=_DATASTORE_ROOT)
        if not self._activity_count:
            raise UnreadableFile(Refusal.NO_ACTIVITY)


def _parser(encoding: str | None) -> "etree.XMLPullParser[Element]":
    return etree.XMLPullParser(
        events=("start", "end"),
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _checked_version(element: Element) -> str:
    version = declared_version(element)
    if version and version not in KNOWN_VERSIONS:
        raise UnreadableFile(Refusal.UNKNOWN_VERSION, version=version)
    return version


def _forget(element: Element) -> None:
    """Free the activity and whatever stood before it."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def _local_name(element: Element) -> str:
    return str(etree.QName(element).localname)


def _not_well_formed(error: etree.XMLSyntaxError, *, head: bytes) -> UnreadableFile:
    """The refusal with the parser's own words for the fault, and the line and column where it noticed it."""
    line, column = error.position
    entry = error.error_log.last_error if error.error_log else None
    what = " ".join((entry.message if entry is not None else str(error.msg)).split())
    if not head.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return UnreadableFile(Refusal.NOT_XML)
    if any(word in what.lower() for word in ("excessive depth", "huge", "too long", "amplification")):
        return UnreadableFile(Refusal.TOO_DEEP_OR_LONG, line=line)
    return UnreadableFile(Refusal.NOT_WELL_FORMED, line=line, column=column, what=what)
