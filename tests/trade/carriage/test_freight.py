"""Source of the rules and of the sea figures: trade rules, section 3. Tariffs are exercise figures."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.carriage import freight
from app.trade.carriage.freight import AirTariff, ContainerTariff, GroupageTariff, Handling, ParcelTariff
from app.trade.carriage.packing import Carton, WeightRule, pack
from app.trade.money import Money
from app.trade.refusal import RateUnknown, RuleBroken

SHIRTS = Carton(50, Decimal(60), Decimal(40), Decimal(50), Decimal("11.5"), Decimal("10.5"))
PARCEL = Carton(1, Decimal(40), Decimal(30), Decimal(25), Decimal("4.2"), Decimal("4.0"))
GROUPAGE = GroupageTariff("USD", Decimal(45))
BOX = ContainerTariff("USD", "20GP", Decimal(1800), Decimal(150), Decimal(60))
AIR = AirTariff(
    "USD",
    ((Decimal(0), Decimal("6.00")), (Decimal(45), Decimal("5.00")), (Decimal(100), Decimal("4.00"))),
    minimum_charge=Decimal(80),
    surcharge_per_kg=Decimal("0.50"),
    fees=Decimal(30),
)
COURIER = ParcelTariff(
    "USD",
    WeightRule(Decimal(5000), coarse_above_kg=Decimal("20.5")),
    per_step=Decimal(4),
    first_kg=Decimal("0.5"),
    first_price=Decimal(20),
    fuel_rate=Decimal("0.20"),
    remote_surcharge=Decimal(25),
    battery_surcharge=Decimal(3),
)


def test_the_groupage_freight_of_test_a() -> None:
    price, workings = freight.groupage_freight(pack(4000, SHIRTS), GROUPAGE)
    assert price == Money(Decimal("432.00"), "USD")
    assert workings.amount("packing.revenue_tons") == Decimal("9.600")


def test_groupage_pays_the_minimum_and_the_fees() -> None:
    price, _ = freight.groupage_freight(pack(50, SHIRTS), replace(GROUPAGE, fees=Decimal("70.50")))
    assert price.amount == Decimal("115.50")


def test_full_containers_pay_freight_and_fees_each_and_the_bill_once() -> None:
    assert freight.container_freight(2, BOX)[0] == Money(Decimal("3960.00"), "USD")


def test_a_full_container_is_cheaper_above_the_break_even() -> None:
    tons, _ = freight.break_even_revenue_tons(GROUPAGE, BOX)
    whole = freight.container_freight(1, BOX)[0].amount
    assert tons == Decimal("44.667")
    assert (tons - Decimal("0.001")) * GROUPAGE.per_revenue_ton < whole <= tons * GROUPAGE.per_revenue_ton


@pytest.mark.parametrize(
    ("kg", "amount"),
    [
        ("10", "115.00"),  # the minimum of 80, 10 kg of surcharge, fees
        ("30", "225.00"),  # 30 * 6 = 180
        ("42", "276.00"),  # 45 * 5 = 225 is cheaper than 42 * 6 = 252
        ("90", "475.00"),  # 100 * 4 = 400 is cheaper than 90 * 5 = 450
        ("200", "930.00"),
    ],
)
def test_air_freight_takes_the_cheaper_of_its_own_and_the_next_weight_break(kg: str, amount: str) -> None:
    carton = Carton(1, Decimal(10), Decimal(10), Decimal(10), Decimal(kg), Decimal(kg))
    assert freight.air_freight(pack(1, carton), AIR)[0].amount == Decimal(amount)


def test_air_freight_is_charged_on_volume_when_that_is_greater() -> None:
    _, workings = freight.air_freight(pack(4000, SHIRTS), AIR)
    assert workings.amount("packing.chargeable_weight") == 1600  # 9.6 m3 / 6000


def test_a_courier_charges_the_first_half_kilogram_then_steps_then_fuel() -> None:
    price, workings = freight.parcel_freight(PARCEL, 2, COURIER, Handling())
    assert workings.amount("packing.chargeable_weight") == Decimal("6.0")
    assert workings.amount("freight.parcel_carriage") == 64  # 20 + 11 * 4
    assert price.amount == Decimal("153.60")  # 64 * 1.2 * 2


def test_a_parcel_line_charges_handling_and_a_price_per_kilogram() -> None:
    line = ParcelTariff(
        "USD",
        WeightRule(Decimal(8000), step_kg=Decimal("0.001"), minimum_kg=Decimal("0.03")),
        per_step=Decimal("0.011"),
        step_kg=Decimal("0.001"),
        handling=Decimal("2.40"),
    )
    small = Carton(1, Decimal(10), Decimal(10), Decimal(2), Decimal("0.25"), Decimal("0.24"))
    assert freight.parcel_freight(small, 1, line, Handling())[0].amount == Decimal("5.15")  # 2.40 + 250 g


def test_battery_and_remote_surcharges_are_added_after_fuel() -> None:
    price, _ = freight.parcel_freight(PARCEL, 1, COURIER, Handling(has_battery=True, is_remote=True))
    assert price.amount == Decimal("104.80")  # 76.80 + 3 + 25


@pytest.mark.parametrize(
    ("nm", "days"),
    [
        ("10728", "29.2"),  # Ningbo-Hamburg by Suez: 24.16 days at sea
        ("13814", "36.2"),  # by the Cape: 31.11
        ("5749", "18.0"),  # Shanghai-Los Angeles: 12.95
    ],
)
def test_sea_days_are_distance_by_speed_and_days_in_port(nm: str, days: str) -> None:
    assert freight.sea_days(Decimal(nm), Decimal("18.5"), Decimal(5))[0] == Decimal(days)


def test_sea_days_are_rounded_up_to_a_tenth() -> None:
    assert freight.sea_days(Decimal(4800), Decimal(20), Decimal(3))[0] == Decimal("13.0")
    assert freight.sea_days(Decimal(4801), Decimal(20), Decimal(3))[0] == Decimal("13.1")


def test_what_cannot_be_carried_or_priced_is_refused() -> None:
    light = pack(1, PARCEL)
    for ask, code in (
        (lambda: freight.container_freight(0, BOX), "freight.containers_not_positive"),
        (lambda: freight.parcel_freight(PARCEL, 0, COURIER, Handling()), "freight.containers_not_positive"),
        (lambda: freight.parcel_freight(PARCEL, 1, COURIER, Handling(is_liquid=True)),
         "freight.liquid_not_carried"),
        (lambda: freight.parcel_freight(PARCEL, 1, replace(COURIER, battery_surcharge=None),
                                        Handling(has_battery=True)), "freight.battery_not_carried"),
        (lambda: freight.parcel_freight(PARCEL, 1, replace(COURIER, limit_kg=Decimal(2)), Handling()),
         "freight.parcel_too_heavy"),
        (lambda: freight.sea_days(Decimal(1), Decimal(0), Decimal(0)), "freight.speed_not_positive"),
        (lambda: freight.break_even_revenue_tons(replace(GROUPAGE, currency="EUR"), BOX),
         "money.currencies_differ"),
        (lambda: freight.break_even_revenue_tons(replace(GROUPAGE, per_revenue_ton=Decimal(0)), BOX),
         "freight.rate_not_positive"),
        (lambda: replace(AIR, breaks=()), "freight.breaks_out_of_order"),
        (lambda: replace(COURIER, step_kg=Decimal(0)), "freight.step_not_positive"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == code
    assert freight.air_freight(light, AIR)[0].amount > 0


def test_an_unknown_distance_is_never_guessed() -> None:
    with pytest.raises(RateUnknown):
        freight.sea_days(Decimal(0), Decimal(18), Decimal(3))


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_more_cargo_never_costs_less(pieces: int, more: int) -> None:
    less, greater = pack(pieces, SHIRTS), pack(pieces + more, SHIRTS)
    assert freight.groupage_freight(less, GROUPAGE)[0] <= freight.groupage_freight(greater, GROUPAGE)[0]
    assert freight.air_freight(less, AIR)[0] <= freight.air_freight(greater, AIR)[0]
