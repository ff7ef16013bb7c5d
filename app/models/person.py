"""A person with an account, and the keys that let them in. Accounts belong to the site, not to a course."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Field

from app.core.ids import fresh_id
from app.models.base import Row, Utc, marked

SESSION_DAYS = 14


class Person(Row, table=True):
    """An account. `email` is what one signs in with; unique after NFKC and case folding (`email_key`)."""

    email: str = marked("words", max_length=254)
    email_key: str = marked("secret", max_length=254, unique=True)
    name: str = marked("words", max_length=120)
    password_hash: str | None = marked("secret", default=None, max_length=200)
    locale: str = Field(default="en", max_length=10)
    is_administrator: bool = Field(default=False)
    is_active: bool = Field(default=True)


class LoginSession(Row, table=True):
    """A signed-in browser. A row, not a signed cookie, so that it can be revoked. Kept by the house."""

    __tablename__ = "login_session"

    token_hash: str = marked("secret", max_length=64, unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    course_id: UUID | None = Field(default=None, foreign_key="course.id")
    wall_made_at: datetime = Field(sa_type=Utc)
    wall_expires_at: datetime = Field(sa_type=Utc)

    @classmethod
    def opened(
        cls, token_hash: str, person_id: UUID, course_id: UUID | None, wall_now: datetime
    ) -> "LoginSession":
        """A session that begins now and ends by itself after `SESSION_DAYS`."""
        return cls(
            id=fresh_id(),
            token_hash=token_hash,
            person_id=person_id,
            course_id=course_id,
            wall_made_at=wall_now,
            wall_expires_at=wall_now + timedelta(days=SESSION_DAYS),
        )


class ApiToken(Row, table=True):
    """A personal token for programs, bound to one course."""

    __tablename__ = "api_token"

    token_hash: str = marked("secret", max_length=64, unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    course_id: UUID = Field(foreign_key="course.id")
    name: str = marked("words", max_length=120)
    wall_made_at: datetime = Field(sa_type=Utc)
    is_revoked: bool = Field(default=False)


class SignInTry(Row, table=True):
    """A wrong sign-in, counted so that guessing gets slow. Kept by the house."""

    __tablename__ = "sign_in_try"

    email_key: str = marked("secret", max_length=254, index=True)
    address: str = marked("secret", max_length=64, index=True)
    wall_at: datetime = Field(sa_type=Utc, index=True)
