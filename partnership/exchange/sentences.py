"""Every note of a report as one sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from babel import Locale

from partnership.core.languages import current_language
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.iati.sentences import FAULTS, refusal_sentence
from partnership.exchange.iati.vocabulary import Fault, Refusal
from partnership.exchange.vocabulary import Part, Remark

FAULT_CODES = frozenset(fault.value for fault in Fault)
REMARKS: Mapping[str, Remark] = {remark.value: remark for remark in Remark}


def note_sentence(note: Mapping[str, Any]) -> str:
    """What a stored note says; its line is the caller's to show."""
    code, parameters = note["code"], _readable(note["parameters"])
    sentence = str(FAULTS[Fault(code)]) if code in FAULT_CODES else REMARKS[code].label
    return sentence % parameters


def stored_refusal_sentence(refusal: Mapping[str, Any]) -> str:
    """Why a file was refused, from what is stored."""
    return refusal_sentence(UnreadableFile(Refusal(refusal["code"]), **refusal["parameters"]))


def part_label(name: str) -> str:
    """What the report calls a part of a project."""
    part = Part.parse(name)
    return part.label if part else name


def language_name(code: str) -> str:
    """The name of a language in the reader's own, or its code."""
    return str(Locale(current_language()).languages.get(code, code))


def _readable(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with words for codes of fields and languages."""
    readable = dict(parameters)
    if "field" in readable:
        readable["field"] = part_label(readable["field"])
    if "fields" in readable:
        readable["fields"] = ", ".join(part_label(name) for name in str(readable["fields"]).split(","))
    if "language" in readable:
        readable["language"] = language_name(str(readable["language"]))
    return readable
