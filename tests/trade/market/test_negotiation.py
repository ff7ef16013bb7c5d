"""The buyer's rule: utility, concession, counter-offers, other offers, and what decided."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.market.concession import Memory, Turn, returned_utility, wanted_utility
from app.trade.market.hindsight import decisive_term
from app.trade.market.negotiation import Answer, Ask, Line, Offer, OtherTerm, answer, counter_price, on_scale
from app.trade.market.negotiation_issues import (
    Proposal,
    Stance,
    cost_of_tests,
    part_of,
    quantity_share,
    term_share,
    utility,
)
from app.trade.market.price_expectation import expectation
from app.trade.market.standing import History, standing

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


RICH = replace(
    STANCE, price_weight=D("0.45"), time_weight=D("0.15"), payment_weight=D("0.1"), service_weight=D("0.15"),
    sample_weight=D("0.05"), certificates_weight=D("0.05"), quantity_weight=D("0.05"), reciprocity=D("0.4"),
    wanted_prepaid=D("0.3"), overreach_free=D("0.05"), overreach_weight=D("1.5"),
)  # fmt: skip
LANDED = Line(D(2), D(1))
SHARES = {"tt_30_70": D("0.3"), "tt_before": D(1)}


def offered(proposal: Proposal) -> Offer:
    """The proposal as a quotation whose landed price is its unit price and 2 USD."""
    unit = max(proposal.landed - 2, D("0.01"))
    return Offer(proposal, unit, LANDED, 480, D(30), SHARES, 720, D("0.5"))


def said(
    stance: Stance, proposal: Proposal, gone: int | D, rounds: int = 0, turns: tuple[Turn, ...] = (),
    held: tuple[Proposal, ...] = (),
) -> Answer:  # fmt: skip
    return answer(stance, Memory(rounds, turns), offered(proposal), held, D(gone))


def met(proposal: Proposal, ask: Ask) -> Proposal:
    """The offer again, as the buyer asked for it."""
    return replace(
        proposal, landed=LANDED.at(ask.unit_price), days=ask.days,
        prepaid_share=SHARES.get(ask.payment_terms, proposal.prepaid_share),
        sample_share=D(1) if ask.is_sample_free else proposal.sample_share,
        quantity_share=D("0.5") if ask.quantity else proposal.quantity_share,
        certificates_share=D(1) if ask.issue == "certificates" else proposal.certificates_share,
        papers_missing=D(0) if ask.issue == "certificates" else proposal.papers_missing,
        term_share=D(1) if ask.incoterm else proposal.term_share,
    )  # fmt: skip


turns = st.lists(
    st.builds(
        Turn, worth=shares, wanted=st.decimals("0.4", "0.8", places=2), over=st.decimals("0", "0.6", places=2)
    ),
    max_size=3,
)
proposals = st.builds(
    Proposal, landed=prices, days=st.integers(30, 120).map(D),
    prepaid_share=st.sampled_from([D("0.3"), D(1)]),
    reply_share=shares, answered_share=shares, sample_share=st.sampled_from([D(0), D("0.5"), D(1)]),
    certificates_share=shares, quantity_share=shares,
)  # fmt: skip


def test_above_the_limit_nobody_buys_however_good_the_rest() -> None:
    generous = replace(STANCE, price_weight=D("0.01"), service_weight=D("0.69"))
    assert said(generous, replace(GOOD, landed=D("10.01")), 19).verdict == "counter"


def test_the_last_word_is_yes_or_no() -> None:
    dear = replace(GOOD, landed=D(11))
    assert said(STANCE, dear, 1, 3).verdict == "reject"
    assert said(STANCE, dear, 20).verdict == "reject"


@given(proposals, prices, st.integers(0, 30), turns, st.lists(proposals, max_size=2))
def test_a_lower_price_is_never_refused_where_a_higher_one_was_accepted(
    offer: Proposal, other: D, gone: int, past: list[Turn], held: list[Proposal]
) -> None:
    low, high = sorted((offer.landed, other))
    dear, cheap = (
        said(RICH, replace(offer, landed=price), gone, len(past), tuple(past), tuple(held))
        for price in (high, low)
    )
    assert dear.verdict != "accept" or cheap.verdict == "accept"


@given(proposals, st.integers(0, 30), turns, st.lists(proposals, min_size=1, max_size=3))
def test_nothing_worse_than_the_best_offer_held_is_ever_accepted(
    offer: Proposal, gone: int, past: list[Turn], held: list[Proposal]
) -> None:
    found = said(RICH, offer, gone, len(past), tuple(past), tuple(held))
    within = [utility(RICH, each)[0] for each in held if each.landed <= RICH.limit]
    if found.verdict == "accept" and within:
        assert utility(RICH, offer)[0] >= max(within)
    assert found.holds_better == bool(within and max(within) > utility(RICH, offer)[0])


@given(proposals, st.integers(0, 19), turns)
def test_what_is_asked_for_would_be_accepted_at_once(offer: Proposal, gone: int, past: list[Turn]) -> None:
    rounds = min(len(past), 2)
    found = said(RICH, offer, gone, rounds, tuple(past))
    for ask in found.asks:
        assert ask.unit_price <= offered(offer).unit_price
        if ask.is_enough and ask.unit_price > D("0.01"):
            assert said(RICH, met(offer, ask), gone, rounds, tuple(past)).verdict == "accept"


def test_the_first_wish_mends_the_greatest_loss_and_the_second_costs_the_seller_least() -> None:
    slow = replace(GOOD, landed=D(9), days=D(85), prepaid_share=D("0.3"), sample_share=D(0))
    first, second = said(RICH, slow, 1).asks
    assert first.issue == "time" and first.days == RICH.wanted_days
    assert second.issue != "time" and first.gained > second.gained
    prepaid = replace(GOOD, landed=D("9.6"), prepaid_share=D(1))
    assert said(RICH, prepaid, 5).asks[0].payment_terms == "tt_30_70"


TERMED = replace(RICH, term_weight=D("0.2"), price_weight=D("0.25"))


@given(prices, shares)
def test_another_term_is_asked_for_at_a_price_in_that_term_and_accepted_when_it_comes(
    landed: D, share: D
) -> None:
    far = replace(GOOD, landed=landed, term_share=min(share, D("0.75")))
    other = OtherTerm("DAP", Line(D("0.5"), D(1)), 3)
    offer = replace(offered(far), other_term=other)
    found = answer(TERMED, Memory(0, ()), offer, (), D(1))
    for ask in found.asks:
        if ask.incoterm and ask.is_enough and ask.unit_price > D("0.01"):
            then = replace(far, landed=other.landed.at(ask.unit_price), term_share=D(1))
            assert then.landed <= offer.landed.at(offer.unit_price)
            assert said(TERMED, then, 1).verdict == "accept"
    if found.verdict == "counter" and D("8.2") < landed < D("9.8"):
        assert found.asks[0].incoterm == "DAP"


@given(proposals, st.integers(0, 30), turns)
def test_without_a_paper_that_it_must_have_a_buyer_asks_for_it_and_never_orders(
    offer: Proposal, gone: int, past: list[Turn]
) -> None:
    lacking = replace(offer, papers_missing=D(1))
    found = said(RICH, lacking, gone, len(past), tuple(past))
    assert found.verdict != "accept"
    assert [ask.issue for ask in found.asks] == (["certificates"] if found.verdict == "counter" else [])
    assert decisive_term(RICH, lacking, D("0.5")).issue == "certificates"  # type: ignore[union-attr]
    held = said(RICH, replace(GOOD, landed=D(9)), gone, held=(replace(GOOD, papers_missing=D(1)),))
    assert not held.holds_better


def test_a_buyer_that_tests_goods_itself_pays_for_it_by_the_piece() -> None:
    assert cost_of_tests(2, D(600), 480) == D("2.5") and cost_of_tests(0, D(600), 480) == 0


def test_a_seller_who_gives_way_is_answered_in_kind() -> None:
    assert returned_utility(STANCE, D("0.8"), D("0.4"), D("0.4")) == D("0.8")
    assert returned_utility(STANCE, D("0.8"), D("0.4"), D("0.7")) == D("0.6")
    assert returned_utility(STANCE, D("0.6"), D("0.4"), D("0.1")) == D("0.7")
    now = replace(GOOD, landed=D(9), days=D(75))
    stubborn, moving = (
        said(RICH, now, 8, 1, (Turn(worth, D("0.75")),)).wanted_utility
        for worth in (utility(RICH, now)[0], D("0.2"))
    )
    assert moving < stubborn


def test_an_offer_of_other_goods_is_weighed_by_its_place_between_hope_and_limit() -> None:
    other = replace(STANCE, limit=D(20), target=D(10))
    assert on_scale(replace(GOOD, landed=D(15)), STANCE, other).landed == D(9)
    assert on_scale(GOOD, STANCE, STANCE) is GOOD


def test_terms_and_quantities_count_by_how_far_they_are_from_the_wish() -> None:
    assert [term_share(term, "CIF") for term in ("CIF", "CIP", "FOB", "DAP", "EXW")] == [
        D(1), D(1), D("0.5"), D("0.75"), D("0.25"),
    ]  # fmt: skip
    assert quantity_share(480, 480, D("0.3")) == 1 and quantity_share(624, 480, D("0.3")) == 0
    assert part_of(RICH, replace(GOOD, prepaid_share=D("0.3")), "payment") == 1


@given(proposals, shares)
def test_the_term_that_decided_turns_the_answer_by_itself(offer: Proposal, needed: D) -> None:
    found = decisive_term(RICH, offer, needed)
    if found is None:
        return
    fields = {"price": "landed", "time": "days", "payment": "prepaid_share"}
    name = fields.get(found.issue, f"{found.issue}_share")
    if found.issue == "service":
        turned = replace(offer, reply_share=found.turns_at, answered_share=found.turns_at)
    else:
        turned = replace(offer, **{name: found.turns_at})
    # The turning value is shown rounded: to the cent, the day, the hundredth.
    if found.issue != "price" or found.turns_at < RICH.limit:
        assert abs(utility(RICH, turned)[0] - needed) <= D("0.02")


def test_a_kept_word_raises_the_standing_and_a_contradiction_lowers_it() -> None:
    steps = {"contradictions": D("0.1"), "silences": D("0.05"), "complaints": D("0.2")}
    good = History(2, D(1), D(1), D(1), D(1))
    assert standing(History(), steps)[0] == D("0.5") and standing(good, steps)[0] == 1
    assert standing(replace(good, promise=D("0.2")), steps)[0] == D("0.44")
    assert standing(replace(good, contradictions=2, complaints=1), steps)[0] == D("0.6")
    assert standing(History(contradictions=9), steps)[0] == 0
    assert standing(History(reports=1), steps | {"reports": D("0.35")})[0] == D("0.15")


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


def test_a_price_that_nobody_could_accept_buys_nothing() -> None:
    """Coming down from far above the limit is met with more reserve than opening near it."""
    near, far = (
        (Turn(utility(RICH, replace(GOOD, landed=landed))[0], D("0.75"), max(landed / 10 - 1, D(0))),)
        for landed in (D(10), D(16))
    )
    now = replace(GOOD, landed=D("9.5"))
    assert said(RICH, now, 8, 1, far).wanted_utility > said(RICH, now, 8, 1, near).wanted_utility
