"""A product data pack: one upload of an enterprise, checked first and imported when somebody says so.

The rows of its sheet and its pictures wait in tables of their own; the record holds only count and root.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, UniqueConstraint

from app.models.base import CourseRow, Plain, Utc, marked


class Pack(CourseRow, table=True):
    """An upload and its report. digest: SHA-256 of the file, so that the same file twice changes nothing;
    root: Merkle root of the rows as they were read; report: headers, notes and pictures that were left out.
    """

    __table_args__ = (UniqueConstraint("enterprise_id", "number"),)

    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    number: int
    state: str = Field(default="checked", max_length=20)
    file_name: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    size_bytes: int
    root: str = Field(default="", max_length=64)
    report: dict[str, Any] = marked("plumbing", default_factory=dict, sa_type=Plain)
    rows_good: int = 0
    rows_mended: int = 0
    rows_refused: int = 0
    pictures: int = 0
    checked_at: datetime | None = Field(default=None, sa_type=Utc)
    imported_at: datetime | None = Field(default=None, sa_type=Utc)


class PackRow(CourseRow, table=True):
    """One row of a pack's sheet. product: as `product_plain` writes it, None when the row was refused;
    mended, refused: findings `{column, value, code, figures}`; gaps: what the product does not say.
    """

    __tablename__ = "pack_row"
    __table_args__ = (Index("ix_pack_row_pack", "pack_id", "number"),)

    enterprise_id: UUID = Field(foreign_key="enterprise.id")
    pack_id: UUID = Field(foreign_key="pack.id")
    number: int
    sku: str = Field(max_length=200)
    name: str = Field(default="", max_length=200)
    product: dict[str, Any] | None = Field(default=None, sa_type=Plain)
    mended: list[Any] = Field(default_factory=list, sa_type=Plain)
    refused: list[Any] = Field(default_factory=list, sa_type=Plain)
    gaps: list[Any] = Field(default_factory=list, sa_type=Plain)


class PackPicture(CourseRow, table=True):
    """A picture of a pack: the sender's file name, and our file's digest, size and pixels."""

    __tablename__ = "pack_picture"

    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    pack_id: UUID = Field(foreign_key="pack.id", index=True)
    name: str = Field(max_length=200)
    digest: str = Field(max_length=64, index=True)
    width: int
    height: int
    stored_bytes: int
