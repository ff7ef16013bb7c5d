"""Checks the rows that a record counts in bulk: each against its leaf, all together against the record's
root.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.bulk_leaf import bulk_leaf
from app.core.merkle_log import merkle_root
from app.models.buyer import Buyer
from app.models.consumer_order import HASHED as OF_ORDER
from app.models.consumer_order import ConsumerOrder
from app.models.evidence import Record
from app.models.funnel import HASHED as OF_COUNT
from app.models.funnel import FunnelCount
from app.models.ledger import LedgerEntry, LedgerPosting

BULK = ("retail.pass_day",)
# place, leaf as stored, values as they are proved
Proved = tuple[int, bytes, list[Any]]


def bulk_fault(session: Session, course_id: UUID, before: int) -> tuple[int, str, dict[str, Any]] | None:
    """Number, code and figures of the first record, of those before `before`, whose rows are not those it
    counted.
    """
    query = select(Record.number, Record.body).where(
        Record.course_id == course_id,
        Record.action.in_(BULK),
        Record.outcome == "done",
        Record.number < before,
    )
    for row in session.execute(query.order_by(Record.number)):
        for table, told in sorted(json.loads(row.body)["facts"].get("bulk", {}).items()):
            found = _fault_of(list(_ROWS[table](session, course_id, row.number)), told)
            if found is not None:
                code, place = found
                return row.number, code, {"number": row.number, "table": table, "place": place}
    return None


def _fault_of(rows: list[Proved], told: dict[str, Any]) -> tuple[str, int] | None:
    for expected, (place, leaf, values) in enumerate(rows):
        if place != expected:
            return "verify.bulk_row_missing", expected
        if bulk_leaf(values) != leaf:
            return "verify.bulk_row_changed", place
    if len(rows) != told["count"]:
        return "verify.bulk_row_missing", min(len(rows), told["count"])
    if merkle_root(leaf for _, leaf, _ in rows).hex() != told["root"]:
        return "verify.bulk_root_differs", len(rows)
    return None


def _counts(session: Session, course_id: UUID, number: int) -> Iterator[Proved]:
    columns = [getattr(FunnelCount, name) for name in OF_COUNT]
    query = select(FunnelCount.place, FunnelCount.leaf, *columns).where(
        FunnelCount.course_id == course_id, FunnelCount.number == number
    )
    for place, leaf, *values in session.execute(query.order_by(FunnelCount.place)):
        yield place, bytes(leaf), values


def _orders(session: Session, course_id: UUID, number: int) -> Iterator[Proved]:
    order = ConsumerOrder
    of_day = (order.course_id == course_id) & (order.bulk_number == number)
    entries: dict[UUID, tuple[int, list[list[Any]]]] = {}
    posted = (
        select(order.id, LedgerEntry.number, LedgerPosting.account, LedgerPosting.amount)
        .join(LedgerEntry, LedgerEntry.consumer_order_id == order.id)
        .join(LedgerPosting, LedgerPosting.entry_id == LedgerEntry.id)
        .where(of_day, LedgerEntry.code == "escrow_held")
    )
    for order_id, entry, account, amount in session.execute(posted):
        entries.setdefault(order_id, (entry, []))[1].append([account, amount])
    columns = [getattr(order, name) for name in OF_ORDER]
    query = (
        select(order.id, order.bulk_place, order.bulk_leaf, *columns, Buyer.name, Buyer.city, Buyer.address)
        .join(Buyer, Buyer.id == order.buyer_id)
        .where(of_day)
    )
    for order_id, place, leaf, *values in session.execute(query.order_by(order.bulk_place)):
        entry, postings = entries.get(order_id, (0, []))
        yield place, bytes(leaf), [*values, entry, sorted(postings)]


_ROWS: dict[str, Callable[[Session, UUID, int], Iterator[Proved]]] = {
    "consumer_order": _orders, "funnel_count": _counts,
}  # fmt: skip
