"""The refund of one order: what is there for a claim, the claim, its examination and its outcome."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.clock import home_date
from app.models.declaration import Declaration
from app.models.order import Order
from app.models.payment import Payment
from app.models.purchase import Purchase
from app.models.refund import RefundClaim
from app.queries.money.ledger import check_books
from app.queries.scope import Reader, found, has_duty, own
from app.trade.books.vat_refund import refund_deadline
from app.trade.clearance.customs_labels import finding_sentence
from app.trade.finding import Finding
from app.trade.lifecycles import REFUND_CLAIM
from app.trade.words.money_labels import ENTRY_FINDINGS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim was refused: a sentence to be translated and filled."""

    code: str
    words: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim as it stands."""

    id: UUID
    state: str
    papers: dict[str, Any]
    claimed_rmb: Decimal
    granted_rmb: Decimal | None
    refund_rate: Decimal
    reasons: tuple[Reason, ...]
    workings: list[Any]
    times_claimed: int
    claimed_at: datetime
    decision_on: date | None
    answered_at: datetime | None
    payment_on: date | None
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefundPage:
    """The whole page. `open`: which verbs the state leaves open to this reader."""

    order_id: UUID
    number: int
    is_shipped: bool
    has_declaration: bool
    has_invoice: bool
    is_paid_in_full: bool
    deadline: date | None
    days_left: int | None
    claim: ClaimShown | None
    open: frozenset[str]

    @property
    def is_ready(self) -> bool:
        """Whether a claim can be handed in."""
        return self.is_shipped and self.has_declaration and self.has_invoice


def refund_page(session: Session, reader: Reader, order_id: UUID, now: datetime) -> RefundPage:
    """The refund of an order. Raises Absent if it is not the reader's."""
    check_books(reader)
    row = found(
        session.execute(
            select(Order.number, Order.shipped_at, Order.state).where(
                own(Order, reader), Order.id == order_id
            )
        ).first()
    )
    claim = _claim(session, reader, order_id)
    deadline = refund_deadline(home_date(row.shipped_at)) if row.shipped_at else None
    return RefundPage(
        order_id=order_id,
        number=row.number,
        is_shipped=row.shipped_at is not None,
        **_papers(session, reader, order_id),
        deadline=deadline,
        days_left=(deadline - home_date(now)).days if deadline else None,
        claim=claim,
        open=_open(claim, reader),
    )


def order_of_claim(session: Session, reader: Reader, claim_id: UUID) -> UUID:
    """The order whose refund is claimed. Raises Absent if it is not the reader's."""
    query = select(RefundClaim.order_id).where(own(RefundClaim, reader), RefundClaim.id == claim_id)
    order_id: UUID = found(session.execute(query).scalar())
    return order_id


def reason_of(finding: dict[str, Any]) -> Reason:
    """The sentence of a stored finding, with its figures."""
    code, figures = finding["code"], dict(finding.get("figures") or {})
    words = ENTRY_FINDINGS.get(code) or finding_sentence(Finding(code, "error", (), "", figures))
    return Reason(code, words, figures)


def _open(claim: ClaimShown | None, reader: Reader) -> frozenset[str]:
    if reader.teaches or not has_duty(reader, "finance"):
        return frozenset()
    return REFUND_CLAIM.open(claim.state) & {"claim_again"} if claim else frozenset({"claim"})


def _claim(session: Session, reader: Reader, order_id: UUID) -> ClaimShown | None:
    query = select(RefundClaim).where(own(RefundClaim, reader), RefundClaim.order_id == order_id)
    row = session.execute(query.order_by(RefundClaim.id.desc())).scalars().first()
    if row is None:
        return None
    return ClaimShown(
        row.id, row.state, row.papers, row.claimed_rmb, row.granted_rmb, row.refund_rate,
        tuple(reason_of(finding) for finding in row.findings), row.workings, row.times_claimed,
        row.claimed_at, row.decision_on, row.answered_at, row.payment_on, row.paid_at,
    )  # fmt: skip


def _papers(session: Session, reader: Reader, order_id: UUID) -> dict[str, bool]:
    """Which of the three papers are there; never what they say, which the student reads on them."""

    def rows(model: Any, column: Any) -> list[Any]:
        query = select(column).where(own(model, reader), model.order_id == order_id)
        return list(session.execute(query).scalars())

    payments = rows(Payment, Payment.state)
    return {
        "has_declaration": "released" in rows(Declaration, Declaration.state),
        "has_invoice": any(rows(Purchase, Purchase.vat_invoice)),
        "is_paid_in_full": bool(payments) and set(payments) == {"received"},
    }
