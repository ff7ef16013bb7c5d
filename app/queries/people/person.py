"""A person's own account, and the site's list of accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import Session

from app.core.limits import PAGE_SIZE
from app.models.course import Course, CourseMember
from app.models.person import ApiToken, LoginSession, Person
from app.queries.people.course import CourseLine, courses_of_person


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A personal API token that is not revoked. Of the token itself nothing is stored."""

    id: UUID
    name: str
    course: str
    wall_made_at: datetime


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account."""

    id: UUID
    name: str
    email: str
    locale: str
    browsers: int
    tokens: tuple[TokenLine, ...]
    courses: tuple[CourseLine, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An account as the administrator lists it."""

    id: UUID
    name: str
    email: str
    is_administrator: bool
    is_active: bool
    has_password: bool
    courses: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the site's accounts."""

    people: tuple[PersonLine, ...]
    count: int
    number: int
    pages: int
    wanted: str


def account_page(
    session: Session, person_id: UUID, open_course_id: UUID | None, wall_now: datetime
) -> AccountPage:
    """The account of the person who is signed in."""
    columns = (Person.id, Person.name, Person.email, Person.locale)
    person = session.execute(select(*columns).where(Person.id == person_id)).one()
    tokens = session.execute(
        select(ApiToken.id, ApiToken.name, Course.title, ApiToken.wall_made_at)
        .join(Course, Course.id == ApiToken.course_id)
        .where(ApiToken.person_id == person_id, ApiToken.is_revoked.is_(False))
        .order_by(ApiToken.wall_made_at.desc())
    )
    browsers = session.execute(
        select(func.count())
        .select_from(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.wall_expires_at > wall_now)
    ).scalar_one()
    return AccountPage(
        *person,
        browsers=browsers,
        tokens=tuple(TokenLine(*row) for row in tokens),
        courses=tuple(courses_of_person(session, person_id, open_course_id)),
    )


def people_page(session: Session, wanted: str = "", number: int = 1) -> PeoplePage:
    """The site's accounts by name, only those whose name or mail holds the wanted text."""
    where = []
    if wanted:
        where.append(
            or_(
                Person.name.icontains(wanted, autoescape=True),
                Person.email.icontains(wanted, autoescape=True),
            )
        )
    count = session.execute(select(func.count()).select_from(Person).where(*where)).scalar_one()
    courses = (
        select(func.count())
        .where(CourseMember.person_id == Person.id, CourseMember.is_active.is_(True))
        .scalar_subquery()
    )
    query = (
        select(
            Person.id, Person.name, Person.email, Person.is_administrator, Person.is_active,
            Person.password_hash.is_not(None), courses,
        )
        .where(*where)
        .order_by(Person.name, Person.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )  # fmt: skip
    people = tuple(PersonLine(*row) for row in session.execute(query))
    return PeoplePage(people, count, number, max(1, -(-count // PAGE_SIZE)), wanted)


def stored_hash(session: Session, person_id: UUID) -> str | None:
    """The stored hash of a person's password, to check the old one before a new one is set."""
    return session.execute(select(Person.password_hash).where(Person.id == person_id)).scalar_one_or_none()


def active_people(session: Session) -> list[tuple[UUID, str, str]]:
    """Accounts that may be used, to choose an instructor from: id, name, mail."""
    query = select(Person.id, Person.name, Person.email).where(Person.is_active.is_(True))
    return [tuple(row) for row in session.execute(query.order_by(Person.name, Person.id).limit(1000))]
