"""A consumer's parcel: what each service takes for it, and what its border takes of the consumer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlmodel import Session

from app.queries.goods.freight import parcel_services
from app.queries.goods.import_regime import regime_of
from app.queries.rates.rate import exchange_rate
from app.trade.carriage.freight import Handling, parcel_freight
from app.trade.carriage.packing import Carton
from app.trade.carriage.transport_options import Service
from app.trade.clearance.import_regime import ImportRegime
from app.trade.clearance.low_value import Parcel, parcel_charges, scheme_for
from app.trade.money import rounded
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import RateUnknown, Refusal

CARRIERS = {"parcel_line": "Silk Parcel Line", "courier": "Meridian Express"}  # invented firms
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ParcelOption:
    """One service for a parcel. cost_usd None: closed, as code and figures say."""

    service: str
    carrier: str
    cost_usd: Decimal | None
    least_days: int
    most_days: int
    code: str = ""
    figures: dict[str, Any] | None = None


def parcel_options(
    session: Session, product: Any, country: str, parcel_kg: Decimal, on: date
) -> list[ParcelOption]:
    """Each service for a packed parcel, the cheapest open one first. parcel_kg: gross, with its packing.

    Args: product, a row with unit_* sizes and dangerous marks.
    """
    return options_of(parcel_services(session, [country], on).get(country, {}), product, parcel_kg)


def options_of(services: Mapping[str, Service], product: Any, parcel_kg: Decimal) -> list[ParcelOption]:
    """The same of services that are at hand, to be asked for many countries."""
    options = []
    for name, service in sorted(services.items()):
        days = int(service.least_days), int(service.most_days.to_integral_value(ROUND_CEILING))
        try:
            sizes = product.unit_length_cm, product.unit_width_cm, product.unit_height_cm
            if None in sizes:
                raise RateUnknown("listing.parcel_size_unknown")
            handling = Handling("lithium_battery" in product.dangerous, "liquid" in product.dangerous)
            box = Carton(1, *sizes, parcel_kg, parcel_kg)
            price, _ = parcel_freight(box, 1, service.tariff, handling)
            cost = rounded(price.amount, "USD")
            options.append(ParcelOption(name, CARRIERS[name], cost, *days))
        except Refusal as refusal:
            why = dict(refusal.figures)
            options.append(ParcelOption(name, CARRIERS[name], None, *days, refusal.code, why))
    return sorted(options, key=lambda each: (each.cost_usd is None, each.cost_usd or _NOTHING, each.service))


@dataclass(frozen=True, slots=True)
class ParcelTax:
    """Charges at the border. kind: nothing, checkout (the market collects), door, normal, unknown.

    duty and tax are in `currency`; usd is their sum in USD, 0 where nothing is known or due.
    """

    kind: str
    currency: str = ""
    duty: Decimal = _NOTHING
    tax: Decimal = _NOTHING
    usd: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class Worth:
    """What is in the parcel, in USD, and how it travels."""

    goods_usd: Decimal
    freight_usd: Decimal
    gross_kg: Decimal
    service: str


@dataclass(frozen=True, slots=True)
class Border:
    """A destination's rules for parcels on a day, and units of its scheme's currency for one USD."""

    kind: str  # scheme, normal or unknown
    on: date
    regime: ImportRegime | None = None
    currency: str = ""
    per_usd: Decimal = _NOTHING


def border(session: Session, country: str, on: date, known: ExchangeRate | None = None) -> Border:
    """The border of a country on a day, to be asked for many parcels. known: a rate that is at hand."""
    try:
        regime = regime_of(session, country, on)
        if not regime.schemes:
            return Border("normal", on)
        currency = regime.schemes[0].currency
        held = known if known and known.quote == currency else exchange_rate(session, currency, on)
        return Border("scheme", on, regime, currency, held.rate)
    except RateUnknown:
        return Border("unknown", on)


def parcel_tax(at: Border, worth: Worth) -> ParcelTax:
    """Duty and tax under the destination's low-value scheme. Source: trade rules, section 5."""
    if at.regime is None:
        return ParcelTax(at.kind)
    parcel = Parcel(
        goods=rounded(worth.goods_usd * at.per_usd, at.currency),
        freight=rounded(worth.freight_usd * at.per_usd, at.currency),
        insurance=_NOTHING, currency=at.currency, on=at.on, distinct_hs6=1, gross_kg=worth.gross_kg,
        transport="courier" if worth.service == "courier" else "post",
    )  # fmt: skip
    scheme = scheme_for(at.regime, parcel)
    if scheme is None:
        return ParcelTax("normal")
    charges = parcel_charges(at.regime, scheme, parcel)
    if charges.total == 0:
        return ParcelTax("nothing")
    kind, tax = ("checkout", charges.checkout_tax) if charges.checkout_tax else ("door", charges.import_tax)
    usd = rounded((charges.duty + tax) / at.per_usd, "USD")
    return ParcelTax(kind, at.currency, charges.duty, tax, usd)
