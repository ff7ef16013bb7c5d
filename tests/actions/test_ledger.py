"""The books: whatever happens in whatever order, each currency sums to nought."""

from sqlmodel import Session

from app.actions.actor import party
from app.actions.perform import perform
from app.models.payment import Payment
from app.trade.books import ledger_entries
from app.trade.money import Money
from app.world.dice import Dice
from tests.actions.test_payment import a_confirmed_deal, balances
from tests.builders_money import RIGHT_CLAIM, D, Deal, refund_papers, ship


def one_step(deal: Deal, dice: Dice) -> None:
    """Try one deed, whether it is open now or not: refused ones must leave the books alone."""
    payment: Payment = dice.pick([deal.deposit, deal.balance])
    amount = dice.between(D(1), D(3500)).quantize(D("0.01"))
    tries = (
        ("buyer", "payment.remit", payment.id, {"charges": "SHA", "arrives_on": "2026-09-08"}),
        ("buyer", "payment.put_off", payment.id, {"days": 1}),
        ("bank", "payment.receive", payment.id, {"received_usd": payment.amount_usd, "bank_fee_rmb": "50"}),
        ("", "settlement.settle", deal.order.id, {"amount_usd": amount}),
        ("", "settlement.keep", deal.order.id, {"amount_usd": amount}),
        ("", "refund.claim", deal.order.id, {**RIGHT_CLAIM, "received_usd": amount}),
    )
    who, action, subject, given = dice.pick(tries)
    actor = party(who, deal.world.course_id) if who else deal.finance
    perform(deal.session, actor, action, subject, given)
    deal.session.expire_all()


def test_after_any_sequence_of_deeds_every_currency_sums_to_nought(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    refund_papers(deal)
    done = set()
    for number in range(120):
        one_step(deal, Dice("ledger", number))
        if deal.deposit.received_at and deal.order.shipped_at is None:
            ship(deal, deal.now())
            deal.book(ledger_entries.charge_paid("freight", Money(D(432), "USD")), 903)
        held = balances(deal)
        done |= set(held)
        assert all(sum(accounts.values()) == 0 for accounts in held.values())
    assert done == {"USD", "CNY"} and deal.balance.received_at is not None
