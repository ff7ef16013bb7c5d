"""A team's own listings, and what it may list next."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.enterprise import Enterprise
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product, ProductPicture
from app.models.shop import Shop
from app.queries.markets.card import stars_of
from app.queries.scope import Reader, has_duty
from app.trade.lifecycles import LISTING
from app.trade.refusal import Absent


@dataclass(frozen=True, slots=True)
class OwnListing:
    """A row of the team's list."""

    id: UUID
    title: str
    sku: str
    state: str
    quality: int
    price_usd: Decimal
    stock_pieces: int
    sold_pieces: int
    picture: str
    stars: Decimal | None
    reviews: int
    enterprise: str
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class Partner:
    """An accepted partner of the team, and how many of its products are not listed yet."""

    partnership_id: UUID
    name: str
    name_zh: str
    unlisted: int


@dataclass(frozen=True, slots=True)
class ListingsPage:
    """The team's listings; shop_slug is "" before the shop is opened."""

    listings: tuple[OwnListing, ...]
    partners: tuple[Partner, ...]
    shop_slug: str
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A product of the partner's pack that the team may list. price_rmb: of a piece at the MOQ, with VAT."""

    id: UUID
    sku: str
    name_en: str
    name_zh: str
    category: str
    price_rmb: Decimal | None
    moq: int
    picture: str
    listing_id: UUID | None


@dataclass(frozen=True, slots=True)
class NewListingPage:
    """What a partner's pack holds, to choose from."""

    partnership_id: UUID
    enterprise: str
    enterprise_zh: str
    choices: tuple[Choice, ...]
    has_shop: bool
    may_edit: bool


def may_list(reader: Reader) -> bool:
    """Whether the reader may write listings."""
    return has_duty(reader, "product") or has_duty(reader, "marketing")


def listings_page(session: Session, reader: Reader) -> ListingsPage:
    """The team's listings, the newest first."""
    query = (
        select(
            Listing.id, Listing.title, Product.sku, Listing.state, Listing.quality, Listing.price_usd,
            Listing.stock_pieces, Listing.sold_pieces, Listing.pictures, Listing.rating_sum,
            Listing.rating_count,
            Enterprise.name,
        )
        .join(Product, Product.id == Listing.product_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Listing.course_id == reader.course_id, Listing.team_id == reader.team_id)
        .order_by(Listing.id.desc())
    )  # fmt: skip
    rows = tuple(
        OwnListing(
            row.id, row.title, row.sku, row.state, row.quality, row.price_usd, row.stock_pieces,
            row.sold_pieces,
            row.pictures[0] if row.pictures else "", stars_of(row.rating_sum, row.rating_count),
            row.rating_count,
            row.name, LISTING.open(row.state),
        )
        for row in session.execute(query)
    )  # fmt: skip
    slug = select(Shop.slug).where(Shop.course_id == reader.course_id, Shop.team_id == reader.team_id)
    return ListingsPage(
        rows, _partners(session, reader), session.execute(slug).scalar() or "", may_list(reader)
    )


def _partners(session: Session, reader: Reader) -> tuple[Partner, ...]:
    listed = select(Listing.product_id).where(Listing.team_id == reader.team_id)
    unlisted = (
        select(func.count())
        .where(
            Product.enterprise_id == Enterprise.id, Product.is_offered.is_(True), Product.id.not_in(listed)
        )
        .scalar_subquery()
    )
    query = (
        select(Partnership.id, Enterprise.name, Enterprise.name_zh, unlisted)
        .join(Enterprise, Enterprise.id == Partnership.enterprise_id)
        .where(
            Partnership.course_id == reader.course_id,
            Partnership.team_id == reader.team_id,
            Partnership.state == "accepted",
        )
        .order_by(Enterprise.name)
    )
    return tuple(Partner(*row) for row in session.execute(query))


def new_listing_page(session: Session, reader: Reader, partnership_id: UUID) -> NewListingPage:
    """The products of a partner. Raises: Absent for a partnership that is not the team's, or not accepted."""
    partner = session.execute(
        select(Partnership.enterprise_id, Enterprise.name, Enterprise.name_zh)
        .join(Enterprise, Enterprise.id == Partnership.enterprise_id)
        .where(
            Partnership.id == partnership_id,
            Partnership.course_id == reader.course_id,
            Partnership.team_id == reader.team_id,
            Partnership.state == "accepted",
        )
    ).first()
    if partner is None:
        raise Absent
    cover = select(ProductPicture.digest).where(ProductPicture.product_id == Product.id)
    cover = cover.order_by(ProductPicture.position).limit(1).scalar_subquery()
    own = (Listing.product_id == Product.id) & (Listing.team_id == reader.team_id)
    rows = session.execute(
        select(Product.id, Product.sku, Product.name_en, Product.name_zh, Product.category, Product.tiers,
               Product.moq, cover, Listing.id)
        .outerjoin(Listing, own)
        .where(Product.enterprise_id == partner.enterprise_id, Product.is_offered.is_(True))
        .order_by(Product.category, Product.sku)
    )  # fmt: skip
    choices = tuple(
        Choice(
            key, sku, en, zh, category, Decimal(tiers[0][1]) if tiers else None, moq, picture or "", listing
        )
        for key, sku, en, zh, category, tiers, moq, picture, listing in rows
    )
    has_shop = select(Shop.id).where(Shop.team_id == reader.team_id).limit(1)
    return NewListingPage(
        partnership_id, partner.name, partner.name_zh, choices, session.execute(has_shop).first() is not None,
        may_list(reader),
    )  # fmt: skip
