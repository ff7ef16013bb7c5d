"""Settlement: at the day's buying rate, against the quotation's, within what was received and is held."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.models.course import Course
from app.models.settlement import Settlement
from app.trade.books import ledger_entries
from app.trade.money import Money
from app.trade.refusal import RateUnknown, RuleBroken
from tests.actions.test_payment import a_confirmed_deal, balances, by
from tests.builders import a_course
from tests.builders_money import D, Deal, a_deal, a_team_with_company
from tests.builders_people import a_member


def a_paid_deal(session: Session) -> Deal:
    """3,000 USD received on 1 September; now it is the 19th, a Saturday."""
    deal = a_confirmed_deal(session)
    by(deal, "buyer", "payment.remit", deal.deposit, charges="OUR", arrives_on="2026-09-08")
    by(deal, "bank", "payment.receive", deal.deposit, received_usd="3000", bank_fee_rmb="50")
    course = session.get_one(Course, deal.world.course_id)
    deal.change(course, clock_at=course.clock_at + timedelta(days=18))
    return deal


def test_settling_uses_the_last_published_day_less_the_spread(session: Session) -> None:
    deal = a_paid_deal(session)
    facts = deal.world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="1000").facts
    row = session.exec(select(Settlement)).one()
    assert row.rate == D("7.05") * (1 - D("0.0020")) and row.rate_on == date(2026, 9, 18)
    assert row.amount_rmb == D("7035.90") and row.gain_rmb == D("-44.10")
    assert facts["best_rate_since_receipt"] == D("7.20") * D("0.9980")
    assert facts["regret_rate"] == D("0.02083333")
    held = balances(deal)
    assert held["USD"]["bank"] == D(2000) and held["CNY"]["exchange_loss"] == D("44.10")
    assert all(sum(accounts.values()) == 0 for accounts in held.values())


def test_keeping_is_a_decision_on_record_and_moves_no_money(sqlite_session: Session) -> None:
    deal = a_paid_deal(sqlite_session)
    before = balances(deal)
    facts = deal.world.act(deal.finance, "settlement.keep", deal.order.id, amount_usd="3000").facts
    assert facts["exposure_usd"] == D(3000) and balances(deal) == before
    assert sqlite_session.exec(select(Settlement.kind)).one() == "kept"
    deal.world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="3000")


def test_no_more_is_settled_than_was_received_or_is_held(sqlite_session: Session) -> None:
    deal = a_paid_deal(sqlite_session)
    for verb in ("settle", "keep"):
        with pytest.raises(RuleBroken, match="above_receipts"):
            deal.world.act(deal.finance, f"settlement.{verb}", deal.order.id, amount_usd="3000.01")
    deal.book(ledger_entries.charge_paid("freight", Money(D(800), "USD")), 950)
    with pytest.raises(RuleBroken, match="above_balance"):
        deal.world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="2200.01")
    deal.world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="2200")
    with pytest.raises(RuleBroken, match="above_receipts"):
        deal.world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="900")


def test_only_finance_of_the_own_team_settles(sqlite_session: Session) -> None:
    deal = a_paid_deal(sqlite_session)
    seller = a_member(deal.world, deal.team_id, "seller", "sales")
    _, other = a_team_with_company(deal.world, "Lighthouse")
    for actor, answer in ((seller, Forbidden), (other, Missing)):
        with pytest.raises(answer):
            perform(sqlite_session, actor, "settlement.settle", deal.order.id, {"amount_usd": "1"})


def test_without_a_published_rate_nothing_is_settled(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    deal = a_deal(world, *a_team_with_company(world))
    deal.change(deal.deposit, state="received", received_at=deal.now(), received_usd=D(3000))
    deal.book(ledger_entries.deposit_received(Money(D(3000), "USD"), Money(D(0), "USD")), 950)
    with pytest.raises(RateUnknown):
        world.act(deal.finance, "settlement.settle", deal.order.id, amount_usd="1")
