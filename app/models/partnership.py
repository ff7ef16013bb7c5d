"""A team's right to sell an enterprise's pack: applied for, then accepted or declined."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import CourseRow, Plain, Utc, marked


class Partnership(CourseRow, table=True):
    """One application. A declined team may apply again with a new one.

    reasons: what the house rule found lacking, `[{"code": ..., "figures": {...}}]`; answer: a person's words.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    state: str = Field(default="applied", max_length=20)
    pitch: str = marked("words", max_length=4000)
    answer: str = marked("words", default="", max_length=4000)
    reasons: list[Any] = Field(default_factory=list, sa_type=Plain)
    stable_name: str = marked("plumbing", default="", max_length=200)
    applied_at: datetime = Field(sa_type=Utc)
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    decided_by_rule: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=Utc)
