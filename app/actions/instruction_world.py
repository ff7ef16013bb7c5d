"""What others do with an instruction: the true party answers a call, time runs out, the truth comes out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from app.actions.act import Act
from app.actions.policies import party
from app.actions.registry import Facts, Given, Nothing, action
from app.models.instruction import Instruction
from app.models.purchase import Purchase
from app.trade.books import ledger_entries as books
from app.trade.lifecycles import INSTRUCTION
from app.trade.money import Money

_CLEARS_AFTER = timedelta(days=5)


class CallBack(Given):
    """What the true party says: the letter is theirs, it is not, or nobody of that name can be reached."""

    answer: Literal["confirmed", "denied", "unreachable"]


@action("instruction.call_back", Instruction, CallBack, allow=party("supplier", "bank"))
def call_back(act: Act, row: Instruction, given: CallBack) -> Facts:
    """Answer the team's question whether the letter is true.

    Raises: NotOpenNow("instruction.not_open").
    """
    row.state = INSTRUCTION.after(row.state, "call_back")
    row.check = row.check | {"answer": given.answer, "answered_at": act.now}
    return {"answer": given.answer}


@action("instruction.lapse", Instruction, Nothing, allow=party("clock"))
def lapse(act: Act, row: Instruction, given: Nothing) -> Facts:
    """The day that the letter named is past, and nothing was decided.

    Raises: NotOpenNow("instruction.not_open").
    """
    row.state = INSTRUCTION.after(row.state, "lapse")
    name = f"{row.stable_name}:truth"
    act.later(act.now + _CLEARS_AFTER, "instruction.uncover", row.id, {"stable_name": name})
    return {"amount": row.amount}


class Uncover(Given):
    """The truth: whether the letter was true, the signs that it bore, and what would have been right."""

    outcome: dict[str, Any]


@action("instruction.uncover", Instruction, Uncover, allow=party("bank"))
def uncover(act: Act, row: Instruction, given: Uncover) -> Facts:
    """Show the truth behind a letter: a false instrument bounces, and what was paid to a stranger is lost.

    Raises: NotOpenNow("instruction.not_open").
    """
    row.state, row.closed_at = INSTRUCTION.after(row.state, "uncover"), act.now
    lost = row.amount if row.is_paid and not given.outcome["is_true"] else Decimal(0)
    row.outcome = given.outcome | {"lost": lost, "currency": row.currency}
    if row.credited_usd:
        credited, gone = Money(row.credited_usd, "USD"), Money(lost, "USD")
        act.post(row.team_id, books.instrument_bounced(credited, gone))
    elif lost and row.purchase_id is not None:
        purchase = act.find(Purchase, row.purchase_id)
        purchase.paid_rmb -= lost
        entry = books.payment_gone_astray(Money(lost, row.currency))
        act.post(row.team_id, entry, order_id=purchase.order_id)
        act.never("purchase.bill", purchase.id)
    elif lost and row.purpose == "freight" and row.order_id is not None:
        entry = books.freight_gone_astray(Money(lost, row.currency))
        act.post(row.team_id, entry, order_id=row.order_id)
    return {"is_true": given.outcome["is_true"], "lost": lost, "was_paid": row.is_paid}
