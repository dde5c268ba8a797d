"""Every refusal and every problem as one sentence a person can act on, in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from .problems import Problem, UnreadableFile
from .vocabulary import Fault, Refusal

REFUSALS: Mapping[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty."),
    Refusal.TOO_LARGE: lazy_gettext(
        "The file is larger than %(megabytes)s MB. Ask the publisher for one file per country."
    ),
    Refusal.ACTIVITY_TOO_LARGE: lazy_gettext(
        "More than %(megabytes)s MB of the file hold a single activity or none at all. Check the file."
    ),
    Refusal.NOT_XML: lazy_gettext(
        "The file is not an XML file. An IATI file begins with “<”; spreadsheets have to be converted first."
    ),
    Refusal.NOT_WELL_FORMED: lazy_gettext(
        "The file is damaged: the XML has an error in line %(line)s, column %(column)s (%(what)s)."
    ),
    Refusal.TOO_DEEP_OR_LONG: lazy_gettext(
        "The file is not read any further: in line %(line)s elements are nested too deeply or a text is too long."
    ),
    Refusal.DOCUMENT_TYPE: lazy_gettext(
        "The file declares a document type (DTD) in line %(line)s. IATI files need none, and it can be used for "
        "attacks, so the file is not read."
    ),
    Refusal.ORGANISATION_FILE: lazy_gettext(
        "This is an IATI organisation file. It describes an organisation and its budgets and holds no activities; "
        "choose the activity file of the same publisher."
    ),
    Refusal.NOT_IATI: lazy_gettext(
        "This is not an IATI activity file: it begins with the element “%(root)s” instead of “iati-activities”."
    ),
    Refusal.UNKNOWN_VERSION: lazy_gettext(
        "The file says it follows version “%(version)s” of the IATI standard. Versions 1.01 to 2.03 can be read."
    ),
    Refusal.NO_ACTIVITY: lazy_gettext("This is an IATI activity file, but there is no activity in it."),
}

FAULTS: Mapping[Fault, LazyString] = {
    Fault.NO_IDENTIFIER: lazy_gettext(
        "The activity has no IATI identifier. Without it a second import would create the project again."
    ),
    Fault.REPEATED_IDENTIFIER: lazy_gettext(
        "The identifier “%(identifier)s” stands in this file before, in line %(first_line)s."
    ),
    Fault.UNKNOWN_VERSION: lazy_gettext(
        "The activity says it follows version “%(version)s” of the IATI standard. Versions 1.01 to 2.03 can be read."
    ),
    Fault.NO_TITLE: lazy_gettext("The activity has no title. Please add one after the import."),
    Fault.NO_REPORTING_ORGANISATION: lazy_gettext("The activity does not say which organisation reports it."),
    Fault.UNREADABLE_AMOUNT: lazy_gettext(
        "The amount “%(text)s” in “%(element)s” is not a number or could be read in two ways."
    ),
    Fault.NO_AMOUNT: lazy_gettext("“%(element)s” has no amount and counts for no total."),
    Fault.NO_CURRENCY: lazy_gettext("The amount in “%(element)s” has no valid currency."),
    Fault.NO_TRANSACTION_DAY: lazy_gettext("A transaction has neither a date nor a value date that can be read."),
    Fault.UNKNOWN_TRANSACTION_TYPE: lazy_gettext("A transaction is of the type “%(code)s”, which IATI does not have."),
    Fault.DAY_FROM_VALUE_DATE: lazy_gettext("A transaction has no date; its value date %(day)s is used."),
    Fault.UNREADABLE_DAY: lazy_gettext(
        "“%(text)s” in “%(element)s” is not a valid date in the form year-month-day and is left out."
    ),
    Fault.PERIOD_REVERSED: lazy_gettext(
        "The period of “%(element)s” ends (%(end)s) before it begins (%(start)s); both dates are left out."
    ),
    Fault.NO_PERIOD: lazy_gettext("A period of an indicator has no beginning or no end."),
    Fault.UNKNOWN_CODE: lazy_gettext("IATI has no code “%(code)s” for “%(element)s”; it is left out."),
    Fault.NO_CODE: lazy_gettext("“%(element)s” has no “%(attribute)s” and is left out."),
    Fault.UNREADABLE_PERCENTAGE: lazy_gettext(
        "“%(text)s” in “%(element)s” is not a percentage from 0 to 100 and is left out."
    ),
    Fault.UNREADABLE_POINT: lazy_gettext("“%(text)s” is not a point on the earth and is left out."),
    Fault.UNREADABLE_NUMBER: lazy_gettext(
        "The value “%(text)s” in “%(element)s” is not a number or could be read in two ways; it is kept as text."
    ),
    Fault.UNREADABLE_MOMENT: lazy_gettext("“%(text)s” is not a valid time of the last update and is left out."),
    Fault.UNUSABLE_LINK: lazy_gettext("“%(text)s” is not a full web address; the document is left out."),
}


def refusal_sentence(error: UnreadableFile) -> str:
    """Why the file is refused."""
    return str(REFUSALS[error.refusal]) % error.parameters


def problem_sentence(problem: Problem) -> str:
    """What is wrong with a part of an activity; the line is the caller's to show."""
    return str(FAULTS[problem.fault]) % problem.parameters
