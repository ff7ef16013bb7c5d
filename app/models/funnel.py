"""The funnel of a market's days: what consumers saw, clicked, put into baskets and bought, row by row."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Index, SQLModel

from app.models.base import AMOUNT, marked

# What the record of the day proves of each row (`core/bulk_leaf.py`), in this order.
HASHED = (
    "day", "team_id", "listing_id", "market", "source", "query", "impressions", "clicks", "baskets", "orders",
    "pieces", "paid_usd",
)  # fmt: skip


class FunnelCount(SQLModel, table=True):
    """One day's figures of a listing in a market, by the way that visitors came. Written in bulk, never
    changed:
    the database itself refuses it. number: of the record that counts it; place, leaf: its own in
    that record's tree.

    source: search, category, home or returning; query: what was typed, or the category's name.
    """

    __tablename__ = "funnel_count"
    __table_args__ = (
        Index("ix_funnel_count_of_team", "course_id", "team_id", "day"),
        Index("ix_funnel_count_of_day", "course_id", "day"),
    )

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    number: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    day: date
    team_id: UUID = Field(foreign_key="team.id")
    listing_id: UUID = Field(foreign_key="listing.id")
    market: str = Field(max_length=2)
    source: str = Field(max_length=12)
    query: str = Field(default="", max_length=120)
    impressions: int
    clicks: int = 0
    baskets: int = 0
    orders: int = 0
    pieces: int = 0
    paid_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    leaf: bytes = marked("plumbing", sa_type=LargeBinary)
