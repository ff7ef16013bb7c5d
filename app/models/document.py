"""A paper of an order, filled in by a student (or issued by a party of the world), and the set of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, Utc
from app.trade.refusal import NotOpenNow


class Document(CourseRow, table=True):
    """One paper. `fields` are its values by the names of trade/papers/documents; `findings` what the last
    examination said of it; `changes_asked` the findings that the buyer asks to be corrected.
    """

    __table_args__ = (UniqueConstraint("order_id", "kind"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    kind: str = Field(max_length=40)
    number: str = Field(default="", max_length=40)
    state: str = Field(default="draft", max_length=20)
    issuer: str = Field(default="student", max_length=20)
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    findings: list[Any] = Field(default_factory=list, sa_type=Plain)
    changes_asked: list[Any] = Field(default_factory=list, sa_type=Plain)
    issued_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1


class DocumentSet(CourseRow, table=True):
    """The papers of an order as the buyer gets them. state: open, sent, queried (corrections asked),
    accepted; `findings` what the examination said when they were last sent.
    """

    __tablename__ = "document_set"
    __table_args__ = (UniqueConstraint("order_id"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    state: str = Field(default="open", max_length=20)
    kinds: list[str] = Field(default_factory=list, sa_type=Plain)
    findings: list[Any] = Field(default_factory=list, sa_type=Plain)
    times_sent: int = 0
    times_queried: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Utc)
    accepted_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def is_with_buyer(self) -> bool:
        """Whether the buyer has the papers, so that none may change."""
        return self.state in ("sent", "accepted")

    def send(self, now: datetime, kinds: tuple[str, ...], findings: list[dict[str, Any]]) -> None:
        """Hand the papers over. Raises NotOpenNow("document.set_sent")."""
        if self.is_with_buyer:
            raise NotOpenNow("document.set_sent")
        self.state, self.sent_at, self.times_sent = "sent", now, self.times_sent + 1
        self.kinds, self.findings = list(kinds), findings

    def query(self) -> None:
        """Corrections are asked. Raises NotOpenNow("document.set_not_with_buyer")."""
        if self.state != "sent":
            raise NotOpenNow("document.set_not_with_buyer")
        self.state, self.times_queried = "queried", self.times_queried + 1

    def accept(self, now: datetime) -> None:
        """The buyer takes the papers. Raises NotOpenNow("document.set_not_with_buyer")."""
        if self.state != "sent":
            raise NotOpenNow("document.set_not_with_buyer")
        self.state, self.accepted_at = "accepted", now

    def take_up(self, now: datetime) -> None:
        """The papers are taken as they are, whatever was asked before; nothing where they never went out."""
        if self.state in ("sent", "queried"):
            self.state, self.accepted_at = "accepted", now
