"""The agenda: what happens later in a course, each at its simulated time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index

from app.models.base import CourseRow, Plain, Utc


class AgendaEntry(CourseRow, table=True):
    """One thing to come. Performed in the order of (due_at, name); `name` is stable and unique at its
    time.
    """

    __tablename__ = "agenda_entry"
    __table_args__ = (
        Index("ix_agenda_due", "course_id", "is_done", "due_at", "name"),
        Index("ix_agenda_about", "course_id", "subject_id", "is_done", "kind"),
    )

    due_at: datetime = Field(sa_type=Utc)
    name: str = Field(max_length=200)
    kind: str = Field(max_length=60)
    subject_id: UUID
    given: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    caused_by: int | None = None
    decided: list[Any] | None = Field(default=None, sa_type=Plain)
    is_done: bool = False
    is_cancelled: bool = False
