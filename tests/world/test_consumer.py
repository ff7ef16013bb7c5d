"""Consumers and parcels as agents: a view in, intents out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from app.core.ids import named_id
from app.queries.parcel import ParcelTax
from app.trade.consumer_choice import Offer
from app.world.agents.consumer import call_off, fill_baskets
from app.world.agents.parcel import look_at_list, travel
from app.world.dice import Dice
from app.world.parameters import market_habits
from app.world.views.retail import ParcelView, ShelfOffer, ShoppingDay

AT = datetime(2026, 9, 1, 0, 45, tzinfo=UTC)
COURSE = UUID(int=7)


def shelf_offer(name: str, landed: str, stock: int = 500) -> ShelfOffer:
    offer = Offer(Decimal(landed), Decimal(20), days=12, stars=None, quality=70, position=0)
    return ShelfOffer(named_id(AT, name), "Kitchen", stock, offer, ParcelTax("nothing"))


def day(*offers: ShelfOffer, baskets: str = "60") -> ShoppingDay:
    shelves = dict.fromkeys(market_habits(), offers)
    return ShoppingDay("retail", COURSE, AT, date(2026, 9, 1), Decimal(baskets), shelves)


def bought(view: ShoppingDay) -> list[UUID]:
    intents = fill_baskets(view, Dice("seed", "day"))
    return [intent.subject_id for intent in intents if intent.action == "consumer_order.place"]


def test_the_same_day_brings_the_same_baskets() -> None:
    view = day(shelf_offer("a", "18"), shelf_offer("b", "22"))
    assert fill_baskets(view, Dice("seed", "day")) == fill_baskets(view, Dice("seed", "day"))


def test_the_cheaper_of_two_like_offers_sells_more() -> None:
    cheap, dear = shelf_offer("a", "15"), shelf_offer("b", "30")
    sold = bought(day(dear, cheap, baskets="200"))
    assert sold.count(cheap.listing_id) > 2 * sold.count(dear.listing_id) > 0


def test_an_empty_market_still_passes_the_day_on() -> None:
    intents = fill_baskets(day(), Dice("seed", "day"))
    assert [intent.action for intent in intents] == ["retail.pass_day"]


def test_no_more_is_bought_than_there_is() -> None:
    scarce = shelf_offer("a", "15", stock=3)
    intents = fill_baskets(day(scarce, baskets="100"), Dice("seed", "day"))
    pieces = [i.given["pieces"] for i in intents if i.action == "consumer_order.place"]
    assert sum(pieces) == 3


def parcel(**changes: object) -> ParcelView:
    view = ParcelView(
        "consumer:2026-09-01:0", UUID(int=9), "listed", AT, date(2026, 9, 1), "DE", {"findings": []}, {},
        12, AT, None, Decimal(30), False, {"least_days": 8, "most_days": 15},
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
