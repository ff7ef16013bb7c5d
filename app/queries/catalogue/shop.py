"""A team's own shop: its settings and its shipping templates."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core.clock import home_date, wall_now
from app.models.course import Course
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product
from app.models.shop import ShippingTemplate, Shop
from app.queries.goods.freight import parcel_services
from app.queries.goods.parcel import ParcelOption, options_of
from app.queries.rates.reference import markets
from app.queries.scope import Reader, has_duty
from app.trade.carriage.packing import PARCEL_PACKING_KG


@dataclass(frozen=True, slots=True)
class OwnShop:
    """The shop's row as its form shows it."""

    id: UUID
    slug: str
    name: str
    about: str
    return_policy: str
    tone: str
    is_open: bool
    version: int


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A shipping template as its form shows it."""

    id: UUID
    name: str
    handling_days: int
    lines: tuple[dict[str, Any], ...]
    version: int
    listings: int


@dataclass(frozen=True, slots=True)
class ParcelExample:
    """What a parcel with one piece of a product costs: by market, the cheapest service; the most dear last.

    is_listed: of the team's own listings, else the first product of a partner's pack.
    """

    name: str
    name_zh: str
    parcel_kg: Decimal
    is_listed: bool
    prices: tuple[tuple[str, ParcelOption], ...]


@dataclass(frozen=True, slots=True)
class ShopPage:
    """The settings page. countries: codes of the markets that the reference holds."""

    team_id: UUID
    shop: OwnShop | None
    templates: tuple[OwnTemplate, ...]
    countries: tuple[str, ...]
    may_edit: bool
    may_ship: bool
    parcel: ParcelExample | None


def shop_page(session: Session, reader: Reader) -> ShopPage:
    """The team's own shop and templates."""
    own = (Shop.course_id == reader.course_id, Shop.team_id == reader.team_id)
    row = session.execute(
        select(Shop.id, Shop.slug, Shop.name, Shop.about, Shop.return_policy, Shop.tone, Shop.is_open,
        Shop.version)
        .where(*own)
    ).first()  # fmt: skip
    template = ShippingTemplate
    used = select(func.count()).where(Listing.shipping_template_id == template.id).scalar_subquery()
    rows = session.execute(
        select(template.id, template.name, template.handling_days, template.lines, template.version, used)
        .where(template.course_id == reader.course_id, template.team_id == reader.team_id)
        .order_by(template.id)
    )
    templates = tuple(
        OwnTemplate(key, name, days, tuple(lines), *rest) for key, name, days, lines, *rest in rows
    )
    return ShopPage(
        reader.team_id, OwnShop(*row) if row else None, templates, tuple(markets()),
        has_duty(reader, "marketing"), has_duty(reader, "logistics"), _parcel(session, reader),
    )  # fmt: skip


def _parcel(session: Session, reader: Reader) -> ParcelExample | None:
    """An example to decide by: the newest listing with a weight, else a product that the team may list."""
    weighed = Product.unit_gross_kg.is_not(None), Product.unit_length_cm.is_not(None)
    own = select(Product).join(Listing, Listing.product_id == Product.id)
    own = own.where(Listing.course_id == reader.course_id, Listing.team_id == reader.team_id, *weighed)
    listed = session.execute(own.order_by(Listing.id.desc()).limit(1)).scalar()
    of_partner = select(Product).join(Partnership, Partnership.enterprise_id == Product.enterprise_id)
    of_partner = of_partner.where(
        Partnership.course_id == reader.course_id, Partnership.team_id == reader.team_id,
        Partnership.state == "accepted", Product.is_offered.is_(True), *weighed,
    )  # fmt: skip
    product = listed or session.execute(of_partner.order_by(Product.sku).limit(1)).scalar()
    course = session.get(Course, reader.course_id)
    if product is None or course is None:
        return None
    services = parcel_services(session, markets(), home_date(course.clock.now(wall_now())))
    parcel_kg = product.unit_gross_kg + PARCEL_PACKING_KG
    cheapest = [(code, options_of(found, product, parcel_kg)[0]) for code, found in services.items()]
    prices = sorted(cheapest, key=lambda each: (each[1].cost_usd is None, each[1].cost_usd or Decimal(0)))
    return ParcelExample(product.name_en, product.name_zh, parcel_kg, listed is not None, tuple(prices))
