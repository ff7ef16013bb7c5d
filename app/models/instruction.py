"""A letter about money that a team must judge: an account to pay to, or a letter of credit to be paid by."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc, marked


class Instruction(CourseRow, table=True):
    """One letter. purpose: refund (of what a buyer paid too much), purchase, or credit: its draft is the
    letter of credit that a buyer proposes for the balance of order_id, in the place of the transfer.

    account, known: {mail, beneficiary, bank, country, number}, of the letter and as the team has them on
    file (known may lack parts); credited_usd: what the bank credited for an instrument, until it is cleared;
    truth: {is_true, signs}, hidden; check: what the true party said when called back; outcome: the truth,
    once it is over; talk: what was said of a draft, both sides, a paragraph each. check of a draft:
    {asked_at, places, times, answer, struck, accepted_at}, places such as "46A.5"; of an accepted one also
    {presented_at, examined_by, faults, fees_usd, waiver, honoured_at}, faults: of the last notice, as noted.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID | None = Field(default=None, foreign_key="inquiry.id", index=True)
    purchase_id: UUID | None = Field(default=None, foreign_key="purchase.id", index=True)
    order_id: UUID | None = Field(default=None, foreign_key="order.id", index=True)
    stable_name: str = Field(max_length=160)
    number: int
    state: str = Field(default="open", max_length=20)
    purpose: str = Field(max_length=20)
    sender: str = Field(max_length=120)
    body: str = marked("words", max_length=4000)
    account: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    known: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    draft: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    talk: str = marked("words", default="", max_length=8000)
    currency: str = Field(max_length=3)
    amount: Decimal = Field(sa_type=AMOUNT)
    instrument: str = Field(default="", max_length=40)
    credited_usd: Decimal | None = Field(default=None, sa_type=AMOUNT)
    truth: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    check: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    is_paid: bool = False
    outcome: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    received_at: datetime = Field(sa_type=Utc)
    due_at: datetime = Field(sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)

    def note_talk(self, more: str) -> None:
        """Keep what a side writes, the last 8,000 characters of all."""
        self.talk = f"{self.talk}\n\n{more}".strip()[-8000:]
