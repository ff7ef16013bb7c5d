"""What an event does to a figure on a day: worked examples."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.trade.market.world_event import (
    WorldEvent,
    additional_duties,
    bank_stop_days,
    days_with_stops,
    demand_factor,
    first_open_day,
    freight_factor,
    inspection_added,
    miles_factor,
    moved_rate,
    strength,
)

MARCH = date(2026, 3, 1)


def event(
    kind: str, *, days: int = 9, starts: date = MARCH, number: int = 1, **figures: object
) -> WorldEvent:
    """An event of so many days that was announced five days ahead."""
    ends = starts + timedelta(days=days - 1)
    return WorldEvent(number, kind, starts, ends, starts - timedelta(days=5), figures)


def test_a_viral_product_rises_through_a_third_of_its_window_and_fades_through_the_last() -> None:
    viral = event("viral_product", demand_percent="200", words=["mug"], markets=["US"])
    shares = [strength(viral, MARCH + timedelta(days=day)).quantize(Decimal("0.01")) for day in range(9)]
    assert [str(each) for each in shares] == [
        "0.17", "0.50", "0.83", "1.00", "1.00", "1.00", "0.83", "0.50", "0.17",
    ]  # fmt: skip
    height = MARCH + timedelta(days=4)
    assert demand_factor([viral], "Stoneware Mugs", "US", height) == 3
    assert demand_factor([viral], "Stoneware Mugs", "US", MARCH + timedelta(days=1)) == 2
    assert demand_factor([viral], "Stoneware Mugs", "DE", height) == 1
    assert demand_factor([viral], "Tents", "US", height) == 1
    assert demand_factor([viral], "Stoneware Mugs", "US", MARCH + timedelta(days=9)) == 1


def test_a_peak_season_raises_demand_everywhere_and_freight_where_it_says() -> None:
    peak = event("peak_season", demand_percent="80", freight_percent="20", modes=["air", "courier"])
    assert demand_factor([peak], "Tents", "JP", MARCH) == Decimal("1.8")
    assert freight_factor([peak], "air", "europe", MARCH) == Decimal("1.2")
    assert freight_factor([peak], "sea", "north_europe", MARCH) == 1


def test_a_freight_spike_touches_its_modes_and_lanes_alone() -> None:
    spike = event("freight_spike", freight_percent="45", modes=["sea"], lanes=["north_europe"])
    assert freight_factor([spike], "sea", "north_europe", MARCH) == Decimal("1.45")
    assert freight_factor([spike], "sea", "us_west_coast", MARCH) == 1
    assert freight_factor([spike], "sea", "north_europe", MARCH - timedelta(days=1)) == 1


def test_freight_by_the_cape_rises_with_the_miles() -> None:
    assert miles_factor(10589, 13508) == Decimal("1.2757")  # Shanghai to Rotterdam, sea_distance.csv


def test_ships_wait_until_every_strike_on_their_way_is_over() -> None:
    strikes = [
        event("port_strike", port="CNNGB", days=5),
        event("port_strike", port="DEHAM", starts=MARCH + timedelta(days=5), days=3, number=2),
    ]
    assert first_open_day(strikes, ["CNNGB", "DEHAM"], MARCH) == date(2026, 3, 9)
    assert first_open_day(strikes, ["CNNGB"], MARCH) == date(2026, 3, 6)
    assert first_open_day(strikes, ["CNSHA"], MARCH) == MARCH


def test_an_additional_duty_is_one_destinations_and_one_prefixs() -> None:
    duty = event("duty_change", destination="US", hs_prefix="69", duty_percent="25")
    assert additional_duties([duty], "US", "69120048", MARCH) == (duty,)
    assert additional_duties([duty], "US", "851610", MARCH) == ()
    assert additional_duties([duty], "DE", "691200", MARCH) == ()


def test_a_currency_that_loses_eight_percent_buys_eight_percent_fewer_dollars() -> None:
    move = event("currency_move", currency="EUR", currency_percent="-8")
    height = MARCH + timedelta(days=4)
    moved = moved_rate(Decimal("0.92"), [move], "EUR", height)
    assert moved == Decimal("1.00000000")
    assert moved_rate(Decimal("0.92"), [move], "GBP", height) == Decimal("0.92000000")


@pytest.mark.parametrize(("enterprise", "days"), [("Lanmei", 14), ("Miro", 10)])
def test_production_days_count_on_around_a_stop_of_their_own_factory(enterprise: str, days: int) -> None:
    stop = event("factory_stop", enterprise="Lanmei", days=4)
    assert days_with_stops([stop], enterprise, date(2026, 2, 25), 10) == days


def test_a_campaign_adds_to_the_share_that_is_opened() -> None:
    campaign = event("customs_campaign", hs_prefix="85", inspection_percent="25")
    assert inspection_added([campaign], ["8516109000"], MARCH) == Decimal("0.25")
    assert inspection_added([campaign], ["6912001000"], MARCH) == 0


def test_banks_move_nothing_while_they_stand_still() -> None:
    assert bank_stop_days([event("bank_stop", days=2)], date(2026, 2, 26), 10) == {MARCH, date(2026, 3, 2)}
