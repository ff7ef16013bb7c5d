"""What bad actors do with a quotation, what the true parties say when called back, and how it comes out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.trade.lifecycles import INQUIRY, INSTRUCTION
from app.world.agent import agent
from app.world.deal_letters import closing_of, letter_facts
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import said, situation
from app.world.mail import lookalike_domain, plain_name
from app.world.parameters import parameters
from app.world.views.inquiry import Talk, talk
from app.world.views.instruction import (
    FreightView,
    InstructionView,
    SwapView,
    freight_view,
    instruction_view,
    swap_view,
)
from app.world.views.quotation import QuotationView
from app.world.voice import ANYONE

_CENT = Decimal("0.01")


def answer_of(view: QuotationView, dice: Dice) -> list[Intent]:
    """How a bad actor answers a quotation: never by an order."""
    kind = view.talk.need["actor"]
    if kind == "overpayment":
        return _overpaid(view, dice)
    if kind == "denied_party":
        fee = Decimal(parameters("bad_actors")["blocked"]["fee_rmb"])
        given = {"fee_rmb": fee, "closing": closing_of(view.talk) | {"reason": "blocked"}}
        given["body"] = said("bank.blocked", ANYONE, {}, dice)
        return [Intent("bank", "inquiry.block", view.talk.inquiry_id, given)]
    return [leaving(view.talk, "hunter_leaves", dice)]


def leaving(view: Talk, kind: str, dice: Dice) -> Intent:
    """A bad actor is gone; the talk is over, and what it was is shown."""
    if kind == "returned":
        body = said("bank.returned", ANYONE, {}, dice.under("gone"))
    else:
        body = situation("bad_actor", kind, view.buyer.register, letter_facts(view), dice.under("gone"))
    given = {"body": body, "closing": closing_of(view) | {"reason": "bad_actor"}, "reason": "bad_actor"}
    return Intent("buyer", "inquiry.lose", view.inquiry_id, given)


def _overpaid(view: QuotationView, dice: Dice) -> list[Intent]:
    """A cheque for too much, and the wish to send the difference on to somebody else."""
    if view.talk.has_instruction:
        return []
    rules, talk_ = parameters("bad_actors")["overpayment"], view.talk
    due = (view.unit_price_usd * view.quantity * Decimal(rules["deposit_share"])).quantize(_CENT)
    over = dice.under("over").between(*map(Decimal, rules["over"]))
    credited = max((due * over).quantize(_CENT), due + 1)
    agent_name = dice.under("agent").pick(["Marwin Forwarding", "Quay Point Agents", "Delta Shipping Agents"])
    facts = letter_facts(talk_) | {
        "credited": credited, "due": due, "difference": credited - due, "agent": agent_name,
    }  # fmt: skip
    abroad = [each for each in rules["abroad"] if each != talk_.buyer.country]
    account = _account(agent_name, dice.under("abroad").pick(abroad), dice.under("account"))
    account["mail"] = talk_.buyer.mail
    given = {
        "stable_name": f"{talk_.stable_name}:cheque", "inquiry_id": talk_.inquiry_id, "purpose": "refund",
        "sender": talk_.buyer.company_name, "account": account, "currency": "USD",
        "known": {"beneficiary": talk_.buyer.company_name, "country": talk_.buyer.country},
        "body": situation("bad_actor", "overpaid", talk_.buyer.register, facts, dice.under("letter")),
        "amount": credited - due, "instrument": "cheque", "credited_usd": credited,
        "truth": {"is_true": False, "kind": "overpayment", "signs": list(talk_.need["signs"])},
        "due_at": talk_.at + timedelta(days=rules["decide_days"]),
    }  # fmt: skip
    return [Intent("buyer", "instruction.send", talk_.team_id, given)]


def _account(beneficiary: str, country: str, dice: Dice) -> dict[str, str]:
    digits = "".join(str(dice.whole(0, 9)) for _ in range(12))
    bank = dice.pick(["Meridian Commercial Bank", "First Harbour Bank", "Union Coast Bank", "Old Quay Bank"])
    return {"beneficiary": beneficiary, "bank": bank, "country": country, "number": f"{country}{digits}"}


@agent("instruction.wish", view=swap_view)
def swap(view: SwapView, dice: Dice) -> list[Intent]:
    """In the middle of a deal: a new account for a purchase, by a stranger or by the enterprise itself."""
    share = Decimal(parameters("bad_actors")["swap"]["share"])
    amount = min(view.open_rmb, (view.total_rmb * share).quantize(_CENT))
    told = _new_account("swap", view.enterprise, dice) if amount > 0 and view.is_live else None
    if told is None:
        return []
    facts = {"number": str(view.number), "amount": f"RMB {amount:,.2f}", "firm": view.enterprise}
    kind = "account_true" if told["truth"]["is_true"] else "account_false"
    given = told | {
        "stable_name": view.stable_name, "purchase_id": view.purchase_id, "purpose": "purchase",
        "currency": "CNY", "amount": amount, "due_at": view.at + timedelta(days=_decide_days("swap")),
        "body": said(f"enterprise.{kind}", ANYONE, facts, dice.under("letter")),
    }  # fmt: skip
    return [Intent("supplier", "instruction.send", view.team_id, given)]


@agent("instruction.freight", view=freight_view)
def swap_freight(view: FreightView, dice: Dice) -> list[Intent]:
    """Before loading: a new account for the freight, by a stranger or by the forwarder itself."""
    can = view.is_live and view.freight_usd > 0
    told = _new_account("forwarder", view.carrier, dice) if can else None
    if told is None:
        return []
    facts = {"number": str(view.number), "amount": f"USD {view.freight_usd:,.2f}", "firm": view.carrier}
    kind = "freight_true" if told["truth"]["is_true"] else "freight_false"
    given = told | {
        "stable_name": view.stable_name, "order_id": view.order_id, "purpose": "freight", "currency": "USD",
        "amount": view.freight_usd, "due_at": view.at + timedelta(days=_decide_days("forwarder")),
        "body": said(f"enterprise.{kind}", ANYONE, facts, dice.under("letter")),
    }  # fmt: skip
    return [Intent("carrier", "instruction.send", view.team_id, given)]


def _decide_days(table: str) -> int:
    return int(parameters("bad_actors")[table]["decide_days"])


def _new_account(table: str, firm: str, dice: Dice) -> dict[str, Any] | None:
    """Sender, accounts and truth of a letter with a new account, by the shares of a table; None mostly."""
    rules = parameters("bad_actors")[table]
    drawn = dice.under("kind").unit()
    is_false = drawn < Decimal(rules["false_rate"])
    is_true = not is_false and drawn < Decimal(rules["false_rate"]) + Decimal(rules["true_rate"])
    if not (is_false or is_true):
        return None
    own = f"{plain_name(firm)}.{parameters('bad_actors')['mail']['domain']}"
    known = _account(firm, "CN", Dice("account", firm)) | {"mail": f"finance@{own}"}
    if is_true:
        account = _account(firm, "CN", dice.under("new")) | {"mail": f"finance@{own}"}
        signs: list[str] = []
    else:
        abroad = parameters("bad_actors")["swap"]["abroad"]
        stranger = f"{firm.split()[0]} Trading Settlement"
        account = _account(stranger, dice.under("abroad").pick(abroad), dice.under("new"))
        account["mail"] = f"finance@{lookalike_domain(own, dice.under('mail'))}"
        signs = ["lookalike_mail", "other_beneficiary", "other_country", "hurry"]
    truth = {"is_true": is_true, "kind": "true_change" if is_true else "swapped_account", "signs": signs}
    return {"sender": firm, "account": account, "known": known, "truth": truth}


@agent("instruction.call_back", view=instruction_view)
def call_back(view: InstructionView, dice: Dice) -> list[Intent]:
    """The true party says whether the letter is theirs; a buyer who is none cannot be reached at the firm."""
    if view.state != "checking":
        return []
    said_so = "unreachable" if view.purpose == "refund" else "confirmed" if view.is_true else "denied"
    return [Intent("bank", "instruction.call_back", view.instruction_id, {"answer": said_so})]


@agent("instruction.overdue", view=instruction_view)
def overdue(view: InstructionView, dice: Dice) -> list[Intent]:
    """The day of the letter is past."""
    if "lapse" not in INSTRUCTION.open(view.state):
        return []
    return [Intent("clock", "instruction.lapse", view.instruction_id)]


@agent("instruction.uncover", view=instruction_view)
def uncover(view: InstructionView, dice: Dice) -> list[Intent]:
    """The cheque comes back, or the supplier asks where the money is; a false buyer is gone."""
    if "uncover" not in INSTRUCTION.open(view.state):
        return []
    told = {name: view.truth[name] for name in ("is_true", "kind", "signs")}
    found = [Intent("bank", "instruction.uncover", view.instruction_id, {"outcome": told})]
    if view.talk is not None and INQUIRY.open(view.talk.state):
        found.append(leaving(view.talk, "returned", dice))
    return found


@agent("inquiry.uncover", view=talk)
def answer_report(view: Talk, dice: Dice) -> list[Intent]:
    """After the team declined: what the buyer was. Of an honest one only a report has an answer."""
    if view.state != "declined" or view.is_closed:
        return []
    if view.need.get("actor"):
        shown = closing_of(view) | {"reason": "bad_actor"}
    elif view.is_reported:
        shown = closing_of(view) | {"bad_actor": "honest", "signs": [], "reason": "bad_actor"}
    else:
        return []
    return [Intent("market", "inquiry.uncover", view.inquiry_id, {"closing": shown})]
