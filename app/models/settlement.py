"""What became of received USD: sold to the bank for RMB, or kept."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc


class Settlement(CourseRow, table=True):
    """USD at the bank's buying rate of the day; the gain or loss is against the quotation's rate.

    kind: settled, or kept, where `amount_rmb` and `gain_rmb` say what settling would have given on that day.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    kind: str = Field(default="settled", max_length=10)
    amount_usd: Decimal = Field(sa_type=AMOUNT)
    rate: Decimal = Field(sa_type=RATE)
    rate_on: date
    amount_rmb: Decimal = Field(sa_type=AMOUNT)
    gain_rmb: Decimal = Field(sa_type=AMOUNT)
    workings: list[Any] = Field(default_factory=list, sa_type=Plain)
    settled_at: datetime = Field(sa_type=Utc)
