"""The running limits of a person as the page shows them: days left, the rule in words, a line in percent."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from partnership.core.formatting import format_long_day, format_weekday
from partnership.participants.models import Participation
from partnership.participants.rules.clocks import Clock, Happening, counted_for, running_clocks
from partnership.participants.rules.ways import happenings_of
from partnership.projects.vocabulary import Strand
from partnership.reference_data.pathways import Limit, steps

FULL = 100
SOON = 14
"""Days: two weeks is what one plans ahead."""
AHEAD_CLOCKS = 4
"""Follow-ups of eighteen months all run from the arrival; the next ones are enough."""


@dataclass(frozen=True, kw_only=True)
class ClockShown:
    """A running limit, as components/clock.html takes it."""

    name: str
    left: str
    start: str
    due: str
    strand: str
    kind: str
    elapsed: int
    limit: int
    rule: str


def clocks_shown(way: Participation, *, every: tuple[Happening, ...], today: date) -> list[ClockShown]:
    """The limits that run in one way, late ones first; `every` are the events of all ways of the person."""
    clocks = running_clocks(way.strand, counted_for(way.strand, own=happenings_of(way), every=every))
    late = [clock for clock in clocks if clock.is_late(today)]
    coming = [clock for clock in clocks if not clock.is_late(today) and not (clock.optional and clock.due_on < today)]
    return [_clock(clock, strand=way.strand, today=today) for clock in (*late, *coming[:AHEAD_CLOCKS])]


def _clock(clock: Clock, *, strand: Strand, today: date) -> ClockShown:
    left, whole = clock.days_left(today), max(1, (clock.due_on - clock.started_on).days)
    passed = max(0, (today - clock.started_on).days)
    start = (
        _("since %(day)s", day=format_long_day(clock.started_on))
        if clock.limit.side == "after"
        else _("up to %(day)s", day=format_long_day(clock.started_on))
    )
    due = _("due %(day)s", day=format_weekday(clock.due_on))
    rule = _rule(clock)
    if clock.suspended_on is not None:
        kind, elapsed, limit, text = (
            "paused",
            min(FULL, round(FULL * (clock.suspended_on - clock.started_on).days / whole)),
            FULL,
            _("clock stands still"),
        )
        due = _("stopped on %(day)s", day=format_long_day(clock.suspended_on))
    elif not clock.started:
        kind, elapsed, limit, text = "paused", 1, FULL, _("clock has not started")
        start, due = (
            _("planned for %(day)s", day=format_long_day(clock.started_on)),
            _("then due %(day)s", day=format_weekday(clock.due_on)),
        )
    elif clock.is_late(today):
        kind, elapsed, limit = "late", FULL, max(5, round(FULL * whole / max(1, passed)))
        text = ngettext("%(num)d day late", "%(num)d days late", -left)
    else:
        kind, limit = "now" if left <= SOON else "planned", FULL
        elapsed = (
            min(FULL, round(FULL * passed / whole)) if clock.limit.side == "after" else max(5, min(95, FULL - left))
        )
        text = _("ends today") if left == 0 else ngettext("%(num)d day left", "%(num)d days left", left)
    return ClockShown(
        name=steps()[clock.step].label,
        left=text,
        start=start,
        due=due,
        strand=strand.value,
        kind=kind,
        elapsed=elapsed,
        limit=limit,
        rule=rule,
    )


def _rule(clock: Clock) -> str:
    step, origin = steps()[clock.step], steps()[clock.limit.from_step].label
    span = span_in_words(clock.limit)
    sentence = (
        _("%(span)s before “%(step)s”.", span=span, step=origin)
        if clock.limit.side == "before"
        else _("%(span)s after “%(step)s”.", span=span, step=origin)
    )
    return f"{sentence} {step.legal_basis}.".replace("..", ".") if step.legal_basis else sentence


def span_in_words(limit: Limit) -> str:
    """`3 working days`, `1 month`."""
    words = {
        "day": lambda: ngettext("%(num)d calendar day", "%(num)d calendar days", limit.value),
        "working_day": lambda: ngettext("%(num)d working day", "%(num)d working days", limit.value),
        "week": lambda: ngettext("%(num)d week", "%(num)d weeks", limit.value),
        "month": lambda: ngettext("%(num)d month", "%(num)d months", limit.value),
        "year": lambda: ngettext("%(num)d year", "%(num)d years", limit.value),
    }
    return str(words[limit.unit]())
