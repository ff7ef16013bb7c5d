"""The world's verbs of a consumer's order: listed, carried, delivered, reviewed, released."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.actions.given import Letter, Name, UsdOrNothing, words
from app.actions.policies import party
from app.actions.registry import Facts, Given, action
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.review import Review
from app.trade.books import ledger_entries as books
from app.trade.lifecycles import CONSUMER_ORDER
from app.trade.money import Money
from app.trade.refusal import RuleBroken


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
    """How long the market keeps the money; when the consumer will judge, and will think of giving the goods
    back (None: never).
    """

    release_days: int
    review_days: int | None = None
    return_days: int | None = None


@action("consumer_order.deliver", ConsumerOrder, Deliver, allow=party("carrier"))
def deliver(act: Act, order: ConsumerOrder, given: Deliver) -> Facts:
    """Hand the parcel over at the door."""
    order.state, order.delivered_at = CONSUMER_ORDER.after(order.state, "deliver"), act.now
    _note(act, order, "delivered")
    if given.review_days is not None:
        at = act.now + timedelta(days=given.review_days)
        act.later(at, "parcel.review", order.id, {"stable_name": order.stable_name})
    if given.return_days is not None:
        at = act.now + timedelta(days=given.return_days)
        act.later(at, "parcel_return.consider", order.id, {"stable_name": order.stable_name})
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
    """Release what is left in escrow to the team, less the fees; fees beyond it come from its account."""
    order.state, order.released_at = CONSUMER_ORDER.after(order.state, "release"), act.now
    order.fees_usd = given.fees_usd
    held = order.paid_usd - order.refunded_usd
    at_release = min(held, given.fees_usd)
    if held > 0:
        entry = books.escrow_released(Money(held, "USD"), Money(at_release, "USD"))
        act.post(order.team_id, entry, consumer_order_id=order.id)
    if given.fees_usd > at_release:
        rest = books.platform_fee_paid(Money(given.fees_usd - at_release, "USD"))
        act.post(order.team_id, rest, consumer_order_id=order.id)
    _note(act, order, "released")
    left = held - given.fees_usd - (order.parcel_cost_usd or Decimal(0))
    return {"paid_usd": order.paid_usd, "fees_usd": given.fees_usd, "left_usd": left}


def _note(act: Act, order: ConsumerOrder, what: str, **figures: object) -> None:
    order.events = [*order.events, {"what": what, "at": act.now, "figures": figures}]
