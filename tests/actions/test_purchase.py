"""Purchases: the way from the order to the forwarder, and everything that is refused on it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.refusals import Forbidden, Missing
from app.models.document import Document
from app.models.ledger import LedgerEntry
from app.trade.papers.documents import checked
from tests.builders_goods import goods
from tests.builders_money import a_team_with_company

D = Decimal


def test_a_purchase_runs_from_the_order_to_the_forwarder(session: Session) -> None:
    found = goods(session)
    placed = found.act(
        "purchase.place", found.order.id, quantity=1000, unit_price_rmb="28.00",
        wanted_on=found.today + timedelta(days=14),
    )  # fmt: skip
    assert placed.facts["price_rate"] == D(1) and placed.facts["slack_days"] == 4
    found.pass_until("purchase.consider")
    purchase = found.purchase()
    assert (purchase.state, purchase.total_rmb) == ("in_production", D(28000))
    while found.purchase().state == "in_production":
        found.pass_until("purchase.progress")
    found.act("purchase.pay", purchase.id, amount_rmb="10000.00")
    paid = found.act("purchase.pay", purchase.id, amount_rmb="18000.00")
    assert paid.facts == {"amount_rmb": D("18000.00"), "is_paid": True, "is_before_ready": False}
    found.pass_until("purchase.bill")
    found.act("purchase.collect", purchase.id)
    purchase = found.purchase()
    assert purchase.state == "collected" and purchase.defects["defective"] >= 0
    assert (purchase.vat_invoice["amount_total"], purchase.vat_invoice["tax_total"]) == (
        "24778.76",
        "3221.24",
    )
    codes = session.exec(select(LedgerEntry.code).order_by(LedgerEntry.at, LedgerEntry.id)).all()
    assert codes[-3:] == ["purchase_paid", "purchase_paid", "purchase_invoiced"]


def test_the_vat_invoice_is_a_whole_paper_of_the_order(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    found.collect()
    paper = sqlite_session.exec(select(Document).where(Document.kind == "vat_invoice")).one()
    assert (paper.state, paper.issuer) == ("issued", "enterprise")
    assert checked("vat_invoice", paper.fields)["lines"][0]["unit"] == "件"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"quantity": 99}, "purchase.below_moq", "quantity"),
        ({"quantity": 999}, "purchase.below_order", "quantity"),
        ({"wanted_on": "2026-09-01"}, "purchase.wanted_in_past", "wanted_on"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    sqlite_session: Session, changes: dict[str, object], code: str, field: str
) -> None:
    found = goods(sqlite_session)
    usual = {"quantity": 1000, "unit_price_rmb": "28.00", "wanted_on": "2026-09-20"}
    refusal = found.asked("purchase.place", found.order.id, **{**usual, **changes}).refusal
    assert refusal is not None and (refusal.code, refusal.field) == (code, field)


def test_goods_are_not_bought_for_an_unconfirmed_order_nor_twice(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    wish = {"quantity": 1000, "unit_price_rmb": "28.00", "wanted_on": "2026-09-20"}
    found.act("purchase.place", found.order.id, **wish)
    again = found.asked("purchase.place", found.order.id, **wish).refusal
    assert again is not None and again.code == "purchase.already_placed"
    found.deal.change(found.order, state="issued")
    early = found.asked("purchase.place", found.order.id, **wish).refusal
    assert early is not None and early.code == "purchase.order_not_ready"


def test_buying_before_the_deposit_is_noted_as_own_risk(sqlite_session: Session) -> None:
    found = goods(sqlite_session, state="confirmed")
    outcome = found.act(
        "purchase.place", found.order.id, quantity=1000, unit_price_rmb="28.00", wanted_on="2026-09-20"
    )
    assert outcome.facts["is_own_risk"] is True


def test_the_enterprise_answers_in_person_and_the_house_rule_stays_silent(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place()
    late = found.asked("purchase.confirm", purchase.id, found.maker, promised_on=found.today).refusal
    assert late is not None and late.code == "purchase.promise_out_of_range"
    found.world.act(found.maker, "purchase.confirm", purchase.id, promised_on="2026-09-18", answer="Gladly.")
    found.pass_until("purchase.consider")
    assert found.purchase().promised_on.isoformat() == "2026-09-18"
    twice = found.asked("purchase.decline", purchase.id, found.maker, answer="No.").refusal
    assert twice is not None and twice.code == "purchase.not_open"


def test_a_person_declines_with_a_reason_in_words(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place()
    silent = found.asked("purchase.decline", purchase.id, found.maker).refusal
    assert silent is not None and (silent.code, silent.field) == ("purchase.reason_missing", "answer")
    found.world.act(found.maker, "purchase.decline", purchase.id, answer="The mill is closed.")
    assert found.purchase().state == "declined"
    assert found.place().number == purchase.number + 1


def test_a_delay_moves_the_promise_and_the_finish(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place()
    early = found.asked("purchase.delay", purchase.id, found.maker, days=3, reason="line_busy").refusal
    assert early is not None and early.code == "purchase.not_open"
    found.world.act(found.maker, "purchase.confirm", purchase.id, promised_on="2026-09-18")
    odd = found.asked("purchase.delay", purchase.id, found.maker, days=3, reason="dog ate it").refusal
    assert odd is not None and odd.code == "purchase.delay_reason_unknown"
    found.world.act(found.maker, "purchase.delay", purchase.id, days=3, reason="line_busy")
    found.pass_until("purchase.progress")
    purchase = found.purchase()
    assert purchase.state == "in_production" and purchase.promised_on.isoformat() == "2026-09-21"
    assert purchase.delays[0]["reason"] == "line_busy"


def test_a_supplier_is_never_paid_too_much_nor_with_money_that_is_not_there(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place(unit_price_rmb="900.00")
    early = found.asked("purchase.pay", purchase.id, amount_rmb="1.00").refusal
    assert early is not None and early.code == "purchase.not_open"
    found.pass_until("purchase.consider")
    refused = {"900000.01": "purchase.paid_too_much", "900000.00": "purchase.not_enough_money"}
    for amount, code in refused.items():
        refusal = found.asked("purchase.pay", purchase.id, amount_rmb=amount).refusal
        assert refusal is not None and (refusal.code, refusal.field) == (code, "amount_rmb")


def test_an_invoice_comes_once_and_only_for_a_paid_purchase(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.make()
    unpaid = found.asked("purchase.invoice", purchase.id, found.maker).refusal
    assert unpaid is not None and unpaid.code == "purchase.not_paid"
    found.act("purchase.pay", purchase.id, amount_rmb="28000.00")
    found.world.act(found.maker, "purchase.invoice", purchase.id)
    twice = found.asked("purchase.invoice", purchase.id, found.maker).refusal
    assert twice is not None and twice.code == "purchase.already_invoiced"
    found.pass_until("purchase.bill")


def test_goods_leave_the_factory_paid_and_not_during_an_inspection(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.make()
    unpaid = found.asked("purchase.collect", purchase.id).refusal
    assert unpaid is not None and unpaid.code == "purchase.unpaid" and unpaid.figures["due"] == D("28000.00")
    found.act("purchase.pay", purchase.id, amount_rmb="28000.00")
    found.act("inspection.order", purchase.id, aql="2.5", fee_rmb="800.00")
    busy = found.asked("purchase.collect", purchase.id).refusal
    assert busy is not None and busy.code == "purchase.inspection_open"


def test_a_failed_lot_is_reworked_and_a_passed_one_is_not(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.make()
    none = found.asked("purchase.rework", purchase.id).refusal
    assert none is not None and none.code == "purchase.not_failed"
    found.deal.change(purchase, defects={"defective": 300, "rate": "0.3"})
    found.act("inspection.order", purchase.id, aql="2.5", fee_rmb="800.00")
    found.pass_until("inspection.do")
    assert found.inspection().state == "failed"
    found.act("purchase.rework", purchase.id)
    while found.purchase().state == "in_production":
        found.pass_until("purchase.progress")
    purchase = found.purchase()
    assert (purchase.defects["defective"], purchase.reworks) == (45, 1)
    assert [told["reason"] for told in purchase.delays][-1] == "rework"


def test_a_purchase_of_another_team_or_enterprise_is_not_there(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place()
    _, stranger = a_team_with_company(found.world, "Stranger")
    with pytest.raises(Missing):
        found.asked("purchase.pay", purchase.id, stranger, amount_rmb="1.00")
    with pytest.raises(Forbidden):
        found.asked("purchase.confirm", purchase.id, promised_on="2026-09-20")


def test_more_faults_than_pieces_are_refused(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    purchase = found.place()
    found.pass_until("purchase.consider")
    supplier = party("supplier", found.world.course_id)
    refusal = found.asked("purchase.finish", purchase.id, supplier, defective=1001).refusal
    assert refusal is not None and refusal.code == "purchase.defects_out_of_range"
