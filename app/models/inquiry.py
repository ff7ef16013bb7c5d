"""An inquiry of a buyer to a shop, and the conversation that follows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.models.base import CourseRow, Plain, Utc, marked
from app.trade.lifecycles import INQUIRY


class Inquiry(CourseRow, table=True):
    """One need, written to one team. `asks` are what the letter asks, each with the
    words `found` that answer it or a code of what is `unclear` in them; `need` is the hidden truth behind
    it; `untrue`: [{topic, key}, ...] of what the team's letters said and the goods do not bear out;
    `request` is the stable name of a need that went to several teams; `noted` is what the buyer keeps of the
    talk: {turns: [{worth, wanted, ...}], rivals, decided}; `screened`: what the list of denied parties said;
    `reported`: what the team suspected.
    """

    __table_args__ = (Index("ix_inquiry_of_request", "course_id", "request"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    buyer_id: UUID = Field(foreign_key="buyer.id", index=True)
    listing_id: UUID | None = Field(default=None, foreign_key="listing.id")
    product_id: UUID | None = Field(default=None, foreign_key="product.id")
    stable_name: str = Field(max_length=120, index=True)
    number: int
    state: str = Field(default="waiting", max_length=20)
    subject: str = Field(max_length=200)
    market: str = Field(max_length=2)
    quantity: int
    incoterm: str = Field(default="", max_length=3)
    named_place: str = Field(default="", max_length=120)
    destination_port: str = Field(default="", max_length=5)
    asks: list[Any] = Field(default_factory=list, sa_type=Plain)
    need: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    untrue: list[Any] = Field(default_factory=list, sa_type=Plain)
    request: str = Field(default="", max_length=120)
    noted: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    screened: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    reported: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    closing: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    opened_at: datetime = Field(sa_type=Utc)
    reply_due_at: datetime | None = Field(default=None, sa_type=Utc)
    first_reply_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    asked_again: int = 0
    reminders: int = 0
    counters: int = 0

    @property
    def open_asks(self) -> list[str]:
        """What the buyer asked and has not been told."""
        return [each["ask"] for each in self.asks if not each["found"]]

    @property
    def unclear_asks(self) -> dict[str, str]:
        """Open asks that a letter touched on without a clear answer -> what is missing, by code."""
        return {each["ask"]: each["unclear"] for each in self.asks if each.get("unclear")}

    def note_reply(self, now: datetime) -> None:
        """The team has answered, by letter or by quotation: the buyer is to move."""
        self.state = INQUIRY.after(self.state, "reply")
        self.reply_due_at, self.first_reply_at = None, self.first_reply_at or now

    def note_ask(self, reply_due_at: datetime) -> None:
        """The buyer has written: the team is to move until then."""
        self.state = INQUIRY.after(self.state, "ask")
        self.reply_due_at = reply_due_at

    def note(self, **kept: Any) -> None:
        """The buyer keeps something of the talk for later."""
        self.noted = {**self.noted, **kept}

    def note_turn(self, turn: dict[str, Any]) -> None:
        """The buyer has answered an offer: what it was worth, and what was wanted."""
        self.note(turns=[*self.noted.get("turns", ()), turn])

    def looks_at(self, reads_at: datetime) -> datetime:
        """When the buyer looks at an offer: a need that went to several is compared on its day."""
        day = self.need.get("decides_at")
        return max(reads_at, datetime.fromisoformat(day)) if day else reads_at

    def note_end(self, verb: str, now: datetime) -> None:
        """The talk is over: win, lose or decline."""
        self.state = INQUIRY.after(self.state, verb)
        self.reply_due_at, self.closed_at = None, now


class Message(CourseRow, table=True):
    """One letter of a conversation. `side`: team, buyer or house; `shows` links a quotation or an order."""

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID = Field(foreign_key="inquiry.id", index=True)
    side: str = Field(max_length=10)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    body: str = marked("words", max_length=4000)
    origin: str = Field(default="typed", max_length=20)
    shows: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    sent_at: datetime = Field(sa_type=Utc)
