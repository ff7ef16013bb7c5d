"""Consumers: what moves their choice, and what costs stars."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.market.consumer_choice import Offer, Received, Taste, price_elasticity, shares, stars_for

TASTE = Taste(
    price_weight=Decimal("2.8"), day_weight=Decimal("0.03"), star_weight=Decimal("0.5"),
    quality_weight=Decimal("0.12"), position_weight=Decimal("0.12"), nothing=Decimal("0.4"),
)  # fmt: skip
USUAL = Offer(Decimal(20), Decimal(20), days=10, stars=Decimal("4.2"), quality=60, position=0)
prices = st.decimals(min_value=5, max_value=90, places=2)


def test_shares_and_the_outside_good_sum_to_one() -> None:
    assert sum(shares([USUAL, replace(USUAL, days=20)], TASTE)) == pytest.approx(
        Decimal(1), abs=Decimal("1e-20")
    )


@given(prices, prices)
def test_a_dearer_offer_is_never_chosen_more_often(one: Decimal, other: Decimal) -> None:
    cheap, dear = sorted((one, other))
    assert (
        shares([replace(USUAL, landed_usd=cheap), USUAL], TASTE)[0]
        >= shares([replace(USUAL, landed_usd=dear), USUAL], TASTE)[0]
    )


@pytest.mark.parametrize(
    "worse",
    [{"days": 25}, {"stars": Decimal(2)}, {"quality": 20}, {"position": 7}, {"landed_usd": Decimal(30)}],
)
def test_what_is_worse_is_chosen_less(worse: dict[str, object]) -> None:
    assert shares([replace(USUAL, **worse), USUAL], TASTE)[0] < shares([USUAL, USUAL], TASTE)[0]


def test_price_elasticity_lies_where_the_literature_finds_it() -> None:
    assert Decimal(-4) < price_elasticity(USUAL, [USUAL, USUAL, USUAL], TASTE) < Decimal("-1.2")


def test_a_parcel_in_time_gets_five_stars() -> None:
    stars, reasons = stars_for(Received(days=9, promised_days=10, is_charged_at_door=False, untrue_claims=0))
    assert stars == 5 and [reason["code"] for reason in reasons] == ["review.parcel_in_time"]


@pytest.mark.parametrize(("days", "stars"), [(11, 4), (13, 4), (14, 3), (40, 2)])
def test_lateness_costs_a_star_for_every_three_days_begun(days: int, stars: int) -> None:
    assert stars_for(Received(days, 10, is_charged_at_door=False, untrue_claims=0))[0] == stars


def test_stars_never_leave_their_scale() -> None:
    assert stars_for(Received(60, 5, is_charged_at_door=True, untrue_claims=4))[0] == 1
