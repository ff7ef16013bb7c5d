"""What visitors see and click: the first places of their list, each with less chance to be looked at.

Whether a card is looked at and clicked is drawn under the keys of visitor and listing, so that a card
further up
takes places from the others but changes no draw of theirs.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.world.consumers.chance import Floats, Keys, Whole, exp, key_of, ln, unit_of
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import Taste
from app.world.consumers.visitors import CLICK, SEEN, Visitors, categories_of, teams_of

_PRIOR_REVIEWS, _USUAL_STARS, _USUAL_QUALITY = 3.0, 4.0, 60.0


@dataclass(frozen=True, slots=True)
class Cards:
    """The day's cards as arrays: stars above four (drawn to it), tens of quality above 60, share of replies
    above 0.8.
    """

    key: Keys
    category: Whole
    team: Whole
    price: Floats
    usual: Floats
    stars: Floats
    quality: Floats
    untrue: Floats
    reply: Floats
    stock: Whole
    ships: np.ndarray


@dataclass(frozen=True, slots=True)
class Looks:
    """Cards that were looked at, in the order of visitor and place: places of visitor and card, and the
    place.
    """

    visitor: Whole
    card: Whole
    place: Whole


@lru_cache(100_000)
def _key(stable_name: str) -> int:
    return key_of("card", stable_name)


def cards_of(view: ShoppingDay) -> Cards:
    """The cards of the view, in its order."""
    cards, category = view.cards, {name: at for at, name in enumerate(categories_of(view))}
    team = {team_id.int: at for at, team_id in enumerate(teams_of(view))}
    counts = np.array([card.rating_count for card in cards], dtype=np.float64)
    sums = np.array([card.rating_sum for card in cards], dtype=np.float64)
    replies = [0.0 if card.reply_rate is None else float(card.reply_rate) - 0.8 for card in cards]
    return Cards(
        key=np.array([_key(card.stable_name) for card in cards], dtype=np.uint64),
        category=np.array([category[card.category] for card in cards], dtype=np.int64),
        team=np.array([team.get(card.team_id.int, -2) for card in cards], dtype=np.int64),
        price=np.array([float(card.price_usd) for card in cards]),
        usual=np.array([float(card.usual_usd) for card in cards]),
        stars=(sums - _USUAL_STARS * counts) / (counts + _PRIOR_REVIEWS),
        quality=(np.array([float(card.quality) for card in cards]) - _USUAL_QUALITY) / 10.0,
        untrue=np.array([min(3.0, card.untrue_claims) for card in cards]),
        reply=np.array(replies),
        stock=np.array([card.stock_pieces for card in cards], dtype=np.int64),
        ships=_ships(view),
    )  # fmt: skip


def looks_of(visitors: Visitors, cards: Cards, taste: Taste) -> Looks:
    """Which cards are looked at. Only listings that ship to the visitor's market stand in the list."""
    shown = _shown(cards.ships, visitors, taste.cards)
    chances = exp(-taste.sight["fading"] * ln(np.arange(1, taste.cards + 1)))
    visitor, place = np.nonzero(shown >= 0)
    card = shown[visitor, place]
    is_seen = unit_of(visitors.key, SEEN, visitor, cards.key[card]) < chances[place]
    return Looks(visitor[is_seen], card[is_seen], place[is_seen])


def _shown(ships: np.ndarray, visitors: Visitors, most: int) -> Whole:
    """For each visitor the cards of their first page; -1 beyond the last."""
    lists = np.unique(visitors.ranking)
    pages = np.full((len(lists), len(ships), most), -1, dtype=np.int64)
    for at, ranking in enumerate(lists.tolist()):
        found = np.array(visitors.rankings[ranking], dtype=np.int64)
        served = ships[:, found]
        rank = np.cumsum(served, axis=1)
        market, place = np.nonzero(served & (rank <= most))
        pages[at, market, rank[market, place] - 1] = found[place]
    return pages[np.searchsorted(lists, visitors.ranking), visitors.market]


def _ships(view: ShoppingDay) -> np.ndarray:
    """[market, card]: whether a card's shop ships there; the cards of one template are asked once."""
    countries = [market.country for market in view.markets]
    templates = {id(card.lines): card.lines or {} for card in view.cards}
    place = {name: at for at, name in enumerate(templates)}
    served = np.array([[country in lines for lines in templates.values()] for country in countries])
    return served[:, [place[id(card.lines)] for card in view.cards]]


def wanted_of(view: ShoppingDay) -> np.ndarray:
    """[category, attribute, card]: whether a card has what may be wanted of its category."""
    most = max([len(view.wanted.get(name, {})) for name in categories_of(view)] or [0])
    has = np.zeros((len(categories_of(view)), most + 1, len(view.cards)), dtype=bool)
    for at, name in enumerate(categories_of(view)):
        for place, found in enumerate(view.wanted.get(name, {}).values()):
            has[at, place, list(found)] = True
    return has  # the last attribute, which is what -1 points to, is on no card


def click_chances(
    looks: Looks, visitors: Visitors, cards: Cards, taste: Taste, has: np.ndarray, price: Floats | None = None
) -> Floats:
    """The chance of each look to become a click. price: on the cards of `looks`, if not their own."""
    who, card, weight = looks.visitor, looks.card, taste.sight
    price = cards.price[card] if price is None else price
    of = Multiplied(taste, visitors, who)
    worth = (
        weight["click_base"]
        - weight["click_price_weight"] * of.price * ln(price / (cards.usual[card] * visitors.pays[who]))
        + weight["click_star_weight"] * of.stars * cards.stars[card]
        + weight["click_quality_weight"] * of.quality * cards.quality[card]
        + weight["click_wanted"] * has[visitors.category[who], visitors.wants[who], card]
        + weight["click_known_shop"] * (visitors.known[who] == cards.team[card])
        + weight["click_other_goods"]
        * ((visitors.category[who] != cards.category[card]) & (visitors.known[who] < 0))
    )
    return 1.0 / (1.0 + exp(-worth))


def clicked(looks: Looks, chances: Floats, visitors: Visitors, cards: Cards) -> np.ndarray:
    """Which looks become clicks."""
    return unit_of(visitors.key, CLICK, looks.visitor, cards.key[looks.card]) < chances


class Multiplied:
    """The multipliers of the segments of some visitors."""

    def __init__(self, taste: Taste, visitors: Visitors, who: Whole) -> None:
        segment = visitors.segment[who]
        self.price, self.stars, self.quality, self.days = (
            np.array([getattr(each, name) for each in taste.segments])[segment]
            for name in ("price", "stars", "quality", "days")
        )
