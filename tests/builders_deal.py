"""A buyer's inquiry, a quotation, an order: each state reached by performing actions and letting time
pass.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import Outcome, perform
from app.actions.quotation_choices import Choices
from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.product import Product
from app.models.quotation import Quotation
from app.queries.deals.quotation_price import basis_for
from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_words
from app.world.agenda import next_due, perform_entry
from tests.builders import World
from tests.builders_listing import Seller, a_listing, a_seller, a_template, with_reference, with_shop

REPLY = (
    "Dear {name},\n\nThank you for your inquiry. Our price for {quantity} pieces is USD 4.50 per piece. "
    "Production takes 20 days after the deposit. The goods hold LFGB and FDA reports. "
    "Packing: 24 pieces per carton, 48 x 36 x 26 cm. A sample is free; the courier charge is yours. "
    "Payment: 30% deposit by T/T, 70% against the copy of the bill of lading.\n\nBest regards,\nLi Wei"
)


@dataclass(frozen=True)
class Deal:
    """A seller with an inquiry of a buyer."""

    seller: Seller
    inquiry_id: UUID

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.seller.session

    @property
    def world(self) -> World:
        """The course."""
        return self.seller.world

    @property
    def inquiry(self) -> Inquiry:
        """The inquiry as it stands."""
        return self.session.get_one(Inquiry, self.inquiry_id)

    @property
    def buyer(self) -> Buyer:
        """Who wrote."""
        return self.session.get_one(Buyer, self.inquiry.buyer_id)

    def row(self, model: type[Any], **equal: Any) -> Any:
        """The last row with these values."""
        self.session.rollback()  # what a request wrote meanwhile must be seen
        query = select(model)
        for name, value in equal.items():
            query = query.where(getattr(model, name) == value)
        return self.session.exec(query.order_by(model.id.desc())).first()

    def until(self, kind: str, days: int = 60) -> AgendaEntry:
        """Let time pass until an entry of this kind has been performed; the clock stands there."""
        return let_pass(self.session, self.world.course_id, kind, days)

    def act(self, action: str, subject_id: UUID, /, **given: Any) -> Outcome:
        """Perform as the team's lead and insist that it was not refused."""
        return self.seller.act(action, subject_id, **given)

    def choices(self, **changes: Any) -> dict[str, Any]:
        """What a student enters: the buyer's own wish at a margin of 12 %."""
        wish = self.inquiry
        ends = home_date(self.now) + timedelta(days=21)
        given = {
            "quantity": wish.quantity, "incoterm": wish.incoterm, "named_place": wish.named_place,
            "lead_time_days": 22, "valid_until": ends, "margin_percent": "12",
        }  # fmt: skip
        return given | changes

    def with_basis(self, **changes: Any) -> dict[str, Any]:
        """The same with the day's figures, as the server adds them."""
        given = self.choices(**changes)
        terms = Choices.model_validate(given).terms()
        basis = basis_for(self.session, self.seller.actor, self.inquiry_id, terms, self.now)
        return given | {"basis": basis.as_plain()}

    @property
    def now(self) -> Any:
        """The course's time."""
        return self.session.get_one(Course, self.world.course_id).clock_at


def let_pass(session: Session, course_id: UUID, kind: str, days: int) -> AgendaEntry:
    """Perform what is due until an entry of this kind is done, and put the clock there."""
    until = session.get_one(Course, course_id).clock_at + timedelta(days=days)
    while (entry := next_due(session, course_id, until)) is not None:
        due_at, found = entry.due_at, entry.kind
        perform_entry(session, entry)
        if found == kind:
            to = max(due_at, session.get_one(Course, course_id).clock_at)
            perform(session, party("clock", course_id), "clock.reach", course_id, {"to": to}, at=to).must()
            return entry
    raise AssertionError(f"nothing of {kind} within {days} days")


def a_deal(session: Session, seller: Seller | None = None, letters: str = "4") -> Deal:
    """An inquiry of a buyer to a team whose shop is open and has a listing."""
    if seller is None:
        with_reference(session)
        seller = a_seller(session)
        with_shop(seller)
        a_listing(seller, a_template(seller))
    world = seller.world
    world.act(world.instructor, "course.set_house", world.course_id, name="buyers_per_day", value=letters)
    world.act(world.instructor, "course.begin", world.course_id)
    let_pass(session, world.course_id, "inquiry.arrive", 5)
    inquiry = session.exec(select(Inquiry).where(Inquiry.team_id == seller.team_id)).first()
    assert inquiry is not None
    return Deal(seller, inquiry.id)


def a_reply(deal: Deal, body: str = REPLY, **changes: Any) -> Outcome:
    """The team's full answer."""
    text = body.format(name=deal.buyer.name, quantity=deal.inquiry.quantity)
    return deal.act("inquiry.reply", deal.inquiry_id, body=text, **changes)


def a_sent_quotation(deal: Deal, **changes: Any) -> UUID:
    """A quotation that lies before the buyer."""
    made = deal.act("quotation.draft", deal.inquiry_id, **deal.with_basis(**changes)).made_id
    assert made is not None
    deal.act("quotation.send", made, version=1)
    return made


def an_order(deal: Deal) -> UUID:
    """An order drafted from a quotation that the buyer accepted: at a price that no buyer refuses."""
    quotation_id = a_sent_quotation(deal, margin_percent="1")
    deal.until("quotation.consider")
    assert deal.session.get_one(Quotation, quotation_id).state == "accepted"
    order = deal.row(Order, quotation_id=quotation_id)
    return order.id


def proforma_terms(deal: Deal, order: Order, **changes: Any) -> dict[str, Any]:
    """A complete proforma invoice that says what was agreed."""
    product = deal.session.get_one(Product, order.product_id)
    line = {
        "sku": product.sku, "description": product.name_en, "specification": "350 ml, oat and moss",
        "quantity": str(order.quantity), "unit": "pieces", "unit_price": f"{order.unit_price_usd:.2f}",
        "amount": f"{order.total_usd:.2f}",
    }  # fmt: skip
    today = home_date(deal.now)
    return {
        "number": "PI-001", "issued_on": today.isoformat(),
        "valid_until": (today + timedelta(days=14)).isoformat(),
        "seller": {"name": "Ningbo Linen Co., Ltd.", "address": "Ningbo", "country": "CN"},
        "buyer": {"name": deal.buyer.company_name, "address": deal.buyer.address,
                  "country": deal.buyer.country},
        "lines": [line], "tolerance_percent": "0", "currency": "USD", "term": order.incoterm,
        "named_place": order.named_place, "total": f"{order.total_usd:.2f}",
        "total_words": amount_in_words(Money(order.total_usd.quantize(Decimal("0.01")), "USD")),
        "packing": "24 pieces to a carton of 48 x 36 x 26 cm",
        "latest_shipment_on": order.ship_by.isoformat(), "partial_shipment": "not allowed",
        "transhipment": "allowed",
        "port_of_loading": "Ningbo", "port_of_discharge": "Hamburg",
        "payment": "30 % deposit by T/T before production, 70 % by T/T against a copy of the bill of lading",
        "insurance_cover": "by the buyer", "insurance": "To be covered by the buyer",
        "documents": "Commercial invoice, packing list, bill of lading",
        "inspection": "By the seller before shipment",
        "claims": "Within 30 days after arrival, with a surveyor's report", "force_majeure": "As usual",
        "law": "CISG", "arbitration": "CIETAC, Ningbo", "bank": "Bank of Ningbo, SWIFT BKNBCN2N, account 1",
        "signed_by": "Li Wei",
    } | changes  # fmt: skip


def a_confirmed_order(deal: Deal) -> UUID:
    """An order that the buyer confirmed: the deposit is owed."""
    order_id = an_order(deal)
    order = deal.session.get_one(Order, order_id)
    deal.act("order.save_terms", order_id, terms=proforma_terms(deal, order), version=1)
    deal.act("order.issue", order_id, version=2)
    deal.until("order.consider")
    assert deal.session.get_one(Order, order_id).state == "confirmed"
    return order_id
