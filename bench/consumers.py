"""The choices of a day's consumers: arrays against one object after another, deciding alike."""

import time
from collections.abc import Iterator
from math import exp, log
from typing import Any
from zlib import crc32

import numpy as np

from app.core.parameters import parameters
from app.world.consumers import visitors as of_visitor
from app.world.consumers.day import day_of_demand, scene_of
from app.world.consumers.landing import Landings
from app.world.consumers.page import cards_of
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import Taste, taste_of
from app.world.consumers.visitors import Visitors, visitors_of
from app.world.dice import Dice
from bench.shelf import great_market
from bench.table import Line
from bench.world import World

_VISITS, _ROUNDS, _BAR = 2000, 5, 20
_MASK = 2**64 - 1


def consumers(world: World) -> Iterator[Line]:
    """2,000 buyers, 2,400 listings, 12 markets: from the needs to the baskets."""
    view, dice, taste = great_market(_VISITS), Dice("bench", "day"), taste_of(parameters("consumer"))
    landings = Landings(view)
    scene_of(view, dice, taste, landings)  # prices are asked once; what is measured is the choosing
    began = time.process_time()
    for _ in range(_ROUNDS):
        scene = scene_of(view, dice, taste, landings)
    arrays = (time.process_time() - began) / _ROUNDS
    began = time.process_time()
    by_objects(view, dice)
    objects = time.process_time() - began
    count = len(scene.visitors)
    yield Line(
        f"consumer choices of a day ({count:,} buyers, {len(view.cards):,} listings, "
        f"{len(view.markets)} markets)",
        f"{count / arrays:,.0f} decisions/s", f"objects {count / objects:,.0f}/s", objects / arrays,
        arrays * 1000, f">= {_BAR} times", objects / arrays >= _BAR,
    )  # fmt: skip
    began = time.process_time()
    day = day_of_demand(view, dice)
    seconds = time.process_time() - began
    yield Line(
        f"the same with its funnel ({len(day.counts):,} rows) and {len(day.orders)} orders",
        f"{seconds * 1000:.0f} ms CPU", cpu_ms=seconds * 1000,
    )  # fmt: skip


def by_objects(view: ShoppingDay, dice: Dice) -> tuple[list[int], list[tuple[str, str, int]]]:
    """The same model, one visitor and one card at a time: [impressions, clicks, baskets] and who bought
    what.
    """
    taste = taste_of(parameters("consumer"))
    visitors, landings = visitors_of(view, taste, dice), Landings(view)
    cards, sums, paid = cards_of(view, visitors), [0, 0, 0], []
    scene = _Objects(view, taste, visitors, cards, landings)
    for number in range(len(visitors)):
        seen, clicks, chosen = scene.visit(number)
        sums = [sums[0] + seen, sums[1] + clicks, sums[2] + (chosen is not None)]
        if chosen is not None and scene.pays(number, chosen):
            paid.append((scene.name(number), view.cards[chosen].stable_name, int(visitors.pieces[number])))
    return sums, sorted(paid)


class _Objects:
    """One visitor after another, in plain Python."""

    def __init__(
        self, view: ShoppingDay, taste: Taste, visitors: Visitors, cards: Any, landings: Landings
    ) -> None:
        self.view, self.taste, self.who, self.cards, self.landings = view, taste, visitors, cards, landings
        self.keys = [int(key) for key in visitors.key]
        self.card_keys = [int(key) for key in cards.key]
        self.wanted = [list(view.wanted.get(name, {}).values()) for name in visitors.categories]

    def visit(self, number: int) -> tuple[int, int, int | None]:
        """How many cards were seen and clicked, and the place of the card that is put into the basket."""
        country = self.view.markets[int(self.who.market[number])].country
        found = self.who.rankings[int(self.who.ranking[number])]
        page = [at for at in found if country in (self.view.cards[at].lines or {})][: self.taste.cards]
        seen = [
            at
            for place, at in enumerate(page)
            if _draw(self.keys[number], of_visitor.SEEN, self.card_keys[at])
            < exp(-self.taste.sight["fading"] * log(place + 1))
        ]
        clicks = [
            at for at in seen
            if _draw(self.keys[number], of_visitor.CLICK, self.card_keys[at]) < self.click_chance(number, at)
        ]  # fmt: skip
        read = [at for at in clicks[: self.taste.considered] if self.view.cards[at].stock_pieces > 0]
        best, chosen = _gumbel(_draw(self.keys[number], of_visitor.NOTHING)), None
        for at in read:
            drawn = self.worth(number, at) + _gumbel(
                _draw(self.keys[number], of_visitor.CHOICE, self.card_keys[at])
            )
            if drawn > best:
                best, chosen = drawn, at
        return len(seen), len(clicks), chosen

    def click_chance(self, number: int, at: int) -> float:
        weight, who, cards = self.taste.sight, self.who, self.cards
        kind = self.taste.segments[int(who.segment[number])]
        over = log(cards.price[at] / (cards.usual[at] * who.pays[number]))
        worth = weight["click_base"] - weight["click_price_weight"] * kind.price * over
        worth += weight["click_star_weight"] * kind.stars * cards.stars[at]
        worth += weight["click_quality_weight"] * kind.quality * cards.quality[at]
        worth += weight["click_wanted"] * self.has(number, at)
        if who.category[number] != cards.category[at]:
            worth += weight["click_other_goods"]
        return 1 / (1 + exp(-worth))

    def has(self, number: int, at: int) -> bool:
        wants = int(self.who.wants[number])
        return wants >= 0 and at in self.wanted[int(self.who.category[number])][wants]

    def worth(self, number: int, at: int) -> float:
        weight, who, cards = self.taste.choice, self.who, self.cards
        kind = self.taste.segments[int(who.segment[number])]
        price, days = self.landed(number, at)
        over = log(price / (cards.usual[at] * who.pays[number]))
        worth = weight["base"] - kind.price * (
            weight["price_weight"] * over + weight["over_budget_weight"] * max(0.0, over)
        )
        late = max(0.0, days - who.deadline[number])
        worth -= kind.days * (weight["day_weight"] * days + weight["late_weight"] * late)
        worth += weight["star_weight"] * kind.stars * cards.stars[at]
        worth += weight["quality_weight"] * kind.quality * cards.quality[at]
        worth -= weight["untrue_weight"] * kind.stars * cards.untrue[at]
        return worth + weight["reply_weight"] * cards.reply[at] + weight["wanted"] * self.has(number, at)

    def landed(self, number: int, at: int) -> tuple[float, float]:
        """Landed price of one piece in USD, and days."""
        prices, days = self.landings(self.who.market[number : number + 1], np.array([at]))
        return float(prices[0]), float(days[0])

    def pays(self, number: int, at: int) -> bool:
        """Whether the basket is paid for."""
        extra = min(1.0, self.landed(number, at)[0] / self.cards.price[at] - 1)
        rate = self.taste.choice["checkout_rate"] * (1 - self.taste.choice["extra_cost_weight"] * extra)
        return _draw(self.keys[number], of_visitor.CHECKOUT) < rate

    def name(self, number: int) -> str:
        """The consumer's stable name, as the day gives it."""
        country = self.view.markets[int(self.who.market[number])].country
        category = crc32(self.who.categories[int(self.who.category[number])].encode())
        return f"consumer:{self.view.on}:{country}:{category:08x}:{int(self.who.number[number])}"


def _draw(key: int, kind: int, of: int | None = None) -> float:
    """`chance.unit` for one key, in whole numbers of Python."""
    asked = (key + kind * 0x9E3779B97F4A7C15) & _MASK
    if of is not None:
        asked = _mixed(asked) ^ of
    return (_mixed(asked) >> 11) * 2.0**-53


def _mixed(key: int) -> int:
    key = ((key ^ (key >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    key = ((key ^ (key >> 27)) * 0x94D049BB133111EB) & _MASK
    return key ^ (key >> 31)


def _gumbel(draw: float) -> float:
    return -log(-log(min(max(draw, 1e-300), 1 - 2.0**-53)))
