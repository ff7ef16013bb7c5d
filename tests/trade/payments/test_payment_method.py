"""The methods of section 9 side by side: when the money comes, what it costs, what may go wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.money import Money
from app.trade.payments.payment_method import (
    Circumstances,
    Milestones,
    Waiting,
    buyer_cost,
    method,
    methods_compared,
    payment_days,
    seller_cost,
)
from app.trade.payments.payment_terms import METHODS
from app.trade.refusal import RuleBroken

D = Decimal
TOTAL, RATE = Money(D("18720.00"), "USD"), D("6.65")  # 124,488.00 RMB
# Tuesday 1 September; shipped Thursday 8 October; documents at the bank Tuesday 20 October 2026.
DEAL = Milestones(date(2026, 9, 1), date(2026, 10, 8), date(2026, 10, 20), date(2026, 11, 12))


def days(code: str, **waiting: int) -> list[tuple[str, str, str]]:
    found = payment_days(code, DEAL, Waiting(**waiting))
    return [(f"{due.share:f}", due.earliest_on.isoformat(), due.latest_on.isoformat()) for due in found]


@pytest.mark.parametrize(
    ("code", "waiting", "wanted"),
    [
        # 3 to 7 banking days from Tuesday 1 September: Friday 4, Thursday 10.
        ("tt_before", {}, [("1", "2026-09-04", "2026-09-10")]),
        # The balance against the copy of the bill of lading of Thursday 8 October: Tuesday 13, Monday 19.
        ("tt_30_70", {}, [("0.30", "2026-09-04", "2026-09-10"), ("0.70", "2026-10-13", "2026-10-19")]),
        # 60 days after 8 October is Monday 7 December; 3 to 7 banking days more.
        ("open_account", {"tenor_days": 60}, [("1", "2026-12-10", "2026-12-16")]),
        # 4 days of post: Saturday 24 October, so Monday 26 at the bank; 5 banking days: Monday 2 November.
        ("lc_sight", {"post_days": 4}, [("1", "2026-11-02", "2026-11-02")]),
        # 5 banking days from 20 October: Tuesday 27; 90 days more: Monday 25 January 2027.
        ("lc_confirmed_usance", {"tenor_days": 90}, [("1", "2027-01-25", "2027-01-25")]),
        # 7 to 15 days from 20 October: Tuesday 27 October; Wednesday 4 November.
        ("dp_sight", {}, [("1", "2026-10-27", "2026-11-04")]),
        # The same, and 30 days after acceptance: Thursday 26 November; Friday 4 December.
        ("da", {"tenor_days": 30}, [("1", "2026-11-26", "2026-12-04")]),
        # The platform's time after receipt on 12 November.
        ("escrow", {"release_days": 10}, [("1", "2026-11-22", "2026-11-22")]),
        # At once, or when the wallet's reserve ends.
        ("card", {"reserve_days": 21}, [("1", "2026-09-01", "2026-09-22")]),
    ],
)
def test_when_the_money_of_each_method_comes(
    code: str, waiting: dict[str, int], wanted: list[tuple[str, str, str]]
) -> None:
    assert days(code, **waiting) == wanted


def test_a_holiday_of_the_bank_moves_the_day() -> None:
    moved = payment_days("tt_before", DEAL, Waiting(), frozenset({date(2026, 9, 3)}))
    assert moved[0].earliest_on == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("code", "more", "usd"),
    [
        # 0.05 % of 124,488.00 RMB is 62.24 RMB: 9.36 USD.
        ("tt_before", {}, "9.36"),
        # 0.05 % of 37,346.40 (18.67, so at least 50) and of 87,141.60 (43.57, so 50): 7.52 USD twice.
        ("tt_30_70", {}, "15.04"),
        # Two transfers of half each: 31.12, so 50 RMB each.
        ("open_account", {"remittances": 2}, "15.04"),
        # 0.125 % is 155.61 RMB, at least 300: 45.11 USD; a refused set costs 50 USD more.
        ("lc_sight", {}, "45.11"),
        ("lc_sight", {"discrepant_sets": 1}, "95.11"),
        # And the confirmation: 0.15 % is 186.73, at least 500 RMB a quarter: 75.19 USD for each of two begun.
        ("lc_confirmed_usance", {"tenor_days": 91}, "195.49"),
        # 0.1 % is 124.49 RMB: 18.72 USD.
        ("dp_sight", {}, "18.72"),
        ("da", {}, "18.72"),
        # Above 5,000 USD the escrow is free.
        ("escrow", {}, "0"),
        # 4.4 % + 0.30 is 823.98; a withdrawal 35; 1 % for settlement into RMB 187.20.
        ("card", {}, "1046.18"),
    ],
)
def test_what_each_method_costs_the_seller(code: str, more: dict[str, int], usd: str) -> None:
    cost, workings = seller_cost(code, TOTAL, RATE, Circumstances(**more))
    assert cost == Money(D(usd), "USD")
    assert workings.amount("payment.seller_cost") == D(usd)


def test_escrow_of_a_small_order_costs_by_its_carrier() -> None:
    small = Money(D(3000), "USD")
    own, _ = seller_cost("escrow", small, RATE, Circumstances())
    other, _ = seller_cost("escrow", small, RATE, Circumstances(is_platform_logistics=False))
    assert (own.amount, other.amount) == (D("30.00"), D("60.00"))


def test_the_buyer_pays_for_a_transfer_or_for_the_issue_of_a_credit() -> None:
    # 0.1 % of 124,488.00 RMB is 124.49 RMB: 18.72 USD; an outward transfer at least 100 RMB.
    assert buyer_cost("tt_before", TOTAL, RATE)[0].amount == D("18.72")
    assert buyer_cost("tt_before", Money(D(100), "USD"), RATE)[0].amount == D("15.04")
    assert buyer_cost("lc_sight", TOTAL, RATE)[0].amount == D("18.72")
    assert buyer_cost("card", TOTAL, RATE)[0].amount == 0


def test_all_methods_stand_from_the_safest_to_the_riskiest() -> None:
    compared = methods_compared(TOTAL, RATE, Circumstances())
    assert {one.code for one in compared} == set(METHODS)
    assert [one.risk_rank for one in compared] == sorted(one.risk_rank for one in compared)
    assert (compared[0].code, compared[-1].code) == ("tt_before", "open_account")
    card = next(one for one in compared if one.code == "card")
    assert card.cost_rate == D("0.0559")


@pytest.mark.parametrize(
    ("code", "change", "refusal", "field"),
    [
        ("barter", {}, "payment.method_unknown", "code"),
        ("open_account", {"waiting": Waiting(tenor_days=29)}, "payment.tenor_out_of_range",
         "waiting.tenor_days"),
        ("da", {"waiting": Waiting(tenor_days=91)}, "payment.tenor_out_of_range", "waiting.tenor_days"),
        ("lc_sight", {"milestones": Milestones(date(2026, 9, 1))}, "payment.milestone_missing",
         "milestones.presented_on"),
    ],
)  # fmt: skip
def test_what_a_method_cannot_do_without_is_named(
    code: str, change: dict[str, object], refusal: str, field: str
) -> None:
    asked: dict[str, object] = {"milestones": DEAL, "waiting": Waiting(), **change}
    with pytest.raises(RuleBroken) as refused:
        payment_days(code, asked["milestones"], asked["waiting"])  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (refusal, field)


def test_fees_are_taken_on_dollars_at_a_real_rate() -> None:
    for total, rate, code in [
        (Money(D(1), "EUR"), RATE, "money.currencies_differ"),
        (Money(D(0), "USD"), RATE, "payment.total_not_positive"),
        (TOTAL, D(0), "payment.rate_not_positive"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            seller_cost("tt_before", total, rate, Circumstances())
        assert refused.value.code == code


def test_each_method_says_its_timing_and_risk() -> None:
    assert method("da").risk == "buyer_insolvency"
    assert method("lc_confirmed_usance").timing == "tenor_after_presentation"


@given(
    st.sampled_from(sorted(METHODS)),
    st.decimals(1, 1_000_000, places=2),
    st.decimals(1, 1_000_000, places=2),
    st.decimals("0.5", 10, places=4),
)
def test_a_greater_total_never_costs_less_but_for_the_escrow_above_its_limit(
    code: str, one: D, more: D, rate: D
) -> None:
    if code == "escrow":
        return
    low, _ = seller_cost(code, Money(one, "USD"), rate, Circumstances())
    high, _ = seller_cost(code, Money(one + more, "USD"), rate, Circumstances())
    assert low.amount <= high.amount


def test_waiting_is_bounded() -> None:
    with pytest.raises(RuleBroken, match=r"payment\.days_negative"):
        Waiting(post_days=-1)
    with pytest.raises(RuleBroken, match=r"value\.absurd"):
        replace(Waiting(), tenor_days=100_000)
