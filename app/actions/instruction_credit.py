"""The verbs of a letter of credit that a buyer proposes: amended, accepted, taken back, refused."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import BuyersLetter, Letter, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_time
from app.models.buyer import Buyer
from app.models.document import DocumentSet
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.trade.books import ledger_entries as books
from app.trade.credits.soft_clause import clauses
from app.trade.lifecycles import INSTRUCTION
from app.trade.money import Money
from app.trade.refusal import RuleBroken

_CLEARS_AFTER = timedelta(days=5)
_MORNING = time(10)


class AskIt(Given):
    """The clauses that are to go, by their places such as "46A.5", and why."""

    places: list[str] = Field(min_length=1, max_length=20)
    reason: Letter = words()


@action("instruction.ask", Instruction, AskIt, allow=shop_duty("finance") | shop_duty("sales"))
def ask(act: Act, row: Instruction, given: AskIt) -> Facts:
    """Ask for an amendment of the draft before the credit is issued.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.not_a_credit"),
        RuleBroken("instruction.place_unknown").
    """
    row.state = INSTRUCTION.after(row.state, "ask")
    order = _order(act, row)
    named = set(given.places)
    if not named <= {each.place for each in clauses(row.draft)}:
        raise RuleBroken("instruction.place_unknown", "places")
    times = int(row.check.get("times", 0)) + 1
    ever = sorted(named | set(row.check.get("ever", ())))
    row.check = row.check | {"asked_at": act.now, "places": sorted(named), "ever": ever, "times": times}
    row.note_talk(given.reason)
    name = f"{row.stable_name}:ask:{times}"
    at = act.find(Buyer, order.buyer_id).answers_at(act.now)
    act.later(at, "instruction.answer", row.id, {"stable_name": name})
    return {"asked": len(named), "times": times}


def _order(act: Act, row: Instruction) -> Order:
    if row.order_id is None or not row.draft:
        raise RuleBroken("instruction.not_a_credit")
    return act.find(Order, row.order_id)


class AnswerIt(BuyersLetter):
    """What the buyer says: the clauses that go, or that the draft stays as it is."""

    answer: Literal["amended", "insisted", "kept"]
    struck: list[str] = []


@action("instruction.answer", Instruction, AnswerIt, allow=party("buyer"))
def answer(act: Act, row: Instruction, given: AnswerIt) -> Facts:
    """Answer a wish for an amendment.

    Raises: NotOpenNow("instruction.not_open").
    """
    row.state = INSTRUCTION.after(row.state, "answer")
    struck = sorted({*row.check.get("struck", ()), *given.struck})
    row.check = row.check | {"answer": given.answer, "answered_at": act.now, "struck": struck}
    row.note_talk(given.body)
    return {"answer": given.answer, "struck": len(struck)}


@action("instruction.withdraw", Instruction, BuyersLetter, allow=party("buyer"))
def withdraw(act: Act, row: Instruction, given: BuyersLetter) -> Facts:
    """Take the credit back: the transfer that was agreed stands.

    Raises: NotOpenNow("instruction.not_open").
    """
    row.state = INSTRUCTION.after(row.state, "withdraw")
    row.check = row.check | {"answer": "withdrawn", "answered_at": act.now}
    row.note_talk(given.body)
    act.never("instruction.overdue", row.id)
    name = {"stable_name": f"{row.stable_name}:truth"}
    act.later(act.now + _CLEARS_AFTER, "instruction.uncover", row.id, name)
    return {"answer": "withdrawn"}


@action("instruction.accept", Instruction, Nothing, allow=shop_duty("finance") | shop_duty("sales"))
def accept(act: Act, row: Instruction, given: Nothing) -> Facts:
    """Take the credit as its draft stands now: the balance is paid by it against the papers.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.not_a_credit"),
        RuleBroken("instruction.nothing_owed").
    """
    row.state = INSTRUCTION.after(row.state, "accept")
    balance = _owed(act, _order(act, row))
    balance.method = "lc"
    row.check = row.check | {"accepted_at": act.now}
    act.never("instruction.overdue", row.id)
    over_at = home_time(date.fromisoformat(str(row.draft["expires_on"])) + timedelta(days=1), _MORNING)
    act.later(over_at, "instruction.expire", row.id, {"stable_name": f"{row.stable_name}:expire"})
    return {"amount": row.amount, "times": int(row.check.get("times", 0))}


def _owed(act: Act, order: Order) -> Payment:
    owed = act.rows(Payment, order_id=order.id, kind="balance", state="expected")
    if not owed:
        raise RuleBroken("instruction.nothing_owed")
    return owed[0]


class Dishonour(BuyersLetter):
    """What the bank and the buyer write, what the buyer takes off, and when the rest comes."""

    discount_usd: Decimal = Field(gt=0)
    days: int = Field(ge=1, le=60)
    outcome: dict[str, Any]


@action("instruction.dishonour", Instruction, Dishonour, allow=party("bank"))
def dishonour(act: Act, row: Instruction, given: Dishonour) -> Facts:
    """Refuse the papers: one that the credit asks for is missing. The goods go to the buyer for less.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.not_a_credit"),
        RuleBroken("instruction.nothing_owed").
    Source: UCP 600 articles 14(a) and 16.
    """
    row.state, row.closed_at = INSTRUCTION.after(row.state, "dishonour"), act.now
    order = _order(act, row)
    balance = _owed(act, order)
    balance.amount_usd -= given.discount_usd
    balance.method = "tt"
    row.note_talk(given.body)
    for papers in act.rows(DocumentSet, order_id=order.id):
        papers.take_up(act.now)
    row.outcome = given.outcome | {"lost": given.discount_usd, "currency": "USD"}
    reduced = books.price_reduced if given.outcome["is_true"] else books.credit_dishonoured
    act.post(row.team_id, reduced(Money(given.discount_usd, "USD")), order_id=order.id)
    name = {"stable_name": f"{row.stable_name}:rest"}
    act.later(act.now + timedelta(days=given.days), "payment.remit", balance.id, name)
    return {"lost": given.discount_usd, "days": given.days}


class Expire(Given):
    """The truth of the credit, which is over."""

    outcome: dict[str, Any]


@action("instruction.expire", Instruction, Expire, allow=party("bank"))
def expire(act: Act, row: Instruction, given: Expire) -> Facts:
    """The credit's last day has passed and no goods were shipped: the balance is due by transfer again.

    Raises: NotOpenNow("instruction.not_open"), RuleBroken("instruction.not_a_credit").
    Source: UCP 600 articles 6(d) and 6(e).
    """
    row.state, row.closed_at = INSTRUCTION.after(row.state, "expire"), act.now
    for balance in act.rows(Payment, order_id=_order(act, row).id, kind="balance", state="expected"):
        balance.method = "tt"
    row.outcome = given.outcome
    return {"amount": row.amount}
