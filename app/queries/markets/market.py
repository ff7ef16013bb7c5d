"""The public market of a course: whose market it is, its front page, its shops."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from app.core.clock import CourseClock, home_date, wall_now
from app.core.course_session import read_for, tell_log_size
from app.models.course import SITE, Course
from app.models.evidence import LogHead
from app.models.listing import Listing
from app.models.shop import Shop
from app.queries.markets.card import Card, cards, published
from app.queries.scope import Reader
from app.trade.refusal import Absent

_SHELF = 10  # cards of one row of the front page
# Mean stars in thousandths, drawn to 3.5 by five reviews that nobody wrote (as search ranks them).
_RATING = (Listing.rating_sum * 2 + 35) * 1000 / (Listing.rating_count * 2 + 10)


_COURSES = select(
    Course.id, Course.title, Course.state, Course.is_demo, Course.clock_state, Course.clock_at,
    Course.clock_wall_at, Course.clock_speed, Course.clock_target_at, LogHead.size,
).outerjoin(LogHead, LogHead.course_id == Course.id)  # fmt: skip
_COURSE = _COURSES.where(Course.id == bindparam("course_id"))
_COURSE_OF_LISTING = (
    _COURSES.add_columns(Listing.team_id)
    .join(Listing, Listing.course_id == Course.id)
    .where(Listing.id == bindparam("listing_id"))
)


@dataclass(frozen=True, slots=True)
class MarketCourse:
    """The course whose market is looked at. is_guest: the reader has no part in it, so links must name it.

    log_size: how many deeds the course has seen, by which kept pages know that they are old.
    """

    id: UUID
    title: str
    today: date
    is_guest: bool
    log_size: int


@dataclass(frozen=True, slots=True)
class OpenMarket:
    """A demo course whose market anybody may visit."""

    id: UUID
    title: str
    listings: int
    shops: int
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the market with a picture of its best listing."""

    name: str
    listings: int
    picture: str


@dataclass(frozen=True, slots=True)
class MarketHome:
    """The front page."""

    market: MarketCourse
    categories: tuple[Category, ...]
    best: tuple[Card, ...]
    new: tuple[Card, ...]
    listings: int
    shops: int


def market_course(session: Session, reader: Reader, asked: UUID | None) -> MarketCourse | None:
    """The reader's own course, or the open demo course that was asked for; None when neither.

    From here on the session reads rates for that course.

    Raises: Absent for a course that is not open to this reader.
    """
    own = reader.course_id if reader.course_id != SITE else None
    course_id = asked or own
    if course_id is None:
        return None
    return _market(session, reader, session.connection().execute(_COURSE, {"course_id": course_id}).first())


def market_of_listing(session: Session, reader: Reader, listing_id: UUID) -> tuple[MarketCourse, bool]:
    """The course that a listing is of, and whether the reader sees it as their own: their team's, or in the
    course that they teach. Raises: Absent, also for one that is not open to this reader.
    """
    row = session.connection().execute(_COURSE_OF_LISTING, {"listing_id": listing_id}).first()
    market = _market(session, reader, row)
    return market, is_own(reader, market, row.team_id)


def is_own(reader: Reader, market: MarketCourse, team_id: UUID) -> bool:
    """Whether a listing of this team is the reader's own to see, draft or not."""
    return (team_id == reader.team_id or reader.teaches) and not market.is_guest


def _market(session: Session, reader: Reader, row: Any) -> MarketCourse:
    if row is None or row.id == SITE:
        raise Absent
    is_guest = row.id != reader.course_id
    if is_guest and not (row.is_demo and row.state == "open"):
        raise Absent
    read_for(session, row.id)
    tell_log_size(session, row.id, row.size or 0)
    clock = CourseClock(
        row.clock_state, row.clock_at, row.clock_wall_at, row.clock_speed, row.clock_target_at
    )
    today = home_date(clock.now(wall_now()))
    return MarketCourse(row.id, row.title, today, is_guest, row.size or 0)


def open_markets(session: Session) -> list[OpenMarket]:
    """The markets that visitors may look at."""
    courses = session.execute(
        select(Course.id, Course.title)
        .where(Course.is_demo.is_(True), Course.state == "open", Course.id != SITE)
        .order_by(Course.id)
    ).all()
    return [_open_market(session, course_id, title) for course_id, title in courses]


def _open_market(session: Session, course_id: UUID, title: str) -> OpenMarket:
    listings, shops = _sizes(session, course_id)
    best = cards(session, course_id, order=(Listing.quality.desc(), Listing.id), limit=4)
    return OpenMarket(course_id, title, listings, shops, tuple(card.picture for card in best if card.picture))


def market_home(session: Session, market: MarketCourse) -> MarketHome:
    """The front page of a course's market."""
    best = cards(session, market.id, order=(_RATING.desc(), Listing.quality.desc(), Listing.id), limit=_SHELF)
    new = cards(session, market.id, order=(Listing.published_at.desc(), Listing.id), limit=_SHELF)
    listings, shops = _sizes(session, market.id)
    return MarketHome(market, category_shelf(session, market.id), tuple(best), tuple(new), listings, shops)


def category_shelf(session: Session, course_id: UUID) -> tuple[Category, ...]:
    """Every category with its count, the largest first, each with the picture of its best listing."""
    best = func.row_number().over(
        partition_by=Listing.category, order_by=(Listing.quality.desc(), Listing.id)
    )
    count = func.count().over(partition_by=Listing.category)
    inner = (
        select(Listing.category, Listing.pictures, count.label("listings"), best.label("place"))
        .join(Shop, Shop.id == Listing.shop_id)
        .where(published(course_id))
        .subquery()
    )
    query = select(inner.c.category, inner.c.listings, inner.c.pictures).where(inner.c.place == 1)
    found = session.execute(query.order_by(inner.c.listings.desc(), inner.c.category))
    return tuple(
        Category(name, listings, pictures[0] if pictures else "") for name, listings, pictures in found
    )


def _sizes(session: Session, course_id: UUID) -> tuple[int, int]:
    query = (
        select(func.count(), func.count(func.distinct(Listing.shop_id)))
        .select_from(Listing)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(published(course_id))
    )
    return tuple(session.execute(query).one())
