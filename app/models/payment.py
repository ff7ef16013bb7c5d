"""A payment that a buyer owes: expected, remitted, received less bank fees."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc


class Payment(CourseRow, table=True):
    """One instalment. `amount_usd` is owed, `received_usd` arrived after the charges on the way.

    kind: deposit or balance; charges: OUR, SHA or BEN; late_days: how often the buyer let it wait, in days.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    kind: str = Field(max_length=20)
    method: str = Field(default="tt", max_length=20)
    state: str = Field(default="expected", max_length=20)
    amount_usd: Decimal = Field(sa_type=AMOUNT)
    received_usd: Decimal | None = Field(default=None, sa_type=AMOUNT)
    bank_fee_rmb: Decimal | None = Field(default=None, sa_type=AMOUNT)
    condition: str = Field(default="", max_length=40)
    remitter: str = Field(default="", max_length=120)
    remitted_at: datetime | None = Field(default=None, sa_type=Utc)
    received_at: datetime | None = Field(default=None, sa_type=Utc)
    charges: str = Field(default="", max_length=3)
    late_days: int = 0
    arrives_on: date | None = None
    workings: list[Any] = Field(default_factory=list, sa_type=Plain)
