"""How factory, carrier, customs and the market's day live with events: views in, intents out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.trade.market.world_event import WorldEvent
from app.world.agents.carrier import arrive
from app.world.agents.customs_office import decide
from app.world.agents.supplier import consider, progress
from app.world.agents.world_event import keep, tell
from app.world.dice import Dice
from app.world.views.world_event import Begun, News
from tests.world.test_customs_office import view as declaration
from tests.world.test_goods_agents import CARRIER, ID, MAKING, SUPPLIER, TODAY


def stop(announced_on: date, *, starts: int = 3, days: int = 4, enterprise: str = "") -> WorldEvent:
    """A standstill that begins so many days from today."""
    first = TODAY + timedelta(days=starts)
    last = first + timedelta(days=days - 1)
    return WorldEvent(1, "factory_stop", first, last, announced_on, {"enterprise": enterprise})


@pytest.mark.parametrize(("enterprise", "days"), [("Lanmei", 14), ("Miro", 10)])
def test_a_factory_promises_around_an_announced_standstill_of_its_own(enterprise: str, days: int) -> None:
    known = stop(TODAY, enterprise="Lanmei")
    asked = replace(SUPPLIER, wanted_on=TODAY + timedelta(days=30), stops=(known,), enterprise=enterprise)
    [intent] = consider(asked, Dice("seed"))
    assert intent.given["promised_on"] == TODAY + timedelta(days=days)


def test_a_standstill_that_nobody_knew_of_is_told_as_a_delay_once() -> None:
    unknown = replace(MAKING, stops=(stop(TODAY + timedelta(days=1)),))
    [intent] = progress(unknown, Dice("seed"))
    assert (intent.action, intent.given) == ("purchase.delay", {"days": 4, "reason": "factory_stop"})
    later = replace(
        unknown, days_by_stop=4, promised_on=TODAY + timedelta(days=14), today=TODAY + timedelta(days=14)
    )
    [then] = progress(later, Dice("seed"))
    assert then.given.get("reason") != "factory_stop"


def test_a_ship_waits_outside_a_struck_port() -> None:
    outside = replace(CARRIER, state="in_transit", waits_days=6)
    [intent] = arrive(outside, Dice("seed"))
    assert (intent.action, intent.given) == ("shipment.delay", {"days": 6})


def test_a_campaign_opens_more_goods() -> None:
    def opened(share: str) -> int:
        quiet = declaration(campaign_share=Decimal(share))
        return sum(decide(quiet, Dice("s", n))[0].action == "declaration.inspect" for n in range(400))

    assert opened("0") < 40 < 100 < opened("0.30") < 180


def test_news_is_told_once_and_an_event_that_keeps_nobody_asks_for_nothing() -> None:
    assert [each.action for each in tell(News("e", ID, "planned"), Dice("s"))] == ["world_event.announce"]
    assert tell(News("e", ID, "cancelled"), Dice("s")) == []
    assert keep(Begun("e", 1, "bank_stop", ()), Dice("s")) == []
