"""What a sale to a consumer leaves: the price build-up of one parcel, shown on the store.

Source: trade rules, section 2, Test B. The reckoning itself is `costing`; here stands what goes in.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import above_zero, not_negative, within_whole
from app.trade.price import costing
from app.trade.price.price_build_up import ON_PRICE, ZERO, DomesticCosts, PriceBuildUp


@dataclass(frozen=True, slots=True)
class MarketFees:
    """What the market and the wallet take: shares of the whole payment, and a fixed part in USD."""

    commission_rate: Decimal
    payment_rate: Decimal
    payment_fixed_usd: Decimal

    def __post_init__(self) -> None:
        within_whole(self, "commission_rate", "payment_rate")
        not_negative(self, "payment_fixed_usd")


@dataclass(frozen=True, slots=True)
class ParcelSale:
    """One piece sold to a consumer. Purchase price in RMB incl. VAT; freight_usd: what the carrier takes."""

    purchase_price_rmb: Decimal
    vat_rate: Decimal
    refund_rate: Decimal
    packing_rmb: Decimal
    rmb_per_usd: Decimal
    fees: MarketFees
    freight_usd: Decimal = ZERO

    def __post_init__(self) -> None:
        above_zero(self, "purchase_price_rmb", "rmb_per_usd")
        not_negative(self, "packing_rmb", "freight_usd")


def build_up(sale: ParcelSale, margin_rate: Decimal = ZERO) -> PriceBuildUp:
    """The build-up of the price of one parcel, every share on the full price.

    Source: trade rules, section 2, Test B.
    """
    return PriceBuildUp(
        term="DAP",
        quantity=1,
        purchase_price_rmb=sale.purchase_price_rmb,
        vat_rate=sale.vat_rate,
        refund_rate=sale.refund_rate,
        rmb_per_unit=sale.rmb_per_usd,
        margin_rate=margin_rate,
        margin_base=ON_PRICE,
        bank_rate=sale.fees.commission_rate + sale.fees.payment_rate,
        fixed_fee=sale.fees.payment_fixed_usd,
        freight=sale.freight_usd,
        domestic=DomesticCosts(other=sale.packing_rmb),
    )


def margin_at(sale: ParcelSale, paid_usd: Decimal) -> Decimal:
    """Profit as a share of what the consumer pays for goods and shipping, four decimals.

    Args: paid_usd > 0.
    Raises: RuleBroken("costing.price_not_positive"). Source: trade rules, section 2.
    """
    return round(costing.margin_at(build_up(sale), paid_usd), 4)


def lowest_price(sale: ParcelSale) -> Decimal:
    """The payment at which nothing is won or lost, as quoted (rounded up to the cent).

    Source: trade rules, section 2 ("m = 0").
    """
    return costing.lowest_price(build_up(sale)).unit
