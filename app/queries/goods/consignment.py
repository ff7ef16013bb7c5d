"""What a consignment costs on a day, from the reference: the basis of price and landed cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlmodel import Session

from app.models.product import Product
from app.models.rate import DutyTariff
from app.queries.goods.consignment_ends import charges_abroad, charges_in_china
from app.queries.goods.duty import Goods, duties_by_events, duty_layers, us_lines
from app.queries.goods.freight import (
    Journey,
    freight_raised,
    freight_services,
)
from app.queries.goods.import_regime import import_regime, regime_of, tariffs
from app.queries.goods.port import airports, port_named
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import (
    cross_rate,
    exchange_rate,
    fee,
    insurance_rate,
    rate_moves,
    reference_rate,
)
from app.queries.rates.rate_used import (
    DutyPlanned,
    event_used,
    exchange_used,
    freight_used,
    refund_planned,
    taxes_used,
)
from app.queries.rates.reference_held import held, held_row
from app.trade.carriage.freight import Handling
from app.trade.carriage.incoterms import (
    DESTINATION_PLACE,
    DESTINATION_PORT,
    ORIGIN_PLACE,
    SELLER_PREMISES,
    SHIPMENT_PORT,
)
from app.trade.carriage.packing import Carton, pack
from app.trade.carriage.transport_options import Consignment, TransportOption, transport_options
from app.trade.clearance.customs import BorderValues
from app.trade.clearance.import_tax import Entry, import_charges
from app.trade.money import Money, rounded
from app.trade.payments import exchange
from app.trade.payments.payment_terms import TT_30_70, bank_fee, instalments
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import PAYMENT_TERMS
from app.trade.rates.course_rates import RateUsed
from app.trade.rates.rate_kind import missing_rate
from app.trade.refusal import RateUnknown, RuleBroken

_CENT = Decimal("0.01")
_REMITTANCE = "bank.remittance_in"
_ZERO = Decimal(0)
_MOST_BASES = 500  # held by the process: the talks of a day or two


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be reckoned. service "" takes the cheapest open one; ports are UN/LOCODEs.

    national_code: the destination's tariff line if it is known; cover: "ICC (A)", "ICC (B)" or "ICC (C)";
    refund_rate: a figure of the reader's own instead of the reference's, None to look it up.
    """

    market: str
    quantity: int
    on: date
    service: str = ""
    origin_port: str = "CNNGB"
    destination_port: str = ""
    named_place: str = ""
    buyer_city: str = ""
    enterprise_address: str = ""
    cover: str = "ICC (A)"
    payment_terms: str = "tt_30_70"
    national_code: str = ""
    with_inspection: bool = False
    spread_rate: Decimal = _ZERO
    refund_rate: Decimal | None = None


def unit_purchase_price(tiers: list[list[object]], quantity: int) -> Decimal:
    """RMB per piece incl. VAT of the highest tier that the quantity reaches; below the first, the first.

    Raises: RuleBroken("quotation.no_price") for a product without tiers.
    """
    if not tiers:
        raise RuleBroken("quotation.no_price")
    prices = sorted((int(str(start)), Decimal(str(price))) for start, price in tiers)
    reached = [price for start, price in prices if start <= quantity]
    return reached[-1] if reached else prices[0][1]


def carton_of(product: Product) -> Carton:
    """The product's export carton."""
    return Carton(
        product.carton_pieces, product.carton_length_cm, product.carton_width_cm, product.carton_height_cm,
        product.carton_gross_kg, product.carton_net_kg,
    )  # fmt: skip


def transport_choices(session: Session, product: Product, wanted: Wanted) -> list[TransportOption]:
    """Every service for this consignment, the open ones by price, with the reason where one is closed.

    Raises: RateUnknown for a market without lanes or a port without a distance.
    """
    certificates = {name.casefold() for name in product.certificates}
    consignment = Consignment(
        wanted.quantity,
        carton_of(product),
        Handling("lithium_battery" in product.dangerous, "liquid" in product.dangerous),
        any("38.3" in name for name in certificates),
        any("msds" in name for name in certificates),
    )
    journey = _journey(wanted)
    options = transport_options(consignment, freight_services(session, journey))
    for option in options:
        for event, factor in freight_raised(session, journey, option.mode):
            option.workings.add("freight.event", factor - 1, "share", "", event.cited)
    return options


def _journey(wanted: Wanted) -> Journey:
    return Journey(wanted.market, wanted.origin_port, wanted.destination_port, wanted.on)


def consignment_basis(session: Session, product: Product, wanted: Wanted) -> Basis:
    """The dated figures of one consignment; the same goods on the same day are reckoned once.

    Raises: RateUnknown naming what the reference does not hold; RuleBroken("quotation.no_service") when the
        service is unknown or closed for these goods, RuleBroken("quotation.no_price").
    Source: trade rules, sections 2 to 4 and 10; charges marked as assumptions in seed/reference.
    """
    rates = course_rates(session)
    own = rates.overrides, rates.rules_on, rates.surcharge_rate, repr(rates.events) if rates.events else ""
    bases: dict[Any, Basis] = held(session, ("bases", own), dict)
    goods = (
        carton_of(product), tuple(map(tuple, product.tiers)), tuple(product.certificates),
        tuple(product.dangerous), product.hs_code, product.vat_rate,
    )  # fmt: skip
    found = bases.get((goods, wanted))
    if found is None:
        if len(bases) >= _MOST_BASES:
            bases.clear()
        found = bases[goods, wanted] = _reckoned(session, product, wanted)
    return found


def _reckoned(session: Session, product: Product, wanted: Wanted) -> Basis:
    option = _chosen(transport_choices(session, product, wanted), wanted.service)
    assert option.price is not None  # noqa: S101 an open option has a price
    packed = pack(wanted.quantity, carton_of(product))
    buying = exchange.bank_buying(exchange_rate(session, "CNY", wanted.on), wanted.spread_rate)
    price = unit_purchase_price(product.tiers, wanted.quantity)
    freight, tons = option.price.amount, max(packed.volume_m3, packed.gross_kg / 1000, Decimal(1))
    carried = wanted, option, tons, packed.gross_kg
    origin = charges_in_china(session, *carried)
    terminal, on_carriage, unloading, clearance = charges_abroad(session, *carried)
    goods_usd = rounded(price * wanted.quantity / buying.rate, "USD")
    duty = _duty(session, product, wanted)
    regime = regime_of(session, wanted.market, wanted.on)
    fees, fees_unknown = _import_fees(session, wanted, option.mode, goods_usd, freight)
    refund_rate, refund_used = refund_planned(session, product.hs_code, wanted.on, wanted.refund_rate)
    premium = insurance_rate(session, wanted.market, option.mode, wanted.cover, wanted.on)
    unknown, missing = duty.unknown or fees_unknown, missing_rate(duty.unknown or fees_unknown, tariffs())
    return Basis(
        service=option.service, mode=option.mode, containers=option.containers, cartons=packed.cartons,
        volume_m3=packed.volume_m3, gross_kg=packed.gross_kg, purchase_price_rmb=price,
        vat_rate=product.vat_rate, refund_rate=refund_rate,
        rmb_per_usd=buying.rate, rmb_on=buying.on.isoformat(),
        export_haulage_rmb=origin[0], origin_terminal_rmb=origin[1], export_clearance_rmb=origin[2],
        inspection_rmb=origin[3], bank_fee_rmb=_bank_fees(session, price * wanted.quantity, wanted),
        freight_usd=freight, premium_rate=premium.value or _ZERO,
        destination_terminal_usd=terminal, on_carriage_usd=on_carriage, unloading_usd=unloading,
        import_clearance_usd=clearance + fees, duty_rate=duty.rate,
        duty_unknown=unknown.code if unknown else "",
        is_duty_on_fob=regime.valuation == "FOB", import_vat_rate=regime.vat_rate(wanted.on),
        least_days=option.least_days, most_days=option.most_days, place_kind=place_kind(session, wanted),
        missing_kind=missing.kind if missing else "", missing_key=missing.key if missing else "",
        rates=(*refund_used, exchange_used(buying), premium.used(), *_prices_used(session, wanted, option),
               *duty.used(wanted.market), *taxes_used(regime, wanted.on)),
    )  # fmt: skip


def _prices_used(session: Session, wanted: Wanted, option: TransportOption) -> Iterator[RateUsed]:
    """The carrier's prices and the bank's fee as figures that were looked up."""
    yield reference_rate(session, "fee", _REMITTANCE, wanted.on).used()
    yield from freight_used(session, wanted.market, wanted.destination_port, option.service, wanted.on)
    yield from (event_used(*each) for each in freight_raised(session, _journey(wanted), option.mode))
    yield from (event_used(*each) for each in rate_moves(session, "CNY", wanted.on))


def _chosen(options: list[TransportOption], service: str) -> TransportOption:
    for option in options:
        if service in ("", option.service) and option.price is not None:
            return option
    closed = next((option for option in options if option.service == service), None)
    if closed is not None and closed.closed_by is not None:
        raise RuleBroken(closed.closed_by.code, "service", **closed.closed_by.figures)
    raise RuleBroken("quotation.no_service", "service")


def _bank_fees(session: Session, goods_rmb: Decimal, wanted: Wanted) -> Decimal:
    """Fees of the remittances to come, each taken on its share of the purchase price; RMB in total."""
    terms, each = PAYMENT_TERMS.get(wanted.payment_terms, TT_30_70), fee(session, _REMITTANCE, wanted.on)
    parts, _ = instalments(Money(goods_rmb, "CNY"), terms)
    return sum((bank_fee(part.amount, each)[0].amount for part in parts), _ZERO)


def _duty(session: Session, product: Product, wanted: Wanted) -> DutyPlanned:
    """The duty with its layers, and why it is not certain: where lines differ the highest is planned with."""
    hs6 = product.hs_code[:6]
    goods = Goods(hs6, wanted.national_code)
    try:
        layers = duty_layers(session, wanted.market, goods, wanted.on)
    except RateUnknown as unknown:
        laid = duties_by_events(session, wanted.market, goods, wanted.on)
        highest = _highest_duty(session, wanted, hs6)
        return DutyPlanned(highest + sum((layer.rate for layer in laid), _ZERO), laid, unknown)
    return DutyPlanned(sum((layer.rate for layer in layers), _ZERO), layers)


def _highest_duty(session: Session, wanted: Wanted, hs6: str) -> Decimal:
    if wanted.market == "US":
        totals = [_ZERO]
        for line in us_lines(session, hs6):
            try:
                layers = duty_layers(session, "US", Goods(hs6, line.hts8), wanted.on)
            except RateUnknown:
                continue
            totals.append(sum((layer.rate for layer in layers if layer.kind != "event"), _ZERO))
        return max(totals)
    held = held_row(session, DutyTariff, (import_regime(wanted.market).duty_table, hs6))
    return held.highest_rate or _ZERO if held else _ZERO


def _import_fees(
    session: Session, wanted: Wanted, mode: str, goods_usd: Decimal, freight_usd: Decimal
) -> tuple[Decimal, RateUnknown | None]:
    """Fees at import besides duty and VAT, USD, on the purchase value; and why they are not known."""
    regime = regime_of(session, wanted.market, wanted.on)
    try:
        rate = cross_rate(session, "USD", regime.currency, wanted.on)
        fob, freight = (
            rounded(goods_usd * rate.rate, regime.currency),
            rounded(freight_usd * rate.rate, regime.currency),
        )
        values = BorderValues(fob, freight, _ZERO, regime.currency)
        charges = import_charges(regime, Entry(values, (), wanted.on, mode))
    except RateUnknown as unknown:
        return _ZERO, unknown
    return (charges.fees / rate.rate).quantize(_CENT, rounding=ROUND_CEILING), None


def place_kind(session: Session, wanted: Wanted) -> str:
    """What the named place is, of incoterms.PLACE_KINDS; "" if nobody knows it."""
    name = wanted.named_place.split(",")[0].strip()
    if name.casefold().startswith("port of "):
        name = name[8:]
    if not name:
        return ""
    port = port_named(session, name)
    if port is not None and port.country == "CN":
        return SHIPMENT_PORT
    if port is not None and port.country == wanted.market:
        return DESTINATION_PORT
    folded = name.casefold()
    if folded == wanted.buyer_city.casefold():
        return DESTINATION_PLACE
    cities = {(each.country, each.city.casefold()) for each in airports(session)}
    if (wanted.market, folded) in cities:
        return DESTINATION_PLACE
    if folded in wanted.enterprise_address.casefold():
        return SELLER_PREMISES
    return ORIGIN_PLACE if ("CN", folded) in cities else ""
