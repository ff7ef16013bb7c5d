"""The buyer's rule: utility, concession in time, counter-offers, and what a price was worth expecting."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.negotiation import (
    Line,
    Proposal,
    Stance,
    answer,
    counter_price,
    expectation,
    utility,
    wanted_utility,
)

D = Decimal
STANCE = Stance(
    limit=D(10), target=D(8), price_weight=D("0.5"), time_weight=D("0.2"), payment_weight=D("0.1"),
    service_weight=D("0.2"), wanted_days=D(60), most_days=D(90), patience_days=D(20), concession=D(1),
    first_utility=D("0.8"), least_utility=D("0.4"), rounds_most=3,
)  # fmt: skip
GOOD = Proposal(landed=D(8), days=D(60), prepaid_share=D(0), reply_share=D(1), answered_share=D(1))
prices = st.decimals(min_value=D("0.01"), max_value=D(30), places=2)
shares = st.decimals(min_value=0, max_value=1, places=2)


def test_a_proposal_that_meets_every_wish_is_worth_one() -> None:
    assert utility(STANCE, GOOD)[0] == 1


def test_each_part_counts_by_its_weight() -> None:
    half = replace(GOOD, landed=D(9), days=D(75), prepaid_share=D("0.3"), reply_share=D(0))
    # 0.5*0.5 + 0.2*0.5 + 0.1*0.7 + 0.2*0.5
    assert utility(STANCE, half)[0] == D("0.52")


@pytest.mark.parametrize(("days", "wanted"), [(0, "0.8"), (5, "0.7"), (10, "0.6"), (20, "0.4"), (40, "0.4")])
def test_the_buyer_gives_way_evenly_until_patience_ends(days: int, wanted: str) -> None:
    assert wanted_utility(STANCE, D(days)) == D(wanted)


def test_who_gives_way_late_insists_longer_than_who_gives_way_early() -> None:
    late, early = (replace(STANCE, concession=D(beta)) for beta in ("0.5", "2"))
    assert wanted_utility(late, D(10)) > wanted_utility(STANCE, D(10)) > wanted_utility(early, D(10))


def test_above_the_limit_nobody_buys_however_good_the_rest() -> None:
    generous = replace(STANCE, price_weight=D("0.01"), service_weight=D("0.69"))
    assert answer(generous, replace(GOOD, landed=D("10.01")), D(19), 0).verdict == "counter"


def test_the_last_word_is_yes_or_no() -> None:
    dear = replace(GOOD, landed=D(11))
    assert answer(STANCE, dear, D(1), 3).verdict == "reject"
    assert answer(STANCE, dear, D(20), 0).verdict == "reject"


@given(prices, prices, st.integers(0, 30), st.integers(0, 4), shares, shares, st.integers(10, 120))
def test_a_lower_price_is_never_refused_where_a_higher_one_was_accepted(
    first: D, second: D, gone: int, rounds: int, reply: D, answered: D, days: int
) -> None:
    low, high = sorted((first, second))
    offer = Proposal(high, D(days), D("0.3"), reply, answered)
    if answer(STANCE, offer, D(gone), rounds).verdict == "accept":
        assert answer(STANCE, replace(offer, landed=low), D(gone), rounds).verdict == "accept"


@given(prices, st.integers(0, 19), shares, shares)
def test_the_price_that_is_asked_for_would_be_accepted_if_any_would(
    landed: D, gone: int, reply: D, answered: D
) -> None:
    offer = Proposal(landed, D(60), D("0.3"), reply, answered)
    said = answer(STANCE, offer, D(gone), 0)
    at_target = answer(STANCE, replace(offer, landed=STANCE.target), D(gone), 0)
    if said.verdict == "counter" and at_target.verdict == "accept":
        wanted = replace(offer, landed=said.wanted_landed - D("0.001"))
        assert said.wanted_landed < landed
        assert answer(STANCE, wanted, D(gone), 0).verdict == "accept"


def test_a_counter_price_is_below_the_offer_and_in_its_own_term() -> None:
    landed = Line.through((D(5), D(7)), (D(10), D("12.5")))
    assert counter_price(landed, D("9.2"), D(8)) == D("7.00")
    assert counter_price(landed, D(20), D(8)) == D("7.99")


def test_the_best_price_lies_midway_and_no_other_is_worth_more() -> None:
    profit, landed = Line(D(-400), D(100)), Line(D(1), D(1))
    best = expectation(D(5), profit, landed, D(5), D(9))
    assert best.best_price == D("6.00") and best.best_expected == D("100.00")
    for cents in range(400, 900, 10):
        assert expectation(D(cents) / 100, profit, landed, D(5), D(9)).regret >= 0


def test_a_price_at_which_all_accept_is_the_best_when_margin_is_fat() -> None:
    best = expectation(D(5), Line(D(0), D(100)), Line(D(0), D(1)), D(8), D(9))
    assert best.best_price == D("8.00") and best.chance == 1
