"""The codes the reading knows are those of the code lists, and every fault has its sentence."""

import re

import pytest

from partnership.exchange.iati import vocabulary
from partnership.exchange.iati.problems import Problem
from partnership.exchange.iati.sentences import FAULTS, REFUSALS, problem_sentence
from partnership.exchange.iati.vocabulary import CodeList, Fault, Refusal, Severity
from partnership.reference_data.codelists import codelist

pytestmark = pytest.mark.standalone

LISTS = {
    "iati_organisation_role": vocabulary.ORGANISATION_ROLES,
    "iati_organisation_type": vocabulary.ORGANISATION_TYPES,
    "iati_activity_status": vocabulary.ACTIVITY_STATUSES,
    "iati_activity_date_type": vocabulary.ACTIVITY_DATE_TYPES,
    "iati_transaction_type": vocabulary.TRANSACTION_TYPES,
    "iati_budget_type": vocabulary.BUDGET_TYPES,
    "iati_budget_status": vocabulary.BUDGET_STATUSES,
    "iati_result_type": vocabulary.RESULT_TYPES,
    "iati_indicator_measure": vocabulary.INDICATOR_MEASURES,
    "iati_related_activity_type": vocabulary.RELATED_ACTIVITY_TYPES,
    "iati_description_type": vocabulary.DESCRIPTION_TYPES,
    "iati_activity_scope": vocabulary.ACTIVITY_SCOPES,
    "iati_condition_type": vocabulary.CONDITION_TYPES,
    "iati_policy_significance": vocabulary.SIGNIFICANCES,
}


def test_every_closed_list_of_the_reading_is_compared() -> None:
    assert {id(value) for value in vars(vocabulary).values() if isinstance(value, CodeList)} == {
        id(value) for value in LISTS.values()
    }


@pytest.mark.parametrize(("name", "known"), LISTS.items(), ids=list(LISTS))
def test_codes_are_those_of_the_code_list(name: str, known: CodeList) -> None:
    assert known.codes == set(codelist(name))


def test_sector_vocabularies_of_former_versions_exist_today() -> None:
    assert set(vocabulary.FORMER_SECTOR_VOCABULARIES.values()) <= set(codelist("iati_sector_vocabulary"))


def test_letters_of_former_transactions_mean_what_the_code_list_says() -> None:
    meaning = {letters: codelist("iati_transaction_type")[vocabulary.TRANSACTION_TYPES.code(letters) or ""].name_en
               for letters in ("C", "D", "E", "IF", "IR", "LR", "R", "QP", "QS", "CG")}  # fmt: skip
    assert meaning == {
        "C": "Outgoing Commitment",
        "D": "Disbursement",
        "E": "Expenditure",
        "IF": "Incoming Funds",
        "IR": "Interest Payment",
        "LR": "Loan Repayment",
        "R": "Reimbursement",
        "QP": "Purchase of Equity",
        "QS": "Sale of Equity",
        "CG": "Credit Guarantee",
    }


def test_code_is_found_whatever_the_case_and_never_invented() -> None:
    assert vocabulary.ORGANISATION_ROLES.code(" implementing ") == "4"
    assert vocabulary.ORGANISATION_ROLES.code("5") is None


def test_every_refusal_and_fault_has_one_sentence() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert set(FAULTS) == set(Fault)
    for sentence in [*REFUSALS.values(), *FAULTS.values()]:
        assert str(sentence).endswith(".")
        assert not re.search(r"%(?!\(\w+\)s)", str(sentence))


def test_percent_sign_of_the_file_does_not_disturb_the_sentence() -> None:
    parameters = {"text": "100%(x)s", "element": "sector"}
    problem = Problem(fault=Fault.UNREADABLE_PERCENTAGE, severity=Severity.WARNING, line=1, parameters=parameters)
    assert "“100%(x)s”" in problem_sentence(problem)
