"""Results of an activity: indicators with baselines, targets and actual values by period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml.etree import _Element as Element

from .context import Context, code_of, name
from .narratives import Texts
from .values import parse_flag, parse_number, parse_year
from .vocabulary import INDICATOR_MEASURES, RESULT_TYPES, Fault

QUALITATIVE = "5"
"""Measure of indicators whose values are words."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One property by which a value is broken down, such as sex = female."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A target or actual value as published, and as a number where it is one; both empty is "not stated", never 0."""

    published: str
    number: Decimal | None
    dimensions: tuple[Dimension, ...]
    location_refs: tuple[str, ...]
    comments: Texts


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value before the activity began, with its year or day."""

    year: int | None
    day: date | None
    value: IndicatorValue


@dataclass(frozen=True, slots=True)
class Period:
    """Targets and actual values of one period, one of each for every breakdown."""

    starts_on: date | None
    ends_on: date | None
    targets: tuple[IndicatorValue, ...]
    actuals: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The code of the same result or indicator in a framework outside the activity."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: measure 1 unit, 2 per cent, 3 nominal, 4 ordinal, 5 qualitative."""

    measure: str | None
    is_ascending: bool
    may_be_summed: bool | None
    titles: Texts
    descriptions: Texts
    references: tuple[Reference, ...]
    baselines: tuple[Baseline, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the activity brought about: type 1 output, 2 outcome, 3 impact, 9 other."""

    type: str | None
    may_be_summed: bool | None
    titles: Texts
    descriptions: Texts
    references: tuple[Reference, ...]
    indicators: tuple[Indicator, ...]
    line: int


def read_results(elements: Iterable[Element], *, context: Context) -> tuple[Result, ...]:
    """The results in the order of the file."""
    return tuple(
        Result(
            type=context.code(element, attribute="type", of=RESULT_TYPES),
            may_be_summed=parse_flag(element.get("aggregation-status")),
            titles=context.texts(element.findall("title")),
            descriptions=context.texts(element.findall("description")),
            references=_references(element),
            indicators=tuple(_read_indicator(part, context=context) for part in element.findall("indicator")),
            line=int(element.sourceline or 0),
        )
        for element in elements
    )


def _read_indicator(element: Element, *, context: Context) -> Indicator:
    measure = context.code(element, attribute="measure", of=INDICATOR_MEASURES)
    # Without the attribute the standard says: rising values are the aim.
    is_ascending = parse_flag(element.get("ascending")) is not False
    baselines = (_read_baseline(part, measure=measure, context=context) for part in element.findall("baseline"))
    periods = (_read_period(part, measure=measure, context=context) for part in element.findall("period"))
    return Indicator(
        measure=measure,
        is_ascending=is_ascending,
        may_be_summed=parse_flag(element.get("aggregation-status")),
        titles=context.texts(element.findall("title")),
        descriptions=context.texts(element.findall("description")),
        references=_references(element),
        baselines=tuple(baselines),
        periods=tuple(periods),
    )


def _references(element: Element) -> tuple[Reference, ...]:
    return tuple(
        Reference(vocabulary=code_of(part, attribute="vocabulary"), code=code)
        for part in element.findall("reference")
        if (code := code_of(part))
    )


def _read_baseline(element: Element, *, measure: str | None, context: Context) -> Baseline:
    return Baseline(
        year=parse_year(code_of(element, attribute="year")),
        day=context.day(element) if element.get("iso-date") else None,
        value=_read_value(element, measure=measure, context=context),
    )


def _read_period(element: Element, *, measure: str | None, context: Context) -> Period:
    starts_on = context.day(element.find("period-start"))
    ends_on = context.day(element.find("period-end"), year_ends=True)
    if starts_on is None or ends_on is None:
        context.problems.warn(Fault.NO_PERIOD, at=element)
    elif ends_on < starts_on:
        start, end = starts_on.isoformat(), ends_on.isoformat()
        context.problems.warn(Fault.PERIOD_REVERSED, at=element, element=name(element), start=start, end=end)
        starts_on = ends_on = None
    return Period(
        starts_on=starts_on,
        ends_on=ends_on,
        targets=tuple(_read_value(part, measure=measure, context=context) for part in element.findall("target")),
        actuals=tuple(_read_value(part, measure=measure, context=context) for part in element.findall("actual")),
    )


def _read_value(element: Element, *, measure: str | None, context: Context) -> IndicatorValue:
    published = " ".join((element.get("value") or "").split())
    number = parse_number(published)
    if published and number is None and measure != QUALITATIVE:
        context.problems.warn(Fault.UNREADABLE_NUMBER, at=element, element=name(element), text=published)
    return IndicatorValue(
        published=published,
        number=number,
        dimensions=tuple(
            Dimension(name=code_of(part, attribute="name"), value=code_of(part, attribute="value"))
            for part in element.findall("dimension")
        ),
        location_refs=tuple(code_of(part, attribute="ref") for part in element.findall("location")),
        comments=context.texts(element.findall("comment")),
    )
