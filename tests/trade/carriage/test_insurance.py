"""Source: trade rules, section 2, test A."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.carriage import insurance
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from tests.trade.examples import EXAMPLES, decimals

A = decimals(EXAMPLES["cost_a_b2b"]["out"])
CIF = Money(A["cif_total"], "USD")


def test_the_insured_amount_and_premium_of_test_a() -> None:
    assert insurance.insured_amount(CIF)[0] == Money(A["insured"], "USD")
    premium, workings = insurance.premium(CIF, Decimal("0.0045"))
    assert premium == Money(A["premium"], "USD")
    assert [line.code for line in workings.lines] == ["insurance.insured_amount", "insurance.premium"]


def test_cif_from_cfr_of_test_a() -> None:
    assert round(insurance.cif_from_cfr(A["cfr_exact"], Decimal("0.0045")), 6) == A["cif_exact"]


def test_an_agreed_mark_up_goes_before_the_customary_one() -> None:
    assert insurance.insured_amount(CIF, Decimal("1.30"))[0].amount == Decimal("25064.00")


@pytest.mark.parametrize(
    ("value", "rate"), [("0", "0.01"), ("-1", "0.01"), ("100", "-0.01"), ("100", "0.95")]
)
def test_values_and_rates_out_of_range_are_refused(value: str, rate: str) -> None:
    with pytest.raises(RuleBroken):
        insurance.premium(Money(Decimal(value), "USD"), Decimal(rate))


@given(st.decimals(Decimal("0.01"), 1_000_000, places=2), st.decimals(0, Decimal("0.05"), places=5))
def test_cfr_and_cif_are_each_others_way_back(cfr: Decimal, rate: Decimal) -> None:
    assert abs(insurance.cfr_from_cif(insurance.cif_from_cfr(cfr, rate), rate) - cfr) < Decimal("0.000001")
