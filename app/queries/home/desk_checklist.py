"""The way to the first deal: nine steps, each done when the team's own rows say so."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session

from app.core.words import N_
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.order import Order
from app.models.partnership import Partnership
from app.models.payment import Payment
from app.models.quotation import Quotation
from app.models.refund import RefundClaim
from app.models.shop import Shop

# Step -> (title, what it takes, where it is done).
STEPS: dict[str, tuple[str, str, str]] = {
    "supplier": (N_("Apply to a supplier"), N_("Read the packs, say why you can sell them"), "/partnerships"),
    "shop": (N_("Open your shop"), N_("Name, words, shipping templates"), "/shop"),
    "listing": (N_("Publish a listing"), N_("Title, price, pictures in order"), "/listings"),
    "reply": (N_("Answer a buyer"), N_("Within 24 hours of their working day"), "/inquiries"),
    "quotation": (N_("Send a quotation"), N_("Choose the Incoterm, check your margin"), "/inquiries"),
    "invoice": (N_("Issue a proforma invoice"), N_("All minimum terms, no gaps"), "/orders"),
    "ship": (N_("Ship the goods"), N_("Goods, booking, declaration, papers"), "/orders"),
    "paid": (N_("Get paid"), N_("Deposit and balance, settled at a good rate"), "/books"),
    "refund": (N_("Claim the VAT refund"), N_("Declaration, VAT invoice and receipt agree"), "/orders"),
}


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """One step; `is_next` is the first that is not done."""

    title: str
    hint: str
    href: str
    is_done: bool
    is_next: bool


def _have(model: Any, *conditions: Any) -> Any:
    own = (model.course_id == bindparam("course_id"), model.team_id == bindparam("team_id"))
    return exists().where(*own, *conditions)


_DONE = select(
    _have(Partnership).label("supplier"),
    _have(Shop, Shop.is_open.is_(True)).label("shop"),
    _have(Listing, Listing.published_at.is_not(None)).label("listing"),
    _have(Inquiry, Inquiry.first_reply_at.is_not(None)).label("reply"),
    _have(Quotation, Quotation.sent_at.is_not(None)).label("quotation"),
    _have(Order, Order.state.not_in(("drafted", "cancelled"))).label("invoice"),
    _have(Order, Order.shipped_at.is_not(None)).label("ship"),
    _have(Payment, Payment.received_at.is_not(None)).label("paid"),
    _have(RefundClaim).label("refund"),
    select(Shop.slug)
    .where(Shop.course_id == bindparam("course_id"), Shop.team_id == bindparam("team_id"))
    .scalar_subquery()
    .label("slug"),
)


def checklist(session: Session, course_id: UUID, team_id: UUID) -> tuple[tuple[ChecklistStep, ...], str]:
    """All steps of one team, and the address of its shop, "" without one, by one select."""
    done = session.connection().execute(_DONE, {"course_id": course_id, "team_id": team_id}).one()
    next_one = next((name for name in STEPS if not getattr(done, name)), None)
    steps = tuple(
        ChecklistStep(title, hint, href, bool(getattr(done, name)), name == next_one)
        for name, (title, hint, href) in STEPS.items()
    )
    return steps, done.slug or ""
