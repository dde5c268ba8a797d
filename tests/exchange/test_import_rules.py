"""What a file says in the register's terms, and how it is brought together with what the ministry says."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.vocabulary import Fault
from partnership.exchange.rules.differences import FOUND_BY, Stored, difference, trace
from partnership.exchange.rules.mapping import names_country, published_from
from partnership.exchange.rules.planning import Snapshot, closed_here, taken_over, updated_project
from partnership.exchange.rules.published import MOST_NOTES, Note, Published, Row
from partnership.exchange.rules.remarks import shortened
from partnership.exchange.vocabulary import Outcome, Remark
from partnership.projects.vocabulary import ProjectStatus
from tests.support.iati_files import activity, file_of, transaction

pytestmark = pytest.mark.standalone
TODAY = date(2026, 7, 6)
EMPTY: dict[str, list[Stored]] = {name: [] for name in FOUND_BY}


def read(xml: str, *, version: str = "2.03") -> Activity:
    found = next(read_activities(BytesIO(file_of(xml, version=version))))
    assert isinstance(found, Activity)
    return found


def published(body: str = "", **settings: Any) -> Published:
    return published_from(read(activity(body=body, **settings)), today=TODAY)


def codes(found: Published) -> list[str]:
    return [note.code for note in found.notes]


def narratives(element: str, **texts: str) -> str:
    inner = "".join(f"<narrative xml:lang='{language}'>{text}</narrative>" for language, text in texts.items())
    return f"<{element}>{inner}</{element}>"


def test_german_and_english_go_to_their_columns_and_others_to_the_details() -> None:
    found = published_from(
        read(
            activity().replace(
                "<title><narrative>A project</narrative></title>",
                narratives("title", en="School", de="Schule", fr="École"),
            )
        ),
        today=TODAY,
    )
    assert (found.values["title_de"], found.values["title_en"]) == ("Schule", "School")
    assert found.details["titles"] == {"fr": "École"}
    assert "foreign" not in found.details


def test_text_in_another_language_stands_in_with_its_mark() -> None:
    found = published(attributes='xml:lang="es"', title="Escuela")
    assert found.values["title_en"] == "Escuela"
    assert found.details["foreign"] == {"title_en": "es"}
    assert "other_language" in codes(found)


@pytest.mark.parametrize(("attributes", "column"), [("", "title_en"), ('xml:lang="de"', "title_de")])
def test_text_without_language_is_in_the_main_one(attributes: str, column: str) -> None:
    assert published(attributes=attributes, title="Name").values[column] == "Name"


def test_missing_title_is_replaced_by_the_identifier() -> None:
    found = published(title=" ")
    assert found.values["title_en"] == "XX-1"
    assert "no_title_but_identifier" in codes(found)


def test_long_text_is_cut_with_a_remark() -> None:
    found = published(title="x" * 501)
    assert len(found.values["title_en"]) == 500
    assert found.values["title_en"].endswith("…")
    assert "text_cut" in codes(found)
    assert len(published(title="x" * 500).values["title_en"]) == 500


@pytest.mark.parametrize(
    ("code", "status"),
    [("1", "draft"), ("2", "active"), ("3", "closing"), ("4", "closed"), ("5", "cancelled"), ("6", "suspended")],
)
def test_status_follows_the_code_list(code: str, status: str) -> None:
    assert published(status=code).values["status"] is ProjectStatus.parse(status)


def dates(**days: str) -> str:
    kinds = {"planned_start": "1", "actual_start": "2", "planned_end": "3", "actual_end": "4"}
    return "".join(f"<activity-date type='{kinds[name]}' iso-date='{day}'/>" for name, day in days.items())


def test_actual_day_in_the_future_is_left_out() -> None:
    found = published(dates(planned_end="2030-01-01", actual_end="2026-07-07"))
    assert found.values["planned_end"] == date(2030, 1, 1)
    assert found.values["actual_end"] is None
    assert "actual_in_future" in codes(found)
    assert published(dates(actual_end="2026-07-06")).values["actual_end"] == TODAY


def test_reversed_period_is_left_out() -> None:
    found = published(dates(planned_start="2021-01-01", planned_end="2020-01-01"))
    assert found.values["planned_start"] is found.values["planned_end"] is None
    assert "dates_reversed" in codes(found)


def test_shares_of_a_repeated_sector_are_added_up() -> None:
    found = published(
        "<sector code='15160' percentage='20'/><sector code='15160' percentage='30'/><sector code='11330' percentage='50'/>"
    )
    assert found.sets["sectors"] == [("1", "", "15160", "", Decimal(50)), ("1", "", "11330", "", Decimal(50))]
    assert "repeated_sector" in codes(found)


def test_own_sector_lists_of_one_publisher_stay_apart() -> None:
    body = "<sector vocabulary='RO' code='1'>One</sector><sector vocabulary='XY' code='1'>Other</sector>"
    found = published_from(read(activity(body=body), version="1.05"), today=TODAY)
    assert [entry[:4] for entry in found.sets["sectors"]] == [("99", "RO", "1", "One"), ("99", "XY", "1", "Other")]


def test_unknown_sector_is_kept_and_remarked_on() -> None:
    found = published("<sector code='99999'/>")
    assert "unknown_sector" in codes(found)
    assert len(found.sets["sectors"]) == 1


def test_strands_are_suggested_from_sectors_with_reasons() -> None:
    found = published("<sector code='11330'/>")
    assert found.sets["strands"] == [("QUAL",)]
    assert found.details["strand_suggestions"][0]["reasons"] == [{"ground": "sector", "found": "11330"}]


def test_region_of_ghana_is_found_by_code_and_by_name() -> None:
    place = "<location><name><narrative>{}</narrative></name><administrative code='{}' vocabulary='A4' level='1'/></location>"
    body = "<recipient-country code='GH'/>" + place.format("Somewhere", "GH-AH") + place.format("Northern Region", "x")
    assert [entry[1] for entry in published(body).sets["places"]] == ["GH-AH", "GH-NP"]
    assert published(place.format("Northern Region", "x")).sets["places"] == []


def test_budget_without_period_is_left_out_with_its_amount() -> None:
    found = published("<budget><value value-date='2020-01-01'>5</value></budget>")
    assert found.children["budgets"] == ()
    assert [note.parameters for note in found.notes if note.code == "budget_without_period"] == [
        {"amount": "5", "currency": "EUR"}
    ]


def test_amount_is_rounded_to_cents_with_a_remark() -> None:
    found = published(transaction("10.005"))
    assert found.children["transactions"][0].values["amount"] == Decimal("10.00")
    assert "rounded" in codes(found)


def test_broken_down_value_is_not_the_total() -> None:
    target = "<target value='7'><dimension name='sex' value='female'/></target>"
    body = f"<result type='1'><title><narrative>R</narrative></title><indicator measure='1'><title><narrative>I</narrative></title><period><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/>{target}<actual value='many'/></period></indicator></result>"
    period = published(body).children["results"][0].parts[0].parts[0].values
    assert period["target_value"] is None
    assert period["dimensions"] == [
        {"of": "target", "value": "7", "dimensions": [{"name": "sex", "value": "female"}], "places": []}
    ]
    assert (period["actual_value"], period["actual_text"]) == (None, "many")


def test_recipient_is_found_in_country_transaction_and_place() -> None:
    assert names_country(read(activity(body="<recipient-country code='GH'/>")), "GH")
    assert names_country(
        read(activity(body=transaction().replace("</transaction>", "<recipient-country code='GH'/></transaction>"))),
        "GH",
    )
    assert names_country(
        read(activity(body="<location><administrative code='1' vocabulary='G1' country='GH'/></location>")), "GH"
    )
    assert not names_country(read(activity(body="<recipient-country code='TG'/>")), "GH")


def test_ghana_counts_among_several_countries_and_a_single_other_one_stays() -> None:
    assert published("<recipient-country code='TG'/><recipient-country code='GH'/>").values["recipient_country"] == "GH"
    assert published("<recipient-country code='TG'/>").values["recipient_country"] == "TG"
    assert published("<recipient-country code='TG'/><recipient-country code='BF'/>").values["recipient_country"] is None


def test_notes_do_not_grow_without_end() -> None:
    notes = tuple(Note("rounded", number, {}) for number in range(MOST_NOTES + 5))
    kept = shortened(notes)
    assert len(kept) == MOST_NOTES
    assert (kept[-1].code, kept[-1].parameters) == ("more", {"count": 6})
    assert shortened(notes[:MOST_NOTES]) == notes[:MOST_NOTES]


def test_digest_does_not_depend_on_lines_or_the_time_of_publishing() -> None:
    one = published(transaction("1"))
    later = published_from(
        read(
            "\n\n"
            + activity(
                body=transaction("1"),
                attributes='xml:lang="en" default-currency="EUR" last-updated-datetime="2026-01-01"',
            )
        ),
        today=TODAY,
    )
    assert one.digest == later.digest
    assert one.digest != published(transaction("2")).digest


def snapshot(found: Published, *, took: Published | None, **changes: Any) -> Snapshot:
    """The project as `found` left it, with what an officer changed; `took` is what the last import took over."""
    sets = {name: list(entries) for name, entries in found.sets.items()} | changes.pop("sets", {})
    return Snapshot(
        id=1, code="IATI-0001", version=1, values={**found.values, **changes.pop("values", {})}, links=frozenset(changes.pop("links", ())), sets=sets,
        strands_confirmed=changes.pop("strands_confirmed", False), digest="", taken_over=taken_over(took, links=frozenset()) if took else None, **changes,
    )  # fmt: skip


def test_field_nobody_edited_follows_the_file() -> None:
    first, second = published(title="Old"), published(title="New")
    plan = updated_project(second, existing=snapshot(first, took=first), links=frozenset(), children=EMPTY)
    assert (plan.outcome, plan.values, plan.changed) == (Outcome.UPDATED, {"title_en": "New"}, ("title_en",))


def test_field_the_ministry_edited_stays_and_the_report_says_so() -> None:
    first, second = published(title="Old"), published(title="New")
    plan = updated_project(
        second, existing=snapshot(first, took=first, values={"title_en": "Ours"}), links=frozenset(), children=EMPTY
    )
    assert plan.values == {}
    assert [note.parameters for note in plan.notes if note.code == "kept_ours"] == [{"fields": "title_en"}]


def test_edited_field_is_not_mentioned_while_the_file_says_the_same_as_before() -> None:
    first = published(title="Old")
    plan = updated_project(
        published(transaction(), title="Old"),
        existing=snapshot(first, took=first, values={"title_en": "Ours"}),
        links=frozenset(),
        children=EMPTY,
    )
    assert "kept_ours" not in [note.code for note in plan.notes]
    assert plan.changed == ("transactions",)


def test_project_entered_here_only_gets_what_it_lacks() -> None:
    found = published(dates(planned_start="2020-01-01"), title="From the file")
    here = snapshot(found, took=None, values={"title_en": "Entered here", "planned_start": None})
    plan = updated_project(found, existing=here, links=frozenset({(7, "4")}), children=EMPTY)
    assert plan.values == {"planned_start": date(2020, 1, 1)}
    assert plan.links == {(7, "4")}


def test_both_sides_add_organisations_and_removals_of_either_hold() -> None:
    found = published()
    old = Snapshot(
        id=1, code="IATI-0001", version=1, values=found.values, sets=found.sets, strands_confirmed=True, digest="", links=frozenset({(1, "1"), (9, "4")}),
        taken_over=taken_over(found, links=frozenset({(1, "1"), (2, "2"), (3, "3")})),
    )  # fmt: skip
    plan = updated_project(found, existing=old, links=frozenset({(2, "2"), (5, "1")}), children=EMPTY)
    assert plan.links == {(9, "4"), (5, "1")}, (
        "1 left the file, 2 was removed here, 5 is new in the file, 9 was added here"
    )


def test_confirmed_strands_are_never_changed() -> None:
    first, second = published("<sector code='11330'/>"), published("<sector code='93010'/>")
    open_ = updated_project(second, existing=snapshot(first, took=first), links=frozenset(), children=EMPTY)
    confirmed = updated_project(
        second, existing=snapshot(first, took=first, strands_confirmed=True), links=frozenset(), children=EMPTY
    )
    assert open_.sets["strands"] == [("RETURN",)]
    assert "strands" not in confirmed.sets


def test_sectors_the_ministry_chose_stay_as_a_whole() -> None:
    first, second = published("<sector code='11330'/>"), published("<sector code='11430'/>")
    edited = snapshot(first, took=first, sets={"sectors": [("1", "", "11330", "", None), ("1", "", "16020", "", None)]})
    plan = updated_project(second, existing=edited, links=frozenset(), children=EMPTY)
    assert "sectors" not in plan.sets
    assert "kept_ours" in [note.code for note in plan.notes]


def test_dates_of_both_sides_never_end_before_they_begin() -> None:
    first, second = (
        published(dates(planned_start="2020-01-01", planned_end="2021-01-01")),
        published(dates(planned_start="2020-01-01", planned_end="2020-06-01")),
    )
    edited = snapshot(first, took=first, values={"planned_start": date(2020, 12, 1)})
    plan = updated_project(second, existing=edited, links=frozenset(), children=EMPTY)
    assert "planned_end" not in plan.values
    assert "order_kept" in [note.code for note in plan.notes]


@pytest.mark.parametrize(
    ("now", "took", "final"),
    [
        ("closed", "active", True),
        ("closed", "closed", False),
        ("cancelled", "active", True),
        ("active", "active", False),
    ],
)
def test_what_the_ministry_closed_is_final_and_what_the_publisher_closed_is_not(
    now: str, took: str, final: bool
) -> None:
    codes_ = {"active": "2", "closed": "4", "cancelled": "5"}
    found = published(status=codes_[took])
    assert closed_here(snapshot(found, took=found, values={"status": ProjectStatus.parse(now)})) is final


def rows(*amounts: int) -> list[Row]:
    return [Row({"amount": Decimal(amount)}) for amount in amounts]


def test_equal_rows_are_counted_and_only_differences_remain() -> None:
    stored = [Stored(number, {"amount": Decimal(amount)}) for number, amount in enumerate((5, 5, 7))]
    found = difference(stored, rows(5, 7, 8), found_by=((),))
    assert [row.values["amount"] for row in found.added] == [8]
    assert [row.id for row in found.removed] == [1]
    assert not difference(stored, rows(7, 5, 5), found_by=((),))


def test_indicator_keeps_its_row_when_a_value_changes() -> None:
    keys = (("title",), ("year",))
    stored = [Stored(1, {"title": "a"}, (Stored(10, {"year": 1, "value": 1}), Stored(11, {"year": 2, "value": 2})))]
    found = difference(
        stored, [Row({"title": "a"}, (Row({"year": 1, "value": 5}), Row({"year": 3, "value": 3})))], found_by=keys
    )
    assert not found.added
    assert not found.removed
    ((result_id, below),) = found.within
    assert result_id == 1
    assert [(old.id, values) for old, values in below.changed] == [(10, {"value": 5})]
    assert [old.id for old in below.removed] == [11]
    assert trace(found) == [[{"year": 2, "value": 2}, {"value": 1}], [{"year": 3, "value": 3}, {"value": 5}]]


def test_many_differences_are_traced_as_numbers() -> None:
    assert trace(difference([], rows(*range(11)), found_by=((),))) == [0, 11]


def test_no_remark_has_the_code_of_a_fault() -> None:
    assert not {remark.value for remark in Remark} & {fault.value for fault in Fault}
