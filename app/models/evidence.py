"""The evidence: records that nothing changes or deletes, and what the log needs to grow.

The database itself refuses UPDATE and DELETE on `record` (migration 0001). `text_of_record` holds the free
words apart from it, so that erasing a person's words and salts leaves a log that still verifies.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from app.models.base import Utc


class Record(SQLModel, table=True):
    """One deed: the canonical bytes as they were sealed, and copies of their main fields to search by."""

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    number: int = Field(primary_key=True)
    actor_kind: str = Field(max_length=10)
    actor: str = Field(max_length=60, index=True)
    actor_number: int
    team_id: UUID | None = Field(default=None, index=True)
    team_number: int | None = None
    at: datetime = Field(sa_type=Utc)
    wall_at: datetime = Field(sa_type=Utc)
    action: str = Field(max_length=60)
    subject_type: str = Field(max_length=40)
    subject_id: UUID = Field(index=True)
    outcome: str = Field(max_length=10)
    caused_by: int | None = None
    body: bytes = Field(sa_type=LargeBinary)
    leaf: bytes = Field(sa_type=LargeBinary)


class TextOfRecord(SQLModel, table=True):
    """Words that a record names by digest only. `mark`: words, or hidden (shown when the deal is over)."""

    __tablename__ = "text_of_record"

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    number: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    digest: str = Field(max_length=64)
    mark: str = Field(max_length=10)
    salt: str | None = Field(default=None, max_length=64)
    body: str | None = Field(default=None)


class LogHead(SQLModel, table=True):
    """The log's size, frontier and root after its last record."""

    __tablename__ = "log_head"

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    size: int = 0
    frontier: bytes = Field(default=b"", sa_type=LargeBinary)
    root: bytes = Field(sa_type=LargeBinary)
    last_at: datetime | None = Field(default=None, sa_type=Utc)


class RunningNumber(SQLModel, table=True):
    """How many records (or papers of a kind) somebody has in a course: a left-out record shows as a gap."""

    __tablename__ = "running_number"

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    name: str = Field(primary_key=True, max_length=120)
    last: int = 0


class KeyUsed(SQLModel, table=True):
    """An idempotency key and the outcome that it had, so that asking twice does once."""

    __tablename__ = "key_used"

    course_id: UUID = Field(foreign_key="course.id", primary_key=True)
    actor: str = Field(primary_key=True, max_length=60)
    key: str = Field(primary_key=True, max_length=200)
    asked: str = Field(max_length=64)
    number: int
    made_id: UUID | None = None
    refusal: str = Field(default="")
