"""A product data pack: one upload of an enterprise, checked first and imported when somebody says so."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain


class Pack(CourseRow, table=True):
    """An upload and its report. `digest` is the file's SHA-256: the same file twice changes nothing."""

    __table_args__ = (UniqueConstraint("enterprise_id", "number"),)

    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    number: int
    state: str = Field(default="checked", max_length=20)
    file_name: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    size_bytes: int
    report: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    rows_good: int = 0
    rows_refused: int = 0
