"""Budgets and transactions of an activity as rows of the register."""

from typing import Any

from partnership.exchange.iati import money as iati
from partnership.exchange.iati.organisations import Organisation
from partnership.exchange.rules.published import Row
from partnership.exchange.rules.remarks import Remarks
from partnership.exchange.rules.texts import Tongue
from partnership.exchange.vocabulary import Part, Remark

LONGEST_NAME = 300
COMMITTED = "2"
ORIGINAL = "1"


def budgets(found: tuple[iati.Budget, ...], *, remarks: Remarks) -> tuple[Row, ...]:
    """The budgets that have a period; without one nobody could say in which year the money was planned."""
    rows = []
    for budget in found:
        money = budget.money
        if budget.starts_on is None or budget.ends_on is None:
            remarks.add(
                Remark.BUDGET_WITHOUT_PERIOD, line=budget.line, amount=str(money.amount), currency=money.currency
            )
            continue
        values = {
            "kind": budget.type or ORIGINAL, "committed": budget.status == COMMITTED, "period_start": budget.starts_on, "period_end": budget.ends_on,
            "amount": remarks.cents(money.amount, line=budget.line), "currency": money.currency, "value_date": money.value_on,
        }  # fmt: skip
        rows.append(Row(values))
    return tuple(rows)


def transactions(found: tuple[iati.Transaction, ...], *, tongue: Tongue, remarks: Remarks) -> tuple[Row, ...]:
    """The transactions that have an amount; the others add nothing to any total."""
    rows = []
    for one in found:
        if one.money is None or one.type is None or one.day is None:
            remarks.add(Remark.NO_AMOUNT_LEFT_OUT, line=one.line)
            continue
        values: dict[str, Any] = {
            "kind": one.type, "happened_on": one.day, "amount": remarks.cents(one.money.amount, line=one.line), "currency": one.money.currency,
            "value_date": one.money.value_on, "provider": _party(one.provider, tongue=tongue, remarks=remarks, line=one.line),
            "receiver": _party(one.receiver, tongue=tongue, remarks=remarks, line=one.line), "description": tongue.one(one.description)[0],
        }  # fmt: skip
        rows.append(Row(values))
    return tuple(rows)


def _party(organisation: Organisation | None, *, tongue: Tongue, remarks: Remarks, line: int) -> str:
    if organisation is None:
        return ""
    name = tongue.one(organisation.names)[0] or organisation.ref
    return remarks.fitted(name, limit=LONGEST_NAME, part=Part.TRANSACTIONS, line=line)
