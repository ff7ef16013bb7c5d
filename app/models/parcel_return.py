"""A consumer's request to give a parcel's goods back, and what became of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc, marked


class ParcelReturn(CourseRow, table=True):
    """One request of one parcel. reason: a code of `trade/market/parcel_return.py`, with its figures;
    has_right: whether the law of the market lets the consumer withdraw; kind, share, freight_usd: the team's
    answer; outcome: refunded, part_refunded or kept, when it is closed.
    """

    __tablename__ = "parcel_return"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="consumer_order.id", index=True, unique=True)
    buyer_id: UUID = Field(foreign_key="buyer.id")
    listing_id: UUID = Field(foreign_key="listing.id", index=True)
    stable_name: str = Field(max_length=160)
    state: str = Field(default="asked", max_length=20)
    reason: str = Field(max_length=20)
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    has_right: bool = False
    request: str = Field(default="", max_length=4000)
    kind: str = Field(default="", max_length=20)
    share: Decimal = Field(default=Decimal(0), sa_type=RATE)
    freight_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    reply: str = marked("words", default="", max_length=4000)
    outcome: str = Field(default="", max_length=20)
    refunded_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    is_decided_by_market: bool = False
    is_resaleable: bool | None = None
    asked_at: datetime = Field(sa_type=Utc)
    answer_due_at: datetime | None = Field(default=None, sa_type=Utc)
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
