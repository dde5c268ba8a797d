"""One activity: versions 1.x mean what 2.x means, and faulty parts are named, left out or refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.problems import RefusedActivity
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.sentences import problem_sentence
from partnership.exchange.iati.vocabulary import Fault

pytestmark = pytest.mark.standalone

FORMER = """
<iati-activity xml:lang="EN" default-currency="gbp" hierarchy="2" last-updated-datetime="2013-12-06T04:04:27">
  <reporting-org ref="GB-1" type="Government">DFID</reporting-org>
  <iati-identifier> GB-1-1 </iati-identifier>
  <other-identifier owner-ref="GB-1" owner-name="DFID">1</other-identifier>
  <title xml:lang="de">Ausbildung</title><title>Training</title>
  <description type="General">First.</description><description>Second.</description>
  <activity-website>https://example.org/1</activity-website>
  <activity-status>Post-completion</activity-status>
  <activity-date type="start-planned">2013-06-30</activity-date>
  <activity-date type="end-actual" iso-date="2014-06-30">June</activity-date>
  <participating-org role="Funding" ref="GB" type="10">United Kingdom</participating-org>
  <recipient-country code="gh" percentage="100">Ghana</recipient-country>
  <location><name>Kumasi</name><coordinates latitude="6.69" longitude="-1.62" precision="2"/>
    <administrative country="GH" adm1="GH-AH">Ashanti</administrative></location>
  <sector vocabulary="DAC" code="11330" percentage="60"/><sector vocabulary="WBTheme" percentage="100">Skills</sector>
  <policy-marker vocabulary="DAC" code="1" significance="1"/>
  <default-aid-type code="C01"/>
  <budget type="Revised"><period-start>2012</period-start><period-end>2012</period-end><value>5</value></budget>
  <transaction><transaction-type code="IF"/><value value-date="2012-01-02">1,234,567.50</value>
    <transaction-date iso-date="2012-01-01">2012</transaction-date><provider-org ref="GB">UK</provider-org></transaction>
  <document-link url="https://example.org/a.pdf" format="Application/PDF"><title>Plan</title><category code="A02"/>
    <language>en</language></document-link>
  <related-activity type="1" ref="GB-1-0">Parent</related-activity>
  <result type="Outcome"><title>Trained people</title><indicator measure="1" ascending="0"><title>People</title>
    <baseline year="2011" value="0"/><period><period-start iso-date="2012-01-01"/><period-end iso-date="2012-12-31"/>
    <target value="10"/><actual value=""/></period></indicator></result>
  <contact-info><email>person@example.org</email></contact-info>
</iati-activity>"""

IDENTIFIED = "<iati-identifier>GH-1</iati-identifier><title><narrative>T</narrative></title><reporting-org ref='GH-0'/>"


def read(content: str, *, attributes: str = 'default-currency="EUR"') -> Activity | RefusedActivity:
    """The only activity of a file of version 2.03 with this content."""
    text = f'<iati-activities version="2.03"><iati-activity {attributes}>{content}</iati-activity></iati-activities>'
    (item,) = read_activities(BytesIO(text.encode()))
    return item


def imported(content: str) -> Activity:
    item = read(IDENTIFIED + content)
    assert isinstance(item, Activity)
    return item


def faults(item: Activity | RefusedActivity) -> list[Fault]:
    problems = item.warnings if isinstance(item, Activity) else item.problems
    return [problem.fault for problem in problems]


@pytest.fixture(scope="module")
def former() -> Activity:
    (item,) = read_activities(BytesIO(FORMER.encode()))
    assert isinstance(item, Activity)
    return item


def test_former_version_raises_no_warning(former: Activity) -> None:
    assert former.warnings == ()


def test_former_head_has_the_meaning_of_today(former: Activity) -> None:
    assert (former.identifier, former.version, former.hierarchy, former.line) == ("GB-1-1", "", 2, 2)
    assert former.titles == {"de": "Ausbildung", "en": "Training"}
    assert [(part.type, part.texts) for part in former.descriptions] == [("1", {"en": "First.\n\nSecond."})]
    assert former.languages == {"en", "de"}
    assert former.last_updated_at == datetime(2013, 12, 6, 4, 4, 27, tzinfo=UTC)
    assert former.status == "4"
    assert [(part.type, part.day) for part in former.dates] == [("1", date(2013, 6, 30)), ("4", date(2014, 6, 30))]
    assert former.contact_count == 1


def test_former_organisations_have_the_meaning_of_today(former: Activity) -> None:
    assert former.reporting is not None
    assert (former.reporting.organisation.ref, former.reporting.organisation.type) == ("GB-1", "10")
    (participant,) = former.participating
    assert (participant.role, participant.organisation.names) == ("1", {"en": "United Kingdom"})
    (other,) = former.other_identifiers
    assert other.owner is not None
    assert (other.ref, other.owner.names) == ("1", {"en": "DFID"})


def test_former_places_and_sectors_have_the_meaning_of_today(former: Activity) -> None:
    assert [(country.code, country.percentage) for country in former.countries] == [("GH", Decimal(100))]
    (location,) = former.locations
    assert location.point is not None
    assert (location.point.latitude, location.point.longitude) == (Decimal("6.69"), Decimal("-1.62"))
    assert [(area.level, area.code) for area in location.administrative] == [("1", "GH-AH")]
    assert [(part.vocabulary, part.published_vocabulary, part.code) for part in former.sectors] == [
        ("1", "DAC", "11330"),
        ("99", "WBTheme", ""),
    ]
    assert former.defaults.aid_type == "C01"


def test_former_money_has_the_meaning_of_today(former: Activity) -> None:
    (budget,) = former.budgets
    assert (budget.type, budget.starts_on, budget.ends_on) == ("2", date(2012, 1, 1), date(2012, 12, 31))
    (transaction,) = former.transactions
    assert (transaction.type, transaction.day) == ("1", date(2012, 1, 1))
    assert transaction.money is not None
    assert (transaction.money.amount, transaction.money.currency) == (Decimal("1234567.50"), "GBP")
    assert transaction.money.value_on == date(2012, 1, 2)


def test_former_documents_and_relations_have_the_meaning_of_today(former: Activity) -> None:
    assert [(part.url, part.categories, part.format) for part in former.documents] == [
        ("https://example.org/a.pdf", ("A02",), "application/pdf"),
        ("https://example.org/1", ("A12",), "text/html"),
    ]
    assert [(part.type, part.ref) for part in former.related] == [("1", "GB-1-0")]


def test_former_results_keep_blank_apart_from_zero(former: Activity) -> None:
    (result,) = former.results
    (indicator,) = result.indicators
    assert (result.type, indicator.is_ascending) == ("2", False)
    assert (indicator.baselines[0].year, indicator.baselines[0].value.number) == (2011, Decimal(0))
    (period,) = indicator.periods
    assert period.targets[0].number == 10
    assert (period.actuals[0].published, period.actuals[0].number) == ("", None)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<transaction><transaction-type code='3'/><transaction-date iso-date='2020-01-01'/><value>1,5</value></transaction>",
         Fault.UNREADABLE_AMOUNT),
        (("<transaction><transaction-type code='3'/><transaction-date iso-date='2020-01-01'/>"
         "<value currency='Euro'>1</value></transaction>"), Fault.NO_CURRENCY),
        ("<transaction><transaction-type code='77'/><transaction-date iso-date='2020-01-01'/><value>1</value></transaction>",
         Fault.UNKNOWN_TRANSACTION_TYPE),
        ("<transaction><transaction-type code='3'/><value>1</value></transaction>", Fault.NO_TRANSACTION_DAY),
        ("<budget><value>many</value></budget>", Fault.UNREADABLE_AMOUNT),
        ("<planned-disbursement><value>12.345,00</value></planned-disbursement>", Fault.UNREADABLE_AMOUNT),
    ],
)  # fmt: skip
def test_money_that_cannot_be_read_refuses_the_activity(content: str, fault: Fault) -> None:
    item = read(IDENTIFIED + content)
    assert isinstance(item, RefusedActivity)
    assert item.identifier == "GH-1"
    assert faults(item) == [fault]


def test_activity_without_identifier_is_refused_with_its_line() -> None:
    item = read("\n<title><narrative>T</narrative></title><reporting-org ref='GH-0'/>")
    assert isinstance(item, RefusedActivity)
    assert (item.line, faults(item)) == (1, [Fault.NO_IDENTIFIER])


def test_activity_of_unknown_version_is_refused() -> None:
    text = f"<iati-activity version='2.99'>{IDENTIFIED}</iati-activity>"
    (item,) = read_activities(BytesIO(text.encode()))
    assert faults(item) == [Fault.UNKNOWN_VERSION]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<activity-date type='1' iso-date='2020-02-30'/>", Fault.UNREADABLE_DAY),
        ("<activity-date iso-date='2020-02-03'/>", Fault.NO_CODE),
        ("<activity-status code='7'/>", Fault.UNKNOWN_CODE),
        ("<participating-org role='9' ref='X'/>", Fault.UNKNOWN_CODE),
        ("<participating-org ref='X'/>", Fault.NO_CODE),
        ("<recipient-country code='GH' percentage='120'/>", Fault.UNREADABLE_PERCENTAGE),
        ("<recipient-country percentage='20'/>", Fault.NO_CODE),
        ("<sector/>", Fault.NO_CODE),
        ("<location><point><pos>96.0 214.0</pos></point></location>", Fault.UNREADABLE_POINT),
        ("<budget><period-start iso-date='2021-01-01'/><period-end iso-date='2020-01-01'/><value>1</value></budget>",
         Fault.PERIOD_REVERSED),
        ("<transaction><transaction-type code='3'/></transaction>", Fault.NO_AMOUNT),
        ("<transaction><transaction-type code='3'/><value value-date='2020-01-01'>1</value></transaction>",
         Fault.DAY_FROM_VALUE_DATE),
        ("<document-link url='javascript:alert(1)'/>", Fault.UNUSABLE_LINK),
        ("<document-link url='file:///etc/passwd'/>", Fault.UNUSABLE_LINK),
        ("<document-link url='http://[broken'/>", Fault.UNUSABLE_LINK),
        ("<related-activity ref='X'/>", Fault.NO_CODE),
        ("<result type='1'><indicator measure='1'><baseline year='2020' value='about ten'/></indicator></result>",
         Fault.UNREADABLE_NUMBER),
        ("<result type='1'><indicator measure='1'><period><period-start iso-date='2020-01-01'/></period></indicator></result>",
         Fault.NO_PERIOD),
    ],
)  # fmt: skip
def test_other_faulty_part_is_left_out_with_a_warning(content: str, fault: Fault) -> None:
    activity = imported(content)
    assert faults(activity) == [fault]
    left_out = [*activity.dates, *activity.participating, *activity.documents, *activity.related, *activity.sectors]
    assert left_out == []


def test_missing_title_reporter_and_update_time_are_warnings() -> None:
    item = read("<iati-identifier>GH-1</iati-identifier>", attributes='last-updated-datetime="soon"')
    assert isinstance(item, Activity)
    assert set(faults(item)) == {Fault.NO_TITLE, Fault.NO_REPORTING_ORGANISATION, Fault.UNREADABLE_MOMENT}


def test_words_of_a_qualitative_indicator_are_no_fault() -> None:
    activity = imported(
        "<result type='1'><indicator measure='5'><baseline year='2020' value='Low'/></indicator></result>"
    )
    assert activity.warnings == ()
    assert activity.results[0].indicators[0].baselines[0].value.published == "Low"


def test_elements_of_other_namespaces_are_not_taken_for_iati() -> None:
    activity = imported(
        "<x:title xmlns:x='https://example.org'>Other</x:title><title><narrative>More</narrative></title>"
    )
    assert activity.titles == {"und": "T\n\nMore"}


def test_comments_and_mark_up_do_not_cut_a_text() -> None:
    activity = imported("<description><narrative>One <!-- no --><b>two</b> three</narrative></description>")
    assert activity.descriptions[0].texts == {"und": "One two three"}


def test_second_activity_with_an_identifier_is_marked() -> None:
    text = f"<iati-activities>\n<iati-activity>{IDENTIFIED}</iati-activity>\n<iati-activity>{IDENTIFIED}</iati-activity></iati-activities>"
    first, second = read_activities(BytesIO(text.encode()))
    assert isinstance(first, Activity)
    assert isinstance(second, Activity)
    assert first.warnings == ()
    assert second.warnings[0].parameters == {"identifier": "GH-1", "first_line": 2}
    assert second.warnings[0].line == 3


def test_sentence_names_what_stands_in_the_file_and_stays_short() -> None:
    activity = imported(f"<activity-date type='1' iso-date='{'x' * 500}'/>")
    sentence = problem_sentence(activity.warnings[0])
    assert "activity-date" in sentence
    assert len(sentence) < 200


DIRT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    ["", "0", "-1", "1", "2020"]
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_content_of_any_attribute_or_text_makes_the_reading_fail(data: st.DataObject) -> None:
    root = etree.fromstring(FORMER.strip())
    for element in root.iter():
        for attribute in element.attrib:
            if data.draw(st.integers(0, 9)) == 0:
                element.set(attribute, data.draw(DIRT))
        if data.draw(st.integers(0, 9)) == 0:
            element.text = data.draw(DIRT)
    (item,) = read_activities(BytesIO(etree.tostring(root)))
    problems = item.warnings if isinstance(item, Activity) else item.problems
    assert all(problem_sentence(problem).endswith(".") for problem in problems)
