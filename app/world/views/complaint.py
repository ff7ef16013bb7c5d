"""What a buyer sees of a delivery that may be complained of, and of the answer to a complaint."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.complaint import Complaint
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.product import Product
from app.trade.market.complaint import DeliveredGoods
from app.world.views.inquiry import Talk, talk_of
from app.world.views.order import deal_view
from app.world.views.sample import untrue_of


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery on the buyer's floor. days_late: with those that are excused; untrue: what was said of the
    goods and is not so.
    """

    stable_name: str
    order_id: UUID
    number: str
    is_delivered: bool
    is_complained: bool
    quantity: int
    goods: DeliveredGoods
    days_late: int
    untrue: tuple[str, ...]
    talk: Talk


def delivery_view(session: Session, entry: AgendaEntry) -> DeliveryView:
    """The view for "complaint.consider"."""
    order, deal = session.get_one(Order, entry.subject_id), deal_view(session, entry)
    inquiry, product = session.get_one(Inquiry, order.inquiry_id), session.get_one(Product, order.product_id)
    untrue = untrue_of(session, inquiry, product)
    held = session.exec(select(Complaint.id).where(Complaint.order_id == order.id)).first()
    goods = DeliveredGoods(
        order.total_usd, deal.defect_rate, Decimal(parameters("complaint")["agreed"]["defect_rate"]),
        deal.days_late - deal.excused_days, deal.document_faults, len(untrue),
        deal.is_lost and deal.defect_rate == 1,
    )  # fmt: skip
    return DeliveryView(
        deal.stable_name, order.id, str(order.terms.get("number", "")),
        order.state in ("delivered", "perished", "completed"), held is not None, order.quantity, goods,
        deal.days_late, untrue, deal.talk,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint with the remedy that was offered. received_on: the day on which the goods came, or were
    told to be lost.
    """

    stable_name: str
    complaint_id: UUID
    state: str
    round_number: int
    loss: dict[str, Decimal]
    remedy: dict[str, Any]
    wanted_usd: Decimal
    is_due: bool
    on: date
    received_on: date
    talk: Talk


def complaint_view(session: Session, entry: AgendaEntry) -> ComplaintView:
    """The view for "complaint.weigh", "complaint.overdue" and "complaint.decide"."""
    complaint = session.get_one(Complaint, entry.subject_id)
    order, name = session.get_one(Order, complaint.order_id), entry.given["stable_name"]
    due_at = complaint.answer_due_at
    return ComplaintView(
        name, complaint.id, complaint.state, complaint.round_number,
        {code: Decimal(str(usd)) for code, usd in complaint.loss.items()}, complaint.remedy,
        complaint.wanted_usd, due_at is not None and entry.due_at >= due_at,
        home_date(entry.due_at), home_date(order.delivered_at or complaint.lodged_at),
        talk_of(session, order.inquiry_id, entry.due_at, name),
    )  # fmt: skip
