"""Section 12: what marketplaces and wallets take, equal to the rows of the reference."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.reference_table import table
from app.queries.rates.reference import decimal_of
from app.trade.money import Money
from app.trade.payments.platform_fees import PLATFORMS, PlatformFees, platform_fees, sale_fees
from app.trade.refusal import RateUnknown, RuleBroken
from tests.trade.examples import EXAMPLES, decimals

D = Decimal
FEES = {cells["code"]: cells for cells in table("fee")}
B_IN, B = (decimals(EXAMPLES["cost_b_b2c"][side]) for side in ("in", "out"))


def usd(amount: str | D) -> Money:
    return Money(D(amount), "USD")


def test_platform_and_payment_fee_of_test_b() -> None:
    found = sale_fees(usd(B["price"]), PlatformFees(B_IN["platform"], D(0), B_IN["pay_pct"], B_IN["pay_fix"]))
    assert (found.commission.amount, found.payment_fee.amount) == (B["platform_fee"], B["pay_fee"])
    assert found.left == usd("16.79")  # 20.81 - 3.12 - 0.90


@pytest.mark.parametrize(
    ("platform", "category"), [(name, each) for name, held in PLATFORMS.items() for each in held]
)
def test_the_defaults_are_those_of_the_reference(platform: str, category: str) -> None:
    fees = platform_fees(platform, category)
    if platform == "paypal":
        cells = FEES["paypal.payment"]
        assert (fees.payment_rate * 100, fees.payment_fixed) == (D(cells["value"]), D(cells["fixed"]))
        return
    cells = FEES["aliexpress.commission" if platform == "aliexpress" else f"{platform}.{category}"]
    percent = None if fees.commission_rate is None else fees.commission_rate * 100
    assert percent == decimal_of(cells["value"])
    assert fees.least_commission == (decimal_of(cells["least"]) or 0)


@pytest.mark.parametrize(
    ("paid", "category", "commission"),
    [
        ("10.00", "apparel", "1.70"),  # 17 %
        ("10.00", "electronics", "0.80"),  # 8 %
        ("10.00", "books_home", "1.50"),  # 15 %
        ("1.00", "electronics", "0.30"),  # at least 0.30
    ],
)
def test_a_marketplace_takes_its_share_and_at_least_the_least(
    paid: str, category: str, commission: str
) -> None:
    assert sale_fees(usd(paid), platform_fees("amazon_us", category)).commission == usd(commission)


def test_escrow_is_capped_and_the_buyer_bears_the_card() -> None:
    found = sale_fees(usd("5000"), platform_fees("trade_assurance", "third_party"), cap=D(100))
    assert (found.commission.amount, found.by_buyer.amount) == (D("100.00"), D("147.50"))
    assert found.left == usd("4900.00")


def test_a_commission_of_which_only_the_range_is_known_is_refused_by_it() -> None:
    with pytest.raises(RateUnknown) as refused:
        sale_fees(usd("10"), platform_fees("aliexpress", "any"))
    assert refused.value.code == "platform.commission_not_held"
    assert (refused.value.figures["lowest"], refused.value.figures["highest"]) == (5, 15)


def test_what_is_not_held_or_makes_no_sense_is_refused() -> None:
    cases = [
        (lambda: platform_fees("souq", "any"), "platform.not_held", "platform"),
        (lambda: platform_fees("amazon_us", "cars"), "platform.category_not_held", "category"),
        (lambda: PlatformFees(D(1)), "platform.share_out_of_range", "commission_rate"),
        (lambda: PlatformFees(D("0.1"), D(-1)), "platform.amount_negative", "least_commission"),
        (lambda: sale_fees(usd("0"), PlatformFees(D("0.1"))), "platform.payment_not_positive", "paid"),
        (lambda: sale_fees(usd("1"), PlatformFees(D("0.1")), D(-1)), "platform.amount_negative", "cap"),
        (lambda: sale_fees(usd("0.30"), platform_fees("amazon_us", "apparel")), "platform.nothing_left",
         "paid"),
    ]  # fmt: skip
    for ask, code, field in cases:
        with pytest.raises((RuleBroken, RateUnknown)) as refused:
            ask()
        assert (refused.value.code, refused.value.field) == (code, field)


@given(st.decimals(1, 100_000, places=2), st.decimals(0, "0.5", places=4), st.decimals(0, "0.4", places=4))
def test_the_parts_of_a_payment_are_the_whole(paid: D, commission: D, wallet: D) -> None:
    found = sale_fees(usd(paid), PlatformFees(commission, payment_rate=wallet))
    assert found.commission + found.payment_fee + found.left == usd(paid)
