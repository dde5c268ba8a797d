"""Money in an activity: budgets, planned disbursements and transactions.

A transaction, budget or planned disbursement that cannot be read refuses the activity: leaving one out would make
every total of the project too small, and nobody who reads the total could see it. One without any amount adds
nothing to a total: such a transaction is kept without money, such a budget is left out, both with a warning.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml.etree import _Element as Element

from .context import Context, code_of, name
from .narratives import Texts, content
from .organisations import Organisation, read_organisation
from .values import parse_amount, parse_flag
from .vocabulary import BUDGET_STATUSES, BUDGET_TYPES, TRANSACTION_TYPES, Fault

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217); `value_on` is the day whose exchange rate applies."""

    amount: Decimal
    currency: str
    value_on: date | None


@dataclass(frozen=True, slots=True)
class Budget:
    """Money set aside for a period: type 1 original, 2 revised; status 1 indicative, 2 committed."""

    type: str | None
    status: str | None
    starts_on: date | None
    ends_on: date | None
    money: Money
    line: int


@dataclass(frozen=True, slots=True)
class PlannedDisbursement:
    """Money that is to be paid out in a period."""

    type: str | None
    starts_on: date | None
    ends_on: date | None
    money: Money
    provider: Organisation | None
    receiver: Organisation | None
    line: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money promised, received or paid on one day; `type` is the code of version 2.03.

    Type, day and money are all there, except in a transaction published without an amount: it has no money, and
    type and day only if they are stated.
    """

    ref: str
    type: str | None
    day: date | None
    money: Money | None
    description: Texts
    provider: Organisation | None
    receiver: Organisation | None
    is_humanitarian: bool
    flow_type: str
    finance_type: str
    aid_type: str
    tied_status: str
    recipient_country: str
    line: int


def read_money(element: Element, *, context: Context) -> Money | None:
    """The `value` of a transaction, budget or planned disbursement; see the module for what is refused."""
    value = element.find("value")
    published = "" if value is None else content(value)
    if value is None or not published:
        context.problems.warn(Fault.NO_AMOUNT, at=element, element=name(element))
        return None
    amount = parse_amount(published)
    if amount is None:
        context.problems.refuse(Fault.UNREADABLE_AMOUNT, at=value, element=name(element), text=published)
        return None
    currency = (value.get("currency") or "").strip().upper() or context.default_currency
    if not _CURRENCY.fullmatch(currency):
        context.problems.refuse(Fault.NO_CURRENCY, at=value, element=name(element), text=currency)
        return None
    value_on = context.day_in(code_of(value, attribute="value-date"), at=value)
    return Money(amount=amount, currency=currency, value_on=value_on)


def _period(element: Element, *, context: Context) -> tuple[date | None, date | None]:
    starts_on = context.day(element.find("period-start"))
    ends_on = context.day(element.find("period-end"), year_ends=True)
    if starts_on and ends_on and ends_on < starts_on:
        context.problems.warn(
            Fault.PERIOD_REVERSED,
            at=element,
            element=name(element),
            start=starts_on.isoformat(),
            end=ends_on.isoformat(),
        )
        return None, None
    return starts_on, ends_on


def read_budgets(elements: Iterable[Element], *, context: Context) -> tuple[Budget, ...]:
    """The budgets that hold an amount."""
    found = []
    for element in elements:
        money = read_money(element, context=context)
        starts_on, ends_on = _period(element, context=context)
        if money is None:
            continue
        budget = Budget(
            type=context.code(element, attribute="type", of=BUDGET_TYPES),
            status=context.code(element, attribute="status", of=BUDGET_STATUSES),
            starts_on=starts_on,
            ends_on=ends_on,
            money=money,
            line=int(element.sourceline or 0),
        )
        found.append(budget)
    return tuple(found)


def read_planned_disbursements(elements: Iterable[Element], *, context: Context) -> tuple[PlannedDisbursement, ...]:
    """The planned disbursements that hold an amount."""
    found = []
    for element in elements:
        money = read_money(element, context=context)
        starts_on, ends_on = _period(element, context=context)
        if money is None:
            continue
        planned = PlannedDisbursement(
            type=context.code(element, attribute="type", of=BUDGET_TYPES),
            starts_on=starts_on,
            ends_on=ends_on,
            money=money,
            provider=_party(element, side="provider", context=context),
            receiver=_party(element, side="receiver", context=context),
            line=int(element.sourceline or 0),
        )
        found.append(planned)
    return tuple(found)


def read_transactions(elements: Iterable[Element], *, context: Context) -> tuple[Transaction, ...]:
    """All transactions, in the order of the file."""
    return tuple(_read_transaction(element, context=context) for element in elements)


def _read_transaction(element: Element, *, context: Context) -> Transaction:
    money = read_money(element, context=context)
    return Transaction(
        ref=code_of(element, attribute="ref"),
        type=_transaction_type(element, money=money, context=context),
        day=_transaction_day(element, money=money, context=context),
        money=money,
        description=context.texts(element.findall("description")),
        provider=_party(element, side="provider", context=context),
        receiver=_party(element, side="receiver", context=context),
        is_humanitarian=bool(parse_flag(element.get("humanitarian"))),
        flow_type=code_of(element.find("flow-type")),
        finance_type=code_of(element.find("finance-type")),
        aid_type=code_of(element.find("aid-type")),
        tied_status=code_of(element.find("tied-status")),
        recipient_country=code_of(element.find("recipient-country")).upper(),
        line=int(element.sourceline or 0),
    )


def _transaction_type(element: Element, *, money: Money | None, context: Context) -> str | None:
    published = code_of(element.find("transaction-type"))
    code = TRANSACTION_TYPES.code(published)
    if code is None and money is not None:
        context.problems.refuse(Fault.UNKNOWN_TRANSACTION_TYPE, at=element, code=published)
    return code


def _transaction_day(element: Element, *, money: Money | None, context: Context) -> date | None:
    """The transaction date; without a readable one the value date, which is mostly the same day."""
    day = context.day(element.find("transaction-date"))
    if day is not None or money is None:
        return day
    if money.value_on is None:
        context.problems.refuse(Fault.NO_TRANSACTION_DAY, at=element)
    else:
        context.problems.warn(Fault.DAY_FROM_VALUE_DATE, at=element, day=money.value_on.isoformat())
    return money.value_on


def _party(element: Element, *, side: str, context: Context) -> Organisation | None:
    attribute = f"{side}-activity-id"
    return read_organisation(element.find(f"{side}-org"), context=context, activity_attribute=attribute)
