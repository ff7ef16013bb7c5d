"""A business buyer's complaint about a delivered order, and what became of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc, marked

UNSETTLED = ("unsettled", "awarded")  # the buyer left with its loss; the marketplace may have paid it back


class Complaint(CourseRow, table=True):
    """One complaint of one order. reasons: [{code, figures}, ...], the facts that it names; wanted_usd: what
    the buyer asks for; loss: {reason: USD}, hidden until it is over, then shown in `outcome`.

    made_good: share of the loss that the last remedy covered. State "settled" or one of UNSETTLED when it is
    over: whoever weighs a buyer's memory reads these.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True, unique=True)
    buyer_id: UUID = Field(foreign_key="buyer.id", index=True)
    stable_name: str = Field(max_length=160)
    state: str = Field(default="lodged", max_length=20)
    round_number: int = 1
    reasons: list[Any] = Field(default_factory=list, sa_type=Plain)
    faulty_pieces: int = 0
    wanted_usd: Decimal = Field(sa_type=AMOUNT)
    loss: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    remedy: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    made_good: Decimal = Field(default=Decimal(0), sa_type=RATE)
    outcome: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    lodged_at: datetime = Field(sa_type=Utc)
    answer_due_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
