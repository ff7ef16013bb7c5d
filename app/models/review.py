"""A buyer's review after the sale, which follows from what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import CourseRow, Plain, Utc


class Review(CourseRow, table=True):
    """Stars from 1 to 5 with the reasons that led to them (`reasons`: [{code, weight, figures}])."""

    team_id: UUID = Field(foreign_key="team.id", index=True)
    buyer_id: UUID = Field(foreign_key="buyer.id")
    listing_id: UUID | None = Field(default=None, foreign_key="listing.id", index=True)
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    consumer_order_id: UUID | None = Field(default=None, foreign_key="consumer_order.id")
    stars: int
    body: str = Field(default="", max_length=4000)
    reasons: list[Any] = Field(default_factory=list, sa_type=Plain)
    written_at: datetime = Field(sa_type=Utc)
