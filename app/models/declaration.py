"""An export declaration, from the student's draft to customs' release or refusal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, Utc


class Declaration(CourseRow, table=True):
    """One declaration of an order. `header` and `lines` are the boxes of the customs form by the names of
    the paper "export_declaration"; `answers` is the timeline: [{at, what, reasons, ...}].
    """

    __table_args__ = (UniqueConstraint("order_id"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    state: str = Field(default="draft", max_length=20)
    number: str = Field(default="", max_length=40)
    header: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    lines: list[Any] = Field(default_factory=list, sa_type=Plain)
    findings: list[Any] = Field(default_factory=list, sa_type=Plain)
    answers: list[Any] = Field(default_factory=list, sa_type=Plain)
    times_filed: int = 0
    filed_at: datetime | None = Field(default=None, sa_type=Utc)
    released_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1

    @property
    def values(self) -> dict[str, Any]:
        """Header and lines as the values of one paper, with customs' number once it is given."""
        number = {"number": self.number} if self.number else {}
        return number | self.header | ({"lines": self.lines} if self.lines else {})

    def note(self, at: datetime, what: str, **said: Any) -> None:
        """Add one event to the timeline."""
        self.answers = [*self.answers, {"at": at.isoformat(), "what": what, **said}]
