"""How one deal's law reads: refund rate, duties, taxes and schemes as figures that can be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.core.parameters import parameters
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_regime import import_regime, regime_of
from app.queries.rates.rate import reference_rate
from app.queries.rates.rate_used import DutyPlanned
from app.trade.clearance.import_regime import ImportRegime, LowValueScheme, in_force
from app.trade.clearance.import_tax import RECOVERABLE
from app.trade.rates.course_rates import RateUsed, scheme_key, tax_key
from app.trade.rates.rate_kind import PERCENT
from app.trade.refusal import RateUnknown

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sold:
    """What is sold where: a 10-digit code to a market; national_code: the destination's line, "" unknown."""

    hs10: str
    market: str
    national_code: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The rates by one day of law. unknown: code and figures of what that day's law does not say."""

    rates: tuple[RateUsed, ...]
    refund_rate: Decimal | None
    duty_rate: Decimal | None
    vat_rate: Decimal
    unknown: tuple[str, dict[str, Any]] | None = None


def law_of_sale(session: Session, sold: Sold, on: date) -> Reading:
    """Refund rate, duty and taxes of a business deal, as the session's course reads law."""
    refund = _refund(session, sold.hs10, on)
    layers, unknown = _layers(session, sold, on)
    regime = _regime(session, sold.market, on)
    vat = regime.vat_rate(on) if regime else _ZERO
    rates = (*_noted(refund), *layers.used(sold.market), *(_taxes(regime, on) if regime else ()))
    duty = None if unknown else layers.rate
    return Reading(rates, refund.value if refund else None, duty, vat, unknown)


def law_of_listing(session: Session, hs10: str, markets: Iterable[str], on: date) -> Reading:
    """Refund rate, the market's fees and each destination's scheme for parcels, as the course reads law."""
    terms = parameters("marketplace")
    refund = _refund(session, hs10, on)
    rates = list(_noted(refund))
    for code in (terms["commission_fee"], terms["payment_fee"]):
        try:
            rates.append(reference_rate(session, "fee", code, on).used())
        except RateUnknown:
            continue
    for market in markets:
        rates += _schemes(session, market, on)
    return Reading(tuple(rates), refund.value if refund else None, None, _ZERO)


def _refund(session: Session, hs10: str, on: date) -> RateUsed | None:
    try:
        return reference_rate(session, "refund_rate", hs10, on).used()
    except RateUnknown:
        return None


def _noted(rate: RateUsed | None) -> tuple[RateUsed, ...]:
    return (rate,) if rate else ()


def _layers(session: Session, sold: Sold, on: date) -> tuple[DutyPlanned, tuple[str, dict[str, Any]] | None]:
    try:
        layers = duty_layers(session, sold.market, Goods(sold.hs10[:6], sold.national_code), on)
    except RateUnknown as unknown:
        return DutyPlanned(_ZERO, ()), (unknown.code, dict(unknown.figures))
    return DutyPlanned(sum((layer.rate for layer in layers), _ZERO), layers), None


def _regime(session: Session, market: str, on: date) -> ImportRegime | None:
    try:
        return regime_of(session, market, on)
    except RateUnknown:
        return None


def _taxes(regime: ImportRegime, on: date) -> Iterator[RateUsed]:
    """Taxes and fees of the day; layers of duty are told beside the tariff."""
    for tax in regime.taxes_on(on):
        if not tax.code.startswith("section_"):
            value, unit = (tax.rate, PERCENT) if tax.rate is not None else (tax.amount, regime.currency)
            yield RateUsed(
                "import_tax", tax_key(regime.destination, tax), value, unit, tax.source, tax.trust,
                tax.valid_from, tax.version,
            )  # fmt: skip


def _schemes(session: Session, market: str, on: date) -> Iterator[RateUsed]:
    """The schemes of a market that are in force, each by its duty, or by its limit where that is free."""
    regime = _regime(session, market, on)
    if regime is None:
        return
    for site, scheme in zip(import_regime(market).schemes, regime.schemes, strict=True):
        if in_force(regime.law_on(on), scheme.valid_from, scheme.valid_to):
            value, unit = _figure(scheme)
            yield RateUsed(
                "low_value_scheme", scheme_key(site), value, unit, scheme.source, scheme.trust,
                scheme.valid_from, scheme.version,
            )  # fmt: skip
    for tax in regime.taxes_on(on):
        if tax.code in RECOVERABLE:
            yield RateUsed("import_tax", tax_key(market, tax), tax.rate, PERCENT, tax.source, tax.trust)


def _figure(scheme: LowValueScheme) -> tuple[Decimal | None, str]:
    if scheme.duty == "free":
        return scheme.threshold, scheme.currency
    return scheme.duty_value, f"{scheme.currency} per HS6" if scheme.duty == "per_hs6" else PERCENT
