"""What a buyer sees of an inquiry: before the first letter, after a reply, and when a reply is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer, office_of
from app.models.call import Call
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.listing import Listing
from app.models.order import Order
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.sample import Sample
from app.queries.goods.consignment import Wanted, consignment_basis
from app.queries.goods.port import port
from app.trade.market.standing import STRANGER
from app.trade.price.consignment_costs import Basis, Offer, build_up, landed_estimate
from app.trade.price.costing import lowest_price
from app.trade.refusal import Refusal
from app.trade.tariff.goods_features import papers_needed
from app.trade.working_time import Office
from app.world.views.standing import standings
from app.world.voice import ANYONE, Voice, voice_of

# The term under which the seller's own landed cost is reckoned: it fits every mode of transport.
_OWN_TERM = "FCA"
_UNDER_WAY = ("asked", "offered", "agreed", "sent", "delivered")  # of a sample that is not judged yet


@dataclass(frozen=True, slots=True)
class Wish:
    """A need before the first letter. basis None: nobody could carry or price these goods now.

    stable_name: of the need, the same in every team that a request goes to; letter_name: of this letter;
    standing: what a known buyer thinks of the team; papers_needed: of market and goods; earlier: the contract
    of its last delivery of these goods, "" without one.
    """

    stable_name: str
    letter_name: str
    request: str
    business: str
    standing: Decimal
    papers_needed: tuple[tuple[str, ...], ...]
    at: datetime
    listing_id: UUID
    is_published: bool
    market: str
    quantity: int
    destination_port: str
    port_name: str
    product_name: str
    lead_time_days: int
    basis: Basis | None
    own_landed: Decimal
    buyer: "KnownBuyer | None"
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class KnownBuyer:
    """A buyer as the world knows them."""

    buyer_id: UUID
    name: str
    company_name: str
    country: str
    city: str
    register: str
    office: Office
    voice: Voice = ANYONE
    name_own: str = ""
    mail: str = ""


def wish(session: Session, entry: AgendaEntry) -> Wish:
    """The view for "inquiry.arrive"."""
    given = entry.given
    listing = session.get_one(Listing, entry.subject_id)  # the world holds it, and the goods
    product = session.get_one(Product, listing.product_id)
    course = session.get_one(Course, entry.course_id)
    wanted = Wanted(
        given["market"],
        given["quantity"],
        home_date(entry.due_at),
        destination_port=given["destination_port"],
        spread_rate=Decimal(str(course.house.get("bank_spread_rate", "0"))),
    )
    basis, own = _own_cost(session, product, wanted)
    known = session.get(Buyer, UUID(given["buyer_id"])) if given.get("buyer_id") else None
    pair = (known.id, listing.team_id) if known else None
    return Wish(
        stable_name=given.get("request") or given["stable_name"],
        letter_name=given["stable_name"],
        request=given.get("request", ""),
        business=str(known.persona.get("business", "")) if known else given.get("business", ""),
        standing=standings(session, course.id, pair).get(pair, STRANGER) if pair else STRANGER,
        papers_needed=papers_needed(given["market"], product.hs_code),
        at=entry.due_at,
        listing_id=listing.id,
        is_published=listing.state == "published",
        market=given["market"],
        quantity=given["quantity"],
        destination_port=given["destination_port"],
        port_name=port(session, given["destination_port"]).name,
        product_name=product.name_en,
        lead_time_days=product.lead_time_days,
        basis=basis,
        own_landed=own,
        buyer=known_buyer(known) if known else None,
        earlier=_earlier(session, known.id, listing) if known else "",
    )


def _earlier(session: Session, buyer_id: UUID, listing: Listing) -> str:
    """The contract under which this team last delivered these goods to the buyer."""
    found = (
        select(Order.terms)
        .where(Order.buyer_id == buyer_id, Order.team_id == listing.team_id)
        .where(Order.product_id == listing.product_id, col(Order.delivered_at).is_not(None))
        .order_by(col(Order.delivered_at).desc(), col(Order.number).desc())
    )
    terms = session.exec(found).first()
    return str(terms.get("number", "")) if terms else ""


def _own_cost(session: Session, product: Product, wanted: Wanted) -> tuple[Basis | None, Decimal]:
    """The seller's own landed cost per piece without margin."""
    try:
        basis = consignment_basis(session, product, wanted)
        lowest = lowest_price(build_up(basis, Offer(wanted.quantity, _OWN_TERM, Decimal(0))))
        return basis, landed_estimate(basis, _OWN_TERM, lowest.total.amount, wanted.quantity)[0]
    except Refusal:
        return None, Decimal(0)


def known_buyer(buyer: Buyer) -> KnownBuyer:
    """The buyer as a value."""
    return KnownBuyer(
        buyer.id,
        buyer.name,
        buyer.company_name,
        buyer.country,
        buyer.city,
        buyer.language_register,
        buyer.office,
        voice_of(buyer.persona, buyer.language_register, buyer.country),
        str(buyer.persona.get("name_own", "")),
        str(buyer.persona.get("mail", "")),
    )


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as the buyer sees it. need: the buyer's own limits; is_quoted: a quotation lies here.

    unclear_asks: those of the open asks that a letter touched on, and what is missing, by code;
    awaits_sample: a sample is on its way to the buyer, who decides nothing before; has_sample: there is or
    was one; noted: what the buyer keeps of this talk, untrue: what the letters said and the goods do not bear
    out; request: the need that went to several teams, "" for one of this team's alone; told_of_samples: the
    words of the team's letter.
    """

    stable_name: str
    at: datetime
    inquiry_id: UUID
    state: str
    opened_at: datetime
    reply_due_at: datetime | None
    first_reply_at: datetime | None
    quantity: int
    incoterm: str
    named_place: str
    product_name: str
    asks: int
    open_asks: tuple[str, ...]
    asked_again: int
    reminders: int
    counters: int
    is_quoted: bool
    is_closed: bool
    need: dict[str, Any]
    buyer: KnownBuyer
    unclear_asks: Mapping[str, str] = field(default_factory=dict)
    awaits_sample: bool = False
    has_sample: bool = False
    has_instruction: bool = False
    is_reported: bool = False
    has_call: bool = False
    noted: Mapping[str, Any] = field(default_factory=dict)
    untrue: tuple[str, ...] = ()
    request: str = ""
    told_of_samples: str = ""
    team_id: UUID | None = None


def talk(session: Session, entry: AgendaEntry) -> Talk:
    """The view for "inquiry.consider" and "inquiry.overdue"."""
    return talk_of(session, entry.subject_id, entry.due_at, entry.given["stable_name"])


def talk_of(session: Session, inquiry_id: UUID, at: datetime, stable_name: str) -> Talk:
    """The conversation as its buyer sees it at a time."""
    return read_talk(session.execute(_TALK, {"inquiry": inquiry_id}).one(), at, stable_name)


def read_talk(row: Any, at: datetime, stable_name: str) -> Talk:
    """The conversation of a row of `TALK`."""
    inquiry: Inquiry = row.Inquiry
    buyer = KnownBuyer(
        row.buyer_id, row.buyer_name, row.company_name, row.country, row.city, row.language_register,
        office_of(row.time_zone, row.persona),
        voice_of(row.persona, row.language_register, row.country),
        str(row.persona.get("name_own", "")), str(row.persona.get("mail", "")),
    )  # fmt: skip
    return talk_from(
        inquiry, buyer, row.product_name, at,
        is_quoted=bool(row.is_quoted), stable_name=stable_name, awaits_sample=bool(row.awaits_sample),
        has_instruction=bool(row.has_instruction), is_reported=bool(inquiry.reported),
        has_call=bool(row.has_call), has_sample=bool(row.has_sample),
    )  # fmt: skip


# A conversation with its buyer and what stands about it in other tables, all in one statement that is built
# once: half of the deeds of a day begin with it. The inquiry comes as a row, which the deed will change.
TALK = (
    Inquiry,
    col(Buyer.id).label("buyer_id"), col(Buyer.name).label("buyer_name"), Buyer.company_name, Buyer.country,
    Buyer.city, Buyer.language_register, Buyer.time_zone, Buyer.persona,
    col(Product.name_en).label("product_name"),
    exists().where(col(Quotation.inquiry_id) == Inquiry.id, col(Quotation.state) == "sent")
    .correlate(Inquiry).label("is_quoted"),
    exists().where(col(Sample.inquiry_id) == Inquiry.id, col(Sample.state).in_(_UNDER_WAY))
    .correlate(Inquiry).label("awaits_sample"),
    exists().where(col(Sample.inquiry_id) == Inquiry.id).correlate(Inquiry).label("has_sample"),
    exists().where(col(Instruction.inquiry_id) == Inquiry.id).label("has_instruction"),
    exists().where(col(Call.inquiry_id) == Inquiry.id).label("has_call"),
)  # fmt: skip


def of_talks(*more: Any) -> Any:
    """A select of conversations with more columns, to be joined and narrowed by who asks."""
    return (
        select(*TALK, *more)
        .select_from(Inquiry)
        .join(Buyer, col(Buyer.id) == Inquiry.buyer_id)
        .join(Product, col(Product.id) == Inquiry.product_id)
    )


_TALK = of_talks().where(col(Inquiry.id) == bindparam("inquiry"))


def talk_from(
    inquiry: Inquiry, buyer: KnownBuyer, product_name: str, at: datetime, *, is_quoted: bool,
    stable_name: str, **more: Any,
) -> Talk:  # fmt: skip
    """The conversation of a row that is read already. more: fields of `Talk` that stand in other tables."""
    told = next((each["found"] for each in inquiry.asks if each["ask"] == "samples"), "")
    return Talk(
        stable_name=stable_name, at=at, inquiry_id=inquiry.id, state=inquiry.state,
        opened_at=inquiry.opened_at, reply_due_at=inquiry.reply_due_at,
        first_reply_at=inquiry.first_reply_at, quantity=inquiry.quantity, incoterm=inquiry.incoterm,
        named_place=inquiry.named_place, product_name=product_name, asks=len(inquiry.asks),
        open_asks=tuple(inquiry.open_asks), asked_again=inquiry.asked_again, reminders=inquiry.reminders,
        counters=inquiry.counters, is_quoted=is_quoted, is_closed=bool(inquiry.closing), need=inquiry.need,
        buyer=buyer, unclear_asks=inquiry.unclear_asks, noted=inquiry.noted, request=inquiry.request,
        told_of_samples=told, team_id=inquiry.team_id,
        untrue=tuple(dict.fromkeys(each["topic"] for each in inquiry.untrue)), **more,
    )  # fmt: skip
