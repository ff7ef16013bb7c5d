"""Search on the market: the index finds and bounds the candidates first, then they are ranked.

"Best match" goes by the score of `search_rank`, which simulated consumers see by too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy import Uuid, bindparam, text
from sqlmodel import Session

from app.core.limits import PAGE_NUMBER, SEARCH_CHARACTERS
from app.core.search_index import match
from app.core.search_words import asked_words
from app.queries.markets.card import Card, cards_by_key
from app.queries.markets.market import MarketCourse
from app.queries.markets.search_rank import drawn_rating, freshness, relevance, score, turn
from app.trade.refusal import RuleBroken

BOUND = 500  # candidates that are weighed; beyond it a market says "500+"
PAGE = 24
SORTS = ("best", "new", "price_up", "price_down", "rating")
BANDS = ((0, 10), (10, 25), (25, 50), (50, 100), (100, None))  # USD, from and below
_STEPS_OF_USD = 10_000  # how money is stored, see models/base.py


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """What somebody looks for. country: where it must be shipped to; prices in USD."""

    q: str = ""
    category: str = ""
    country: str = ""
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    sort: str = "best"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Facet:
    """One value to narrow by, and how many results it would leave."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Band:
    """A band of prices in USD; above None it is open."""

    low: int
    high: int | None
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. is_bounded: there may be more than were weighed."""

    market: MarketCourse
    asked: SearchAsked
    cards: tuple[Card, ...]
    total: int
    is_bounded: bool
    pages: int
    categories: tuple[Facet, ...]
    bands: tuple[Band, ...]
    countries: tuple[Facet, ...]


class _Candidate(NamedTuple):  # made some hundred times for a page: a data class costs four times as much
    key: int
    category: str
    price: int
    ships_to: str
    rating: float
    published: str
    score: float
    turn: int


_WANTED = (
    "l.search_key, l.category, l.price_usd, l.ships_to, "
    "l.quality, l.rating_sum, l.rating_count, l.published_at, s.slug, l.search_title"
)
_OPEN_SHOP = "JOIN shop s ON s.id = l.shop_id AND s.is_open"
_OF_CANDIDATES = f"JOIN listing l ON l.search_key = c.search_key {_OPEN_SHOP}"
_BY_WORDS = {
    "sqlite": f"SELECT {_WANTED} FROM (SELECT rowid AS search_key, rank FROM listing_search "
    "WHERE listing_search MATCH :asked AND course_id = :course ORDER BY rank LIMIT :bound) c "
    + _OF_CANDIDATES,
    "postgresql": f"SELECT {_WANTED} FROM "
    "(SELECT search_key, ts_rank(search_vector, asked.query) AS rank "
    "FROM listing, to_tsquery('simple', :asked) AS asked(query) WHERE search_vector @@ asked.query "
    "AND course_id = :course AND state = 'published' ORDER BY rank DESC, search_key LIMIT :bound) c "
    + _OF_CANDIDATES,
}
_ORDERS = {
    "new": "l.published_at DESC",
    "price_up": "l.price_usd",
    "price_down": "l.price_usd DESC",
    "rating": "l.rating_sum DESC",
}


def check_asked(asked: SearchAsked) -> SearchAsked:
    """The asking, fit to be searched. Raises: RuleBroken("search.too_long")."""
    if len(asked.q) > SEARCH_CHARACTERS:
        raise RuleBroken("search.too_long", "q", limit=SEARCH_CHARACTERS, length=len(asked.q))
    return asked


def search_page(session: Session, market: MarketCourse, asked: SearchAsked) -> SearchPage:
    """Results with facets. Raises: RuleBroken("search.too_long")."""
    check_asked(asked)
    candidates = _candidates(session, market, asked)
    of_category, of_band, of_country = _tests(asked)
    found = _passing(candidates, of_category, of_band, of_country)
    _put_in_order(found, asked.sort)
    page = min(asked.page, PAGE_NUMBER)
    keys = [c.key for c in found[(page - 1) * PAGE : page * PAGE]]
    categories = Counter([c.category for c in _passing(candidates, of_band, of_country)])
    prices = [c.price for c in _passing(candidates, of_category, of_country)]
    countries = _countries(_passing(candidates, of_category, of_band))
    return SearchPage(
        market, asked, tuple(cards_by_key(session, market.id, keys)), len(found), len(candidates) == BOUND,
        max(1, -(-len(found) // PAGE)), _facets(categories), _bands(prices), _facets(countries),
    )  # fmt: skip


def _candidates(session: Session, market: MarketCourse, asked: SearchAsked) -> list[_Candidate]:
    phrases = asked_words(asked.q)
    if asked.q.strip() and not phrases:
        return []  # only signs were typed: there is no word to look for
    dialect = session.get_bind().dialect.name
    given: dict[str, object] = {"course": market.id, "bound": BOUND}
    if phrases:
        statement = _BY_WORDS[dialect]
        given["asked"] = match(dialect, phrases)
    else:
        order = _ORDERS.get(asked.sort, "l.quality DESC")
        narrowed = "AND l.category = :category " if asked.category else ""
        given |= {"category": asked.category} if asked.category else {}
        statement = (
            f"SELECT {_WANTED} FROM listing l {_OPEN_SHOP} WHERE l.course_id = :course "
            f"AND l.state = 'published' {narrowed}ORDER BY {order}, l.search_key LIMIT :bound"
        )
    rows = (
        session.connection()
        .execute(text(statement).bindparams(bindparam("course", type_=Uuid())), given)
        .all()
    )
    fresh = cache(partial(_fresh, market.today))
    return [_weighed(row, phrases, market.today, fresh) for row in rows]


def _weighed(
    row: Sequence, phrases: list[list[str]], today: date, fresh: Callable[[str], float]
) -> _Candidate:
    key, category, price, ships_to, quality, rating_sum, rating_count, published_at, shop, title = row
    rating = drawn_rating(rating_sum, rating_count)
    published = published_at.isoformat(" ") if isinstance(published_at, datetime) else published_at
    points = score(relevance(title, phrases), quality, rating, fresh(published[:10]))
    return _Candidate(
        key, category, price, ships_to, rating, published, points, turn(today, shop, title)
    )  # fmt: skip


def _fresh(today: date, published_on: str) -> float:
    return freshness(today, date.fromisoformat(published_on))


_KEYS: dict[str, Callable[[_Candidate], object]] = {
    "best": lambda c: (-c.score, c.turn, c.key),
    "price_up": lambda c: (c.price, c.key),
    "price_down": lambda c: (-c.price, c.key),
    "rating": lambda c: (-c.rating, c.key),
}


def _put_in_order(found: list[_Candidate], sort: str) -> None:
    if sort == "new":
        found.sort(key=lambda c: c.published, reverse=True)
    else:
        found.sort(key=_KEYS.get(sort, _KEYS["best"]))


_Test = Callable[[_Candidate], bool] | None


def _tests(asked: SearchAsked) -> tuple[_Test, _Test, _Test]:
    """By category, price and country; None for what was not asked."""
    low = 0 if asked.price_min is None else int(asked.price_min * _STEPS_OF_USD)
    high = None if asked.price_max is None else int(asked.price_max * _STEPS_OF_USD)
    code = f" {asked.country} "
    return (
        (lambda c: c.category == asked.category) if asked.category else None,
        (lambda c: low <= c.price and (high is None or c.price <= high)) if low or high is not None else None,
        (lambda c: code in c.ships_to) if asked.country else None,
    )


def _passing(candidates: list[_Candidate], *tests: _Test) -> list[_Candidate]:
    for test in tests:
        candidates = candidates if test is None else [c for c in candidates if test(c)]
    return candidates


def _countries(candidates: list[_Candidate]) -> Counter[str]:
    """How many ship to each country. Most ship to the same ones, so their texts are counted first."""
    counted: Counter[str] = Counter()
    for ships_to, count in Counter([c.ships_to for c in candidates]).items():
        for code in ships_to.split():
            counted[code] += count
    return counted


def _facets(counted: Counter[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, count) for value, count in sorted(counted.items(), key=lambda f: (-f[1], f[0])))


def _bands(prices: list[int]) -> tuple[Band, ...]:
    prices = sorted(prices)
    found = []
    for low, high in BANDS:
        end = len(prices) if high is None else bisect_left(prices, high * _STEPS_OF_USD)
        found.append(Band(low, high, end - bisect_left(prices, low * _STEPS_OF_USD)))
    return tuple(found)
