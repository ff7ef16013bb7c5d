"""What consumers, the customs office, the carrier and the market's bank see of a parcel."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from app.queries.rates.rate import fee
from app.trade.payments.payment_terms import BankFee


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as the party that it waits for sees it; `list_9610` as the team entered it;
    untrue_claims: of the listing that it was bought from; returned: how far a return is. Both are seen by
    who judges it.
    """

    stable_name: str
    order_id: UUID
    state: str
    at: datetime
    on: date
    market: str
    list_9610: dict[str, Any]
    charges: dict[str, Any]
    promised_days: int
    placed_at: datetime
    delivered_at: datetime | None
    paid_usd: Decimal
    given: dict[str, Any]
    untrue_claims: int = 0
    returned: str = ""


def parcel_view(session: Session, entry: AgendaEntry) -> ParcelView:
    """The parcel that an entry is about."""
    return _parcel(session.get_one(ConsumerOrder, entry.subject_id), entry)


def judged_parcel(session: Session, entry: AgendaEntry) -> ParcelView:
    """The view for "parcel.review": with what was said of the goods, and whether they go back."""
    order = session.get_one(ConsumerOrder, entry.subject_id)
    claims = session.get_one(Listing, order.listing_id).untrue_claims
    return replace(_parcel(order, entry), untrue_claims=claims, returned=return_of(session, order.id))


def _parcel(order: ConsumerOrder, entry: AgendaEntry) -> ParcelView:
    return ParcelView(
        stable_name=order.stable_name, order_id=order.id, state=order.state, at=entry.due_at,
        on=home_date(entry.due_at), market=order.market, list_9610=order.list_9610, charges=order.charges,
        promised_days=order.promised_days, placed_at=order.placed_at, delivered_at=order.delivered_at,
        paid_usd=order.paid_usd, given=entry.given,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """Money in escrow whose time has come, and the fees of market and wallet."""

    stable_name: str
    order_id: UUID
    state: str
    paid_usd: Decimal
    refunded_usd: Decimal
    is_disputed: bool
    commission: BankFee
    payment: BankFee


def release_view(session: Session, entry: AgendaEntry) -> ReleaseView:
    """The delivered parcel whose money is due, with the fees of the day."""
    order, terms, on = (
        session.get_one(ConsumerOrder, entry.subject_id),
        parameters("marketplace"),
        home_date(entry.due_at),
    )
    commission, payment = fee(session, terms["commission_fee"], on), fee(session, terms["payment_fee"], on)
    return ReleaseView(
        order.stable_name, order.id, order.state, order.paid_usd, order.refunded_usd,
        return_of(session, order.id) in RETURN_OPEN, commission, payment,
    )  # fmt: skip


RETURN_OPEN = frozenset({"asked", "answered", "disputed", "sending"})


_RETURNED = select(ParcelReturn.state, ParcelReturn.outcome).where(
    col(ParcelReturn.order_id) == bindparam("order")
)


def return_of(session: Session, order_id: UUID) -> str:
    """How far a return of the order is: its state, its outcome once it is closed, "" for none."""
    row = session.execute(_RETURNED, {"order": order_id}).first()
    return "" if row is None else row[1] or row[0]
