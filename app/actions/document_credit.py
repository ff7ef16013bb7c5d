"""The verbs of papers presented under a letter of credit: honoured, refused by one notice, waived or not."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from pydantic import Field

from app.actions.act import Act
from app.actions.document import reopen
from app.actions.document_set import set_of
from app.actions.given import BuyersLetter, Usd
from app.actions.policies import party
from app.actions.registry import Facts, Nothing, action
from app.models.buyer import Buyer
from app.models.document import Document
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.trade.books.ledger_entries import charge_paid
from app.trade.finding import noted, read_noted
from app.trade.money import Money
from app.trade.papers.document_set import kinds_of
from app.trade.refusal import NotOpenNow

_SOON = timedelta(minutes=30)


def _presented(act: Act, row: Instruction) -> Order:
    """The order whose papers lie before the bank. Raises: NotOpenNow("document.set_not_with_buyer")."""
    if row.state != "accepted" or row.order_id is None:
        raise NotOpenNow("document.set_not_with_buyer")
    return act.find(Order, row.order_id)


@action("document.honour", Instruction, Nothing, allow=party("bank"))
def honour(act: Act, row: Instruction, given: Nothing) -> Facts:
    """Take up a presentation that complies: the balance is paid at sight.

    Raises: NotOpenNow("document.set_not_with_buyer").
    Source: UCP 600 articles 7, 14(a) and 15.
    """
    order = _presented(act, row)
    _take_up(act, row, order)
    return {"times_sent": set_of(act, order).times_sent, "is_waived": False}


def _take_up(act: Act, row: Instruction, order: Order) -> None:
    """The papers are taken, and the payment follows."""
    set_of(act, order).accept(act.now)
    row.check = row.check | {"honoured_at": act.now}
    act.never("instruction.expire", row.id)
    for payment in act.rows(Payment, order_id=order.id, kind="balance", state="expected"):
        act.never("payment.remit", payment.id)
        name = {"stable_name": f"{row.stable_name}:honoured"}
        act.later(act.now + _SOON, "payment.remit", payment.id, name)


class Notice(BuyersLetter):
    """The bank's notice: every discrepancy, as findings are noted, and what it takes for the set."""

    faults: list[dict[str, Any]] = Field(min_length=1, max_length=60)
    fee_usd: Usd


@action("document.give_notice", Instruction, Notice, allow=party("bank"))
def give_notice(act: Act, row: Instruction, given: Notice) -> Facts:
    """Refuse a presentation by one notice that names every discrepancy.

    The papers stay with the bank while the applicant is asked for a waiver; the fee for the set is booked.

    Raises: NotOpenNow("document.set_not_with_buyer").
    Source: UCP 600 articles 14(b), 16(b), 16(c) and 16(d).
    """
    order = _presented(act, row)
    row.note_talk(given.body)
    fees = Decimal(str(row.check.get("fees_usd", "0"))) + given.fee_usd
    row.check = row.check | {"faults": given.faults, "fees_usd": str(fees), "noticed_at": act.now}
    act.post(row.team_id, charge_paid("bank_fees", Money(given.fee_usd, "USD")), order_id=order.id)
    times = set_of(act, order).times_sent
    at = act.find(Buyer, order.buyer_id).answers_at(act.now)
    act.later(at, "document.weigh_waiver", row.id, {"stable_name": f"{row.stable_name}:waiver:{times}"})
    return {"errors": len(given.faults), "fee_usd": given.fee_usd, "times_sent": times}


class Answer(BuyersLetter):
    """The applicant's words, and what it weighed: hidden until the end."""

    weighed: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"mark": "hidden"})


@action("document.waive", Instruction, Answer, allow=party("buyer"))
def waive(act: Act, row: Instruction, given: Answer) -> Facts:
    """Take the papers up in spite of the discrepancies: the bank pays.

    Raises: NotOpenNow("document.set_not_with_buyer").
    Source: UCP 600 article 16(b).
    """
    order = _presented(act, row)
    row.note_talk(given.body)
    row.truth = row.truth | {"waiver": given.weighed}
    row.check = row.check | {"waiver": {"answer": "waived", "at": act.now}}
    _take_up(act, row, order)
    return {"errors": len(row.check.get("faults", ())), "is_waived": True}


@action("document.stand_by", Instruction, Answer, allow=party("buyer"))
def stand_by(act: Act, row: Instruction, given: Answer) -> Facts:
    """Waive nothing: the papers come back, and may be put right and presented again in time.

    Raises: NotOpenNow("document.set_not_with_buyer").
    Source: UCP 600 articles 6(e), 14(c) and 16(c)(iii).
    """
    order = _presented(act, row)
    set_of(act, order).query()
    row.note_talk(given.body)
    row.truth = row.truth | {"waiver": given.weighed}
    row.check = row.check | {"waiver": {"answer": "refused", "at": act.now}}
    if str(row.draft["expires_on"]) < act.today.isoformat():  # no day is left for another presentation
        act.later(act.now + _SOON, "instruction.expire", row.id, {"stable_name": f"{row.stable_name}:late"})
    faults = [read_noted(each) for each in row.check.get("faults", ())]
    reopened = []
    for document in act.rows(Document, order_id=order.id, issuer="student", state="issued"):
        mine = [each for each in faults if document.kind in kinds_of(each)]
        if mine:
            reopen(document)
            document.changes_asked = [noted(each) for each in mine]
            reopened.append(document.kind)
    return {"errors": len(faults), "reopened": reopened}
