"""A shop as visitors see it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from app.models.listing import Listing
from app.models.shop import Shop
from app.models.team import Team
from app.queries.markets.card import Card, cards, stars_of
from app.queries.markets.market import MarketCourse
from app.trade.refusal import Absent

_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class ShopCard:
    """What a product page and the shop's own page say of a shop."""

    name: str
    slug: str
    tone: str
    about: str
    return_policy: str
    company_name: str
    listings: int
    sold_pieces: int
    stars: Decimal | None
    reviews: int
    is_rival: bool


@dataclass(frozen=True, slots=True)
class Storefront:
    """A shop with all that it shows."""

    market: MarketCourse
    shop: ShopCard
    cards: tuple[Card, ...]


# It asks of a listing what `ix_listing_of_shop` holds and no more, or each product's page reads every row.
_SHOP = (
    select(
        Shop.name, Shop.slug, Shop.tone, Shop.about, Shop.return_policy, Team.company_name, Team.name,
        Team.is_rival,
        func.count(Listing.shop_id), func.coalesce(func.sum(Listing.sold_pieces), 0),
        func.coalesce(func.sum(Listing.rating_sum), 0), func.coalesce(func.sum(Listing.rating_count), 0),
    )
    .join(Team, Team.id == Shop.team_id)
    .outerjoin(Listing, (Listing.shop_id == Shop.id) & (Listing.state == "published"))
    .where(
        Shop.course_id == bindparam("course_id"), Shop.slug == bindparam("slug"), Shop.is_open.is_(True)
    )
    .group_by(Shop.id, Team.id)
)  # fmt: skip


def shop_card(session: Session, course_id: UUID, slug: str) -> ShopCard:
    """The shop of this address. Raises: Absent, also for a closed shop."""
    row = session.connection().execute(_SHOP, {"course_id": course_id, "slug": slug}).first()
    if row is None:
        raise Absent
    name, slug, tone, about, policy, company, team, is_rival, listings, sold, rating_sum, rating_count = row
    return ShopCard(
        name, slug, tone, about, policy, company or team, listings, int(sold),
        stars_of(int(rating_sum), int(rating_count)), int(rating_count), is_rival,
    )  # fmt: skip


def storefront(session: Session, market: MarketCourse, slug: str) -> Storefront:
    """A shop's public page. Raises: Absent."""
    shop = shop_card(session, market.id, slug)
    order = (Listing.quality.desc(), Listing.id)
    shown = cards(session, market.id, Shop.slug == slug, order=order, limit=_AT_MOST)
    return Storefront(market, shop, tuple(shown))
