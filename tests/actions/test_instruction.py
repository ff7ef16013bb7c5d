"""Letters that ask for money: what is paid to a stranger is lost, and who looks first loses nothing."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, party
from app.actions.perform import Outcome, perform
from app.models.instruction import Instruction
from app.models.ledger import LedgerPosting
from app.trade.books.bookkeeping import Posting, trial_balance
from app.trade.books.ledger_entries import deposit_received
from app.trade.money import Money
from tests.builders import a_course
from tests.builders_money import Deal, a_deal, a_team_with_company
from tests.proofs import last_record

TRUTH = {"is_true": False, "kind": "overpayment", "signs": ["overpaid"]}


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """A team to which a cheque for too much was paid."""
    world = a_course(sqlite_session)
    team_id, finance = a_team_with_company(world)
    found = a_deal(world, team_id, finance)
    given = {
        "stable_name": "x:cheque", "inquiry_id": found.order.inquiry_id, "purpose": "refund",
        "sender": "Acme", "body": "Send the rest on.", "account": {"country": "PA"}, "known": {},
        "currency": "USD", "amount": Decimal("4000"), "instrument": "cheque",
        "credited_usd": Decimal("7000"), "truth": TRUTH, "due_at": found.now() + timedelta(days=5),
    }  # fmt: skip
    by(found, party("buyer", world.course_id), "instruction.send", team_id, **given).must()
    return found


def by(deal: Deal, actor: Actor, action: str, subject_id: Any, **given: Any) -> Outcome:
    return perform(deal.session, actor, action, subject_id, given, at=deal.now())


def letter(deal: Deal) -> Instruction:
    return deal.session.exec(select(Instruction)).one()


def books(deal: Deal) -> dict[str, Decimal]:
    rows = deal.session.exec(select(LedgerPosting).where(LedgerPosting.team_id == deal.team_id)).all()
    return trial_balance([Posting(row.account, row.currency, row.amount) for row in rows])["USD"]


def uncovered(deal: Deal) -> Outcome:
    told = {"is_true": False, "kind": "overpayment", "signs": ["overpaid"]}
    bank = party("bank", deal.world.course_id)
    return by(deal, bank, "instruction.uncover", letter(deal).id, outcome=told).must()


def test_what_was_sent_on_is_lost_when_the_cheque_comes_back(deal: Deal) -> None:
    assert "overpaid" not in str(last_record(deal.session, deal.world.course_id))
    before = books(deal)["bank"]
    by(deal, deal.finance, "instruction.pay", letter(deal).id).must()
    assert uncovered(deal).facts["lost"] == Decimal("4000")
    found = books(deal)
    assert found["fraud_loss"] == Decimal("4000") and found["bank"] == before - 7000 - 4000
    assert found.get("customer_deposits", Decimal(0)) == 0


def test_who_calls_back_and_refuses_loses_nothing(deal: Deal) -> None:
    by(deal, deal.finance, "instruction.check", letter(deal).id).must()
    bank = party("bank", deal.world.course_id)
    by(deal, bank, "instruction.call_back", letter(deal).id, answer="unreachable").must()
    facts = by(deal, deal.finance, "instruction.refuse", letter(deal).id).must().facts
    assert facts["was_checked"] and facts["check_said"] == "unreachable"
    uncovered(deal)
    assert books(deal).get("fraud_loss", Decimal(0)) == 0 and books(deal)["bank"] == 0


def test_a_letter_is_decided_once(deal: Deal) -> None:
    by(deal, deal.finance, "instruction.refuse", letter(deal).id).must()
    again = by(deal, deal.finance, "instruction.pay", letter(deal).id)
    assert again.refusal is not None and again.refusal.code == "instruction.not_open"


def test_nobody_pays_more_than_lies_at_the_bank(deal: Deal) -> None:
    deal.change(letter(deal), amount=Decimal("7000.01"))
    refused = by(deal, deal.finance, "instruction.pay", letter(deal).id)
    assert refused.refusal is not None and refused.refusal.code == "instruction.not_enough_money"


def asked_for_freight(session: Session) -> Deal:
    world = a_course(session)
    found = a_deal(world, *a_team_with_company(world))
    given = {
        "stable_name": "x:freight", "order_id": found.order.id, "purpose": "freight", "sender": "Line",
        "body": "Pay it here.", "currency": "USD", "amount": Decimal("300"), "truth": TRUTH,
        "due_at": found.now() + timedelta(days=5),
    }  # fmt: skip
    found.change(found.order, state="confirmed", shipped_at=None)
    found.book(deposit_received(Money(Decimal(3000), "USD"), Money(Decimal(0), "CNY")), 701)
    by(found, party("carrier", world.course_id), "instruction.send", found.team_id, **given).must()
    return found


def test_freight_that_went_to_a_stranger_is_paid_again(sqlite_session: Session) -> None:
    deal = asked_for_freight(sqlite_session)
    before = books(deal)["bank"]
    by(deal, deal.finance, "instruction.pay", letter(deal).id).must()
    assert (books(deal)["freight"], books(deal)["bank"]) == (300, before - 300)
    assert uncovered(deal).facts["lost"] == 300
    assert (books(deal)["fraud_loss"], books(deal)["bank"]) == (300, before - 600)


def test_no_freight_is_owed_for_goods_that_have_left(sqlite_session: Session) -> None:
    deal = asked_for_freight(sqlite_session)
    deal.change(deal.order, shipped_at=deal.now())
    refused = by(deal, deal.finance, "instruction.pay", letter(deal).id).refusal
    assert refused is not None and refused.code == "instruction.nothing_owed"
