"""Source: trade rules, section 9, and `platform_and_bank_fees.csv`."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.money import Money
from app.trade.payments import payment_terms
from app.trade.payments.payment_terms import (
    CARD,
    CREDIT_NEGOTIATION,
    DOCUMENTARY_COLLECTION,
    INWARD_REMITTANCE,
    METHODS,
    TT_30_70,
    TT_BEFORE,
    Instalment,
)
from app.trade.refusal import RuleBroken
from app.trade.words import labels


def _usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def test_thirty_seventy_in_dollars_and_in_yen() -> None:
    parts, workings = payment_terms.instalments(_usd("19280.01"), TT_30_70)
    assert [part.amount.amount for part in parts] == [Decimal("5784.00"), Decimal("13496.01")]
    assert [part.milestone for part in parts] == ["before_production", "against_bill_of_lading_copy"]
    assert len(workings.lines) == 2
    yen, _ = payment_terms.instalments(Money(Decimal(1001), "JPY"), TT_30_70)
    assert [part.amount.amount for part in yen] == [300, 701]


def test_open_account_is_one_part_after_the_bill_of_lading() -> None:
    (part,), _ = payment_terms.instalments(_usd("100"), payment_terms.open_account(60))
    assert (part.milestone, part.days, part.amount) == ("after_bill_of_lading", 60, _usd("100"))


@pytest.mark.parametrize(
    ("amount", "fee", "charged"),
    [
        ("50000", INWARD_REMITTANCE, "50"),  # 25 is below the least
        ("124488", INWARD_REMITTANCE, "62.24"),
        ("5000000", INWARD_REMITTANCE, "500"),
        ("124488", CREDIT_NEGOTIATION, "300"),
        ("1000000", CREDIT_NEGOTIATION, "1250"),
        ("124488", DOCUMENTARY_COLLECTION, "124.49"),
    ],
)
def test_a_bank_charges_its_share_between_least_and_greatest(
    amount: str, fee: payment_terms.BankFee, charged: str
) -> None:
    assert payment_terms.bank_fee(Money(Decimal(amount), "CNY"), fee)[0].amount == Decimal(charged)


def test_a_card_costs_a_share_and_a_fixed_sum() -> None:
    assert payment_terms.bank_fee(_usd("20.81"), CARD)[0] == _usd("1.22")


@pytest.mark.parametrize(
    ("total", "own", "fee"),
    [("1000", True, "10.00"), ("1000", False, "20.00"), ("5000", False, "100.00"), ("5000.01", False, "0")],
)
def test_escrow_costs_one_or_two_percent_up_to_a_cap_and_nothing_above_five_thousand(
    total: str, own: bool, fee: str
) -> None:
    assert payment_terms.escrow_fee(_usd(total), own)[0] == _usd(fee)


def test_every_method_has_words_for_its_name_timing_and_risk() -> None:
    assert set(METHODS) == set(labels.METHOD_LABELS)
    assert {method.timing for method in METHODS.values()} == set(labels.TIMING_LABELS)
    assert {method.risk for method in METHODS.values()} == set(labels.RISK_LABELS)
    ranks = {code: method.risk_rank for code, method in METHODS.items()}
    assert min(ranks, key=lambda code: ranks[code]) == "tt_before"
    assert max(ranks, key=lambda code: ranks[code]) == "open_account"


@pytest.mark.parametrize(
    ("start", "days", "reached"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # Monday, over a weekend
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday
        (date(2026, 11, 28), 0, date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 9, 30), 3, date(2026, 10, 12)),  # the National Day holiday of 1 to 7 October
    ],
)
def test_banking_days_leave_out_weekends_and_holidays(start: date, days: int, reached: date) -> None:
    holidays = {date(2026, 10, day) for day in range(1, 8)}
    assert payment_terms.banking_days_later(start, days, holidays) == reached


@pytest.mark.parametrize(
    ("received", "missing", "tolerated"),
    [("1000", "0", True), ("1003", "0", True), ("975", "25", True), ("974.99", "25.01", False)],
)
def test_charges_on_the_way_are_tolerated_up_to_25_dollars(
    received: str, missing: str, tolerated: bool
) -> None:
    short = payment_terms.shortfall(_usd("1000"), _usd(received))
    assert (short.missing, short.is_tolerated) == (_usd(missing), tolerated)


def test_terms_that_make_no_sense_are_refused() -> None:
    third = Instalment(Decimal("0.3"), "before_production")
    for ask, code in (
        (lambda: payment_terms.instalments(_usd("1"), (third,)), "payment.shares_not_whole"),
        (lambda: payment_terms.instalments(_usd("0"), TT_BEFORE), "payment.total_not_positive"),
        (lambda: payment_terms.instalments(_usd("1"), (Instalment(Decimal(1), "whenever"),)),
         "payment.milestone_unknown"),
        (lambda: payment_terms.open_account(120), "payment.tenor_out_of_range"),
        (lambda: payment_terms.bank_fee(_usd("1"), INWARD_REMITTANCE), "money.currencies_differ"),
        (lambda: payment_terms.bank_fee(_usd("-1"), CARD), "payment.amount_negative"),
        (lambda: payment_terms.banking_days_later(date(2026, 1, 1), -1), "payment.days_negative"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == code


WEIGHTS = st.lists(st.integers(1, 99), min_size=1, max_size=6)


@given(st.decimals(Decimal("0.01"), 10_000_000, places=2), WEIGHTS)
def test_instalments_sum_to_the_total(total: Decimal, weights: list[int]) -> None:
    shares = [Decimal(weight) / 1000 for weight in weights]
    shares.append(1 - sum(shares, Decimal(0)))
    terms = tuple(Instalment(share, "before_shipment") for share in shares)
    parts, _ = payment_terms.instalments(Money(total, "USD"), terms)
    assert sum((part.amount.amount for part in parts), Decimal(0)) == total
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.amount.amount - total * share) < Decimal("0.01")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40), st.integers(0, 40))
def test_banking_days_add_up(start: date, first: int, then: int) -> None:
    halfway = payment_terms.banking_days_later(start, first)
    assert payment_terms.is_banking_day(halfway)
    if payment_terms.is_banking_day(start):
        whole = payment_terms.banking_days_later(start, first + then)
        assert payment_terms.banking_days_later(halfway, then) == whole
