"""The main path of a deal on both databases: inquiry, reply, quotation, order, contract, review."""

from decimal import Decimal

from sqlmodel import Session, select

from app.models.agenda import AgendaEntry
from app.models.inquiry import Inquiry, Message
from app.models.order import Order
from app.models.payment import Payment
from app.models.quotation import Quotation
from tests.builders_deal import a_confirmed_order, a_deal, a_reply, a_sent_quotation


def test_a_buyer_writes_and_the_letter_asks_for_what_is_noted(session: Session) -> None:
    deal = a_deal(session)
    inquiry = deal.inquiry
    message = deal.row(Message, inquiry_id=inquiry.id)
    assert inquiry.state == "waiting" and inquiry.reply_due_at > inquiry.opened_at
    assert 3 <= len(inquiry.asks) <= 5 and inquiry.asks[0]["ask"] == "unit_price"
    assert message.side == "buyer" and f"{inquiry.quantity:,}" in message.body
    assert inquiry.quantity % 24 == 0 and inquiry.need["limit"]


def test_a_deal_runs_from_the_letter_to_the_contract_and_its_payments(session: Session) -> None:
    deal = a_deal(session)
    facts = a_reply(deal).facts
    assert facts["asks_open"] == [] and facts["has_greeting"] and facts["has_sign_off"]
    order_id = a_confirmed_order(deal)
    order = session.get_one(Order, order_id)
    query = select(Payment).where(Payment.order_id == order_id).order_by(Payment.kind.desc())
    payments = session.exec(query).all()
    assert [each.kind for each in payments] == ["deposit", "balance"]
    assert sum(each.amount_usd for each in payments) == order.total_usd
    entry = session.exec(select(AgendaEntry).where(AgendaEntry.kind == "payment.remit")).one()
    assert entry.subject_id == payments[0].id
    assert deal.inquiry.state == "won"


# What a counter-offer may ask for beside the price.
GRANTED = ("incoterm", "named_place", "lead_time_days", "payment_terms", "quantity")


def test_a_quotation_far_above_the_limit_is_countered_and_a_new_version_replaces_it(session: Session) -> None:
    deal = a_deal(session)
    first = a_sent_quotation(deal, margin_percent="60")
    deal.until("quotation.consider")
    quotation = session.get_one(Quotation, first)
    assert quotation.state == "countered" and deal.inquiry.state == "waiting"
    ways = [quotation.answer, quotation.answer.get("or", {})]
    way = next(each for each in ways if each.get("issue") != "sample")  # which would have to travel first
    asked = Decimal(way["unit_price_usd"])
    assert asked < quotation.unit_price_usd
    granted = {name: way[name] for name in GRANTED if name in way}
    second = a_sent_quotation(deal, unit_price_usd=str(asked), margin_percent="", **granted)
    assert session.get_one(Quotation, first).state == "replaced"
    deal.until("quotation.consider")
    assert session.get_one(Quotation, second).state == "accepted"


def test_silence_is_reminded_once_and_then_the_deal_is_lost(session: Session) -> None:
    deal = a_deal(session)
    deal.until("inquiry.overdue", 90)
    while session.get_one(Inquiry, deal.inquiry_id).state == "waiting":
        deal.until("inquiry.overdue", 90)
    inquiry = deal.inquiry
    assert inquiry.state == "lost" and inquiry.reminders == 1
    assert inquiry.closing["reason"] == "silence" and inquiry.closing["limit"] == inquiry.need["limit"]
