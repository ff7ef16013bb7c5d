"""The events of a course's world, as its session reads them and as its pages show them."""

from datetime import date

from sqlmodel import Session

from app.queries.course_rates import course_rates
from app.trade.world_event import WorldEvent


def events_of(session: Session) -> tuple[WorldEvent, ...]:
    """All announced events of the session's course, past ones too; kept for the transaction."""
    return course_rates(session).events


def events_on(session: Session, day: date) -> tuple[WorldEvent, ...]:
    """The announced events whose window covers the day."""
    return tuple(each for each in events_of(session) if each.covers(day))
