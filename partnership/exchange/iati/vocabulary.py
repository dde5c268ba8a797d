"""The words of an IATI file: which codes are valid, and what the words of versions 1.x are called since 2.01."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

KNOWN_VERSIONS = frozenset({"1.0", "1.00", "1.01", "1.02", "1.03", "1.04", "1.05", "2.01", "2.02", "2.03"})
"""Versions this register reads. 1.0 is the draft of 1.01 and was published as "1.0" and "1.00"."""

OWN_VOCABULARY = "99"
"""Code of "the publisher's own list" in every IATI vocabulary list."""

UNDETERMINED_LANGUAGE = "und"
"""ISO 639-2 code for a text whose language the file does not say."""


class Severity(StrEnum):
    """What a problem does to the activity it was found in."""

    ERROR = "error"  # the activity is refused
    WARNING = "warning"  # the part is left out, or read as the sentence says


class Refusal(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ACTIVITY_TOO_LARGE = "activity_too_large"
    NOT_XML = "not_xml"
    NOT_WELL_FORMED = "not_well_formed"
    TOO_DEEP_OR_LONG = "too_deep_or_long"
    DOCUMENT_TYPE = "document_type"
    ORGANISATION_FILE = "organisation_file"
    NOT_IATI = "not_iati"
    UNKNOWN_VERSION = "unknown_version"
    NO_ACTIVITY = "no_activity"


class Fault(StrEnum):
    """What can be wrong with a part of one activity."""

    NO_IDENTIFIER = "no_identifier"
    REPEATED_IDENTIFIER = "repeated_identifier"
    UNKNOWN_VERSION = "unknown_version"
    NO_TITLE = "no_title"
    NO_REPORTING_ORGANISATION = "no_reporting_organisation"
    UNREADABLE_AMOUNT = "unreadable_amount"
    NO_AMOUNT = "no_amount"
    NO_CURRENCY = "no_currency"
    NO_TRANSACTION_DAY = "no_transaction_day"
    UNKNOWN_TRANSACTION_TYPE = "unknown_transaction_type"
    DAY_FROM_VALUE_DATE = "day_from_value_date"
    UNREADABLE_DAY = "unreadable_day"
    PERIOD_REVERSED = "period_reversed"
    NO_PERIOD = "no_period"
    UNKNOWN_CODE = "unknown_code"
    NO_CODE = "no_code"
    UNREADABLE_PERCENTAGE = "unreadable_percentage"
    UNREADABLE_POINT = "unreadable_point"
    UNREADABLE_NUMBER = "unreadable_number"
    UNREADABLE_MOMENT = "unreadable_moment"
    UNUSABLE_LINK = "unusable_link"


class CodeList:
    """One closed IATI code list: its codes, and the words and letters that stood for them in versions 1.x."""

    def __init__(self, *codes: str, former: Mapping[str, str] | None = None) -> None:
        self.codes = frozenset(codes)
        self._former = MappingProxyType({word.casefold(): code for word, code in (former or {}).items()})

    def code(self, published: str) -> str | None:
        """The code of version 2.03 for what the file says, or nothing if the list has no such code."""
        word = published.strip()
        if word in self.codes:
            return word
        return self._former.get(word.casefold())


ORGANISATION_ROLES = CodeList(
    *("1", "2", "3", "4"),
    former={"Funding": "1", "Accountable": "2", "Extending": "3", "Implementing": "4"},
)
ORGANISATION_TYPES = CodeList(
    *("10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"),
    former={
        "Government": "10",
        "Local Government": "11",
        "Other Public Sector": "15",
        "International NGO": "21",
        "National NGO": "22",
        "Regional NGO": "23",
        "Public Private Partnership": "30",
        "Multilateral": "40",
        "Foundation": "60",
        "Private Sector": "70",
        "Academic, Training and Research": "80",
        "Other": "90",
    },
)
ACTIVITY_STATUSES = CodeList(
    *("1", "2", "3", "4", "5", "6"),
    former={
        "Pipeline/identification": "1",
        "Implementation": "2",
        "Completion": "3",
        "Post-completion": "4",
        "Cancelled": "5",
        "Suspended": "6",
    },
)
ACTIVITY_DATE_TYPES = CodeList(
    *("1", "2", "3", "4"),
    former={"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"},
)
TRANSACTION_TYPES = CodeList(
    *(str(number) for number in range(1, 14)),
    former={
        "IF": "1",
        "C": "2",
        "D": "3",
        "E": "4",
        "IR": "5",
        "LR": "6",
        "R": "7",
        "QP": "8",
        "QS": "9",
        "CG": "10",
    },
)
BUDGET_TYPES = CodeList("1", "2", former={"Original": "1", "Revised": "2"})
BUDGET_STATUSES = CodeList("1", "2", former={"Indicative": "1", "Committed": "2"})
RESULT_TYPES = CodeList("1", "2", "3", "9", former={"Output": "1", "Outcome": "2", "Impact": "3", "Other": "9"})
INDICATOR_MEASURES = CodeList("1", "2", "3", "4", "5", former={"Unit": "1", "Percentage": "2"})
RELATED_ACTIVITY_TYPES = CodeList(
    *("1", "2", "3", "4", "5"),
    former={"Parent": "1", "Child": "2", "Sibling": "3", "Co-funded": "4", "Third Party": "5"},
)
DESCRIPTION_TYPES = CodeList(
    *("1", "2", "3", "4"), former={"General": "1", "Objectives": "2", "Target Groups": "3", "Other": "4"}
)
ACTIVITY_SCOPES = CodeList("1", "2", "3", "4", "5", "6", "7", "8")
CONDITION_TYPES = CodeList("1", "2", "3", former={"Policy": "1", "Performance": "2", "Fiduciary": "3"})
SIGNIFICANCES = CodeList("0", "1", "2", "3", "4")

FORMER_SECTOR_VOCABULARIES: Mapping[str, str] = MappingProxyType(
    {"DAC": "1", "DAC-3": "2", "COFOG": "3", "NACE": "4", "NTEE": "5", "ADT": "6", "RO": "99", "RO2": "98"}
)
"""Sector vocabularies of versions 1.x and what 2.01 calls them. Any other word is a publisher's own list."""
