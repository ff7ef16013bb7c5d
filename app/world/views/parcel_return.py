"""What consumers, the market and the carrier see of goods that may go back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from app.models.product import Product
from app.queries.rates.rate import fee
from app.trade.market.parcel_return import commission_back
from app.trade.money import Money
from app.trade.payments.payment_terms import bank_fee
from app.world.views.retail import return_of


@dataclass(frozen=True, slots=True)
class HeldParcel:
    """A delivered parcel in the consumer's hands. days: since the order; returned: "" while nobody asked."""

    stable_name: str
    order_id: UUID
    at: datetime
    delivered_at: datetime | None
    returned: str
    market: str
    pieces: int
    days: int
    promised_days: int
    is_charged_at_door: bool
    untrue_claims: int
    hs_code: str


def held_parcel(session: Session, entry: AgendaEntry) -> HeldParcel:
    """The view for "parcel_return.consider"."""
    order = session.get_one(ConsumerOrder, entry.subject_id)
    listing, product = session.get_one(Listing, order.listing_id), session.get_one(Product, order.product_id)
    days = (order.delivered_at - order.placed_at).days if order.delivered_at else 0
    return HeldParcel(
        order.stable_name, order.id, entry.due_at, order.delivered_at, return_of(session, order.id),
        order.market, order.pieces, days, order.promised_days,
        order.charges.get("kind") in ("door", "normal"), listing.untrue_claims, product.hs_code,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A return, as the party that it waits for sees it. commission_usd: what the market took, or will, of the
    whole sale; kept: share of it that it keeps when money is paid back.
    """

    stable_name: str
    return_id: UUID
    state: str
    at: datetime
    reason: str
    figures: dict[str, Any]
    has_right: bool
    kind: str
    share: Decimal
    paid_usd: Decimal
    commission_usd: Decimal
    kept: Decimal

    def given(self, refund: Decimal) -> dict[str, Decimal]:
        """What a party gives with a refund of this many USD."""
        back = commission_back(self.commission_usd, refund, self.paid_usd, self.kept)
        return {"refund_usd": refund, "commission_usd": back}


def return_view(session: Session, entry: AgendaEntry) -> ReturnView:
    """The return that an entry is about."""
    row = session.get_one(ParcelReturn, entry.subject_id)
    order = session.get_one(ConsumerOrder, row.order_id)
    terms = fee(session, parameters("marketplace")["commission_fee"], home_date(entry.due_at))
    commission = bank_fee(Money(order.paid_usd, "USD"), terms)[0].amount
    return ReturnView(
        row.stable_name, row.id, row.state, entry.due_at, row.reason, row.figures, row.has_right, row.kind,
        row.share, order.paid_usd, commission,
        Decimal(parameters("returns")["market"]["keeps_of_commission"]),
    )  # fmt: skip
