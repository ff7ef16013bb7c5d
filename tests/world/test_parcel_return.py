"""Consumers who give back, as agents: a view in, intents out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from uuid import UUID

from app.world.agents.parcel_return import arrive, consider, dispute, overdue, weigh
from app.world.dice import Dice
from app.world.views.parcel_return import HeldParcel, ReturnView

AT = datetime(2026, 9, 20, 6, tzinfo=UTC)
HELD = HeldParcel(
    "consumer:1", UUID(int=9), AT, AT - timedelta(days=3), "", "DE", 1, 30, 12, False, 3, "6912001000"
)
ASKED = ReturnView(
    "consumer:1:return", UUID(int=8), "answered", AT, "late", {"days": 5}, False, "partial", D("0.55"),
    D("40.00"), D("6.00"), D("0.20"),
)  # fmt: skip


def test_a_reason_is_always_true_of_the_parcel() -> None:
    late = [consider(HELD, Dice("s", n)) for n in range(60)]
    reasons = {each[0].given["reason"] for each in late if each}
    assert "not_as_described" in reasons and "charged_at_door" not in reasons
    good = replace(HELD, days=10, untrue_claims=0)
    seen = [intents[0].given["reason"] for n in range(300) if (intents := consider(good, Dice("s", n)))]
    assert set(seen) <= {"faulty", "change_of_mind"} and 3 <= len(seen) <= 40
    assert consider(replace(HELD, returned="kept"), Dice("s")) == []


def test_a_part_is_taken_and_its_commission_comes_with_it() -> None:
    taken = weigh(ASKED, Dice("s"))[0]
    assert taken.action == "parcel_return.take"
    assert taken.given == {"refund_usd": D("22.00"), "commission_usd": D("2.64")}
    refused = [weigh(replace(ASKED, kind="refuse"), Dice("s", n))[0].action for n in range(80)]
    assert 45 <= refused.count("parcel_return.insist") <= 75  # three of four persist


def test_silence_and_dispute_are_ended_by_the_market() -> None:
    silent = overdue(replace(ASKED, state="asked", kind=""), Dice("s"))[0]
    assert silent.party == "market" and silent.given["refund_usd"] == D("40.00")
    mind = replace(ASKED, state="disputed", reason="change_of_mind", kind="refuse")
    assert dispute(mind, Dice("s"))[0].given["refund_usd"] == 0
    sent = dispute(replace(mind, has_right=True), Dice("s"))[0]
    assert sent.action == "parcel_return.send_back" and sent.party == "market"


def test_faulty_goods_are_never_fit_for_sale() -> None:
    sent = replace(ASKED, state="sending")
    back = [arrive(sent, Dice("s", n))[0].given["is_resaleable"] for n in range(60)]
    assert 0.6 < sum(back) / 60 < 0.95
    faulty = replace(ASKED, state="sending", reason="faulty")
    assert not arrive(faulty, Dice("s"))[0].given["is_resaleable"]
