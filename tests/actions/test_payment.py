"""Payments: put off, remitted, received with the charges that banks keep, and booked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.order import Order
from app.models.payment import Payment
from app.trade.books.bookkeeping import Posting, trial_balance
from app.trade.refusal import NotOpenNow, RuleBroken
from app.trade.working_time import next_working_moment
from app.world.agenda import advance
from tests.builders import a_course
from tests.builders_money import D, Deal, a_deal, a_team_with_company, dated_rates, schedule, ship
from tests.proofs import last_record


def a_confirmed_deal(session: Session) -> Deal:
    dated_rates(session)
    world = a_course(session)
    return a_deal(world, *a_team_with_company(world))


def by(deal: Deal, who: str, action: str, payment: Payment, /, **given: object) -> dict[str, object]:
    actor = party(who, deal.world.course_id)
    return dict(perform(deal.session, actor, action, payment.id, given, at=deal.now()).must().facts)


def balances(deal: Deal) -> dict[str, dict[str, Decimal]]:
    rows = deal.session.exec(select(LedgerPosting).where(LedgerPosting.team_id == deal.team_id)).all()
    return trial_balance([Posting(row.account, row.currency, row.amount) for row in rows])


def test_a_deposit_travels_by_the_agenda_and_frees_the_production(session: Session) -> None:
    deal = a_confirmed_deal(session)
    schedule(deal, deal.deposit, deal.now() + timedelta(hours=1))
    advance(session, deal.world.course_id, deal.now() + timedelta(days=30))
    session.expire_all()
    deposit, order = session.get_one(Payment, deal.deposit.id), session.get_one(Order, deal.order.id)
    assert (deposit.state, order.state) == ("received", "deposit_received")
    assert deposit.remitter == "Nordlicht GmbH" and deposit.charges in ("OUR", "SHA", "BEN")
    assert D(2900) < deposit.received_usd <= D(3000) and deposit.bank_fee_rmb == D(50)
    assert 3 <= (deposit.arrives_on - deposit.remitted_at.date()).days <= 14
    held = balances(deal)
    assert held["USD"]["customer_deposits"] == D(-3000)
    assert held["USD"]["bank"] == deposit.received_usd
    assert all(sum(accounts.values()) == 0 for accounts in held.values())
    assert last_record(session, deal.world.course_id)["action"] == "payment.receive"


def test_both_instalments_complete_a_delivered_order(session: Session) -> None:
    deal = a_confirmed_deal(session)
    for payment in (deal.deposit, deal.balance):
        by(deal, "buyer", "payment.remit", payment, charges="SHA", arrives_on="2026-09-08")
        given = {"received_usd": payment.amount_usd - 20, "bank_fee_rmb": "50"}
        facts = by(deal, "bank", "payment.receive", payment, **given)
        assert facts["short_usd"] == D(20) and facts["is_short_tolerated"]
        if payment is deal.deposit:
            ship(deal, deal.now())
            deal.change(deal.order, state="delivered")
    held = balances(deal)["USD"]
    assert held["receivable"] == 0 and held["customer_deposits"] == 0
    assert held["bank_fees"] == D(40) and held["bank"] == D(9960)
    assert session.get_one(Order, deal.order.id).state == "completed"


def test_a_shortfall_above_the_tolerance_is_a_fact(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    by(deal, "buyer", "payment.remit", deal.deposit, charges="BEN", arrives_on="2026-09-08")
    facts = by(deal, "bank", "payment.receive", deal.deposit, received_usd="2960", bank_fee_rmb="50")
    assert facts["short_usd"] == D(40) and not facts["is_short_tolerated"]


def test_a_payment_that_is_put_off_comes_back_when_its_buyer_works(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    by(deal, "buyer", "payment.put_off", deal.deposit, days=3)
    entry = sqlite_session.exec(select(AgendaEntry).where(AgendaEntry.kind == "payment.remit")).one()
    office = sqlite_session.get_one(Buyer, deal.order.buyer_id).office
    assert entry.due_at == next_working_moment(office, deal.now() + timedelta(days=3)) > deal.now()
    assert sqlite_session.get_one(Payment, deal.deposit.id).late_days == 3
    with pytest.raises(RuleBroken, match="delay_out_of_range"):
        by(deal, "buyer", "payment.put_off", deal.deposit, days=0)


def test_what_is_out_of_order_is_refused(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    with pytest.raises(NotOpenNow):
        by(deal, "bank", "payment.receive", deal.deposit, received_usd="3000", bank_fee_rmb="50")
    by(deal, "buyer", "payment.remit", deal.deposit, charges="OUR", arrives_on="2026-09-08")
    with pytest.raises(NotOpenNow):
        by(deal, "buyer", "payment.remit", deal.deposit, charges="OUR", arrives_on="2026-09-08")
    with pytest.raises(NotOpenNow):
        by(deal, "buyer", "payment.put_off", deal.deposit, days=2)
    with pytest.raises(RuleBroken, match="received_above_due"):
        by(deal, "bank", "payment.receive", deal.deposit, received_usd="3000.01", bank_fee_rmb="50")
    with pytest.raises(Forbidden):
        perform(deal.session, deal.finance, "payment.receive", deal.deposit.id,
                {"received_usd": "3000", "bank_fee_rmb": "50"})  # fmt: skip


def test_a_whole_payment_before_production_is_deposit_and_last_instalment_in_one(
    sqlite_session: Session,
) -> None:
    deal = a_confirmed_deal(sqlite_session)
    deal.change(deal.balance, order_id=deal.order.id, state="received", received_at=deal.now())
    by(deal, "buyer", "payment.remit", deal.deposit, charges="OUR", arrives_on="2026-09-08")
    by(deal, "bank", "payment.receive", deal.deposit, received_usd="3000", bank_fee_rmb="50")
    order = sqlite_session.get_one(Order, deal.order.id)
    assert order.state == "deposit_received" and order.balance_received_at is not None


def test_entries_name_their_order(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    by(deal, "buyer", "payment.remit", deal.deposit, charges="OUR", arrives_on="2026-09-08")
    by(deal, "bank", "payment.receive", deal.deposit, received_usd="3000", bank_fee_rmb="50")
    codes = sqlite_session.exec(select(LedgerEntry.code).where(LedgerEntry.order_id == deal.order.id)).all()
    assert sorted(codes) == ["bank_fees_paid", "deposit_received"]
