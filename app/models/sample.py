"""A sample: a few pieces that a buyer asks to see before ordering."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc


class Sample(CourseRow, table=True):
    """One sample of one inquiry. The buyer owes `price_usd` and, if freight_by is "buyer", `freight_usd`.

    opinion: what the buyer found, [{code, score}, ...] with the verdict; freight_usd is the courier's price.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID = Field(foreign_key="inquiry.id", index=True, unique=True)
    buyer_id: UUID = Field(foreign_key="buyer.id")
    product_id: UUID = Field(foreign_key="product.id")
    stable_name: str = Field(max_length=160)
    state: str = Field(default="asked", max_length=20)
    pieces: int
    price_usd: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    freight_by: str = Field(default="", max_length=10)
    freight_usd: Decimal | None = Field(default=None, sa_type=AMOUNT)
    goods_rmb: Decimal | None = Field(default=None, sa_type=AMOUNT)
    tracking_number: str = Field(default="", max_length=40)
    opinion: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    asked_at: datetime = Field(sa_type=Utc)
    answer_due_at: datetime | None = Field(default=None, sa_type=Utc)
    sent_at: datetime | None = Field(default=None, sa_type=Utc)
    arrives_on: date | None = None
    delivered_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def owed_usd(self) -> Decimal:
        """What the buyer pays for it by the terms that were offered."""
        return self.price_usd + ((self.freight_usd or Decimal(0)) if self.freight_by == "buyer" else 0)
