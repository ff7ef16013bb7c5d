"""How a buyer asks for a sample, weighs its terms and judges it; how the courier carries it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.trade.lifecycles import INQUIRY
from app.trade.market.sample_opinion import SampleSeen, sample_opinion
from app.trade.working_time import answer_due
from app.world.agent import agent
from app.world.agents.bad_actor import leaving
from app.world.bad_actors import HUNTER
from app.world.deal_letters import closing_of, letter_facts
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import reason, situation
from app.world.parameters import parameters
from app.world.views.inquiry import Talk, talk
from app.world.views.quotation import QuotationView
from app.world.views.sample import SampleView, examined_sample, sample_view

_CENT = Decimal("0.01")
_HOURS = 24
ASKS = (("sample", "ask"), ("bad_actor", "hunt"))  # honest, or a hunter's


@agent("sample.wish", view=talk)
def wish(view: Talk, dice: Dice) -> list[Intent]:
    """After the first reply: ask for a sample, as the first letter's writer meant to; nothing where the talk
    is over.
    """
    rules, hunts = parameters("sample")["ask"], view.need.get("actor") == HUNTER
    if view.has_sample or not INQUIRY.open(view.state) or not view.need.get("asks_sample"):
        return []
    some = parameters("bad_actors")["hunter"]["pieces"] if hunts else rules["pieces"]
    pieces = dice.under("pieces").pick(some)
    facts = letter_facts(view) | {"pieces": pieces}
    given = {
        "stable_name": view.stable_name,
        "pieces": pieces,
        "body": situation(*ASKS[hunts], view.buyer.register, facts, dice.under("letter")),
        "answer_due_at": _until(view, rules["answer_hours"]),
    }
    return [Intent("buyer", "sample.ask", view.inquiry_id, given)]


def taken_up(view: QuotationView, dice: Dice) -> Intent | None:
    """A free sample that a quotation offers: taken up by who wants one, where it stands long enough."""
    talk, rules = view.talk, parameters("sample")
    days = (view.valid_until - view.on).days
    is_wanted = view.sample == "free" and talk.need.get("wants_sample") and not talk.has_sample
    if not is_wanted or days < int(rules["offered"]["valid_days"]):
        return None
    pieces = dice.under("pieces").pick(rules["ask"]["pieces"])
    facts = letter_facts(talk) | {"pieces": pieces}
    given = {
        "stable_name": f"{view.stable_name}:sample",
        "pieces": pieces,
        "body": situation("sample", "take_up", talk.buyer.register, facts, dice.under("letter")),
        "answer_due_at": _until(talk, rules["ask"]["send_hours"]),
        "is_offered": True,
    }
    return Intent("buyer", "sample.ask", talk.inquiry_id, given)


def _until(talk: Talk, hours: int) -> Any:
    return answer_due(talk.buyer.office, talk.at, hours)


@agent("sample.weigh", view=sample_view)
def weigh(view: SampleView, dice: Dice) -> list[Intent]:
    """Agree to the terms when what they ask is within what the order is worth; else turn them down."""
    if view.state != "offered":
        return []
    rules, talk = parameters("sample"), view.talk
    facts = letter_facts(talk) | {"pieces": view.pieces, "owed": view.owed_usd.quantize(_CENT)}
    least, most = map(Decimal, rules["pay"]["share"])
    worth = dice.under("pays").between(least, most) * Decimal(talk.need["limit"]) * talk.quantity
    if talk.need.get("actor") == HUNTER and view.owed_usd > 0:
        given = {"body": _letter("refuse", view, facts, dice)}
        refused = Intent("buyer", "sample.refuse", view.sample_id, given)
        return [refused, leaving(talk, "hunter_leaves", dice)]
    if view.owed_usd > max(worth, Decimal(rules["pay"]["least_usd"])):
        given = {"body": _letter("refuse", view, facts, dice), "need": _cooled(talk, "refused")}
        return [Intent("buyer", "sample.refuse", view.sample_id, given)]
    kind = "accept_paid" if view.owed_usd else "accept_free"
    until = _until(talk, rules["ask"]["send_hours"])
    given = {"body": _letter(kind, view, facts, dice), "answer_due_at": until}
    return [Intent("buyer", "sample.accept", view.sample_id, given)]


def _letter(kind: str, view: SampleView, facts: dict[str, Any], dice: Dice) -> str:
    return situation("sample", kind, view.talk.buyer.register, facts, dice.under("letter"))


def _cooled(talk: Talk, why: str) -> dict[str, Any]:
    return _moved(talk, -Decimal(parameters("sample")["cool"][why]), 0)


def _moved(talk: Talk, rate: Decimal, days: int) -> dict[str, Any]:
    """The buyer's need with another limit; the days that the sample took do not use up patience."""
    limit = (Decimal(talk.need["limit"]) * (1 + rate)).quantize(_CENT)
    moved = {
        "limit": max(limit, Decimal(talk.need["target"])),
        "patience_days": int(talk.need["patience_days"]) + days,
    }
    if "elsewhere_hours" in talk.need:
        moved["elsewhere_hours"] = int(talk.need["elsewhere_hours"]) + _HOURS * days
    return talk.need | moved


@agent("sample.overdue", view=sample_view)
def overdue(view: SampleView, dice: Dice) -> list[Intent]:
    """Wait no longer: the answer never came, or the parcel never left."""
    if view.state not in ("asked", "agreed") or not view.is_due:
        return []
    facts = letter_facts(view.talk) | {"pieces": view.pieces}
    body = _letter("lapse", view, facts, dice)
    given = {"body": body, "need": _cooled(view.talk, "lapsed")}
    return [Intent("buyer", "sample.lapse", view.sample_id, given)]


@agent("sample.travel", view=sample_view)
def travel(view: SampleView, dice: Dice) -> list[Intent]:
    """Take the parcel along; it arrives on a day within the tariff's days."""
    if view.state != "sent":
        return []
    days = max(dice.under("days").whole(view.least_days, view.most_days), 1)
    return [
        Intent("carrier", "sample.depart", view.sample_id, {"arrives_on": view.on + timedelta(days=days)})
    ]


@agent("sample.arrive", view=sample_view)
def arrive(view: SampleView, dice: Dice) -> list[Intent]:
    """Hand the parcel over."""
    return [Intent("carrier", "sample.deliver", view.sample_id)] if view.state == "sent" else []


@agent("sample.examine", view=examined_sample)
def examine(view: SampleView, dice: Dice) -> list[Intent]:
    """Judge the sample by what it is and what was said of it; where it puts off too much, leave."""
    if view.state != "delivered":
        return []
    talk = view.talk
    found = sample_opinion(SampleSeen(view.quality, len(view.untrue), Decimal(view.days)))
    facts = letter_facts(talk) | {"pieces": view.pieces, "claim": view.untrue[0] if view.untrue else ""}
    kind = "claims" if view.untrue and found.verdict != "ends" else found.verdict
    opinion = {
        "verdict": found.verdict,
        "parts": found.parts,
        "untrue_claims": list(view.untrue),
        "workings": found.workings.as_list(),
    }
    given = {
        "body": _letter(kind, view, facts, dice),
        "opinion": opinion,
        "need": _moved(talk, found.limit_rate, view.days) if "limit" in talk.need else {},
    }
    intents = [Intent("buyer", "sample.judge", view.sample_id, given)]
    if talk.need.get("actor") == HUNTER and INQUIRY.open(talk.state):
        intents.append(leaving(talk, "hunter_leaves", dice))
    elif found.verdict == "ends" and INQUIRY.open(talk.state):
        intents.append(_leave(view, facts, dice))
    return intents


def _leave(view: SampleView, facts: dict[str, Any], dice: Dice) -> Intent:
    facts |= {"reason": reason("sample", facts, dice.under("reason"))}
    given = {
        "body": _letter("leave", view, facts, dice),
        "closing": closing_of(view.talk, reason="sample"),
        "reason": "sample",
    }
    return Intent("buyer", "inquiry.lose", view.talk.inquiry_id, given)
