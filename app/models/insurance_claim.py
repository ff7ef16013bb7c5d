"""A claim under a cargo policy, and what the insurer answered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc


class InsuranceClaim(CourseRow, table=True):
    """One claim for one shipment. peril: of the survey report, or delay; papers: names of those handed in;
    answer: {"reason", "clause", "missing", "workings"} of the insurer, {} until it decides.
    """

    __tablename__ = "insurance_claim"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    shipment_id: UUID = Field(foreign_key="shipment.id", index=True, unique=True)
    policy_id: UUID = Field(foreign_key="insurance_policy.id")
    state: str = Field(default="filed", max_length=20)
    peril: str = Field(max_length=30)
    papers: list[Any] = Field(default_factory=list, sa_type=Plain)
    claimed_usd: Decimal = Field(sa_type=AMOUNT)
    letter_in_time: bool = False
    times_filed: int = 1
    settled_usd: Decimal | None = Field(default=None, sa_type=AMOUNT)
    answer: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    filed_at: datetime = Field(sa_type=Utc)
    decision_on: date | None = None
    answer_due_at: datetime | None = Field(default=None, sa_type=Utc)
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    payment_on: date | None = None
    paid_at: datetime | None = Field(default=None, sa_type=Utc)
