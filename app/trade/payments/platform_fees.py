"""What a marketplace and its wallet take of a sale, and what is left.

Source: trade rules, section 12; `seed/reference/fee.csv`. All are defaults: a teacher may override
them.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import dataclass
from decimal import Decimal

from app.trade.money import Money, rounded
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_SECTION_12 = "trade rules, section 12"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PlatformFees:
    """Fees of one marketplace for one category, amounts in USD.

    commission_rate: of the whole payment, None where it is not known; lowest_rate, highest_rate: the range
    that is known then; least_commission: per sale; payment_rate, payment_fixed: of the wallet;
    buyer_card_rate: paid by the buyer on top.
    """

    commission_rate: Decimal | None
    least_commission: Decimal = _ZERO
    payment_rate: Decimal = _ZERO
    payment_fixed: Decimal = _ZERO
    buyer_card_rate: Decimal = _ZERO
    lowest_rate: Decimal | None = None
    highest_rate: Decimal | None = None

    def __post_init__(self) -> None:
        for name in ("commission_rate", "payment_rate", "buyer_card_rate"):
            share = getattr(self, name)
            if share is not None and not 0 <= share < 1:
                raise RuleBroken("platform.share_out_of_range", field=name, percent=share * 100)
        for name in ("least_commission", "payment_fixed"):
            if getattr(self, name) < 0:
                raise RuleBroken("platform.amount_negative", field=name)


def _amazon(percent: int) -> PlatformFees:
    return PlatformFees(Decimal(percent).scaleb(-2), least_commission=Decimal("0.30"))


# Marketplace -> category -> fees.
PLATFORMS: dict[str, dict[str, PlatformFees]] = {
    "amazon_us": {
        "apparel": _amazon(17), "electronics": _amazon(8), "electronics_accessories": _amazon(15),
        "beauty_baby": _amazon(15), "bags_shoes_toys": _amazon(15), "books_home": _amazon(15),
    },
    "aliexpress": {
        "any": PlatformFees(None, lowest_rate=Decimal("0.05"), highest_rate=Decimal("0.15")),
    },
    "trade_assurance": {
        "own_logistics": PlatformFees(Decimal("0.01"), buyer_card_rate=Decimal("0.0295")),
        "third_party": PlatformFees(Decimal("0.02"), buyer_card_rate=Decimal("0.0295")),
        "large_order": PlatformFees(_ZERO, buyer_card_rate=Decimal("0.0295")),
    },
    "paypal": {
        "any": PlatformFees(_ZERO, payment_rate=Decimal("0.044"), payment_fixed=Decimal("0.30")),
    },
}


def platform_fees(platform: str, category: str) -> PlatformFees:
    """The default fees of a marketplace for a category.

    Args: platform amazon_us, aliexpress, trade_assurance or paypal; category, of that platform ("any" where
    there is one for all).
    Raises: RateUnknown("platform.not_held"), RateUnknown("platform.category_not_held").
    Source: trade rules, section 12.
    """
    categories = PLATFORMS.get(platform)
    if categories is None:
        known = ", ".join(PLATFORMS)
        raise RateUnknown("platform.not_held", field="platform", platform=platform, known=known)
    if category not in categories:
        raise RateUnknown(
            "platform.category_not_held", field="category", category=category, known=", ".join(categories)
        )
    return categories[category]


@dataclass(frozen=True, slots=True)
class SaleFees:
    """What one payment leaves. All in the currency of the payment; by_buyer: paid on top by the buyer."""

    commission: Money
    payment_fee: Money
    by_buyer: Money
    left: Money
    workings: Workings


def sale_fees(paid: Money, fees: PlatformFees, cap: Decimal | None = None) -> SaleFees:
    """Commission and payment fee of one payment, each rounded half up, and what is left for the seller.

    Args: paid > 0, goods and shipping, in USD; cap: the most that the commission may be (100 USD for Trade
    Assurance up to an order of 5,000).
    Raises: RuleBroken("platform.payment_not_positive"), RateUnknown("platform.commission_not_held") naming
    the range, RuleBroken("platform.amount_negative"), RuleBroken("platform.nothing_left").
    Source: trade rules, section 12.
    """
    currency = paid.currency
    if paid.amount <= 0:
        raise RuleBroken("platform.payment_not_positive", field="paid")
    if cap is not None and cap < 0:
        raise RuleBroken("platform.amount_negative", field="cap")
    if fees.commission_rate is None:
        lowest, highest = (100 * (rate or _ZERO) for rate in (fees.lowest_rate, fees.highest_rate))
        raise RateUnknown(
            "platform.commission_not_held", field="fees.commission_rate", lowest=lowest, highest=highest
        )
    workings = Workings()
    exact = max(paid.amount * fees.commission_rate, fees.least_commission)
    commission = workings.add(
        "platform.commission", rounded(exact if cap is None else min(exact, cap), currency), currency,
        "paid * commission_rate, at least the least and at most the cap", _SECTION_12,
        paid=(paid.amount, currency), commission_rate=(fees.commission_rate, "share"),
        least=(fees.least_commission, currency), greatest=("-" if cap is None else cap, currency),
    )
    payment_fee = workings.add(
        "platform.payment_fee", rounded(paid.amount * fees.payment_rate + fees.payment_fixed, currency),
        currency, "paid * payment_rate + fixed", _SECTION_12, paid=(paid.amount, currency),
        payment_rate=(fees.payment_rate, "share"), fixed=(fees.payment_fixed, currency),
    )
    left = workings.add("platform.left", paid.amount - commission - payment_fee, currency,
                        "paid - commission - payment_fee", _SECTION_12)
    if left <= 0:
        raise RuleBroken("platform.nothing_left", field="paid", paid=paid.amount)
    by_buyer = rounded(paid.amount * fees.buyer_card_rate, currency)
    taken = Money(commission, currency), Money(payment_fee, currency)
    return SaleFees(*taken, Money(by_buyer, currency), Money(left, currency), workings)
