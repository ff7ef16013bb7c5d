"""What stands behind a letter that asks for money: the letter itself, and the purchase that it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.enterprise import Enterprise
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.shipment import Shipment
from app.models.team import Team
from app.world.credit_draft import CreditDeal
from app.world.views.inquiry import KnownBuyer, Talk, known_buyer, talk_of

_LIVE = ("in_production", "ready")


@dataclass(frozen=True, slots=True)
class InstructionView:
    """A letter with the truth behind it; talk: of the buyer who wrote it, None for a purchase's;
    draft, check and buyer: of a letter of credit that is proposed.
    """

    stable_name: str
    instruction_id: UUID
    state: str
    purpose: str
    is_true: bool
    truth: dict[str, Any]
    talk: Talk | None
    draft: Mapping[str, Any] = field(default_factory=dict)
    check: Mapping[str, Any] = field(default_factory=dict)
    buyer: KnownBuyer | None = None


def instruction_view(session: Session, entry: AgendaEntry) -> InstructionView:
    """The view for an instruction's entries of the agenda."""
    row, name = session.get_one(Instruction, entry.subject_id), entry.given["stable_name"]
    talk = talk_of(session, row.inquiry_id, entry.due_at, name) if row.inquiry_id else None
    return InstructionView(
        name, row.id, row.state, row.purpose, bool(row.truth["is_true"]), row.truth, talk,
        row.draft, row.check, _buyer_of(session, row),
    )  # fmt: skip


def _buyer_of(session: Session, row: Instruction) -> KnownBuyer | None:
    """The buyer whose order the letter is about."""
    if row.order_id is None:
        return None
    return known_buyer(session.get_one(Buyer, session.get_one(Order, row.order_id).buyer_id))


@dataclass(frozen=True, slots=True)
class SwapView:
    """A purchase that is under way, in RMB. number: of the purchase order."""

    stable_name: str
    at: datetime
    team_id: UUID
    purchase_id: UUID
    number: int
    enterprise: str
    total_rmb: Decimal
    open_rmb: Decimal
    is_live: bool


def swap_view(session: Session, entry: AgendaEntry) -> SwapView:
    """The view for "instruction.wish"."""
    row = session.get_one(Purchase, entry.subject_id)
    enterprise = session.get_one(Enterprise, row.enterprise_id)
    return SwapView(
        entry.given["stable_name"], entry.due_at, row.team_id, row.id, row.number, enterprise.name,
        row.total_rmb, row.total_rmb - row.paid_rmb, row.state in _LIVE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FreightView:
    """A booking whose freight the seller pays, in USD. number: of the order."""

    stable_name: str
    at: datetime
    team_id: UUID
    order_id: UUID
    number: int
    carrier: str
    freight_usd: Decimal
    is_live: bool


def freight_view(session: Session, entry: AgendaEntry) -> FreightView:
    """The view for "instruction.freight"."""
    row = session.get_one(Shipment, entry.subject_id)
    order = session.get_one(Order, row.order_id)
    return FreightView(
        entry.given["stable_name"], entry.due_at, row.team_id, order.id, order.number, row.carrier,
        row.freight_usd, row.state in ("booked", "loaded"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A contract whose balance is to come by transfer. is_open: it is still expected, and nothing shipped."""

    stable_name: str
    at: datetime
    team_id: UUID
    order_id: UUID
    is_open: bool
    buyer: KnownBuyer
    deal: CreditDeal


def proposal_view(session: Session, entry: AgendaEntry) -> ProposalView:
    """The view for "instruction.propose"."""
    order = session.get_one(Order, entry.subject_id)
    buyer, team = session.get_one(Buyer, order.buyer_id), session.get_one(Team, order.team_id)
    product = session.get_one(Product, order.product_id)
    balance = select(Payment).where(
        Payment.order_id == order.id, Payment.kind == "balance", Payment.state == "expected"
    )
    owed, on = session.exec(balance).first(), home_date(entry.due_at)
    deal = CreditDeal(
        buyer.company_name or buyer.name, buyer.city, buyer.country, team.company_name or team.name,
        team.address, product.name_en, order.quantity, order.unit_price_usd,
        owed.amount_usd if owed else Decimal(0), order.incoterm, order.named_place, order.number, on,
        max(order.ship_by or on, on),
    )  # fmt: skip
    is_open = owed is not None and order.shipped_at is None and order.state != "cancelled"
    return ProposalView(
        entry.given["stable_name"], entry.due_at, team.id, order.id, is_open, known_buyer(buyer), deal,
    )  # fmt: skip
