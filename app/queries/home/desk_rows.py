"""What the seller's home page reads: few selects of named columns, each over all of the team's deals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlmodel import Session

from app.models.buyer import Buyer
from app.models.call import Call
from app.models.complaint import Complaint
from app.models.consumer_order import ConsumerOrder
from app.models.declaration import Declaration
from app.models.document import DocumentSet
from app.models.inquiry import Inquiry
from app.models.inspection import Inspection
from app.models.instruction import Instruction
from app.models.insurance_claim import InsuranceClaim
from app.models.laboratory_test import LaboratoryTest
from app.models.order import Order
from app.models.parcel_return import ParcelReturn
from app.models.payment import Payment
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.refund import RefundClaim
from app.models.sample import Sample
from app.models.settlement import Settlement
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.deals.force_majeure import Notice

Rows = Sequence[Row[Any]]
# Built once: to build these selects costs more than to run them.
_COURSE, _TEAM = bindparam("course_id"), bindparam("team_id")


@dataclass(frozen=True, slots=True)
class DeskRows:
    """The team's deals, each kind of row newest last. Rows carry the columns of the selects below. notices:
    of events, still to be given, by order.
    """

    orders: Rows
    inquiries: Rows
    quotations: Rows
    purchases: Rows
    shipments: Rows
    payments: Rows
    consumer_orders: Rows
    samples: Rows
    calls: Rows
    instructions: Rows
    laboratory_tests: Rows
    notices: Mapping[UUID, Notice] = field(default_factory=dict)

    def of(self, rows: Rows) -> dict[UUID, list[Row[Any]]]:
        """Rows by the order that they belong to."""
        found: dict[UUID, list[Row[Any]]] = {}
        for row in rows:
            found.setdefault(row.order_id, []).append(row)
        return found


def _orders() -> Any:
    settled = (
        select(func.sum(Settlement.amount_usd))
        .where(Settlement.order_id == Order.id)
        .scalar_subquery()
        .label("decided_usd")
    )
    return (
        select(
            Order.id, Order.number, Order.state, Order.quantity, Order.total_usd, Order.market, Order.ship_by,
            Order.incoterm, Order.drafted_at, Order.confirmed_at, Order.shipped_at, Quotation.margin_rate,
            Buyer.name.label("buyer_name"), Buyer.company_name, Product.name_en, Product.name_zh, settled,
            Declaration.state.label("declaration_state"), DocumentSet.state.label("set_state"),
            RefundClaim.state.label("refund_state"), Complaint.state.label("complaint_state"),
            Complaint.answer_due_at.label("complaint_due_at"), Complaint.wanted_usd,
        )
        .join(Quotation, Quotation.id == Order.quotation_id)
        .join(Buyer, Buyer.id == Order.buyer_id)
        .join(Product, Product.id == Order.product_id)
        .outerjoin(Declaration, Declaration.order_id == Order.id)
        .outerjoin(DocumentSet, DocumentSet.order_id == Order.id)
        .outerjoin(RefundClaim, RefundClaim.order_id == Order.id)
        .outerjoin(Complaint, Complaint.order_id == Order.id)
        .where(Order.course_id == _COURSE, Order.team_id == _TEAM)
        .order_by(Order.number)
    )  # fmt: skip


def _inquiries() -> Any:
    return (
        select(
            Inquiry.id, Inquiry.number, Inquiry.state, Inquiry.opened_at, Inquiry.reply_due_at,
            Inquiry.first_reply_at, Inquiry.closed_at, Buyer.name.label("buyer_name"),
        )
        .join(Buyer, Buyer.id == Inquiry.buyer_id)
        .where(Inquiry.course_id == _COURSE, Inquiry.team_id == _TEAM)
        .order_by(Inquiry.opened_at, Inquiry.id)
    )  # fmt: skip


def _purchases() -> Any:
    inspected = (
        select(func.count(Inspection.id))
        .where(Inspection.purchase_id == Purchase.id)
        .scalar_subquery()
        .label("inspections")
    )
    return (
        select(
            Purchase.order_id, Purchase.state, Purchase.total_rmb, Purchase.paid_rmb, Purchase.ready_at,
            Purchase.promised_on, inspected,
        )
        .where(Purchase.course_id == _COURSE, Purchase.team_id == _TEAM)
        .order_by(Purchase.id)
    )  # fmt: skip


def _shipments() -> Any:
    """With the policy of each and how the claim under it stands."""
    return (
        select(
            Shipment.order_id, Shipment.state, Shipment.mode, Shipment.origin, Shipment.destination,
            Shipment.cut_off_at, Shipment.departs_on, Shipment.arrives_on, Shipment.arrived_at,
            Shipment.damage, InsurancePolicy.id.label("policy_id"),
            InsuranceClaim.state.label("claim_state"), InsuranceClaim.answer_due_at.label("claim_due_at"),
        )
        .outerjoin(InsurancePolicy, InsurancePolicy.shipment_id == Shipment.id)
        .outerjoin(InsuranceClaim, InsuranceClaim.shipment_id == Shipment.id)
        .where(Shipment.course_id == _COURSE, Shipment.team_id == _TEAM)
        .order_by(Shipment.id)
    )  # fmt: skip


def _samples() -> Any:
    """Samples that wait for the team, of talks that go on."""
    return (
        select(
            Sample.id, Sample.inquiry_id, Sample.state, Sample.answer_due_at, Buyer.name.label("buyer_name")
        )
        .join(Inquiry, Inquiry.id == Sample.inquiry_id)
        .join(Buyer, Buyer.id == Sample.buyer_id)
        .where(Sample.course_id == _COURSE, Sample.team_id == _TEAM)
        .where(Sample.state.in_(("asked", "agreed")), Inquiry.state.in_(("waiting", "answered")))
        .order_by(Sample.asked_at, Sample.id)
    )


def _own(model: Any, *columns: Any) -> Any:
    return select(*columns).where(model.course_id == _COURSE, model.team_id == _TEAM).order_by(model.id)


_SELECTS = {
    "orders": _orders(),
    "inquiries": _inquiries(),
    "samples": _samples(),
    "instructions": _own(
        Instruction, Instruction.id, Instruction.number, Instruction.sender, Instruction.state,
        Instruction.due_at, Instruction.purpose,
    ),
    "quotations": _own(
        Quotation, Quotation.id, Quotation.inquiry_id, Quotation.number, Quotation.state,
        Quotation.valid_until,
    ),
    "purchases": _purchases(),
    "shipments": _shipments(),
    "payments": _own(
        Payment, Payment.order_id, Payment.kind, Payment.state, Payment.amount_usd, Payment.received_usd,
        Payment.received_at,
    ),
    "laboratory_tests": _own(
        LaboratoryTest, LaboratoryTest.listing_id, LaboratoryTest.certificate, LaboratoryTest.state,
        LaboratoryTest.valid_until, LaboratoryTest.report_on, LaboratoryTest.fee_rmb,
    ).where(LaboratoryTest.state.in_(("quoted", "ordered"))),
    "calls": _own(Call, Call.id, Call.state, Call.opens_at, Call.starts_at, Call.waits_until),
    "consumer_orders": _own(
        ConsumerOrder, ConsumerOrder.id, ConsumerOrder.number, ConsumerOrder.state,
        ConsumerOrder.ship_due_at, ParcelReturn.id.label("return_id"),
        ParcelReturn.answer_due_at.label("return_due_at"),
    ).outerjoin(
        ParcelReturn, (ParcelReturn.order_id == ConsumerOrder.id) & (ParcelReturn.state == "asked")
    ),
}  # fmt: skip


def desk_rows(session: Session, course_id: UUID, team_id: UUID) -> DeskRows:
    """All rows of one team that the desk speaks of."""
    asked = {"course_id": course_id, "team_id": team_id}
    connection = session.connection()
    return DeskRows(**{name: connection.execute(query, asked).all() for name, query in _SELECTS.items()})
