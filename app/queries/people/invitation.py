"""Open invitations of a course, and what a link's holder may see of theirs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.clock import wall_now
from app.core.words import N_
from app.models.course import Course, CourseMember
from app.models.enterprise import Enterprise
from app.models.evidence import KeyUsed
from app.models.invitation import Invitation
from app.models.person import Person
from app.models.team import Team
from app.queries.scope import Reader
from app.trade.class_list import Known

ROLES = {
    "student": N_("Student"), "instructor": N_("Instructor"), "product_manager": N_("Product manager"),
    "liaison": N_("Liaison of the enterprise"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A link that nobody has used yet."""

    id: UUID
    name: str
    email: str
    role: str
    student_number: str
    team: str
    enterprise: str
    wall_expires_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What a link says to whoever holds it."""

    id: UUID
    course_id: UUID
    course: str
    role: str
    team: str
    enterprise: str
    enterprise_zh: str
    name: str
    email: str


def open_invitations(session: Session, reader: Reader) -> list[OpenInvitation]:
    """The course's open invitations, the latest first."""
    query = (
        select(
            Invitation.id, Invitation.name, Invitation.email, Invitation.role, Invitation.student_number,
            Team.name.label("team"), Enterprise.name.label("enterprise"), Invitation.wall_expires_at,
        )
        .outerjoin(Team, Team.id == Invitation.team_id)
        .outerjoin(Enterprise, Enterprise.id == Invitation.enterprise_id)
        .where(Invitation.course_id == reader.course_id, *_is_open())
        .order_by(Invitation.id.desc())
    )  # fmt: skip
    return [
        OpenInvitation(*row[:5], row.team or "", row.enterprise or "", row.wall_expires_at)
        for row in session.execute(query)
    ]


def held(session: Session, token_digest: str, *, asked_before: str | None = None) -> Held | None:
    """The invitation of a link that is open; None for a used, old, revoked or unknown one alike.

    Args: asked_before, an idempotency key: a used link is still found for whoever used it with this key.
    """
    query = (
        select(
            Invitation.id, Invitation.course_id, Course.title, Invitation.role, Team.name.label("team"),
            Enterprise.name.label("enterprise"), Enterprise.name_zh, Invitation.name, Invitation.email,
        )
        .join(Course, Course.id == Invitation.course_id)
        .outerjoin(Team, Team.id == Invitation.team_id)
        .outerjoin(Enterprise, Enterprise.id == Invitation.enterprise_id)
        .where(Invitation.token_hash == token_digest)
    )  # fmt: skip
    row = session.execute(query.where(*_is_open())).first()
    if row is None and asked_before:
        used = select(KeyUsed.key).where(
            KeyUsed.course_id == Invitation.course_id, KeyUsed.key == asked_before
        )
        row = session.execute(query.where(used.exists())).first()
    if row is None:
        return None
    return Held(
        id=row.id, course_id=row.course_id, course=row.title, role=row.role, team=row.team or "",
        enterprise=row.enterprise or "", enterprise_zh=row.name_zh or "", name=row[7], email=row[8],
    )  # fmt: skip


def enterprises(session: Session, reader: Reader) -> list[tuple[UUID, str, str]]:
    """The enterprises that one can be invited to: id, name, Chinese name."""
    query = select(Enterprise.id, Enterprise.name, Enterprise.name_zh).where(
        Enterprise.course_id == reader.course_id
    )
    return [tuple(row) for row in session.execute(query.order_by(Enterprise.name))]


def known_people(session: Session, reader: Reader) -> Known:
    """What the course has already, as the check of a class list wants it."""
    members = session.execute(
        select(Person.email_key, CourseMember.student_number)
        .join(CourseMember, CourseMember.person_id == Person.id)
        .where(CourseMember.course_id == reader.course_id, CourseMember.is_active.is_(True))
    ).all()
    invited = session.execute(
        select(Invitation.email_key, Invitation.student_number).where(
            Invitation.course_id == reader.course_id, Invitation.role == "student", *_is_open()
        )
    ).all()
    numbers = {number for _, number in (*members, *invited)}
    return Known(
        frozenset(key for key, _ in members),
        frozenset(key for key, _ in invited),
        frozenset(numbers - {""}),
    )


def accounts(session: Session, keys: list[str]) -> frozenset[str]:
    """Which of these mail keys belong to an account that may be used."""
    query = select(Person.email_key).where(Person.email_key.in_(keys), Person.is_active.is_(True))
    return frozenset(key for (key,) in session.execute(query))


def _is_open() -> tuple[object, ...]:
    return (
        Invitation.is_used.is_(False),
        Invitation.is_revoked.is_(False),
        Invitation.wall_expires_at > wall_now(),
    )
