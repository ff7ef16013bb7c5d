"""What a consumer may ask, what they take, and what the market decides."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from app.trade.market.consumer_choice import Received, stars_for
from app.trade.market.parcel_return import (
    Arrived,
    ReturnOffer,
    commission_back,
    consumers_word,
    market_decision,
    may_withdraw,
    return_chances,
)

ASKS = {
    "faulty": D("0.85"), "claim": D("0.30"), "late_day": D("0.02"), "late_most": D("0.25"),
    "charged": D("0.08"),
}  # fmt: skip
MINDS = {"apparel": D("0.09"), "electronics": D("0.04"), "other": D("0.03")}
SOUND = Arrived(False, 0, 0, False, "6912001000")


def test_only_what_has_happened_is_a_reason() -> None:
    assert return_chances(SOUND, ASKS, MINDS) == {"change_of_mind": D("0.03")}
    bad = replace(SOUND, is_faulty=True, untrue_claims=2, days_late=4, is_charged_at_door=True)
    assert return_chances(bad, ASKS, MINDS) == {
        "faulty": D("0.85"), "not_as_described": D("0.51"), "late": D("0.08"), "charged_at_door": D("0.08"),
        "change_of_mind": D("0.03"),
    }  # fmt: skip
    assert return_chances(replace(SOUND, days_late=90), ASKS, MINDS)["late"] == D("0.25")
    assert return_chances(replace(SOUND, hs_code="6109100010"), ASKS, MINDS)["change_of_mind"] == D("0.09")


@pytest.mark.parametrize(
    ("market", "days", "may"),
    [("DE", 14, True), ("DE", 15, False), ("GB", 3, True), ("US", 3, False), ("JP", 1, False)],
)
def test_the_law_of_the_market_says_who_may_withdraw(market: str, days: int, may: bool) -> None:
    assert may_withdraw(market, days, 14) is may


@pytest.mark.parametrize(
    ("reason", "has_right", "kind", "share", "word"),
    [
        ("faulty", False, "refund", "0", "take"),
        ("faulty", False, "label", "0", "send_back"),
        ("faulty", False, "consumer_pays", "0", "insist"),
        ("faulty", False, "refuse", "0", "insist"),
        ("late", False, "partial", "0.40", "take"),
        ("late", False, "partial", "0.29", "insist"),
        ("change_of_mind", True, "consumer_pays", "0", "send_back"),
        ("change_of_mind", True, "refuse", "0", "insist"),
        ("change_of_mind", False, "refuse", "0", "take"),
    ],
)
def test_what_a_consumer_makes_of_an_answer(
    reason: str, has_right: bool, kind: str, share: str, word: str
) -> None:
    assert consumers_word(reason, has_right, ReturnOffer(kind, D(share)), D("0.30")) == word


@pytest.mark.parametrize(
    ("reason", "has_right", "was_answered", "decision"),
    [
        ("change_of_mind", False, False, "refund"),  # silence counts against the shop
        ("late", False, True, "refund"),
        ("change_of_mind", True, True, "send_back"),
        ("change_of_mind", False, True, "reject"),
    ],
)
def test_how_the_market_decides(reason: str, has_right: bool, was_answered: bool, decision: str) -> None:
    assert market_decision(reason, has_right, was_answered) == decision


def test_the_market_keeps_a_fifth_of_its_commission() -> None:
    assert commission_back(D("6.00"), D("40.00"), D("40.00"), D("0.20")) == D("4.80")
    assert commission_back(D("6.00"), D("10.00"), D("40.00"), D("0.20")) == D("1.20")


def test_a_refused_return_costs_a_star_and_one_put_right_gives_one_again() -> None:
    late = Received(days=14, promised_days=12, is_charged_at_door=True, untrue_claims=0)
    ends = ("", "refunded", "part_refunded", "kept")
    assert [stars_for(replace(late, returned=end))[0] for end in ends] == [3, 4, 3, 2]
