"""A sample from the buyer's wish to the buyer's judgement, with what it costs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import perform
from app.models.agenda import AgendaEntry
from app.models.evidence import Record
from app.models.inquiry import Inquiry, Message
from app.models.ledger import LedgerEntry
from app.models.quotation import Quotation
from app.models.sample import Sample
from app.queries.deals.inquiry import inquiry_page
from tests.builders_deal import Deal, a_deal, a_sent_quotation


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """An inquiry whose buyer has asked for two pieces."""
    found = a_deal(sqlite_session)
    given = {
        "stable_name": "wish", "pieces": 2, "body": "May we see two?",
        "answer_due_at": found.now + timedelta(days=3),
    }  # fmt: skip
    buyer = party("buyer", found.world.course_id)
    perform(found.session, buyer, "sample.ask", found.inquiry_id, given).must()
    return found


def test_a_sample_goes_its_way_and_the_quotation_waits_for_it(deal: Deal) -> None:
    quotation_id = a_sent_quotation(deal, margin_percent="1")
    assert deal.row(AgendaEntry, kind="quotation.consider") is None  # nor is it looked at meanwhile
    assert deal.session.get_one(Quotation, quotation_id).state == "sent"
    sample = deal.row(Sample)
    shown = inquiry_page(deal.session, deal.seller.actor, deal.inquiry_id, deal.now).sample
    assert shown and shown.courier and shown.courier.freight_usd
    courier = shown.courier
    assert courier.least_days <= courier.most_days
    terms = {
        "price_usd": "20.00",
        "freight_by": "team",
        "freight_usd": courier.freight_usd,
        "body": "With pleasure.",
    }
    deal.act("sample.offer", sample.id, **terms)
    deal.until("sample.weigh")
    deal.act(
        "sample.send", sample.id, freight_usd=courier.freight_usd, goods_rmb=courier.goods_rmb,
        least_days=courier.least_days, most_days=courier.most_days,
    )  # fmt: skip
    deal.until("sample.examine")
    sample, inquiry = deal.row(Sample), deal.inquiry
    assert sample.state == "judged" and sample.opinion["verdict"] in ("warmer", "same", "cooler")
    assert sample.sent_at and sample.delivered_at
    assert courier.least_days <= (sample.delivered_at - sample.sent_at).days + 1 <= courier.most_days + 1
    codes = list(deal.session.exec(select(LedgerEntry.code).where(LedgerEntry.team_id == inquiry.team_id)))
    assert {"sample_sold", "freight_paid", "samples_paid"} <= set(codes)
    deal.until("quotation.consider")
    assert deal.session.get_one(Quotation, quotation_id).state == "accepted"
    judged = deal.session.exec(select(Record).where(Record.action == "sample.judge")).one()
    assert str(inquiry.need["limit"]) not in judged.body.decode()  # what it did to the limit stays hidden


def test_a_sample_that_nobody_answers_is_given_up_and_cools_the_buyer(deal: Deal) -> None:
    a_sent_quotation(deal)
    before = Decimal(deal.inquiry.need["limit"])
    deal.until("sample.overdue")
    assert deal.row(Sample).state == "lapsed"
    assert Decimal(deal.inquiry.need["limit"]) < before


def test_a_sample_is_asked_for_once_and_offered_once(deal: Deal) -> None:
    sample = deal.row(Sample)
    deal.act("sample.offer", sample.id, freight_by="team", freight_usd="30.00")
    again = perform(
        deal.session, deal.seller.actor, "sample.offer", sample.id,
        {"freight_by": "team", "freight_usd": Decimal(30)},
    )  # fmt: skip
    assert again.refusal is not None and again.refusal.code == "sample.not_open"
    buyer = party("buyer", deal.world.course_id)
    given = {"stable_name": "x", "pieces": 1, "body": "One more?", "answer_due_at": deal.now}
    more = perform(deal.session, buyer, "sample.ask", deal.inquiry_id, given)
    assert more.refusal is not None and more.refusal.code == "sample.asked_already"


def test_after_the_first_answer_a_sample_is_asked_for_by_those_who_meant_to_when_they_wrote(
    sqlite_session: Session,
) -> None:
    deal = a_deal(sqlite_session, letters="20")
    deal.until("market.day"), deal.until("market.day")
    inquiries = list(deal.session.exec(select(Inquiry).where(Inquiry.state == "waiting")))
    for each in inquiries:
        deal.act("inquiry.reply", each.id, body="Dear customer,\n\nthe price is USD 4.50 for one mug.")
    mean_to = {each.id for each in inquiries if each.need["asks_sample"]}
    wishes = select(AgendaEntry.subject_id).where(AgendaEntry.kind == "sample.wish")
    assert set(deal.session.exec(wishes)) == mean_to and 0 < len(mean_to) < len(inquiries)
    deal.until("sample.wish")
    assert deal.row(Sample).inquiry_id in mean_to


def test_no_sample_is_offered_when_the_talk_is_over(deal: Deal) -> None:
    deal.act("inquiry.decline", deal.inquiry_id, body="We are sold out.")
    given = {"freight_by": "team", "freight_usd": Decimal(30)}
    late = perform(deal.session, deal.seller.actor, "sample.offer", deal.row(Sample).id, given)
    assert late.refusal is not None and late.refusal.code == "sample.talk_over"
    assert deal.row(Message, body="We are sold out.")


def test_a_free_sample_that_a_quotation_offered_only_has_to_be_sent(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    given = {
        "stable_name": "wish", "pieces": 2, "body": "We take it.", "is_offered": True,
        "answer_due_at": deal.now + timedelta(days=3),
    }  # fmt: skip
    perform(deal.session, party("buyer", deal.world.course_id), "sample.ask", deal.inquiry_id, given).must()
    sample = deal.row(Sample)
    assert sample.state == "agreed" and sample.owed_usd == 0 and sample.freight_by == "team"
    page = inquiry_page(deal.session, deal.seller.actor, deal.inquiry_id, deal.now)
    assert page.sample and page.sample.courier and "send" in page.sample.open
