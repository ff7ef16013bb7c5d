"""Supplier, inspector, carrier and customs at the destination: a view in, intents out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.queries.goods.import_bill import ImportBill
from app.queries.goods.sailing import conduct, next_sailing, roll_is_last
from app.world.agents.carrier import arrive, cut_off, deliver, depart
from app.world.agents.import_customs import clear
from app.world.agents.inspector import drawn, inspect
from app.world.agents.supplier import bill, consider, delay_rate, progress
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.carrier import CarrierView
from app.world.views.import_customs import ImportView
from app.world.views.inspector import InspectorView
from app.world.views.supplier import SupplierView

D = Decimal
ID = UUID(int=7)
TODAY = date(2026, 9, 2)
NOW = datetime(2026, 9, 2, 2, tzinfo=UTC)

SUPPLIER = SupplierView(
    purchase_id=ID, stable_name="p", state="placed", today=TODAY, quantity=1000, unit_price_rmb=D(28),
    wanted_on=TODAY + timedelta(days=14), placed_on=TODAY, decided_on=None, promised_on=None,
    first_promised_on=None, tiers=((100, D(30)), (1000, D(28))), floor_price_rmb=D(25), lead_time_days=10,
    daily_capacity=500, holidays=0, delays=0, delays_by_rework=0, reworks=0, defective=None, is_paid=False,
    is_invoiced=False,
)  # fmt: skip
MAKING = replace(
    SUPPLIER, state="in_production", decided_on=TODAY, promised_on=TODAY + timedelta(days=10),
    first_promised_on=TODAY + timedelta(days=10), today=TODAY + timedelta(days=10),
)  # fmt: skip


def after(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def dice(name: object = "x") -> Dice:
    return Dice("seed", name)


@pytest.mark.parametrize(
    ("changes", "action", "given"),
    [
        ({}, "purchase.confirm", {"promised_on": after(10)}),
        ({"wanted_on": after(9)}, "purchase.confirm", {"promised_on": after(9)}),
        ({"wanted_on": after(6)}, "purchase.confirm", {"promised_on": after(8)}),
        ({"wanted_on": after(4)}, "purchase.decline", {"reason": "date"}),
        ({"unit_price_rmb": D("24.99")}, "purchase.decline", {"reason": "price"}),
    ],
)  # fmt: skip
def test_the_house_rule_answers_by_price_and_time(
    changes: dict[str, object], action: str, given: dict[str, object]
) -> None:
    assert consider(replace(SUPPLIER, **changes), dice()) == [Intent("supplier", action, ID, given)]


def test_what_a_person_answered_is_left_alone() -> None:
    assert consider(MAKING, dice()) == []
    assert progress(SUPPLIER, dice()) == []
    assert progress(replace(MAKING, promised_on=MAKING.today + timedelta(days=1)), dice()) == []


def test_delays_come_oftener_with_haste_and_holidays() -> None:
    hasty = replace(MAKING, first_promised_on=TODAY + timedelta(days=8))
    assert delay_rate(MAKING) == D("0.10")
    assert delay_rate(hasty) == D("0.55")
    assert delay_rate(replace(MAKING, holidays=7)) == D("0.38")
    assert delay_rate(replace(hasty, holidays=20)) == D("0.80")


def test_about_a_tenth_of_usual_lots_is_late_and_none_a_third_time() -> None:
    deeds = [progress(MAKING, dice(each))[0].action for each in range(400)]
    assert 20 <= deeds.count("purchase.delay") <= 65
    third = {progress(replace(MAKING, delays=2), dice(each))[0].action for each in range(50)}
    assert third == {"purchase.finish"}


def test_the_same_name_gives_the_same_lot() -> None:
    assert progress(MAKING, dice("lot")) == progress(MAKING, dice("lot"))
    shares = [progress(replace(MAKING, delays=2), dice(each))[0].given["defective"] for each in range(300)]
    assert max(shares) <= 90 and 20 <= sum(1 for each in shares if each >= 30) <= 90


def test_a_rework_takes_days_and_leaves_a_share_of_the_faults() -> None:
    back = replace(MAKING, reworks=1, defective=100)
    first = progress(back, dice())[0]
    assert first.action == "purchase.delay" and first.given["reason"] == "rework"
    last = progress(replace(back, delays_by_rework=1), dice())[0]
    assert (last.action, last.given) == ("purchase.finish", {"defective": 15})


def test_the_invoice_follows_the_money() -> None:
    assert bill(SUPPLIER, dice()) == []
    assert bill(replace(MAKING, is_paid=True), dice())[0].action == "purchase.invoice"
    assert bill(replace(MAKING, is_paid=True, is_invoiced=True), dice()) == []


def test_a_sample_finds_what_the_lot_holds() -> None:
    view = InspectorView(ID, "i", "ordered", 1000, 0, 80)
    assert inspect(view, dice())[0].given == {"defects_found": 0}
    assert inspect(replace(view, state="passed"), dice()) == []
    assert drawn(50, 50, 50, dice()) == 50 and drawn(20, 7, 20, dice()) == 7
    found = [drawn(1000, 50, 80, dice(each)) for each in range(200)]
    assert 3.2 <= sum(found) / len(found) <= 4.8


CARRIER = CarrierView(
    shipment_id=ID, stable_name="s", state="booked", today=TODAY, arrives_on=date(2026, 10, 12),
    departs_on=date(2026, 9, 6), has_goods=True, is_released=True, has_deposit=True, has_reports=True,
    is_last_roll=False, is_delayed=False, conduct=conduct("sea_lcl"),
    next=next_sailing("sea_lcl", "north_europe", NOW, date(2026, 9, 3)),
)  # fmt: skip


def test_a_carrier_loads_when_everything_is_there() -> None:
    assert cut_off(CARRIER, dice())[0].action == "shipment.load"
    assert cut_off(replace(CARRIER, state="cancelled"), dice()) == []


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("has_goods", "goods_missing"),
        ("is_released", "not_released"),
        ("has_deposit", "deposit_missing"),
        ("has_reports", "papers_missing"),
    ],
)
def test_what_is_missing_moves_the_booking_to_the_next_sailing(missing: str, reason: str) -> None:
    rolled = cut_off(replace(CARRIER, **{missing: False}), dice())[0]
    assert rolled.action == "shipment.roll" and rolled.given["reason"] == reason
    assert rolled.given["departs_on"] == date(2026, 9, 13)
    assert rolled.given["arrives_on"] == date(2026, 10, 19)
    last = replace(CARRIER, **{missing: False}, is_last_roll=True)
    assert cut_off(last, dice())[0].action == "shipment.cancel"


def test_a_voyage_is_late_once_at_most() -> None:
    sailing = replace(CARRIER, state="in_transit")
    deeds = [arrive(sailing, dice(each))[0].action for each in range(300)]
    assert 60 <= deeds.count("shipment.delay") <= 120
    late = replace(sailing, is_delayed=True)
    assert {arrive(late, dice(each))[0].action for each in range(50)} == {"shipment.arrive"}
    assert arrive(CARRIER, dice()) == []


def test_a_carrier_departs_and_delivers_only_what_is_ready_for_it() -> None:
    assert depart(CARRIER, dice()) == [] and deliver(CARRIER, dice()) == []
    assert depart(replace(CARRIER, state="loaded"), dice())[0].action == "shipment.depart"
    assert deliver(replace(CARRIER, state="cleared"), dice())[0].action == "shipment.deliver"


def test_customs_states_its_charges_once() -> None:
    view = ImportView(ID, "s", "arrived", ImportBill("seller", {"total_usd": D(5)}), (1, 1))
    intent = clear(view, dice())[0]
    assert (intent.party, intent.action) == ("customs_office", "shipment.clear")
    assert intent.given == {"charges": {"total_usd": D(5)}, "borne_by": "seller", "delivery_days": 1}
    assert clear(replace(view, state="in_transit"), dice()) == []


def test_sailings_are_weekly_and_never_behind_their_cut_off() -> None:
    first = next_sailing("sea_fcl_40hq", "north_europe", NOW, TODAY)
    assert (first.departs_on.isoweekday(), first.departs_on) == (7, date(2026, 9, 6))
    after = next_sailing("sea_fcl_40hq", "north_europe", first.cut_off_at, TODAY)
    assert after.departs_on == first.departs_on + timedelta(days=7)
    assert next_sailing("courier", "", NOW, TODAY).departs_on == TODAY
    assert not roll_is_last(2) and roll_is_last(3)
