"""Rates that an action needs for its facts, from the site's reference tables. None where one is not held.

Pages read the same tables through `app/queries/rates/rate.py`, which refuses instead: an action must not fail
for want of a fact that only its grading needs.
"""

from contextlib import nullcontext
from datetime import date

from sqlmodel import Session, col, or_, select

from app.core.course_session import course_of, kept
from app.models.course import Course
from app.models.rate import ExchangeRateDay, ReferenceRate
from app.models.rate_override import RateOverride
from app.models.world_event import HAS_EVENTS, WorldEvent
from app.trade.market.world_event import moved
from app.trade.payments.exchange import MIDDLE, ExchangeRate
from app.trade.rates.course_rates import CourseRates, HeldRate, held_of_course

_ECB = "ECB euro reference rates, crossed"


def course_rates(session: Session) -> CourseRates:
    """The overrides in force and the rule date of the course that the session acts in."""
    course_id = course_of(session)
    if course_id is None:
        return CourseRates()

    def read() -> CourseRates:
        in_force = RateOverride.course_id == course_id, RateOverride.state == "in_force"
        rows = session.exec(select(RateOverride).where(*in_force))
        course = session.get(Course, course_id)
        if course is None:
            return CourseRates.of((row.as_override() for row in rows), None)
        announced = WorldEvent.course_id == course_id, WorldEvent.state == "announced"
        found = session.exec(select(WorldEvent).where(*announced)) if course.house.get(HAS_EVENTS) else ()
        events = [row.as_event() for row in found]
        return CourseRates.of((row.as_override() for row in rows), course.rules_on, events=events)

    touched = any(
        isinstance(row, RateOverride | WorldEvent | Course) for row in (*session.new, *session.dirty)
    )
    with nullcontext() if touched else session.no_autoflush:
        return kept(session, "course_rates_of_actions", read)


def held_rate(session: Session, kind: str, key: str, on: date) -> HeldRate | None:
    """The rate of that kind and key in force on the day, as the course reads it."""
    rate, rates = ReferenceRate, course_rates(session)
    day = rates.day_of(kind, on)
    in_force = or_(col(rate.valid_to).is_(None), col(rate.valid_to) >= day)
    query = select(rate).where(rate.kind == kind, rate.key == key, col(rate.valid_from) <= day, in_force)
    with session.no_autoflush:  # the reference is the site's: no deed of a course has changed it
        row = session.exec(query.order_by(col(rate.valid_from).desc()).limit(1)).first()
    return held_of_course(rates, kind, key, on, row.as_held() if row else None)


def middle_rate(session: Session, currency: str, on: date) -> ExchangeRate | None:
    """Units of a currency for one USD on the day, or on the last published day before it."""
    rates = course_rates(session)
    held = _unmoved(session, rates, currency, on)
    return None if held is None else moved(held, rates.events, currency, on)


def _unmoved(session: Session, rates: CourseRates, currency: str, on: date) -> ExchangeRate | None:
    own = rates.find("exchange_rate", currency, on)
    if own is not None:
        return ExchangeRate("USD", currency, own.value, own.valid_from, MIDDLE, own.cited, own.number)
    day = ExchangeRateDay
    query = select(day).where(day.currency == currency, col(day.on) <= on)
    with session.no_autoflush:
        held = session.exec(query.order_by(col(day.on).desc()).limit(1)).first()
    if held is None:
        return None
    return ExchangeRate("USD", currency, held.per_usd, held.on, MIDDLE, _ECB)
