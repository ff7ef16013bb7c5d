"""How the course that a session reads for has set its rates; read once in a transaction, and by those who
only read once while the course's log stands.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, bindparam
from sqlmodel import Session, col, select

from app.core.course_session import course_of, kept, kept_as
from app.core.standing import while_log_stands
from app.models.course import Course
from app.models.rate_override import RateOverride
from app.models.world_event import WorldEvent
from app.trade.market.world_event import WorldEvent as Event
from app.trade.rates.course_rates import CourseRates

_SITE, _NAME = CourseRates(), "course_rates"
# The course with those of its events that are announced, in one asking: without events it is no dearer.
OF_COURSE = (
    select(Course.rules_on, Course.house, WorldEvent.number, WorldEvent.plan)
    .outerjoin(WorldEvent, and_(col(WorldEvent.course_id) == Course.id, col(WorldEvent.state) == "announced"))
    .where(col(Course.id) == bindparam("course"))
)

_IN_FORCE = select(RateOverride).where(
    col(RateOverride.course_id) == bindparam("course"), col(RateOverride.state) == "in_force"
)


def course_rates(session: Session) -> CourseRates:
    """The overrides in force and the rule date of the session's course; none of either for the site."""
    course_id = course_of(session)
    if course_id is None:
        return _SITE

    def read() -> CourseRates:
        rows = session.exec(_IN_FORCE, params={"course": course_id})
        found = session.connection().execute(OF_COURSE, {"course": course_id}).all()
        rules_on, house = (found[0].rules_on, found[0].house) if found else (None, {})
        surcharge = Decimal(str(house.get("us_surcharge_rate", "0")))
        events = [Event.from_plain(row.number, row.plan) for row in found if row.plan]
        return CourseRates.of((row.as_override() for row in rows), rules_on, surcharge, events)

    return kept(session, _NAME, lambda: while_log_stands(session, course_id, _NAME, read))


@contextmanager
def as_if_events(session: Session, events: Iterable[Event]) -> Iterator[None]:
    """For a while, these are the events of the session's course: to see what one would change."""
    found = course_rates(session)
    supposed = CourseRates.of(found.overrides, found.rules_on, found.surcharge_rate, events)
    with kept_as(session, _NAME, supposed):
        yield


@contextmanager
def as_the_site(session: Session) -> Iterator[None]:
    """For a while, the session reads rates as the site holds them, without the course's own."""
    with kept_as(session, _NAME, _SITE):
        yield


@contextmanager
def as_if_rules_on(session: Session, rules_on: date | None) -> Iterator[None]:
    """For a while, the session's course reads law by this day (None: by the clock); nothing is changed."""
    found = course_rates(session)
    supposed = CourseRates.of(found.overrides, rules_on, found.surcharge_rate, found.events)
    with kept_as(session, _NAME, supposed):
        yield
