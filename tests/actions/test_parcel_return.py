"""A return from the wish to its end: refusals, money before and after the release, goods in stock again."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from app.actions.actor import party
from app.actions.perform import Outcome, perform
from app.core.db import housekeeping
from app.models.consumer_order import ConsumerOrder
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from tests.actions.test_consumer_order import balance
from tests.builders_retail import Retail, a_dispatched


@pytest.fixture
def retail(sqlite_session: Session) -> Retail:
    """A delivered parcel, its money still in escrow; the agents' own plans for it are put off."""
    retail = a_dispatched(sqlite_session)
    world(retail, "carrier", "consumer_order.deliver", retail.order_id, release_days=7).must()
    return retail


def world(retail: Retail, who: str, action: str, subject: UUID, /, **given: Any) -> Outcome:
    return perform(
        retail.session, party(who, retail.seller.world.course_id), action, subject, given, at=now(retail)
    )


def now(retail: Retail) -> Any:
    from app.models.course import Course

    return retail.session.get_one(Course, retail.seller.world.course_id).clock_at


def asked(retail: Retail, reason: str = "late", has_right: bool = False) -> UUID:
    given = {
        "stable_name": "c:return", "reason": reason, "figures": {}, "has_right": has_right, "body": "No.",
        "answer_due_at": now(retail) + timedelta(days=3),
    }  # fmt: skip
    made = world(retail, "buyer", "parcel_return.ask", retail.order_id, **given).must().made_id
    assert made
    return made


def answered(retail: Retail, return_id: UUID, **given: Any) -> Outcome:
    return perform(
        retail.session, retail.seller.actor, "parcel_return.answer", return_id, given, at=now(retail)
    )


def refused(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    return outcome.refusal.code


def row(retail: Retail, return_id: UUID) -> ParcelReturn:
    retail.session.expire_all()
    return retail.session.get_one(ParcelReturn, return_id)


def books_balance(session: Session) -> bool:
    posting = LedgerPosting
    sums = session.execute(select(posting.currency, func.sum(posting.amount)).group_by(posting.currency))
    return {each[1] for each in sums} == {D(0)}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "partial", "share": "0"}, "parcel_return.share_out_of_range"),
        ({"kind": "label"}, "parcel_return.no_way_back"),
        ({"kind": "refuse", "body": "  "}, "parcel_return.reason_missing"),
    ],
)
def test_an_answer_must_be_possible(retail: Retail, given: dict[str, str], code: str) -> None:
    return_id = asked(retail)
    assert refused(answered(retail, return_id, **given)) == code
    assert row(retail, return_id).state == "asked"


def test_a_parcel_is_given_back_once_and_only_after_delivery(sqlite_session: Session) -> None:
    retail = a_dispatched(sqlite_session)
    given = {
        "stable_name": "c", "reason": "late", "figures": {}, "has_right": False, "body": "No.",
        "answer_due_at": now(retail),
    }  # fmt: skip
    early = world(retail, "buyer", "parcel_return.ask", retail.order_id, **given)
    assert refused(early) == "parcel_return.not_delivered"
    world(retail, "carrier", "consumer_order.deliver", retail.order_id, release_days=7).must()
    return_id = asked(retail)
    assert refused(world(retail, "buyer", "parcel_return.ask", retail.order_id, **given)) == (
        "parcel_return.asked_already"
    )
    read = world(retail, "buyer", "parcel_return.read", return_id, weighs_at=now(retail))
    assert refused(read) == "parcel_return.not_answered"
    assert refused(world(retail, "buyer", "parcel_return.take", return_id, refund_usd="1.00")) == (
        "parcel_return.not_open"
    )


def test_a_part_is_paid_from_escrow_and_the_release_pays_the_rest(retail: Retail) -> None:
    return_id, paid = asked(retail), retail.order().paid_usd
    facts = answered(retail, return_id, kind="partial", share="0.5", body="Half of it?").must().facts
    assert facts["is_owed"] and facts["is_in_time"]
    part = (paid / 2).quantize(D("0.01"))
    too_much = world(retail, "buyer", "parcel_return.take", return_id, refund_usd=paid + 1)
    assert refused(too_much) == "parcel_return.refund_out_of_range"
    world(retail, "buyer", "parcel_return.take", return_id, refund_usd=part, commission_usd="1.00").must()
    assert balance(retail.session, "escrow", "USD") == paid - part
    retail.days(2)
    order = retail.order()
    assert order.state == "released" and order.refunded_usd == part
    assert balance(retail.session, "escrow", "USD") == 0 and books_balance(retail.session)
    assert balance(retail.session, "bank", "USD") == paid - part - order.fees_usd - order.parcel_cost_usd
    assert row(retail, return_id).outcome == "part_refunded"


def test_nobody_answers_and_the_market_pays_all_back(retail: Retail) -> None:
    return_id = asked(retail)
    retail.days(5)
    ended = row(retail, return_id)
    assert (ended.outcome, ended.is_decided_by_market) == ("refunded", True)
    order = retail.order()
    assert order.state == "released" and order.refunded_usd == order.paid_usd and order.fees_usd > 0
    assert balance(retail.session, "escrow", "USD") == 0 and books_balance(retail.session)
    assert balance(retail.session, "bank", "USD") == -order.fees_usd - order.parcel_cost_usd


def test_after_the_release_the_account_pays_and_goods_go_to_stock_and_out_again(retail: Retail) -> None:
    retail.days(8)
    with housekeeping(retail.session):
        for old in retail.session.scalars(select(ParcelReturn)):
            retail.session.delete(old)
    order: ConsumerOrder = retail.order()
    assert order.state == "released"
    fees, return_id = order.fees_usd, asked(retail, "change_of_mind", has_right=True)
    answered(retail, return_id, kind="label", freight_usd="11.20").must()
    soon = now(retail) + timedelta(days=9)
    world(retail, "buyer", "parcel_return.send_back", return_id, arrives_at=soon).must()
    assert balance(retail.session, "freight", "USD") == order.parcel_cost_usd + D("11.20")
    stock, cost = stock_of(retail), balance(retail.session, "cost_of_goods", "CNY")
    given = {"refund_usd": order.paid_usd, "commission_usd": "2.00", "is_resaleable": True}
    world(retail, "carrier", "parcel_return.arrive", return_id, **given).must()
    assert stock_of(retail) == stock + 2 and balance(retail.session, "cost_of_goods", "CNY") == 0 < cost
    assert retail.order().fees_usd == fees - 2 and books_balance(retail.session)
    codes = set(retail.session.scalars(select(LedgerEntry.code)))
    assert {"sale_refunded", "platform_fee_returned", "goods_taken_back"} <= codes
    from tests.builders_retail import place

    again = place(retail.seller, retail.listing_id, stable_name="c2", order_name="c2").must().made_id
    assert again
    assert retail.seller.act("consumer_order.pack", again).facts["cost_rmb"] == 0
    assert balance(retail.session, "goods", "CNY") == 0 and books_balance(retail.session)
    listing = retail.session.get_one(Listing, retail.listing_id)
    assert (listing.returned_pieces, listing.returned_rmb) == (0, D(0))


def stock_of(retail: Retail) -> int:
    retail.session.expire_all()
    return retail.session.get_one(Listing, retail.listing_id).stock_pieces
