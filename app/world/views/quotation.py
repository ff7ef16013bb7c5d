"""What a buyer sees of a quotation that lies before them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.inquiry import Inquiry
from app.models.laboratory_test import reported, with_reported
from app.models.product import Product
from app.models.quotation import Quotation
from app.trade.market.negotiation import Line
from app.trade.price.consignment_costs import Basis, landed_estimate
from app.trade.price.quoting import PAYMENT_TERMS, Terms, landed_line
from app.trade.refusal import Refusal, RuleBroken
from app.trade.tariff.goods_features import papers_held, papers_wanting
from app.world.views.inquiry import Talk, of_talks, read_talk, talk_from

_UPON_SHIPMENT = frozenset({"against_bill_of_lading_copy", "after_bill_of_lading"})
_OPEN = ("waiting", "answered")


@dataclass(frozen=True, slots=True)
class QuotationView:
    """One quotation. landed: USD per piece at the door; line: the same as the unit price changes.

    sample: what it says of a sample, "" nothing; papers_held: of those that market and goods ask for, and how
    many they are; papers_wanting: the names of the others; asked_line: as `line`, under the term that the
    buyer asked for where another is offered; carton_pieces: in a full carton; rivals: quotations of the same
    need that other teams have before this buyer; others: talks about the same need that are open, each with
    its team's.
    """

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
    payment_terms: str = "tt_30_70"
    sample: str = ""
    papers_held: tuple[int, int] = (0, 0)
    papers_wanting: tuple[str, ...] = ()
    asked_line: Line | None = None
    carton_pieces: int = 1
    revision: int = 1
    rivals: tuple["QuotationView", ...] = ()
    others: tuple[Talk, ...] = ()


def payment_choices() -> dict[str, Decimal]:
    """The payment terms that can be agreed on -> the share of the price that is paid before shipment."""
    return {code: prepaid(code) for code in PAYMENT_TERMS}


# A quotation is always of the product that was asked about.
_QUOTATION = (
    of_talks(
        Quotation,
        Product.certificates,
        Product.carton_pieces,
        reported(Inquiry.team_id, Inquiry.product_id),
    )
    .join(Quotation, col(Quotation.inquiry_id) == Inquiry.id)
    .where(col(Quotation.id) == bindparam("quotation"))
)


def quotation_view(session: Session, entry: AgendaEntry) -> QuotationView:
    """The view for "quotation.consider" and "quotation.lapse"."""
    row: Any = session.execute(_QUOTATION, {"quotation": entry.subject_id}).one()
    talk = read_talk(row, entry.due_at, entry.given["stable_name"])
    own = view_of(row.Quotation, talk, with_reported(row.certificates, row.reported), row.carton_pieces)
    if not talk.request:
        return own
    others = _others(session, entry.course_id, talk)
    return replace(own, rivals=rivals_of(session, others, own.on), others=others)


def _others(session: Session, course_id: UUID, talk: Talk) -> tuple[Talk, ...]:
    """The open talks of the same buyer about the same need with other teams, by stable name."""
    query = (
        select(Inquiry, Product.name_en)
        .join(Product, col(Product.id) == Inquiry.product_id)
        .where(Inquiry.course_id == course_id, Inquiry.request == talk.request)
        .where(Inquiry.id != talk.inquiry_id, col(Inquiry.state).in_(_OPEN))
        .order_by(col(Inquiry.stable_name))
    )
    return tuple(
        talk_from(inquiry, talk.buyer, name, talk.at, is_quoted=False, stable_name=inquiry.stable_name)
        for inquiry, name in session.exec(query)
    )


def rivals_of(session: Session, others: tuple[Talk, ...], on: date) -> tuple[QuotationView, ...]:
    """The valid quotations that lie before the buyer in these talks, in the talks' order."""
    talks = {talk.inquiry_id: talk for talk in others}
    if not talks:
        return ()
    query = (
        select(
            Quotation, Product.certificates, Product.carton_pieces,
            reported(Quotation.team_id, Quotation.product_id),
        )
        .join(Product, col(Product.id) == Quotation.product_id)
        .where(col(Quotation.inquiry_id).in_(list(talks)), col(Quotation.state).in_(("sent", "countered")))
        .where(col(Quotation.valid_until) >= on)
    )
    found = {
        quotation.inquiry_id: view_of(
            quotation, talks[quotation.inquiry_id], with_reported(certificates, names), pieces
        )
        for quotation, certificates, pieces, names in session.exec(query)
    }
    return tuple(found[talk.inquiry_id] for talk in others if talk.inquiry_id in found)


def view_of(quotation: Quotation, talk: Talk, certificates: list[str], carton_pieces: int) -> QuotationView:
    """A quotation's row as its buyer sees it."""
    basis = Basis.from_plain(quotation.build_up["basis"])
    total, pieces, price = quotation.total_usd, quotation.quantity, quotation.unit_price_usd
    terms = Terms(
        pieces, quotation.incoterm, quotation.named_place, quotation.valid_until, quotation.lead_time_days
    )
    return QuotationView(
        stable_name=talk.stable_name,
        talk=talk,
        quotation_id=quotation.id,
        state=quotation.state,
        on=home_date(talk.at),
        quantity=pieces,
        unit_price_usd=price,
        incoterm=quotation.incoterm,
        named_place=quotation.named_place,
        lead_time_days=quotation.lead_time_days,
        days=quotation.lead_time_days + basis.most_days,
        prepaid_share=prepaid(quotation.payment_terms),
        landed=_landed(basis, quotation.incoterm, total, pieces),
        line=_line(terms, basis, price),
        valid_until=quotation.valid_until,
        payment_terms=quotation.payment_terms,
        sample=str(quotation.build_up.get("sample", "")),
        papers_held=papers_held(talk.need.get("papers", ()), certificates),
        papers_wanting=papers_wanting(talk.need.get("papers", ()), certificates),
        asked_line=_asked_line(terms, talk, basis, price),
        carton_pieces=carton_pieces,
        revision=quotation.revision or 1,
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


def _asked_line(terms: Terms, talk: Talk, basis: Basis, price: Decimal) -> Line | None:
    """The door's price by the unit price under the term that the buyer asked for, where it minds the term."""
    if talk.incoterm == terms.incoterm or not Decimal(talk.need["weights"].get("term", 0)):
        return None
    try:
        asked = replace(terms, incoterm=talk.incoterm, named_place=talk.named_place)
        return landed_line(asked, basis, price)
    except Refusal:
        return None


def prepaid(payment_terms: str) -> Decimal:
    """The share of the price that is paid before shipment."""
    parts = PAYMENT_TERMS[payment_terms]
    return sum((part.share for part in parts if part.milestone not in _UPON_SHIPMENT), Decimal(0))
