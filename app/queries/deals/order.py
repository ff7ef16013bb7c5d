"""Orders of a team, and one order with its stages and its proforma invoice."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.buyer import Buyer
from app.models.declaration import Declaration
from app.models.document import Document
from app.models.enterprise import Enterprise
from app.models.order import Order
from app.models.payment import Payment
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.refund import RefundClaim
from app.models.review import Review
from app.models.shipment import Shipment
from app.queries.deals.complaint import ComplaintPage, complaint_of
from app.queries.deals.force_majeure import Notice, notices_of
from app.queries.people.names import own_name, own_words
from app.queries.scope import Reader, found, has_duty
from app.trade.lifecycles import ORDER
from app.trade.papers.documents import missing, paper
from app.trade.papers.paper import PaperField

PROFORMA = "proforma_invoice"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in the list."""

    id: UUID
    number: int
    buyer_name: str
    company_name: str
    country: str
    product_name: str
    quantity: int
    total_usd: Decimal
    incoterm: str
    named_place: str
    state: str
    ship_by: date | None
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the deal. tone: done, here or ahead; note: the state of what it stands on."""

    code: str
    href: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order. notices: events that may keep its goods, and what the buyer was told of them."""

    id: UUID
    number: int
    state: str
    version: int
    inquiry_id: UUID
    quotation_number: int
    buyer_name: str
    company_name: str
    buyer_address: str
    country: str
    product_name: str
    sku: str
    enterprise_name: str
    enterprise_name_zh: str
    quantity: int
    unit_price_usd: Decimal
    total_usd: Decimal
    incoterm: str
    named_place: str
    mode: str
    payment_terms: str
    ship_by: date | None
    drafted_at: datetime
    confirmed_at: datetime | None
    completed_at: datetime | None
    terms: dict[str, Any]
    fields: tuple[PaperField, ...]
    missing: tuple[str, ...]
    changes_asked: tuple[dict[str, Any], ...]
    payments: tuple[tuple[str, str, Decimal], ...]
    stages: tuple[Stage, ...]
    complaint: ComplaintPage | None
    notices: tuple[Notice, ...]
    may_notify: bool
    stars: int | None
    review: str
    open: frozenset[str]
    may_write: bool
    may_sales: bool


def orders(session: Session, reader: Reader) -> list[OrderRow]:
    """The reader's orders, newest first."""
    query = (
        select(
            Order.id, Order.number, Buyer.name, Buyer.company_name, Buyer.country,
            own_words(Product.name_en, Product.name_zh), Order.quantity, Order.total_usd,
            Order.incoterm, Order.named_place, Order.state, Order.ship_by, Order.drafted_at,
        )
        .join(Buyer, col(Buyer.id) == Order.buyer_id)
        .join(Product, col(Product.id) == Order.product_id)
        .where(_readers(reader))
        .order_by(col(Order.drafted_at).desc(), col(Order.number).desc())
    )  # fmt: skip
    return [OrderRow(*row) for row in session.exec(query)]


def _readers(reader: Reader) -> Any:
    """An order is its team's: the enterprise sees its purchase orders, not the sale."""
    in_course = Order.course_id == reader.course_id
    return in_course if reader.teaches else in_course & (col(Order.team_id) == reader.team_id)


def order_page(session: Session, reader: Reader, order_id: UUID, on: date | None = None) -> OrderPage:
    """One order. on: the course's day, for what a complaint is about. Raises: Absent."""
    order = found(session.exec(select(Order).where(_readers(reader), Order.id == order_id)).first())
    buyer, product = session.get_one(Buyer, order.buyer_id), session.get_one(Product, order.product_id)
    enterprise = session.get_one(Enterprise, order.enterprise_id)
    quotation = session.get_one(Quotation, order.quotation_id)
    review = session.exec(select(Review).where(Review.order_id == order.id)).first()
    paid = select(Payment.kind, Payment.state, Payment.amount_usd).where(Payment.order_id == order.id)
    payments = tuple(sorted((tuple(row) for row in session.exec(paid)), key=lambda row: row[0], reverse=True))
    return OrderPage(
        id=order.id, number=order.number, state=order.state, version=order.version,
        inquiry_id=order.inquiry_id,
        quotation_number=quotation.number, buyer_name=buyer.name, company_name=buyer.company_name,
        buyer_address=buyer.address, country=buyer.country,
        product_name=own_name(product.name_en, product.name_zh), sku=product.sku,
        enterprise_name=enterprise.name, enterprise_name_zh=enterprise.name_zh, quantity=order.quantity,
        unit_price_usd=order.unit_price_usd, total_usd=order.total_usd, incoterm=order.incoterm,
        named_place=order.named_place, mode=order.mode, payment_terms=order.payment_terms,
        ship_by=order.ship_by,
        drafted_at=order.drafted_at, confirmed_at=order.confirmed_at, completed_at=order.completed_at,
        terms=order.terms, fields=paper(PROFORMA).fields, missing=tuple(missing(PROFORMA, order.terms)),
        changes_asked=tuple(order.changes_asked), payments=payments,
        stages=_stages(session, order, payments),
        complaint=complaint_of(session, reader, order.id, on) if on else None,
        notices=notices_of(session, order),
        may_notify=order.state in ("confirmed", "deposit_received")
        and (has_duty(reader, "sales") or has_duty(reader, "logistics")),
        stars=review.stars if review else None,
        review=review.body if review else "", open=ORDER.open(order.state),
        may_write=has_duty(reader, "sales") or has_duty(reader, "documents"), may_sales=has_duty(reader,
        "sales"),
    )  # fmt: skip


def proforma_terms(session: Session, reader: Reader, order_id: UUID) -> tuple[int, dict[str, Any]]:
    """Number and terms of an order's proforma invoice. Raises: Absent."""
    query = select(Order.number, Order.terms).where(_readers(reader), Order.id == order_id)
    row = found(session.exec(query).first())
    return row[0], row[1]


def _last_state(session: Session, model: Any, order_id: UUID) -> str:
    query = select(model.state).where(model.order_id == order_id).order_by(col(model.id).desc())
    return session.exec(query).first() or ""


def _stages(session: Session, order: Order, payments: tuple[Any, ...]) -> tuple[Stage, ...]:
    """The stages of a deal in their order, each with what it has come to."""
    base, states = f"/orders/{order.id}", {kind: state for kind, state, _ in payments}
    purchase, shipment = (_last_state(session, each, order.id) for each in (Purchase, Shipment))
    declaration, refund = (_last_state(session, each, order.id) for each in (Declaration, RefundClaim))
    papers = session.exec(
        select(Document.id).where(Document.order_id == order.id, Document.state == "issued")
    ).all()
    is_paid = order.balance_received_at is not None
    reached = [
        ("inquiry", f"/inquiries/{order.inquiry_id}", True, "won"),
        ("contract", base, order.confirmed_at is not None, order.state),
        ("deposit", f"{base}/money", states.get("deposit") == "received", states.get("deposit", "")),
        ("purchase", f"{base}/purchase", purchase == "collected", purchase),
        ("shipment", f"{base}/shipment", order.delivered_at is not None or shipment == "perished", shipment),
        ("documents", f"{base}/documents", len(papers) > 3, "issued" if papers else ""),
        ("declaration", f"{base}/declaration", declaration == "released", declaration),
        ("balance", f"{base}/money", is_paid, states.get("balance", "")),
        ("refund", f"{base}/refund", refund == "paid", refund),
    ]
    here = next((code for code, _, is_done, _ in reached if not is_done), "")
    return tuple(
        Stage(code, href, "done" if is_done else "here" if code == here else "ahead", note)
        for code, href, is_done, note in reached
    )
