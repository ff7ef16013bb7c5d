"""What a buyer sees of a quotation that lies before them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.quotation import Quotation
from app.trade.consignment_costs import Basis, landed_estimate
from app.trade.negotiation import Line
from app.trade.quoting import PAYMENT_TERMS, Terms, landed_line
from app.trade.refusal import RuleBroken
from app.world.views.inquiry import Talk, talk_of

_UPON_SHIPMENT = frozenset({"against_bill_of_lading_copy", "after_bill_of_lading"})


@dataclass(frozen=True, slots=True)
class QuotationView:
    """One quotation. landed: USD per piece at the door; line: the same as the unit price changes."""

    stable_name: str
    talk: Talk
    quotation_id: UUID
    state: str
    on: date
    quantity: int
    unit_price_usd: Decimal
    incoterm: str
    named_place: str
    lead_time_days: int
    days: Decimal
    prepaid_share: Decimal
    landed: Decimal
    line: Line
    valid_until: date


def quotation_view(session: Session, entry: AgendaEntry) -> QuotationView:
    """The view for "quotation.consider" and "quotation.lapse"."""
    quotation = session.get_one(Quotation, entry.subject_id)
    name = entry.given["stable_name"]
    basis = Basis.from_plain(quotation.build_up["basis"])
    total, pieces, price = quotation.total_usd, quotation.quantity, quotation.unit_price_usd
    terms = Terms(
        pieces, quotation.incoterm, quotation.named_place, quotation.valid_until, quotation.lead_time_days
    )
    return QuotationView(
        stable_name=name,
        talk=talk_of(session, quotation.inquiry_id, entry.due_at, name),
        quotation_id=quotation.id,
        state=quotation.state,
        on=home_date(entry.due_at),
        quantity=pieces,
        unit_price_usd=price,
        incoterm=quotation.incoterm,
        named_place=quotation.named_place,
        lead_time_days=quotation.lead_time_days,
        days=quotation.lead_time_days + basis.most_days,
        prepaid_share=_prepaid(quotation.payment_terms),
        landed=_landed(basis, quotation.incoterm, total, pieces),
        line=_line(terms, basis, price),
        valid_until=quotation.valid_until,
    )


def _landed(basis: Basis, term: str, total: Decimal, pieces: int) -> Decimal:
    try:
        return landed_estimate(basis, term, total, pieces)[0]
    except (
        RuleBroken
    ):  # a price below what its term must contain has no customs value: the price is all we know
        return total / pieces


def _line(terms: Terms, basis: Basis, price: Decimal) -> Line:
    try:
        return landed_line(terms, basis, price)
    except RuleBroken:
        return Line(Decimal(0), Decimal(1))


def _prepaid(payment_terms: str) -> Decimal:
    """The share of the price that is paid before shipment."""
    parts = PAYMENT_TERMS[payment_terms]
    return sum((part.share for part in parts if part.milestone not in _UPON_SHIPMENT), Decimal(0))
