"""An attempt at a practice set of the document workshop."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index

from app.models.base import RATE, CourseRow, Plain, Utc


class PracticeAttempt(CourseRow, table=True):
    """What one person handed in for one set. kind: find or make; paper: that was to be made out; answer: the
    boxes that were marked or filled in; share_right: of the faults found, or 1 for a paper without any.
    """

    __tablename__ = "practice_attempt"
    __table_args__ = (Index("ix_practice_attempt_of_team", "course_id", "team_id"),)

    team_id: UUID = Field(foreign_key="team.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    kind: str = Field(max_length=10)
    level: int
    set_number: int
    paper: str = Field(default="", max_length=40)
    answer: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    errors: int = 0
    missing: int = 0
    share_right: Decimal = Field(default=Decimal(0), sa_type=RATE)
    tries_before: int = 0
    handed_in_at: datetime = Field(sa_type=Utc)
