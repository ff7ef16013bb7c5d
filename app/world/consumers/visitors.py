"""Who comes on a day: for each a market, a need with its budget, deadline and wants, and a way into the
market.

Visitors of one market and category are numbered from 0, and each draws under a key of their own, made of the
course's seed, the day, market, category and number: one more shop, listing or visitor changes no draw of
another.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from app.world.consumers.chance import Floats, Keys, Whole, bell, key_under, ln, pick, unit
from app.world.consumers.shelf import Pleased, Query, ShoppingDay
from app.world.consumers.taste import SOURCES, Taste
from app.world.dice import Dice

# Kinds of draws; a bell takes four.
_COUNT, _SEGMENT, _SOURCE, _QUERY, _PAYS, _DEADLINE, _PIECES, _WANTS, _WANTED, _RETURN = (
    0,
    1,
    2,
    3,
    4,
    8,
    9,
    10,
    11,
    12,
)
_BY_SEARCH, _BY_PAGE = SOURCES.index("search"), SOURCES.index("category")
SEEN, CLICK, CHOICE, NOTHING, CHECKOUT, MINUTE = range(20, 26)


@dataclass(frozen=True, slots=True)
class Visitors:
    """One visitor in each place of every array; `rankings` and `queries` are what `ranking` and `query`
    point to.

    key: of their draws; market, category, source, segment: places in the day's lists; number: among those of
    their
    market and category; pays: what they would pay, times the usual price; wants: place among the category's
    wanted
    attributes, -1 for none; known: the team that pleased them before, as its place among `teams`, -1 for
    none.
    """

    key: Keys
    market: Whole
    category: Whole
    number: Whole
    source: Whole
    ranking: Whole
    query: Whole
    segment: Whole
    able: Floats
    deadline: Floats
    pieces: Whole
    wants: Whole
    known: Whole
    buyer: Whole
    categories: tuple[str, ...]
    teams: tuple[UUID, ...]
    rankings: tuple[tuple[int, ...], ...]
    queries: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.key)

    @property
    def is_any_known(self) -> bool:
        """Whether anyone among them comes back to a shop; they stand last."""
        return len(self) > 0 and bool(self.known[-1] >= 0)


def visitors_of(view: ShoppingDay, taste: Taste, dice: Dice) -> Visitors:
    """The visitors of a day, in the order of market, category and number; those who come back last."""
    categories = categories_of(view)
    market, category, number, key = _groups(view, categories, dice)
    back, back_keys = _returning(view, taste, dice)
    known_teams, places = teams_of(view), {market.country: at for at, market in enumerate(view.markets)}
    key = np.concatenate([key, np.array(back_keys, dtype=np.uint64)])
    market = np.concatenate([market, np.array([places[one.market] for one in back], dtype=np.int64)])
    of_back = [categories.index(one.category) for one in back]
    category = np.concatenate([category, np.array(of_back, dtype=np.int64)])
    number = np.concatenate([number, np.arange(len(back))])
    source = pick(unit(key, _SOURCE), np.array(taste.sources))
    strangers = len(key) - len(back)
    source[strangers:] = SOURCES.index("returning")
    known = np.full(len(key), -1, dtype=np.int64)
    known[strangers:] = [known_teams.index(one.team_id) for one in back]
    buyer = np.full(len(key), -1, dtype=np.int64)
    buyer[strangers:] = [view.pleased.index(one) for one in back]
    ways = _Ways(view, taste, categories, known_teams)
    ranking, query = ways.chosen(key, category, source, known)
    least, most = taste.deadline_days
    return Visitors(
        key=key, market=market, category=category, number=number, source=source, ranking=ranking, query=query,
        segment=pick(unit(key, _SEGMENT), np.array([each.share for each in taste.segments])),
        able=taste.spread * bell(key, _PAYS) + ln(_means(view))[market],
        deadline=np.floor(least + unit(key, _DEADLINE) * (most - least + 1)),
        pieces=1 + pick(unit(key, _PIECES), np.array(taste.pieces)),
        wants=_wants(view, taste, categories, category, key), known=known, buyer=buyer,
        categories=categories, teams=known_teams, rankings=tuple(ways.rankings), queries=tuple(ways.queries),
    )  # fmt: skip


def categories_of(view: ShoppingDay) -> tuple[str, ...]:
    """The categories on sale, by the alphabet."""
    return tuple(sorted({card.category for card in view.cards}))


def teams_of(view: ShoppingDay) -> tuple[UUID, ...]:
    """The teams that sell, by stable name."""
    return tuple(sorted(view.shops, key=lambda team: _first_name(view, team)))


def _groups(view: ShoppingDay, categories: tuple[str, ...], dice: Dice) -> tuple[Whole, Whole, Whole, Keys]:
    """Market, category, number and key of each visitor who comes as a stranger."""
    pairs = [(at, place) for at in range(len(view.markets)) for place in range(len(categories))]
    expected = [float(view.markets[at].visits.get(categories[place], 0)) for at, place in pairs]
    named = [dice.key("visits", view.markets[at].country, categories[place]) for at, place in pairs]
    keys = np.array(named, dtype=np.uint64)
    counts = np.floor(np.array(expected) + unit(keys, _COUNT)).astype(np.int64)
    begins = np.repeat(np.cumsum(counts) - counts, counts)
    number = np.arange(len(begins)) - begins
    both = np.repeat(np.array(pairs, dtype=np.int64).reshape(-1, 2), counts, axis=0)
    return both[:, 0], both[:, 1], number, key_under(np.repeat(keys, counts), number)


def _returning(view: ShoppingDay, taste: Taste, dice: Dice) -> tuple[list[Pleased], list[int]]:
    """Those pleased customers who come back today, and their keys."""
    here = {market.country: market.visits for market in view.markets}
    asked = [
        one for one in view.pleased if one.category in here.get(one.market, ()) and one.team_id in view.shops
    ]
    keys = [dice.key("return", one.stable_name) for one in asked]
    draws = unit(np.array(keys, dtype=np.uint64), _RETURN)
    most = {4: 1.0, 5: 2.0}
    came = [
        draw < taste.return_rate * most.get(one.stars, 0.0) for one, draw in zip(asked, draws, strict=True)
    ]
    return [o for o, is_in in zip(asked, came, strict=True) if is_in], [
        k for k, i in zip(keys, came, strict=True) if i
    ]


def _first_name(view: ShoppingDay, team: UUID) -> str:
    return view.cards[view.shops[team][0]].stable_name if view.shops[team] else ""


def _means(view: ShoppingDay) -> Floats:
    """What a market's visitors would pay, in dollars, against the usual price."""
    return np.array([float(market.willingness / market.money) for market in view.markets])


def _wants(view: ShoppingDay, taste: Taste, categories: tuple[str, ...], category: Whole, key: Keys) -> Whole:
    counts = np.array([len(view.wanted.get(name, {})) for name in categories] or [0])[category]
    place = np.floor(unit(key, _WANTED) * counts).astype(np.int64)
    return np.where((unit(key, _WANTS) < taste.wanted_rate) & (counts > 0), place, -1)


class _Ways:
    """The lists of cards that visitors may come to: queries, category pages, the front page, a shop's own
    page.
    """

    def __init__(
        self, view: ShoppingDay, taste: Taste, categories: tuple[str, ...], teams: tuple[UUID, ...]
    ) -> None:
        self.rankings: list[tuple[int, ...]] = []
        asked = [view.queries.get(name, ()) for name in categories]
        self.queries = sorted({"", *categories, *(query.words for of in asked for query in of)})
        self._place = {words: at for at, words in enumerate(self.queries)}
        home = self._way(view.home, "")
        self._pages = np.array([self._way(view.pages.get(name, ()), name) for name in categories])
        self._home = np.array(home)
        self._shops = [self._way(view.shops[team], "")[0] for team in teams]
        shape = len(categories), max([1, *map(len, asked)])
        # Of each category what may be typed; where nothing can be, its page is as near.
        self._typed = np.repeat(self._pages.reshape(-1, 1, 2), shape[1], axis=1)
        self._upto, self._whole = np.full(shape, np.inf), np.zeros(len(categories))
        for at, of in enumerate(asked):
            self._weigh(at, of, taste)

    def _way(self, found: tuple[int, ...], words: str) -> tuple[int, int]:
        """The places of a list of cards and of the query that it answers."""
        self.rankings.append(found)
        return len(self.rankings) - 1, self._place[words]

    def _weigh(self, category: int, asked: tuple[Query, ...], taste: Taste) -> None:
        if not asked:
            return
        sizes = Counter(query.kind for query in asked)
        upto = np.cumsum([taste.queries[query.kind] / sizes[query.kind] for query in asked])
        self._typed[category, : len(asked)] = [self._way(query.found, query.words) for query in asked]
        self._upto[category, : len(asked) - 1], self._whole[category] = upto[:-1], upto[-1]

    def chosen(self, key: Keys, category: Whole, source: Whole, known: Whole) -> tuple[Whole, Whole]:
        """For each visitor the list that they look at, and the query that it answers (the empty one:
        none).
        """
        ways = np.where((source == _BY_PAGE)[:, None], self._pages[category], self._home)
        search = np.flatnonzero(source == _BY_SEARCH)
        of = category[search]
        goals = unit(key[search], _QUERY) * self._whole[of]
        ways[search] = self._typed[of, (self._upto[of] <= goals[:, None]).sum(axis=1)]
        back = known >= 0
        ways[back, 0] = np.array(self._shops or [0])[known[back]]
        return ways[:, 0], ways[:, 1]
