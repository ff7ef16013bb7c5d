"""How an event is planned: its figures, its days and the caps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.trade.market.event_plan import Caps, Room, Wish, planned
from app.trade.market.world_event import WorldEvent
from app.trade.refusal import RuleBroken

FIRST = date(2026, 9, 1)
MOST = {"freight_percent": Decimal(200), "currency_percent": Decimal(15), "duty_percent": Decimal(50)}
CAPS = Caps(at_once=2, first_days=7, last_days=14, lead_least_days=1, days_most=45, most=MOST)
ROOM = Room(FIRST, 120, FIRST)
SPIKE = Wish("freight_spike", date(2026, 10, 1), 10, 3, {"freight_percent": "45", "lanes": "japan, korea"})


def test_an_event_is_told_its_lead_ahead_and_keeps_its_figures_plain() -> None:
    event = planned(SPIKE, CAPS, ROOM)
    assert (event.announced_on, event.ends_on) == (date(2026, 9, 28), date(2026, 10, 10))
    assert event.figures == {"freight_percent": "45", "lanes": ["japan", "korea"]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "meteorite"}, "kind_unknown"),
        ({"figures": {}}, "figure_missing"),
        ({"figures": {"freight_percent": "201"}}, "beyond_cap"),
        ({"figures": {"freight_percent": "-5"}}, "beyond_cap"),
        ({"days": 46}, "too_long"),
        ({"starts_on": date(2026, 9, 7)}, "too_early"),
        ({"starts_on": date(2026, 12, 7)}, "too_late"),
        ({"kind": "duty_change", "figures": {"destination": "US", "hs_prefix": "6x", "duty_percent": "5"}},
         "prefix_wrong"),
    ],
)  # fmt: skip
def test_what_breaks_a_cap_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken, match=rf"world_event\.{code}"):
        planned(replace(SPIKE, **changes), CAPS, ROOM)


def test_an_event_may_not_begin_on_the_day_on_which_it_is_told() -> None:
    today = replace(ROOM, today=SPIKE.starts_on)
    with pytest.raises(RuleBroken, match=r"world_event\.too_early"):
        planned(SPIKE, CAPS, today)
    told = planned(SPIKE, CAPS, replace(ROOM, today=SPIKE.starts_on - timedelta(days=1)))
    assert told.announced_on < told.starts_on


def test_no_two_of_a_kind_meet_and_few_come_at_once() -> None:
    def other(number: int, kind: str) -> WorldEvent:
        return WorldEvent(number, kind, SPIKE.starts_on, SPIKE.starts_on, FIRST, {})

    with pytest.raises(RuleBroken, match=r"world_event\.same_kind"):
        planned(SPIKE, CAPS, replace(ROOM, others=(other(1, "freight_spike"),)))
    crowd = other(1, "bank_stop"), other(2, "port_strike")
    with pytest.raises(RuleBroken, match=r"world_event\.too_many"):
        planned(SPIKE, CAPS, replace(ROOM, others=crowd))
    assert planned(SPIKE, CAPS, replace(ROOM, others=crowd[:1])).kind == "freight_spike"
