"""Source: trade rules, sections 2 and 10."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.money import Money
from app.trade.payments import exchange
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import RateUnknown, RuleBroken

MIDDLE = ExchangeRate("USD", "CNY", Decimal("7.1000"), date(2026, 10, 30), "middle", "ECB")
BOOKED = ExchangeRate("USD", "CNY", Decimal("6.65"), date(2026, 9, 1), "bank_buying", "quotation")


def test_a_bank_buys_below_and_sells_above_the_middle_rate() -> None:
    assert exchange.bank_buying(MIDDLE, Decimal("0.002")).rate == Decimal("7.0858")
    assert exchange.bank_selling(MIDDLE, Decimal("0.002")).rate == Decimal("7.1142")
    assert exchange.bank_buying(MIDDLE, Decimal("0.002")).kind == "bank_buying"


def test_a_conversion_keeps_rate_date_kind_and_source() -> None:
    yuan, workings = exchange.convert(Money(Decimal("18720"), "USD"), BOOKED)
    assert yuan == Money(Decimal("124488.00"), "CNY")
    (line,) = workings.lines
    assert line.source == "quotation"
    assert line.operands["exchange_rate"] == (Decimal("6.65"), "CNY/USD")
    assert line.operands["on"][0] == "2026-09-01"
    assert line.operands["kind"][0] == "bank_buying"


def test_a_conversion_into_yen_has_no_decimals() -> None:
    yen = ExchangeRate("USD", "JPY", Decimal("151.37"), date(2026, 10, 30), "middle", "ECB")
    assert exchange.convert(Money(Decimal("10.01"), "USD"), yen)[0] == Money(Decimal(1515), "JPY")


def test_a_receipt_settled_above_the_quotations_rate_is_a_gain() -> None:
    today = ExchangeRate("USD", "CNY", Decimal("6.70"), date(2026, 11, 2), "bank_buying", "bank")
    receipt = Money(Decimal("18720"), "USD")
    assert exchange.exchange_difference(receipt, BOOKED, today)[0] == Money(Decimal("936.00"), "CNY")
    assert exchange.exchange_difference(receipt, today, BOOKED)[0] == Money(Decimal("-936.00"), "CNY")


def test_on_a_weekend_the_last_published_rate_counts() -> None:
    rates = {date(2026, 10, 29): Decimal("7.09"), date(2026, 10, 30): Decimal("7.10")}
    assert exchange.published_rate(rates, date(2026, 11, 1)) == (date(2026, 10, 30), Decimal("7.10"))


@pytest.mark.parametrize("on", [date(2026, 10, 28), date(2027, 1, 1)])
def test_a_rate_that_was_not_published_is_never_guessed(on: date) -> None:
    with pytest.raises(RateUnknown):
        exchange.published_rate({date(2026, 10, 29): Decimal("7.09")}, on)


def test_exchange_cost_and_profit_rate_of_test_a() -> None:
    net_fob = Decimal("18720.00")
    assert round(exchange.exchange_cost(Decimal(112000), net_fob), 4) == Decimal("5.9829")
    assert round(exchange.profit_rate(net_fob, Decimal("6.65"), Decimal(112000)), 4) == Decimal("0.1115")


@pytest.mark.parametrize(("received", "fits"), [("9500", True), ("10500", True), ("9499.99", False)])
def test_a_receipt_must_equal_the_declaration_within_five_percent(received: str, fits: bool) -> None:
    declared = Money(Decimal(10000), "USD")
    assert exchange.receipt_matches_declaration(Money(Decimal(received), "USD"), declared) is fits


def test_rates_and_pairs_that_make_no_sense_are_refused() -> None:
    euro = Money(Decimal(1), "EUR")
    for ask, code in (
        (lambda: exchange.convert(euro, BOOKED), "exchange.rate_does_not_fit"),
        (lambda: exchange.exchange_difference(euro, BOOKED, BOOKED), "exchange.rate_does_not_fit"),
        (lambda: exchange.bank_buying(BOOKED, Decimal(0)), "exchange.not_a_middle_rate"),
        (lambda: exchange.bank_selling(MIDDLE, Decimal(1)), "exchange.spread_out_of_range"),
        (lambda: exchange.exchange_cost(Decimal(1), Decimal(0)), "exchange.net_fob_not_positive"),
        (lambda: exchange.profit_rate(Decimal(1), Decimal(1), Decimal(0)), "exchange.cost_not_positive"),
        (lambda: ExchangeRate("USD", "CNY", Decimal(0), date(2026, 1, 1), "middle", ""),
         "exchange.rate_not_positive"),
        (lambda: ExchangeRate("USD", "CNY", Decimal(7), date(2026, 1, 1), "best", ""),
         "exchange.kind_unknown"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == code


@given(st.decimals(Decimal("0.01"), Decimal(10_000_000), places=2), st.decimals(1, 9, places=4))
def test_there_and_back_agree_within_a_cent(amount: Decimal, rate: Decimal) -> None:
    pair = ExchangeRate("USD", "CNY", rate, date(2026, 10, 30), "middle", "ECB")
    there, _ = exchange.convert(Money(amount, "USD"), pair)
    back, _ = exchange.convert(there, pair)
    assert abs(back.amount - amount) <= Decimal("0.01")
