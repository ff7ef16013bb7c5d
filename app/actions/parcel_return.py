"""The verbs of a return: a consumer asks, the team answers, the consumer or the market ends it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Letter, Note, Rate, UsdOrNothing, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, action
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from app.models.review import Review
from app.trade.books import ledger_entries as books
from app.trade.lifecycles import PARCEL_RETURN
from app.trade.market.parcel_return import is_owed
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

_BANK_HOURS = timedelta(hours=6)  # until the bank looks at an escrow that was kept for a return
_REVIEW_AFTER = timedelta(hours=20)


class Ask(Given):
    """Why, by what happened; whether the law of the market lets the consumer withdraw."""

    stable_name: str
    reason: str
    figures: dict[str, Any]
    has_right: bool
    body: Letter = words()
    answer_due_at: datetime


@action("parcel_return.ask", ConsumerOrder, Ask, allow=party("buyer"))
def ask(act: Act, order: ConsumerOrder, given: Ask) -> Facts:
    """Ask to give the goods of a delivered parcel back; money in escrow waits.

    Raises: NotOpenNow("parcel_return.not_delivered"), RuleBroken("parcel_return.asked_already").
    """
    if order.state not in ("delivered", "released"):
        raise NotOpenNow("parcel_return.not_delivered")
    if act.rows(ParcelReturn, order_id=order.id):
        raise RuleBroken("parcel_return.asked_already")
    made = act.add(
        ParcelReturn(
            team_id=order.team_id, order_id=order.id, buyer_id=order.buyer_id, listing_id=order.listing_id,
            stable_name=given.stable_name, reason=given.reason, figures=given.figures,
            has_right=given.has_right, request=given.body, asked_at=act.now,
            answer_due_at=given.answer_due_at,
        )
    )  # fmt: skip
    act.made_id = made.id
    act.never("parcel.release", order.id)
    act.never("parcel.review", order.id)
    act.later(given.answer_due_at, "parcel_return.overdue", made.id, _named(made, "overdue"))
    _note(act, order, "return_asked")
    return {"reason": given.reason, "has_right": given.has_right, "paid_usd": order.paid_usd}


class AnswerReturn(Given):
    """What the team offers. share: of what was paid, for a partial refund; freight_usd: of the way back, as
    `queries/markets/parcel_return.py` reckoned it.
    """

    kind: Literal["refund", "label", "consumer_pays", "partial", "refuse"]
    share: Annotated[Rate, Field(ge=0, le=1)] = Decimal(0)
    freight_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    body: Note = words(default="")


@action("parcel_return.answer", ParcelReturn, AnswerReturn, allow=shop_duty("sales"))
def answer(act: Act, row: ParcelReturn, given: AnswerReturn) -> Facts:
    """Answer a consumer who wants to give goods back: pay back, take them back, offer a part, or refuse.

    Raises: NotOpenNow("parcel_return.not_open"), RuleBroken("parcel_return.share_out_of_range"),
        RuleBroken("parcel_return.no_way_back"), RuleBroken("parcel_return.reason_missing").
    """
    row.state = PARCEL_RETURN.after(row.state, "answer")
    if given.kind == "partial" and not 0 < given.share < 1:
        raise RuleBroken("parcel_return.share_out_of_range", "share")
    if given.kind == "label" and given.freight_usd <= 0:
        raise RuleBroken("parcel_return.no_way_back", "kind")
    if given.kind == "refuse" and not given.body.strip():
        raise RuleBroken("parcel_return.reason_missing", "body")
    due_at, row.answer_due_at = row.answer_due_at, None
    row.kind, row.reply, row.answered_at = given.kind, given.body, act.now
    row.share = given.share if given.kind == "partial" else Decimal(0)
    row.freight_usd = given.freight_usd if given.kind == "label" else Decimal(0)
    act.never("parcel_return.overdue", row.id)
    act.later(act.now, "parcel_return.read", row.id, _named(row, "read"))
    order = act.find(ConsumerOrder, row.order_id)
    _note(act, order, "return_answered")
    return {
        "kind": given.kind, "reason": row.reason, "share": row.share, "freight_usd": row.freight_usd,
        "is_owed": is_owed(row.reason, row.has_right), "is_in_time": due_at is None or act.now <= due_at,
    }  # fmt: skip


class Weigh(Given):
    """When the consumer has made up their mind."""

    weighs_at: datetime


@action("parcel_return.read", ParcelReturn, Weigh, allow=party("buyer"))
def read(act: Act, row: ParcelReturn, given: Weigh) -> Facts:
    """Read the shop's answer and sleep on it.

    Raises: NotOpenNow("parcel_return.not_answered").
    """
    if row.state != "answered":
        raise NotOpenNow("parcel_return.not_answered")
    act.later(given.weighs_at, "parcel_return.weigh", row.id, _named(row, "weigh"))
    return {"kind": row.kind}


class PayBack(Given):
    """How much goes back to the consumer, and how much of its commission the market gives back with it."""

    refund_usd: UsdOrNothing
    commission_usd: UsdOrNothing = Decimal(0)


@action("parcel_return.take", ParcelReturn, PayBack, allow=party("buyer"))
def take(act: Act, row: ParcelReturn, given: PayBack) -> Facts:
    """Take what the shop offers and keep the goods.

    Raises: NotOpenNow("parcel_return.not_open"), RuleBroken("parcel_return.refund_out_of_range").
    """
    row.state = PARCEL_RETURN.after(row.state, "take")
    return _over(act, row, given)


class Dispute(Given):
    """When the market decides."""

    decides_at: datetime


@action("parcel_return.insist", ParcelReturn, Dispute, allow=party("buyer"))
def insist(act: Act, row: ParcelReturn, given: Dispute) -> Facts:
    """Turn the shop's answer down and go to the market.

    Raises: NotOpenNow("parcel_return.not_open").
    """
    row.state = PARCEL_RETURN.after(row.state, "insist")
    act.later(given.decides_at, "parcel_return.dispute", row.id, _named(row, "dispute"))
    _note(act, act.find(ConsumerOrder, row.order_id), "return_disputed")
    return {"kind": row.kind, "reason": row.reason}


@action("parcel_return.decide", ParcelReturn, PayBack, allow=party("market"))
def decide(act: Act, row: ParcelReturn, given: PayBack) -> Facts:
    """End a return that shop and consumer did not end: pay all back, or nothing.

    Raises: NotOpenNow("parcel_return.not_open"), RuleBroken("parcel_return.refund_out_of_range").
    """
    was_answered = row.answered_at is not None
    row.state, row.is_decided_by_market = PARCEL_RETURN.after(row.state, "decide"), True
    return {"was_answered": was_answered, **_over(act, row, given)}


class SendBack(Given):
    """When the goods are back at the team's door."""

    arrives_at: datetime


@action("parcel_return.send_back", ParcelReturn, SendBack, allow=party("buyer") | party("market"))
def send_back(act: Act, row: ParcelReturn, given: SendBack) -> Facts:
    """Send the goods on their way back; with the shop's label, the shop pays the carrier.

    Raises: NotOpenNow("parcel_return.not_open").
    """
    row.state = PARCEL_RETURN.after(row.state, "send_back")
    row.is_decided_by_market = act.actor.name == "market"
    order, freight = act.find(ConsumerOrder, row.order_id), row.freight_usd
    if row.kind == "label" and not row.is_decided_by_market:
        act.post(
            order.team_id, books.charge_paid("freight", Money(freight, "USD")), consumer_order_id=order.id
        )
    act.later(given.arrives_at, "parcel_return.arrive", row.id, _named(row, "arrive"))
    _note(act, order, "return_sent")
    return {"freight_usd": freight, "days": (given.arrives_at - act.now).days}


class Arrive(PayBack):
    """Whether the goods can be sold again."""

    is_resaleable: bool


@action("parcel_return.arrive", ParcelReturn, Arrive, allow=party("carrier"))
def arrive(act: Act, row: ParcelReturn, given: Arrive) -> Facts:
    """Hand returned goods over: what is fit for sale goes to stock, and the consumer is paid back.

    Raises: NotOpenNow("parcel_return.not_open"), RuleBroken("parcel_return.refund_out_of_range").
    """
    row.state, row.is_resaleable = PARCEL_RETURN.after(row.state, "arrive"), given.is_resaleable
    order = act.find(ConsumerOrder, row.order_id)
    if given.is_resaleable:
        listing = act.find(Listing, row.listing_id)
        net = next(
            (Decimal(str(each["figures"].get("net_rmb", 0))) for each in order.events
             if each["what"] == "packed"), Decimal(0),
        )  # fmt: skip
        listing.stock_pieces += order.pieces
        listing.returned_pieces += order.pieces
        listing.returned_rmb += net
        if net > 0:
            entry = books.goods_taken_back(Money(net, "CNY"))
            act.post(order.team_id, entry, consumer_order_id=order.id)
    _note(act, order, "return_arrived")
    return {"is_resaleable": given.is_resaleable, **_over(act, row, given)}


def _over(act: Act, row: ParcelReturn, given: PayBack) -> dict[str, object]:
    """Pay back from escrow or, after the release, from the account, and let what waited go on."""
    order, amount = act.find(ConsumerOrder, row.order_id), given.refund_usd
    if not 0 <= amount <= order.paid_usd - order.refunded_usd:
        raise RuleBroken("parcel_return.refund_out_of_range", most=order.paid_usd)
    row.refunded_usd, row.closed_at, row.answer_due_at = amount, act.now, None
    row.outcome = "refunded" if amount >= order.paid_usd else "part_refunded" if amount else "kept"
    act.never("parcel_return.overdue", row.id)
    if amount > 0:
        money, is_out = Money(amount, "USD"), order.released_at is not None
        entry = books.sale_refunded(money) if is_out else books.escrow_refunded(money)
        act.post(order.team_id, entry, consumer_order_id=order.id)
        order.refunded_usd += amount
        if is_out and given.commission_usd > 0:
            order.fees_usd -= given.commission_usd
            back = books.platform_fee_returned(Money(given.commission_usd, "USD"))
            act.post(order.team_id, back, consumer_order_id=order.id)
    if order.released_at is None:
        act.later(act.now + _BANK_HOURS, "parcel.release", order.id, _named(row, "release"))
    if not act.rows(Review, consumer_order_id=order.id):
        act.later(act.now + _REVIEW_AFTER, "parcel.review", order.id, _named(row, "review"))
    _note(act, order, f"return_{row.outcome}")
    return {"outcome": row.outcome, "refunded_usd": amount, "reason": row.reason}


def _named(row: ParcelReturn, what: str) -> dict[str, str]:
    return {"stable_name": f"{row.stable_name}:{what}"}


def _note(act: Act, order: ConsumerOrder, what: str) -> None:
    order.events = [*order.events, {"what": what, "at": act.now, "figures": {}}]
