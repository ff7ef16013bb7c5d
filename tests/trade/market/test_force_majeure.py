"""Whom an announced event excuses, and for how many days: ICC Force Majeure Clause 2020, CISG art. 79."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.trade.market.force_majeure import Hindrance, LateShipment, excuse, notice_by

NEWS = date(2026, 10, 5)
SHIPMENT = LateShipment(date(2026, 9, 1), date(2026, 10, 10), date(2026, 10, 22))  # 12 days late
STRIKE = Hindrance(NEWS, date(2026, 10, 8), 9)


def told(days: int | None) -> date | None:
    return None if days is None else NEWS + timedelta(days=days)


@pytest.mark.parametrize(
    ("after", "days", "reason"),
    [(3, 9, "in_time"), (4, 9, "late_notice"), (12, 5, "late_notice"), (None, 0, "silent")],
)  # fmt: skip
def test_notice_in_time_excuses_what_the_event_moved_and_silence_nothing(
    after: int | None, days: int, reason: str
) -> None:
    found = excuse(SHIPMENT, STRIKE, told(after), 3)
    assert (found.days, found.reason) == (days, reason)
    assert notice_by(NEWS, 3) == date(2026, 10, 8)


def test_nobody_is_excused_for_what_was_known_or_came_after_their_own_delay() -> None:
    known = replace(SHIPMENT, agreed_on=NEWS)
    assert excuse(known, STRIKE, told(0), 3).reason == "foreseen"
    late_already = replace(SHIPMENT, ship_by=date(2026, 10, 7))
    assert excuse(late_already, STRIKE, told(0), 3).reason == "late_already"
    assert excuse(SHIPMENT, replace(STRIKE, days=0), told(0), 3).reason == "not_hindered"
    in_time = replace(SHIPMENT, shipped_on=SHIPMENT.ship_by)
    assert excuse(in_time, STRIKE, told(0), 3) == excuse(in_time, STRIKE, None, 3)


def test_no_more_is_excused_than_the_goods_were_late() -> None:
    assert excuse(SHIPMENT, replace(STRIKE, days=40), told(1), 3).days == 12
