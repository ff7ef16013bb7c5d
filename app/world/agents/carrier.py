"""The carrier: loads what is ready at the cut-off, moves the rest to the next sailing, and carries it."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.transit_damage import transit_damage
from app.world.views.carrier import CarrierView, carrier_view

_NEWS_MOST_DAYS = 60


@agent("shipment.cut_off", view=carrier_view)
def cut_off(view: CarrierView, dice: Dice) -> list[Intent]:
    """Loads when everything is there; else the booking moves on, and after several times it is given up."""
    if view.state != "booked":
        return []
    reason = missing(view)
    if not reason:
        return [_to(view, "shipment.load")]
    if view.is_last_roll:
        return [_to(view, "shipment.cancel")]
    later = {
        "reason": reason,
        "arrives_on": view.next.departs_on + timedelta(days=view.days_under_way),
        "fee_usd": view.conduct.roll_fee_usd,
    }
    return [_to(view, "shipment.roll", **asdict(view.next), **later)]


def missing(view: CarrierView) -> str:
    """What keeps the goods from being loaded, "" when nothing does."""
    if not view.has_deposit:
        return "deposit_missing"
    if not view.has_goods:
        return "goods_missing"
    if not view.has_reports:
        return "papers_missing"
    return "" if view.is_released else "not_released"


@agent("shipment.depart", view=carrier_view)
def depart(view: CarrierView, dice: Dice) -> list[Intent]:
    """Leaves with what was loaded."""
    return [_to(view, "shipment.depart")] if view.state == "loaded" else []


@agent("shipment.arrive", view=carrier_view)
def arrive(view: CarrierView, dice: Dice) -> list[Intent]:
    """Arrives on the planned day, or tells once of a delay; what came to harm is found on arrival."""
    if view.state != "in_transit":
        return []
    if view.waits_days:
        return [_to(view, "shipment.delay", days=min(view.waits_days, _NEWS_MOST_DAYS))]
    if not view.is_delayed and dice.chance(view.conduct.delay_rate):
        return [_to(view, "shipment.delay", days=dice.whole(*view.conduct.delay_days))]
    days = dice.under("clearance").whole(*view.conduct.clearance_days)
    damage = transit_damage(view.journey, dice.under("damage")) if view.journey else {}
    return [_to(view, "shipment.arrive", clearance_days=days, damage=damage)]


@agent("shipment.deliver", view=carrier_view)
def deliver(view: CarrierView, dice: Dice) -> list[Intent]:
    """Brings the goods to the buyer's door."""
    return [_to(view, "shipment.deliver")] if view.state == "cleared" else []


def _to(view: CarrierView, action: str, **given: Any) -> Intent:
    return Intent("carrier", action, view.shipment_id, given)
