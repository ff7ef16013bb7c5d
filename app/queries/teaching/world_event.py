"""The events of a course's world, as its session reads them."""

from datetime import date

from sqlmodel import Session

from app.models.enterprise import Enterprise
from app.models.product import Product
from app.queries.rates.course_rates import course_rates
from app.trade.market.world_event import WorldEvent, days_with_stops
from app.trade.price.purchasing import production_days


def events_of(session: Session) -> tuple[WorldEvent, ...]:
    """All announced events of the session's course, past ones too; kept for the transaction."""
    return course_rates(session).events


def events_on(session: Session, day: date) -> tuple[WorldEvent, ...]:
    """The announced events whose window covers the day."""
    return tuple(each for each in events_of(session) if each.covers(day))


def days_of_production(session: Session, product: Product, quantity: int, today: date) -> int:
    """Days that a lot takes from today, counted on around the stops of its factory that are announced."""
    days = production_days(quantity, product.lead_time_days, product.daily_capacity)
    stops = [each for each in events_of(session) if each.kind == "factory_stop"]
    if not stops:
        return days
    name = session.get_one(Enterprise, product.enterprise_id).name
    return days_with_stops(stops, name, today, days)
