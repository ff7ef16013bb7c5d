"""One listing as its team edits it: the form, the pictures, the quality, the costs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.rich_text import without_tags
from app.models.enterprise import Enterprise
from app.models.listing import Listing
from app.models.product import Product, ProductPicture
from app.models.shop import ShippingTemplate, Shop
from app.queries.catalogue.laboratory_test import certificates_of
from app.queries.catalogue.listing import may_list
from app.queries.catalogue.listing_costs import Costs, Unknown, listing_costs, template_lines
from app.queries.scope import Reader, found, own
from app.trade.lifecycles import LISTING
from app.trade.market.listing_quality import ListingWords, Quality, pack_facts, quality


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the product; place from 1, None where it is not shown."""

    digest: str
    place: int | None


@dataclass(frozen=True, slots=True)
class PackOf:
    """What the enterprise's pack says of the product, for the writer's eyes."""

    sku: str
    name_en: str
    name_zh: str
    enterprise: str
    points: tuple[str, ...]
    materials: str
    certificates: tuple[str, ...]
    attributes: dict[str, Any]
    moq: int
    tiers: tuple[tuple[int, Decimal], ...]
    lead_time_days: int
    is_offered: bool


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The page of one's own listing. templates: (id, name) of the team."""

    id: UUID
    team_id: UUID
    state: str
    version: int
    title: str
    keywords: tuple[str, ...]
    points: tuple[str, ...]
    description: str
    category: str
    price_usd: Decimal
    wholesale: tuple[tuple[int, Decimal], ...]
    shipping_template_id: UUID | None
    stock_pieces: int
    pictures: tuple[Picture, ...]
    templates: tuple[tuple[UUID, str], ...]
    quality: Quality
    costs: Costs | Unknown
    pack: PackOf
    shop_is_open: bool
    shop_slug: str
    open: frozenset[str]
    may_edit: bool


def listing_page(session: Session, reader: Reader, listing_id: UUID) -> ListingPage:
    """A listing of the reader's team, or of the course for its instructor. Raises: Absent."""
    query = (
        select(Listing, Product, Enterprise.name, Shop.is_open, Shop.slug)
        .join(Product, Product.id == Listing.product_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(Listing.id == listing_id, own(Listing, reader))
    )
    listing, product, enterprise, shop_is_open, slug = found(session.execute(query).first())
    lines = template_lines(session, reader, listing.shipping_template_id)
    held = certificates_of(session, listing.team_id, product)
    return ListingPage(
        id=listing.id, team_id=listing.team_id, state=listing.state, version=listing.version,
        title=listing.title,
        keywords=tuple(listing.keywords), points=tuple(listing.points), description=listing.description,
        category=listing.category, price_usd=listing.price_usd,
        wholesale=tuple((pieces, Decimal(price)) for pieces, price in listing.wholesale),
        shipping_template_id=listing.shipping_template_id, stock_pieces=listing.stock_pieces,
        pictures=_pictures(session, listing), templates=_templates(session, listing.team_id),
        quality=_quality(listing, product, held),
        costs=listing_costs(session, reader, product, listing.price_usd, lines),
        pack=_pack(product, enterprise, held),
        shop_is_open=shop_is_open, shop_slug=slug, open=LISTING.open(listing.state),
        may_edit=may_list(reader) and listing.team_id == reader.team_id,
    )  # fmt: skip


def costs_at(
    session: Session, reader: Reader, listing_id: UUID, price_usd: Decimal | None, template_id: UUID | None
) -> Costs | Unknown:
    """The costs of a listing at a price that is being typed. Raises: Absent."""
    query = select(Product).join(Listing, Listing.product_id == Product.id)
    product = found(session.execute(query.where(Listing.id == listing_id, own(Listing, reader))).scalar())
    return listing_costs(session, reader, product, price_usd, template_lines(session, reader, template_id))


def _pictures(session: Session, listing: Listing) -> tuple[Picture, ...]:
    query = select(ProductPicture.digest).where(ProductPicture.product_id == listing.product_id)
    digests = dict.fromkeys(session.execute(query.order_by(ProductPicture.position)).scalars())
    shown = [digest for digest in listing.pictures if digest in digests]
    rest = [digest for digest in digests if digest not in shown]
    return (*(Picture(d, at) for at, d in enumerate(shown, 1)), *(Picture(d, None) for d in rest))


def _templates(session: Session, team_id: UUID) -> tuple[tuple[UUID, str], ...]:
    template = ShippingTemplate
    query = select(template.id, template.name).where(template.team_id == team_id).order_by(template.id)
    return tuple(tuple(row) for row in session.execute(query))


def _quality(listing: Listing, product: Product, held: list[str]) -> Quality:
    words = ListingWords(
        listing.title, tuple(listing.points), without_tags(listing.description), tuple(listing.keywords),
        len(listing.pictures),
    )  # fmt: skip
    texts = (product.name_en, product.materials, *product.points_en, product.description_en)
    return quality(words, pack_facts(held, texts, product.attributes))


def _pack(product: Product, enterprise: str, held: list[str]) -> PackOf:
    return PackOf(
        product.sku, product.name_en, product.name_zh, enterprise, tuple(product.points_en),
        product.materials,
        tuple(held), dict(product.attributes), product.moq,
        tuple((pieces, Decimal(price)) for pieces, price in product.tiers), product.lead_time_days,
        product.is_offered,
    )  # fmt: skip
