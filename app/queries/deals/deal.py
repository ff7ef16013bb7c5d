"""Which deal a row belongs to: from any paper, payment or parcel to its inquiry, market and product."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.models.call import Call
from app.models.complaint import Complaint
from app.models.consumer_order import ConsumerOrder
from app.models.declaration import Declaration
from app.models.document import Document
from app.models.inquiry import Inquiry
from app.models.inspection import Inspection
from app.models.instruction import Instruction
from app.models.insurance_claim import InsuranceClaim
from app.models.listing import Listing
from app.models.order import Order
from app.models.parcel_return import ParcelReturn
from app.models.partnership import Partnership
from app.models.payment import Payment
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.refund import RefundClaim
from app.models.review import Review
from app.models.sample import Sample
from app.models.settlement import Settlement
from app.models.shipment import InsurancePolicy, Shipment

_OF_ORDER: tuple[Any, ...] = (
    Purchase, Inspection, Shipment, InsurancePolicy, InsuranceClaim, Document, Declaration, Payment,
    Settlement, RefundClaim,
)  # fmt: skip

_LOST = ("lost", "declined")


@dataclass(frozen=True, slots=True)
class Deal:
    """`key` names the inquiry or parcel ("" for a listing). `is_over`: its hidden truth may be shown."""

    key: str
    market: str
    product: str
    is_over: bool


NO_DEAL = Deal("", "", "", False)


def deals_of(session: Session, course_id: UUID, team_id: UUID | None = None) -> dict[str, Deal]:
    """Row id -> its deal, for every row of a deal in the course (of one team, if one is named)."""

    def rows(model: Any, *columns: Any) -> Any:
        query = select(model.id, *columns).where(model.course_id == course_id)
        return session.execute(query.where(model.team_id == team_id) if team_id else query)

    found = {
        # A won talk is closed long before its deal is over: the closing letter ends it.
        row.id: Deal(
            str(row.id), row.market, str(row.product_id or ""), bool(row.closing) or row.state in _LOST
        )
        for row in rows(Inquiry, Inquiry.market, Inquiry.product_id, Inquiry.closing, Inquiry.state)
    }
    for model in (Quotation, Call, Sample):
        for row in rows(model, model.inquiry_id):
            found[row.id] = found.get(row.inquiry_id, NO_DEAL)
    complaints = rows(Complaint, Complaint.order_id, Complaint.closed_at).all()
    disputed = {row.order_id for row in complaints if row.closed_at is None}
    for row in rows(Order, Order.inquiry_id, Order.market, Order.product_id, Order.state):
        before = found.get(row.inquiry_id, NO_DEAL)
        is_over = before.is_over or row.state in ("completed", "cancelled")
        is_over = is_over and row.id not in disputed  # what a buyer lost is shown when the complaint is over
        found[row.id] = Deal(before.key or str(row.id), row.market, str(row.product_id), is_over)
    for model in _OF_ORDER:
        for row in rows(model, model.order_id):
            found[row.id] = found.get(row.order_id, NO_DEAL)
    for row in complaints:
        found[row.id] = found.get(row.order_id, NO_DEAL)
    for row in rows(
        Instruction, Instruction.inquiry_id, Instruction.purchase_id, Instruction.order_id, Instruction.state
    ):
        about = found.get(row.inquiry_id or row.purchase_id or row.order_id, NO_DEAL)
        found[row.id] = replace(about, key=about.key or str(row.id), is_over=row.state == "over")
    found |= _without_inquiry(rows, found)
    return {str(row_id): deal for row_id, deal in found.items()}


def _without_inquiry(rows: Any, found: dict[UUID, Deal]) -> dict[UUID, Deal]:
    """Parcels, reviews, partnerships and listings. found: the deals of orders, for their reviews."""
    more: dict[UUID, Deal] = {}
    parcel = ConsumerOrder
    for row in rows(parcel, parcel.market, parcel.product_id, parcel.state):
        is_over = row.state in ("released", "cancelled")
        more[row.id] = Deal(str(row.id), row.market, str(row.product_id), is_over)
    for row in rows(ParcelReturn, ParcelReturn.order_id):
        more[row.id] = more.get(row.order_id, NO_DEAL)
    for row in rows(Review, Review.order_id, Review.consumer_order_id):
        about = row.order_id or row.consumer_order_id
        more[row.id] = found.get(about) or more.get(about, NO_DEAL)
    for row in rows(Partnership, Partnership.enterprise_id):
        more[row.id] = Deal(str(row.id), "", str(row.enterprise_id), True)
    for row in rows(Listing, Listing.product_id):
        more[row.id] = Deal("", "", str(row.product_id), False)
    return more


def deal_in(body: dict[str, Any], deals: dict[str, Deal]) -> Deal:
    """The deal of a record: its subject's, else the one of a row that it made or changed."""
    named = [body["subject"]["id"], *(name.partition(":")[2] for name in body.get("changes") or {})]
    known = [deals[row_id] for row_id in named if row_id in deals]
    return next((deal for deal in known if deal.key), known[0] if known else NO_DEAL)
