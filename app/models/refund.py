"""A claim for the refund of VAT on exported goods, with its three matching papers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc


class RefundClaim(CourseRow, table=True):
    """One claim. `papers` names declaration, VAT invoice and foreign-exchange receipt as the student entered
    them.
    """

    __tablename__ = "refund_claim"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    state: str = Field(default="claimed", max_length=20)
    papers: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    claimed_rmb: Decimal = Field(sa_type=AMOUNT)
    refund_rate: Decimal = Field(sa_type=RATE)
    granted_rmb: Decimal | None = Field(default=None, sa_type=AMOUNT)
    findings: list[Any] = Field(default_factory=list, sa_type=Plain)
    workings: list[Any] = Field(default_factory=list, sa_type=Plain)
    times_claimed: int = 1
    decision_on: date | None = None
    payment_on: date | None = None
    claimed_at: datetime = Field(sa_type=Utc)
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    paid_at: datetime | None = Field(default=None, sa_type=Utc)
