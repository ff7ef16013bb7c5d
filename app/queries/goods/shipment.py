"""Shipments: the page of one order's transport, insurance and import charges, and the team's list."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.buyer import Buyer
from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.shipment import Shipment
from app.queries.goods.insurance_claim import Harm, Policy, harm_of, policy_of
from app.queries.goods.port import ports
from app.queries.goods.purchase import ORDERED, team_order
from app.queries.goods.shipment_tracking import Track, place_names, track_of
from app.queries.goods.shipping_options import (
    ShippingOption,
    ShippingWish,
    origin_of,
    payer,
    shipping_options,
)
from app.queries.papers.origin_words import standing_words
from app.queries.people.names import own_name, own_words
from app.queries.scope import Reader, found, has_duty
from app.trade.carriage.incoterms import LEAST_INSURED_SHARE, incoterm
from app.trade.lifecycles import SHIPMENT
from app.trade.money import rounded
from app.trade.refusal import RateUnknown

CARRIER_PAPERS = ("bill_of_lading", "air_waybill", "courier_label", "insurance_certificate")
_UNDER_WAY = ("in_transit", "arrived", "cleared")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on the way, with its figures."""

    at: datetime
    code: str
    place: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportCharges:
    """What customs at the destination asked, or the refusal that says why it is not known."""

    borne_by: str
    currency: str
    customs_value: Decimal
    duty: Decimal
    fees: Decimal
    tax: Decimal
    total: Decimal
    total_usd: Decimal
    workings: list[Any]
    unknown: tuple[str, dict[str, Any]] | None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The live shipment of an order."""

    id: UUID
    number: int
    state: str
    service: str
    mode: str
    carrier: str
    origin: str
    destination: str
    paid_by: str
    freight_usd: Decimal
    vessel: str
    voyage: str
    document_number: str
    containers: tuple[dict[str, str], ...]
    marks: str
    packages: int
    gross_kg: Decimal
    volume_m3: Decimal
    cut_off_at: datetime
    departs_on: date
    arrives_on: date
    rolls: int
    workings: list[Any]
    events: tuple[Event, ...]
    import_charges: ImportCharges | None
    open: frozenset[str]
    may_insure: bool


@dataclass(frozen=True, slots=True)
class TransportPage:
    """Transport of one order. options: None when a shipment is booked or the order is not there yet.

    unknown: the refusal's code and figures where the market has no lanes in the reference.
    """

    order_id: UUID
    order_number: int
    order_state: str
    incoterm: str
    named_place: str
    market: str
    total_usd: Decimal
    agreed_mode: str
    ship_by: date | None
    paid_by: str
    buyer_name: str
    product_name: str
    dangerous: tuple[str, ...]
    goods_state: str
    goods_ready_on: date | None
    wish_origin: str
    wish_ready_on: date
    origins: tuple[tuple[str, str], ...]
    options: tuple[ShippingOption, ...] | None
    unknown: tuple[str, dict[str, Any]] | None
    shipped: Shipped | None
    policy: Policy | None
    harm: Harm | None
    least_insured_usd: Decimal
    owed_clauses: str
    track: Track | None
    papers: tuple[str, ...]
    places: dict[str, str]
    may_logistics: bool


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """One shipment in the team's list."""

    order_id: UUID
    order_number: int
    state: str
    service: str
    buyer_name: str
    country: str
    product_name: str
    origin: str
    destination: str
    vessel: str
    departs_on: date
    arrives_on: date
    ship_by: date | None
    track: Track | None


def transport_page(session: Session, reader: Reader, order_id: UUID, wish: ShippingWish) -> TransportPage:
    """One order's transport. Raises: Absent."""
    order = team_order(session, reader, order_id)
    buyer, product = session.get_one(Buyer, order.buyer_id), session.get_one(Product, order.product_id)
    purchase = _purchase(session, order)
    shipment = _live(session, order)
    today = home_date(wish.now)
    ready_on = max(wish.ready_on or (purchase and purchase.promised_on) or today, today)
    wish = ShippingWish(wish.now, wish.origin or origin_of(session, order), ready_on)
    options, unknown = (None, None) if shipment else _options(session, order, wish)
    issued = select(Document.kind).where(Document.order_id == order.id, Document.state == "issued")
    held = set(session.exec(issued))
    codes = {each for option in options or () for each in (option.origin, option.destination)}
    codes |= {shipment.origin, shipment.destination} if shipment else set()
    codes |= {event["place"] for event in shipment.events} if shipment else set()
    policy = policy_of(session, shipment)
    return TransportPage(
        order_id=order.id, order_number=order.number, order_state=order.state, incoterm=order.incoterm,
        named_place=order.named_place, market=order.market, total_usd=order.total_usd, agreed_mode=order.mode,
        ship_by=order.ship_by, paid_by=payer(order.incoterm), buyer_name=buyer.company_name or buyer.name,
        product_name=own_name(product.name_en, product.name_zh), dangerous=tuple(product.dangerous),
        goods_state=purchase.state if purchase else "",
        goods_ready_on=purchase.promised_on if purchase else None, wish_origin=wish.origin,
        wish_ready_on=ready_on,
        origins=tuple((port.unlocode, port.name) for port in ports(session, "CN")), options=options,
        unknown=unknown, shipped=_shipped(shipment, policy) if shipment else None, policy=policy,
        harm=harm_of(session, order, shipment, policy),
        least_insured_usd=rounded(order.total_usd * LEAST_INSURED_SHARE, "USD"),
        owed_clauses=incoterm(order.incoterm).icc_clause,
        track=track_of(session, shipment, today) if shipment else None,
        papers=tuple(kind for kind in CARRIER_PAPERS if kind in held), places=place_names(session, codes),
        may_logistics=has_duty(reader, "logistics"),
    )  # fmt: skip


def shipments(session: Session, reader: Reader, today: date) -> list[ShipmentRow]:
    """The team's shipments, those under way first, then by arrival."""
    query = (
        select(
            Shipment,
            Order.number,
            Order.ship_by,
            Buyer.name,
            Buyer.company_name,
            Buyer.country,
            own_words(Product.name_en, Product.name_zh),
        )
        .join(Order, col(Order.id) == Shipment.order_id)
        .join(Buyer, col(Buyer.id) == Order.buyer_id)
        .join(Product, col(Product.id) == Order.product_id)
        .where(Shipment.course_id == reader.course_id, Shipment.team_id == reader.team_id)
        .where(Shipment.state != "cancelled")
        .order_by(col(Shipment.arrives_on), col(Shipment.number))
    )
    held = session.exec(query).all()
    names = place_names(session, {code for row in held for code in (row[0].origin, row[0].destination)})
    rows = [
        ShipmentRow(
            each.order_id, number, each.state, each.service, firm or name, country, product,
            names.get(each.origin, each.origin), names.get(each.destination, each.destination), each.vessel,
            each.departs_on, each.arrives_on, ship_by,
            track_of(session, each, today) if each.state in _UNDER_WAY else None,
        )
        for each, number, ship_by, name, firm, country, product in held
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.state not in _UNDER_WAY, row.state == "delivered"))


def _options(
    session: Session, order: Order, wish: ShippingWish
) -> tuple[tuple[ShippingOption, ...] | None, tuple[str, dict[str, Any]] | None]:
    if order.state not in ORDERED:
        return None, None
    try:
        return tuple(shipping_options(session, order, wish)), None
    except RateUnknown as unknown:
        return (), (unknown.code, dict(unknown.figures))


def _purchase(session: Session, order: Order) -> Purchase | None:
    query = select(Purchase).where(Purchase.order_id == order.id, Purchase.state != "declined")
    return session.exec(query).first()


def _live(session: Session, order: Order) -> Shipment | None:
    query = select(Shipment).where(Shipment.order_id == order.id, Shipment.state != "cancelled")
    return session.exec(query).first()


def _shipped(each: Shipment, policy: Policy | None) -> Shipped:
    return Shipped(
        id=each.id, number=each.number, state=each.state, service=each.service, mode=each.mode,
        carrier=each.carrier, origin=each.origin, destination=each.destination,
        paid_by=each.freight_paid_by, freight_usd=each.freight_usd, vessel=each.vessel, voyage=each.voyage,
        document_number=each.transport_document_number, containers=tuple(each.containers), marks=each.marks,
        packages=each.packages, gross_kg=each.gross_kg, volume_m3=each.volume_m3, cut_off_at=each.cut_off_at,
        departs_on=each.departs_on, arrives_on=each.arrives_on, rolls=each.rolls,
        workings=each.option.get("workings", []), events=_events(each),
        import_charges=_charges(each), open=SHIPMENT.open(each.state),
        may_insure=each.state in ("booked", "loaded") and policy is None,
    )  # fmt: skip


def _events(each: Shipment) -> tuple[Event, ...]:
    """Newest first."""
    return tuple(
        Event(datetime.fromisoformat(event["at"]), event["code"], event["place"], event["figures"])
        for event in reversed(each.events)
    )


def _charges(each: Shipment) -> ImportCharges | None:
    held = each.import_charges
    if not held:
        return None
    unknown = (held["unknown_code"], held["unknown_figures"]) if "unknown_code" in held else None
    names = ("customs_value", "duty", "fees", "tax", "total", "total_usd")
    amounts = {name: Decimal(str(held.get(name, 0))) for name in names}
    currency, lines = held.get("currency", ""), held.get("workings", [])
    said = standing_words(held.get("origin", ""))
    return ImportCharges(held["borne_by"], currency, **amounts, workings=lines, unknown=unknown, origin=said)


def order_of_shipment(session: Session, shipment_id: UUID) -> UUID:
    """The order that a shipment belongs to. Raises: Absent."""
    order_id: UUID = found(session.exec(select(Shipment.order_id).where(Shipment.id == shipment_id)).first())
    return order_id
