"""What open questions and waiting come to in a buyer's eyes."""

from decimal import Decimal as D

import pytest

from app.trade.market.open_questions import (
    dear_share,
    hours_before_dear_prices,
    hours_looking,
    open_share,
)
from app.trade.refusal import RuleBroken


def test_a_question_that_must_be_answered_counts_as_several_others() -> None:
    musts = ("certificates",)
    assert open_share(4, (), musts, D(3)) == 0
    assert open_share(4, ("samples",), musts, D(3)) == D("0.1667")
    assert open_share(4, ("certificates",), musts, D(3)) == D("0.5")
    assert open_share(4, ("certificates",), (), D(3)) == D("0.25")
    assert open_share(0, (), (), D(3)) == 0


def test_a_buyer_looks_on_while_it_waits_and_in_the_measure_in_which_questions_are_open() -> None:
    assert hours_looking(D(6), D(8), D(40), D(0)) == 0
    assert hours_looking(D(20), D(8), D(0), D(0)) == 12
    assert hours_looking(D(20), D(8), D(40), D("0.25")) == 22
    with pytest.raises(RuleBroken):
        hours_looking(D(-1), D(8), D(0), D(0))


def test_a_price_beyond_reach_counts_as_much_as_open_questions_and_never_twice() -> None:
    assert [dear_share(D(over), D("0.20")) for over in ("-0.1", "0", "0.05", "0.3")] == [0, 0, D("0.25"), 1]
    spans = [(D(20), D("0.25")), (D(10), D(1))]
    assert hours_before_dear_prices(spans, D(0)) == 15
    assert hours_before_dear_prices(spans, D("0.5")) == 5  # half of each hour is counted for the questions
    assert hours_before_dear_prices([], D(1)) == 0
