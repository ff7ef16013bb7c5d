"""The market decides each day which letters set out: by shop and slot, never by the order of shops."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.trade.market.standing import STRANGER
from app.trade.market.world_event import demand_factor
from app.trade.working_time import Office, local_day, next_working_moment
from app.world.agent import agent
from app.world.buyer_kinds import kind_for, kind_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import MarketHabits, market_habits, parameters
from app.world.personas import days_off
from app.world.views.market import Customer, MarketDay, Offering, OpenShop, market_day


@agent("market.day", view=market_day, is_long=True)
def open_day(view: MarketDay, dice: Dice) -> list[Intent]:
    """Letters of the day, and the next day."""
    slots = int(parameters("buyer")["letters"]["slots"])
    arrivals, seasons = [], _seasons(view)
    for shop in view.shops:
        asked = asked_rate(view.letters_per_day, len(shop.families))
        alone = view.letters_per_day - asked * needs_a_day() * len(shop.families)
        drawn_by = _pull(view, shop) * _season(seasons, shop) * word_of_mouth(shop)
        chance = min(alone / slots * drawn_by, Decimal(1))
        arrivals += [
            _arrival(view, shop, slot, drawn)
            for slot in range(slots)
            if (drawn := dice.under(shop.team_name, slot)).chance(chance)
        ]
    arrivals += [each for need in _needs(view, dice) for each in _requests(view, need)]
    return [Intent("market", "market.pass_day", view.course_id, {"arrivals": arrivals})]


def needs_a_day() -> Decimal:
    """How many requests' needs a family of goods has on a usual day."""
    rules = parameters("buyer")["requests"]
    return Decimal(rules["need_rate"]) * int(rules["slots"])


def asked_rate(letters_per_day: Decimal, families: int) -> Decimal:
    """The chance that a team is asked for a need that it could meet: the stated share of its letters, over
    its own families of goods, so that it depends on no other team.
    """
    rules, needs = parameters("buyer")["requests"], needs_a_day() * families
    wanted = letters_per_day * Decimal(rules["share"]) / needs if needs else Decimal(0)
    return min(wanted, Decimal(rules["asked_rate"]))


@dataclass(frozen=True, slots=True)
class _Need:
    """One need of a family of goods that goes to several teams; dice: of the need itself, the same whoever
    sells.
    """

    name: str
    family: str
    habits: MarketHabits
    business: str
    multiple: int
    at: datetime
    port: str
    dice: Dice


def _needs(view: MarketDay, dice: Dice) -> Iterator[_Need]:
    """The day's needs: some at the most for each family of goods that anybody sells."""
    rate, slots = (
        Decimal(parameters("buyer")["requests"]["need_rate"]),
        parameters("buyer")["requests"]["slots"],
    )
    markets = list(market_habits().values())
    for family in sorted({each for shop in view.shops for each in shop.families}):
        tastes = [each.weight * _wants(view, each, family) for each in markets]
        pulled = _season_of(view, family) * _demand(view, family)
        for slot in range(slots):
            drawn = dice.under("request", family, slot)
            if not drawn.chance(min(rate * pulled, Decimal(1))):
                continue
            habits = drawn.weighted(markets, tastes)
            business = kind_for(drawn, reach=True)
            multiple = int(drawn.pick(kind_of(business)["moq_multiples"]))
            at, port = _moment(view, habits, drawn), drawn.pick(habits.ports)
            name = f"{view.on}:request:{family}:{slot}"
            yield _Need(name, family, habits, business, multiple, at, port, drawn)


def _requests(view: MarketDay, need: _Need) -> Iterator[dict[str, object]]:
    """The need's letters. One draw of the need itself says how widely it is sent, so that a few needs reach
    most shops of the family, and not each need a shop; then each shop is drawn by its own name.
    """
    most = Decimal(parameters("buyer")["requests"]["asked_rate"])
    reach, width = Decimal(kind_of(need.business)["reach"]), need.dice.under("width").unit()
    for shop in view.shops:
        offerings = [each for each in shop.offerings if each.family == need.family]
        drawn = need.dice.under(shop.team_name)
        is_wide = width < asked_rate(view.letters_per_day, len(shop.families)) / most
        if offerings and is_wide and drawn.chance(min(most * reach, Decimal(1))):
            weights = [_wants(view, need.habits, each.category) * (1 + each.quality) for each in offerings]
            offering = drawn.weighted(offerings, weights)
            yield {
                "at": need.at,
                "listing_id": offering.listing_id,
                "stable_name": f"{need.name}:{shop.team_name}",
                "request": need.name,
                "business": need.business,
                "market": need.habits.country,
                "quantity": _quantity(offering, need.multiple),
                "destination_port": need.port,
            }


def _arrival(view: MarketDay, shop: OpenShop, slot: int, dice: Dice) -> dict[str, object]:
    customer = _returning(shop, dice)
    habits = _market(view, shop, customer.country if customer else "", dice)
    offering = _wanted(view, shop, habits, customer, dice)
    business = customer.business if customer and customer.business else kind_for(dice.under("kind"))
    multiple = int(dice.pick(kind_of(business)["moq_multiples"]))
    arrival = {
        "at": _moment(view, habits, dice),
        "listing_id": offering.listing_id,
        "stable_name": f"{view.on}:{shop.team_name}:{slot}",
        "business": business,
        "market": habits.country,
        "quantity": _quantity(offering, multiple),
        "destination_port": dice.pick(habits.ports),
    }
    return arrival | ({"buyer_id": customer.buyer_id} if customer else {})


def _wanted(
    view: MarketDay, shop: OpenShop, habits: MarketHabits, customer: Customer | None, dice: Dice
) -> Offering:
    """What the letter asks for: mostly the same goods again, of who had some; else what the market likes."""
    again = [each for each in shop.offerings if customer and each.listing_id in customer.had]
    rate = Decimal(parameters("buyer")["letters"]["reorder_rate"])
    offered = again if again and dice.under("again").chance(rate) else list(shop.offerings)
    weights = [_wants(view, habits, each.category) * (1 + each.quality) for each in offered]
    return dice.weighted(offered, weights)


def _returning(shop: OpenShop, dice: Dice) -> Customer | None:
    """A buyer of an earlier deal who comes again: the likelier, the better it thinks of the shop, and the
    more its market trusts who served it.
    """
    rate, drawn = Decimal(parameters("buyer")["letters"]["return_rate"]) * 2, dice.unit()
    known = market_habits()
    drawn_to = [
        each.standing * (known[each.country].trust if each.country in known else 1) for each in shop.customers
    ]
    if not any(drawn_to) or drawn >= rate * max(drawn_to):
        return None
    return dice.weighted(shop.customers, drawn_to)


def _wants(view: MarketDay, habits: MarketHabits, category: str) -> Decimal:
    """The weight of a category in a market on the day, season and events of the world in it."""
    usual = habits.wants(category) * habits.orders(category, view.on.month)
    return usual * demand_factor(view.events, category, habits.country, view.on)


def _seasons(view: MarketDay) -> dict[str, Decimal]:
    """By category, what firms of all markets order this month, as a multiple of the year's mean."""
    names = sorted({each.category for shop in view.shops for each in shop.offerings})
    return {name: _season_of(view, name) for name in names}


def _season_of(view: MarketDay, category: str) -> Decimal:
    tastes = [(each, each.weight * each.wants(category)) for each in market_habits().values()]
    ordered = sum(taste * each.orders(category, view.on.month) for each, taste in tastes)
    return Decimal(ordered) / sum(taste for _, taste in tastes)


def _season(seasons: dict[str, Decimal], shop: OpenShop) -> Decimal:
    """What the month brings to a shop with these goods."""
    return sum((seasons[each.category] for each in shop.offerings), Decimal(0)) / len(shop.offerings)


def word_of_mouth(shop: OpenShop) -> Decimal:
    """By how much more or fewer letters come for what the shop's customers think of it, and those whom it
    reported as frauds without a cause; 1 for a new shop. Who thinks ill of it tells more people.
    """
    rules = parameters("buyer")["standing"]
    strangers, ill = Decimal(rules["spread_strangers"]), Decimal(rules["spread_ill"])
    heard = [*(each.standing for each in shop.customers), *shop.accused]
    voices = [(each, ill if each < STRANGER else Decimal(1)) for each in heard]
    told = sum((each * weight for each, weight in voices), strangers * STRANGER)
    mean = told / sum((weight for _, weight in voices), strangers)
    return Decimal(rules["spread_least"]) + Decimal(rules["spread_reach"]) * mean


def _pull(view: MarketDay, shop: OpenShop) -> Decimal:
    """By how much events bring more letters to a shop: the greatest of its categories, over all markets."""
    return max(_demand(view, category) for category in shop.categories) if view.events else Decimal(1)


def _demand(view: MarketDay, category: str) -> Decimal:
    """By how much events bring more letters about a category, over all markets."""
    if not view.events:
        return Decimal(1)
    markets = list(market_habits().values())
    factors = (m.weight * demand_factor(view.events, category, m.country, view.on) for m in markets)
    return sum(factors, Decimal(0)) / sum((each.weight for each in markets), Decimal(0))


def _market(view: MarketDay, shop: OpenShop, country: str, dice: Dice) -> MarketHabits:
    """The customer's own market, else one by its weight and its taste for what the shop offers."""
    known = market_habits()
    if country in known:
        return known[country]
    markets = list(known.values())
    tastes = [
        each.weight * max(_wants(view, each, category) for category in shop.categories) for each in markets
    ]
    return dice.weighted(markets, tastes)


def _quantity(offering: Offering, multiple: int) -> int:
    """Pieces wanted: a multiple of the MOQ, filled up to whole cartons."""
    cartons = -(-offering.moq * multiple // max(offering.carton_pieces, 1))
    return min(cartons * max(offering.carton_pieces, 1), 1_000_000)


def _moment(view: MarketDay, habits: MarketHabits, dice: Dice) -> datetime:
    """When the letter is written: in office hours of the buyer, on a working day, after the day began."""
    rules = parameters("buyer")["letters"]
    holidays = frozenset(date.fromisoformat(each) for each in days_off(habits.country, view.on))
    office = Office(habits.time_zone, habits.weekend, holidays)
    day = local_day(office, view.at)
    clock = time(dice.whole(rules["earliest_hour"], rules["latest_hour"]), dice.whole(0, 59))
    wanted = datetime.combine(day, clock, ZoneInfo(habits.time_zone))
    if wanted <= view.at:
        wanted += timedelta(days=1)
    return next_working_moment(office, wanted.astimezone(view.at.tzinfo))
