"""An instructor's word on a mark: an override of what the evidence says, or an attestation."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Utc, marked


class MarkOverride(CourseRow, table=True):
    """A level given by hand for one criterion of a team or, with `person_id`, of one student."""

    __tablename__ = "mark_override"
    __table_args__ = (UniqueConstraint("course_id", "team_id", "person_id", "criterion"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    criterion: str = Field(max_length=4)
    level: int
    reason: str = marked("words", max_length=4000)
    given_by_id: UUID = Field(foreign_key="person.id")
    given_at: datetime = Field(sa_type=Utc)
