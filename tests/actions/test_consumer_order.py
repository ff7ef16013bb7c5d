"""A consumer's order in its short form, from the basket to the release of the money."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.models.ledger import LedgerPosting
from app.models.listing import Listing
from app.models.review import Review
from tests.builders_retail import LIST, a_dispatched, an_order


def balance(session: Session, account: str, currency: str) -> Decimal:
    posting = LedgerPosting
    query = select(func.sum(posting.amount)).where(posting.account == account, posting.currency == currency)
    return session.execute(query).scalar() or Decimal(0)


def test_a_parcel_goes_from_the_basket_to_the_release_of_the_money(session: Session) -> None:
    retail = a_dispatched(session)
    assert balance(session, "escrow", "USD") == retail.order().paid_usd
    retail.days(60)
    order = retail.order()
    assert order.state == "released" and order.delivered_at and order.tracking_number.startswith("FT")
    assert balance(session, "escrow", "USD") == 0
    left = order.paid_usd - order.fees_usd - order.parcel_cost_usd
    assert balance(session, "bank", "USD") == left > 0
    assert [event["what"] for event in order.events] == [
        "paid", "packed", "listed", "list_taken", "dispatched", "departed", "delivered", "released",
    ]  # fmt: skip


def test_every_currency_of_the_books_sums_to_zero(session: Session) -> None:
    a_dispatched(session).days(60)
    posting = LedgerPosting
    sums = session.execute(
        select(posting.currency, func.sum(posting.amount)).group_by(posting.currency)
    ).all()
    assert {row[1] for row in sums} == {Decimal(0)} and len(sums) == 2


def test_a_review_counts_for_the_listing(sqlite_session: Session) -> None:
    retail = a_dispatched(sqlite_session)
    retail.days(60)
    reviews = sqlite_session.scalars(select(Review)).all()
    listing = sqlite_session.get_one(Listing, retail.listing_id)
    assert listing.rating_count == len(reviews)
    assert listing.rating_sum == sum(review.stars for review in reviews)


@pytest.mark.parametrize("verb", ["list_for_customs", "dispatch"])
def test_steps_out_of_order_are_refused_and_name_what_is_open(sqlite_session: Session, verb: str) -> None:
    retail = an_order(sqlite_session)
    way = {"service": "courier", "carrier": "M", "cost_usd": "9.00", "least_days": 3, "most_days": 5}
    assert retail.attempt(verb, **(LIST if verb == "list_for_customs" else way)) == "consumer_order.not_open"
    assert retail.order().state == "paid"


def test_a_parcel_waits_until_customs_has_taken_its_list(sqlite_session: Session) -> None:
    retail = an_order(sqlite_session)
    retail.act("pack")
    retail.act("list_for_customs", **LIST)
    way = {"service": "courier", "carrier": "M", "cost_usd": "9.00", "least_days": 3, "most_days": 5}
    assert retail.attempt("dispatch", **way) == "consumer_order.list_not_taken"


def test_customs_returns_a_list_with_a_wrong_value_and_takes_the_mended_one(session: Session) -> None:
    retail = an_order(session)
    retail.act("pack")
    outcome = retail.act("list_for_customs", **(LIST | {"declared_usd": "5.00"}))
    assert outcome.facts["findings"] == ["parcel_list.value_differs"]
    retail.days(1)
    assert retail.order().state == "packed"
    retail.act("list_for_customs", **LIST)
    retail.days(1)
    assert retail.order().list_9610["number"]


def test_calling_off_pays_back_and_returns_the_pieces(session: Session) -> None:
    retail = an_order(session)
    assert retail.attempt("cancel", reason=" ") == "consumer_order.reason_missing"
    retail.act("cancel", reason="The enterprise has none left.")
    assert retail.order().state == "cancelled" and balance(session, "escrow", "USD") == 0
    assert session.get_one(Listing, retail.listing_id).stock_pieces == 200


def test_an_order_that_nobody_sends_is_called_off_by_the_market(sqlite_session: Session) -> None:
    retail = an_order(sqlite_session)
    retail.days(10)
    assert retail.order().state == "cancelled"


def test_a_parcel_that_is_on_its_way_is_not_looked_for_any_more(sqlite_session: Session) -> None:
    a_dispatched(sqlite_session)
    overdue = select(AgendaEntry).where(AgendaEntry.kind == "parcel.overdue")
    assert sqlite_session.execute(overdue).scalar_one().is_cancelled


def test_a_product_without_a_weight_cannot_be_packed(sqlite_session: Session) -> None:
    from app.core.db import housekeeping
    from app.models.product import Product

    retail = an_order(sqlite_session)
    with housekeeping(sqlite_session):
        sqlite_session.get_one(Product, retail.seller.product_id).unit_gross_kg = None
    assert retail.attempt("pack") == "consumer_order.weight_unknown"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"hs_code": "691200"}, "hs_code"),
        ({"net_kg": "0"}, "net_kg"),
        ({"declared_usd": "-1"}, "declared_usd"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_before_the_door(
    sqlite_session: Session, wrong: dict[str, str], code: str
) -> None:
    retail = an_order(sqlite_session)
    retail.act("pack")
    with pytest.raises(ValueError, match=code):
        retail.act("list_for_customs", **(LIST | wrong))
