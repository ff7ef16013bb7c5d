"""The verbs of a shipment before it leaves: booked, cancelled, moved to a later sailing, loaded."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Line
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.actions.shipment_papers import container_numbers, document_number, endorse_cover
from app.core.clock import home_time
from app.core.parameters import parameters
from app.models.declaration import Declaration
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.shipment import InsurancePolicy, Shipment
from app.trade.books.ledger_entries import charge_paid
from app.trade.lifecycles import SHIPMENT
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

BOOKABLE = ("confirmed", "deposit_received")
_LEAVES = time(20)


class Offer(Given):
    """A carrier's offer as the reference gives it when it is booked (`queries/goods/shipping_options`)."""

    service: str
    mode: str
    carrier: str
    origin: str
    destination: str
    lane: str
    paid_by: Literal["seller", "buyer"]
    price_usd: Decimal | None
    least_days: Decimal
    most_days: Decimal
    departs_on: date
    arrives_on: date
    cut_off_at: datetime
    vessel: str
    voyage: str
    containers: int
    packages: int
    gross_kg: Decimal
    net_kg: Decimal
    volume_m3: Decimal
    chargeable_kg: Decimal | None
    origin_rmb: dict[str, Decimal]
    destination_usd: dict[str, Decimal]
    workings: list[dict[str, Any]]
    closed_code: str
    closed_figures: dict[str, Any]


class Book(Given):
    """What the team books: one offer, the marks on the cartons, and what else was on offer.

    offer None: there is none, as closed_code and its figures say; cheapest_usd: price of the cheapest open
    service; best_arrives_on: the earliest arrival among the open ones.
    """

    marks: Line = ""
    offer: Offer | None = None
    closed_code: str = "shipment.service_unknown"
    closed_figures: dict[str, Any] = Field(default_factory=dict)
    cheapest_usd: Decimal | None = None
    best_arrives_on: date | None = None


class Roll(Given):
    """Why the goods were not loaded, and the next sailing."""

    reason: Literal["goods_missing", "not_released", "deposit_missing", "papers_missing"]
    departs_on: date
    arrives_on: date
    cut_off_at: datetime
    vessel: str
    voyage: str
    fee_usd: Decimal = Field(ge=0)


@action("shipment.book", Order, Book, allow=shop_duty("logistics"))
def book(act: Act, order: Order, given: Book) -> Facts:
    """Book space for an order's goods; where the buyer pays the carriage, with the buyer's forwarder.

    Raises: NotOpenNow("shipment.order_not_ready"), RuleBroken("shipment.already_booked" |
        "shipment.service_unknown" | "shipment.cut_off_passed"), and the refusal that closes the service.
    """
    if order.state not in BOOKABLE:
        raise NotOpenNow("shipment.order_not_ready", state=order.state)
    earlier = act.rows(Shipment, order_id=order.id)
    if any(each.state != "cancelled" for each in earlier):
        raise RuleBroken("shipment.already_booked")
    offer = given.offer
    if offer is None:
        raise RuleBroken(given.closed_code, "service", **given.closed_figures)
    if offer.closed_code or offer.price_usd is None:
        raise RuleBroken(offer.closed_code, "service", **offer.closed_figures)
    if offer.cut_off_at <= act.now:
        raise RuleBroken("shipment.cut_off_passed", "service", at=offer.cut_off_at)
    shipment = _booked(act, order, offer, given.marks, len(earlier) + 1)
    shipment.note(act.now, "booked", offer.origin, service=offer.service, carrier=offer.carrier)
    act.add(shipment)
    _cut_off_later(act, shipment)
    if shipment.freight_paid_by == "seller":
        after = timedelta(days=parameters("bad_actors")["forwarder"]["after_days"])
        name = {"stable_name": f"{shipment.stable_name}:freight"}
        act.later(act.now + after, "instruction.freight", shipment.id, name)
    return {
        "mode": offer.mode,
        "is_agreed_mode": offer.mode == order.mode,
        "price_usd": offer.price_usd,
        "over_cheapest_usd": offer.price_usd - (given.cheapest_usd or offer.price_usd),
        "days_to_ship_by": (order.ship_by - offer.departs_on).days if order.ship_by else None,
        "days_after_fastest": (offer.arrives_on - given.best_arrives_on).days if given.best_arrives_on else 0,
        "is_collect": offer.paid_by == "buyer",
        "is_marked": bool(given.marks),
    }


def _booked(act: Act, order: Order, offer: Offer, marks: str, nth: int) -> Shipment:
    kind = offer.service.rpartition("_")[2].upper() if offer.containers else ""
    return Shipment(
        team_id=order.team_id, order_id=order.id, number=act.next_number(f"shipment:{order.team_id}"),
        stable_name=f"{act.find(Inquiry, order.inquiry_id).stable_name}:shipment:{nth}",
        service=offer.service, mode=offer.mode, carrier=offer.carrier, origin=offer.origin,
        destination=offer.destination, packages=offer.packages, gross_kg=offer.gross_kg, net_kg=offer.net_kg,
        volume_m3=offer.volume_m3, freight_usd=offer.price_usd or Decimal(0), freight_paid_by=offer.paid_by,
        option=offer.model_dump(), vessel=offer.vessel, voyage=offer.voyage, marks=marks,
        transport_document_number=document_number(act, offer.service),
        containers=container_numbers(act, offer.containers, kind), cut_off_at=offer.cut_off_at,
        departs_on=offer.departs_on, arrives_on=offer.arrives_on,
    )  # fmt: skip


@action("shipment.cancel", Shipment, Nothing, allow=shop_duty("logistics") | party("carrier"))
def cancel(act: Act, shipment: Shipment, given: Nothing) -> Facts:
    """Give up a booking before the goods are loaded.

    Raises: NotOpenNow("shipment.not_open"), RuleBroken("shipment.insured").
    """
    shipment.state = SHIPMENT.after(shipment.state, "cancel")
    is_carrier = act.actor.kind == "party"
    if not is_carrier:
        if act.rows(InsurancePolicy, shipment_id=shipment.id):
            raise RuleBroken("shipment.insured")
        act.never("shipment.cut_off", shipment.id)
    shipment.note(act.now, "given_up" if is_carrier else "cancelled", shipment.origin)
    days = (shipment.departs_on - act.today).days
    return {"days_before_departure": days, "rolls": shipment.rolls, "is_by_carrier": is_carrier}


@action("shipment.roll", Shipment, Roll, allow=party("carrier"))
def roll(act: Act, shipment: Shipment, given: Roll) -> Facts:
    """Move a booking to the next sailing, because something was missing at the cut-off.

    Raises: NotOpenNow("shipment.not_open").
    """
    shipment.state = SHIPMENT.after(shipment.state, "roll")
    shipment.rolls += 1
    shipment.departs_on, shipment.arrives_on = given.departs_on, given.arrives_on
    shipment.cut_off_at = given.cut_off_at
    shipment.vessel, shipment.voyage = given.vessel, given.voyage
    shipment.note(act.now, "rolled", shipment.origin, reason=given.reason, fee_usd=given.fee_usd)
    if given.fee_usd:
        fee = charge_paid("local_charges", Money(given.fee_usd, "USD"))
        act.post(shipment.team_id, fee, order_id=shipment.order_id)
    endorse_cover(act, shipment)
    _cut_off_later(act, shipment)
    return {"rolled": shipment.rolls, "reason": given.reason, "fee_usd": given.fee_usd}


@action("shipment.load", Shipment, Nothing, allow=party("carrier"))
def load(act: Act, shipment: Shipment, given: Nothing) -> Facts:
    """Take the goods in at the cut-off: they are there, and customs has released them.

    Raises: NotOpenNow("shipment.not_open"), RuleBroken("shipment.goods_missing" | "shipment.not_released").
    """
    shipment.state = SHIPMENT.after(shipment.state, "load")
    if not act.rows(Purchase, order_id=shipment.order_id, state="collected"):
        raise RuleBroken("shipment.goods_missing")
    if not act.rows(Declaration, order_id=shipment.order_id, state="released"):
        raise RuleBroken("shipment.not_released")
    shipment.loaded_at = act.now
    if not shipment.containers and shipment.service == "sea_lcl":
        shipment.containers = container_numbers(act, 1, "40HQ")
    shipment.note(act.now, "loaded", shipment.origin)
    leaves_at = home_time(shipment.departs_on, _LEAVES)
    act.later(leaves_at, "shipment.depart", shipment.id, {"stable_name": shipment.stable_name})
    return {"rolls": shipment.rolls}


def _cut_off_later(act: Act, shipment: Shipment) -> None:
    named = f"{shipment.stable_name}:{shipment.rolls}"
    act.later(shipment.cut_off_at, "shipment.cut_off", shipment.id, {"stable_name": named})
