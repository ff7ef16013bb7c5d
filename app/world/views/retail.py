"""What consumers, the customs office, the carrier and the market's bank see of a parcel."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.queries.rate import fee
from app.trade.payment_terms import BankFee


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as the party that it waits for sees it; `list_9610` as the team entered it;
    untrue_claims: of the listing that it was bought from.
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
    dispatched: bool
    given: dict[str, Any]
    untrue_claims: int = 0


def parcel_view(session: Session, entry: AgendaEntry) -> ParcelView:
    """The parcel that an entry is about."""
    order = session.get_one(ConsumerOrder, entry.subject_id)
    return ParcelView(
        stable_name=order.stable_name, order_id=order.id, state=order.state, at=entry.due_at,
        on=home_date(entry.due_at), market=order.market, list_9610=order.list_9610, charges=order.charges,
        promised_days=order.promised_days, placed_at=order.placed_at, delivered_at=order.delivered_at,
        paid_usd=order.paid_usd, dispatched=order.dispatched_at is not None, given=entry.given,
        untrue_claims=session.get_one(Listing, order.listing_id).untrue_claims,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """Money in escrow whose time has come, and the fees of market and wallet."""

    stable_name: str
    order_id: UUID
    state: str
    paid_usd: Decimal
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
    return ReleaseView(order.stable_name, order.id, order.state, order.paid_usd, commission, payment)
