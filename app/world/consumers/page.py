"""What visitors see and click: the first places of their list, each with less chance to be looked at.

Whether a card is looked at and clicked is drawn under the keys of visitor and listing, so that a card
further up
takes places from the others but changes no draw of theirs.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.world.consumers.chance import Floats, Keys, Whole, exp, is_under, key_of, ln, unit_of
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import Taste
from app.world.consumers.visitors import CLICK, SEEN, Visitors, categories_of, teams_of

_PRIOR_REVIEWS, _USUAL_STARS, _USUAL_QUALITY = 3.0, 4.0, 60.0


@dataclass(frozen=True, slots=True)
class Cards:
    """The day's cards as arrays. dear: logarithm of price over usual price; stars above four (drawn to it),
    tens of quality above 60, share of replies above 0.8.
    """

    key: Keys
    category: Whole
    team: Whole
    price: Floats
    usual: Floats
    dear: Floats
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
    price = np.array([float(card.price_usd) for card in cards])
    usual = np.array([float(card.usual_usd) for card in cards])
    return Cards(
        key=np.array([_key(card.stable_name) for card in cards], dtype=np.uint64),
        category=np.array([category[card.category] for card in cards], dtype=np.int64),
        team=np.array([team.get(card.team_id.int, -2) for card in cards], dtype=np.int64),
        price=price, usual=usual, dear=ln(price / usual),
        stars=(sums - _USUAL_STARS * counts) / (counts + _PRIOR_REVIEWS),
        quality=(np.array([float(card.quality) for card in cards]) - _USUAL_QUALITY) / 10.0,
        untrue=np.array([min(3.0, card.untrue_claims) for card in cards]),
        reply=np.array(replies),
        stock=np.array([card.stock_pieces for card in cards], dtype=np.int64),
        ships=_ships(view),
    )  # fmt: skip


def looks_of(visitors: Visitors, cards: Cards, taste: Taste) -> Looks:
    """Which cards are looked at. Only listings that ship to the visitor's market stand in the list."""
    chances = exp(-taste.sight["fading"] * ln(np.arange(1, taste.cards + 1)))
    pages, page = _pages(cards.ships, visitors, taste.cards)
    is_seen = is_under(visitors.key, SEEN, cards.key[pages][page], chances)
    visitor, place = np.divmod(np.flatnonzero(is_seen), taste.cards)
    card = pages.ravel()[page[visitor] * taste.cards + place]
    if pages.size and pages.min() < 0:
        is_card = card >= 0
        visitor, card, place = visitor[is_card], card[is_card], place[is_card]
    return Looks(visitor, card, place)


def _pages(ships: np.ndarray, visitors: Visitors, most: int) -> tuple[Whole, Whole]:
    """The cards of each first page, -1 beyond its last, and which page each visitor has before them."""
    is_asked = np.bincount(visitors.ranking, minlength=len(visitors.rankings)) > 0
    lists = np.flatnonzero(is_asked)
    firsts = np.full((len(lists), most), -1, dtype=np.int64)
    for at, ranking in enumerate(lists.tolist()):
        first = visitors.rankings[ranking][:most]
        firsts[at, : len(first)] = first
    pages = np.repeat(firsts[:, None], len(ships), axis=1)
    is_whole = (ships[:, firsts] | (firsts < 0)).all(axis=2)
    for at in np.flatnonzero(~is_whole.all(axis=0)).tolist():  # where a shop does not ship, others move up
        found = np.array(visitors.rankings[lists[at]], dtype=np.int64)
        served = ships[:, found]
        rank = np.cumsum(served, axis=1)
        market, place = np.nonzero(served & (rank <= most))
        pages[at] = -1
        pages[at, market, rank[market, place] - 1] = found[place]
    page = (np.cumsum(is_asked) - 1)[visitors.ranking] * len(ships) + visitors.market
    return pages.reshape(-1, most), page


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
    stars, quality, by_price = of_segments(taste, "stars", "quality", "price")
    worth = (
        weight["click_base"]
        + np.outer(weight["click_star_weight"] * stars, cards.stars)
        + np.outer(weight["click_quality_weight"] * quality, cards.quality)
    ).ravel()[(visitors.segment * len(cards.key))[who] + card]
    dear = cards.dear[card] if price is None else ln(price / cards.usual[card])
    dear -= visitors.able[who]
    dear *= (weight["click_price_weight"] * by_price[visitors.segment])[who]
    worth -= dear
    worth += weight["click_wanted"] * is_wanted(looks, visitors, has)
    is_other = visitors.category[who] != cards.category[card]
    if visitors.is_any_known:
        worth += weight["click_known_shop"] * (visitors.known[who] == cards.team[card])
        is_other &= visitors.known[who] < 0
    worth += weight["click_other_goods"] * is_other
    return 1.0 / (1.0 + exp(-worth))


def is_wanted(looks: Looks, visitors: Visitors, has: np.ndarray) -> np.ndarray:
    """Whether each card has what its visitor wants."""
    attributes, cards = has.shape[1:]
    begins = (visitors.category * attributes + visitors.wants % attributes) * cards
    return has.ravel()[begins[looks.visitor] + looks.card]


def clicked(looks: Looks, chances: Floats, visitors: Visitors, cards: Cards) -> np.ndarray:
    """Which looks become clicks."""
    return unit_of(visitors.key, CLICK, looks.visitor, cards.key[looks.card]) < chances


def of_segments(taste: Taste, *names: str) -> list[Floats]:
    """What each segment multiplies the weights of these names by."""
    return [np.array([getattr(each, name) for each in taste.segments]) for name in names]
