"""What the verbs of a deal refuse, and what they note when they do not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from app.actions.actor import party
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.models.listing import Listing
from app.models.order import Order
from app.models.payment import Payment
from app.models.quotation import Quotation
from tests.builders_deal import (
    Deal,
    a_confirmed_order,
    a_deal,
    a_reply,
    a_sent_quotation,
    an_order,
    proforma_terms,
)


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """An inquiry that waits for an answer."""
    return a_deal(sqlite_session)


def refused(deal: Deal, action: str, subject_id: UUID, actor: Any = None, **given: Any) -> str:
    """The code of the refusal of an action."""
    outcome = perform(deal.session, actor or deal.seller.actor, action, subject_id, given)
    assert outcome.refusal is not None
    return outcome.refusal.code


def world(deal: Deal, name: str = "buyer") -> Any:
    """A party of the course."""
    return party(name, deal.world.course_id)


def test_a_buyer_does_not_write_about_a_withdrawn_listing(deal: Deal) -> None:
    listing = deal.row(Listing)
    deal.act("listing.withdraw", listing.id)
    inquiry = deal.inquiry
    given = {
        "stable_name": "x", "buyer_id": inquiry.buyer_id, "subject": "Mugs", "quantity": 100,
        "incoterm": "FOB",
        "named_place": "Ningbo", "asks": [], "body": "Hello", "reply_due_at": inquiry.opened_at,
    }  # fmt: skip
    assert refused(deal, "inquiry.write", listing.id, world(deal), **given) == "inquiry.listing_withdrawn"


def test_a_declined_inquiry_takes_neither_letters_nor_quotations(deal: Deal) -> None:
    deal.act("inquiry.decline", deal.inquiry_id, body="We are sold out.")
    assert refused(deal, "inquiry.reply", deal.inquiry_id, body="Hello") == "inquiry.not_open"
    assert refused(deal, "inquiry.decline", deal.inquiry_id, body="No") == "inquiry.not_open"
    assert refused(deal, "quotation.draft", deal.inquiry_id, **deal.with_basis()) == "inquiry.not_open"
    later = {"body": "x", "kind": "thanks", "reply_due_at": deal.now}
    assert refused(deal, "inquiry.ask", deal.inquiry_id, world(deal), **later) == "inquiry.not_open"
    ends = {"body": "x", "closing": {}}
    assert refused(deal, "inquiry.lose", deal.inquiry_id, world(deal), **ends) == "inquiry.not_open"
    assert refused(deal, "inquiry.close", deal.inquiry_id, world(deal), **ends) == "inquiry.not_over"


def test_a_reply_is_judged_by_what_it_answers_and_claims(deal: Deal) -> None:
    facts = a_reply(deal, "We have CE. Price is good.", origin="pasted").facts
    assert facts["unsupported_claims"] == ["ce"] and facts["asks_answered"] in ([], ["certificates"])
    assert not facts["has_greeting"] and not facts["has_sign_off"] and facts["origin"] == "pasted"
    assert facts["is_in_time"] and facts["is_first_reply"]


def test_what_a_reply_leaves_unclear_is_kept_for_the_buyer_to_ask_back(deal: Deal) -> None:
    facts = a_reply(deal, "Dear buyer, the price is 3.20 per piece. Lead time 1 day. Regards").facts
    assert "unit_price" in facts["asks_unclear"] and "unit_price" in facts["asks_open"]
    assert deal.inquiry.unclear_asks["unit_price"] == "no_currency"
    assert facts["unsupported_claims"] == ["lead_time"]
    assert facts["language"] == "en" and facts["tone"] == "polite" and facts["letter_flags"] == []


def test_only_sales_answers(deal: Deal) -> None:
    packer = replace(deal.seller.actor, duties=frozenset({"logistics"}))
    with pytest.raises(Forbidden):
        perform(deal.session, packer, "inquiry.reply", deal.inquiry_id, {"body": "Hello"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_until": "2026-01-01"}, "quotation.validity_past"),
        ({"quantity": "1000000", "unit_price_usd": "99"}, "quotation.total_too_great"),
        ({"payment_terms": "cash"}, "quotation.payment_terms_unknown"),
        ({"cover": "none"}, "quotation.cover_unknown"),
    ],
)
def test_a_quotation_that_cannot_stand_is_not_drafted(deal: Deal, changes: dict[str, str], code: str) -> None:
    given = deal.with_basis() | changes
    assert refused(deal, "quotation.draft", deal.inquiry_id, **given) == code


def test_a_wrong_place_is_noted_in_the_draft_and_stops_the_sending(deal: Deal) -> None:
    made = deal.act(
        "quotation.draft", deal.inquiry_id, **deal.with_basis(incoterm="FOB", named_place="Hamburg")
    )
    assert made.facts["named_place_errors"] == 1
    assert refused(deal, "quotation.send", made.made_id, version=1) == "incoterms.needs_shipment_port"


def test_a_draft_is_judged_on_what_could_be_seen(deal: Deal) -> None:
    facts = deal.act("quotation.draft", deal.inquiry_id, **deal.with_basis()).facts
    assert facts["regret_usd"] == max(facts["best_expected_usd"] - facts["expected_usd"], Decimal(0))
    assert facts["margin_rate"] >= Decimal("0.12") and facts["price_over_lowest"] > 0


def test_a_quotation_is_changed_only_as_a_draft_and_from_its_own_version(deal: Deal) -> None:
    made = deal.act("quotation.draft", deal.inquiry_id, **deal.with_basis()).made_id
    stale = deal.with_basis() | {"version": 9}
    assert refused(deal, "quotation.edit", made, **stale) == "quotation.changed_meanwhile"
    assert refused(deal, "quotation.send", made, version=9) == "quotation.changed_meanwhile"
    deal.act("quotation.send", made, version=1)
    assert refused(deal, "quotation.edit", made, **deal.with_basis(), version=1) == "quotation.not_open"
    assert refused(deal, "quotation.send", made, version=1) == "quotation.not_open"
    deal.act("quotation.withdraw", made)
    for action in ("quotation.withdraw", "quotation.lapse"):
        actor = world(deal, "clock") if action == "quotation.lapse" else None
        assert refused(deal, action, made, actor) == "quotation.not_open"


def test_a_withdrawn_quotation_is_not_answered(deal: Deal) -> None:
    made = a_sent_quotation(deal)
    deal.act("quotation.withdraw", made)
    for action, given in (
        ("quotation.accept", {"body": "Yes", "ship_by": "2026-12-01"}),
        ("quotation.reject", {"body": "No", "reason": "price", "closing": {}}),
        (
            "quotation.counter",
            {"body": "x", "unit_price_usd": "4", "reason": "price", "reply_due_at": deal.now},
        ),
    ):
        assert refused(deal, action, made, world(deal), **given) == "quotation.not_open"


def test_a_quotation_for_another_quantity_is_asked_back(deal: Deal) -> None:
    quotation_id = a_sent_quotation(deal, quantity=deal.inquiry.quantity * 3, margin_percent="1")
    deal.until("quotation.consider")
    assert deal.session.get_one(Quotation, quotation_id).state == "sent" and deal.inquiry.state == "waiting"


def test_a_proforma_invoice_names_every_term_that_is_missing(deal: Deal) -> None:
    order_id = an_order(deal)
    outcome = perform(deal.session, deal.seller.actor, "order.issue", order_id, {"version": 1})
    fields = [each.field for each in outcome.refusal.refusals]
    assert "terms.seller" in fields and "terms.latest_shipment_on" in fields and len(fields) > 25
    assert (
        refused(deal, "order.save_terms", order_id, terms={"total": "x"}, version=1)
        == "document.not_a_number"
    )
    assert refused(deal, "order.save_terms", order_id, terms={}, version=5) == "order.changed_meanwhile"
    assert refused(deal, "order.issue", order_id, version=5) == "order.changed_meanwhile"


def test_a_proforma_invoice_that_departs_from_the_deal_comes_back(deal: Deal) -> None:
    order_id = an_order(deal)
    order = deal.session.get_one(Order, order_id)
    terms = proforma_terms(deal, order, total="1.00", term="EXW" if order.incoterm != "EXW" else "FCA")
    deal.act("order.save_terms", order_id, terms=terms, version=1)
    facts = deal.act("order.issue", order_id, version=2).facts
    assert facts["departs_in"] == ["order.total_differs", "order.term_differs"]
    assert refused(deal, "order.save_terms", order_id, terms={}, version=2) == "order.not_open"
    deal.until("order.consider")
    order = deal.session.get_one(Order, order_id)
    assert order.state == "drafted" and len(order.changes_asked) == 2
    assert refused(deal, "order.confirm", order_id, world(deal)) == "order.not_open"
    ask = {"body": "x", "changes": []}
    assert refused(deal, "order.ask_changes", order_id, world(deal), **ask) == "order.not_open"


def test_an_order_is_cancelled_before_money_has_come_and_not_after(deal: Deal) -> None:
    order_id = a_confirmed_order(deal)
    review = {"stars": 5, "body": "Good", "reasons": []}
    assert refused(deal, "review.write", order_id, world(deal), **review) == "review.not_delivered"
    deal.act("order.cancel", order_id, reason="The factory has closed")
    assert deal.session.get_one(Order, order_id).state == "cancelled"
    assert {deal.row(Payment, order_id=order_id, kind=kind).state for kind in ("deposit", "balance")} == {
        "cancelled"
    }
    assert refused(deal, "order.cancel", order_id, reason="again") == "order.not_open"
