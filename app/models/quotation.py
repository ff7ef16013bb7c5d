"""A quotation: what the team offers in USD under an Incoterm, with every line that led to the price."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc, marked


class Quotation(CourseRow, table=True):
    """One version. `build_up` holds what the student entered, `workings` the reckoning's lines."""

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID = Field(foreign_key="inquiry.id", index=True)
    product_id: UUID = Field(foreign_key="product.id")
    number: int
    revision: int = 1
    state: str = Field(default="draft", max_length=20)
    quantity: int
    incoterm: str = Field(max_length=3)
    named_place: str = Field(max_length=120)
    mode: str = Field(max_length=20)
    unit_price_usd: Decimal = Field(sa_type=AMOUNT)
    total_usd: Decimal = Field(sa_type=AMOUNT)
    cost_rmb: Decimal = Field(sa_type=AMOUNT)
    margin_rate: Decimal = Field(sa_type=RATE)
    fx_rate: Decimal = Field(sa_type=RATE)
    fx_on: date
    payment_terms: str = Field(default="tt_30_70", max_length=30)
    lead_time_days: int
    valid_until: date
    remark: str = marked("words", default="", max_length=4000)
    build_up: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    workings: list[Any] = Field(default_factory=list, sa_type=Plain)
    answer: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    sent_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1
