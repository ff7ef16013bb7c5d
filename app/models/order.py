"""An order: the contract that grew from an accepted quotation, written as a proforma invoice."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import AMOUNT, RATE, CourseRow, Plain, Utc
from app.trade.lifecycles import ORDER


class Order(CourseRow, table=True):
    """A contract. `terms` are the proforma invoice's fields as the student wrote them (see
    trade/papers/documents); notices: [{"event", "kind", "on"}], events that the buyer was told of.
    """

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID = Field(foreign_key="inquiry.id", index=True)
    quotation_id: UUID = Field(foreign_key="quotation.id")
    buyer_id: UUID = Field(foreign_key="buyer.id", index=True)
    product_id: UUID = Field(foreign_key="product.id")
    enterprise_id: UUID = Field(foreign_key="enterprise.id")
    number: int
    state: str = Field(default="drafted", max_length=20)
    market: str = Field(max_length=2)
    quantity: int
    incoterm: str = Field(max_length=3)
    named_place: str = Field(max_length=120)
    mode: str = Field(max_length=20)
    unit_price_usd: Decimal = Field(sa_type=AMOUNT)
    total_usd: Decimal = Field(sa_type=AMOUNT)
    fx_rate: Decimal = Field(sa_type=RATE)
    payment_terms: str = Field(max_length=30)
    ship_by: date | None = None
    terms: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    changes_asked: list[Any] = Field(default_factory=list, sa_type=Plain)
    notices: list[Any] = Field(default_factory=list, sa_type=Plain)
    drafted_at: datetime = Field(sa_type=Utc)
    confirmed_at: datetime | None = Field(default=None, sa_type=Utc)
    shipped_at: datetime | None = Field(default=None, sa_type=Utc)
    delivered_at: datetime | None = Field(default=None, sa_type=Utc)
    balance_received_at: datetime | None = Field(default=None, sa_type=Utc)
    completed_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1

    def note_deposit(self, now: datetime) -> None:
        """The deposit has come: goods may be prepared. Of a price paid in advance nothing is left to come."""
        self.state = ORDER.after(self.state, "deposit")
        if self.payment_terms == "tt_before":
            self.balance_received_at = now

    def note_shipped(self, now: datetime) -> None:
        """The goods have left on board or with the carrier."""
        self.state, self.shipped_at = ORDER.after(self.state, "ship"), now

    def note_delivered(self, now: datetime) -> None:
        """The goods are with the buyer."""
        self.state, self.delivered_at = ORDER.after(self.state, "deliver"), now
        self.complete_if_done(now)

    def note_perished(self, now: datetime) -> None:
        """All goods were lost on the way: whose loss it is, the delivery term says."""
        self.state = ORDER.after(self.state, "perish")
        self.complete_if_done(now)

    def note_balance(self, now: datetime) -> None:
        """The last instalment has come."""
        self.balance_received_at = now
        self.complete_if_done(now)

    def complete_if_done(self, now: datetime) -> None:
        """An order is complete when the goods are delivered, or lost, and all of the price has come, in
        either order.
        """
        if self.state in ("delivered", "perished") and self.balance_received_at is not None:
            self.state, self.completed_at = ORDER.after(self.state, "complete"), now
