"""A one-time link that lets a person into a course, a team or an enterprise."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import CourseRow, Utc, marked

INVITATION_DAYS = 30  # how long a link lets in


class Invitation(CourseRow, table=True):
    """Handed out by an instructor; only the token's digest is stored."""

    token_hash: str = marked("secret", max_length=64, unique=True)
    email: str = marked("words", default="", max_length=254)
    email_key: str = marked("plumbing", default="", max_length=254)
    name: str = marked("words", default="", max_length=120)
    role: str = Field(max_length=20)
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    enterprise_id: UUID | None = Field(default=None, foreign_key="enterprise.id")
    student_number: str = Field(default="", max_length=64)
    wall_expires_at: datetime = Field(sa_type=Utc)
    is_used: bool = Field(default=False)
    is_revoked: bool = Field(default=False)

    def is_open(self, wall_now: datetime) -> bool:
        """Whether the link still lets somebody in."""
        return not self.is_used and not self.is_revoked and wall_now < self.wall_expires_at
