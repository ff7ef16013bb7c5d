"""Consumers and parcels as agents: a view in, intents out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from app.world.agents.consumer import call_off
from app.world.agents.parcel import look_at_list, travel
from app.world.dice import Dice
from app.world.views.retail import ParcelView

AT = datetime(2026, 9, 1, 0, 45, tzinfo=UTC)


def parcel(**changes: object) -> ParcelView:
    view = ParcelView(
        "consumer:2026-09-01:0", UUID(int=9), "listed", AT, date(2026, 9, 1), "DE", {"findings": []}, {},
        12, AT, None, Decimal(30), {"least_days": 8, "most_days": 15},
    )  # fmt: skip
    return replace(view, **changes)


def test_customs_takes_a_clean_list_and_returns_one_with_errors() -> None:
    assert look_at_list(parcel(), Dice("s"))[0].action == "consumer_order.take_list"
    wrong = {"findings": [{"code": "parcel_list.value_differs", "severity": "error"}]}
    assert look_at_list(parcel(list_9610=wrong), Dice("s"))[0].action == "consumer_order.return_list"
    assert look_at_list(parcel(state="cancelled"), Dice("s")) == []


def test_a_carrier_takes_as_long_as_its_service_says_or_a_little_longer() -> None:
    days = [(travel(parcel(), Dice("s", n))[0].given["arrives_at"] - AT).days for n in range(200)]
    assert min(days) >= 8 and max(days) <= 21 and sum(d > 15 for d in days) < 40


def test_only_an_unsent_order_is_called_off() -> None:
    assert call_off(parcel(state="paid"), Dice("s"))[0].action == "consumer_order.cancel"
    assert call_off(parcel(state="dispatched"), Dice("s")) == []
