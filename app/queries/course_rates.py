"""How the course that a session reads for has set its rates; read once in a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from app.core.course_session import course_of, kept, kept_as
from app.models.course import Course
from app.models.rate_override import RateOverride
from app.trade.course_rates import CourseRates

_SITE, _NAME = CourseRates(), "course_rates"


def course_rates(session: Session) -> CourseRates:
    """The overrides in force and the rule date of the session's course; none of either for the site."""
    course_id = course_of(session)
    if course_id is None:
        return _SITE

    def read() -> CourseRates:
        in_force = RateOverride.course_id == course_id, RateOverride.state == "in_force"
        rows = session.exec(select(RateOverride).where(*in_force))
        found = session.exec(select(Course.rules_on, Course.house).where(col(Course.id) == course_id))
        rules_on, house = found.first() or (None, {})
        surcharge = Decimal(str(house.get("us_surcharge_rate", "0")))
        return CourseRates.of((row.as_override() for row in rows), rules_on, surcharge)

    return kept(session, _NAME, read)


@contextmanager
def as_the_site(session: Session) -> Iterator[None]:
    """For a while, the session reads rates as the site holds them, without the course's own."""
    with kept_as(session, _NAME, _SITE):
        yield


@contextmanager
def as_if_rules_on(session: Session, rules_on: date | None) -> Iterator[None]:
    """For a while, the session's course reads law by this day (None: by the clock); nothing is changed."""
    found = course_rates(session)
    supposed = CourseRates.of(found.overrides, rules_on, found.surcharge_rate)
    with kept_as(session, _NAME, supposed):
        yield
