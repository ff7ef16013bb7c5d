"""The seller's home page: the way to the first deal, figures, what to do now, orders, goods on their way."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import HOME, home_date
from app.core.standing import while_log_stands
from app.core.words import N_, current
from app.queries.deals.deal_labels import ORDER
from app.queries.deals.force_majeure import notices_due
from app.queries.home.desk_checklist import ChecklistStep, checklist
from app.queries.home.desk_figures import Figure, Sales, figures, sales
from app.queries.home.desk_map import Voyage, voyages
from app.queries.home.desk_rows import DeskRows, desk_rows
from app.queries.home.desk_tasks import UNSHIPPED, Task, tasks
from app.queries.scope import Reader
from app.queries.teaching.event_page import EventRow, news
from app.trade.refusal import Absent

RECENT = 6
_NOON, _EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class RecentOrder:
    """One line of the table."""

    id: UUID
    number: int
    buyer: str
    market: str
    product: str
    quantity: int
    total_usd: Decimal
    tone: str
    status: str
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The whole page; `greeting` by the time of day where the sellers sit."""

    greeting: str
    shop_slug: str
    steps: tuple[ChecklistStep, ...]
    figures: tuple[Figure, ...]
    sales: Sales
    period: str
    tasks: tuple[Task, ...]
    orders: tuple[RecentOrder, ...]
    voyages: tuple[Voyage, ...]
    news: tuple[EventRow, ...] = ()

    @property
    def steps_done(self) -> int:
        """How many steps of the checklist are done."""
        return sum(step.is_done for step in self.steps)


PERIODS: dict[str, int | None] = {"7": 7, "14": 14, "course": None}


def desk_page(session: Session, reader: Reader, now: datetime, period: str = "14") -> DeskPage:
    """The reader's team's home. Raises Absent for a reader without a team."""
    if reader.team_id is None:
        raise Absent
    today, locale = home_date(now), current.get()
    name = ("desk", reader.team_id, reader.teaches, today, period, locale)
    rows, page = while_log_stands(
        session, reader.course_id, name, lambda: _of_today(session, reader, now, period)
    )
    return replace(page, greeting=_greeting(now), tasks=tuple(tasks(rows, now)))


def _of_today(session: Session, reader: Reader, now: datetime, period: str) -> tuple[DeskRows, DeskPage]:
    """The page without what goes by the hour, and the rows of which that is made."""
    rows = _rows_of(session, reader.course_id, reader.team_id)
    steps, slug = checklist(session, reader.course_id, reader.team_id)
    page = DeskPage(
        greeting="",
        shop_slug=slug,
        steps=steps,
        figures=figures(rows, now),
        sales=sales(rows, now, PERIODS[period]),
        period=period,
        tasks=(),
        orders=tuple(_shown(row) for row in reversed(rows.orders[-RECENT:])),
        voyages=voyages(session, rows, now),
        news=news(session, reader, home_date(now)),
    )
    return rows, page


def order_tasks(session: Session, reader: Reader, order_id: UUID, now: datetime) -> tuple[Task, ...]:
    """What waits for the reader's team in one order, the most urgent first; nothing for other readers."""
    if reader.team_id is None:
        return ()
    page = f"/orders/{order_id}"
    name, course_id, team_id = ("order tasks", reader.team_id), reader.course_id, reader.team_id
    rows = while_log_stands(session, course_id, name, lambda: _rows_of(session, course_id, team_id))
    return tuple(task for task in tasks(rows, now) if task.href.startswith(page))


def _rows_of(session: Session, course_id: UUID, team_id: UUID) -> DeskRows:
    """The rows of which the team's tasks are made, with the events that a buyer is still to be told of."""
    rows = desk_rows(session, course_id, team_id)
    open_ones = [row.id for row in rows.orders if row.state in UNSHIPPED]
    return replace(rows, notices=notices_due(session, open_ones))


def _greeting(now: datetime) -> str:
    hour = now.astimezone(HOME).hour
    if hour < _NOON:
        return N_("Good morning, %(name)s")
    return N_("Good afternoon, %(name)s") if hour < _EVENING else N_("Good evening, %(name)s")


def _shown(row: Any) -> RecentOrder:
    tone, status = ORDER[row.state]
    product = row.name_zh if current.get().startswith("zh") and row.name_zh else row.name_en
    return RecentOrder(
        row.id, row.number, row.company_name or row.buyer_name, row.market, product, row.quantity,
        row.total_usd, tone, status, row.drafted_at,
    )  # fmt: skip
