"""A listing: a product as a team offers it in its shop."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc, marked


class Listing(CourseRow, table=True):
    """Words, price and pictures of one product. `description` is sanitised HTML; `pictures` orders picture
    ids.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    shop_id: UUID = Field(foreign_key="shop.id", index=True)
    product_id: UUID = Field(foreign_key="product.id", index=True)
    state: str = Field(default="draft", max_length=20, index=True)
    title: str = marked("words", max_length=200)
    keywords: list[str] = Field(default_factory=list, sa_type=Plain)
    points: list[str] = Field(default_factory=list, sa_type=Plain)
    description: str = marked("words", default="", max_length=20000)
    category: str = Field(max_length=60, index=True)
    price_usd: Decimal = Field(sa_type=AMOUNT)
    shipping_template_id: UUID | None = Field(default=None, foreign_key="shipping_template.id")
    stock_pieces: int = 0
    pictures: list[Any] = Field(default_factory=list, sa_type=Plain)
    quality: int = 0
    rating_sum: int = 0
    rating_count: int = 0
    sold_pieces: int = 0
    published_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1
