"""Complaints about delivered orders: two rounds at most, and a credit that stands in the books."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, party
from app.actions.perform import Outcome, perform
from app.models.agenda import AgendaEntry
from app.models.complaint import Complaint
from app.models.ledger import LedgerEntry
from app.models.order import Order
from app.trade.market.standing import STRANGER
from app.world.agents.complaint import decide
from app.world.dice import Dice
from app.world.views.complaint import complaint_view
from app.world.views.standing import standings
from tests.builders import a_course
from tests.builders_money import Deal, a_deal, a_team_with_company
from tests.builders_people import a_member
from tests.proofs import last_record


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """A delivered order of 1,000 pieces."""
    world = a_course(sqlite_session)
    team_id, finance = a_team_with_company(world)
    found = a_deal(world, team_id, finance)
    found.change(found.order, state="delivered", delivered_at=found.now())
    return found


def by(deal: Deal, actor: Actor, action: str, subject_id: Any, **given: Any) -> Outcome:
    return perform(deal.session, actor, action, subject_id, given, at=deal.now())


def lodged(deal: Deal) -> Complaint:
    given = {
        "stable_name": "x:complaint", "reasons": [{"code": "defects", "figures": {"pieces": 65}}],
        "faulty_pieces": 65, "wanted_usd": "600.00", "loss": {"defects": "512.34"}, "body": "65 are faulty.",
        "answer_due_at": deal.now() + timedelta(days=3),
    }  # fmt: skip
    by(deal, party("buyer", deal.world.course_id), "complaint.lodge", deal.order.id, **given).must()
    return deal.session.exec(select(Complaint)).one()


def test_a_credit_that_the_buyer_accepts_is_paid_and_the_loss_is_shown_only_then(deal: Deal) -> None:
    complaint = lodged(deal)
    sales, buyer = a_member(deal.world, deal.team_id, "Mia", "sales"), party("buyer", deal.world.course_id)
    answer = {"kind": "credit", "amount_usd": "450.00", "body": "We are sorry and credit you."}
    facts = by(deal, sales, "complaint.answer", complaint.id, **answer).must().facts
    assert facts["wanted_share"] == Decimal("0.7500")
    assert "512.34" not in str(last_record(deal.session, deal.world.course_id))
    settled = {"body": "Thank you.", "made_good": "0.88", "outcome": {"loss": {"defects": "512.34"}}}
    by(deal, buyer, "complaint.accept", complaint.id, **settled).must()
    deal.session.refresh(complaint)
    assert complaint.state == "settled" and complaint.made_good == Decimal("0.88")
    entry = deal.session.exec(select(LedgerEntry).where(LedgerEntry.code == "sale_refunded")).one()
    assert entry.order_id == deal.order.id


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "credit", "amount_usd": "0", "body": "Nothing."}, "complaint.credit_out_of_range"),
        ({"kind": "credit", "amount_usd": "10000.01", "body": "All."}, "complaint.credit_out_of_range"),
        ({"kind": "replacement", "body": "New ones."}, "complaint.nothing_to_replace"),
    ],
)
def test_a_remedy_must_be_possible(deal: Deal, given: dict[str, str], code: str) -> None:
    sales = a_member(deal.world, deal.team_id, "Mia", "sales")
    refused = by(deal, sales, "complaint.answer", lodged(deal).id, **given)
    assert refused.refusal is not None and refused.refusal.code == code


def test_an_order_is_complained_of_once_and_only_when_it_has_come(deal: Deal) -> None:
    complaint, buyer = lodged(deal), party("buyer", deal.world.course_id)
    given = {
        "stable_name": "y", "reasons": [], "wanted_usd": "1.00", "loss": {"late": "1"}, "body": "More.",
        "answer_due_at": deal.now(),
    }  # fmt: skip
    again = by(deal, buyer, "complaint.lodge", deal.order.id, **given)
    assert again.refusal is not None and again.refusal.code == "complaint.lodged_already"
    deal.change(deal.session.get_one(Order, deal.order.id), state="shipped")
    early = by(deal, buyer, "complaint.lodge", deal.order.id, **given)
    assert early.refusal is not None and early.refusal.code == "complaint.not_delivered"
    assert complaint.state == "lodged"


def test_a_buyer_who_leaves_may_turn_to_the_marketplace_which_pays_back_what_the_facts_bear_out(
    deal: Deal,
) -> None:
    complaint, course = lodged(deal), deal.world.course_id
    at = deal.now() + timedelta(days=5)
    left = {"body": "We leave.", "made_good": "0", "outcome": {"loss": {"defects": "512.34"}, "worth": "0"}}
    by(deal, party("buyer", course), "complaint.leave", complaint.id, **left, decides_at=at).must()
    deal.session.refresh(complaint)
    assert complaint.state == "unsettled" and standing_of(deal) < STRANGER
    entry = deal.session.exec(select(AgendaEntry).where(AgendaEntry.kind == "complaint.decide")).one()
    assert entry.due_at == at
    (award,) = decide(complaint_view(deal.session, entry), Dice("a"))
    assert (award.action, award.given["amount_usd"]) == ("complaint.award", Decimal("762.34"))
    by(deal, party("market", course), award.action, complaint.id, **award.given).must()
    deal.session.refresh(complaint)
    assert complaint.state == "awarded" and complaint.outcome["awarded_usd"] == "762.34"
    paid = deal.session.exec(select(LedgerEntry).where(LedgerEntry.code == "sale_refunded")).one()
    assert paid.order_id == deal.order.id and standing_of(deal) < STRANGER
    again = by(deal, party("market", course), award.action, complaint.id, **award.given)
    assert again.refusal is not None and again.refusal.code == "complaint.not_open"


def standing_of(deal: Deal) -> Decimal:
    pair = (deal.order.buyer_id, deal.order.team_id)
    return standings(deal.session, deal.world.course_id, pair)[pair]
