"""The world's verbs of a consumer's order: placed, listed, carried, delivered, reviewed, released."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.actions.given import Count, Letter, Name, UsdOrNothing, words
from app.actions.policies import party
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date
from app.models.buyer import Buyer
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.listing import Listing
from app.models.review import Review
from app.models.shop import ShippingTemplate
from app.trade import ledger_entries as books
from app.trade.lifecycles import CONSUMER_ORDER
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken


class Place(Given):
    """One basket: who, how many pieces, where to, and the charges at the border as they were shown.

    tax_usd is collected by the market at checkout and never reaches the shop.
    """

    stable_name: str
    name: Name
    city: Name
    address: Name
    market: str
    pieces: Count
    tax_usd: UsdOrNothing = Decimal(0)
    charges: dict[str, Any] = {}
    cancelled_after_days: int


@action("consumer_order.place", Listing, Place, allow=party("buyer"))
def place(act: Act, listing: Listing, given: Place) -> Facts:
    """Buy from a listing; the money goes into escrow.

    Raises: RuleBroken("consumer_order.not_on_sale", "consumer_order.sold_out",
        "consumer_order.not_shipped_there").
    """
    if listing.state != "published" or listing.shipping_template_id is None:
        raise RuleBroken("consumer_order.not_on_sale")
    if listing.stock_pieces < given.pieces:
        raise RuleBroken("consumer_order.sold_out", "pieces", left=listing.stock_pieces)
    template = act.find(ShippingTemplate, listing.shipping_template_id)
    line = next((line for line in template.lines if line["market"] == given.market), None)
    if line is None:
        raise RuleBroken("consumer_order.not_shipped_there", market=given.market)
    listing.stock_pieces -= given.pieces
    listing.sold_pieces += given.pieces
    goods = rounded(listing.price_usd * given.pieces, "USD")
    shipping = Decimal(line["first_usd"]) + Decimal(line["next_usd"]) * (given.pieces - 1)
    buyer = act.add(
        Buyer(
            stable_name=given.stable_name, kind="consumer", name=given.name, country=given.market,
            city=given.city, address=given.address,
        )
    )  # fmt: skip
    due_at = act.now + timedelta(days=template.handling_days)
    order = act.add(
        ConsumerOrder(
            team_id=listing.team_id, buyer_id=buyer.id, listing_id=listing.id, product_id=listing.product_id,
            stable_name=given.stable_name, number=act.next_number(f"parcels:{listing.team_id}"),
            market=given.market, pieces=given.pieces, goods_usd=goods, shipping_usd=shipping,
            tax_usd=given.tax_usd, paid_usd=goods + shipping, charges=given.charges,
            promised_days=template.handling_days + int(line["days"]), service=line["service"],
            placed_at=act.now, ship_due_at=due_at, events=[{"what": "paid", "at": act.now, "figures": {}}],
        )
    )  # fmt: skip
    act.made_id = order.id
    act.post(listing.team_id, books.escrow_held(Money(order.paid_usd, "USD")), consumer_order_id=order.id)
    overdue_at = due_at + timedelta(days=given.cancelled_after_days)
    act.later(overdue_at, "parcel.overdue", order.id, {"stable_name": order.stable_name})
    return {"pieces": given.pieces, "paid_usd": order.paid_usd, "market": given.market}


class TakeList(Given):
    """The number under which customs took the list."""

    number: Name


@action("consumer_order.take_list", ConsumerOrder, TakeList, allow=party("customs_office"))
def take_list(act: Act, order: ConsumerOrder, given: TakeList) -> Facts:
    """Take the parcel's list: it may leave."""
    order.list_9610 = {**order.list_9610, "number": given.number}
    _note(act, order, "list_taken", number=given.number)
    return {"number": given.number}


class ReturnList(Given):
    """What does not fit, by the codes of the checks."""

    codes: list[str]


@action("consumer_order.return_list", ConsumerOrder, ReturnList, allow=party("customs_office"))
def return_list(act: Act, order: ConsumerOrder, given: ReturnList) -> Facts:
    """Send the list back with its faults; the team enters it again."""
    order.state = CONSUMER_ORDER.after(order.state, "return_list")
    _note(act, order, "list_returned")
    return {"codes": given.codes}


class Depart(Given):
    """When the parcel will be at the door."""

    arrives_at: datetime


@action("consumer_order.depart", ConsumerOrder, Depart, allow=party("carrier"))
def depart(act: Act, order: ConsumerOrder, given: Depart) -> Facts:
    """Carry the parcel: it has left China, and is on its way to the door."""
    _note(act, order, "departed")
    act.later(given.arrives_at, "parcel.deliver", order.id, {"stable_name": order.stable_name})
    return {"days": (given.arrives_at - act.now).days}


class Deliver(Given):
    """How long the market keeps the money, and when the consumer will judge (None: never)."""

    release_days: int
    review_days: int | None = None


@action("consumer_order.deliver", ConsumerOrder, Deliver, allow=party("carrier"))
def deliver(act: Act, order: ConsumerOrder, given: Deliver) -> Facts:
    """Hand the parcel over at the door."""
    order.state, order.delivered_at = CONSUMER_ORDER.after(order.state, "deliver"), act.now
    act.never("parcel.overdue", order.id)
    _note(act, order, "delivered")
    if given.review_days is not None:
        at = act.now + timedelta(days=given.review_days)
        act.later(at, "parcel.review", order.id, {"stable_name": order.stable_name})
    at = act.now + timedelta(days=given.release_days)
    act.later(at, "parcel.release", order.id, {"stable_name": order.stable_name})
    days = (act.now - order.placed_at).days
    return {"days": days, "promised_days": order.promised_days, "is_late": days > order.promised_days}


class Judge(Given):
    """Stars from 1 to 5, the words, and the reasons that led to them."""

    stars: int
    body: Letter = words()
    reasons: list[dict[str, Any]]


@action("consumer_order.review", ConsumerOrder, Judge, allow=party("buyer"))
def review(act: Act, order: ConsumerOrder, given: Judge) -> Facts:
    """Review the parcel; the stars count for the listing.

    Raises: RuleBroken("review.stars_out_of_range", "review.written_already").
    """
    if not 1 <= given.stars <= 5:
        raise RuleBroken("review.stars_out_of_range", "stars")
    if act.rows(Review, consumer_order_id=order.id):
        raise RuleBroken("review.written_already")
    act.add(
        Review(
            team_id=order.team_id, buyer_id=order.buyer_id, listing_id=order.listing_id,
            consumer_order_id=order.id, stars=given.stars, body=given.body, reasons=given.reasons,
            written_at=act.now,
        )
    )  # fmt: skip
    listing = act.find(Listing, order.listing_id)
    listing.rating_sum += given.stars
    listing.rating_count += 1
    return {"stars": given.stars, "reasons": [reason["code"] for reason in given.reasons]}


class Release(Given):
    """What the market and the wallet keep."""

    fees_usd: UsdOrNothing


@action("consumer_order.release", ConsumerOrder, Release, allow=party("bank"))
def release(act: Act, order: ConsumerOrder, given: Release) -> Facts:
    """Release the money from escrow to the team, less the fees."""
    order.state, order.released_at = CONSUMER_ORDER.after(order.state, "release"), act.now
    order.fees_usd = given.fees_usd
    entry = books.escrow_released(Money(order.paid_usd, "USD"), Money(given.fees_usd, "USD"))
    act.post(order.team_id, entry, consumer_order_id=order.id)
    _note(act, order, "released")
    left = order.paid_usd - given.fees_usd - (order.parcel_cost_usd or Decimal(0))
    return {"paid_usd": order.paid_usd, "fees_usd": given.fees_usd, "left_usd": left}


class PassDay(Given):
    """When tomorrow's baskets are filled."""

    next_at: datetime
    baskets: int


@action("retail.pass_day", Course, PassDay, allow=party("market"))
def pass_day(act: Act, course: Course, given: PassDay) -> Facts:
    """Let a day of shopping pass; tomorrow's goes on the agenda until the course's last day."""
    if (home_date(given.next_at) - course.starts_on).days < course.days:
        act.later(given.next_at, "retail.day", course.id, {"stable_name": "retail"})
    return {"baskets": given.baskets, "on": act.today}


def _note(act: Act, order: ConsumerOrder, what: str, **figures: object) -> None:
    order.events = [*order.events, {"what": what, "at": act.now, "figures": figures}]
