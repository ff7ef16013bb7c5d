"""A consumer's order of a listing: paid into escrow, packed, listed for customs, delivered, released."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Index, UniqueConstraint

from app.models.base import AMOUNT, WEIGHT, CourseRow, Plain, Utc, marked

# What never changes of an order once it is placed: the record of the day proves it (`core/bulk_leaf.py`), in
# this order.
HASHED = (
    "stable_name", "number", "team_id", "buyer_id", "listing_id", "product_id", "market", "pieces",
    "goods_usd",
    "shipping_usd", "tax_usd", "paid_usd", "charges", "promised_days", "source", "placed_at", "ship_due_at",
)  # fmt: skip


class ConsumerOrder(CourseRow, table=True):
    """One parcel. `stable_name` is for the dice; `charges`: what is due at the border and who pays it;
    refunded_usd: given back for a return.

    source: how the consumer came (`models/funnel.py`); bulk_number, bulk_place, bulk_leaf: the record of the
    day that it was placed in, its place in that record's tree, and its leaf there; list_9610: the customs
    list as entered, with customs' number once it is taken; events: [{what, at,
    figures}].
    """

    __tablename__ = "consumer_order"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_consumer_order_of_day", "course_id", "bulk_number", "bulk_place"),
    )

    team_id: UUID = Field(foreign_key="team.id", index=True)
    buyer_id: UUID = Field(foreign_key="buyer.id")
    listing_id: UUID = Field(foreign_key="listing.id", index=True)
    product_id: UUID = Field(foreign_key="product.id")
    stable_name: str = Field(max_length=120)
    number: int
    state: str = Field(default="paid", max_length=20)
    market: str = Field(max_length=2)
    pieces: int
    goods_usd: Decimal = Field(sa_type=AMOUNT)
    shipping_usd: Decimal = Field(sa_type=AMOUNT)
    tax_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    paid_usd: Decimal = Field(sa_type=AMOUNT)
    fees_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    refunded_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    promised_days: int = 0
    service: str = Field(default="", max_length=60)
    parcel_kg: Decimal | None = Field(default=None, sa_type=WEIGHT)
    parcel_cost_usd: Decimal | None = Field(default=None, sa_type=AMOUNT)
    tracking_number: str = Field(default="", max_length=40)
    charges: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    list_9610: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    events: list[Any] = Field(default_factory=list, sa_type=Plain)
    source: str = Field(default="", max_length=12)
    bulk_number: int | None = marked("plumbing", default=None)
    bulk_place: int | None = marked("plumbing", default=None)
    bulk_leaf: bytes | None = marked("plumbing", default=None, sa_type=LargeBinary)
    placed_at: datetime = Field(sa_type=Utc)
    ship_due_at: datetime = Field(sa_type=Utc)
    dispatched_at: datetime | None = Field(default=None, sa_type=Utc)
    delivered_at: datetime | None = Field(default=None, sa_type=Utc)
    released_at: datetime | None = Field(default=None, sa_type=Utc)
