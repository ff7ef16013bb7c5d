"""Buyers who propose a letter of credit: in good faith, by a bank's careless form, or with a trap in it."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.credits.soft_clause import soft_clauses
from app.trade.credits.waiver import WaiverTerms, waiver
from app.trade.finding import noted
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
from app.world.views.presentation import (
    PresentationView,
    WaiverView,
    presentation_view,
    waiver_view,
)
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


@agent("document.examine", view=presentation_view)
def examine(view: PresentationView, dice: Dice) -> list[Intent]:
    """Take up what complies; refuse the rest by one notice; where the applicant keeps a paper back, for good.

    Source: UCP 600 articles 14(a), 15, 16(b) and 16(c).
    """
    if not view.is_open or not view.is_with_bank:
        return []
    if _is_trapped(view):
        return [_dishonoured(view, "discount", "dishonoured", dice)]
    if not view.faults:
        return [Intent("bank", "document.honour", view.instruction_id)]
    fee = Decimal(parameters("bad_actors")["credit"]["fee_usd"])
    facts = _REFUSED | {"many": len(view.faults), "fee": fee}
    given = {
        "faults": [noted(each) for each in view.faults], "fee_usd": fee,
        "body": said("bank.notice", ANYONE, facts, dice.under("bank")),
    }  # fmt: skip
    return [Intent("bank", "document.give_notice", view.instruction_id, given)]


@agent("document.weigh_waiver", view=waiver_view)
def weigh_waiver(view: WaiverView, dice: Dice) -> list[Intent]:
    """Waive the discrepancies or not, by what the seller, the market and the faults are worth."""
    shown = view.presentation
    if not shown.is_open or not shown.is_with_bank:
        return []
    told = parameters("bad_actors")["waiver"]
    terms = WaiverTerms(**{name: Decimal(figure) for name, figure in told.items()})
    found = waiver(view.faults, view.standing, view.market, view.contract, terms)
    weighed = {"inclination": found.inclination, "needed": found.needed, "market": found.market}
    verb = "document.waive" if found.is_granted else "document.stand_by"
    kind = "waived" if found.is_granted else "not_waived"
    until = date.fromisoformat(str(shown.draft["expires_on"]))
    body = _letter(kind, shown.buyer, {"until": until}, dice.under("words"))
    given = {"body": body, "weighed": weighed}
    return [Intent("buyer", verb, shown.instruction_id, given)]


@agent("instruction.expire", view=presentation_view)
def expire(view: PresentationView, dice: Dice) -> list[Intent]:
    """The last day has passed: goods on their way go to the buyer for less, else the transfer stands."""
    if not view.is_open or view.owed_usd is None or view.is_with_bank:
        return []
    if view.is_shipped:
        return [_dishonoured(view, "discount" if _is_trapped(view) else "expired_discount", "expired", dice)]
    given = {"outcome": _told(view.truth)}
    return [Intent("bank", "instruction.expire", view.instruction_id, given)]


def _is_trapped(view: PresentationView) -> bool:
    """Whether a clause of a buyer in bad faith is left, which no seller can fulfil."""
    left = [each for each in soft_clauses(view.draft) if each.place not in view.struck]
    return bool(left) and not view.truth["is_true"]


def _told(truth: Mapping[str, Any]) -> dict[str, Any]:
    return {name: truth[name] for name in ("is_true", "kind", "signs")}


def _dishonoured(view: PresentationView, figure: str, kind: str, dice: Dice) -> Intent:
    """The bank refuses for good, and the buyer takes the goods for less."""
    rules = parameters("bad_actors")["credit"]
    share = dice.under("discount").between(*map(Decimal, rules[figure]))
    discount = ((view.owed_usd or Decimal(0)) * share).quantize(_CENT)
    given = {
        "discount_usd": discount, "days": rules["rest_days"], "outcome": _told(view.truth),
        "body": _refusal(view.buyer, discount, kind, dice.under("refusal")),
    }  # fmt: skip
    return Intent("bank", "instruction.dishonour", view.instruction_id, given)


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
    told = _told(credit.truth)
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
        "body": _refusal(credit.buyer, discount, "dishonoured", dice.under("refusal")),
    }  # fmt: skip
    return [Intent("bank", "instruction.dishonour", credit.instruction_id, given)]


# Where a refusal of the bank stands: the articles of UCP 600, the fields of the message.
_REFUSED = {"rules": "600 articles 14 and 16", "fields": "46A or 47A"}


def _refusal(buyer: KnownBuyer, discount: Decimal, kind: str, dice: Dice) -> str:
    """The bank's notice, in English, and below it what the buyer has to say."""
    words_of_bank = "bank.refused" if kind == "dishonoured" else "bank.expired"
    notice = said(words_of_bank, ANYONE, _REFUSED, dice.under("bank"))
    lead = said("bank.then", ANYONE, {}, dice.under("then"))
    words = _letter(kind, buyer, {"discount": discount}, dice.under("buyer"))
    return f"{notice}\n\n{lead}\n\n{words}"
