"""A partner enterprise of a course, and its staff."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, marked


class Enterprise(CourseRow, table=True):
    """A supplier. `house_rule` decides applications when nobody answers, and what must be paid before goods
    are collected; `port` is the port that it ships from.
    """

    __table_args__ = (UniqueConstraint("course_id", "slug"),)

    slug: str = Field(max_length=60)
    name: str = Field(max_length=120)
    name_zh: str = Field(max_length=120)
    address: str = Field(default="", max_length=200)
    address_zh: str = Field(default="", max_length=200)
    uscc: str = Field(default="", max_length=18)
    contact: str = marked("words", default="", max_length=120)
    about: str = Field(default="", max_length=2000)
    about_zh: str = Field(default="", max_length=2000)
    industry: str = Field(default="", max_length=60)
    port: str = Field(default="", max_length=60)
    house_rule: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    version: int = 1


class EnterpriseMember(CourseRow, table=True):
    """A person of the enterprise: product_manager or liaison."""

    __tablename__ = "enterprise_member"
    __table_args__ = (UniqueConstraint("enterprise_id", "person_id"),)

    enterprise_id: UUID = Field(foreign_key="enterprise.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=20)
    is_active: bool = Field(default=True)
