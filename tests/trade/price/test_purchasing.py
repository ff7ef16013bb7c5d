"""List prices by tier, floors, and how hurried a promise is."""

from decimal import Decimal

import pytest

from app.trade.price.purchasing import hurry, least_price, production_days, shortest_days, tier_price

D = Decimal
TIERS = [[100, "30.00"], [1000, "28.00"]]


@pytest.mark.parametrize(
    ("quantity", "price"), [(50, "30"), (100, "30"), (999, "30"), (1000, "28"), (9999, "28")]
)
def test_the_highest_tier_reached_gives_the_price(quantity: int, price: str) -> None:
    assert tier_price(TIERS, quantity) == D(price)


def test_a_product_without_tiers_has_no_list_price() -> None:
    assert tier_price([], 10) is None


def test_the_floor_is_the_stated_one_or_a_share_of_the_list() -> None:
    assert least_price(D(28), D(25), D("0.9")) == D(25)
    assert least_price(D(28), D(30), D("0.9")) == D(28)
    assert least_price(D("28.05"), None, D("0.9")) == D("25.24")


def test_a_large_lot_takes_longer_than_the_lead_time() -> None:
    assert production_days(1000, 10, 500) == 10
    assert production_days(10_001, 10, 500) == 21
    assert production_days(1000, 0, None) == 1


def test_hurry_runs_from_nought_at_the_usual_time_to_one_at_the_rushed_time() -> None:
    assert shortest_days(11, D("0.80")) == 9
    assert [hurry(10, days, D("0.80")) for days in (12, 10, 9, 8, 5)] == [0, 0, D("0.5"), 1, 1]
    assert hurry(10, 5, D(1)) == 0
