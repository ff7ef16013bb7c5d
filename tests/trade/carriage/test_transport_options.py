"""Source: trade rules, section 3; dangerous goods: section 6, D13."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.trade.carriage.freight import GroupageTariff, Handling
from app.trade.carriage.packing import Container
from app.trade.carriage.transport_options import Consignment, Service, transport_options
from app.trade.refusal import RuleBroken
from tests.trade.carriage.test_freight import AIR, BOX, COURIER, GROUPAGE, SHIRTS

CONTAINER = Container("20GP", Decimal("589.6"), Decimal(235), Decimal("239.3"), Decimal(21750))
SERVICES = [
    Service("courier", "courier", COURIER, Decimal(3), Decimal(6)),
    Service("air", "air", AIR, Decimal(7), Decimal(10)),
    Service("full containers", "sea", BOX, Decimal(35), Decimal(45), CONTAINER),
    Service("groupage", "sea", GROUPAGE, Decimal(38), Decimal(48)),
]
CONSIGNMENT = Consignment(4000, SHIRTS)


def test_the_open_ways_stand_by_price_with_days_and_workings() -> None:
    options = transport_options(CONSIGNMENT, SERVICES)
    assert [option.service for option in options] == ["groupage", "full containers", "air", "courier"]
    assert options[0].price is not None
    assert options[0].price.amount == Decimal("432.00")
    assert (options[0].least_days, options[0].most_days) == (38, 48)
    assert options[1].containers == 1
    assert [line.code for line in options[1].workings.lines] == [
        "packing.container_load", "packing.containers", "freight.container",
    ]  # fmt: skip


def test_untested_batteries_travel_by_sea_only() -> None:
    options = transport_options(replace(CONSIGNMENT, goods=Handling(has_battery=True)), SERVICES)
    closed = {option.service: option.closed_by.code for option in options if option.closed_by}
    assert closed == {"air": "freight.battery_untested", "courier": "freight.battery_untested"}
    assert [option.service for option in options][-2:] == ["air", "courier"]


def test_tested_batteries_fly_where_the_line_takes_them() -> None:
    tested = replace(CONSIGNMENT, goods=Handling(has_battery=True), has_un38_3=True)
    assert all(option.closed_by is None for option in transport_options(tested, SERVICES))


def test_liquids_without_a_safety_sheet_do_not_fly_and_with_one_not_on_every_line() -> None:
    liquid = replace(CONSIGNMENT, goods=Handling(is_liquid=True))
    closed = {option.service: option.closed_by.code for option in transport_options(liquid, SERVICES)
              if option.closed_by}  # fmt: skip
    assert closed["air"] == "freight.liquid_without_safety_sheet"
    with_sheet = transport_options(replace(liquid, has_safety_sheet=True), SERVICES)
    closed = {option.service: option.closed_by.code for option in with_sheet if option.closed_by}
    assert closed == {"courier": "freight.liquid_not_carried"}


def test_a_container_service_without_a_container_type_is_closed() -> None:
    (option,) = transport_options(CONSIGNMENT, [replace(SERVICES[2], container=None)])
    assert option.closed_by is not None
    assert option.closed_by.code == "freight.container_unknown"


def test_nothing_to_carry_and_two_currencies_are_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        transport_options(replace(CONSIGNMENT, quantity=0), SERVICES)
    assert refused.value.code == "packing.quantity_not_positive"
    euro = Service("groupage EUR", "sea", GroupageTariff("EUR", Decimal(40)), Decimal(1), Decimal(2))
    with pytest.raises(RuleBroken) as refused:
        transport_options(CONSIGNMENT, [*SERVICES, euro])
    assert refused.value.code == "money.currencies_differ"
