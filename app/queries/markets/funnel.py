"""The funnel of a shop: what consumers saw, clicked, put into baskets and bought, summed from the counts of
the days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from app.core.clock import home_time
from app.core.words import N_
from app.models.consumer_order import ConsumerOrder
from app.models.funnel import FunnelCount
from app.models.listing import Listing
from app.models.product import Product
from app.models.team import Team
from app.queries.markets.parcel_return import return_rates
from app.queries.scope import Reader

PERIODS: dict[str, int | None] = {"7": 7, "28": 28, "course": None}
SOURCES = {
    "search": N_("Search"), "category": N_("Category page"), "home": N_("Front page"),
    "returning": N_("Came back"),
}  # fmt: skip
_LINES = 10  # rows of each table
_SHOPS_LEAST, _SEEN_LEAST = 3, 100  # other shops that a median needs, and how often each must have been seen
_SUMMED = ("impressions", "clicks", "baskets", "orders", "pieces", "paid_usd")


@dataclass(frozen=True, slots=True)
class FunnelAsked:
    """What the reader narrows by; an empty value narrows nothing. team: for those who teach."""

    days: str = "28"
    listing: UUID | None = None
    market: str = ""
    source: str = ""
    team: UUID | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a funnel, each with its share of the step before (None where that is nought)."""

    impressions: int
    clicks: int
    baskets: int
    orders: int
    pieces: int
    paid_usd: Decimal
    click_rate: Decimal | None
    basket_rate: Decimal | None
    order_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One row of a table. key: an id, a code or words; label: how people read it."""

    key: str
    label: str
    steps: Steps


@dataclass(frozen=True, slots=True)
class Medians:
    """The middle rates of the other shops of the market over the same days, and how many shops they are
    of.
    """

    shops: int
    click_rate: Decimal
    basket_rate: Decimal
    order_rate: Decimal


@dataclass(frozen=True, slots=True)
class FunnelPage:
    """The page. days: each day's orders and what was paid, oldest first; teams: only for those who teach;
    returns: listing -> wishes to give back, and their share of the parcels delivered in the days.
    """

    asked: FunnelAsked
    whole: Steps
    medians: Medians | None
    listings: tuple[FunnelLine, ...]
    markets: tuple[FunnelLine, ...]
    sources: tuple[FunnelLine, ...]
    queries: tuple[FunnelLine, ...]
    days: tuple[tuple[date, int, Decimal], ...]
    teams: tuple[FunnelLine, ...]
    team_name: str
    returns: Mapping[str, tuple[int, Decimal]]


def funnel_page(session: Session, reader: Reader, today: date, asked: FunnelAsked) -> FunnelPage:
    """The funnel of the reader's shop; of an enterprise's goods; of any shop, or all, for those who teach."""
    window = _window(reader.course_id, today, asked.days)
    narrowed = [*window, *_own(reader, asked), *_narrowing(asked)]
    by_team = _lines(session, FunnelCount.team_id, window) if reader.teaches or reader.team_id else {}
    names = _team_names(session, reader) if reader.teaches else {}
    listings = _titled(session, _lines(session, FunnelCount.listing_id, narrowed))
    delivered = _delivered(today, asked)
    return FunnelPage(
        asked, _steps(next(iter(_lines(session, None, narrowed).values()))),
        _medians(by_team, reader.team_id or asked.team),
        listings,
        _told(_lines(session, FunnelCount.market, narrowed), {}),
        _told(_lines(session, FunnelCount.source, narrowed), SOURCES),
        _told(_lines(session, FunnelCount.query, [*narrowed, FunnelCount.source == "search"]), {}),
        _days(session, narrowed),
        _told(by_team, names) if reader.teaches else (), names.get(str(asked.team), ""),
        return_rates(session, [UUID(line.key) for line in listings], delivered),
    )  # fmt: skip


def _window(course_id: UUID, today: date, days: str) -> list[ColumnElement[bool]]:
    length = PERIODS.get(days)
    since = [] if length is None else [FunnelCount.day > today - timedelta(days=length)]
    return [FunnelCount.course_id == course_id, *since]


def _delivered(today: date, asked: FunnelAsked) -> list[ColumnElement[bool]]:
    """Conditions on parcels: delivered within the period, to the market."""
    length = PERIODS.get(asked.days)
    since = [] if length is None else [ConsumerOrder.delivered_at > home_time(today - timedelta(days=length))]
    return [*since, *([ConsumerOrder.market == asked.market] if asked.market else [])]


def _own(reader: Reader, asked: FunnelAsked) -> list[ColumnElement[bool]]:
    if reader.teaches:
        return [FunnelCount.team_id == asked.team] if asked.team else []
    if reader.team_id:
        return [FunnelCount.team_id == reader.team_id]
    goods = select(Listing.id).join(Product, Product.id == Listing.product_id)
    return [FunnelCount.listing_id.in_(goods.where(Product.enterprise_id == reader.enterprise_id))]


def _narrowing(asked: FunnelAsked) -> list[ColumnElement[bool]]:
    found = [FunnelCount.listing_id == asked.listing] if asked.listing else []
    found += [FunnelCount.market == asked.market] if asked.market else []
    return [*found, *([FunnelCount.source == asked.source] if asked.source in SOURCES else [])]


def _lines(session: Session, by: Any, where: Iterable[ColumnElement[bool]]) -> dict[Any, tuple[Any, ...]]:
    """Sums by the values of a column, the most seen first; one sum of all without a column."""
    sums = [func.coalesce(func.sum(getattr(FunnelCount, name)), 0) for name in _SUMMED[:-1]]
    paid = func.sum(FunnelCount.paid_usd)
    if by is None:
        row = session.execute(select(*sums, paid).where(*where)).one()
        return {None: tuple(row)}
    query = select(by, *sums, paid).where(*where).group_by(by).order_by(sums[0].desc(), by)
    return {row[0]: tuple(row[1:]) for row in session.execute(query)}


def _steps(sums: tuple[Any, ...]) -> Steps:
    impressions, clicks, baskets, orders, pieces = (int(value) for value in sums[:5])
    return Steps(
        impressions, clicks, baskets, orders, pieces, sums[5] or Decimal(0), _rate(clicks, impressions),
        _rate(baskets, clicks), _rate(orders, baskets),
    )  # fmt: skip


def _rate(part: int, whole: int) -> Decimal | None:
    return round(Decimal(part) / whole, 4) if whole else None


def _medians(by_team: dict[Any, tuple[Any, ...]], own: UUID | None) -> Medians | None:
    """None where too few other shops were seen often enough: a median of two would show one of them."""
    others = [_steps(sums) for team, sums in by_team.items() if team != own and int(sums[0]) >= _SEEN_LEAST]
    if len(others) < _SHOPS_LEAST:
        return None
    rates = [
        median([getattr(each, name) or Decimal(0) for each in others])
        for name in ("click_rate", "basket_rate", "order_rate")
    ]
    return Medians(len(others), *rates)


def _told(lines: dict[Any, tuple[Any, ...]], labels: dict[str, str]) -> tuple[FunnelLine, ...]:
    listed = list(lines.items())[:_LINES]
    return tuple(FunnelLine(str(key), labels.get(str(key), str(key)), _steps(sums)) for key, sums in listed)


def _titled(session: Session, lines: dict[Any, tuple[Any, ...]]) -> tuple[FunnelLine, ...]:
    ids = list(lines)[:_LINES]
    rows = session.execute(select(Listing.id, Listing.title).where(Listing.id.in_(ids))) if ids else ()
    return _told(lines, {str(row.id): row.title for row in rows})


def _team_names(session: Session, reader: Reader) -> dict[str, str]:
    query = select(Team.id, Team.name).where(Team.course_id == reader.course_id).order_by(Team.name)
    return {str(row.id): row.name for row in session.execute(query)}


def _days(session: Session, where: list[ColumnElement[bool]]) -> tuple[tuple[date, int, Decimal], ...]:
    query = (
        select(FunnelCount.day, func.sum(FunnelCount.orders), func.sum(FunnelCount.paid_usd))
        .where(*where)
        .group_by(FunnelCount.day)
        .order_by(FunnelCount.day)
    )
    return tuple((day, int(orders), paid or Decimal(0)) for day, orders, paid in session.execute(query))
