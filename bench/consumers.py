"""The choices of a day's consumers: arrays against one object after another, deciding alike."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from math import exp, floor, log
from typing import Any
from zlib import crc32

from app.core.parameters import parameters
from app.world.consumers import visitors as of_visitor
from app.world.consumers.day import day_of_demand, scene_of
from app.world.consumers.landing import Landings
from app.world.consumers.page import cards_of, wanted_of
from app.world.consumers.shelf import Query, ShoppingDay
from app.world.consumers.taste import Segment, Taste, taste_of
from app.world.consumers.visitors import Visitors, visitors_of
from app.world.dice import Dice
from bench.shelf import great_market
from bench.table import Line
from bench.world import World

_VISITS, _ROUNDS, _BAR = 2000, 40, 20
_MASK = 2**64 - 1


def consumers(world: World) -> Iterator[Line]:
    """2,000 buyers, 2,400 listings, 12 markets: from the needs to the baskets."""
    view, dice, taste = great_market(_VISITS), Dice("bench", "day"), taste_of(parameters("consumer"))
    landings = Landings(view)
    shown = cards_of(view), wanted_of(view)  # at hand for both, as are the prices: the choosing is measured
    scene_of(view, dice, taste, landings, shown)
    began = time.process_time()
    for _ in range(_ROUNDS):
        scene = scene_of(view, dice, taste, landings, shown)
    arrays = (time.process_time() - began) / _ROUNDS
    visitors = visitors_of(view, taste, dice)
    objects_shop = Objects(view, taste, visitors, shown[0], landings)
    began = time.process_time()
    for number in range(len(visitors)):
        objects_shop.visit(number)
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
    cards, sums, paid = cards_of(view), [0, 0, 0], []
    scene = Objects(view, taste, visitors, cards, landings)
    for number in range(len(visitors)):
        seen, clicks, chosen = scene.visit(number)
        sums = [sums[0] + seen, sums[1] + clicks, sums[2] + (chosen is not None)]
        if chosen is not None and scene.pays(number, chosen):
            paid.append((scene.name(number), view.cards[chosen].stable_name, scene.need(number).pieces))
    return sums, sorted(paid)


@dataclass(slots=True)
class Need:
    """One visitor."""

    market: int
    category: int
    kind: Segment
    able: float
    deadline: int
    pieces: int
    has: frozenset[int]
    page: tuple[int, ...]


@dataclass(slots=True)
class OneCard:
    """One card as plain numbers (`page.Cards`)."""

    category: int
    price: float
    usual: float
    dear: float
    stars: float
    quality: float
    untrue: float
    reply: float


class Objects:
    """One visitor after another, in plain Python."""

    def __init__(
        self, view: ShoppingDay, taste: Taste, visitors: Visitors, cards: Any, landings: Landings
    ) -> None:
        self.view, self.taste, self.who, self.landings = view, taste, visitors, landings
        names = [each.name for each in fields(OneCard)]
        columns = zip(*(getattr(cards, name).tolist() for name in names), strict=True)
        self.cards = [OneCard(*column) for column in columns]
        self.keys = [int(key) for key in visitors.key]
        self.card_keys = [int(key) for key in cards.key]
        self.wanted = [list(view.wanted.get(name, {}).values()) for name in visitors.categories]
        # What holds for every visitor is made once, as one who writes a quick loop would do.
        self.sight = [exp(-taste.sight["fading"] * log(place + 1)) for place in range(taste.cards)]
        self.shares = [each.share for each in taste.segments]
        self.means = [log(of.willingness / of.money) for of in view.markets]
        self.typed = [self.weights(view.queries.get(name, ())) for name in visitors.categories]

    def weights(self, asked: Sequence[Query]) -> list[float]:
        """How often each of the queries of a category is typed, beside the others."""
        sizes = Counter(query.kind for query in asked)
        return [self.taste.queries[query.kind] / sizes[query.kind] for query in asked]

    def need(self, number: int) -> Need:
        """Draw who comes: the same draws as `visitors.py` makes in arrays."""
        key, market, category = (
            self.keys[number],
            int(self.who.market[number]),
            int(self.who.category[number]),
        )
        view, taste, name = self.view, self.taste, self.who.categories[category]
        kind = taste.segments[_picked(_draw(key, 1), self.shares)]
        source = _picked(_draw(key, 2), taste.sources)
        asked = view.queries.get(name, ())
        page = view.home if source == 2 else view.pages.get(name, ())
        if source == 0 and asked:
            page = asked[_picked(_draw(key, 3), self.typed[category])].found
        bell = (_draw(key, 4) + _draw(key, 5) + _draw(key, 6) + _draw(key, 7) - 2) * 1.7320508075688772
        able = taste.spread * bell + self.means[market]
        least, most = taste.deadline_days
        deadline = floor(least + _draw(key, 8) * (most - least + 1))
        wanted = self.wanted[category]
        wants = int(_draw(key, 11) * len(wanted)) if _draw(key, 10) < taste.wanted_rate and wanted else None
        pieces = 1 + _picked(_draw(key, 9), taste.pieces)
        has = wanted[wants] if wants is not None else frozenset()
        return Need(market, category, kind, able, deadline, pieces, has, page)

    def visit(self, number: int) -> tuple[int, int, int | None]:
        """How many cards were seen and clicked, and the place of the card that is put into the basket."""
        need, key, taste = self.need(number), self.keys[number], self.taste
        country = self.view.markets[need.market].country
        served = (at for at in need.page if country in (self.view.cards[at].lines or {}))
        seen = [
            at for at, chance in zip(islice(served, taste.cards), self.sight, strict=False)
            if _draw(key, of_visitor.SEEN, self.card_keys[at]) < chance
        ]  # fmt: skip
        clicks = [
            at for at in seen
            if _draw(key, of_visitor.CLICK, self.card_keys[at]) < self.click_chance(need, at)
        ]  # fmt: skip
        read = [at for at in clicks[: taste.considered] if self.view.cards[at].stock_pieces > 0]
        best, chosen = _gumbel(_draw(key, of_visitor.NOTHING)), None
        for at in read:
            drawn = self.worth(need, at) + _gumbel(_draw(key, of_visitor.CHOICE, self.card_keys[at]))
            if drawn > best:
                best, chosen = drawn, at
        return len(seen), len(clicks), chosen

    def click_chance(self, need: Need, at: int) -> float:
        """The chance that the card is clicked."""
        weight, kind, card = self.taste.sight, need.kind, self.cards[at]
        worth = weight["click_base"]
        worth -= weight["click_price_weight"] * kind.price * (card.dear - need.able)
        worth += weight["click_star_weight"] * kind.stars * card.stars
        worth += weight["click_quality_weight"] * kind.quality * card.quality
        worth += weight["click_wanted"] * (at in need.has)
        if need.category != card.category:
            worth += weight["click_other_goods"]
        return 1 / (1 + exp(-worth))

    def worth(self, need: Need, at: int) -> float:
        """What the page is worth, against 0 for buying nothing."""
        weight, kind, card = self.taste.choice, need.kind, self.cards[at]
        price, days = self.landed(need.market, at)
        over = log(price / card.usual) - need.able
        worth = weight["base"] - kind.price * (
            weight["price_weight"] * over + weight["over_budget_weight"] * max(0.0, over)
        )
        late = max(0.0, days - need.deadline)
        worth -= kind.days * (weight["day_weight"] * days + weight["late_weight"] * late)
        worth += weight["star_weight"] * kind.stars * card.stars
        worth += weight["quality_weight"] * kind.quality * card.quality
        worth -= weight["untrue_weight"] * kind.stars * card.untrue
        return worth + weight["reply_weight"] * card.reply + weight["wanted"] * (at in need.has)

    def landed(self, market: int, at: int) -> tuple[float, float]:
        """Landed price of one piece in USD, and days."""
        return self.landings.one(market, at)

    def pays(self, number: int, at: int) -> bool:
        """Whether the basket is paid for."""
        extra = min(1.0, self.landed(int(self.who.market[number]), at)[0] / self.cards[at].price - 1)
        rate = self.taste.choice["checkout_rate"] * (1 - self.taste.choice["extra_cost_weight"] * extra)
        return _draw(self.keys[number], of_visitor.CHECKOUT) < rate

    def name(self, number: int) -> str:
        """The consumer's stable name, as the day gives it."""
        country = self.view.markets[int(self.who.market[number])].country
        category = crc32(self.who.categories[int(self.who.category[number])].encode())
        return f"consumer:{self.view.on}:{country}:{category:08x}:{int(self.who.number[number])}"


def _picked(draw: float, shares: Sequence[float]) -> int:
    """`chance.pick` for one draw."""
    goal, summed = draw * sum(shares), 0.0
    for place, share in enumerate(shares):
        summed += share
        if goal < summed:
            return place
    return len(shares) - 1


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
