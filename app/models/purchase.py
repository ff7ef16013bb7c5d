"""A purchase order of a team to its enterprise, from placing it to the VAT invoice."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc, marked


class Purchase(CourseRow, table=True):
    """Prices in RMB incl. VAT. `vat_invoice` holds the special invoice's fields (paper "vat_invoice").

    stable_name: for the dice; unit: of the VAT invoice, as the team asked for it; reason: code of the
    supplier's decline; delays: [{"days", "reason", "promised_on", "told_on"}]; defects: the hidden truth of
    the lot, {"defective": pieces, "rate": share}, known once production is finished.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    product_id: UUID = Field(foreign_key="product.id")
    number: int
    stable_name: str = Field(max_length=160)
    state: str = Field(default="placed", max_length=20)
    quantity: int
    unit_price_rmb: Decimal = Field(sa_type=AMOUNT)
    total_rmb: Decimal = Field(sa_type=AMOUNT)
    vat_rate: Decimal = Field(sa_type=RATE)
    unit: str = Field(max_length=8)
    wanted_on: date
    promised_on: date | None = None
    ready_at: datetime | None = Field(default=None, sa_type=Utc)
    delays: list[Any] = Field(default_factory=list, sa_type=Plain)
    specification: str = marked("words", default="", max_length=4000)
    answer: str = marked("words", default="", max_length=4000)
    reason: str = Field(default="", max_length=40)
    reworks: int = 0
    vat_invoice: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    paid_rmb: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    defects: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    placed_at: datetime = Field(sa_type=Utc)
    decided_at: datetime | None = Field(default=None, sa_type=Utc)
    collected_at: datetime | None = Field(default=None, sa_type=Utc)
