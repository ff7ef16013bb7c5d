"""The market decides each day which letters set out: by shop and slot, never by the order of shops."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.trade.working_time import Office, local_day, next_working_moment
from app.trade.world_event import demand_factor
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import MarketHabits, market_habits, parameters
from app.world.views.market import MarketDay, Offering, OpenShop, market_day


@agent("market.day", view=market_day, is_long=True)
def open_day(view: MarketDay, dice: Dice) -> list[Intent]:
    """Letters of the day, and the next day."""
    rules = parameters("buyer")["letters"]
    slots = int(rules["slots"])
    expected, seasons = view.letters_per_day / slots, _seasons(view)
    arrivals = [
        _arrival(view, shop, slot, drawn)
        for shop in view.shops
        for chance in (min(expected * _pull(view, shop) * _season(seasons, shop), Decimal(1)),)
        for slot in range(slots)
        if (drawn := dice.under(shop.team_name, slot)).chance(chance)
    ]
    return [Intent("market", "market.pass_day", view.course_id, {"arrivals": arrivals})]


def _arrival(view: MarketDay, shop: OpenShop, slot: int, dice: Dice) -> dict[str, object]:
    rules = parameters("buyer")["letters"]
    customer = None
    if shop.customers:
        known = dice.pick(shop.customers)
        customer = known if dice.chance(_returns(known[2], Decimal(rules["return_rate"]))) else None
    habits = _market(view, shop, customer[2] if customer else "", dice)
    weights = [_wants(view, habits, each) * (1 + each.quality) for each in shop.offerings]
    offering = dice.weighted(shop.offerings, weights)
    arrival = {
        "at": _moment(view, habits, dice),
        "listing_id": offering.listing_id,
        "stable_name": f"{view.on}:{shop.team_name}:{slot}",
        "market": habits.country,
        "quantity": _quantity(offering, dice),
        "destination_port": dice.pick(habits.ports),
    }
    return arrival | ({"buyer_id": customer[1]} if customer else {})


def _wants(view: MarketDay, habits: MarketHabits, offering: Offering) -> Decimal:
    """The weight of a category in a market on the day, season and events of the world in it."""
    usual = habits.wants(offering.category) * habits.orders(offering.category, view.on.month)
    return usual * demand_factor(view.events, offering.category, habits.country, view.on)


def _returns(country: str, rate: Decimal) -> Decimal:
    """The chance that a letter comes from an earlier customer, by how their market trusts who served it."""
    habits = market_habits().get(country)
    return min(rate * (habits.trust if habits else 1), Decimal(1))


def _seasons(view: MarketDay) -> dict[str, Decimal]:
    """By category, what firms of all markets order this month, as a multiple of the year's mean."""
    known, seasons = market_habits().values(), {}
    for name in sorted({each.category for shop in view.shops for each in shop.offerings}):
        tastes = [(each, each.weight * each.wants(name)) for each in known]
        ordered = sum(taste * each.orders(name, view.on.month) for each, taste in tastes)
        seasons[name] = Decimal(ordered) / sum(taste for _, taste in tastes)
    return seasons


def _season(seasons: dict[str, Decimal], shop: OpenShop) -> Decimal:
    """What the month brings to a shop with these goods."""
    return sum((seasons[each.category] for each in shop.offerings), Decimal(0)) / len(shop.offerings)


def _pull(view: MarketDay, shop: OpenShop) -> Decimal:
    """By how much events bring more letters to a shop: the greatest of its categories, over all markets."""
    if not view.events:
        return Decimal(1)
    markets = list(market_habits().values())
    whole = sum((each.weight for each in markets), Decimal(0))
    return max(
        sum(
            (m.weight * demand_factor(view.events, each.category, m.country, view.on) for m in markets),
            Decimal(0),
        )
        / whole
        for each in shop.offerings
    )


def _market(view: MarketDay, shop: OpenShop, country: str, dice: Dice) -> MarketHabits:
    """The customer's own market, else one by its weight and its taste for what the shop offers."""
    known = market_habits()
    if country in known:
        return known[country]
    markets = list(known.values())
    tastes = [
        each.weight * max(_wants(view, each, offering) for offering in shop.offerings) for each in markets
    ]
    return dice.weighted(markets, tastes)


def _quantity(offering: Offering, dice: Dice) -> int:
    """Pieces wanted: a multiple of the MOQ, filled up to whole cartons."""
    multiple = dice.pick(parameters("buyer")["letters"]["moq_multiples"])
    cartons = -(-offering.moq * int(multiple) // max(offering.carton_pieces, 1))
    return min(cartons * max(offering.carton_pieces, 1), 1_000_000)


def _moment(view: MarketDay, habits: MarketHabits, dice: Dice) -> datetime:
    """When the letter is written: in office hours of the buyer, on a working day, after the day began."""
    rules = parameters("buyer")["letters"]
    office = Office(habits.time_zone, habits.weekend)
    day = local_day(office, view.at)
    clock = time(dice.whole(rules["earliest_hour"], rules["latest_hour"]), dice.whole(0, 59))
    wanted = datetime.combine(day, clock, ZoneInfo(habits.time_zone))
    if wanted <= view.at:
        wanted += timedelta(days=1)
    return next_working_moment(office, wanted.astimezone(view.at.tzinfo))
