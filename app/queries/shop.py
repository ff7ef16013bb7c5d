"""A team's own shop: its settings and its shipping templates."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.listing import Listing
from app.models.shop import ShippingTemplate, Shop
from app.queries.reference import markets
from app.queries.scope import Reader, has_duty


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
class ShopPage:
    """The settings page. countries: codes of the markets that the reference holds."""

    team_id: UUID
    shop: OwnShop | None
    templates: tuple[OwnTemplate, ...]
    countries: tuple[str, ...]
    may_edit: bool
    may_ship: bool


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
        has_duty(reader, "marketing"), has_duty(reader, "logistics"),
    )  # fmt: skip
