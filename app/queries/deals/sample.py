"""A sample on the page of its talk: its state, its terms, and what the courier would take for it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.parameters import parameters
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.models.sample import Sample
from app.queries.goods.freight import parcel_services
from app.queries.scope import Reader, found, has_duty, own
from app.trade.carriage.freight import Handling, ParcelTariff, parcel_freight
from app.trade.carriage.packing import Carton
from app.trade.lifecycles import SAMPLE
from app.trade.money import rounded
from app.trade.refusal import RateUnknown, Refusal

_GRAM, _CENTIMETRE = Decimal("0.001"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SampleCourier:
    """The courier's price for the parcel, its days by the tariff, and the goods' price in RMB.

    freight_usd None: no courier takes it, as code and figures say.
    """

    freight_usd: Decimal | None
    goods_rmb: Decimal
    gross_kg: Decimal
    least_days: int = 0
    most_days: int = 0
    code: str = ""
    figures: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One sample. opinion: {} until the buyer has judged; courier: None once the parcel has left."""

    id: UUID
    inquiry_id: UUID
    state: str
    pieces: int
    price_usd: Decimal
    freight_by: str
    freight_usd: Decimal | None
    owed_usd: Decimal
    goods_rmb: Decimal | None
    tracking_number: str
    asked_at: datetime
    answer_due_at: datetime | None
    sent_at: datetime | None
    arrives_on: date | None
    delivered_at: datetime | None
    opinion: dict[str, Any]
    courier: SampleCourier | None
    open: frozenset[str]
    may_sales: bool
    may_send: bool


def sample_of(session: Session, reader: Reader, inquiry_id: UUID, on: date) -> SamplePage | None:
    """The sample of a talk that the reader may see; None when none was asked for."""
    row = session.exec(select(Sample).where(own(Sample, reader), Sample.inquiry_id == inquiry_id)).first()
    return _page(session, reader, row, on) if row else None


def sample_page(session: Session, reader: Reader, sample_id: UUID, on: date) -> SamplePage:
    """One sample by its id. Raises: Absent."""
    row = found(session.exec(select(Sample).where(own(Sample, reader), Sample.id == sample_id)).first())
    return _page(session, reader, row, on)


def _page(session: Session, reader: Reader, row: Sample, on: date) -> SamplePage:
    courier = None
    if row.state in ("asked", "agreed"):
        market = session.exec(select(Inquiry.market).where(Inquiry.id == row.inquiry_id)).one()
        courier = courier_for(session, session.get_one(Product, row.product_id), market, row.pieces, on)
    return SamplePage(
        id=row.id, inquiry_id=row.inquiry_id, state=row.state, pieces=row.pieces, price_usd=row.price_usd,
        freight_by=row.freight_by, freight_usd=row.freight_usd, owed_usd=row.owed_usd,
        goods_rmb=row.goods_rmb, tracking_number=row.tracking_number, asked_at=row.asked_at,
        answer_due_at=row.answer_due_at, sent_at=row.sent_at, arrives_on=row.arrives_on,
        delivered_at=row.delivered_at, opinion=row.opinion, courier=courier, open=SAMPLE.open(row.state),
        may_sales=has_duty(reader, "sales"),
        may_send=has_duty(reader, "sales") or has_duty(reader, "logistics"),
    )  # fmt: skip


def courier_for(session: Session, product: Product, country: str, pieces: int, on: date) -> SampleCourier:
    """What the express tariff takes for a parcel of so many pieces, and how long it is on the way."""
    box = sample_box(product, pieces)
    listed = Decimal(str(product.tiers[0][1])) if product.tiers else Decimal(0)
    goods = rounded(max(listed * pieces, Decimal(1)), "CNY")
    service = parcel_services(session, [country], on).get(country, {}).get("courier")
    try:
        if service is None or not isinstance(service.tariff, ParcelTariff):
            raise RateUnknown("rate.not_held", kind="freight_zone", key=country, on=on)
        handling = Handling("lithium_battery" in product.dangerous, "liquid" in product.dangerous)
        price, _ = parcel_freight(box, 1, service.tariff, handling)
    except Refusal as refusal:
        return SampleCourier(
            None, goods, box.gross_kg, code=refusal.code, figures=dict(refusal.figures)
        )  # fmt: skip
    days = int(service.least_days), int(service.most_days.to_integral_value(ROUND_CEILING))
    return SampleCourier(rounded(price.amount, "USD"), goods, box.gross_kg, *days)


def sample_box(product: Product, pieces: int) -> Carton:
    """The parcel of a sample: pieces one upon another; from the carton where a piece has no size of its own.

    A carton of n pieces gives each piece its full length and width and an n-th of its height.
    """
    rules = parameters("sample")["parcel"]
    if product.unit_length_cm and product.unit_width_cm and product.unit_height_cm:
        length, width, height = product.unit_length_cm, product.unit_width_cm, product.unit_height_cm
    else:
        length, width = product.carton_length_cm, product.carton_width_cm
        height = product.carton_height_cm / product.carton_pieces
    each_kg = product.unit_gross_kg or product.carton_gross_kg / product.carton_pieces
    net = (each_kg * pieces).quantize(_GRAM, ROUND_CEILING)
    gross = net + Decimal(rules["packing_kg"])
    padding = Decimal(rules["padding_cm"])
    sides = (length + padding, width + padding, height * pieces + padding)
    return Carton(pieces, *(side.quantize(_CENTIMETRE, ROUND_CEILING) for side in sides), gross, net)
