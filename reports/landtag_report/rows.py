"""Rows with a bar: indicators and results against their target, people by step, money by year."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from reports.charts import funnel_bar, period_bars, target_bar
from reports.figures import Absence, Count, Figure, Measure, Unit, as_number, share
from reports.landtag_report.document import (
    STRANDS,
    ResultRow,
    Step,
    StrandChapter,
    TargetRow,
    YearMoney,
)
from reports.landtag_report.views import FigureRow, FigureTable
from reports.marks import strand_letter
from reports.theme import PRINT
from reports.wording import Wording

SUMMARY_BAR, STRAND_BAR, RESULT_BAR, MONEY_BAR = 192, 96, 88, 160
STRAND_STEP_BAR, PROJECT_STEP_BAR = 152, 124
"""Lengths of bars in quarters of a millimetre, as wide as the style sheet sets them."""


def _ratio(actual: Figure, target: Figure) -> float | None:
    reached, planned = as_number(actual), as_number(target)
    return float(reached / planned) if reached is not None and planned else None


def _letter(strand: str) -> str:
    return strand_letter(strand) if strand in STRANDS else ""


def target_table(rows: Sequence[TargetRow], *, wording: Wording, width: int = STRAND_BAR) -> FigureTable:
    """Return the indicators; where none has a target, the bars compare with the year before instead."""
    has_targets = any(row.target.absence is not Absence.BLANK for row in rows)
    has_before = any(row.before is not None for row in rows)
    counts = [figure.number or 0 for row in rows for figure in (row.actual, row.before) if isinstance(figure, Count)]
    largest = max(counts, default=0) or 1
    made = [target_row(row, wording=wording, width=width) for row in rows]
    if not has_targets:
        bars = [_bars_of_periods(row, largest=largest, wording=wording, width=width) for row in rows]
        made = [replace(one, bar=bar) for one, bar in zip(made, bars, strict=True)]
    return FigureTable(rows=made, has_targets=has_targets, has_before=has_before)


def _bars_of_periods(row: TargetRow, *, largest: int, wording: Wording, width: int) -> Markup:
    """Bars only for people: rates and days have another scale."""
    if not isinstance(row.actual, Count) or not isinstance(row.before, Count):
        return Markup("")
    shares = [None if count.number is None else count.number / largest for count in (row.actual, row.before)]
    return period_bars(shares[0], shares[1], theme=PRINT, title=wording.plain(row.name), width=width)


def _change(row: TargetRow, *, wording: Wording) -> Markup:
    """Return the difference to the year before, computed from what is printed; a dash where either is missing."""
    language, now = wording.language, as_number(row.actual)
    before = None if row.before is None else as_number(row.before)
    if now is None or before is None:
        return Markup("–")
    signed = language.signed(int(now) - int(before))
    is_rate = isinstance(row.actual, Measure) and row.actual.unit is Unit.PERCENT
    return escape(language.gettext("%(num)s pts", num=signed) if is_rate and now != before else signed)


def target_row(row: TargetRow, *, wording: Wording, width: int = STRAND_BAR) -> FigureRow:
    """Return an indicator with the bar of what was reached against its target."""
    _ = wording.language.gettext
    title = _(
        "%(name)s: %(actual)s, target %(target)s",
        name=wording.plain(row.name),
        actual=wording.number(row.actual),
        target=wording.number(row.target),
    )
    return FigureRow(
        letter=_letter(row.strand),
        name=wording.words(row.name),
        bar=target_bar(_ratio(row.actual, row.target), theme=PRINT, title=title, width=width),
        figure=wording.figure(row.actual),
        compared=wording.figure(row.target),
        code=row.code,
        before=None if row.before is None else wording.figure(row.before),
        change=_change(row, wording=wording),
    )


def step_rows(steps: Sequence[Step], *, strand: str, wording: Wording, width: int) -> list[FigureRow]:
    """Rows of a pathway: a bar of the largest shown count, and the share of the first step in the same strand.

    Not of the step before: training, language and recognition run side by side, so that the row above is not where people come from.
    """
    shown = [step.count.number for step in steps if step.count.number is not None]
    largest = max(shown, default=0) or 1
    rows = []
    first: dict[str, Step] = {}
    for step in steps:
        step_strand = step.strand or strand
        start = first.setdefault(step_strand, step)
        rows.append(
            FigureRow(
                letter=strand_letter(step_strand),
                name=wording.words(step.name),
                bar=_people_bar(
                    step.count, largest=largest, strand=step_strand, name=wording.plain(step.name), width=width
                ),
                figure=wording.figure(step.count),
                compared=wording.figure(share(step.count, start.count)) if step is not start else Markup("–"),
            )
        )
    return rows


def _people_bar(count: Count, *, largest: int, strand: str, name: str, width: int) -> Markup:
    portion = None if count.is_hidden else (count.number or 0) / largest
    return funnel_bar(portion, strand=strand, theme=PRINT, title=name, width=width)


def sex_rows(content: StrandChapter, *, wording: Wording) -> list[FigureRow]:
    """People by sex with their shares, which are left out together when one count is missing."""
    counts = [group.count for group in content.sexes]
    complete = bool(counts) and all(count.number is not None for count in counts)
    total = Count(number=sum(count.number or 0 for count in counts)) if complete else None
    return [
        FigureRow(
            letter="",
            name=wording.words(group.name),
            bar=Markup(""),
            figure=wording.figure(group.count),
            compared=wording.figure(share(group.count, total)) if total else Markup(""),
        )
        for group in content.sexes
    ]


def result_row(row: ResultRow, *, wording: Wording) -> FigureRow:
    """Return a result of a project with its baseline, against its target."""
    return FigureRow(
        letter="",
        name=wording.words(row.name),
        bar=target_bar(_ratio(row.actual, row.target), theme=PRINT, title=wording.plain(row.name), width=RESULT_BAR),
        figure=wording.figure(row.actual),
        compared=wording.figure(row.target),
        baseline=wording.figure(row.baseline),
    )


def money_row(year: YearMoney, *, wording: Wording) -> FigureRow:
    """Return a year with what was spent against what was planned."""
    portion = float(year.spent / year.planned) if year.planned and year.spent is not None else None
    return FigureRow(
        letter="",
        name=Markup("{}").format(year.year),
        bar=target_bar(portion, theme=PRINT, title=str(year.year), width=MONEY_BAR),
        figure=wording.money(year.spent),
        compared=wording.money(year.planned),
    )
