"""What a day of shopping is decided on: the cards of the market in stable order, and who may come to see
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.queries.goods.parcel import Border


@dataclass(frozen=True, slots=True)
class Line:
    """How a shop ships to one market; days without its own handling."""

    service: str
    first_usd: Decimal
    next_usd: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Card:
    """One published listing. stable_name: team and SKU; usual_usd: what such goods cost elsewhere;
    reply_rate:
    share of the shop's letters that it answered in time, None before the first; lines by market.
    """

    stable_name: str
    listing_id: UUID
    team_id: UUID
    product_id: UUID
    category: str
    price_usd: Decimal
    usual_usd: Decimal
    stock_pieces: int
    quality: int
    rating_sum: int = 0
    rating_count: int = 0
    untrue_claims: int = 0
    reply_rate: Decimal | None = None
    unit_kg: Decimal = Decimal(0)
    handling_days: int = 2
    lines: Mapping[str, Line] | None = None


@dataclass(frozen=True, slots=True)
class MarketOfDay:
    """One market on the day. visits: expected, by category; willingness: what people pay there for like
    goods; money: how dear the dollar
    is in the market's currency against the course's first day (1: the same).
    """

    country: str
    visits: Mapping[str, Decimal]
    willingness: Decimal
    money: Decimal
    border: Border


@dataclass(frozen=True, slots=True)
class Query:
    """Words that are typed for a category. kind: name, attribute or category; found: places in `cards`, in
    the
    storefront's own order.
    """

    words: str
    kind: str
    found: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pleased:
    """A customer who liked what came: who they are, whose shop it was, and how many stars they gave."""

    buyer_id: UUID
    stable_name: str
    name: str
    city: str
    address: str
    market: str
    team_id: UUID
    category: str
    stars: int


@dataclass(frozen=True, slots=True)
class ShoppingDay:
    """One day of some of the markets (`part` of `parts`; tomorrow's are `next_parts`), by their codes.

    cards: by stable name; queries, pages: by category, wanted: attribute -> places of the cards that have it;
    home: the front page; shops: each team's own page. Places are always those of `cards`.
    """

    stable_name: str
    course_id: UUID
    at: datetime
    on: date
    part: int
    parts: int
    next_parts: int
    cards: tuple[Card, ...]
    markets: tuple[MarketOfDay, ...]
    queries: Mapping[str, tuple[Query, ...]]
    pages: Mapping[str, tuple[int, ...]]
    home: tuple[int, ...]
    shops: Mapping[UUID, tuple[int, ...]]
    wanted: Mapping[str, Mapping[str, frozenset[int]]]
    pleased: tuple[Pleased, ...] = ()
