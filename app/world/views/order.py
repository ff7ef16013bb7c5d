"""What a buyer sees of an order: the proforma invoice to confirm, and the deal when the goods have come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.complaint import UNSETTLED, Complaint
from app.models.document import Document
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.review import Review
from app.models.shipment import Shipment
from app.queries.deals.force_majeure import excused_days
from app.trade.carriage.claim_settlement import risk_is_sellers
from app.trade.market.standing import STRANGER
from app.trade.papers.contract_check import Agreed
from app.world.views.inquiry import Talk, talk_of
from app.world.views.standing import standings


@dataclass(frozen=True, slots=True)
class ProformaView:
    """An issued proforma invoice, and what was agreed."""

    stable_name: str
    order_id: UUID
    state: str
    terms: dict[str, Any]
    agreed: Agreed
    talk: Talk


def proforma_view(session: Session, entry: AgendaEntry) -> ProformaView:
    """The view for "order.consider"."""
    order = session.get_one(Order, entry.subject_id)
    buyer = session.get_one(Buyer, order.buyer_id)
    agreed = Agreed(
        buyer.company_name or buyer.name, order.quantity, order.unit_price_usd, order.total_usd, "USD",
        order.incoterm, order.named_place, order.payment_terms, order.ship_by or date.max,
    )  # fmt: skip
    name = entry.given["stable_name"]
    talk = talk_of(session, order.inquiry_id, entry.due_at, name)
    return ProformaView(name, order.id, order.state, order.terms, agreed, talk)


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal whose goods have come. days_late: of the shipment, of which excused_days by force majeure and a
    notice of it; defect_rate: a ratio of pieces; document_faults: of the last check;
    made_good: share of the loss that the remedy of a complaint covered; is_lost: all goods perished on the
    way, and defect_rate is then 1 at the seller's risk and 0 at the buyer's.
    """

    stable_name: str
    order_id: UUID
    state: str
    days_late: int
    excused_days: int
    defect_rate: Decimal
    document_faults: int
    is_reviewed: bool
    is_closed: bool
    talk: Talk
    is_complaint_open: bool = False
    made_good: Decimal = Decimal(0)
    is_unsettled: bool = False
    standing: Decimal = STRANGER
    is_lost: bool = False


def deal_view(session: Session, entry: AgendaEntry) -> DealView:
    """The view for "order.review"."""
    order = session.get_one(Order, entry.subject_id)
    name = entry.given.get("stable_name", "")
    talk = talk_of(session, order.inquiry_id, entry.due_at, name)
    shipped_on = home_date(order.shipped_at) if order.shipped_at else None
    late = (shipped_on - order.ship_by).days if shipped_on and order.ship_by else 0
    complained = session.exec(select(Complaint).where(Complaint.order_id == order.id)).all()
    reviewed = session.exec(select(Review.id).where(Review.order_id == order.id)).first()
    is_lost, harmed = _harm(session, order)
    faulty = Decimal(0) if is_lost else _defect_rate(session, order.id)  # nobody saw what was lost
    return DealView(
        stable_name=name,
        order_id=order.id,
        state=order.state,
        days_late=max(late, 0),
        excused_days=excused_days(session, order) if late > 0 else 0,
        defect_rate=min(faulty + harmed, Decimal(1)),
        is_lost=is_lost,
        document_faults=_document_faults(session, order.id),
        is_reviewed=reviewed is not None,
        is_closed=talk.state != "won" or talk.is_closed,
        talk=talk,
        is_complaint_open=any(row.state in ("lodged", "answered") for row in complained),
        is_unsettled=any(row.state in UNSETTLED for row in complained),
        made_good=max((row.made_good for row in complained), default=Decimal(0)),
        standing=standings(session, order.course_id, (order.buyer_id, order.team_id)).get(
            (order.buyer_id, order.team_id), STRANGER
        ),
    )


def _defect_rate(session: Session, order_id: UUID) -> Decimal:
    """Faulty pieces that reached the buyer, as a share of all (`rate` of the purchases' defects)."""
    rates = [
        Decimal(str(defects.get("rate", "0")))
        for defects in session.exec(
            select(Purchase.defects).where(Purchase.order_id == order_id, Purchase.state != "declined")
        )
        if defects
    ]
    return max(rates, default=Decimal(0))


def _harm(session: Session, order: Order) -> tuple[bool, Decimal]:
    """Whether all goods were lost on the way, and the pieces that came to harm at the seller's risk, as a
    share of all; at the buyer's they are no fault of the seller.
    """
    query = select(Shipment.state, Shipment.damage)
    sent = session.exec(query.where(Shipment.order_id == order.id, Shipment.state != "cancelled")).first()
    state, found = sent or ("", {})
    if not found or not risk_is_sellers(order.incoterm):
        return state == "perished", Decimal(0)
    return state == "perished", Decimal(found["pieces"]) / found["quantity"]


def _document_faults(session: Session, order_id: UUID) -> int:
    found = session.exec(
        select(Document.findings).where(Document.order_id == order_id, Document.state == "issued")
    )
    return sum(
        1
        for findings in found
        for each in findings
        if not isinstance(each, dict) or each.get("severity") == "error"
    )
