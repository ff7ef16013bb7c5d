"""A complaint on its order's page, with what a replacement would cost."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.complaint import Complaint
from app.models.order import Order
from app.models.product import Product
from app.models.shipment import Shipment
from app.queries.deals.sample import courier_for, sample_box
from app.queries.goods.consignment import Wanted, transport_choices
from app.queries.goods.shipping_options import destination_port, origin_of
from app.queries.scope import Reader, found, has_duty, own
from app.trade.lifecycles import COMPLAINT
from app.trade.money import rounded
from app.trade.refusal import Refusal

_PARCEL_KG = Decimal(60)  # of one courier parcel: below the tariff's limit of 70 kg


@dataclass(frozen=True, slots=True)
class Replacement:
    """New pieces for the faulty ones. mode: courier, or as the deal's goods went; parcels: of a courier, else
    0; freight_usd None: nobody takes them.
    """

    pieces: int
    mode: str
    parcels: int
    freight_usd: Decimal | None
    goods_rmb: Decimal


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One complaint. outcome: {} until it is over, then the loss by reason and what the remedy was worth;
    decides_at: when the marketplace decides, where the buyer turned to it.
    """

    id: UUID
    order_id: UUID
    order_number: int
    order_total_usd: Decimal
    inquiry_id: UUID
    state: str
    round_number: int
    reasons: tuple[dict[str, Any], ...]
    faulty_pieces: int
    wanted_usd: Decimal
    remedy: dict[str, Any]
    made_good: Decimal
    outcome: dict[str, Any]
    decides_at: datetime | None
    lodged_at: datetime
    answer_due_at: datetime | None
    closed_at: datetime | None
    replacement: Replacement | None
    open: frozenset[str]
    may_sales: bool


def complaint_of(session: Session, reader: Reader, order_id: UUID, on: date) -> ComplaintPage | None:
    """The complaint about an order that the reader may see; None when there is none."""
    row = session.exec(
        select(Complaint).where(own(Complaint, reader), Complaint.order_id == order_id)
    ).first()  # fmt: skip
    return _page(session, reader, row, on) if row else None


def complaint_page(session: Session, reader: Reader, complaint_id: UUID, on: date) -> ComplaintPage:
    """One complaint by its id. Raises: Absent."""
    query = select(Complaint).where(own(Complaint, reader), Complaint.id == complaint_id)
    return _page(session, reader, found(session.exec(query).first()), on)


def _page(session: Session, reader: Reader, row: Complaint, on: date) -> ComplaintPage:
    order = session.get_one(Order, row.order_id)
    new, decides_at = None, row.outcome.get("decides_at")
    if row.state == "lodged" and row.faulty_pieces:
        product = session.get_one(Product, order.product_id)
        new = replacement_for(session, order, product, row.faulty_pieces, on)
    return ComplaintPage(
        id=row.id, order_id=order.id, order_number=order.number, order_total_usd=order.total_usd,
        inquiry_id=order.inquiry_id, state=row.state, round_number=row.round_number,
        reasons=tuple(row.reasons), faulty_pieces=row.faulty_pieces, wanted_usd=row.wanted_usd,
        remedy=row.remedy, made_good=row.made_good, outcome=row.outcome,
        decides_at=datetime.fromisoformat(decides_at) if decides_at else None, lodged_at=row.lodged_at,
        answer_due_at=row.answer_due_at, closed_at=row.closed_at, replacement=new,
        open=COMPLAINT.open(row.state), may_sales=has_duty(reader, "sales"),
    )  # fmt: skip


def replacement_for(
    session: Session, order: Order, product: Product, pieces: int, on: date
) -> Replacement:
    """What new pieces cost: goods at the enterprise's list price, and freight. What fits one parcel goes by
    courier; more goes in courier parcels of equal size, or as the deal's goods went where that costs less.
    """
    each_kg = sample_box(product, 1).net_kg
    parcels = max(int((each_kg * pieces / _PARCEL_KG).to_integral_value(ROUND_CEILING)), 1)
    in_parcel = -(-pieces // parcels)
    courier = courier_for(session, product, order.market, in_parcel, on)
    listed = Decimal(str(product.tiers[0][1])) if product.tiers else Decimal(1)
    by_courier = None if courier.freight_usd is None else courier.freight_usd * parcels
    mode, by_deal = _as_before(session, order, product, pieces, on) if parcels > 1 else ("", None)
    if by_deal is not None and (by_courier is None or by_deal < by_courier):
        return Replacement(pieces, mode, 0, by_deal, listed * pieces)
    return Replacement(pieces, "courier", parcels, by_courier, listed * pieces)


def _as_before(
    session: Session, order: Order, product: Product, pieces: int, on: date
) -> tuple[str, Decimal | None]:
    """The mode by which the deal's goods went, and the day's cheapest freight by it; None where it is
    closed.
    """
    sent = select(Shipment.mode).where(Shipment.order_id == order.id, Shipment.state != "cancelled")
    mode = session.exec(sent.order_by(col(Shipment.number).desc())).first() or order.mode
    try:
        origin = origin_of(session, order)
        port = destination_port(session, order, origin)
        wanted = Wanted(order.market, pieces, on, origin_port=origin, destination_port=port)
        choices = transport_choices(session, product, wanted)
    except Refusal:
        return mode, None
    prices = [each.price.amount for each in choices if each.mode == mode and each.price is not None]
    return mode, rounded(min(prices), "USD") if prices else None
