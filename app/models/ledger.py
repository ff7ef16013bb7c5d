"""The double-entry ledger of a team: entries that balance in each currency."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field, Index

from app.models.base import AMOUNT, CourseRow, Utc


class LedgerEntry(CourseRow, table=True):
    """One event in the books. Never changed: a mistake is put right by a reversing entry."""

    __tablename__ = "ledger_entry"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    number: int
    code: str = Field(max_length=60)
    order_id: UUID | None = Field(default=None, foreign_key="order.id", index=True)
    consumer_order_id: UUID | None = Field(default=None, foreign_key="consumer_order.id", index=True)
    at: datetime = Field(sa_type=Utc)


class LedgerPosting(CourseRow, table=True):
    """One side of an entry: debit positive, credit negative, in the account's currency."""

    __tablename__ = "ledger_posting"
    __table_args__ = (Index("ix_ledger_posting_books", "team_id", "account", "currency"),)

    team_id: UUID = Field(foreign_key="team.id")
    entry_id: UUID = Field(foreign_key="ledger_entry.id", index=True)
    account: str = Field(max_length=60)
    currency: str = Field(max_length=3)
    amount: Decimal = Field(sa_type=AMOUNT)
