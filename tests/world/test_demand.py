"""The demand of a day: reproducible, respecting stock, moved by price, and deaf to how many others there
are.
"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from app.core.parameters import parameters
from app.world.consumers.chance import bell, exp, key_of, keys_under, ln, unit
from app.world.consumers.day import DayOfDemand, day_of_demand
from app.world.consumers.elasticity import elasticities
from app.world.consumers.landing import Landings
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import taste_of
from app.world.consumers.visitors import visitors_of
from app.world.dice import Dice
from bench.consumers import by_objects
from bench.shelf import great_market

DICE = Dice("seed", "day")
TASTE = taste_of(parameters("consumer"))


@pytest.fixture(scope="module")
def market() -> ShoppingDay:
    return great_market(1500)


@pytest.fixture(scope="module")
def day(market: ShoppingDay) -> DayOfDemand:
    return day_of_demand(market, DICE)


def test_exponential_and_logarithm_are_right_to_the_last_digits() -> None:
    values = np.linspace(-30, 30, 2001)
    assert np.max(np.abs(exp(values) / np.exp(values) - 1)) < 1e-15
    assert np.max(np.abs(ln(exp(values)) - values)) < 1e-14
    assert [float(one) for one in exp(np.array([0.0, -1000.0]))] == [1.0, float(exp(-700.0))]


def test_draws_are_even_and_do_not_hang_together() -> None:
    keys = keys_under(key_of("a"), 50_000)
    first, second = unit(keys, 1), unit(keys, 2)
    assert abs(first.mean() - 0.5) < 0.005 and abs(np.corrcoef(first, second)[0, 1]) < 0.015
    assert abs(bell(keys, 4).std() - 1) < 0.01
    assert list(keys_under(key_of("a"), 3)) == list(keys[:3])
    assert key_of("a") == 0xCA978112CA1BBDCA


def test_the_arrays_decide_as_one_consumer_after_another_would_also_where_shops_do_not_ship() -> None:
    great = great_market(150)
    at_home = {country: line for country, line in (great.cards[0].lines or {}).items() if country < "DE"}
    cards = [replace(card, lines=at_home) if n % 3 else card for n, card in enumerate(great.cards)]
    few = replace(great, cards=tuple(cards))
    day = day_of_demand(few, DICE)
    bought = sorted((each.stable_name, each.card.stable_name, each.pieces) for each in day.orders)
    counted = [
        sum(getattr(count, name) for count in day.counts) for name in ("impressions", "clicks", "baskets")
    ]
    assert by_objects(few, DICE) == (counted, bought)


def test_the_same_day_is_the_same_again(market: ShoppingDay, day: DayOfDemand) -> None:
    assert day_of_demand(great_market(1500), Dice("seed", "day")) == day
    assert day_of_demand(market, Dice("another seed", "day")) != day


def test_the_funnel_narrows_and_its_sums_are_the_orders(day: DayOfDemand) -> None:
    sums = Counter[str]()
    for count in day.counts:
        assert count.impressions >= count.clicks >= count.baskets >= count.orders >= 0
        sums.update({name: getattr(count, name) for name in ("impressions", "clicks", "baskets", "orders")})
        sums["cents"] += int(count.paid_usd * 100)
    assert sums["orders"] == len(day.orders) > 20
    assert sums["cents"] == sum(
        int((each.landed.goods_usd + each.landed.shipping_usd) * 100) for each in day.orders
    )
    assert 0.01 < len(day.orders) / day.visits < 0.08


def test_the_first_places_are_seen_most(market: ShoppingDay, day: DayOfDemand) -> None:
    page = [count for count in day.counts if count.source == "category"]
    seen = Counter[int]()
    for each in page:
        seen[market.pages[each.query].index(market.cards.index(each.card))] += each.impressions
    assert seen[0] > 1.6 * seen[3] > 1.6 * seen[15] > 0


def test_no_more_is_sold_than_there_is(market: ShoppingDay) -> None:
    scarce = replace(market, cards=tuple(replace(card, stock_pieces=1) for card in market.cards))
    sold = Counter(each.card.stable_name for each in day_of_demand(scarce, DICE).orders)
    assert sold and set(sold.values()) == {1}
    none = replace(market, cards=tuple(replace(card, stock_pieces=0) for card in market.cards))
    assert not any(count.baskets for count in day_of_demand(none, DICE).counts)


def test_one_more_visitor_or_listing_changes_no_draw_of_the_others(market: ShoppingDay) -> None:
    more = replace(
        market,
        markets=tuple(
            replace(each, visits={name: visits + 3 for name, visits in each.visits.items()})
            for each in market.markets
        ),
    )
    before, after = visitors_of(market, TASTE, DICE), visitors_of(more, TASTE, DICE)
    told = {key: at for at, key in enumerate(after.key.tolist())}
    kept = [told[key] for key in before.key.tolist()]
    for name in ("segment", "able", "deadline", "pieces", "wants", "source", "ranking"):
        assert np.array_equal(getattr(before, name), getattr(after, name)[kept])


def test_nothing_on_the_shelf_brings_nothing(market: ShoppingDay) -> None:
    assert day_of_demand(replace(market, cards=()), DICE) == DayOfDemand(0, 0, (), ())


def test_own_price_elasticity_lies_where_the_literature_finds_it() -> None:
    """Bijmolt, van Heerde and Pieters (2005), JMR 42(2), 141-156: mean -2.62 over 1,851 estimates."""
    found = elasticities(great_market(6000), DICE, TASTE)
    assert len(found) == 12
    assert [name for name, each in found.items() if not -4 < each.of < -1.2] == []
    mean = sum(each.of * each.orders for each in found.values()) / sum(each.orders for each in found.values())
    assert -3.2 < mean < -2.0


def test_the_landed_price_is_that_of_the_border(market: ShoppingDay) -> None:
    landed = Landings(market).landed(0, 0, 2)
    line = (market.cards[0].lines or {})[market.markets[0].country]
    assert landed.goods_usd == 2 * market.cards[0].price_usd.quantize(Decimal("0.01"))
    assert landed.shipping_usd == line.first_usd + line.next_usd and landed.days == 2 + line.days
