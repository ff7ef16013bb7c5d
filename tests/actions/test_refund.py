"""A refund of VAT: claimed with three papers, refused with reasons, mended, granted by rule, paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import perform
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.purchase import Purchase
from app.models.rate import ReferenceRate as RefundRate
from app.models.refund import RefundClaim
from app.trade.refusal import NotOpenNow, RateUnknown, RuleBroken
from app.world.agenda import advance
from tests.actions.test_payment import a_confirmed_deal, balances, by
from tests.builders_money import RIGHT_CLAIM, D, Deal, refund_papers, ship


def a_paid_export(session: Session, **wrong: str) -> Deal:
    """Shipped, both instalments received (9,980 of 10,000 USD credited), papers at hand."""
    deal = a_confirmed_deal(session)
    for payment, received in ((deal.deposit, "2990"), (deal.balance, "6990")):
        by(deal, "buyer", "payment.remit", payment, charges="SHA", arrives_on="2026-09-08")
        by(deal, "bank", "payment.receive", payment, received_usd=received, bank_fee_rmb="50")
        if payment is deal.deposit:
            refund_papers(deal, **wrong)
            ship(deal, deal.now())
    return deal


def claim(deal: Deal, **changed: object) -> dict[str, object]:
    given = RIGHT_CLAIM | {"received_usd": "9980.00"} | changed
    return dict(deal.world.act(deal.finance, "refund.claim", deal.order.id, **given).facts)


def the_claim(deal: Deal) -> RefundClaim:
    deal.session.expire_all()
    return deal.session.exec(select(RefundClaim)).one()


def wait(deal: Deal, days: int) -> None:
    deal.session.rollback()  # another session may have written: look at the present
    course = deal.session.get_one(Course, deal.world.course_id)
    until = course.clock_at + timedelta(days=days)
    advance(deal.session, course.id, until)
    deal.change(deal.session.get_one(Course, deal.world.course_id), clock_at=until)


def test_papers_that_agree_bring_the_refund_by_rule(session: Session) -> None:
    deal = a_paid_export(session)
    facts = claim(deal)
    assert facts["findings"] == 0 and facts["due_rmb"] == D("6500.00")
    assert balances(deal)["CNY"]["vat_refund_receivable"] == D(6500)
    wait(deal, 40)
    row = the_claim(deal)
    assert (row.state, row.granted_rmb) == ("paid", D("6500.00"))
    assert row.claimed_at.date() < row.decision_on <= row.payment_on
    held = balances(deal)
    assert held["CNY"]["vat_refund_receivable"] == 0 and held["CNY"]["input_vat"] == 0
    assert all(sum(accounts.values()) == 0 for accounts in held.values())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"declaration_number": "310420260911001189"}, "R09"),
        ({"vat_invoice_number": "26332000000118840413"}, "R10"),
        ({"net_rmb": "49999.99"}, "R11"),
        ({"quantity": 999}, "R12"),
        ({"received_usd": "10000"}, "R13"),
    ],
)
def test_each_slip_of_the_claim_is_found(sqlite_session: Session, changed: dict, code: str) -> None:
    deal = a_paid_export(sqlite_session)
    assert claim(deal, **changed)["codes"] == [code]
    wait(deal, 40)
    row = the_claim(deal)
    assert row.state == "refused" and [finding["code"] for finding in row.findings] == [code]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"consignor": "别人公司"}, "R02"), ({"unit": "打"}, "R05"), ({"quantity": "990"}, "R06")],
)
def test_papers_that_disagree_are_found(sqlite_session: Session, wrong: dict[str, str], code: str) -> None:
    assert claim(a_paid_export(sqlite_session, **wrong))["codes"] == [code]


def test_a_refused_claim_is_reversed_in_the_books_and_may_be_mended(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    claim(deal, quantity=999)
    wait(deal, 40)
    assert balances(deal)["CNY"]["input_vat"] == D(6500)
    given = RIGHT_CLAIM | {"received_usd": "9980"}
    facts = deal.world.act(deal.finance, "refund.claim_again", the_claim(deal).id, **given).facts
    assert facts["times_claimed"] == 2 and facts["findings"] == 0
    wait(deal, 40)
    assert the_claim(deal).state == "paid" and balances(deal)["CNY"]["input_vat"] == 0


def test_more_than_the_rule_gives_is_found_and_more_than_the_vat_is_refused(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    with pytest.raises(RuleBroken, match="above_input_vat"):
        claim(deal, claimed_rmb="6500.01")
    rate = deal.session.exec(select(RefundRate).where(RefundRate.kind == "refund_rate")).one()
    deal.change(rate, value=D("0.09"))
    facts = claim(deal)
    assert facts["codes"] == ["R14"] and facts["due_rmb"] == D("4500.00")


def test_a_claim_needs_the_export_and_its_papers(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    with pytest.raises(RuleBroken, match="not_exported"):
        claim(deal)
    deal.change(deal.order, state="shipped", shipped_at=deal.now())
    with pytest.raises(RuleBroken, match="no_declaration"):
        claim(deal)


def test_without_a_vat_invoice_or_a_refund_rate_there_is_no_claim(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    purchase = deal.session.exec(select(Purchase)).one()
    invoice = purchase.vat_invoice
    deal.change(purchase, vat_invoice={})
    with pytest.raises(RuleBroken, match="no_vat_invoice"):
        claim(deal)
    deal.change(purchase, vat_invoice=invoice)
    rate = deal.session.exec(select(RefundRate).where(RefundRate.kind == "refund_rate")).one()
    deal.change(rate, value=None)
    with pytest.raises(RateUnknown):
        claim(deal)


def test_an_order_is_claimed_once(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    claim(deal)
    with pytest.raises(RuleBroken, match="claimed_already"):
        claim(deal)


def test_the_tax_office_keeps_to_the_order_of_events(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    claim(deal)
    office, row = party("tax_office", deal.world.course_id), the_claim(deal)

    def ask(action: str, **given: object) -> None:
        perform(sqlite_session, office, action, row.id, given).must()

    with pytest.raises(NotOpenNow):
        ask("refund.pay")
    with pytest.raises(NotOpenNow):
        deal.world.act(deal.finance, "refund.claim_again", row.id, **RIGHT_CLAIM, received_usd="9980")
    with pytest.raises(RuleBroken, match="above_claim"):
        ask("refund.grant", granted_rmb="6500.01", payment_on="2026-10-01")
    ask("refund.take_up", decision_on="2026-09-20")
    due = select(AgendaEntry.kind).where(AgendaEntry.is_done.is_(False))
    assert "refund.review" in sqlite_session.exec(due).all()
    ask("refund.grant", granted_rmb=Decimal("6500"), payment_on="2026-10-01")
    with pytest.raises(NotOpenNow):
        ask("refund.refuse", findings=[])
