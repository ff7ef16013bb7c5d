"""Papers presented under a letter of credit: the bank's answer decides the payment."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.actions.actor import party
from app.actions.perform import perform
from app.models.agenda import AgendaEntry
from app.models.instruction import Instruction
from app.models.ledger import LedgerPosting
from app.queries.deals.instruction import instruction_page
from app.queries.papers.credit_examination import credit_findings
from app.trade.finding import noted
from app.world.agents.credit import examine, expire, weigh_waiver
from app.world.credit_draft import CreditDeal, draft_credit
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.presentation import presentation_view, waiver_view
from tests.builders_money import START
from tests.builders_papers import STUDENT_KINDS, PaperDeal, a_full_set, a_paper_deal, an_issued, depart

D = Decimal
TRUTH = {"is_true": True, "kind": "clean_credit", "signs": []}


@pytest.fixture
def papers(session: Session) -> PaperDeal:
    """A deal whose balance is to be paid by an accepted credit, the goods on board."""
    found = a_paper_deal(session)
    depart(found)
    return found


def accepted(found: PaperDeal, truth: dict[str, Any] = TRUTH) -> Instruction:
    """The credit for the balance, in the names of the papers."""
    order = found.order
    deal = CreditDeal(
        "Nordlicht", "Bremen", "DE", "Haichuan", "Ningbo", "T-SHIRTS", order.quantity, order.unit_price_usd,
        found.deal.balance.amount_usd, order.incoterm, order.named_place, 1, START.date(), START.date(),
    )  # fmt: skip
    draft = draft_credit(deal, ["after_sale"] if not truth["is_true"] else [], Dice("seed"))
    draft["expires_on"] = (START.date() + timedelta(days=20)).isoformat()
    credit: Instruction = found.deal.put(
        Instruction(
            team_id=found.deal.team_id, order_id=order.id, stable_name="x:credit", number=1, state="accepted",
            purpose="credit", sender="Nordlicht", body="By credit.", currency="USD",
            amount=found.deal.balance.amount_usd, draft=draft, truth=truth,
            check={"accepted_at": START.isoformat()}, received_at=START, due_at=START,
        )
    )  # fmt: skip
    found.deal.change(found.deal.balance, method="lc")
    return credit


def due(found: PaperDeal, kind: str) -> AgendaEntry:
    query = select(AgendaEntry).where(AgendaEntry.kind == kind, col(AgendaEntry.is_done).is_(False))
    return found.session.exec(query.order_by(col(AgendaEntry.due_at).desc())).first()


def performed(found: PaperDeal, intent: Intent) -> Any:
    actor = party(intent.party, found.world.course_id)
    done = perform(found.session, actor, intent.action, intent.subject_id, intent.given, at=found.deal.now())
    return done.must()


def test_a_presentation_goes_to_the_bank_which_has_five_banking_days(papers: PaperDeal) -> None:
    credit = accepted(papers)
    a_full_set(papers)
    facts = papers.act("document.send_set", papers.order.id).facts
    assert facts["to_bank"] is True and papers.papers().state == "sent"
    assert due(papers, "document.consider") is None and due(papers, "payment.remit") is None
    entry = due(papers, "document.examine")
    assert entry.subject_id == credit.id and 1 <= (entry.due_at - papers.deal.now()).days <= 7
    assert "examined_by" in papers.session.get_one(Instruction, credit.id).check


def test_what_complies_is_taken_up_and_paid_at_sight(papers: PaperDeal) -> None:
    credit = accepted(papers)
    a_full_set(papers)
    papers.act("document.send_set", papers.order.id)
    view = presentation_view(papers.session, due(papers, "document.examine"))
    (intent,) = examine(replace(view, faults=()), Dice("s"))
    assert intent.action == "document.honour"
    performed(papers, intent)
    assert papers.papers().state == "accepted"
    assert due(papers, "payment.remit").subject_id == papers.deal.balance.id
    assert "honoured_at" in papers.session.get_one(Instruction, credit.id).check
    assert expire(presentation_view(papers.session, entry_of(credit)), Dice("s")) == []


def entry_of(credit: Instruction) -> AgendaEntry:
    """An entry about the credit, as the agenda would hold it."""
    return AgendaEntry(
        course_id=credit.course_id, due_at=START + timedelta(days=30), name="x", kind="instruction.expire",
        subject_id=credit.id, given={"stable_name": "x:expire"},
    )  # fmt: skip


def refused(papers: PaperDeal) -> Instruction:
    """A set with another vessel on the invoice, refused by the bank."""
    credit = accepted(papers)
    a_full_set(papers, vessel="SILK HARMONY")
    papers.act("document.send_set", papers.order.id)
    view = presentation_view(papers.session, due(papers, "document.examine"))
    assert view.faults
    (intent,) = examine(view, Dice("s"))
    assert intent.action == "document.give_notice"
    performed(papers, intent)
    return papers.session.get_one(Instruction, credit.id)


def test_a_discrepant_set_is_refused_by_one_notice_and_its_fee_is_booked(papers: PaperDeal) -> None:
    credit = refused(papers)
    found = credit_findings(papers.session, credit)[2]
    wrong = [noted(each)["code"] for each in found if each.severity == "error"]
    assert [each["code"] for each in credit.check["faults"]] == wrong
    fees = select(LedgerPosting.amount).where(
        LedgerPosting.account == "bank_fees", LedgerPosting.team_id == papers.deal.team_id,
        LedgerPosting.currency == "USD",
    )  # fmt: skip
    assert D(50) in list(papers.session.exec(fees))
    assert papers.papers().state == "sent" and due(papers, "payment.remit") is None
    page = instruction_page(papers.session, papers.deal.finance, credit.id)
    assert len(page.faults) == len(wrong) and page.weighed == {} and "UCP 600" in page.talk


def test_a_waiver_pays_and_a_refusal_hands_the_papers_back_to_be_put_right(papers: PaperDeal) -> None:
    credit = refused(papers)
    view = waiver_view(papers.session, due(papers, "document.weigh_waiver"))
    (granted,) = weigh_waiver(replace_standing(view, "1"), Dice("s"))
    (kept,) = weigh_waiver(replace_standing(view, "0"), Dice("s"))
    assert (granted.action, kept.action) == ("document.waive", "document.stand_by")
    performed(papers, kept)
    assert papers.papers().state == "queried" and papers.document("commercial_invoice").state == "draft"
    invoice = papers.document("commercial_invoice")
    assert "vessel" in {each["figures"]["what"] for each in invoice.changes_asked}
    for kind in STUDENT_KINDS:
        if papers.document(kind).state == "draft":
            an_issued(papers, kind)
    assert papers.act("document.send_set", papers.order.id).facts["times_sent"] == 2
    again = presentation_view(papers.session, due(papers, "document.examine"))
    assert len(again.faults) < len(credit.check["faults"])
    performed(papers, Intent("buyer", "document.waive", credit.id, granted.given))
    assert papers.papers().state == "accepted" and due(papers, "payment.remit") is not None
    row = papers.session.get_one(Instruction, credit.id)
    assert row.check["waiver"]["answer"] == "waived" and "inclination" in row.truth["waiver"]


def replace_standing(view: Any, standing: str) -> Any:
    return replace(view, standing=D(standing), market=view.contract)


def test_a_credit_that_runs_out_leaves_the_goods_to_the_buyer_for_less(papers: PaperDeal) -> None:
    credit = refused(papers)
    before = presentation_view(papers.session, entry_of(credit))
    assert expire(before, Dice("s")) == []  # the set is with the bank
    (kept,) = weigh_waiver(
        replace_standing(waiver_view(papers.session, due(papers, "document.weigh_waiver")), "0"), Dice("s")
    )
    performed(papers, kept)
    owed = papers.deal.balance.amount_usd
    (over,) = expire(presentation_view(papers.session, entry_of(credit)), Dice("s"))
    assert over.action == "instruction.dishonour"
    assert D("0.04") <= over.given["discount_usd"] / owed <= D("0.10")
    performed(papers, over)
    balance = papers.deal.balance
    assert (balance.method, balance.amount_usd) == ("tt", owed - over.given["discount_usd"])
    booked = papers.session.exec(select(LedgerPosting.account)).all()
    assert "fraud_loss" not in booked and papers.papers().state == "accepted"
    assert papers.session.get_one(Instruction, credit.id).state == "over"


def test_without_goods_on_their_way_the_transfer_stands_again(session: Session) -> None:
    found = a_paper_deal(session)
    credit = accepted(found)
    (over,) = expire(presentation_view(session, entry_of(credit)), Dice("s"))
    assert over.action == "instruction.expire"
    performed(found, over)
    assert found.deal.balance.method == "tt" and session.get_one(Instruction, credit.id).state == "over"


def test_where_the_applicant_keeps_a_paper_back_the_bank_refuses_for_good(papers: PaperDeal) -> None:
    accepted(papers, {"is_true": False, "kind": "soft_credit", "signs": []})
    a_full_set(papers)
    papers.act("document.send_set", papers.order.id)
    (over,) = examine(presentation_view(papers.session, due(papers, "document.examine")), Dice("s"))
    assert over.action == "instruction.dishonour"
    performed(papers, over)
    assert papers.papers().state == "accepted" and papers.deal.balance.method == "tt"
