"""A course's settings and people, and the courses that a person may open."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session

from app.core.words import N_
from app.models.course import SITE, Course, CourseMember
from app.models.enterprise import EnterpriseMember
from app.models.person import Person
from app.models.team import Team
from app.queries.scope import Reader, found

ROLES = {"instructor": N_("Instructor"), "student": N_("Student"), "": N_("Enterprise staff")}
SETTINGS = {
    "opening_capital_rmb": (N_("Opening capital of a team (RMB)"), N_("For teams made from now on.")),
    "buyers_per_day": (N_("Letters of buyers a day"), N_("What each open shop may expect at the least.")),
    "consumers_per_day": (N_("Baskets a day"), N_("What each open shop may expect at the least.")),
    "bank_spread_rate": (N_("Bank spread on exchange"), N_("A ratio: 0.0020 is 0.2 per cent.")),
    "us_surcharge_rate": (N_("Surcharge on goods into the US"), N_("A ratio on top of the tariff.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the course."""

    person_id: UUID
    name: str
    email: str
    role: str
    student_number: str


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """The house settings as (name, label, hint, value), and who teaches."""

    id: UUID
    title: str
    state: str
    seed: str
    settings: tuple[tuple[str, str, str, str], ...]
    instructors: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course that a person may open."""

    id: UUID
    title: str
    state: str
    role: str
    starts_on: date
    is_open_here: bool


@dataclass(frozen=True, slots=True)
class SiteCourse:
    """A course as the administrator lists it."""

    id: UUID
    title: str
    state: str
    starts_on: date
    days: int
    teams: int
    people: int


def course_settings(session: Session, reader: Reader) -> CourseSettings:
    """The settings of the open course. Raises Absent."""
    columns = (Course.id, Course.title, Course.state, Course.seed, Course.house)
    course = found(session.execute(select(*columns).where(Course.id == reader.course_id)).first())
    settings = tuple(
        (name, label, hint, str(course.house.get(name, ""))) for name, (label, hint) in SETTINGS.items()
    )
    teachers = tuple(member for member in members(session, reader) if member.role == "instructor")
    return CourseSettings(course.id, course.title, course.state, course.seed, settings, teachers)


def members(session: Session, reader: Reader) -> list[MemberLine]:
    """Everybody in the open course, by name."""
    query = (
        select(
            CourseMember.person_id, Person.name, Person.email, CourseMember.role, CourseMember.student_number
        )
        .join(Person, Person.id == CourseMember.person_id)
        .where(CourseMember.course_id == reader.course_id, CourseMember.is_active.is_(True))
        .order_by(Person.name, Person.id)
    )
    return [MemberLine(*row) for row in session.execute(query)]


def courses_of_person(session: Session, person_id: UUID, open_id: UUID | None) -> list[CourseLine]:
    """The courses that a person has a part in, the latest first."""
    query = (
        select(
            Course.id, Course.title, Course.state, Course.starts_on, func.max(CourseMember.role).label("role")
        )
        .outerjoin(
            CourseMember,
            and_(
                CourseMember.course_id == Course.id,
                CourseMember.person_id == person_id,
                CourseMember.is_active.is_(True),
            ),
        )
        .outerjoin(
            EnterpriseMember,
            and_(
                EnterpriseMember.course_id == Course.id,
                EnterpriseMember.person_id == person_id,
                EnterpriseMember.is_active.is_(True),
            ),
        )
        .where(or_(CourseMember.id.is_not(None), EnterpriseMember.id.is_not(None)))
        .group_by(Course.id, Course.title, Course.state, Course.starts_on)
        .order_by(Course.starts_on.desc(), Course.id.desc())
    )
    return [
        CourseLine(row.id, row.title, row.state, row.role or "", row.starts_on, row.id == open_id)
        for row in session.execute(query)
    ]


def site_courses(session: Session) -> list[SiteCourse]:
    """Every course of the site, the latest first."""
    teams = select(func.count()).where(Team.course_id == Course.id).scalar_subquery()
    people = (
        select(func.count())
        .where(CourseMember.course_id == Course.id, CourseMember.is_active.is_(True))
        .scalar_subquery()
    )
    query = (
        select(Course.id, Course.title, Course.state, Course.starts_on, Course.days, teams, people)
        .where(Course.id != SITE)
        .order_by(Course.starts_on.desc(), Course.id.desc())
    )
    return [SiteCourse(*row) for row in session.execute(query)]
