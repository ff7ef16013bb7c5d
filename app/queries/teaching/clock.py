"""A course's clock as the instructor steers it, and what its agenda holds next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core.clock import CourseClock, home_date, next_morning, wall_now
from app.core.words import N_
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.queries.scope import Reader, found

NEXT = 12  # entries that the page shows
KINDS = {
    "market.day": N_("The market's day: letters and baskets arrive"),
    "partnership.decide": N_("An enterprise decides on an application"),
    "quotation.consider": N_("A buyer considers a quotation"),
    "quotation.lapse": N_("A quotation runs out"),
    "inquiry.close": N_("A buyer closes the conversation"),
    "order.consider": N_("A buyer considers a proforma invoice"),
    "payment.remit": N_("A buyer pays"),
    "payment.arrive": N_("Money arrives at the bank"),
    "refund.review": N_("The tax office reviews a refund claim"),
    "refund.pay": N_("The tax office pays a refund"),
    "insurance_claim.decide": N_("The insurer decides on a claim"),
    "insurance_claim.pay": N_("The insurer pays a claim"),
    "purchase.consider": N_("A supplier considers a purchase order"),
    "purchase.progress": N_("A factory reports on production"),
    "inspection.do": N_("An inspector draws samples"),
    "laboratory_test.estimate": N_("A laboratory quotes a test"),
    "laboratory_test.report": N_("A laboratory reports"),
    "shipment.cut_off": N_("A carrier's cut-off"),
    "shipment.depart": N_("A departure"),
    "shipment.arrive": N_("An arrival"),
    "shipment.clear": N_("Clearance at the destination"),
    "shipment.deliver": N_("A delivery"),
    "declaration.review": N_("The customs office examines a declaration"),
    "world_event.announce": N_("An event is announced"),
    "world_event.begin": N_("An event begins"),
    "review.write": N_("A buyer writes a review"),
}
OTHER = N_("Another event of the world")
_CLOCK = (
    Course.clock_state, Course.clock_at, Course.clock_wall_at, Course.clock_speed, Course.clock_target_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to come."""

    at: datetime
    label: str


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
    entries = session.execute(
        select(AgendaEntry.due_at, AgendaEntry.kind)
        .where(*waits)
        .order_by(AgendaEntry.due_at, AgendaEntry.name)
        .limit(NEXT)
    ).all()
    now = course_now(session, reader.course_id, wall_now())
    return ClockPage(
        course_id=course.id, state=course.clock_state, course_state=course.state,
        has_begun=bool(course.house.get("has_begun")), now=now,
        day=max(1, (home_date(now) - course.starts_on).days + 1), days=course.days, speed=course.clock_speed,
        target_at=course.clock_target_at, next_morning=next_morning(now),
        waiting=session.execute(select(func.count()).select_from(AgendaEntry).where(*waits)).scalar_one(),
        next=tuple(Due(entry.due_at, KINDS.get(entry.kind, OTHER)) for entry in entries),
    )  # fmt: skip
