"""What visitors choose: a multinomial logit over the pages that they read, with buying nothing as one of
them.

Source: McFadden, D. (1974), Conditional logit analysis of qualitative choice behavior; the choice is drawn
as the
greatest of utility and an extreme-value draw of visitor and listing, which gives exactly the logit's shares.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.world.consumers.chance import Floats, Whole, gumbel, ln, unit, unit_of
from app.world.consumers.page import Cards, Looks, is_wanted, of_segments
from app.world.consumers.taste import Taste
from app.world.consumers.visitors import CHECKOUT, CHOICE, NOTHING, Visitors

# (places of market and card) -> landed price of one piece in USD, days until it is there.
Landing = Callable[[Whole, Whole], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Baskets, in the order of visitors: places of visitor and card, and whether the basket was paid for."""

    visitor: Whole
    card: Whole
    is_paid: np.ndarray


def considered(looks: Looks, is_click: np.ndarray, cards: Cards, taste: Taste) -> Looks:
    """The pages that are read with care: the first few that were clicked, if there is any stock."""
    at = np.flatnonzero(is_click)
    at = at[rank_of(looks.visitor[at]) < taste.considered]
    at = at[cards.stock[looks.card[at]] > 0]
    return Looks(looks.visitor[at], looks.card[at], looks.place[at])


def rank_of(visitor: Whole) -> Whole:
    """The how-many-eth each is of its visitor's, from 0; the same visitor's stand together."""
    if not len(visitor):
        return visitor
    begins = np.concatenate([[True], visitor[1:] != visitor[:-1]])
    at = np.arange(len(visitor))
    return at - np.maximum.accumulate(np.where(begins, at, 0))


def utilities(
    read: Looks,
    visitors: Visitors,
    cards: Cards,
    taste: Taste,
    has: np.ndarray,
    landed: tuple[Floats, Floats],
) -> Floats:
    """What each page that is read is worth to its visitor, against 0 for buying nothing.

    landed: price of one piece in USD with delivery, duty and tax, and days, of each.
    """
    who, card, weight = read.visitor, read.card, taste.choice
    price, days = landed
    segment = visitors.segment[who]
    by_price, by_days, by_stars, by_quality = (
        of[segment] for of in of_segments(taste, "price", "days", "stars", "quality")
    )
    over = ln(price / cards.usual[card]) - visitors.able[who]
    late = np.maximum(0.0, days - visitors.deadline[who])
    worth = (
        weight["base"]
        - by_price * (weight["price_weight"] * over + weight["over_budget_weight"] * np.maximum(0.0, over))
        - by_days * (weight["day_weight"] * days + weight["late_weight"] * late)
        + weight["star_weight"] * by_stars * cards.stars[card]
        + weight["quality_weight"] * by_quality * cards.quality[card]
        - weight["untrue_weight"] * by_stars * cards.untrue[card]
        + weight["reply_weight"] * cards.reply[card]
        + weight["wanted"] * is_wanted(read, visitors, has)
    )
    if visitors.is_any_known:
        worth += weight["known_shop"] * (visitors.known[who] == cards.team[card])
    return worth


def paid_chances(landed: Floats, price: Floats, taste: Taste) -> Floats:
    """The chance that a basket is paid for: extra costs beside the price on the card put visitors off."""
    extra = np.minimum(1.0, landed / price - 1.0)
    return taste.choice["checkout_rate"] * (1.0 - taste.choice["extra_cost_weight"] * extra)


def chosen(
    read: Looks, visitors: Visitors, cards: Cards, taste: Taste, worth: Floats, landed: Floats
) -> Chosen:
    """Who puts what into a basket, and who pays for it."""
    if not len(read.visitor):
        return Chosen(read.visitor, read.card, np.empty(0, dtype=bool))
    drawn = worth + gumbel(unit_of(visitors.key, CHOICE, read.visitor, cards.key[read.card]))
    begins = np.flatnonzero(rank_of(read.visitor) == 0)
    best = np.maximum.reduceat(drawn, begins)
    nothing = gumbel(unit(visitors.key[read.visitor[begins]], NOTHING))
    sizes = np.diff(np.append(begins, len(drawn)))
    takes = (drawn == np.repeat(best, sizes)) & np.repeat(best > nothing, sizes)
    who, card = read.visitor[takes], read.card[takes]
    rate = paid_chances(landed[takes], cards.price[card], taste)
    return Chosen(who, card, unit(visitors.key[who], CHECKOUT) < rate)
