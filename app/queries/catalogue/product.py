"""An enterprise's products: the catalogue, and everything that is known of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core.clock import home_date, wall_now
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.listing import Listing
from app.models.pack import Pack
from app.models.product import Product, ProductPicture
from app.queries.goods.tariff import export_line
from app.queries.scope import Reader, found, own
from app.trade.clearance.export_line import ExportLine
from app.trade.refusal import RateUnknown

Tiers = tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a list. price_rmb: per piece at the MOQ with VAT; listings: published, of all teams."""

    id: UUID
    sku: str
    name_en: str
    name_zh: str
    category: str
    tiers: Tiers
    moq: int
    lead_time_days: int
    is_offered: bool
    gaps: int
    barriers: int
    listings: int
    sold_pieces: int
    picture: str

    @property
    def price_rmb(self) -> Decimal | None:
        """The price of the first tier."""
        return self.tiers[0][1] if self.tiers else None


@dataclass(frozen=True, slots=True)
class ProductsPage:
    """The catalogue of one enterprise."""

    enterprise_id: UUID
    enterprise: str
    enterprise_zh: str
    products: tuple[ProductCard, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    """One product. row: its columns by name; line: the tariff's line, None where the reference has none."""

    id: UUID
    enterprise_id: UUID
    enterprise: str
    enterprise_zh: str
    pack_number: int
    row: dict[str, Any]
    tiers: Tiers
    pictures: tuple[str, ...]
    line: ExportLine | None
    may_edit: bool


def tiers_of(stored: list[Any]) -> Tiers:
    """The price tiers as numbers."""
    return tuple((int(pieces), Decimal(str(price))) for pieces, price in stored)


def product_cards(session: Session, course_id: UUID, enterprise_id: UUID) -> tuple[ProductCard, ...]:
    """All products of an enterprise by SKU; the caller knows that the reader may see them."""
    picture = ProductPicture
    first = (
        select(picture.digest)
        .where(picture.product_id == Product.id)
        .order_by(picture.position)
        .limit(1)
        .scalar_subquery()
    )
    sold = (
        select(
            Listing.product_id, func.count().label("listings"), func.sum(Listing.sold_pieces).label("sold")
        )
        .where(Listing.course_id == course_id, Listing.state == "published")
        .group_by(Listing.product_id)
        .subquery()
    )
    query = (
        select(
            Product.id, Product.sku, Product.name_en, Product.name_zh, Product.category, Product.tiers,
            Product.moq, Product.lead_time_days, Product.is_offered, Product.gaps,
            sold.c.listings, sold.c.sold, first.label("picture"),
        )
        .outerjoin(sold, sold.c.product_id == Product.id)
        .where(Product.course_id == course_id, Product.enterprise_id == enterprise_id)
        .order_by(Product.is_offered.desc(), Product.sku)
    )  # fmt: skip
    return tuple(
        ProductCard(
            row.id, row.sku, row.name_en, row.name_zh, row.category, tiers_of(row.tiers), row.moq,
            row.lead_time_days, row.is_offered, len(row.gaps), sum(gap["is_barrier"] for gap in row.gaps),
            row.listings or 0, int(row.sold or 0), row.picture or "",
        )
        for row in session.execute(query)
    )  # fmt: skip


def may_edit(reader: Reader, enterprise_id: UUID) -> bool:
    """Whether the reader may correct products: the enterprise's product manager."""
    is_manager = reader.enterprise_role == "product_manager"
    return is_manager and reader.enterprise_id == enterprise_id


def products_page(session: Session, reader: Reader, enterprise_id: UUID) -> ProductsPage:
    """The enterprise's catalogue, for its staff and for instructors. Raises Absent for others."""
    query = select(Enterprise.name, Enterprise.name_zh).where(
        Enterprise.course_id == reader.course_id, Enterprise.id == enterprise_id
    )
    is_own = reader.teaches or reader.enterprise_id == enterprise_id
    name = found(session.execute(query).first() if is_own else None)
    cards = product_cards(session, reader.course_id, enterprise_id)
    return ProductsPage(enterprise_id, name.name, name.name_zh, cards, may_edit(reader, enterprise_id))


def product_page(session: Session, reader: Reader, product_id: UUID) -> ProductPage:
    """One product, for its enterprise and for instructors. Raises Absent for others."""
    query = (
        select(*Product.__table__.columns, Enterprise.name, Enterprise.name_zh.label("of_zh"), Pack.number)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .join(Pack, Pack.id == Product.pack_id)
        .where(own(Product, reader), Product.id == product_id)
    )
    row = found(session.execute(query).mappings().first())
    pictures = session.execute(
        select(ProductPicture.digest)
        .where(ProductPicture.product_id == product_id)
        .order_by(ProductPicture.position)
    )
    columns = {column.name: row[column.name] for column in Product.__table__.columns}
    return ProductPage(
        product_id, row["enterprise_id"], row["name"], row["of_zh"], row["number"], columns,
        tiers_of(row["tiers"]), tuple(digest for (digest,) in pictures),
        _line(session, row["hs_code"], _today(session, reader)), may_edit(reader, row["enterprise_id"]),
    )  # fmt: skip


def _today(session: Session, reader: Reader) -> date:
    """The course's day, by which the refund rate in force is found."""
    return home_date(session.get_one(Course, reader.course_id).clock.now(wall_now()))


def _line(session: Session, hs_code: str, on: date) -> ExportLine | None:
    try:
        return export_line(session, hs_code, on)
    except RateUnknown:
        return None
