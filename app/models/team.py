"""A student team and who does what in it."""

import unicodedata
from typing import Any
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, marked

DUTIES = ("lead", "product", "marketing", "sales", "logistics", "documents", "finance")


def name_key(name: str) -> str:
    """What makes a team's name unique in its course: NFKC and case folded."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


class Team(CourseRow, table=True):
    """A team and its company. `name_key` is the name after NFKC and case folding, unique in the course;
    `player_skill` is set when a rule-based player runs it, `is_rival` for a team of the simulation's own;
    `stand_ins`: [{duty, skill, by, since}, ...], players that do one duty each for people who are absent.
    """

    __table_args__ = (UniqueConstraint("course_id", "name_key"),)

    name: str = marked("words", max_length=120)
    name_key: str = marked("plumbing", max_length=240)
    version: int = 1
    company_name: str = marked("words", default="", max_length=120)
    company_name_zh: str = marked("words", default="", max_length=120)
    address: str = marked("words", default="", max_length=200)
    uscc: str = Field(default="", max_length=18)
    player_skill: str = Field(default="", max_length=20)
    is_free: bool = Field(default=False)
    stand_ins: list[Any] = Field(default_factory=list, sa_type=Plain)
    is_rival: bool = Field(default=False)

    @property
    def has_player(self) -> bool:
        """Whether a player has anything to do in this team."""
        return bool(self.player_skill or self.stand_ins)


class TeamMember(CourseRow, table=True):
    """A person in a team with their duties; roles rotate by giving other duties."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    team_id: UUID = Field(foreign_key="team.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    duties: list[str] = Field(default_factory=list, sa_type=Plain)
    is_active: bool = Field(default=True)
    version: int = 1
