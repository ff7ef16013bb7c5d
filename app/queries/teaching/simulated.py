"""What came of a simulated course, in counts and money: for the command line and the bench."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.evidence import Record
from app.models.inquiry import Inquiry, Message
from app.models.ledger import LedgerPosting
from app.models.order import Order
from app.models.parcel_return import ParcelReturn
from app.models.quotation import Quotation
from app.models.team import Team
from app.queries.rates.rate import exchange_rate
from app.trade.books.bookkeeping import Posting, profit_in, profit_statements

_COUNTED = {
    "inquiries": Inquiry, "letters": Message, "quotations": Quotation, "orders": Order,
    "parcels": ConsumerOrder, "returns": ParcelReturn, "records": Record,
}  # fmt: skip


def simulated(session: Session, course_id: UUID) -> dict[str, dict[str, Any]]:
    """counts by kind, deeds done by action, refusals by action, profit of each team in RMB at the day's rate.

    Raises: RateUnknown when the reference holds no rate for the course's day.
    """
    counts = {
        name: session.exec(
            select(func.count()).select_from(model).where(col(model.course_id) == course_id)
        ).one()
        for name, model in _COUNTED.items()
    }
    return {
        "counts": counts,
        "deeds": _records(session, course_id, "done"),
        "refusals": _records(session, course_id, "refused"),
        "money_rmb": _profits(session, course_id),
    }


def _records(session: Session, course_id: UUID, outcome: str) -> dict[str, int]:
    query = select(Record.action, func.count()).where(
        col(Record.course_id) == course_id, col(Record.outcome) == outcome
    )
    return dict(Counter(dict(session.exec(query.group_by(col(Record.action))).all())).most_common())


def _profits(session: Session, course_id: UUID) -> dict[str, Any]:
    at = session.exec(select(Course.clock_at).where(col(Course.id) == course_id)).one()
    per_usd = exchange_rate(session, "CNY", home_date(at)).rate
    sums = (
        select(Team.name, LedgerPosting.account, LedgerPosting.currency, func.sum(LedgerPosting.amount))
        .join(LedgerPosting, col(LedgerPosting.team_id) == Team.id)
        .where(col(Team.course_id) == course_id)
        .group_by(col(Team.name), col(LedgerPosting.account), col(LedgerPosting.currency))
    )
    postings: dict[str, list[Posting]] = {}
    for name, account, currency, amount in session.exec(sums):
        postings.setdefault(name, []).append(Posting(account, currency, amount))
    return {
        name: profit_in(profit_statements(held), "CNY", {"USD": per_usd})[0].amount
        for name, held in sorted(postings.items())
    }
