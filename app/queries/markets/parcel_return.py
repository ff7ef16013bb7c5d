"""A return on its parcel's page, with what the way back would cost; how often goods come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from app.core.parameters import parameters
from app.core.words import N_
from app.models.consumer_order import ConsumerOrder
from app.models.parcel_return import ParcelReturn
from app.models.product import Product
from app.queries.goods.parcel import parcel_options
from app.queries.scope import Reader, found, has_duty, own
from app.trade.lifecycles import PARCEL_RETURN
from app.trade.money import rounded

STATES = {
    "asked": (N_("Return asked for"), "red"),
    "answered": (N_("Return answered"), "blue"),
    "disputed": (N_("Return before the market"), "yellow"),
    "sending": (N_("Goods on their way back"), "azure"),
    "refunded": (N_("Paid back"), "secondary"),
    "part_refunded": (N_("Paid back in part"), "secondary"),
    "kept": (N_("Return ended without refund"), "secondary"),
}
REASONS = {
    "faulty": N_("A piece is faulty"),
    "not_as_described": N_("Not as the page says: claims that are not so"),
    "late": N_("It came later than promised"),
    "charged_at_door": N_("Charges at the door that the page did not foretell"),
    "change_of_mind": N_("The consumer has changed their mind"),
}
KINDS = {
    "refund": N_("Pay all back; the consumer keeps or throws the goods away"),
    "label": N_("Take the goods back at your cost, and pay all back when they are here"),
    "consumer_pays": N_("Take the goods back at the consumer's cost, and pay all back when they are here"),
    "partial": N_("Offer a part of the price; the consumer keeps the goods"),
    "refuse": N_("Refuse, with your reason"),
}


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One return. freight_usd: of the way back, reckoned while it is to be answered, then as paid; None: no
    carrier takes it. deadline of the law: has_right.
    """

    id: UUID
    state: str
    label: str
    tone: str
    reason: str
    reason_label: str
    figures: dict[str, Any]
    has_right: bool
    request: str
    kind: str
    kind_label: str
    share: Decimal
    freight_usd: Decimal | None
    reply: str
    refunded_usd: Decimal
    is_decided_by_market: bool
    is_resaleable: bool | None
    asked_at: datetime
    answer_due_at: datetime | None
    closed_at: datetime | None
    may_answer: bool
    kinds: tuple[tuple[str, str], ...]


def return_of_order(session: Session, reader: Reader, order: Any, on: date) -> ReturnPage | None:
    """The return of an order that the reader may see; None where nobody asked."""
    query = select(ParcelReturn).where(own(ParcelReturn, reader), ParcelReturn.order_id == order.id)
    row = session.scalars(query).first()
    return _page(session, reader, row, order, on) if row else None


def return_page(session: Session, reader: Reader, return_id: UUID, on: date) -> tuple[ReturnPage, UUID]:
    """One return by its id, and its order. Raises: Absent."""
    query = select(ParcelReturn).where(own(ParcelReturn, reader), ParcelReturn.id == return_id)
    row = found(session.scalars(query).first())
    order = session.get_one(ConsumerOrder, row.order_id)
    return _page(session, reader, row, order, on), order.id


def _page(session: Session, reader: Reader, row: ParcelReturn, order: Any, on: date) -> ReturnPage:
    is_open = "answer" in PARCEL_RETURN.open(row.state)
    freight = way_back_usd(session, order, on) if is_open else row.freight_usd
    label, tone = STATES[row.outcome or row.state]
    open_kinds = tuple(
        (code, words) for code, words in KINDS.items() if code != "label" or freight is not None
    )
    return ReturnPage(
        id=row.id, state=row.state, label=label, tone=tone, reason=row.reason,
        reason_label=REASONS[row.reason], figures=row.figures, has_right=row.has_right, request=row.request,
        kind=row.kind, kind_label=KINDS.get(row.kind, ""), share=row.share, freight_usd=freight,
        reply=row.reply, refunded_usd=row.refunded_usd, is_decided_by_market=row.is_decided_by_market,
        is_resaleable=row.is_resaleable, asked_at=row.asked_at, answer_due_at=row.answer_due_at,
        closed_at=row.closed_at, may_answer=is_open and has_duty(reader, "sales"), kinds=open_kinds,
    )  # fmt: skip


def way_back_usd(session: Session, order: Any, on: date) -> Decimal | None:
    """What a carrier takes for the parcel's way back: the cheapest open service out, times the assumed
    factor. None where no service is open.
    """
    if order.parcel_kg is None:
        return None
    product = session.get_one(Product, order.product_id)
    options = parcel_options(session, product, order.market, order.parcel_kg, on)
    cost = next((each.cost_usd for each in options if each.cost_usd is not None), None)
    factor = Decimal(parameters("returns")["way_back"]["freight_factor"])
    return None if cost is None else rounded(cost * factor, "USD")


def return_states(session: Session, order_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Order -> label and tone of its return."""
    columns = (ParcelReturn.order_id, ParcelReturn.state, ParcelReturn.outcome)
    rows = session.execute(select(*columns).where(ParcelReturn.order_id.in_(list(order_ids))))
    return {row.order_id: STATES[row.outcome or row.state] for row in rows}


def return_rates(
    session: Session, listing_ids: Iterable[UUID], since: list[ColumnElement[bool]]
) -> dict[str, tuple[int, Decimal]]:
    """Listing -> how many of its delivered parcels somebody wanted to give back, and their share.

    Args: since: conditions on the orders, such as from which day on they were delivered.
    """
    order = ConsumerOrder
    query = (
        select(order.listing_id, func.count(order.id), func.count(ParcelReturn.id))
        .outerjoin(ParcelReturn, ParcelReturn.order_id == order.id)
        .where(order.listing_id.in_(list(listing_ids)), order.delivered_at.is_not(None), *since)
        .group_by(order.listing_id)
    )
    return {
        str(listing): (asked, round(Decimal(asked) / count, 4))
        for listing, count, asked in session.execute(query)
    }
