"""How each core indicator of people is counted (indicators.csv, domain.md section 12).

The database counts; what needs public holidays or months by calendar is grouped by day there and weighed here.
"""

from collections.abc import Callable, Mapping

from partnership.participants.queries.counters.durations import duration
from partnership.participants.queries.counters.limits import limits_kept
from partnership.participants.queries.counters.people import (
    assisted_departures,
    entries_by_title,
    latest_decision,
    persons,
)
from partnership.participants.queries.counters.rates import (
    examination_rate,
    examinations_passed,
    hand_over_rate,
    retention,
    visa_rate,
)
from partnership.participants.queries.counters.surveys import income_after_six_months, surveys_held
from partnership.participants.queries.figures import CountedIndicator

COUNTERS: Mapping[str, Callable[..., CountedIndicator]] = {
    **dict.fromkeys(("IQ01", "IQ02", "IQ05", "IQ08", "IM01", "IM02", "IM03", "IM06", "IM09", "IM11", "IM12", "IM13", "IR01", "IR03", "II01", "II02", "II06"), persons),
    "IQ03": examinations_passed, "IQ04": examination_rate, "IQ06": latest_decision, "IQ07": duration, "IM04": duration,
    "IM05": limits_kept, "IM07": visa_rate, "IM08": entries_by_title, "IM10": retention, "IR02": assisted_departures,
    "IR04": hand_over_rate, "II03": income_after_six_months, "II04": surveys_held,
}  # fmt: skip
"""How each indicator is counted; which steps, indicators.csv says."""
