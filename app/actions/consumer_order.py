"""The team's verbs of a consumer's order: packed, listed for customs, handed to the carrier, called off."""

import re
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Annotated

from pydantic import AfterValidator, field_validator

from app.actions.act import Act
from app.actions.given import FieldRefused, Name, Note, Number, Usd, words
from app.actions.policies import party, shop_duty
from app.actions.reference import middle_rate
from app.actions.registry import Facts, Given, Nothing, action
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.product import Product
from app.trade.books import ledger_entries as books
from app.trade.carriage.packing import PARCEL_PACKING_KG
from app.trade.clearance.parcel_list import ParcelList, ParcelTruth, parcel_list_findings
from app.trade.finding import noted
from app.trade.lifecycles import CONSUMER_ORDER
from app.trade.money import Money, rounded
from app.trade.refusal import NotOpenNow, RateUnknown, RuleBroken

_GRAM = Decimal("0.001")


def _hs_code(value: str) -> str:
    if not re.fullmatch(r"[0-9]{10}", value):
        raise FieldRefused("hs_code.not_ten_digits")
    return value


@action("consumer_order.pack", ConsumerOrder, Nothing, allow=shop_duty("logistics"))
def pack(act: Act, order: ConsumerOrder, given: Nothing) -> Facts:
    """Fetch the pieces from the enterprise, pack and label the parcel.

    Pieces that came back go first; the others are bought at the price of the product's first tier, invoiced
    and paid at once.
    Raises: NotOpenNow; RuleBroken("consumer_order.weight_unknown") for a product without a unit weight.
    """
    order.state = CONSUMER_ORDER.after(order.state, "pack")
    product = act.find(Product, order.product_id)
    if product.unit_gross_kg is None:
        raise RuleBroken("consumer_order.weight_unknown", sku=product.sku)
    packed_kg = product.unit_gross_kg * order.pieces + PARCEL_PACKING_KG
    order.parcel_kg = packed_kg.quantize(_GRAM, ROUND_CEILING)
    listing = act.find(Listing, order.listing_id)
    own, own_net = _from_returns(listing, order.pieces)
    gross = rounded(Decimal(product.tiers[0][1]) * (order.pieces - own), "CNY")
    net = rounded(gross / (1 + product.vat_rate), "CNY")
    entries = [books.goods_shipped(Money(net + own_net, "CNY"))] if net + own_net else []
    if gross:
        bought = books.purchase_invoiced(Money(net, "CNY"), Money(gross - net, "CNY"))
        entries = [bought, books.purchase_paid(Money(gross, "CNY")), *entries]
    for entry in entries:
        act.post(order.team_id, entry, consumer_order_id=order.id)
    _note(act, order, "packed", kg=order.parcel_kg, net_rmb=net + own_net)
    return {"hours": _hours(act, order), "cost_rmb": gross, "parcel_kg": order.parcel_kg}


def _from_returns(listing: Listing, pieces: int) -> tuple[int, Decimal]:
    """Pieces taken from those that came back, and their net cost in RMB."""
    own = min(listing.returned_pieces, pieces)
    if not own:
        return 0, Decimal(0)
    net = rounded(listing.returned_rmb * own / listing.returned_pieces, "CNY")
    listing.returned_pieces -= own
    listing.returned_rmb -= net
    return own, net


class ListForCustoms(Given):
    """The 9610 list of the parcel, as the student fills it in. Value in USD, weight in kg."""

    hs_code: Annotated[str, AfterValidator(_hs_code)]
    goods_name: Name
    declared_usd: Usd
    net_kg: Number
    is_simplified: bool = False

    @field_validator("net_kg")
    @classmethod
    def _weight(cls, value: Decimal) -> Decimal:
        if value <= 0 or value > 1000 or value != round(value, 3):
            raise FieldRefused("consumer_order.weight_wrong")
        return value


@action("consumer_order.list_for_customs", ConsumerOrder, ListForCustoms, allow=shop_duty("documents"))
def list_for_customs(act: Act, order: ConsumerOrder, given: ListForCustoms) -> Facts:
    """Enter the parcel in the 9610 list and send it to customs, who look at it within hours.

    What does not fit is for customs to find: it is a fact here, not a refusal.
    Raises: NotOpenNow; RateUnknown("exchange.rate_not_held").
    """
    order.state = CONSUMER_ORDER.after(order.state, "list_for_customs")
    product = act.find(Product, order.product_id)
    rate = middle_rate(act.session, "CNY", act.today)
    if rate is None:
        raise RateUnknown("exchange.rate_not_held", currency="CNY", on=act.today)
    entered = ParcelList(
        given.hs_code, given.goods_name, given.declared_usd, given.net_kg, given.is_simplified
    )
    truth = ParcelTruth(product.hs_code, order.goods_usd, order.parcel_kg or Decimal(0), rate.rate)
    findings = parcel_list_findings(entered, truth)
    order.list_9610 = given.model_dump() | {"findings": [noted(finding) for finding in findings]}
    _note(act, order, "listed")
    act.later(act.now, "parcel.list_review", order.id, {"stable_name": order.stable_name})
    errors = [finding.code for finding in findings if finding.severity == "error"]
    return {"findings": [finding.code for finding in findings], "errors": len(errors)}


class Dispatch(Given):
    """The carrier's service with its price, as `queries/goods/parcel.py` reckoned it for this parcel."""

    service: str
    carrier: Name
    cost_usd: Usd
    least_days: int
    most_days: int


@action("consumer_order.dispatch", ConsumerOrder, Dispatch, allow=shop_duty("logistics"))
def dispatch(act: Act, order: ConsumerOrder, given: Dispatch) -> Facts:
    """Hand the parcel to a carrier.

    Raises: NotOpenNow, also while customs has not taken the list ("consumer_order.list_not_taken").
    """
    state = CONSUMER_ORDER.after(order.state, "dispatch")
    if not order.list_9610.get("number"):
        raise NotOpenNow("consumer_order.list_not_taken")
    order.state, order.dispatched_at = state, act.now
    order.service, order.parcel_cost_usd = given.service, given.cost_usd
    order.tracking_number = f"FT{act.next_number('tracking'):09d}CN"
    act.post(
        order.team_id, books.charge_paid("freight", Money(given.cost_usd, "USD")), consumer_order_id=order.id
    )
    _note(act, order, "dispatched", carrier=given.carrier, number=order.tracking_number)
    act.never("parcel.overdue", order.id)
    way = {"least_days": given.least_days, "most_days": given.most_days, "stable_name": order.stable_name}
    act.later(act.now, "parcel.travel", order.id, way)
    late = act.now > order.ship_due_at
    return {
        "hours": _hours(act, order),
        "cost_usd": given.cost_usd,
        "is_late": late,
        "paid_usd": order.paid_usd,
    }


class CallOff(Given):
    """Why the order cannot be sent."""

    reason: Note = words(default="")


@action("consumer_order.cancel", ConsumerOrder, CallOff, allow=shop_duty("sales") | party("market"))
def cancel(act: Act, order: ConsumerOrder, given: CallOff) -> Facts:
    """Call an unsent order off: the consumer gets the money back from escrow.

    Raises: NotOpenNow; RuleBroken("consumer_order.reason_missing") for a team that gives none.
    """
    if act.actor.kind != "party" and not given.reason.strip():
        raise RuleBroken("consumer_order.reason_missing", "reason")
    order.state = CONSUMER_ORDER.after(order.state, "cancel")
    act.post(order.team_id, books.escrow_refunded(Money(order.paid_usd, "USD")), consumer_order_id=order.id)
    listing = act.find(Listing, order.listing_id)
    listing.stock_pieces += order.pieces
    listing.sold_pieces -= order.pieces
    act.never("parcel.overdue", order.id)
    _note(act, order, "cancelled")
    return {"hours": _hours(act, order), "by": act.actor.kind, "paid_usd": order.paid_usd}


def _note(act: Act, order: ConsumerOrder, what: str, **figures: object) -> None:
    order.events = [*order.events, {"what": what, "at": act.now, "figures": figures}]


def _hours(act: Act, order: ConsumerOrder) -> Decimal:
    return Decimal((act.now - order.placed_at) // timedelta(minutes=6)) / 10
