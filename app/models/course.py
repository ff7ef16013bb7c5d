"""A course: one closed world with its clock, and who belongs to it. Course zero is the site itself."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Field, UniqueConstraint, col

from app.core.clock import CourseClock
from app.core.parameters import settings_read_by
from app.models.base import Plain, Row, Utc, marked

SITE = UUID(int=0)


class Course(Row, table=True):
    """A world. `house` holds the course's own settings (spread, strict duties, ...), by name; under "world"
    the figures of `seed/world` that it reads otherwise, by subject and key.

    rules_on: the day by which law is read (duties, taxes, schemes, refunds, fees); None: the clock's day.
    """

    title: str = Field(max_length=120)
    state: str = Field(default="open", max_length=20)
    seed: str = marked("secret", max_length=64)
    starts_on: date
    days: int = Field(default=120)
    house: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    is_demo: bool = Field(default=False)
    rules_on: date | None = None
    clock_state: str = Field(default="paused", max_length=20)
    clock_at: datetime = Field(sa_type=Utc)
    clock_wall_at: datetime = marked("plumbing", sa_type=Utc)
    clock_speed: int = Field(default=60)
    clock_target_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def clock(self) -> CourseClock:
        """The course's clock as a value."""
        return CourseClock(
            self.clock_state, self.clock_at, self.clock_wall_at, self.clock_speed, self.clock_target_at
        )


settings_read_by(select(col(Course.house)).where(col(Course.id) == bindparam("course")))


class CourseMember(Row, table=True):
    """A person's role in a course: instructor or student."""

    __tablename__ = "course_member"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    course_id: UUID = Field(foreign_key="course.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=20)
    student_number: str = Field(default="", max_length=64)
    is_active: bool = Field(default=True)
