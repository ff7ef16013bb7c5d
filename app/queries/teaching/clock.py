"""A course's clock as the instructor steers it, and what its agenda holds next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core.clock import CourseClock, home_date, next_morning, wall_now
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.queries.scope import Reader, found
from app.queries.teaching.agenda_words import agenda_label

NEXT = 12  # entries that the page shows
_CLOCK = (
    Course.clock_state, Course.clock_at, Course.clock_wall_at, Course.clock_speed, Course.clock_target_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """What is to come at one moment. times: how many entries of the kind."""

    at: datetime
    label: str
    times: int


@dataclass(frozen=True, slots=True)
class ClockPage:
    """Where the clock stands, how it moves, and what comes next."""

    course_id: UUID
    state: str
    course_state: str
    has_begun: bool
    now: datetime
    day: int
    days: int
    speed: int
    target_at: datetime | None
    next_morning: datetime
    waiting: int
    next: tuple[Due, ...]


def course_now(session: Session, course_id: UUID, wall_now: datetime) -> datetime:
    """The course's simulated time at a real one, never past what is due and not yet done. Raises Absent."""
    row = found(session.execute(select(*_CLOCK).where(Course.id == course_id)).first())
    first = session.execute(
        select(func.min(AgendaEntry.due_at)).where(
            AgendaEntry.course_id == course_id, AgendaEntry.is_done.is_(False)
        )
    ).scalar()
    return CourseClock(*row).now(wall_now, first)


def clock_page(session: Session, reader: Reader) -> ClockPage:
    """The clock of the open course. Raises Absent."""
    columns = (Course.id, Course.state, Course.house, Course.starts_on, Course.days, *_CLOCK)
    course = found(session.execute(select(*columns).where(Course.id == reader.course_id)).first())
    waits = (AgendaEntry.course_id == reader.course_id, AgendaEntry.is_done.is_(False))
    kinds = (AgendaEntry.due_at, AgendaEntry.kind)
    entries = session.execute(
        select(*kinds, func.count()).where(*waits).group_by(*kinds).order_by(*kinds).limit(NEXT)
    ).all()
    now = course_now(session, reader.course_id, wall_now())
    return ClockPage(
        course_id=course.id, state=course.clock_state, course_state=course.state,
        has_begun=bool(course.house.get("has_begun")), now=now,
        day=max(1, (home_date(now) - course.starts_on).days + 1), days=course.days, speed=course.clock_speed,
        target_at=course.clock_target_at, next_morning=next_morning(now),
        waiting=session.execute(select(func.count()).select_from(AgendaEntry).where(*waits)).scalar_one(),
        next=tuple(Due(at, agenda_label(kind), times) for at, kind, times in entries),
    )  # fmt: skip
