"""From one activity of a file to what its publisher says about a project, in the register's terms."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from partnership.core.search_text import fold
from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.organisations import Organisation
from partnership.exchange.iati.strands import suggested_strands
from partnership.exchange.rules import money, results
from partnership.exchange.rules.details import details_of
from partnership.exchange.rules.published import Party, Published, Row
from partnership.exchange.rules.remarks import Remarks
from partnership.exchange.rules.texts import Tongue, tongue_of
from partnership.exchange.vocabulary import Part, Remark
from partnership.projects.vocabulary import IATI_STATUS, PlaceKind, ProjectStatus
from partnership.reference_data.codelists import codelist

HOME = "GH"
LONGEST_TITLE, LONGEST_NAME, LONGEST_ORGANISATION_IDENTIFIER, LONGEST_IDENTIFIER = 500, 300, 120, 200
LONGEST_LINK, LONGEST_FORMAT, LONGEST_SECTOR, LONGEST_SECTOR_VOCABULARY, LONGEST_SECTOR_NAME = 2000, 120, 40, 10, 300
STATUS_OF = {code: status for status, code in IATI_STATUS.items()}
DATE_COLUMNS = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}
ACTUAL = frozenset({"2", "4"})
SECTOR_LISTS = {"1": "iati_sector", "2": "iati_sector_category"}
WHOLE = Decimal(100)
SDG_TARGETS = "3"
"""Tag vocabulary of the targets of the Sustainable Development Goals; goals alone (2) stay among the details."""


def published_from(activity: Activity, *, today: date) -> Published:
    """The activity in the register's terms; everything that does not fit is remarked on. Pure: the same input gives the same output."""
    remarks, tongue = Remarks(activity.warnings), tongue_of(activity)
    foreign: dict[str, str] = {}
    texts = _texts(activity, tongue=tongue, foreign=foreign, remarks=remarks)
    every_text = [
        text for texts_ in (activity.titles, *(one.texts for one in activity.descriptions)) for text in texts_.values()
    ]
    suggestions = suggested_strands(activity.sectors, texts=every_text)
    if activity.planned_disbursements:
        remarks.add(
            Remark.PLANNED_DISBURSEMENTS,
            line=activity.planned_disbursements[0].line,
            count=len(activity.planned_disbursements),
        )
    return Published(
        identifier=activity.identifier, line=activity.line,
        values={**texts, "status": _status(activity, remarks=remarks), **_dates(activity, today=today, remarks=remarks), "recipient_country": _country(activity)},
        parties=_parties(activity, tongue=tongue, remarks=remarks),
        sets={
            "sectors": _sectors(activity, tongue=tongue, remarks=remarks), "goals": _goals(activity), "places": _places(activity),
            "strands": [(one.strand.value,) for one in suggestions if one.is_likely],
        },
        children={
            "budgets": money.budgets(activity.budgets, remarks=remarks),
            "transactions": money.transactions(activity.transactions, tongue=tongue, remarks=remarks),
            "results": results.results(activity.results, tongue=tongue, remarks=remarks),
            "documents": _documents(activity, tongue=tongue, remarks=remarks), "relations": _relations(activity, remarks=remarks),
        },
        details=details_of(activity, tongue=tongue, foreign=foreign, suggestions=suggestions),
        last_updated=activity.last_updated_at, notes=remarks.notes,
    )  # fmt: skip


def _texts(activity: Activity, *, tongue: Tongue, foreign: dict[str, str], remarks: Remarks) -> dict[str, str]:
    title = tongue.pair(activity.titles)
    summaries = [tongue.pair(one.texts) for one in sorted(activity.descriptions, key=lambda one: one.type)]
    found = {
        "title_de": remarks.fitted(title.de, limit=LONGEST_TITLE, part=Part.TITLE_DE, line=activity.line),
        "title_en": remarks.fitted(title.en, limit=LONGEST_TITLE, part=Part.TITLE_EN, line=activity.line),
        "summary_de": _paragraphs(one.de for one in summaries), "summary_en": _paragraphs(one.en for one in summaries),
    }  # fmt: skip
    if not found["title_de"] and not found["title_en"]:
        found["title_en"] = activity.identifier
        remarks.add(Remark.NO_TITLE_BUT_IDENTIFIER, line=activity.line)
    foreign_summary = next((one.foreign for one in summaries if one.foreign), None)
    for part, language in ((Part.TITLE_EN, title.foreign), (Part.SUMMARY_EN, foreign_summary)):
        if language:
            foreign[part.value] = language
            remarks.add(Remark.OTHER_LANGUAGE, line=activity.line, field=part.value, language=language)
    return found


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _status(activity: Activity, *, remarks: Remarks) -> ProjectStatus:
    if activity.status is None:
        remarks.add(Remark.NO_STATUS, line=activity.line)
        return ProjectStatus.DRAFT
    return STATUS_OF[activity.status]


def _dates(activity: Activity, *, today: date, remarks: Remarks) -> dict[str, date | None]:
    """Planned and actual days. An actual day in the future contradicts the IATI ruleset and is left out."""
    found: dict[str, date | None] = dict.fromkeys(DATE_COLUMNS.values())
    for one in activity.dates:
        column = DATE_COLUMNS[one.type]
        if one.type in ACTUAL and one.day > today:
            remarks.add(Remark.ACTUAL_IN_FUTURE, line=activity.line, day=one.day.isoformat())
        elif found[column] is None:
            found[column] = one.day
        elif found[column] != one.day:
            remarks.add(Remark.REPEATED_DATE, line=activity.line, day=str(found[column]))
    for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        first, last = found[start], found[end]
        if first and last and last < first:
            remarks.add(Remark.DATES_REVERSED, line=activity.line, start=first.isoformat(), end=last.isoformat())
            found[start] = found[end] = None
    return found


def _country(activity: Activity) -> str | None:
    """The one recipient country; Ghana where it is one of several, because that is why the project is in this register."""
    codes = list(dict.fromkeys(country.code for country in activity.countries if len(country.code) == 2))
    if HOME in codes:
        return HOME
    return codes[0] if len(codes) == 1 else None


def names_country(activity: Activity, code: str) -> bool:
    """Whether the activity, one of its transactions or one of its places names this country as the recipient."""
    return (
        any(country.code == code for country in activity.countries)
        or any(transaction.recipient_country == code for transaction in activity.transactions)
        or any(location.country == code for location in activity.locations)
    )


def _parties(activity: Activity, *, tongue: Tongue, remarks: Remarks) -> tuple[tuple[Party, str], ...]:
    found: dict[tuple[Party, str], None] = {}
    for one in activity.participating:
        found[party_from(one.organisation, tongue=tongue, remarks=remarks, line=activity.line), one.role] = None
    return tuple(found)


def party_from(organisation: Organisation, *, tongue: Tongue, remarks: Remarks, line: int) -> Party:
    """The organisation with names in both languages; without any name its identifier stands for it."""
    pair = tongue.pair(organisation.names)
    identifier = organisation.ref
    if len(identifier) > LONGEST_ORGANISATION_IDENTIFIER:
        remarks.add(Remark.REFERENCE_TOO_LONG, line=line, text=identifier, limit=LONGEST_ORGANISATION_IDENTIFIER)
        identifier = ""
    return Party(
        identifier=identifier, type=organisation.type,
        name_de=remarks.fitted(pair.de, limit=LONGEST_NAME, part=Part.ORGANISATIONS, line=line),
        name_en=remarks.fitted(pair.en or pair.de or organisation.ref, limit=LONGEST_NAME, part=Part.ORGANISATIONS, line=line),
    )  # fmt: skip


def _sectors(activity: Activity, *, tongue: Tongue, remarks: Remarks) -> list[tuple[Any, ...]]:
    """Vocabulary, vocabulary as published, code, name of a sector in a list of the publisher's own, share."""
    shares: dict[tuple[str, str, str, str], Decimal | None] = {}
    for sector in activity.sectors:
        if (
            len(sector.code) > LONGEST_SECTOR
            or len(sector.published_vocabulary) > LONGEST_SECTOR
            or len(sector.vocabulary) > LONGEST_SECTOR_VOCABULARY
        ):
            remarks.add(Remark.SECTOR_LEFT_OUT, line=activity.line, code=sector.code, limit=LONGEST_SECTOR)
            continue
        official = SECTOR_LISTS.get(sector.vocabulary)
        if official and sector.code and sector.code not in codelist(official):
            remarks.add(Remark.UNKNOWN_SECTOR, line=activity.line, code=sector.code)
        name = (
            ""
            if official and sector.code
            else remarks.fitted(
                tongue.one(sector.names)[0], limit=LONGEST_SECTOR_NAME, part=Part.SECTORS, line=activity.line
            )
        )
        published = "" if official else sector.published_vocabulary
        key = (sector.vocabulary, published, sector.code, name)
        if key in shares:
            remarks.add(Remark.REPEATED_SECTOR, line=activity.line, code=sector.code or name)
        before = shares.get(key)
        shares[key] = sector.percentage if before is None else min(before + (sector.percentage or 0), WHOLE)
    return [(*key, share) for key, share in shares.items()]


def _goals(activity: Activity) -> list[tuple[Any, ...]]:
    known = codelist("sdg_targets_all")
    codes = dict.fromkeys(tag.code for tag in activity.tags if tag.vocabulary == SDG_TARGETS and tag.code in known)
    return [("sdg", code) for code in codes]


def _places(activity: Activity) -> list[tuple[Any, ...]]:
    """Regions of Ghana that the file names by their ISO 3166-2 code, or by their name in an activity for Ghana."""
    in_ghana = any(country.code == HOME for country in activity.countries)
    by_name = {fold(entry.name_en): entry.code for entry in codelist("ghana_regions").values()}
    found: dict[str, None] = {}
    for location in activity.locations:
        codes = [
            area.code for area in (*location.administrative, *location.ids) if area.code in codelist("ghana_regions")
        ]
        if not codes and (in_ghana or location.country == HOME):
            names = (fold(name).removesuffix(" region").strip() for name in location.names.values())
            codes = [by_name[name] for name in names if name in by_name]
        found |= dict.fromkeys(codes)
    return [(PlaceKind.GHANA_REGION.value, code, "") for code in found]


def _documents(activity: Activity, *, tongue: Tongue, remarks: Remarks) -> tuple[Row, ...]:
    rows = []
    for one in activity.documents:
        if len(one.url) > LONGEST_LINK:
            remarks.add(Remark.LINK_TOO_LONG, line=one.line, limit=LONGEST_LINK)
            continue
        title, _language = tongue.one(one.titles)
        values = {
            "url": one.url, "title": remarks.fitted(title, limit=LONGEST_TITLE, part=Part.DOCUMENTS, line=one.line),
            "language": one.languages[0] if one.languages else None, "category": next((code for code in one.categories if len(code) <= 3), None),
            "file_format": remarks.fitted(one.format, limit=LONGEST_FORMAT, part=Part.DOCUMENTS, line=one.line) or None,
        }  # fmt: skip
        rows.append(Row(values))
    return tuple(rows)


def _relations(activity: Activity, *, remarks: Remarks) -> tuple[Row, ...]:
    found: dict[tuple[str, str], Row] = {}
    for one in activity.related:
        if len(one.ref) > LONGEST_IDENTIFIER:
            remarks.add(Remark.REFERENCE_TOO_LONG, line=activity.line, text=one.ref, limit=LONGEST_IDENTIFIER)
        else:
            found[one.type, one.ref] = Row({"kind": one.type, "identifier": one.ref})
    return tuple(found.values())
