"""Consumers who want to give goods back: why they ask, what they take, what the market decides."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.core.parameters import parameters
from app.trade.market.parcel_return import (
    Arrived,
    ReturnOffer,
    consumers_word,
    market_decision,
    may_withdraw,
    return_chances,
)
from app.trade.money import rounded
from app.world.agent import agent
from app.world.consumer_letters import consumer_return
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.parcel_return import HeldParcel, ReturnView, held_parcel, return_view

_ONE = Decimal(1)


def _told(part: str) -> dict[str, Any]:
    found: dict[str, Any] = parameters("returns")[part]
    return found


def _shares(part: str) -> dict[str, Decimal]:
    return {name: Decimal(share) for name, share in _told(part).items()}


def _is_faulty(pieces: int, dice: Dice) -> bool:
    """Whether a piece is faulty: lots are as good and as bad as those of business orders."""
    lots = parameters("supplier")["quality"]
    if dice.chance(Decimal(lots["good_rate"])):
        share = dice.between(Decimal(0), Decimal(lots["good_most"]))
    else:
        share = dice.between(Decimal(lots["bad_least"]), Decimal(lots["bad_most"]))
    return dice.chance(_ONE - (_ONE - share) ** pieces)


@agent("parcel_return.consider", view=held_parcel)
def consider(view: HeldParcel, dice: Dice) -> list[Intent]:
    """Ask to give goods back, for the first thing that happened and weighs enough."""
    if view.delivered_at is None or view.returned:
        return []
    late = max(0, view.days - view.promised_days)
    faulty = _is_faulty(view.pieces, dice.under("lot"))
    parcel = Arrived(faulty, view.untrue_claims, late, view.is_charged_at_door, view.hs_code)
    chances = return_chances(parcel, _shares("asks"), _shares("change_of_mind"))
    reason = next((each for each, chance in chances.items() if dice.under(each).chance(chance)), None)
    if reason is None:
        return []
    figures = {
        "late": {"days": late}, "not_as_described": {"claims": view.untrue_claims},
    }.get(reason, {})  # fmt: skip
    days = _told("days")
    given = {
        "stable_name": f"{view.stable_name}:return", "reason": reason, "figures": figures,
        "has_right": may_withdraw(view.market, (view.at - view.delivered_at).days, days["withdrawal"]),
        "body": consumer_return(view.market, reason, dice.under("words")),
        "answer_due_at": view.at + timedelta(days=days["answer"]),
    }  # fmt: skip
    return [Intent("buyer", "parcel_return.ask", view.order_id, given)]


@agent("parcel_return.read", view=return_view)
def read(view: ReturnView, dice: Dice) -> list[Intent]:
    """Take some hours over the shop's answer."""
    if view.state != "answered":
        return []
    at = view.at + timedelta(hours=dice.whole(*_told("days")["weighs"]))
    return [Intent("buyer", "parcel_return.read", view.return_id, {"weighs_at": at})]


@agent("parcel_return.weigh", view=return_view)
def weigh(view: ReturnView, dice: Dice) -> list[Intent]:
    """Take the offer, send the goods back, or go to the market; some let it be."""
    if view.state != "answered":
        return []
    told = _told("offers")
    takes = dice.under("takes").between(*map(Decimal, told["takes"]))
    offer = ReturnOffer(view.kind, view.share)
    word = consumers_word(view.reason, view.has_right, offer, takes)
    if word == "insist" and not dice.under("persists").chance(Decimal(told["persists"])):
        word = "take"
    if word == "send_back":
        return [_send_back(view, "buyer", dice)]
    if word == "insist":
        at = view.at + timedelta(days=_told("days")["decides"])
        return [Intent("buyer", "parcel_return.insist", view.return_id, {"decides_at": at})]
    share = {"refund": _ONE, "partial": view.share}.get(view.kind, Decimal(0))
    refund = view.given(rounded(view.paid_usd * share, "USD"))
    return [Intent("buyer", "parcel_return.take", view.return_id, refund)]


def _send_back(view: ReturnView, who: str, dice: Dice) -> Intent:
    days = dice.under("back").whole(*_told("days")["back"])
    return Intent(
        who, "parcel_return.send_back", view.return_id, {"arrives_at": view.at + timedelta(days=days)}
    )


@agent("parcel_return.overdue", view=return_view)
def overdue(view: ReturnView, dice: Dice) -> list[Intent]:
    """The market pays back what no shop answered."""
    return _decided(view, dice) if view.state == "asked" else []


@agent("parcel_return.dispute", view=return_view)
def dispute(view: ReturnView, dice: Dice) -> list[Intent]:
    """The market decides between shop and consumer."""
    return _decided(view, dice) if view.state == "disputed" else []


def _decided(view: ReturnView, dice: Dice) -> list[Intent]:
    decision = market_decision(view.reason, view.has_right, bool(view.kind))
    if decision == "send_back":
        return [_send_back(view, "market", dice)]
    refund = view.given(view.paid_usd if decision == "refund" else Decimal(0))
    return [Intent("market", "parcel_return.decide", view.return_id, refund)]


@agent("parcel_return.arrive", view=return_view)
def arrive(view: ReturnView, dice: Dice) -> list[Intent]:
    """The goods are back: paid back in full, and sound ones mostly fit for sale."""
    if view.state != "sending":
        return []
    sound = view.reason != "faulty" and dice.chance(Decimal(_told("way_back")["resaleable"]))
    given = view.given(view.paid_usd) | {"is_resaleable": sound}
    return [Intent("carrier", "parcel_return.arrive", view.return_id, given)]
