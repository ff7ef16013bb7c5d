"""An enterprise's product as its data pack describes it, with price tiers and pictures."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import AMOUNT, LENGTH, RATE, WEIGHT, CourseRow, Plain


class Product(CourseRow, table=True):
    """A product. Prices in RMB incl. VAT; carton sizes outer, cm; weights kg. `tiers`: [[from pieces, RMB],
    ...].
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
    category: str = Field(max_length=60, index=True)
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
    carton_net_kg: Decimal = Field(sa_type=WEIGHT)
    unit_gross_kg: Decimal | None = Field(default=None, sa_type=WEIGHT)
    unit_length_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    unit_width_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    unit_height_cm: Decimal | None = Field(default=None, sa_type=LENGTH)
    materials: str = Field(default="", max_length=400)
    attributes: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    certificates: list[str] = Field(default_factory=list, sa_type=Plain)
    dangerous: list[str] = Field(default_factory=list, sa_type=Plain)
    gaps: list[Any] = Field(default_factory=list, sa_type=Plain)
    is_offered: bool = True


class ProductPicture(CourseRow, table=True):
    """A picture, re-encoded from pixels; the file is named by its digest in the data folder."""

    __tablename__ = "product_picture"

    product_id: UUID = Field(foreign_key="product.id", index=True)
    enterprise_id: UUID = Field(foreign_key="enterprise.id")
    position: int
    digest: str = Field(max_length=64, index=True)
    width: int
    height: int
