"""A listing: a product as a team offers it in its shop."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc, marked


class Listing(CourseRow, table=True):
    """Words, price and pictures of one product. `description` is sanitised HTML.

    pictures: digests in the order in which they are shown, the first on cards; wholesale: [[from pieces,
    USD],
    ...], what a business buyer is offered; ships_to: market codes between blanks (" DE US "), as the shipping
    template has them; untrue_claims: what its words promise and the pack does not hold; returned_*:
    pieces that came back fit for sale and were not sold again, and their net cost; search_*: the row's
    number and its words in the full-text index, see core/search_index.
    """

    __table_args__ = (
        Index("ix_listing_of_market", "course_id", "state", "quality"),
        Index("ix_listing_of_category", "course_id", "state", "category", "quality"),
        Index("ix_listing_of_search", "course_id", "search_key"),
        # A shop's counts are read from the index alone.
        Index("ix_listing_of_shop", "shop_id", "state", "sold_pieces", "rating_sum", "rating_count"),
    )

    team_id: UUID = Field(foreign_key="team.id", index=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    product_id: UUID = Field(foreign_key="product.id", index=True)
    state: str = Field(default="draft", max_length=20)
    title: str = marked("words", max_length=200)
    keywords: list[str] = Field(default_factory=list, sa_type=Plain)
    points: list[str] = Field(default_factory=list, sa_type=Plain)
    description: str = marked("words", default="", max_length=20000)
    category: str = Field(max_length=120)
    price_usd: Decimal = Field(sa_type=AMOUNT)
    wholesale: list[Any] = Field(default_factory=list, sa_type=Plain)
    shipping_template_id: UUID | None = Field(default=None, foreign_key="shipping_template.id")
    ships_to: str = Field(default="", max_length=400)
    stock_pieces: int = 0
    pictures: list[str] = Field(default_factory=list, sa_type=Plain)
    quality: int = 0
    untrue_claims: int = 0
    rating_sum: int = 0
    rating_count: int = 0
    sold_pieces: int = 0
    returned_pieces: int = 0
    returned_rmb: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    published_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1
    search_key: int | None = marked("plumbing", default=None, sa_type=BigInteger, unique=True)
    search_title: str = marked("plumbing", default="", max_length=2000)
    search_text: str = marked("plumbing", default="", max_length=20000)
