"""Consumers: who buys what on a day, by taste and chance; what they say of it; who is too late."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.core.parameters import parameters
from app.trade.market.consumer_choice import Received, stars_for
from app.world.agent import agent
from app.world.consumer_letters import consumer_review
from app.world.consumers.day import Bought, Count, day_of_demand
from app.world.consumers.shelf import ShoppingDay
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import market_habits
from app.world.personas import persona
from app.world.views.retail import RETURN_OPEN, ParcelView, judged_parcel, parcel_view
from app.world.views.shopping import shopping_day

_ONE_DAY = timedelta(days=1)


@agent("retail.day", view=shopping_day, is_long=True)
def shop(view: ShoppingDay, dice: Dice) -> list[Intent]:
    """All that the visitors of some markets do on one day, as one deed of the market."""
    day = day_of_demand(view, dice)
    place = {_way(count): at for at, count in enumerate(day.counts)}
    told = parameters("consumer")
    given = {
        "next_at": view.at + _ONE_DAY, "part": view.part, "parts": view.parts, "next_parts": view.next_parts,
        "visits": day.visits, "empty": day.empty, "cancelled_after_days": told["cancelled_after_days"],
        "counts": [_count(count) for count in day.counts],
        "orders": [_order(order, view, dice, place[_way(order)]) for order in day.orders],
    }  # fmt: skip
    return [Intent("market", "retail.pass_day", view.course_id, given)]


def _who(order: Bought, dice: Dice) -> dict[str, Any]:
    if order.back is not None:
        return {"name": order.back.name, "city": order.back.city, "address": order.back.address}
    name = order.stable_name
    return persona(market_habits()[order.market], name, dice.under("persona", name))


def _way(of: Count | Bought) -> tuple[str, str, str, str]:
    return of.card.stable_name, of.market, of.source, of.query


def _count(count: Count) -> dict[str, Any]:
    names = ("market", "source", "query", "impressions", "clicks", "baskets", "orders", "pieces", "paid_usd")
    return {"team_id": count.card.team_id, "listing_id": count.card.listing_id} | {
        name: getattr(count, name) for name in names
    }


def _order(order: Bought, view: ShoppingDay, dice: Dice, place: int) -> dict[str, Any]:
    """One order as the deed takes it. Who a new consumer is follows from their stable name."""
    landed, tax = order.landed, order.landed.tax
    who = _who(order, dice)
    return {
        "stable_name": order.stable_name,
        "order_name": f"{order.stable_name}:{view.on}" if order.back else order.stable_name,
        "buyer_id": order.back.buyer_id if order.back else None, "name": who["name"], "city": who["city"],
        "address": who["address"], "listing_id": order.card.listing_id, "market": order.market,
        "source": order.source, "pieces": order.pieces, "goods_usd": landed.goods_usd,
        "shipping_usd": landed.shipping_usd, "promised_days": landed.days, "service": landed.service,
        "tax_usd": tax.usd if tax.kind == "checkout" else Decimal(0),
        "charges": {
            "kind": tax.kind, "currency": tax.currency, "duty": str(tax.duty), "tax": str(tax.tax)
        },
        "ship_due_days": order.card.handling_days, "count": place,
    }  # fmt: skip


@agent("parcel.review", view=judged_parcel)
def judge(view: ParcelView, dice: Dice) -> list[Intent]:
    """Stars by what happened, in words."""
    if view.delivered_at is None or view.returned in RETURN_OPEN:
        return []
    received = Received(
        days=(view.delivered_at - view.placed_at).days,
        promised_days=view.promised_days,
        is_charged_at_door=view.charges.get("kind") in ("door", "normal"),
        untrue_claims=view.untrue_claims,
        returned=view.returned,
    )
    stars, reasons = stars_for(received)
    codes = [str(reason["code"]) for reason in reasons]
    body = consumer_review(view.market, stars, codes, dice.under("words"))
    given = {"stars": stars, "reasons": reasons, "body": body}
    return [Intent("buyer", "consumer_order.review", view.order_id, given)]


@agent("parcel.overdue", view=parcel_view)
def call_off(view: ParcelView, dice: Dice) -> list[Intent]:
    """The market calls an order off that was not sent in time."""
    if view.state in ("paid", "packed"):
        return [Intent("market", "consumer_order.cancel", view.order_id)]
    return []
