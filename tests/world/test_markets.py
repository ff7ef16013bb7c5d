"""The markets of the world: facts from the reference, sizes by its online revenue, seasons by month."""

import math
from collections import Counter
from decimal import Decimal
from zoneinfo import ZoneInfo

import holidays
import pytest
from faker.config import AVAILABLE_LOCALES

from app.core.parameters import parameters
from app.core.reference_table import table
from app.queries.goods.import_regime import destinations
from app.queries.rates.reference import markets
from app.world.demand import family_of, revenues_usd_bn, willingness, year_of
from app.world.dice import Dice
from app.world.parameters import MarketHabits, market_habits
from app.world.personas import persona

PUBLISHED = {row["iso2"]: Decimal(row["revenue_usd_bn"]) for row in table("online_revenue")}
_SHARE_TOLERANCE = 0.02


def test_every_destination_of_the_reference_is_a_market() -> None:
    assert set(market_habits()) == set(destinations())


def test_shares_of_demand_follow_the_published_online_revenue() -> None:
    habits = market_habits()
    known = [code for code in habits if code in PUBLISHED]
    assert len(known) == 8
    published, weights = sum(PUBLISHED[c] for c in known), sum(habits[c].weight for c in known)
    for code in known:
        assert habits[code].weight / weights == PUBLISHED[code] / published, code


def test_drawn_markets_come_as_often_as_their_revenue_says() -> None:
    habits = list(market_habits().values())
    weights = [each.weight for each in habits]
    drawn = Counter(Dice("share", n).weighted(habits, weights).country for n in range(4000))
    for each in habits:
        share = float(each.weight / sum(weights))
        assert abs(drawn[each.country] / 4000 - share) < max(_SHARE_TOLERANCE, share * 0.1), each.country


def test_what_is_not_published_is_estimated_from_gdp_by_the_median_share() -> None:
    gdp = {"A": Decimal(100), "B": Decimal(200), "C": Decimal(400), "X": Decimal(50)}
    known = {"A": Decimal(4), "B": Decimal(10), "C": Decimal(12)}
    found = revenues_usd_bn(known, gdp, Decimal("0.5"))
    assert found == {"A": Decimal(4), "B": Decimal(10), "C": Decimal(12), "X": Decimal("1.00")}


def test_who_earns_more_pays_more_for_like_goods_within_bounds() -> None:
    rules = {"power": "0.12", "least": "0.70", "most": "1.10"}
    paid = [willingness(Decimal(income), Decimal(80000), rules) for income in (500, 13000, 80000, 10**7)]
    assert paid == sorted(paid) and (paid[0], paid[2], paid[3]) == (Decimal("0.70"), 1, Decimal("1.10"))
    assert math.isclose(paid[1], (13 / 80) ** 0.12, abs_tol=1e-6)


def test_a_category_belongs_to_the_family_that_its_last_part_names() -> None:
    families = parameters("demand")["family"]
    named = {
        "Outdoor > Tents": "outdoor",
        "Home > Bowls": "home",
        "Electronics > Desk": "home",
        "Apparel > T-shirts": "apparel",
        "Audio": "electronics",
        "Toys": "toys",
        "Marine": "",
    }
    assert {name: family_of(name, families) for name in named} == named


def test_a_year_keeps_its_mean_and_turns_with_the_hemisphere() -> None:
    habits = market_habits()
    for each in habits.values():
        for year in (*each.years.values(), *each.order_years.values()):
            assert abs(sum(year) / 12 - 1) < Decimal("0.00001") and min(year) > 0
    assert habits["DE"].season("Tents", 6) > 1 > habits["DE"].season("Tents", 1)
    assert habits["AU"].season("Tents", 1) > 1 > habits["AU"].season("Tents", 6)
    assert habits["SG"].season("Tents", 6) == habits["SG"].season("Marine", 6)
    assert habits["US"].orders("Toys", 8) > 1 > habits["US"].orders("Toys", 10)
    assert year_of([[Decimal(0)] * 12]) == (Decimal(1),) * 12


@pytest.mark.parametrize("each", market_habits().values(), ids=lambda each: each.country)
def test_a_market_is_told_whole(each: MarketHabits) -> None:
    assert ZoneInfo(each.time_zone) and each.ports and each.cities and each.firms and each.payment
    assert each.currency == markets()[each.country].currency and each.population > 10**6
    assert holidays.country_holidays(each.country, years=2026)
    assert each.names or each.locale in AVAILABLE_LOCALES
    assert set(each.demand) <= set(parameters("demand")["family"])
    assert 0 < each.least_tolerance < each.most_tolerance < 1 and each.weekend <= set(range(1, 8))
    met = [persona(each, f"{each.country}{n}", Dice("who", each.country, n)) for n in range(40)]
    assert len({who["name"] for who in met}) > 15
    for who in met:
        latin = f"{who['name']}{who['company_name']}{who['address']}"
        assert all(ord(letter) < 0x250 or letter in "’ẞ" for letter in latin), latin
        assert "{" not in latin and "  " not in latin
