"""A buyer's opinion of a sample follows from the sample's own facts."""

from decimal import Decimal

import pytest

from app.trade.market.sample_opinion import SampleSeen, sample_opinion


@pytest.mark.parametrize(
    ("quality", "untrue", "days", "verdict"),
    [
        ("0.95", 0, 6, "warmer"),
        ("0.75", 0, 12, "same"),
        ("0.62", 0, 12, "cooler"),
        ("0.40", 0, 30, "ends"),
        ("0.95", 2, 6, "ends"),  # two statements that are not true put off whatever the goods are
    ],
)
def test_goods_truth_and_time_decide_the_verdict(quality: str, untrue: int, days: int, verdict: str) -> None:
    assert sample_opinion(SampleSeen(Decimal(quality), untrue, Decimal(days))).verdict == verdict


def test_better_goods_never_move_the_limit_down() -> None:
    qualities = [Decimal(step) / 20 for step in range(21)]
    rates = [sample_opinion(SampleSeen(each, 0, Decimal(10))).limit_rate for each in qualities]
    assert rates == sorted(rates) and rates[0] < 0 < rates[-1]


def test_an_untrue_claim_costs_more_than_silence() -> None:
    honest, boastful = (sample_opinion(SampleSeen(Decimal("0.8"), n, Decimal(9))) for n in (0, 1))
    assert boastful.score < honest.score
    assert sum(line.amount for line in honest.workings.lines[:3]) == honest.score
