"""Consumers: who buys what on a day, by taste and chance; what they say of it; who is too late."""

from datetime import timedelta
from decimal import Decimal

from app.core.parameters import parameters
from app.trade.consumer_choice import Offer, Received, Taste, shares, stars_for
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import consumer_review
from app.world.parameters import market_habits
from app.world.personas import persona
from app.world.views.retail import ParcelView, ShelfOffer, ShoppingDay, parcel_view, shopping_day

_ONE_DAY = timedelta(days=1)


def taste() -> Taste:
    """The assumed taste of consumers."""
    told = parameters("consumer")
    names = ("price_weight", "day_weight", "star_weight", "quality_weight", "position_weight", "nothing")
    return Taste(**{name: Decimal(told[name]) for name in names})


@agent("retail.day", view=shopping_day)
def fill_baskets(view: ShoppingDay, dice: Dice) -> list[Intent]:
    """The baskets of one day, and the next day. Each consumer draws by a name of their own."""
    count = int(view.baskets)
    if dice.under("one more").chance(view.baskets - count):
        count += 1
    intents: list[Intent] = []
    left = {each.listing_id: each.stock_pieces for shelf in view.shelves.values() for each in shelf}
    for number in range(count):
        bought = _consumer(view, number, left, dice.under("consumer", number))
        intents += [bought] if bought else []
    given = {"next_at": view.at + _ONE_DAY, "baskets": len(intents)}
    return [*intents, Intent("market", "retail.pass_day", view.course_id, given)]


def _consumer(view: ShoppingDay, number: int, left: dict[object, int], dice: Dice) -> Intent | None:
    """One consumer: a market, a category, the first places of its shelf, and the choice among them."""
    told, markets = parameters("consumer"), market_habits()
    habits = dice.weighted(list(markets.values()), [each.weight for each in markets.values()])
    shelf = [each for each in view.shelves[habits.country] if left[each.listing_id] > 0]
    if not shelf:
        return None
    categories = sorted({each.category for each in shelf})
    month = view.on.month
    wants = [habits.wants(each) * habits.season(each, month) for each in categories]
    category = dice.weighted(categories, wants)
    seen = [each for each in shelf if each.category == category][: told["looked_at"]]
    offers = [_placed(each.offer, position) for position, each in enumerate(seen)]
    chosen: ShelfOffer | None = dice.weighted([*seen, None], shares(offers, taste()))
    if chosen is None:
        return None
    pieces = 2 if left[chosen.listing_id] > 1 and dice.chance(Decimal(told["two_pieces_rate"])) else 1
    left[chosen.listing_id] -= pieces
    stable_name = f"consumer:{view.on}:{number}"
    who = persona(habits, stable_name, dice.under("persona"))
    given = {
        "stable_name": stable_name, "name": who["name"], "city": who["city"], "address": who["address"],
        "market": habits.country, "pieces": pieces,
        "tax_usd": chosen.tax.usd * pieces if chosen.tax.kind == "checkout" else Decimal(0),
        "charges": {"kind": chosen.tax.kind, "currency": chosen.tax.currency,
                    "duty": str(chosen.tax.duty * pieces),
                    "tax": str(chosen.tax.tax * pieces)},
        "cancelled_after_days": told["cancelled_after_days"],
    }  # fmt: skip
    return Intent("buyer", "consumer_order.place", chosen.listing_id, given)


def _placed(offer: Offer, position: int) -> Offer:
    return Offer(offer.landed_usd, offer.usual_usd, offer.days, offer.stars, offer.quality, position)


@agent("parcel.review", view=parcel_view)
def judge(view: ParcelView, dice: Dice) -> list[Intent]:
    """Stars by what happened, in words."""
    if view.delivered_at is None:
        return []
    received = Received(
        days=(view.delivered_at - view.placed_at).days,
        promised_days=view.promised_days,
        is_charged_at_door=view.charges.get("kind") in ("door", "normal"),
        untrue_claims=0,
    )
    stars, reasons = stars_for(received)
    body = consumer_review(stars, [str(reason["code"]) for reason in reasons], dice.under("words"))
    given = {"stars": stars, "reasons": reasons, "body": body}
    return [Intent("buyer", "consumer_order.review", view.order_id, given)]


@agent("parcel.overdue", view=parcel_view)
def call_off(view: ParcelView, dice: Dice) -> list[Intent]:
    """The market calls an order off that was not sent in time."""
    if view.state in ("paid", "packed"):
        return [Intent("market", "consumer_order.cancel", view.order_id)]
    return []
