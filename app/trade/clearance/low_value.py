"""Schemes for parcels of low value: relief, flat duties, tax at checkout.

One cent over the limit taxes the whole, not the excess (Russia excepted). All amounts are in the scheme's own
currency. Source: trade rules, section 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.trade.bounds import above_zero, not_negative
from app.trade.clearance.import_regime import ImportRegime, LowValueScheme, in_force
from app.trade.finding import Finding
from app.trade.money import rounded
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_5 = "trade rules, section 5"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One consignment, or those of one person and day where they count together.

    goods: their price without freight and tax; distinct_hs6: different 6-digit codes inside; transport:
    courier, post, air...; vendor_is_registered: with the destination's tax office for sales from abroad.
    """

    goods: Decimal
    freight: Decimal
    insurance: Decimal
    currency: str
    on: date
    distinct_hs6: int
    gross_kg: Decimal
    transport: str = "courier"
    is_consumer: bool = True
    vendor_is_registered: bool = True

    def __post_init__(self) -> None:
        above_zero(self, "goods", "distinct_hs6", "gross_kg")
        not_negative(self, "freight", "insurance")

    @property
    def delivered(self) -> Decimal:
        """Goods, freight and insurance together."""
        return self.goods + self.freight + self.insurance


@dataclass(frozen=True, slots=True)
class ParcelCharges:
    """What a parcel owes: duty and tax at import, or tax that the shop collects at checkout."""

    scheme: LowValueScheme
    duty: Decimal
    import_tax: Decimal
    checkout_tax: Decimal
    workings: Workings

    @property
    def total(self) -> Decimal:
        """All that is due, wherever it is collected."""
        return self.duty + self.import_tax + self.checkout_tax


@one_line(
    "goods * value_share, goods + freight, or goods + freight + insurance, by the basis", "{parcel.currency}",
    basis=("scheme.basis", "code"), value_share=("scheme.value_share", "share"),
    goods=("parcel.goods", "{parcel.currency}"), freight=("parcel.freight", "{parcel.currency}"),
    insurance=("parcel.insurance", "{parcel.currency}"),
)  # fmt: skip
def threshold_value(scheme: LowValueScheme, parcel: Parcel) -> Decimal:
    """The value that is held against the limit: goods, goods and freight, or CIF."""
    if scheme.basis == "cif":
        return parcel.delivered
    if scheme.basis == "goods_freight":
        return parcel.goods + parcel.freight
    return parcel.goods * scheme.value_share


def scheme_for(regime: ImportRegime, parcel: Parcel) -> LowValueScheme | None:
    """The low-value scheme that takes the parcel on its day; none where it is a normal entry.

    Raises: RuleBroken("low_value.currency_differs") unless the parcel is in the scheme's currency.
    """
    for scheme in regime.schemes:
        if not in_force(regime.law_on(parcel.on), scheme.valid_from, scheme.valid_to):
            continue
        if parcel.currency != scheme.currency:
            raise RuleBroken("low_value.currency_differs", found=parcel.currency, expected=scheme.currency)
        value = threshold_value(scheme, parcel)
        fits = (scheme.threshold is None or value <= scheme.threshold) and (
            scheme.above is None or value > scheme.above
        )
        carried = not scheme.transport or parcel.transport == scheme.transport
        if fits and carried and (parcel.is_consumer or not scheme.consumer_only):
            return scheme
    return None


def parcel_charges(regime: ImportRegime, scheme: LowValueScheme, parcel: Parcel) -> ParcelCharges:
    """Duty and tax of a parcel under its scheme, each rounded to the scheme's currency.

    Source: trade rules, section 5.
    """
    workings = Workings()
    value = threshold_value(scheme, parcel)
    workings.add(
        "low_value.value", value, scheme.currency, scheme.basis, scheme.source,
        threshold=("" if scheme.threshold is None else scheme.threshold, scheme.currency),
    )  # fmt: skip
    duty = workings.add(
        "low_value.duty", rounded(_duty(scheme, parcel, value), scheme.currency), scheme.currency,
        _DUTY_FORMULAS[scheme.duty], scheme.source, value=(value, scheme.currency),
        duty_value=(scheme.duty_value, ""), distinct_hs6=(Decimal(parcel.distinct_hs6), "codes"),
    )  # fmt: skip
    tax = _tax(regime, scheme, parcel, duty, workings)
    at_checkout = scheme.vat in ("checkout", "registered")
    zero = Decimal(0)
    return ParcelCharges(scheme, duty, zero if at_checkout else tax, tax if at_checkout else zero, workings)


_DUTY_FORMULAS = {
    "free": "0",
    "rate": "value * duty_value - deduct",
    "all_in": "value * duty_value",
    "per_hs6": "distinct_hs6 * duty_value",
    "excess": "max((value - free_to) * duty_value, (gross_kg - free_kg) * per_kg)",
}


def _duty(scheme: LowValueScheme, parcel: Parcel, value: Decimal) -> Decimal:
    zero = Decimal(0)
    if scheme.duty == "per_hs6":
        return parcel.distinct_hs6 * scheme.duty_value
    if scheme.duty in ("rate", "all_in"):
        return max(zero, value * scheme.duty_value - scheme.deduct)
    if scheme.duty == "excess":
        by_value = (value - scheme.free_to) * scheme.duty_value
        by_weight = (parcel.gross_kg - scheme.free_kg) * scheme.per_kg
        return max(zero, by_value, by_weight)
    return zero


def _tax(
    regime: ImportRegime, scheme: LowValueScheme, parcel: Parcel, duty: Decimal, workings: Workings
) -> Decimal:
    currency, rate = scheme.currency, regime.vat_rate(parcel.on)
    if scheme.vat in ("none", "covered") or (scheme.vat == "registered" and not parcel.vendor_is_registered):
        return Decimal(0)
    if scheme.vat == "inside":
        base, formula = (parcel.delivered + duty) / (1 - rate), "(delivered + duty) / (1 - rate) * rate"
    else:
        base, formula = parcel.delivered + duty, "(delivered + duty) * rate"
    return workings.add(
        "low_value.tax", rounded(base * rate, currency), currency, formula, _SECTION_5,
        delivered=(parcel.delivered, currency), duty=(duty, currency), rate=(rate, "ratio"),
    )  # fmt: skip


def splitting(regime: ImportRegime, parcels: Sequence[Parcel]) -> Finding | None:
    """A warning when one buyer's order goes in several parcels that only apart stay within a limit.

    Args: parcels of one order or of one person and day, in the scheme's currency.
    Source: trade rules, section 5: splitting an order to stay under a limit is flagged.
    """
    if len(parcels) < 2:
        return None
    schemes = [scheme_for(regime, parcel) for parcel in parcels]
    limits = [scheme.threshold for scheme in schemes if scheme is not None and scheme.threshold is not None]
    if len(limits) < len(parcels):
        return None
    together = sum(
        (threshold_value(scheme, parcel) for scheme, parcel in zip(schemes, parcels, strict=True) if scheme),
        Decimal(0),
    )
    limit = max(limits)
    if together <= limit:
        return None
    figures = {"parcels": len(parcels), "together": together, "limit": limit, "currency": parcels[0].currency}
    return Finding("V01", "warning", ("parcel.value",), _SECTION_5, figures)
