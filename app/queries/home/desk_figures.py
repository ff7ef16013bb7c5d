"""The desk's figures: sales, margin, reply time, inquiries that became orders, each over two weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from app.core.clock import home_date
from app.core.words import N_
from app.queries.home.desk_rows import DeskRows

WEEK = 7
_ZERO = Decimal(0)
_HOUR = Decimal(3600)


@dataclass(frozen=True, slots=True)
class Figure:
    """One card. unit: USD, share or hours; value: None where nothing was seen; change: on the week before."""

    label: str
    unit: str
    value: Decimal | None
    change: Decimal | None
    is_better: bool
    points: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales in confirmed orders by day of the course, in USD."""

    days: tuple[tuple[date, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """All of them."""
        return sum((amount for _, amount in self.days), _ZERO)


def figures(rows: DeskRows, now: datetime) -> tuple[Figure, ...]:
    """The four cards, over the last seven days against the seven before."""
    today = home_date(now)
    confirmed = [(home_date(row.confirmed_at), row) for row in rows.orders if row.confirmed_at]
    answered = [
        (home_date(row.first_reply_at), row) for row in rows.inquiries if row.first_reply_at is not None
    ]
    asked = [(home_date(row.opened_at), row) for row in rows.inquiries]
    ends = [today - timedelta(days=13 - back) for back in range(14)]

    def card(label: str, unit: str, of: Any, *, less_is_better: bool = False) -> Figure:
        points = tuple(of(end) for end in ends)
        value, before = points[-1], of(today - timedelta(days=WEEK))
        change = value - before if value is not None and before is not None else None
        is_better = change is not None and (change < 0 if less_is_better else change > 0)
        return Figure(label, unit, value, change, is_better, tuple(point or _ZERO for point in points))

    return (
        card(N_("Sales, last 7 days"), "USD", lambda end: _sum(_week(confirmed, end))),
        card(N_("Contribution margin"), "share", lambda end: _margin(_week(confirmed, end))),
        card(N_("Median reply time"), "hours", lambda end: _reply(_week(answered, end)), less_is_better=True),
        card(
            N_("Inquiries to orders"),
            "share",
            lambda end: _conversion(_before(asked, end), _before(confirmed, end)),
        ),
    )


def sales(rows: DeskRows, now: datetime, days: int | None) -> Sales:
    """Sales by day: of the last `days`, or since the first letter of the course where None."""
    today = home_date(now)
    by_day: dict[date, Decimal] = {}
    for row in rows.orders:
        if row.confirmed_at:
            on = home_date(row.confirmed_at)
            by_day[on] = by_day.get(on, _ZERO) + row.total_usd
    if days is None:
        first = min([*by_day, *(home_date(row.opened_at) for row in rows.inquiries)], default=today)
        days = max((today - first).days + 1, 2)
    listed = [today - timedelta(days=days - 1 - back) for back in range(days)]
    return Sales(tuple((on, by_day.get(on, _ZERO)) for on in listed))


def _week(dated: list[tuple[date, Any]], end: date) -> list[Any]:
    return [row for on, row in dated if end - timedelta(days=WEEK) < on <= end]


def _before(dated: list[tuple[date, Any]], end: date) -> list[Any]:
    return [row for on, row in dated if on <= end]


def _sum(orders: list[Any]) -> Decimal:
    return sum((row.total_usd for row in orders), _ZERO)


def _margin(orders: list[Any]) -> Decimal | None:
    """Margin of the quotations behind the orders, weighed by their totals."""
    total = _sum(orders)
    return sum((row.margin_rate * row.total_usd for row in orders), _ZERO) / total if total else None


def _reply(inquiries: list[Any]) -> Decimal | None:
    hours = [
        Decimal((row.first_reply_at - row.opened_at) // timedelta(seconds=1)) / _HOUR for row in inquiries
    ]
    return median(hours).quantize(Decimal("0.1")) if hours else None


def _conversion(asked: list[Any], confirmed: list[Any]) -> Decimal | None:
    return Decimal(len(confirmed)) / len(asked) if asked else None
