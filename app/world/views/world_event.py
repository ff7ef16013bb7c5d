"""What the world sees when it draws its events, and what a carrier sees when one begins."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.world_event import WorldEvent
from app.queries.goods.freight_scenario import Scenario, freight_scenarios
from app.queries.goods.held_up import HeldUp, held_up
from app.world.parameters import market_habits


@dataclass(frozen=True, slots=True)
class CourseAhead:
    """A course that begins. scenarios: rises of freight that really were."""

    stable_name: str
    course_id: UUID
    starts_on: date
    days: int
    markets: tuple[str, ...]
    scenarios: tuple[Scenario, ...]


def course_ahead(session: Session, entry: AgendaEntry) -> CourseAhead:
    """The view for "world_event.draw"."""
    course = session.get_one(Course, entry.course_id)
    markets = tuple(sorted(market_habits()))
    return CourseAhead(
        "events", course.id, course.starts_on, course.days, markets, tuple(freight_scenarios())
    )


@dataclass(frozen=True, slots=True)
class News:
    """An event whose day of news has come."""

    stable_name: str
    event_id: UUID
    state: str


def news(session: Session, entry: AgendaEntry) -> News:
    """The view for "world_event.announce"."""
    row = session.get_one(WorldEvent, entry.subject_id)
    return News(row.stable_name, row.id, row.state)


@dataclass(frozen=True, slots=True)
class Begun:
    """An event whose first day has come, and the shipments that it keeps, by stable name."""

    stable_name: str
    number: int
    kind: str
    held_up: tuple[HeldUp, ...]


def begun(session: Session, entry: AgendaEntry) -> Begun:
    """The view for "world_event.begin"."""
    row = session.get_one(WorldEvent, entry.subject_id)
    event = row.as_event()
    kept = held_up(session, row.course_id, event) if row.state == "announced" else ()
    return Begun(row.stable_name, row.number, event.kind, tuple(kept))
