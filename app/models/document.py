"""A paper of an order, filled in by a student (or issued by a party of the world)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, Utc


class Document(CourseRow, table=True):
    """One paper. `fields` are its values by the names of trade/documents; `findings` what the last check
    said.
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
    issued_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1
