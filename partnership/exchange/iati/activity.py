"""One `iati-activity`, of any version from 1.01 to 2.03, as one frozen record with the meaning of 2.03."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lxml.etree import _Element as Element

from .classification import (
    Defaults,
    PolicyMarker,
    Sector,
    Tag,
    read_defaults,
    read_policy_markers,
    read_sectors,
    read_tags,
)
from .context import Context, code_of, first, name
from .documents import (
    Conditions,
    DocumentLink,
    OtherIdentifier,
    RelatedActivity,
    read_conditions,
    read_documents,
    read_other_identifiers,
    read_related,
)
from .money import (
    Budget,
    PlannedDisbursement,
    Transaction,
    read_budgets,
    read_planned_disbursements,
    read_transactions,
)
from .narratives import LANGUAGE_ATTRIBUTE, Texts, content, language_code, languages_in
from .organisations import (
    ParticipatingOrganisation,
    ReportingOrganisation,
    read_participating,
    read_reporting,
)
from .places import (
    Location,
    RecipientCountry,
    RecipientRegion,
    read_countries,
    read_locations,
    read_regions,
)
from .problems import Problem, Problems, RefusedActivity
from .results import Result, read_results
from .values import parse_flag, parse_moment
from .vocabulary import (
    ACTIVITY_DATE_TYPES,
    ACTIVITY_SCOPES,
    ACTIVITY_STATUSES,
    DESCRIPTION_TYPES,
    KNOWN_VERSIONS,
    UNDETERMINED_LANGUAGE,
    Fault,
)


@dataclass(frozen=True, slots=True)
class Description:
    """A description: type 1 general, 2 objectives, 3 target groups, 4 other."""

    type: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class ActivityDate:
    """A date of the activity: type 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    type: str
    day: date


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity as its publisher reports it, in the terms of version 2.03.

    Contacts are counted, not read: they are personal data the register has no purpose for. `version` is what the
    file declares, "" if nothing. `line` is where the activity begins in the file.
    """

    identifier: str
    line: int
    version: str
    languages: frozenset[str]
    last_updated_at: datetime | None
    hierarchy: int | None
    is_humanitarian: bool
    reporting: ReportingOrganisation | None
    titles: Texts
    descriptions: tuple[Description, ...]
    participating: tuple[ParticipatingOrganisation, ...]
    other_identifiers: tuple[OtherIdentifier, ...]
    status: str | None
    dates: tuple[ActivityDate, ...]
    contact_count: int
    scope: str | None
    countries: tuple[RecipientCountry, ...]
    regions: tuple[RecipientRegion, ...]
    locations: tuple[Location, ...]
    sectors: tuple[Sector, ...]
    tags: tuple[Tag, ...]
    policy_markers: tuple[PolicyMarker, ...]
    collaboration_type: str
    defaults: Defaults
    budgets: tuple[Budget, ...]
    planned_disbursements: tuple[PlannedDisbursement, ...]
    transactions: tuple[Transaction, ...]
    documents: tuple[DocumentLink, ...]
    related: tuple[RelatedActivity, ...]
    conditions: Conditions | None
    results: tuple[Result, ...]
    warnings: tuple[Problem, ...]


def read_activity(element: Element, *, file_version: str, first_lines: dict[str, int]) -> Activity | RefusedActivity:
    """Read one activity; `first_lines` says where each identifier of the file stood first and is added to.

    Refused are activities without identifier (importing them twice would make two projects), of an unknown
    version, and with money that cannot be read (see money.py). Everything else that is wrong is left out and
    listed in `warnings`.
    """
    problems = Problems()
    context = Context(
        default_language=language_code(element.get(LANGUAGE_ATTRIBUTE, "")) or UNDETERMINED_LANGUAGE,
        default_currency=(element.get("default-currency") or "").strip().upper(),
        problems=problems,
    )
    children: dict[str, list[Element]] = defaultdict(list)
    for child in element.iterchildren("*"):
        children[name(child)].append(child)
    identifier = _identifier(children["iati-identifier"], activity=element, context=context, first_lines=first_lines)
    version = _version(element, file_version=file_version, context=context)
    activity = _assemble(element, identifier=identifier, version=version, children=children, context=context)
    if problems.are_fatal:
        return RefusedActivity(identifier=identifier, line=activity.line, problems=problems.found)
    return activity


def _assemble(
    element: Element, *, identifier: str, version: str, children: dict[str, list[Element]], context: Context
) -> Activity:
    return Activity(
        identifier=identifier,
        line=int(element.sourceline or 0),
        version=version,
        languages=languages_in(element),
        last_updated_at=_last_updated(element, context=context),
        hierarchy=_hierarchy(element),
        is_humanitarian=bool(parse_flag(element.get("humanitarian"))),
        reporting=read_reporting(children["reporting-org"], activity=element, context=context),
        titles=_titles(children["title"], activity=element, context=context),
        descriptions=_descriptions(children["description"], context=context),
        participating=read_participating(children["participating-org"], context=context),
        other_identifiers=read_other_identifiers(children["other-identifier"], context=context),
        status=_status(children["activity-status"], context=context),
        dates=_dates(children["activity-date"], context=context),
        contact_count=len(children["contact-info"]),
        scope=_scope(children["activity-scope"], context=context),
        countries=read_countries(children["recipient-country"], context=context),
        regions=read_regions(children["recipient-region"], context=context),
        locations=read_locations(children["location"], context=context),
        sectors=read_sectors(children["sector"], context=context),
        tags=read_tags(children["tag"], context=context),
        policy_markers=read_policy_markers(children["policy-marker"], context=context),
        collaboration_type=code_of(first(children["collaboration-type"])),
        defaults=read_defaults(children, context=context),
        budgets=read_budgets(children["budget"], context=context),
        planned_disbursements=read_planned_disbursements(children["planned-disbursement"], context=context),
        transactions=read_transactions(children["transaction"], context=context),
        documents=read_documents(element, context=context),
        related=read_related(children["related-activity"], context=context),
        conditions=read_conditions(children["conditions"], context=context),
        results=read_results(children["result"], context=context),
        warnings=context.problems.found,  # stays last: the lines above note the warnings
    )


def _identifier(elements: list[Element], *, activity: Element, context: Context, first_lines: dict[str, int]) -> str:
    element = first(elements)
    identifier = "" if element is None else content(element)
    line = int(activity.sourceline or 0)
    if not identifier:
        context.problems.refuse(Fault.NO_IDENTIFIER, at=activity)
    elif identifier in first_lines:
        earlier = first_lines[identifier]
        context.problems.warn(Fault.REPEATED_IDENTIFIER, at=activity, identifier=identifier, first_line=earlier)
    else:
        first_lines[identifier] = line
    return identifier


def _version(activity: Element, *, file_version: str, context: Context) -> str:
    """The version of the file; collections of several publishers state it at each activity instead."""
    version = file_version or declared_version(activity)
    if version and version not in KNOWN_VERSIONS:
        context.problems.refuse(Fault.UNKNOWN_VERSION, at=activity, version=version)
    return version


def declared_version(element: Element) -> str:
    """The attribute `version`, also with a prefix ("iati-extra:version") or as `iati-version`; "" if absent."""
    for attribute, value in element.attrib.items():
        local = str(attribute).rpartition("}")[2]
        if local.rpartition(":")[2] in {"version", "iati-version"} and str(value).strip():
            return str(value).strip()
    return ""


def _last_updated(activity: Element, *, context: Context) -> datetime | None:
    published = (activity.get("last-updated-datetime") or "").strip()
    moment = parse_moment(published)
    if published and moment is None:
        context.problems.warn(Fault.UNREADABLE_MOMENT, at=activity, text=published)
    return moment


def _hierarchy(activity: Element) -> int | None:
    published = code_of(activity, attribute="hierarchy")
    return int(published) if published in {"1", "2", "3", "4", "5"} else None


def _titles(elements: list[Element], *, activity: Element, context: Context) -> Texts:
    """The titles; without any the officer can give one, so it is no reason to lose the money and the partners."""
    titles = context.texts(elements)
    if not titles:
        context.problems.warn(Fault.NO_TITLE, at=activity)
    return titles


def _descriptions(elements: Iterable[Element], *, context: Context) -> tuple[Description, ...]:
    """The descriptions, those of one type put together; without a type they are general (the standard's default)."""
    by_type: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        by_type[context.code(element, attribute="type", of=DESCRIPTION_TYPES) or "1"].append(element)
    read = (Description(type=kind, texts=context.texts(several)) for kind, several in by_type.items())
    return tuple(description for description in read if description.texts)


def _status(elements: list[Element], *, context: Context) -> str | None:
    """The status by its code, or by its name where versions 1.x gave no code."""
    element = first(elements)
    if element is None:
        return None
    if element.get("code"):
        return context.code(element, attribute="code", of=ACTIVITY_STATUSES)
    return ACTIVITY_STATUSES.code(content(element))


def _scope(elements: list[Element], *, context: Context) -> str | None:
    element = first(elements)
    return None if element is None else context.code(element, attribute="code", of=ACTIVITY_SCOPES)


def _dates(elements: Iterable[Element], *, context: Context) -> tuple[ActivityDate, ...]:
    found = []
    for element in elements:
        kind = context.code(element, attribute="type", of=ACTIVITY_DATE_TYPES)
        day = context.day(element)
        if kind and day:
            found.append(ActivityDate(type=kind, day=day))
        elif not code_of(element, attribute="type"):
            context.problems.warn(Fault.NO_CODE, at=element, element=name(element), attribute="type")
    return tuple(found)
