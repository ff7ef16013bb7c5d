"""Settle now, later or forward; the rate of the books; what the bank asks about a receipt."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.money import Money
from app.trade.payments.exchange import BANK_BUYING, ExchangeRate
from app.trade.payments.exchange_choice import (
    Option,
    booking_rate,
    forward_rate,
    receipt_findings,
    settlement_choice,
)
from app.trade.refusal import RateUnknown, RuleBroken

D = Decimal
ON = date(2026, 9, 15)


def usd(rate: str | D, on: date = ON) -> ExchangeRate:
    return ExchangeRate("USD", "CNY", D(rate), on, BANK_BUYING, "bank")


RECEIPT = Money(D("18720.00"), "USD")


def test_the_forward_rate_follows_the_difference_of_interest() -> None:
    # 7.10 * (1 + 0.018 * 90/360) / (1 + 0.043 * 90/360) = 7.10 * 1.0045 / 1.01075 = 7.056097...
    forward, workings = forward_rate(usd("7.10"), D("0.043"), D("0.018"), 90)
    assert forward.rate == D("7.0561") == workings.amount("exchange.forward_rate")
    assert "forward of 90 days" in forward.source
    assert set(workings.lines[0].operands) >= {"base_interest", "quote_interest", "days"}


def test_now_later_and_forward_stand_side_by_side() -> None:
    options = [Option("now", usd("6.71")), Option("later", usd("6.74")), Option("forward", usd("6.69"))]
    found = settlement_choice(RECEIPT, usd("6.65"), options)
    # 18,720 * 6.74 = 126,172.80; * 6.71 = 125,611.20; * 6.69 = 125,236.80; quoted at 6.65: 124,488.00.
    assert [(way.choice, way.proceeds.amount, way.difference.amount) for way in found.ways] == [
        ("later", D("126172.80"), D("1684.80")),
        ("now", D("125611.20"), D("1123.20")),
        ("forward", D("125236.80"), D("748.80")),
    ]
    assert found.over_now == Money(D("561.60"), "CNY")


def test_without_now_there_is_nothing_to_compare_with() -> None:
    assert settlement_choice(RECEIPT, usd("6.65"), [Option("later", usd("6.6"))]).over_now is None


def test_a_receivable_is_booked_at_the_months_first_rate() -> None:
    rates = {date(2026, 8, 31): D("7.05"), date(2026, 9, 1): D("7.08"), date(2026, 9, 2): D("7.09")}
    assert booking_rate(rates, ON) == (date(2026, 9, 1), D("7.08"))
    with pytest.raises(RateUnknown):
        booking_rate(rates, date(2026, 10, 3))


@pytest.mark.parametrize(
    ("received", "payer", "explained", "codes"),
    [
        ("18000", "HANSA  TEXTIL GmbH", False, []),
        ("17784", "Hansa Textil GmbH", False, []),  # exactly 5 % less
        ("17783.99", "Hansa Textil GmbH", False, ["M01"]),
        ("18720", "Somebody Ltd", False, ["M02"]),
        ("18720", "Somebody Ltd", True, []),
        ("9000", "Somebody Ltd", False, ["M01", "M02"]),
    ],
)
def test_the_bank_asks_about_amounts_and_payers(
    received: str, payer: str, explained: bool, codes: list[str]
) -> None:
    money = Money(D(received), "USD")
    found = receipt_findings(
        money, RECEIPT, payer, "Hansa Textil GmbH", is_third_party_explained=explained
    )
    assert [finding.code for finding in found] == codes


def test_what_makes_no_sense_is_refused() -> None:
    cases = [
        (lambda: forward_rate(usd(7), D(2), D(0), 90), "exchange.interest_out_of_range",
         "base_interest_rate"),
        (lambda: forward_rate(usd(7), D(0), D("-0.2"), 90), "exchange.interest_out_of_range",
         "quote_interest_rate"),
        (lambda: forward_rate(usd(7), D(0), D(0), 0), "exchange.days_out_of_range", "days"),
        (lambda: forward_rate(usd(7), D(0), D(0), 9, 300), "exchange.days_out_of_range", "days_in_year"),
        (lambda: settlement_choice(RECEIPT, usd(7), []), "exchange.no_option", "options"),
        (lambda: settlement_choice(Money(D(0), "USD"), usd(7), [Option("now", usd(7))]),
         "exchange.receipt_not_positive", "receipt"),
        (lambda: settlement_choice(Money(D(1), "EUR"), usd(7), [Option("now", usd(7))]),
         "exchange.rate_does_not_fit", None),
    ]  # fmt: skip
    for ask, code, field in cases:
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert (refused.value.code, refused.value.field) == (code, field)


@given(
    st.decimals("0.01", "0.2", places=4), st.decimals("0.01", "0.2", places=4), st.integers(1, 366)
)
def test_the_currency_with_the_higher_interest_is_cheaper_forward(base: D, quote: D, days: int) -> None:
    forward, _ = forward_rate(usd("7.10"), base, quote, days)
    if base > quote:
        assert forward.rate <= D("7.10")
    else:
        assert forward.rate >= D("7.10")
