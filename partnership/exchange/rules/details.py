"""Everything worth keeping of an activity that has no column of its own, ready for JSON."""

from typing import Any

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.organisations import Organisation
from partnership.exchange.iati.strands import StrandSuggestion
from partnership.exchange.rules.published import plain
from partnership.exchange.rules.texts import Tongue


def details_of(
    activity: Activity, *, tongue: Tongue, foreign: dict[str, str], suggestions: tuple[StrandSuggestion, ...]
) -> dict[str, Any]:
    """What is kept beside the columns; `foreign` says which column holds a text in another language than its name."""
    found = {
        "version": activity.version, "main_language": tongue.main, "foreign": foreign, "reporting": _reporting(activity, tongue=tongue),
        "titles": tongue.others(activity.titles), "descriptions": [{"type": one.type, **tongue.others(one.texts)} for one in activity.descriptions if tongue.others(one.texts)],
        "hierarchy": activity.hierarchy, "humanitarian": activity.is_humanitarian, "scope": activity.scope,
        "countries": [{"code": one.code, "percentage": one.percentage} for one in activity.countries],
        "regions": [{"code": one.code, "vocabulary": one.vocabulary, "percentage": one.percentage} for one in activity.regions],
        "locations": [_location(one, tongue=tongue) for one in activity.locations],
        "tags": [{"vocabulary": one.vocabulary, "code": one.code, "name": tongue.one(one.names)[0]} for one in activity.tags],
        "policy_markers": [{"vocabulary": one.vocabulary, "code": one.code, "significance": one.significance} for one in activity.policy_markers],
        "other_identifiers": [{"identifier": one.ref, "type": one.type} for one in activity.other_identifiers],
        "collaboration_type": activity.collaboration_type, "aid_type": activity.defaults.aid_type, "finance_type": activity.defaults.finance_type,
        "flow_type": activity.defaults.flow_type, "tied_status": activity.defaults.tied_status,
        "conditions_attached": activity.conditions.are_attached if activity.conditions else None,
        "strand_suggestions": [_suggestion(one) for one in suggestions],
    }  # fmt: skip
    return {name: plain(value) for name, value in found.items() if value not in (None, "", [], {}, False)}


def _reporting(activity: Activity, *, tongue: Tongue) -> dict[str, Any] | None:
    if activity.reporting is None:
        return None
    organisation: Organisation = activity.reporting.organisation
    return {
        "identifier": organisation.ref,
        "name": tongue.one(organisation.names)[0],
        "type": organisation.type,
        "secondary": activity.reporting.is_secondary,
    }


def _location(location: Any, *, tongue: Tongue) -> dict[str, Any]:
    point = location.point
    return {
        "name": tongue.one(location.names)[0], "country": location.country, "point": [point.latitude, point.longitude] if point else None,
        "areas": [{"vocabulary": area.vocabulary, "level": area.level, "code": area.code} for area in (*location.administrative, *location.ids)],
    }  # fmt: skip


def _suggestion(suggestion: StrandSuggestion) -> dict[str, Any]:
    reasons = [{"ground": reason.ground.value, "found": reason.found} for reason in suggestion.reasons]
    return {"strand": suggestion.strand.value, "likely": suggestion.is_likely, "reasons": reasons}
