"""An enterprise's product as its data pack describes it, with price tiers and pictures."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import AMOUNT, LENGTH, RATE, WEIGHT, CourseRow, Plain
from app.trade.catalogue.product import ProductRow
from app.trade.catalogue.product_rules import PriceTier

_SEPARATOR = "; "


class Product(CourseRow, table=True):
    """A product. Prices in RMB incl. VAT; carton sizes outer, cm; weights kg. `tiers`: [[from pieces, RMB],
    ...]; `elements`: [[name, value], ...]; `gaps`: [{code, column, markets, is_barrier}, ...]. Without a net
    weight no product is offered.
    """

    __table_args__ = (UniqueConstraint("enterprise_id", "sku"),)

    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    pack_id: UUID = Field(foreign_key="pack.id")
    sku: str = Field(max_length=64)
    name_en: str = Field(max_length=120)
    name_zh: str = Field(max_length=120)
    points_en: list[str] = Field(default_factory=list, sa_type=Plain)
    points_zh: list[str] = Field(default_factory=list, sa_type=Plain)
    description_en: str = Field(default="", max_length=4000)
    description_zh: str = Field(default="", max_length=4000)
    category: str = Field(max_length=120, index=True)
    brand: str = Field(default="", max_length=120)
    brand_type: int = 0
    hs_code: str = Field(max_length=10)
    elements: list[Any] = Field(default_factory=list, sa_type=Plain)
    vat_rate: Decimal = Field(sa_type=RATE)
    tiers: list[Any] = Field(default_factory=list, sa_type=Plain)
    floor_price_rmb: Decimal | None = Field(default=None, sa_type=AMOUNT)
    moq: int
    lead_time_days: int
    daily_capacity: int | None = None
    carton_pieces: int
    carton_length_cm: Decimal = Field(sa_type=LENGTH)
    carton_width_cm: Decimal = Field(sa_type=LENGTH)
    carton_height_cm: Decimal = Field(sa_type=LENGTH)
    carton_gross_kg: Decimal = Field(sa_type=WEIGHT)
    carton_net_kg: Decimal | None = Field(default=None, sa_type=WEIGHT)
    unit_gross_kg: Decimal | None = Field(default=None, sa_type=WEIGHT)
    unit_length_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    unit_width_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    unit_height_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    materials: str = Field(default="", max_length=6400)
    attributes: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    certificates: list[str] = Field(default_factory=list, sa_type=Plain)
    dangerous: list[str] = Field(default_factory=list, sa_type=Plain)
    gaps: list[Any] = Field(default_factory=list, sa_type=Plain)
    is_offered: bool = True
    version: int = 1


class ProductPicture(CourseRow, table=True):
    """A picture, re-encoded from pixels; the file is named by its digest in the data folder."""

    __tablename__ = "product_picture"

    product_id: UUID = Field(foreign_key="product.id", index=True)
    enterprise_id: UUID = Field(foreign_key="enterprise.id")
    position: int
    digest: str = Field(max_length=64, index=True)
    width: int
    height: int


def columns_of(row: ProductRow) -> dict[str, Any]:
    """The columns of a product that a pack's row fills, except for its pictures."""
    return {
        "sku": row.sku, "name_en": row.name_en, "name_zh": row.name_zh,
        "points_en": list(row.selling_points_en), "points_zh": list(row.selling_points_zh),
        "description_en": row.description_en or "", "description_zh": row.description_zh or "",
        "category": row.category, "brand": row.brand or "", "brand_type": int(row.brand_type),
        "hs_code": row.hs_code, "elements": [list(pair) for pair in row.declaration_elements],
        "vat_rate": row.vat_rate, "tiers": [[tier.from_pieces, str(tier.price_rmb)] for tier in row.tiers],
        "floor_price_rmb": row.floor_price_rmb, "moq": row.moq_pieces, "lead_time_days": row.lead_time_days,
        "daily_capacity": row.daily_capacity_pieces, "carton_pieces": row.carton_pieces,
        "carton_length_cm": row.carton_length_cm, "carton_width_cm": row.carton_width_cm,
        "carton_height_cm": row.carton_height_cm, "carton_gross_kg": row.carton_gross_kg,
        "carton_net_kg": row.carton_net_kg, "unit_gross_kg": row.unit_gross_kg,
        "unit_length_cm": row.unit_length_cm, "unit_width_cm": row.unit_width_cm,
        "unit_height_cm": row.unit_height_cm, "materials": _SEPARATOR.join(row.materials),
        "attributes": {name: list(values) for name, values in row.attributes},
        "certificates": list(row.certificates), "dangerous": list(row.dangerous_goods),
    }  # fmt: skip


def row_of(product: Any, pictures: tuple[str, ...] = ()) -> ProductRow:
    """The pack's row that would give this product; pictures by whatever name the caller compares them."""
    return ProductRow(
        sku=product.sku, name_en=product.name_en, name_zh=product.name_zh,
        selling_points_en=tuple(product.points_en), selling_points_zh=tuple(product.points_zh),
        description_en=product.description_en or None, description_zh=product.description_zh or None,
        category=product.category, brand=product.brand or None, brand_type=str(product.brand_type),
        hs_code=product.hs_code,
        declaration_elements=tuple((name, value) for name, value in product.elements),
        vat_rate=product.vat_rate,
        tiers=tuple(PriceTier(int(pieces), Decimal(str(price))) for pieces, price in product.tiers),
        floor_price_rmb=product.floor_price_rmb, moq_pieces=product.moq,
        lead_time_days=product.lead_time_days, daily_capacity_pieces=product.daily_capacity,
        carton_pieces=product.carton_pieces, carton_length_cm=product.carton_length_cm,
        carton_width_cm=product.carton_width_cm, carton_height_cm=product.carton_height_cm,
        carton_gross_kg=product.carton_gross_kg, carton_net_kg=product.carton_net_kg,
        unit_gross_kg=product.unit_gross_kg, unit_length_cm=product.unit_length_cm,
        unit_width_cm=product.unit_width_cm, unit_height_cm=product.unit_height_cm,
        materials=tuple(part for part in product.materials.split(_SEPARATOR) if part),
        attributes=tuple(sorted((name, tuple(values)) for name, values in product.attributes.items())),
        certificates=tuple(product.certificates), dangerous_goods=tuple(product.dangerous), pictures=pictures,
    )  # fmt: skip


def comparable_row(row: ProductRow, pictures: tuple[str, ...], held_net_kg: Decimal | None) -> ProductRow:
    """A pack's row as `row_of` would give it back once imported: attributes by name, pictures by digest.

    A net weight that was known stays known.
    """
    net_kg = held_net_kg if row.carton_net_kg is None else row.carton_net_kg
    attributes = tuple(sorted(row.attributes))
    return replace(row, attributes=attributes, pictures=pictures, carton_net_kg=net_kg)
