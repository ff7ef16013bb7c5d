"""A call with a buyer: an appointment, and the lines that were spoken when it was kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import RATE, CourseRow, Plain, Utc, marked
from app.trade.lifecycles import CALL


class Call(CourseRow, table=True):
    """One call of an inquiry. `topics` are what the buyer wants to hear, each with the words `found` that
    answer it or a code of what is `unclear`; `opens_at`: from when the team may come in, until `waits_until`.
    """

    __table_args__ = (UniqueConstraint("course_id", "inquiry_id"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    inquiry_id: UUID = Field(foreign_key="inquiry.id", index=True)
    buyer_id: UUID = Field(foreign_key="buyer.id")
    stable_name: str = Field(max_length=140)
    number: int
    state: str = Field(default="asked", max_length=20)
    asked_by: str = Field(default="team", max_length=10)
    voice: str = Field(default="en-GB", max_length=10)
    voice_rate: str = Field(default="1", max_length=6)
    opens_at: datetime | None = Field(default=None, sa_type=Utc)
    starts_at: datetime | None = Field(default=None, sa_type=Utc)
    waits_until: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    topics: list[Any] = Field(default_factory=list, sa_type=Plain)
    lines: int = 0
    outcome: str = Field(default="", max_length=20)

    def step(self, verb: str) -> None:
        """Go on by one verb of the lifecycle."""
        self.state = CALL.after(self.state, verb)


class CallLine(CourseRow, table=True):
    """One line of a call. kind: what the buyer did with it (greet, ask, back, ...) or how the team answered
    (answer, silence, again); `seconds_given`: until when an answer was in time; `wall_seconds`: how long the
    team took by the server's clock, `wall_page_seconds` by the page's own.
    """

    __tablename__ = "call_line"
    __table_args__ = (UniqueConstraint("course_id", "call_id", "number"),)

    team_id: UUID = Field(foreign_key="team.id")
    call_id: UUID = Field(foreign_key="call.id", index=True)
    number: int
    side: str = Field(max_length=10)
    kind: str = Field(max_length=20)
    ask: str = Field(default="", max_length=20)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    body: str = marked("words", default="", max_length=4000)
    origin: str = Field(default="typed", max_length=20)
    tone: str = Field(default="", max_length=20)
    seconds_given: int = 0
    wall_seconds: Decimal | None = Field(default=None, sa_type=RATE)
    wall_page_seconds: Decimal | None = Field(default=None, sa_type=RATE)
    said_at: datetime = Field(sa_type=Utc)
