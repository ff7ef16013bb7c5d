"""A one-time link that lets a person into a course, a team or an enterprise."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import CourseRow, Utc, marked


class Invitation(CourseRow, table=True):
    """Handed out by an instructor; only the token's digest is stored."""

    token_hash: str = marked("secret", max_length=64, unique=True)
    email: str = marked("words", max_length=254)
    name: str = marked("words", max_length=120)
    role: str = Field(max_length=20)
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    enterprise_id: UUID | None = Field(default=None, foreign_key="enterprise.id")
    student_number: str = Field(default="", max_length=64)
    wall_expires_at: datetime = Field(sa_type=Utc)
    is_used: bool = Field(default=False)
