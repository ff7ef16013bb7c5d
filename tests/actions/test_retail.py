"""A day of consumers: orders and funnel in bulk, and one record that proves each row."""

from decimal import Decimal

from sqlalchemy import select, text
from sqlmodel import Session

from app.core.guard import doing
from app.core.words import has_sentence
from app.models.agenda import AgendaEntry
from app.models.consumer_order import ConsumerOrder
from app.models.funnel import FunnelCount
from app.models.ledger import LedgerPosting
from app.models.listing import Listing
from app.queries.teaching.verify import verify_course
from tests.builders_retail import a_shelf, an_order, place

SECOND = {"stable_name": "consumer:2026-09-01:1", "order_name": "consumer:2026-09-01:1"}


def test_a_day_is_one_record_that_counts_what_was_seen_and_bought(session: Session) -> None:
    seller, listing_id = a_shelf(session)
    outcome = place(seller, listing_id).must()
    order = session.get_one(ConsumerOrder, outcome.made_id)
    count = session.scalars(select(FunnelCount)).one()
    assert (order.bulk_number, order.bulk_place, order.number) == (outcome.number, 0, 1)
    assert (count.number, count.impressions, count.orders, count.paid_usd) == (
        outcome.number,
        3,
        1,
        order.paid_usd,
    )
    facts = outcome.facts
    assert (facts["impressions"], facts["orders"], facts["pieces"], facts["lapsed"]) == (3, 1, 2, 0)
    assert {name: told["count"] for name, told in facts["bulk"].items()} == {
        "consumer_order": 1,
        "funnel_count": 1,
    }
    posted = {one.account: one.amount for one in session.scalars(select(LedgerPosting))}
    assert posted["escrow"] == order.paid_usd == -posted["customer_deposits"]
    due = session.scalars(select(AgendaEntry).where(AgendaEntry.subject_id == order.id)).one()
    assert due.kind == "parcel.overdue" and due.due_at > order.ship_due_at
    assert session.get_one(Listing, listing_id).stock_pieces == 198
    assert verify_course(session, order.course_id).first_fault is None


def test_what_is_no_longer_on_sale_lapses_and_is_not_counted(sqlite_session: Session) -> None:
    seller, listing_id = a_shelf(sqlite_session, stock="3")
    assert place(seller, listing_id).facts["lapsed"] == 0
    for changed in (SECOND, {"market": "BR"}, SECOND | {"pieces": 1, "market": "BR"}):
        facts = place(seller, listing_id, **changed).must().facts
        assert (facts["lapsed"], facts["orders"], facts["pieces"], facts["paid_usd"]) == (1, 0, 0, Decimal(0))
    seller.act("listing.withdraw", listing_id)
    assert place(seller, listing_id, **SECOND, pieces=1).facts["lapsed"] == 1
    assert len(sqlite_session.scalars(select(ConsumerOrder)).all()) == 1
    assert sqlite_session.get_one(Listing, listing_id).stock_pieces == 1


def test_a_consumer_who_comes_back_is_the_same_one(sqlite_session: Session) -> None:
    retail = an_order(sqlite_session)
    buyer_id = retail.order().buyer_id
    again = {"order_name": "consumer:2026-09-01:0:2026-09-20", "source": "returning", "buyer_id": buyer_id}
    order_id = place(retail.seller, retail.listing_id, **again).must().made_id
    order = sqlite_session.get_one(ConsumerOrder, order_id)
    assert (order.buyer_id, order.source, order.number) == (buyer_id, "returning", 2)
    assert verify_course(sqlite_session, order.course_id).first_fault is None


def test_the_record_finds_the_row_that_was_changed(sqlite_session: Session) -> None:
    retail = an_order(sqlite_session)
    number, course_id = retail.order().bulk_number, retail.order().course_id
    changes = (
        ("consumer_order", "UPDATE consumer_order SET pieces = 3", "UPDATE consumer_order SET pieces = 2"),
        ("consumer_order", "UPDATE buyer SET city = 'Bonn'", "UPDATE buyer SET city = 'Köln'"),
        ("funnel_count", "UPDATE funnel_count SET clicks = 9", "UPDATE funnel_count SET clicks = 2"),
    )
    with doing("housekeeping"):
        sqlite_session.execute(text("DROP TRIGGER funnel_count_keeps_update"))
        for table, change, mend in changes:
            sqlite_session.execute(text(change))
            fault = verify_course(sqlite_session, course_id).first_fault
            assert fault is not None and fault.figures == {"number": number, "table": table, "place": 0}
            assert (fault.number, fault.code) == (number, "verify.bulk_row_changed") and has_sentence(
                fault.code
            )
            sqlite_session.execute(text(mend))
        sqlite_session.execute(text("UPDATE consumer_order SET bulk_number = NULL"))
        gone = verify_course(sqlite_session, course_id).first_fault
    assert gone is not None and gone.code == "verify.bulk_row_missing" and has_sentence(gone.code)
