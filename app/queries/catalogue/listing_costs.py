"""What a price leaves a team: the build-up of a parcel, on the goods alone and for each market."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date, wall_now
from app.core.parameters import parameters
from app.models.course import Course
from app.models.shop import ShippingTemplate
from app.queries.goods.freight import parcel_services
from app.queries.rates.rate import cross_rate, fee, refund_rate
from app.queries.scope import Reader
from app.trade.carriage.freight import Handling, parcel_freight
from app.trade.carriage.packing import Carton
from app.trade.carriage.transport_options import Service
from app.trade.payments.exchange import bank_buying
from app.trade.price import consumer_price
from app.trade.price.consumer_price import MarketFees, ParcelSale
from app.trade.refusal import RateUnknown, Refusal, RuleBroken

_FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why something cannot be reckoned: code and figures of a refusal, for the sentence."""

    code: str
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MarketMargin:
    """One market of the template. paid_usd: price and shipping; freight_usd: what the carrier takes."""

    country: str
    service: str
    paid_usd: Decimal
    shipping_usd: Decimal
    freight_usd: Decimal | None
    margin_rate: Decimal | None
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """The live margin line. Amounts of one piece; margin_rate on the goods alone, None without a price."""

    price_usd: Decimal | None
    purchase_rmb: Decimal
    refund_rmb: Decimal
    packing_rmb: Decimal
    cost_usd: Decimal
    rmb_per_usd: Decimal
    rate_on: date
    commission_rate: Decimal
    payment_rate: Decimal
    payment_fixed_usd: Decimal
    lowest_usd: Decimal
    margin_rate: Decimal | None
    markets: tuple[MarketMargin, ...]


def listing_costs(
    session: Session,
    reader: Reader,
    product: Any,
    price_usd: Decimal | None,
    lines: Sequence[Mapping[str, Any]],
) -> Costs | Unknown:
    """The costs of a product at a price; Unknown names the rate that the reference does not hold.

    Args: product, a row with tiers, vat_rate, hs_code, unit_* and dangerous; lines of a shipping template.
    """
    course = session.get(Course, reader.course_id)
    today = home_date(course.clock.now(wall_now()))
    try:
        rate = bank_buying(
            cross_rate(session, "USD", "CNY", today), Decimal(course.house["bank_spread_rate"])
        )
        sale = _sale(session, product, rate.rate, today)
        lowest = consumer_price.lowest_price(sale)
    except Refusal as refusal:
        return Unknown(refusal.code, refusal.figures)
    refund = sale.purchase_price_rmb / (1 + sale.vat_rate) * sale.refund_rate
    cost_rmb = sale.purchase_price_rmb - refund + sale.packing_rmb
    is_priced = price_usd is not None and price_usd > 0
    return Costs(
        price_usd if is_priced else None, sale.purchase_price_rmb, round(refund, 2), sale.packing_rmb,
        (cost_rmb / rate.rate).quantize(_FOUR), rate.rate, rate.on, sale.fees.commission_rate,
        sale.fees.payment_rate, sale.fees.payment_fixed_usd, lowest,
        consumer_price.margin_at(sale, price_usd) if is_priced else None,
        tuple(_market_margins(session, product, sale, price_usd, lines, today)) if is_priced else (),
    )  # fmt: skip


def template_lines(session: Session, reader: Reader, template_id: UUID | None) -> list[dict[str, Any]]:
    """The lines of the team's own template; none for another's."""
    template = session.get(ShippingTemplate, template_id) if template_id else None
    return list(template.lines) if template and template.team_id == reader.team_id else []


def _sale(session: Session, product: Any, rmb_per_usd: Decimal, on: date) -> ParcelSale:
    terms = parameters("marketplace")
    commission, payment = fee(session, terms["commission_fee"], on), fee(session, terms["payment_fee"], on)
    if not product.tiers:
        raise RuleBroken("listing.no_purchase_price")
    return ParcelSale(
        Decimal(product.tiers[0][1]), product.vat_rate, refund_rate(session, product.hs_code, on),
        Decimal(terms["packing_rmb"]), rmb_per_usd, MarketFees(commission.rate, payment.rate, payment.fixed),
    )  # fmt: skip


def _market_margins(
    session: Session,
    product: Any,
    sale: ParcelSale,
    price_usd: Decimal,
    lines: Sequence[Mapping[str, Any]],
    on: date,
) -> Iterable[MarketMargin]:
    services = parcel_services(session, (line["market"] for line in lines), on)
    for line in lines:
        shipping = Decimal(line["first_usd"])
        country, name, paid = line["market"], line["service"], price_usd + shipping
        try:
            service = services.get(country, {}).get(name)
            freight = _freight(product, service, country)
        except Refusal as refusal:
            why = Unknown(refusal.code, refusal.figures)
            yield MarketMargin(country, name, paid, shipping, None, None, why)
            continue
        carried = ParcelSale(
            sale.purchase_price_rmb, sale.vat_rate, sale.refund_rate, sale.packing_rmb, sale.rmb_per_usd,
            sale.fees,
            freight,
        )  # fmt: skip
        yield MarketMargin(country, name, paid, shipping, freight, consumer_price.margin_at(carried, paid))


def _freight(product: Any, service: Service | None, country: str) -> Decimal:
    """What the carrier takes for one piece. Raises: RateUnknown, RuleBroken of the freight rules."""
    if service is None:
        raise RateUnknown("rate.not_held", kind="freight_zone", key=country)
    sizes = product.unit_length_cm, product.unit_width_cm, product.unit_height_cm
    if product.unit_gross_kg is None or None in sizes:
        raise RateUnknown("listing.parcel_size_unknown")
    parcel = Carton(1, *sizes, product.unit_gross_kg, product.unit_gross_kg)
    handling = Handling("lithium_battery" in product.dangerous, "liquid" in product.dangerous)
    price, _ = parcel_freight(parcel, 1, service.tariff, handling)
    return price.amount
