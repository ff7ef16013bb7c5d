"""What open questions and waiting come to in a buyer's eyes."""

from decimal import Decimal as D

import pytest

from app.trade.market.open_questions import hours_looking, open_share
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
