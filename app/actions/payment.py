"""The verbs of a payment: put off and remitted by the buyer, received by the team's bank."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from app.actions.act import Act
from app.actions.given import Day, Line, Rmb, Usd, Whole
from app.actions.policies import party
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date, home_time
from app.models.buyer import Buyer
from app.models.order import Order
from app.models.payment import Payment
from app.trade.books import ledger_entries
from app.trade.lifecycles import PAYMENT
from app.trade.money import Money
from app.trade.payments.payment_terms import shortfall
from app.trade.refusal import RuleBroken
from app.trade.working_time import next_working_moment

_LONGEST_DELAY = 60  # days: a slip of the world's parameters must not lose a payment


class PutOff(Given):
    """For how many days the buyer lets the payment wait, and why."""

    days: Whole
    reason: Line = ""


@action("payment.put_off", Payment, PutOff, allow=party("buyer"))
def put_off(act: Act, payment: Payment, given: PutOff) -> Facts:
    """Let a payment wait for some days after it fell due.

    Raises: NotOpenNow; RuleBroken("payment.delay_out_of_range").
    """
    PAYMENT.after(payment.state, "remit")
    if not 1 <= given.days <= _LONGEST_DELAY:
        raise RuleBroken("payment.delay_out_of_range", "days", greatest=_LONGEST_DELAY)
    payment.late_days += given.days
    buyer = act.find(Buyer, act.find(Order, payment.order_id).buyer_id)
    at = next_working_moment(buyer.office, act.now + timedelta(days=given.days))
    act.later(at, "payment.remit", payment.id)
    return {"kind": payment.kind, "late_days": payment.late_days}


class Remit(Given):
    """Who bears the charges, and on which banking day the money will be there."""

    charges: Literal["OUR", "SHA", "BEN"]
    arrives_on: Day


@action("payment.remit", Payment, Remit, allow=party("buyer"))
def remit(act: Act, payment: Payment, given: Remit) -> Facts:
    """Order the transfer of what is due.

    Raises: NotOpenNow.
    """
    payment.state = PAYMENT.after(payment.state, "remit")
    buyer = act.find(Buyer, act.find(Order, payment.order_id).buyer_id)
    payment.remitter = buyer.company_name or buyer.name
    payment.charges, payment.remitted_at, payment.arrives_on = given.charges, act.now, given.arrives_on
    act.later(home_time(given.arrives_on), "payment.arrive", payment.id)
    return {"kind": payment.kind, "charges": given.charges, "late_days": payment.late_days}


class Receive(Given):
    """What arrived, and what the team's own bank takes for taking it in."""

    received_usd: Usd
    bank_fee_rmb: Rmb
    workings: list[Any] = []


@action("payment.receive", Payment, Receive, allow=party("bank"))
def receive(act: Act, payment: Payment, given: Receive) -> Facts:
    """Credit an incoming transfer to the team's account.

    Raises: NotOpenNow; RuleBroken("payment.received_above_due").
    """
    payment.state = PAYMENT.after(payment.state, "receive")
    if given.received_usd > payment.amount_usd:
        raise RuleBroken("payment.received_above_due", "received_usd", due=payment.amount_usd)
    payment.received_usd, payment.received_at = given.received_usd, act.now
    payment.bank_fee_rmb, payment.workings = given.bank_fee_rmb, given.workings
    order, received = act.find(Order, payment.order_id), Money(given.received_usd, "USD")
    _book(act, payment, order, received)
    if payment.kind == "deposit":
        order.note_deposit(act.now)
    if all(each.state == "received" for each in act.rows(Payment, order_id=order.id)):
        order.note_balance(act.now)
    short = shortfall(Money(payment.amount_usd, "USD"), received)
    return {
        "kind": payment.kind,
        "received_usd": given.received_usd,
        "short_usd": short.missing.amount,
        "is_short_tolerated": short.is_tolerated,
        "late_days": payment.late_days,
        "days_on_the_way": (act.today - home_date(payment.remitted_at or act.now)).days,
    }


def _book(act: Act, payment: Payment, order: Order, received: Money) -> None:
    """To the buyer the whole instalment counts: what banks kept of it on the way is the team's charge."""
    due, nothing = Money(payment.amount_usd, "USD"), Money(Decimal(0), "USD")
    if order.shipped_at is None:
        entry = ledger_entries.deposit_received(due, due - received)
    else:
        entry = ledger_entries.balance_received(due, received, nothing)
    act.post(payment.team_id, entry, order_id=order.id)
    fee = Money(payment.bank_fee_rmb or Decimal(0), "CNY")
    act.post(payment.team_id, ledger_entries.charge_paid("bank_fees", fee), order_id=order.id)
