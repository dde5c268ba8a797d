"""Results, indicators and periods of an activity as rows of the register.

A value that is no number stays as text; a value broken down by sex or place is never taken for the total.
"""

from collections.abc import Iterable
from typing import Any

from partnership.exchange.iati import results as iati
from partnership.exchange.rules.published import Row
from partnership.exchange.rules.remarks import Remarks
from partnership.exchange.rules.texts import Tongue
from partnership.exchange.vocabulary import Part, Remark

LONGEST_TITLE = 1000
OTHER_RESULT = "9"
UNIT = "1"


def results(found: tuple[iati.Result, ...], *, tongue: Tongue, remarks: Remarks) -> tuple[Row, ...]:
    """The results with everything that hangs on them, in the order of the file."""
    rows = []
    for result in found:
        titles = _titles(result.titles, part=Part.RESULTS, line=result.line, tongue=tongue, remarks=remarks)
        values = {
            "kind": result.type or OTHER_RESULT,
            **titles,
            "description": tongue.one(result.descriptions)[0],
            "aggregates": result.may_be_summed,
        }
        parts = (_indicator(one, line=result.line, tongue=tongue, remarks=remarks) for one in result.indicators)
        rows.append(Row(values, tuple(parts)))
    return tuple(rows)


def _titles(texts: Any, *, part: Part, line: int, tongue: Tongue, remarks: Remarks) -> dict[str, str]:
    pair = tongue.pair(texts)
    return {
        "title_de": remarks.fitted(pair.de, limit=LONGEST_TITLE, part=part, line=line),
        "title_en": remarks.fitted(pair.en, limit=LONGEST_TITLE, part=part, line=line),
    }


def _indicator(indicator: iati.Indicator, *, line: int, tongue: Tongue, remarks: Remarks) -> Row:
    titles = _titles(indicator.titles, part=Part.INDICATORS, line=line, tongue=tongue, remarks=remarks)
    if len(indicator.baselines) > 1:
        remarks.add(Remark.SEVERAL_BASELINES, line=line, title=titles["title_en"] or titles["title_de"])
    values = {
        "measure": indicator.measure or UNIT, "ascending": indicator.is_ascending, **titles, "description": tongue.one(indicator.descriptions)[0],
        **_baseline(indicator.baselines[0] if indicator.baselines else None, line=line, tongue=tongue, remarks=remarks),
    }  # fmt: skip
    return Row(values, tuple(_period(one, line=line, tongue=tongue, remarks=remarks) for one in indicator.periods))


def _baseline(baseline: iati.Baseline | None, *, line: int, tongue: Tongue, remarks: Remarks) -> dict[str, Any]:
    if baseline is None:
        return {
            "baseline_year": None,
            "baseline_on": None,
            "baseline_value": None,
            "baseline_text": "",
            "baseline_comment": "",
            "baseline_dimensions": [],
        }
    value = baseline.value
    return {
        "baseline_year": baseline.year, "baseline_on": baseline.day, **_value("baseline", value, line=line, remarks=remarks),
        "baseline_comment": tongue.one(value.comments)[0], "baseline_dimensions": _dimensions(value),
    }  # fmt: skip


def _period(period: iati.Period, *, line: int, tongue: Tongue, remarks: Remarks) -> Row:
    target, actual = _total(period.targets), _total(period.actuals)
    comments = (tongue.one(value.comments)[0] for value in (*period.targets, *period.actuals))
    values = {
        "period_start": period.starts_on, "period_end": period.ends_on, **_value("target", target, line=line, remarks=remarks),
        **_value("actual", actual, line=line, remarks=remarks), "comment": "\n\n".join(dict.fromkeys(filter(None, comments))),
        "dimensions": [*_broken_down("target", period.targets), *_broken_down("actual", period.actuals)],
    }  # fmt: skip
    return Row(values)


def _total(values: Iterable[iati.IndicatorValue]) -> iati.IndicatorValue | None:
    """The value that is broken down by nothing."""
    return next((value for value in values if not value.dimensions and not value.location_refs), None)


def _value(side: str, value: iati.IndicatorValue | None, *, line: int, remarks: Remarks) -> dict[str, Any]:
    if value is None:
        return {f"{side}_value": None, f"{side}_text": ""}
    number = remarks.millionths(value.number, line=line)
    return {f"{side}_value": number, f"{side}_text": _kept_text(value, rounded=number != value.number)}


def _kept_text(value: iati.IndicatorValue, *, rounded: bool) -> str:
    """The text as published, where the number alone would not say the same."""
    return value.published if value.number is None or rounded else ""


def _broken_down(side: str, values: Iterable[iati.IndicatorValue]) -> list[dict[str, Any]]:
    """Each value that counts a part only, with what it is broken down by."""
    return [
        {"of": side, "value": value.published, "dimensions": _dimensions(value), "places": list(value.location_refs)}
        for value in values
        if value.dimensions or value.location_refs
    ]


def _dimensions(value: iati.IndicatorValue) -> list[dict[str, str]]:
    return [{"name": dimension.name, "value": dimension.value} for dimension in value.dimensions]
