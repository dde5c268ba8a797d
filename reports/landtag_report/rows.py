"""Rows with a bar: indicators and results against their target, people by step, money by year."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.charts import funnel_bar, target_bar
from reports.figures import Count, Figure, as_number, share
from reports.landtag_report.document import (
    STRANDS,
    ResultRow,
    Step,
    StrandChapter,
    TargetRow,
    YearMoney,
)
from reports.landtag_report.views import FigureRow
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
    )


def step_rows(steps: Sequence[Step], *, strand: str, wording: Wording, width: int) -> list[FigureRow]:
    """Rows of a pathway: a bar of the largest shown count, and the share of the step before in the same strand."""
    shown = [step.count.number for step in steps if step.count.number is not None]
    largest = max(shown, default=0) or 1
    rows = []
    for index, step in enumerate(steps):
        step_strand = step.strand or strand
        before = steps[index - 1] if index and (steps[index - 1].strand or strand) == step_strand else None
        rows.append(
            FigureRow(
                letter=strand_letter(step_strand),
                name=wording.words(step.name),
                bar=_people_bar(
                    step.count, largest=largest, strand=step_strand, name=wording.plain(step.name), width=width
                ),
                figure=wording.figure(step.count),
                compared=wording.figure(share(step.count, before.count)) if before else Markup("–"),
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
