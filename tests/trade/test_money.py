"""Source of the rounding rules: trade rules, section 0."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade import money
from app.trade.money import Money
from app.trade.refusal import RuleBroken


@pytest.mark.parametrize(
    ("exact", "currency", "unit"),
    [("4.6784", "USD", "4.68"), ("4.6701", "USD", "4.68"), ("4.68", "USD", "4.68"), ("700.1", "JPY", "701")],
)
def test_unit_prices_are_quoted_upwards(exact: str, currency: str, unit: str) -> None:
    assert money.quoted(Decimal(exact), currency) == Decimal(unit)


@pytest.mark.parametrize(
    ("exact", "currency", "total"),
    [("95.436", "USD", "95.44"), ("0.005", "USD", "0.01"), ("0.0049", "USD", "0.00"),
     ("22199.5", "JPY", "22200"), ("-0.005", "USD", "-0.01")],
)  # fmt: skip
def test_totals_are_rounded_half_up_to_the_currencys_decimals(exact: str, currency: str, total: str) -> None:
    assert money.rounded(Decimal(exact), currency) == Decimal(total)
    assert Money(Decimal(exact), currency).rounded() == Money(Decimal(total), currency)


def test_money_adds_and_compares_within_one_currency_only() -> None:
    ten, two, euro = Money(Decimal(10), "USD"), Money(Decimal(2), "USD"), Money(Decimal(2), "EUR")
    assert ten + two == Money(Decimal(12), "USD")
    assert ten - two == two * 4
    assert -two < two <= two
    for ask in (lambda: ten + euro, lambda: ten - euro, lambda: ten < euro, lambda: ten <= euro):
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == "money.currencies_differ"


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), 1.5, 3])
def test_only_a_finite_decimal_is_an_amount(amount: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        Money(amount, "USD")  # type: ignore[arg-type]
    assert refused.value.code == "money.not_an_amount"


@pytest.mark.parametrize("currency", ["usd", "US", "DOLLAR", "", "美元元"])
def test_only_three_capital_letters_are_a_currency(currency: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        Money(Decimal(1), currency)
    assert refused.value.code == "money.currency_unknown"


def test_shares_that_are_nothing_or_negative_cannot_split() -> None:
    for shares in ([], [Decimal(0)], [Decimal(2), Decimal(-1)]):
        with pytest.raises(RuleBroken) as refused:
            money.split(Decimal(1), shares, "USD")
        assert refused.value.code == "money.no_shares"


SHARES = st.lists(st.decimals(0, 100, places=3), min_size=1, max_size=8).filter(any)


@given(st.integers(-10_000_000, 10_000_000), SHARES, st.sampled_from(["USD", "JPY"]))
def test_a_split_sums_to_the_total_and_no_part_is_a_step_away(
    steps: int, shares: list[Decimal], currency: str
) -> None:
    step = money.smallest_step(currency)
    total = steps * step
    parts = money.split(total, shares, currency)
    assert sum(parts, Decimal(0)) == total
    whole = sum(shares, Decimal(0))
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - total * share / whole) < step
