"""What the tax office sees of a claim for a refund of VAT."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from app.actions.refund_papers import on_file
from app.core.clock import home_date
from app.core.days_off import closed_days
from app.models.agenda import AgendaEntry
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.refund import RefundClaim
from app.queries.teaching.world_event import events_of
from app.trade.books.refund_file import Entered, OnFile
from app.trade.market.world_event import bank_stop_days

_HOME_COUNTRY = "CN"
_AHEAD = 60


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with the papers that lie behind it; `closed` are the holidays of China to come."""

    stable_name: str
    claim_id: UUID
    state: str
    claimed_on: date
    on: date
    entered: Entered
    papers: OnFile
    closed: frozenset[date]


def claim_view(session: Session, entry: AgendaEntry) -> ClaimView:
    """What lies on the desk of the tax office."""
    claim = session.get_one(RefundClaim, entry.subject_id)
    order = session.get_one(Order, claim.order_id)
    inquiry = session.get_one(Inquiry, order.inquiry_id)
    on = home_date(entry.due_at)
    said = claim.papers
    return ClaimView(
        stable_name=f"{inquiry.stable_name}:refund:{claim.times_claimed}",
        claim_id=claim.id,
        state=claim.state,
        claimed_on=home_date(claim.claimed_at),
        on=on,
        entered=Entered(
            said["declaration_number"], said["vat_invoice_number"],
            *(Decimal(said[name]) for name in ("net_rmb", "quantity", "received_usd", "claimed_rmb")),
        ),
        papers=on_file(session, order),
        closed=closed_days((_HOME_COUNTRY,), on, _AHEAD) | bank_stop_days(events_of(session), on, _AHEAD),
    )  # fmt: skip
