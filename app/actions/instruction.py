"""The verbs of a payment instruction: it comes, the team calls back, pays or refuses."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlmodel import col, func, select

from app.actions.act import Act
from app.actions.given import Letter, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import next_morning
from app.models.instruction import Instruction
from app.models.ledger import LedgerPosting
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.team import Team
from app.trade.books import ledger_entries as books
from app.trade.lifecycles import INSTRUCTION
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken

_CLEARS_AFTER = timedelta(days=5)  # the truth is out some days after the team has decided


class SendIt(Given):
    """The letter and the account that it names; the truth behind it stays hidden."""

    stable_name: str
    inquiry_id: UUID | None = None
    purchase_id: UUID | None = None
    order_id: UUID | None = None
    draft: dict[str, Any] = {}
    purpose: Literal["refund", "purchase", "freight", "credit"]
    sender: str
    body: Letter = words()
    account: dict[str, Any] = {}
    known: dict[str, Any] = {}
    currency: Literal["USD", "CNY"]
    amount: Decimal = Field(gt=0)
    instrument: str = ""
    credited_usd: Decimal | None = None
    truth: dict[str, Any] = Field(json_schema_extra={"mark": "hidden"})
    due_at: datetime


@action("instruction.send", Team, SendIt, allow=party("buyer", "supplier", "carrier"))
def send(act: Act, team: Team, given: SendIt) -> Facts:
    """Ask the team to pay to an account; where an instrument came with it, the bank credits it for now."""
    row = act.add(
        Instruction(
            team_id=team.id, number=act.next_number(f"instruction:{team.id}"), received_at=act.now,
            **given.model_dump(),
        )
    )  # fmt: skip
    act.made_id = row.id
    if given.credited_usd:
        act.post(team.id, books.instrument_credited(Money(given.credited_usd, "USD")))
    act.later(given.due_at, "instruction.overdue", row.id, {"stable_name": f"{given.stable_name}:due"})
    return {"purpose": given.purpose, "amount": given.amount, "credited_usd": given.credited_usd}


@action("instruction.check", Instruction, Nothing, allow=shop_duty("finance") | shop_duty("sales"))
def check(act: Act, row: Instruction, given: Nothing) -> Facts:
    """Call the true party back on the number that is on file; the answer comes the next morning.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.is_a_credit").
    """
    row.state = INSTRUCTION.after(row.state, "check")
    _no_credit(row)
    row.check = {"asked_at": act.now}
    name = f"{row.stable_name}:check"
    act.later(next_morning(act.now), "instruction.call_back", row.id, {"stable_name": name})
    return {"hours": (act.now - row.received_at) // timedelta(hours=1)}


@action("instruction.pay", Instruction, Nothing, allow=shop_duty("finance"))
def pay(act: Act, row: Instruction, given: Nothing) -> Facts:
    """Pay to the account of the letter.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.not_enough_money"),
        RuleBroken("instruction.nothing_owed"), RuleBroken("instruction.is_a_credit").
    """
    _no_credit(row)
    was = row.state
    row.state, row.is_paid = INSTRUCTION.after(was, "pay"), True
    balance = _balance(act, row.team_id, row.currency)
    if row.amount > balance:
        raise RuleBroken("instruction.not_enough_money", balance=rounded(balance, row.currency))
    paid = Money(row.amount, row.currency)
    if row.purchase_id is not None:
        purchase = act.find(Purchase, row.purchase_id)
        if row.amount > purchase.total_rmb - purchase.paid_rmb:
            raise RuleBroken("instruction.nothing_owed")
        purchase.paid_rmb += row.amount
        act.post(row.team_id, books.purchase_paid(paid), order_id=purchase.order_id)
        if purchase.paid_rmb == purchase.total_rmb:
            act.later(act.now, "purchase.bill", purchase.id, {"stable_name": purchase.stable_name})
    elif row.purpose == "freight":
        _pay_freight(act, row, paid)
    else:
        act.post(row.team_id, books.deposit_refunded(paid))
    _decided(act, row)
    return _facts(row, was)


def _pay_freight(act: Act, row: Instruction, paid: Money) -> None:
    """Ahead of the departure, on which it would be paid as usual."""
    order = act.find(Order, row.order_id) if row.order_id else None
    if order is None or order.shipped_at is not None:
        raise RuleBroken("instruction.nothing_owed")
    act.post(row.team_id, books.charge_paid("freight", paid), order_id=order.id)


def _no_credit(row: Instruction) -> None:
    """A letter of credit is not paid and not called about: it is judged by its words."""
    if row.draft:
        raise RuleBroken("instruction.is_a_credit")


def _balance(act: Act, team_id: UUID, currency: str) -> Decimal:
    postings = select(func.sum(LedgerPosting.amount)).where(
        col(LedgerPosting.course_id) == act.course.id, col(LedgerPosting.team_id) == team_id,
        col(LedgerPosting.account) == "bank", col(LedgerPosting.currency) == currency,
    )  # fmt: skip
    return act.session.exec(postings).one() or Decimal(0)


def _decided(act: Act, row: Instruction) -> None:
    act.never("instruction.overdue", row.id)
    name = f"{row.stable_name}:truth"
    act.later(act.now + _CLEARS_AFTER, "instruction.uncover", row.id, {"stable_name": name})


def _facts(row: Instruction, was: str) -> Facts:
    """Whether it was checked before it was decided, and what the check said."""
    return {
        "amount": row.amount, "purpose": row.purpose, "was_checked": was == "checked",
        "check_said": row.check.get("answer", ""),
    }  # fmt: skip


@action("instruction.refuse", Instruction, Nothing, allow=shop_duty("finance") | shop_duty("sales"))
def refuse(act: Act, row: Instruction, given: Nothing) -> Facts:
    """Pay nothing to that account, and keep to what is on file.

    Raises: NotOpenNow("instruction.not_open").
    """
    was = row.state
    row.state = INSTRUCTION.after(was, "refuse")
    _decided(act, row)
    return _facts(row, was)
