"""Buyers who propose a letter of credit: in good faith, by a bank's careless form, or with a trap in it."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.trade.credits.soft_clause import soft_clauses
from app.trade.lifecycles import INSTRUCTION
from app.trade.payments.payment_terms import banking_days_later
from app.world.agent import agent
from app.world.credit_draft import draft_credit, planted
from app.world.deal_letters import facts_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import said, situation
from app.world.parameters import parameters
from app.world.views.inquiry import KnownBuyer
from app.world.views.instruction import InstructionView, ProposalView, instruction_view, proposal_view
from app.world.views.payment import CreditView, RemittanceView
from app.world.voice import ANYONE

_CENT = Decimal("0.01")


@agent("instruction.propose", view=proposal_view)
def propose(view: ProposalView, dice: Dice) -> list[Intent]:
    """Two days into a contract: a credit for the balance, from an honest buyer or one who will not pay."""
    rules = parameters("bad_actors")["credit"]
    drawn = dice.under("kind").unit()
    is_soft = drawn < Decimal(rules["soft_rate"])
    is_honest = not is_soft and drawn < Decimal(rules["soft_rate"]) + Decimal(rules["honest_rate"])
    if not (is_soft or is_honest) or not view.is_open:
        return []
    is_careless = is_honest and dice.under("careless").chance(Decimal(rules["careless"]))
    two = is_soft and dice.under("two").chance(Decimal(rules["two_clauses"]))
    kinds = planted(dice, 2 if two else 1) if is_soft or is_careless else []
    kind = "soft_credit" if is_soft else "careless_credit" if is_careless else "clean_credit"
    facts = {"number": str(view.deal.number), "amount": view.deal.amount}
    given = {
        "stable_name": view.stable_name, "order_id": view.order_id, "purpose": "credit",
        "sender": view.deal.applicant, "account": {"mail": view.buyer.mail}, "currency": "USD",
        "amount": view.deal.amount, "draft": draft_credit(view.deal, kinds, dice.under("draft")),
        "body": _letter("offer", view.buyer, facts, dice.under("letter")),
        "truth": {"is_true": is_honest, "kind": kind, "signs": []},
        "due_at": view.at + timedelta(days=rules["decide_days"]),
    }  # fmt: skip
    return [Intent("buyer", "instruction.send", view.team_id, given)]


@agent("instruction.answer", view=instruction_view)
def answer(view: InstructionView, dice: Dice) -> list[Intent]:
    """An honest buyer strikes what is unfair; another insists once on it, then stays with the transfer."""
    if "answer" not in _open(view) or view.buyer is None:
        return []
    named = tuple(view.check["places"])
    soft = {each.place for each in soft_clauses(view.draft)} - set(view.check.get("struck", ()))
    unfair = [place for place in named if place in soft]
    if not unfair:
        said_so = "kept"
    elif view.is_true:
        said_so = "amended"
    else:
        said_so = "insisted" if view.check["times"] == 1 else "withdrawn"
    facts = {"places": ", ".join(unfair or named)}
    given = {"body": _letter(said_so, view.buyer, facts, dice.under("words"))}
    if said_so == "withdrawn":
        return [Intent("buyer", "instruction.withdraw", view.instruction_id, given)]
    struck = unfair if said_so == "amended" else []
    more = {"answer": said_so, "struck": struck}
    return [Intent("buyer", "instruction.answer", view.instruction_id, given | more)]


def _letter(kind: str, buyer: KnownBuyer, facts: Mapping[str, Any], dice: Dice) -> str:
    """A letter about the credit, in the buyer's own manner."""
    return situation("credit", kind, buyer.register, facts_of(buyer) | facts, dice)


def _open(view: InstructionView) -> frozenset[str]:
    return INSTRUCTION.open(view.state)


def paid_by_credit(view: RemittanceView, credit: CreditView, dice: Dice) -> list[Intent]:
    """The bank pays at sight what complies; where the applicant kept a paper back, it refuses.

    Source: UCP 600 articles 7, 14(a), 14(b), 16.
    """
    rules = parameters("bad_actors")["credit"]
    left = [each for each in soft_clauses(credit.draft) if each.place not in credit.struck]
    told = {name: credit.truth[name] for name in ("is_true", "kind", "signs")}
    if told["is_true"] or not left:
        arrives_on = banking_days_later(view.on, rules["sight_days"], view.closed)
        given = {"charges": "SHA", "arrives_on": arrives_on}
        return [
            Intent("buyer", "payment.remit", view.payment_id, given),
            Intent("bank", "instruction.uncover", credit.instruction_id, {"outcome": told}),
        ]
    if not credit.is_shipped:
        return [Intent("buyer", "payment.put_off", view.payment_id, {"days": rules["rest_days"]})]
    share = dice.under("discount").between(*map(Decimal, rules["discount"]))
    discount = (credit.amount_usd * share).quantize(_CENT)
    given = {
        "discount_usd": discount, "days": rules["rest_days"], "outcome": told,
        "body": _refusal(credit.buyer, discount, dice.under("refusal")),
    }  # fmt: skip
    return [Intent("bank", "instruction.dishonour", credit.instruction_id, given)]


# Where a refusal of the bank stands: the articles of UCP 600, the fields of the message.
_REFUSED = {"rules": "600 articles 14 and 16", "fields": "46A or 47A"}


def _refusal(buyer: KnownBuyer, discount: Decimal, dice: Dice) -> str:
    """The bank's notice, in English, and below it what the buyer has to say."""
    notice = said("bank.refused", ANYONE, _REFUSED, dice.under("bank"))
    lead = said("bank.then", ANYONE, {}, dice.under("then"))
    words = _letter("dishonoured", buyer, {"discount": discount}, dice.under("buyer"))
    return f"{notice}\n\n{lead}\n\n{words}"
