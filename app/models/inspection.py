"""A pre-shipment inspection by sample, ISO 2859-1."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Utc


class Inspection(CourseRow, table=True):
    """One inspection of a purchase's lot: the plan, what was found, the verdict.

    number: the first, second ... inspection of the purchase.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    purchase_id: UUID = Field(foreign_key="purchase.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    number: int = 1
    state: str = Field(default="ordered", max_length=20)
    aql: str = Field(max_length=4)
    code_letter: str = Field(max_length=1)
    sample_size: int
    accept: int
    defects_found: int | None = None
    fee_rmb: Decimal = Field(sa_type=AMOUNT)
    ordered_at: datetime = Field(sa_type=Utc)
    done_at: datetime | None = Field(default=None, sa_type=Utc)
