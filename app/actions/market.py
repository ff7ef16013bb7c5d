"""The verb of the market's day: which letters are on their way, and that tomorrow comes."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.actions.act import Act
from app.actions.policies import party
from app.actions.refusals import Missing
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date, home_time
from app.models.course import Course
from app.models.listing import Listing

_MARKET_OPENS_MINUTES = 30


class Arrival(Given):
    """A letter that will be written: when, about which listing, and the stable name of the chance."""

    at: datetime
    listing_id: UUID
    stable_name: str
    request: str = ""
    business: str = ""
    market: str
    quantity: int
    destination_port: str
    buyer_id: UUID | None = None


class PassDay(Given):
    """The letters of one day."""

    arrivals: list[Arrival] = []


@action("market.pass_day", Course, PassDay, allow=party("market"))
def pass_day(act: Act, course: Course, given: PassDay) -> Facts:
    """Let a day of the market pass: letters are on their way, and the next day goes on the agenda.

    The market rests after the course's last day.
    """
    _check_listings(act, {each.listing_id for each in given.arrivals})
    for arrival in given.arrivals:
        wish = arrival.model_dump(mode="json", exclude={"at", "listing_id"}, exclude_none=True)
        act.later(arrival.at, "inquiry.arrive", arrival.listing_id, wish)
    tomorrow = home_date(act.now) + timedelta(days=1)
    if (tomorrow - course.starts_on).days < course.days:
        midnight = home_time(tomorrow) - timedelta(hours=8)
        opens = midnight + timedelta(minutes=_MARKET_OPENS_MINUTES)
        act.later(opens, "market.day", course.id, {"stable_name": "market"})
    return {"letters": len(given.arrivals), "on": home_date(act.now)}


def _check_listings(act: Act, asked: set[UUID]) -> None:
    """Letters go to listings of this course. Raises: Missing."""
    ours = select(Listing.id).where(Listing.course_id == act.course.id, col(Listing.id).in_(asked))
    if set(act.session.exec(ours)) != asked:
        raise Missing
