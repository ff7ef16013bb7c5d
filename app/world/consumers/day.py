"""One day of demand: `day_of_demand(view, dice)` gives what was seen, clicked, put into baskets and
bought.
"""

from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

import numpy as np

from app.core.parameters import parameters
from app.world.consumers.chance import Whole, unit
from app.world.consumers.choice import Chosen, chosen, considered, rank_of, utilities
from app.world.consumers.landing import Landed, Landings
from app.world.consumers.page import Cards, Looks, cards_of, click_chances, clicked, looks_of, wanted_of
from app.world.consumers.shelf import Card, Pleased, ShoppingDay
from app.world.consumers.taste import SOURCES, Taste, taste_of
from app.world.consumers.visitors import MINUTE, Visitors, visitors_of
from app.world.dice import Dice

MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Count:
    """The funnel of one listing in one market by one way. paid_usd: goods and delivery."""

    card: Card
    market: str
    source: str
    query: str
    impressions: int
    clicks: int
    baskets: int
    orders: int
    pieces: int
    paid_usd: Decimal


@dataclass(frozen=True, slots=True)
class Bought:
    """One order. stable_name: the consumer's; back: who they are, if they have bought before."""

    stable_name: str
    card: Card
    market: str
    source: str
    query: str
    pieces: int
    minute: int
    landed: Landed
    back: Pleased | None


@dataclass(frozen=True, slots=True)
class DayOfDemand:
    """visits: how many came; empty: how many of them found no card at all; counts in stable order; orders in
    the
    order of the day.
    """

    visits: int
    empty: int
    counts: tuple[Count, ...]
    orders: tuple[Bought, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything of a day that is decided by arrays, up to the baskets."""

    visitors: Visitors
    cards: Cards
    looks: Looks
    is_click: np.ndarray
    chosen: Chosen
    empty: int


def day_of_demand(view: ShoppingDay, dice: Dice, taste: Taste | None = None) -> DayOfDemand:
    """What the visitors of a day do. The same view and dice give the same day, to the byte.

    Args: dice, of the course's seed and the day; taste, the parameters "consumer" if none is given.
    """
    if not view.cards or not view.markets:
        return DayOfDemand(0, 0, (), ())
    landings = Landings(view)
    scene = scene_of(view, dice, taste or taste_of(parameters("consumer")), landings)
    orders, sold = _orders(view, scene, landings)
    return DayOfDemand(len(scene.visitors), scene.empty, _counts(view, scene, sold), tuple(orders))


def scene_of(
    view: ShoppingDay,
    dice: Dice,
    taste: Taste,
    landings: Landings,
    shown: tuple[Cards, np.ndarray] | None = None,
) -> Scene:
    """The day up to its baskets: arrays alone, but for the landed price of each page that is read.

    Args: shown, the cards and what they have of what is wanted, where they are at hand.
    """
    visitors = visitors_of(view, taste, dice)
    cards, has = shown or (cards_of(view), wanted_of(view))
    looks = looks_of(visitors, cards, taste)
    is_click = clicked(looks, click_chances(looks, visitors, cards, taste, has), visitors, cards)
    read = considered(looks, is_click, cards, taste)
    landed = landings(visitors.market[read.visitor], read.card)
    worth = utilities(read, visitors, cards, taste, has, landed)
    baskets = chosen(read, visitors, cards, taste, worth, landed[0])
    looked = int(np.count_nonzero(rank_of(looks.visitor) == 0))
    empty = len(visitors) - looked
    return Scene(visitors, cards, looks, is_click, baskets, empty)


def _orders(
    view: ShoppingDay, scene: Scene, landings: Landings
) -> tuple[list[Bought], dict[int, tuple[int, Landed]]]:
    """The orders in the order in which they come over the day, as far as there is stock; by place of
    basket.
    """
    who, taken = scene.visitors, scene.chosen
    minutes = np.floor(unit(who.key[taken.visitor], MINUTE) * MINUTES).astype(np.int64)
    order = np.lexsort((who.key[taken.visitor], minutes))
    left: dict[int, int] = {}
    orders: list[Bought] = []
    sold: dict[int, tuple[int, Landed]] = {}
    for at in order.tolist():
        if not taken.is_paid[at]:
            continue
        visitor, card = int(taken.visitor[at]), int(taken.card[at])
        stock = left.get(card, view.cards[card].stock_pieces)
        pieces = min(int(who.pieces[visitor]), stock)
        if pieces < 1:
            continue
        left[card] = stock - pieces
        landed = landings.landed(int(who.market[visitor]), card, pieces)
        orders.append(_bought(view, scene, visitor, (card, pieces, int(minutes[at])), landed))
        sold[at] = pieces, landed
    return orders, sold


def _bought(
    view: ShoppingDay, scene: Scene, visitor: int, what: tuple[int, int, int], landed: Landed
) -> Bought:
    who, (card, pieces, minute) = scene.visitors, what
    country = view.markets[int(who.market[visitor])].country
    source = SOURCES[int(who.source[visitor])]
    query = who.queries[int(who.query[visitor])]
    place = int(who.buyer[visitor])
    back = view.pleased[place] if place >= 0 else None
    category = crc32(who.categories[int(who.category[visitor])].encode())
    named = f"{country}:{category:08x}:{int(who.number[visitor])}"
    stable_name = back.stable_name if back else f"consumer:{view.on}:{named}"
    return Bought(stable_name, view.cards[card], country, source, query, pieces, minute, landed, back)


def _counts(view: ShoppingDay, scene: Scene, sold: dict[int, tuple[int, Landed]]) -> tuple[Count, ...]:
    """The funnel by listing, market, source and query; only where something was seen."""
    who, looks, taken = scene.visitors, scene.looks, scene.chosen
    seen = _codes(view, who, looks.visitor, looks.card)
    codes, at = np.unique(seen, return_inverse=True)
    if not len(codes):
        return ()
    impressions = np.bincount(at, minlength=len(codes))
    clicks = np.bincount(at[scene.is_click], minlength=len(codes))
    in_basket = np.searchsorted(codes, _codes(view, who, taken.visitor, taken.card))
    baskets = np.bincount(in_basket, minlength=len(codes))
    orders, pieces = [0] * len(codes), [0] * len(codes)
    paid = [Decimal(0)] * len(codes)
    for place, (count, landed) in sold.items():
        row = int(in_basket[place])
        orders[row] += 1
        pieces[row] += count
        paid[row] += landed.goods_usd + landed.shipping_usd
    card, market, source, query = (of.tolist() for of in np.unravel_index(codes, _ways(view, who)))
    return tuple(
        Count(view.cards[of], view.markets[at].country, SOURCES[by], who.queries[asked], *rest)
        for of, at, by, asked, *rest in zip(
            card, market, source, query, impressions.tolist(), clicks.tolist(), baskets.tolist(), orders,
            pieces, paid, strict=True,
        )
    )  # fmt: skip


def _ways(view: ShoppingDay, who: Visitors) -> tuple[int, int, int, int]:
    """How many listings, markets, sources and queries there are to count by."""
    return len(view.cards), len(view.markets), len(SOURCES), len(who.queries)


def _codes(view: ShoppingDay, who: Visitors, visitor: Whole, card: Whole) -> Whole:
    """One number for listing, market, source and query, that sorts as they do."""
    of_visitor = who.market, who.source, who.query
    return np.ravel_multi_index((card, *(of[visitor] for of in of_visitor)), _ways(view, who))


__all__ = ["Bought", "Count", "DayOfDemand", "Scene", "day_of_demand", "scene_of"]
