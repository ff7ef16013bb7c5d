"""A team's shop: its name and words, and the shipping templates of its parcels."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, marked


class Shop(CourseRow, table=True):
    """One shop of each team. `slug` names it in public addresses."""

    __table_args__ = (UniqueConstraint("course_id", "slug"), UniqueConstraint("team_id"))

    team_id: UUID = Field(foreign_key="team.id", index=True)
    slug: str = Field(max_length=60)
    name: str = marked("words", max_length=120)
    about: str = marked("words", default="", max_length=4000)
    return_policy: str = marked("words", default="", max_length=4000)
    tone: str = Field(default="teal", max_length=20)
    is_open: bool = False
    version: int = 1


class ShippingTemplate(CourseRow, table=True):
    """What a consumer pays for the parcel, by market. `lines`: [{market, service, first_usd, next_usd,
    days}].
    """

    __tablename__ = "shipping_template"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    name: str = marked("words", max_length=120)
    handling_days: int = 2
    lines: list[Any] = Field(default_factory=list, sa_type=Plain)
    version: int = 1
