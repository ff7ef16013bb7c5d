"""The supplier's house rule: answers a purchase order, makes the goods, and sends the VAT invoice."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.core.parameters import parameters
from app.trade.market.world_event import days_with_stops, stopped_days
from app.trade.price.purchasing import hurry, least_price, production_days, shortest_days, tier_price
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.supplier import SupplierView, supplier_view

_ZERO = Decimal(0)
_DELAY_MOST = 60  # days that one piece of news may tell of


def _of(table: str) -> Mapping[str, Any]:
    return parameters("supplier")[table]


@agent("purchase.consider", view=supplier_view)
def consider(view: SupplierView, dice: Dice) -> list[Intent]:
    """Declines a price below the floor or an impossible day; else promises the nearest day it can."""
    if view.state != "placed":
        return []
    rule = _of("answer")
    listed = tier_price(view.tiers, view.quantity)
    least = least_price(listed, view.floor_price_rmb, Decimal(rule["floor_share"])) if listed else _ZERO
    if view.unit_price_rmb < least:
        return [_to(view, "purchase.decline", reason="price")]
    usual = _usual_days(view)
    wanted = (view.wanted_on - view.today).days
    if wanted < usual * Decimal(rule["decline_share"]):
        return [_to(view, "purchase.decline", reason="date")]
    shortest = shortest_days(usual, Decimal(rule["rush_share"]))
    days = min(max(wanted, shortest), usual)
    return [_to(view, "purchase.confirm", promised_on=view.today + timedelta(days=days))]


@agent("purchase.progress", view=supplier_view)
def progress(view: SupplierView, dice: Dice) -> list[Intent]:
    """On the promised day: the lot is late by chance, or it is finished with the faults that it has."""
    if view.state != "in_production":
        return []
    if view.promised_on is not None and view.today < view.promised_on:
        return []  # somebody of the enterprise told of a later day meanwhile
    stopped = _stopped(view)
    if stopped:
        return [_to(view, "purchase.delay", days=stopped, reason="factory_stop")]
    if view.delays_by_rework < view.reworks:
        rule = _of("rework")
        days = dice.under("rework").whole(rule["least_days"], rule["most_days"])
        return [_to(view, "purchase.delay", days=days, reason="rework")]
    if not view.reworks and view.delays < _of("delay")["times_most"] and dice.chance(delay_rate(view)):
        rule = _of("delay")
        days = dice.whole(rule["least_days"], rule["most_days"])
        return [_to(view, "purchase.delay", days=days, reason=dice.pick(rule["reasons"]))]
    return [_to(view, "purchase.finish", defective=_defective(view, dice.under("quality")))]


@agent("purchase.bill", view=supplier_view)
def bill(view: SupplierView, dice: Dice) -> list[Intent]:
    """Sends the VAT special invoice of a purchase that is paid."""
    return [_to(view, "purchase.invoice")] if view.is_paid and not view.is_invoiced else []


def delay_rate(view: SupplierView) -> Decimal:
    """The chance that the lot is late: more with a hurried promise and with holidays on the way."""
    rule = _of("delay")
    rate = Decimal(rule["base"]) + Decimal(rule["short"]) * _hurry(view)
    return min(rate + Decimal(rule["holiday_each"]) * view.holidays, Decimal(rule["most"]))


def _defective(view: SupplierView, dice: Dice) -> int:
    if view.defective is not None:
        left = view.defective * Decimal(_of("rework")["left_share"])
        return int(left.to_integral_value(ROUND_HALF_UP))
    rule = _of("quality")
    good_rate = Decimal(rule["good_rate"]) - Decimal(rule["hurry_rate"]) * _hurry(view)
    if dice.chance(good_rate):
        share = dice.between(_ZERO, Decimal(rule["good_most"]))
    else:
        share = dice.between(Decimal(rule["bad_least"]), Decimal(rule["bad_most"]))
    return int((view.quantity * share).to_integral_value(ROUND_HALF_UP))


def _hurry(view: SupplierView) -> Decimal:
    if view.decided_on is None or view.first_promised_on is None:
        return _ZERO
    promised = (view.first_promised_on - view.decided_on).days
    return hurry(_usual_days(view), promised, Decimal(_of("answer")["rush_share"]))


def _usual_days(view: SupplierView) -> int:
    """As usual, counted on around the stops that were announced when the promise was made."""
    days = production_days(view.quantity, view.lead_time_days, view.daily_capacity)
    since = view.decided_on or view.today
    known = [each for each in view.stops if each.announced_on <= since]
    return days_with_stops(known, view.enterprise, since, days) if known else days


def _stopped(view: SupplierView) -> int:
    """Days of production that stops took which nobody knew of at the promise, and that are not yet told."""
    if not view.stops or view.decided_on is None or view.promised_on is None:
        return 0
    unknown = [each for each in view.stops if each.announced_on > view.decided_on]
    first = view.decided_on + timedelta(days=1)
    lost = stopped_days(unknown, view.enterprise, first, view.promised_on)
    return min(max(lost - view.days_by_stop, 0), _DELAY_MOST)


def _to(view: SupplierView, action: str, **given: Any) -> Intent:
    return Intent("supplier", action, view.purchase_id, given)
