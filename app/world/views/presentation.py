"""What the issuing bank and the applicant see of papers that are presented under a credit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.document import DocumentSet
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.queries.papers.credit_examination import credit_findings
from app.queries.rates.rate import exchange_rate
from app.trade.finding import Finding
from app.trade.market.standing import STRANGER
from app.world.views.inquiry import KnownBuyer, known_buyer
from app.world.views.standing import standings

_WITH_BANK = "sent"


@dataclass(frozen=True, slots=True)
class PresentationView:
    """Papers before the bank. is_open: of a credit that binds and is not honoured; faults: discrepancies for
    which a bank may refuse; owed_usd: of the balance that is still expected, None where nothing is.
    """

    stable_name: str
    instruction_id: UUID
    is_open: bool
    is_with_bank: bool
    is_shipped: bool
    on: date
    truth: Mapping[str, Any]
    draft: Mapping[str, Any]
    struck: tuple[str, ...]
    faults: tuple[Finding, ...]
    owed_usd: Decimal | None
    buyer: KnownBuyer


@dataclass(frozen=True, slots=True)
class WaiverView:
    """What the applicant weighs. market, contract: landed USD a piece, elsewhere by now and as agreed."""

    presentation: PresentationView
    faults: tuple[str, ...]
    standing: Decimal
    market: Decimal
    contract: Decimal


def presentation_view(session: Session, entry: AgendaEntry) -> PresentationView:
    """The view for "document.examine" and "instruction.expire"."""
    row = session.get_one(Instruction, entry.subject_id)
    order = session.get_one(Order, row.order_id)
    papers = select(DocumentSet.state).where(DocumentSet.order_id == order.id)
    owed = select(Payment.amount_usd).where(
        Payment.order_id == order.id, Payment.kind == "balance", Payment.state == "expected"
    )
    is_with_bank = session.exec(papers).first() == _WITH_BANK
    found = credit_findings(session, row)[2] if is_with_bank else []
    return PresentationView(
        entry.given["stable_name"], row.id,
        row.state == "accepted" and "honoured_at" not in row.check, is_with_bank,
        order.shipped_at is not None, home_date(entry.due_at), row.truth, row.draft,
        tuple(row.check.get("struck", ())), tuple(each for each in found if each.severity == "error"),
        session.exec(owed).first(), known_buyer(session.get_one(Buyer, order.buyer_id)),
    )  # fmt: skip


def waiver_view(session: Session, entry: AgendaEntry) -> WaiverView:
    """The view for "document.weigh_waiver"."""
    row = session.get_one(Instruction, entry.subject_id)
    order = session.get_one(Order, row.order_id)
    inquiry = session.get_one(Inquiry, order.inquiry_id)
    pair = (order.buyer_id, order.team_id)
    return WaiverView(
        presentation_view(session, entry),
        tuple(str(each["code"]) for each in row.check.get("faults", ())),
        standings(session, order.course_id, pair).get(pair, STRANGER),
        *_prices(session, order, inquiry, home_date(entry.due_at)),
    )


def _prices(session: Session, order: Order, inquiry: Inquiry, on: date) -> tuple[Decimal, Decimal]:
    """Landed USD a piece: elsewhere by now, which moves with the yuan's rate since the contract, and ours."""
    need = inquiry.need or {}
    contract = next(
        (Decimal(each["landed"]) for each in reversed(inquiry.noted.get("turns", ()))), order.unit_price_usd
    )
    elsewhere = Decimal(need.get("alternative", contract))
    agreed_on = home_date(order.confirmed_at or order.drafted_at)
    then, now = (exchange_rate(session, "CNY", day).rate for day in (agreed_on, on))
    return elsewhere * then / now, contract
