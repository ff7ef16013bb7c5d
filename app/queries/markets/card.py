"""A listing as it stands on a card: what the market's pages, shops and search results share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlmodel import Session

from app.models.listing import Listing
from app.models.shop import Shop

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Card:
    """Nothing of what the seller alone may know. picture: a digest; stars: None before the first review."""

    id: UUID
    title: str
    price_usd: Decimal
    picture: str
    stars: Decimal | None
    reviews: int
    sold_pieces: int
    shop_name: str
    shop_slug: str
    category: str


def stars_of(rating_sum: int, rating_count: int) -> Decimal | None:
    """Mean stars with one decimal; None before the first review."""
    return (Decimal(rating_sum) / rating_count).quantize(_TENTH) if rating_count else None


_COLUMNS = (
    Listing.search_key, Listing.id, Listing.title, Listing.price_usd, Listing.pictures, Listing.rating_sum,
    Listing.rating_count, Listing.sold_pieces, Shop.name, Shop.slug, Listing.category,
)  # fmt: skip

_BY_KEY = (
    select(*_COLUMNS)
    .join(Shop, Shop.id == Listing.shop_id)
    .where(
        Listing.course_id == bindparam("course_id"), Listing.search_key.in_(bindparam("keys", expanding=True))
    )
)


def published(course_id: UUID | ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition for listings that the course's market shows: published, in a shop that is open."""
    return (Listing.course_id == course_id) & (Listing.state == "published") & Shop.is_open.is_(True)


def cards(
    session: Session, course_id: UUID, *where: ColumnElement[bool], order: Sequence[object] = (), limit: int
) -> list[Card]:
    """Cards of the course's market that meet the conditions, in the order."""
    return cards_of(session, cards_query(course_id, *where, order=order, limit=limit), {})


def cards_query(
    course_id: UUID | ColumnElement[UUID], *where: ColumnElement[bool], order: Sequence[object], limit: int
) -> Select:
    """The select of `cards`, to be built once where its values are bound parameters."""
    query = select(*_COLUMNS).join(Shop, Shop.id == Listing.shop_id).where(published(course_id), *where)
    return query.order_by(*order).limit(limit)


def cards_of(session: Session, query: Select, asked: Mapping[str, object]) -> list[Card]:
    """Cards by a select of `cards_query`."""
    return [_card(row) for row in session.connection().execute(query, asked)]


def cards_by_key(session: Session, course_id: UUID, keys: Sequence[int]) -> list[Card]:
    """Cards of these search keys, in the order of the keys."""
    if not keys:
        return []
    rows = session.connection().execute(_BY_KEY, {"course_id": course_id, "keys": list(keys)})
    found = {row[0]: _card(row) for row in rows}
    return [found[key] for key in keys if key in found]


def _card(row: tuple) -> Card:
    _, listing_id, title, price, pictures, rating_sum, rating_count, sold, name, slug, category = row
    return Card(
        listing_id, title, price, pictures[0] if pictures else "", stars_of(rating_sum, rating_count),
        rating_count, sold, name, slug, category,
    )  # fmt: skip
