"""Who is asking: one select from a session's or a token's digest to the person and their roles.

It tells the session how far the log of their course has come, by which it knows what is still as it was.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlmodel import Session

from app.core.clock import CourseClock
from app.core.course_session import tell_log_size
from app.models.course import Course, CourseMember
from app.models.enterprise import Enterprise, EnterpriseMember
from app.models.evidence import LogHead
from app.models.person import ApiToken, LoginSession, Person
from app.models.team import Team, TeamMember


@dataclass(frozen=True, slots=True)
class Who:
    """A signed-in person and what they are in the course that they have open."""

    person_id: UUID
    name: str
    email: str
    locale: str
    is_administrator: bool
    course_id: UUID | None
    course_title: str
    course_role: str
    team_id: UUID | None
    team_name: str
    duties: frozenset[str]
    enterprise_id: UUID | None
    enterprise_name: str
    enterprise_name_zh: str
    enterprise_role: str
    clock: CourseClock | None
    course_starts_on: date | None
    course_days: int


_COLUMNS = (
    Person.id, Person.name, Person.email, Person.locale, Person.is_administrator,
    Course.id.label("course_id"), Course.title, CourseMember.role, TeamMember.team_id,
    Team.name.label("team_name"),
    TeamMember.duties, EnterpriseMember.enterprise_id, Enterprise.name.label("enterprise_name"),
    Enterprise.name_zh, EnterpriseMember.role.label("enterprise_role"), Course.clock_state, Course.clock_at,
    Course.clock_wall_at, Course.clock_speed, Course.clock_target_at, Course.starts_on, Course.days,
    LogHead.size,
)  # fmt: skip


def _joined(key: type[LoginSession] | type[ApiToken]) -> Select:
    member = and_(
        CourseMember.course_id == Course.id,
        CourseMember.person_id == Person.id,
        CourseMember.is_active.is_(True),
    )
    seat = and_(
        TeamMember.course_id == Course.id, TeamMember.person_id == Person.id, TeamMember.is_active.is_(True)
    )
    staff = and_(
        EnterpriseMember.course_id == Course.id,
        EnterpriseMember.person_id == Person.id,
        EnterpriseMember.is_active.is_(True),
    )
    return (
        select(*_COLUMNS)
        .select_from(key)
        .join(Person, Person.id == key.person_id)
        .outerjoin(Course, Course.id == key.course_id)
        .outerjoin(LogHead, LogHead.course_id == Course.id)
        .outerjoin(CourseMember, member)
        .outerjoin(TeamMember, seat)
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .outerjoin(EnterpriseMember, staff)
        .outerjoin(Enterprise, Enterprise.id == EnterpriseMember.enterprise_id)
        .where(Person.is_active.is_(True))
    )


_BY_SESSION = _joined(LoginSession).where(
    LoginSession.token_hash == bindparam("digest"), LoginSession.wall_expires_at > bindparam("wall_now")
)
_BY_TOKEN = _joined(ApiToken).where(
    ApiToken.token_hash == bindparam("digest"), ApiToken.is_revoked.is_(False)
)


def signed_in(session: Session, token_digest: str, wall_now: datetime) -> Who | None:
    """The person of a browser session that has not ended, or None."""
    return _who(session, _BY_SESSION, {"digest": token_digest, "wall_now": wall_now})


def bearer(session: Session, token_digest: str) -> Who | None:
    """The person of an API token that is not revoked, or None."""
    return _who(session, _BY_TOKEN, {"digest": token_digest})


def _who(session: Session, query: Select, asked: dict[str, Any]) -> Who | None:
    row = session.connection().execute(query, asked).first()
    if row is None:
        return None
    # A course counts only for those who have a part in it: a membership that ended takes the roles with it.
    part = row.role or row.team_id or row.enterprise_id
    if part:
        tell_log_size(session, row.course_id, row.size or 0)
    clock = row.course_id and CourseClock(
        row.clock_state, row.clock_at, row.clock_wall_at, row.clock_speed, row.clock_target_at
    )
    return Who(
        person_id=row.id, name=row.name, email=row.email, locale=row.locale,
        is_administrator=row.is_administrator,
        course_id=row.course_id if part else None, course_title=row.title or "" if part else "",
        course_role=row.role or "", team_id=row.team_id, team_name=row.team_name or "",
        duties=frozenset(row.duties or ()), enterprise_id=row.enterprise_id,
        enterprise_name=row.enterprise_name or "", enterprise_name_zh=row.name_zh or "",
        enterprise_role=row.enterprise_role or "", clock=clock if part else None,
        course_starts_on=row.starts_on,        course_days=row.days or 0,
    )  # fmt: skip
