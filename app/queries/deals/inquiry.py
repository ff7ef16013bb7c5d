"""The inbox: conversations of a team, one of them open, with the buyer's public side."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry, Message
from app.models.instruction import Instruction
from app.models.listing import Listing
from app.models.order import Order
from app.models.person import Person
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.team import Team
from app.queries.catalogue.laboratory_test import certificates_of
from app.queries.deals.buyer_card import BuyerCard, buyer_card
from app.queries.deals.closing import asks_of, closing_figures
from app.queries.deals.hindsight import Hindsight, hindsight_of
from app.queries.deals.sample import SamplePage, sample_of
from app.queries.markets.foreign_words import foreign_language
from app.queries.people.names import own_name
from app.queries.scope import Reader, found, has_duty, own
from app.trade.lifecycles import INQUIRY, QUOTATION

_IN_DAYS = re.compile(r"([1-9][0-9]{0,2}) days")
_SHOWN = {
    "open": ("waiting", "answered"),
    "waiting": ("waiting",),
    "closed": ("won", "lost", "declined"),
}

_SALUTATION = re.compile(r"^[^\n]{1,60}\n\s*\n(?=\S)")  # a short line with nothing else in its paragraph


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation in the list. last: the beginning of the last letter."""

    id: UUID
    number: int
    buyer_name: str
    company_name: str
    country: str
    subject: str
    state: str
    last: str
    last_at: datetime
    reply_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. author "" for the buyer's; quotation_id, call_id: of the card or call that it shows;
    language: of a buyer's letter or of a call that is not in English, else "".
    """

    id: UUID
    side: str
    author: str
    body: str
    origin: str
    sent_at: datetime
    quotation_id: UUID | None
    call_id: UUID | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """A quotation as the conversation shows it; asked_usd: the price that the buyer named; asks: the ways in
    which the buyer would agree, the first one first.
    """

    id: UUID
    number: int
    revision: int
    state: str
    version: int
    quantity: int
    unit_price_usd: Decimal
    total_usd: Decimal
    incoterm: str
    named_place: str
    payment_terms: str
    lead_time_days: int
    valid_until: Any
    remark: str
    margin_rate: Decimal
    asked_usd: Decimal | None
    asks: tuple[dict[str, Any], ...]
    open: frozenset[str]
    entered: dict[str, Any]


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """One conversation with everything beside it."""

    id: UUID
    number: int
    subject: str
    state: str
    market: str
    quantity: int
    incoterm: str
    named_place: str
    destination_port: str
    product_id: UUID
    product_name: str
    sku: str
    hs_code: str
    listing_id: UUID | None
    moq: int
    lead_time_days: int
    certificates: tuple[str, ...]
    is_request: bool
    asks: tuple[dict[str, str], ...]
    opened_at: datetime
    reply_due_at: datetime | None
    now: datetime
    buyer: BuyerCard
    letters: tuple[Letter, ...]
    quotations: dict[str, QuotationCard]
    order_id: UUID | None
    sample: SamplePage | None
    screened: dict[str, Any]
    letters_of_money: tuple[UUID, ...]
    hindsight: Hindsight | None
    closing: dict[str, Any]
    open: frozenset[str]
    may_sales: bool

    @property
    def draft(self) -> QuotationCard | None:
        """The draft that is being written."""
        return next((each for each in self.quotations.values() if each.state == "draft"), None)

    @property
    def promised_days(self) -> int | None:
        """The production time that the team's letters name as so many days."""
        told = next((each["found"] for each in self.asks if each["ask"] == "lead_time"), "")
        days = _IN_DAYS.fullmatch(told)
        return int(days[1]) if days else None

    @property
    def last_quotation(self) -> QuotationCard | None:
        """The newest version."""
        return max(self.quotations.values(), key=lambda each: each.revision, default=None)


def threads(session: Session, reader: Reader, show: str = "all", words: str = "") -> list[Thread]:
    """The reader's conversations, those that wait for an answer first, then by their last letter.

    Args: show, open, waiting, closed or all; words, found in buyer, firm or subject.
    """
    newest = _newest(session, reader)
    query = (
        select(Inquiry, Buyer.name, Buyer.company_name, Buyer.country)
        .join(Buyer, col(Buyer.id) == Inquiry.buyer_id)
        .where(own(Inquiry, reader))
    )
    if show in _SHOWN:
        query = query.where(col(Inquiry.state).in_(_SHOWN[show]))
    wanted = words.casefold()
    listed = []
    for inquiry, name, company, country in session.exec(query):
        if wanted not in f"{name} {company} {inquiry.subject}".casefold():
            continue
        body, at = newest.get(inquiry.id, ("", inquiry.opened_at))
        listed.append(
            Thread(
                inquiry.id,
                inquiry.number,
                name,
                company,
                country,
                inquiry.subject,
                inquiry.state,
                body,
                at,
                inquiry.reply_due_at,
            )
        )
    return sorted(listed, key=lambda each: (each.state != "waiting", -each.last_at.timestamp(), each.number))


def _newest(session: Session, reader: Reader) -> dict[UUID, tuple[str, datetime]]:
    """The beginning and the time of each conversation's last letter."""
    query = (
        select(Message.inquiry_id, Message.body, Message.sent_at)
        .where(own(Message, reader))
        .order_by(col(Message.sent_at), col(Message.id))
    )
    return {inquiry_id: (opening_of(body), at) for inquiry_id, body, at in session.exec(query)}


def opening_of(body: str) -> str:
    """How a letter begins, in 120 signs at the most: below a salutation that stands alone above it."""
    return _SALUTATION.sub("", body)[:120]


def inquiry_page(session: Session, reader: Reader, inquiry_id: UUID, now: datetime) -> InquiryPage:
    """One conversation. Raises: Absent."""
    inquiry = found(
        session.exec(select(Inquiry).where(own(Inquiry, reader), Inquiry.id == inquiry_id)).first()
    )
    buyer = session.get_one(Buyer, inquiry.buyer_id)
    product = found(session.get(Product, inquiry.product_id))
    order = session.exec(select(Order.id).where(Order.inquiry_id == inquiry.id)).first()
    return InquiryPage(
        id=inquiry.id, number=inquiry.number, subject=inquiry.subject, state=inquiry.state,
        market=inquiry.market,
        quantity=inquiry.quantity, incoterm=inquiry.incoterm, named_place=inquiry.named_place,
        destination_port=inquiry.destination_port, product_id=product.id,
        product_name=own_name(product.name_en, product.name_zh),
        sku=product.sku, hs_code=product.hs_code, listing_id=_listing(session, inquiry.listing_id),
        moq=product.moq,
        lead_time_days=product.lead_time_days,
        certificates=tuple(certificates_of(session, inquiry.team_id, product)),
        is_request=bool(inquiry.request), asks=tuple(inquiry.asks), opened_at=inquiry.opened_at,
        reply_due_at=inquiry.reply_due_at, now=now,
        buyer=buyer_card(session, reader, buyer, inquiry, now), letters=letters_of(session, inquiry.id),
        quotations=_cards(session, inquiry.id), order_id=order,
        screened=inquiry.screened, letters_of_money=_money_letters(session, inquiry.id),
        hindsight=hindsight_of(session, inquiry),
        sample=sample_of(session, reader, inquiry.id, home_date(now)),
        closing=closing_figures(inquiry.closing),
        open=INQUIRY.open(inquiry.state), may_sales=has_duty(reader, "sales"),
    )  # fmt: skip


def _money_letters(session: Session, inquiry_id: UUID) -> tuple[UUID, ...]:
    return tuple(session.exec(select(Instruction.id).where(Instruction.inquiry_id == inquiry_id)))


def _listing(session: Session, listing_id: UUID | None) -> UUID | None:
    query = select(Listing.id).where(Listing.id == listing_id, Listing.state == "published")
    return session.exec(query).first() if listing_id else None


def letters_of(session: Session, inquiry_id: UUID) -> tuple[Letter, ...]:
    """The letters of a conversation that the caller has found for its reader, in their order."""
    query = (
        select(Message, Person.name, Team.name)
        .outerjoin(Person, col(Person.id) == Message.person_id)
        .join(Team, col(Team.id) == Message.team_id)
        .where(Message.inquiry_id == inquiry_id)
        .order_by(col(Message.sent_at), col(Message.id))
    )
    return tuple(
        Letter(
            message.id,
            message.side,
            (name or team) if message.side == "team" else "",  # a player signs for its team
            message.body,
            message.origin,
            message.sent_at,
            UUID(message.shows["quotation"]) if message.shows.get("quotation") else None,
            UUID(message.shows["call"]) if message.shows.get("call") else None,
            foreign_language(message.body) if message.side in ("buyer", "house") else "",
        )
        for message, name, team in session.exec(query)
    )


def _cards(session: Session, inquiry_id: UUID) -> dict[str, QuotationCard]:
    query = select(Quotation).where(Quotation.inquiry_id == inquiry_id).order_by(col(Quotation.revision))
    return {str(each.id): _card(each) for each in session.exec(query)}


def _card(each: Quotation) -> QuotationCard:
    asked = each.answer.get("unit_price_usd")
    entered = {name: value for name, value in each.build_up.items() if name != "basis"}
    return QuotationCard(
        each.id, each.number, each.revision, each.state, each.version, each.quantity, each.unit_price_usd,
        each.total_usd, each.incoterm, each.named_place, each.payment_terms, each.lead_time_days,
        each.valid_until, each.remark, each.margin_rate, Decimal(asked) if asked else None,
        asks_of(each.answer), QUOTATION.open(each.state), entered,
    )  # fmt: skip
