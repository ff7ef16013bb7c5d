"""What signing in needs to know: the stored hash of a name, and how often it was tried of late."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.person import Person, SignInTry

WINDOW = timedelta(minutes=5)
HOUR = timedelta(hours=1)
# From the limits of bad input: one account from one address in 5 minutes; one account an hour; one address
# in 5 min.
LIMITS = (10, 50, 100)


def stored_password(session: Session, key: str) -> tuple[UUID, str | None] | None:
    """Id and password hash of the active account with this mail key, or None."""
    row = session.execute(
        select(Person.id, Person.password_hash).where(Person.email_key == key, Person.is_active.is_(True))
    ).first()
    return (row.id, row.password_hash) if row else None


def is_tried_too_often(session: Session, key: str, address: str, wall_now: datetime) -> bool:
    """Whether wrong sign-ins have reached a limit. Right ones are never counted: a class shares one
    address.
    """

    def count(since: datetime, *conditions: Any) -> int:
        query = select(func.count()).select_from(SignInTry).where(SignInTry.wall_at > since, *conditions)
        return int(session.execute(query).scalar_one())

    by_both = count(wall_now - WINDOW, SignInTry.email_key == key, SignInTry.address == address)
    by_name = count(wall_now - HOUR, SignInTry.email_key == key)
    by_address = count(wall_now - WINDOW, SignInTry.address == address)
    return by_both >= LIMITS[0] or by_name >= LIMITS[1] or by_address >= LIMITS[2]
