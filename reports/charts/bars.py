"""Bars: against a target, along a pathway, and money planned and spent by year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from reports.svg import drawing, lettering, line, number, text_width
from reports.theme import Theme

TARGET_AT = 0.76
"""Where the goal line stands, as a share of the width: the same in every row, with room for overshoot."""


def target_bar(share: float | None, *, theme: Theme, title: str, width: float = 136, height: float = 16) -> Markup:
    """Draw what was reached as a bar and the target as an upright stroke; the stroke is notched where the bar passes it.

    `share` is actual divided by target; None draws the way to the target only. What exceeds the width is cut at its
    end by an arrow head, so that a share of five does not look like one of 1.3.
    """
    goal, middle = width * TARGET_AT, height / 2
    parts = [line(f"M0 {number(middle)}H{number(goal)}", colour=theme.rule_strong, width=1)]
    if share is not None and share > 0:
        full = min(goal * share, width)
        beyond = goal * share > width
        end = full - height / 4 if beyond else full
        parts.append(f'<path d="M0 {number(middle - 4)}H{number(end)}V{number(middle + 4)}H0z" fill="{theme.ink}"/>')
        if beyond:
            head = f"M{number(end)} {number(middle - 4)}L{number(full)} {number(middle)}L{number(end)} {number(middle + 4)}z"
            parts.append(f'<path d="{head}" fill="{theme.ink}"/>')
        if full > goal:
            parts.append(
                line(f"M{number(goal)} {number(middle - 4)}V{number(middle + 4)}", colour=theme.ground, width=4)
            )
    parts.append(line(f"M{number(goal)} 1.5V{number(height - 1.5)}", colour=theme.ink, width=2))
    return drawing(parts, width=width, height=height, title=title, decorative=True)


def funnel_bar(
    share: float | None, *, strand: str, theme: Theme, title: str, width: float = 136, height: float = 16
) -> Markup:
    """Draw how many people reached a step as a bar in the colour of the strand; `share` is of the first step.

    None is a hidden count: a dashed outline of fixed width, from which no number can be read.
    """
    middle = height / 2
    if share is None:
        path = f"M1 {number(middle - 4)}H{number(width * 0.12)}V{number(middle + 4)}H1z"
        parts = [line(path, colour=theme.rule_strong, width=1, dash="2 2")]
    else:
        length = max(share * width, 0.8 if share else 0)
        parts = [
            f'<rect x="0" y="{number(middle - 4.5)}" width="{number(length)}" height="9" fill="{theme.strand(strand)}"/>'
        ]
    return drawing(parts, width=width, height=height, title=title, decorative=True)


def period_bars(
    now: float | None, before: float | None, *, theme: Theme, title: str, width: float = 192, height: float = 16
) -> Markup:
    """Draw the period as a filled bar and the same span a year earlier as an outline below it.

    Both are shares of the largest figure of the table, so all bars of a table share one scale. None is a hidden figure:
    a dashed outline of fixed width, from which no number can be read.
    """
    parts = []
    for value, top, thick, fill in ((now, 2.0, 7.0, theme.ink), (before, 10.5, 4.0, theme.ground)):
        if value is None:
            path = f"M1 {number(top + 0.5)}H{number(width * 0.08)}V{number(top + thick - 0.5)}H1z"
            parts.append(line(path, colour=theme.rule_strong, width=1, dash="2 2"))
        elif value:
            length = max(value * (width - 1), 1.2)
            place = f'x="0.5" y="{number(top)}" width="{number(length)}" height="{number(thick)}"'
            parts.append(f'<rect {place} fill="{fill}" stroke="{theme.ink}" stroke-width="1"/>')
    return drawing(parts, width=width, height=height, title=title, decorative=True)


@dataclass(frozen=True, slots=True)
class MoneyYear:
    """Money of one year in one currency; None where nothing is recorded."""

    year: int
    planned: Decimal | None
    spent: Decimal | None


def money_bars(
    years: Sequence[MoneyYear],
    *,
    theme: Theme,
    title: str,
    money: Callable[[Decimal], str],
    planned_word: str,
    spent_word: str,
    not_recorded: str,
    width: float = 472,
) -> Markup:
    """Draw two bars a year, planned as an outline and spent filled, each with its amount at the end.

    Told apart by filling, not by colour; the first year names both.
    """
    size, row, left = 10.8, 31.0, 10.8 * 3.4
    bars = [
        (index * row + offset, amount, f"{money(amount) if amount is not None else not_recorded} {word}", is_spent)
        for index, year in enumerate(years)
        for offset, amount, word, is_spent in (
            (5.5, year.planned, planned_word, False),
            (18.5, year.spent, spent_word, True),
        )
    ]
    largest = max((amount for _, amount, _, _ in bars if amount is not None), default=Decimal(0)) or Decimal(1)
    widest = max((text_width(text, size=size) for _, _, text, _ in bars), default=0)
    room = max(width - left - widest - 10, 40)
    parts = [
        lettering(0, index * row + 4 + size, str(year.year), size=size, theme=theme, weight=600)
        for index, year in enumerate(years)
    ]
    outline, filled = f'fill="{theme.ground}" stroke="{theme.ink}" stroke-width="1.2"', f'fill="{theme.ink}"'
    for y, amount, text, is_spent in bars:
        length = float(max(amount or Decimal(0), Decimal(0)) / largest) * room
        if length:
            place = f'x="{number(left)}" y="{number(y)}" width="{number(length)}" height="9"'
            parts.append(f"<rect {place} {filled if is_spent else outline}/>")
        parts.append(lettering(left + length + 6, y + 8.2, text, size=size, theme=theme, colour=theme.soft))
    return drawing(parts, width=width, height=len(years) * row + 4, title=title)
