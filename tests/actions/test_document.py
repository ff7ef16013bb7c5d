"""Papers of a deal: drafts, issuing, amending, and the set that goes to the buyer."""

import json

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.refusals import Forbidden, Missing
from app.models.agenda import AgendaEntry
from app.models.evidence import Record
from app.models.inquiry import Message
from app.trade.refusal import NotOpenNow, RuleBroken, SeveralRefusals, Stale
from tests.builders_papers import (
    a_full_set,
    a_paper_deal,
    an_issued,
    by_student,
    depart,
)
from tests.builders_people import a_member, a_team


def agenda(session: Session, kind: str) -> list[AgendaEntry]:
    return list(
        session.exec(select(AgendaEntry).where(AgendaEntry.kind == kind, AgendaEntry.is_done.is_(False)))
    )


def test_a_clean_set_is_sent_and_the_balance_falls_due_a_working_day_later(session: Session) -> None:
    papers = a_paper_deal(session)
    depart(papers)
    a_full_set(papers)
    facts = papers.act("document.send_set", papers.order.id).facts
    assert (facts["errors"], facts["to_correct"], facts["days_since_shipment"]) == ({}, 0, 2)
    assert facts["papers"] == sorted(
        ["bill_of_lading", "certificate_of_origin", "commercial_invoice", "insurance_certificate",
         "packing_list", "shipping_advice"]
    )  # fmt: skip
    assert papers.papers().state == "accepted"
    [due] = agenda(session, "payment.remit")
    assert due.subject_id == papers.deal.balance.id and due.due_at > papers.deal.now()


def test_a_wrong_set_is_queried_corrected_and_sent_again(session: Session) -> None:
    papers = a_paper_deal(session)
    depart(papers)
    a_full_set(papers, vessel="SILK HARMONY")
    facts = papers.act("document.send_set", papers.order.id).facts
    assert facts["errors"] == {"X01": 1} and facts["to_correct"] == 1
    assert agenda(session, "payment.remit") == [] and len(agenda(session, "document.consider")) == 1
    buyer = party("buyer", papers.world.course_id)
    papers.world.act(buyer, "document.query", papers.order.id, body="Please correct the vessel.")
    invoice = papers.document("commercial_invoice")
    assert invoice.state == "draft" and invoice.changes_asked[0]["figures"]["what"] == "vessel"
    assert papers.document("packing_list").state == "issued"  # the bill of lading rules, not this paper
    letter = session.exec(select(Message)).one()
    assert (letter.side, letter.body) == ("buyer", "Please correct the vessel.")
    an_issued(papers, "commercial_invoice")
    assert papers.act("document.send_set", papers.order.id).facts["times_sent"] == 2
    assert papers.papers().state == "accepted" and len(agenda(session, "payment.remit")) == 1


def test_a_paper_is_kept_as_a_draft_however_unfinished(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    facts = papers.act(
        "document.save", papers.order.id, kind="packing_list",
        fields={"number": " PL-1 ", "lines": [{"packages": "x"}, {"packages": ""}], "seller": {"name": "A"}},
    ).facts  # fmt: skip
    row = papers.document("packing_list")
    assert row.fields == {"number": "PL-1", "lines": [{"packages": "x"}], "seller": {"name": "A"}}
    assert (row.number, row.state, row.version) == ("PL-1", "draft", 1) and facts["missing"] > 5


def test_an_incomplete_paper_is_refused_naming_each_box(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    fields = by_student("commercial_invoice", total=None, issued_on="24.4.2026")
    papers.act("document.save", papers.order.id, kind="commercial_invoice", fields=fields)
    refusal = papers.asked("document.issue", papers.document("commercial_invoice").id).refusal
    assert isinstance(refusal, SeveralRefusals)
    assert {(one.code, one.field) for one in refusal.refusals} == {
        ("document.field_missing", "total"),
        ("document.not_a_date", "issued_on"),
    }
    assert papers.document("commercial_invoice").state == "draft"


def test_the_chamber_numbers_and_signs_a_certificate_of_origin(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    row = an_issued(papers, "certificate_of_origin")
    assert row.number.startswith("CCPIT-26") and row.fields["certified_at"] == "Ningbo"
    assert row.fields["issued_on"] == "2026-09-01"
    papers.act("document.amend", row.id)
    assert "certified_by" not in row.fields and (row.number, row.state) == ("", "draft")


def test_a_draft_of_others_or_with_wrong_boxes_is_refused(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    save = {"kind": "commercial_invoice", "fields": {}}
    for given, code in (
        ({"kind": "bill_of_lading"}, "document.not_yours"),
        ({"kind": "love_letter"}, "document.not_yours"),
        (save | {"version": 3}, "document.changed_meanwhile"),
        (save | {"fields": {"colour": "red"}}, "document.field_unknown"),
        (save | {"fields": {"number": "x" * 201}}, "document.too_long"),
        (save | {"fields": {"number": "a\u202eb"}}, "document.hidden_character"),
        (save | {"fields": {"number": 7}}, "document.not_text"),
        (save | {"fields": {"seller": "we"}}, "document.not_a_party"),
        (save | {"fields": {"lines": {"0": "a"}}}, "document.not_a_list"),
        (save | {"fields": {"lines": [{"unit": "x"}] * 201}}, "document.too_many_lines"),
    ):
        refusal = papers.asked("document.save", papers.order.id, **given).refusal
        assert refusal is not None and refusal.code == code


def test_a_stale_form_and_an_issued_paper_are_not_overwritten(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    row = an_issued(papers, "shipping_advice")
    given = {"kind": "shipping_advice", "fields": {"number": "2"}}
    assert isinstance(papers.asked("document.save", papers.order.id, **given, version=1).refusal, Stale)
    refusal = papers.asked("document.save", papers.order.id, **given, version=row.version).refusal
    assert isinstance(refusal, NotOpenNow) and refusal.code == "document.not_draft"
    assert papers.asked("document.issue", row.id).refusal.code == "document.not_open"
    papers.act("document.amend", row.id)
    assert papers.asked("document.amend", row.id).refusal.code == "document.not_open"


def test_no_paper_is_written_before_the_contract_is_confirmed(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    papers.deal.change(papers.order, state="issued")
    refusal = papers.asked("document.save", papers.order.id, kind="packing_list").refusal
    assert refusal is not None and refusal.code == "document.order_not_confirmed"


def test_a_set_is_not_sent_before_shipment_nor_incomplete_nor_twice(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    assert papers.asked("document.send_set", papers.order.id).refusal.code == "document.not_shipped"
    depart(papers)
    an_issued(papers, "commercial_invoice")
    refusal = papers.asked("document.send_set", papers.order.id).refusal
    assert isinstance(refusal, RuleBroken) and refusal.code == "document.set_incomplete"
    assert refusal.figures["papers"] == ["Packing list", "Certificate of origin"]
    an_issued(papers, "packing_list")
    an_issued(papers, "certificate_of_origin")
    papers.act("document.send_set", papers.order.id)
    assert papers.asked("document.send_set", papers.order.id).refusal.code == "document.set_sent"
    refusal = papers.asked("document.amend", papers.document("packing_list").id).refusal
    assert refusal is not None and refusal.code == "document.set_sent"


def test_a_carriers_paper_is_not_amended_by_the_team(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    depart(papers)
    refusal = papers.asked("document.amend", papers.document("bill_of_lading").id).refusal
    assert refusal is not None and refusal.code == "document.not_yours"


def test_a_buyer_without_the_papers_neither_queries_nor_accepts(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    buyer = party("buyer", papers.world.course_id)
    for action, given in (("document.query", {"body": "x"}), ("document.accept", {})):
        refusal = papers.asked(action, papers.order.id, buyer, **given).refusal
        assert refusal is not None and refusal.code == "document.set_not_with_buyer"


def test_a_buyer_may_take_faulty_papers_and_then_pays(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    depart(papers)
    a_full_set(papers, vessel="SILK HARMONY")
    papers.act("document.send_set", papers.order.id)
    buyer = party("buyer", papers.world.course_id)
    assert papers.world.act(buyer, "document.accept", papers.order.id).facts == {"errors": {"X01": 1}}
    assert len(agenda(sqlite_session, "payment.remit")) == 1


def test_a_fault_that_no_paper_of_the_team_can_mend_does_not_hold_the_money(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    depart(papers, clauses="Three cartons wet.")
    a_full_set(papers)
    facts = papers.act("document.send_set", papers.order.id).facts
    assert facts["errors"] == {"L11": 1} and facts["to_correct"] == 0


def test_papers_are_the_documents_duty_of_the_own_team(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    seller = a_member(papers.world, papers.deal.team_id, "sam", "sales")
    with pytest.raises(Forbidden):
        papers.asked("document.save", papers.order.id, seller, kind="packing_list")
    stranger = a_member(papers.world, a_team(papers.world, "Other"), "eve")
    with pytest.raises(Missing):
        papers.asked("document.save", papers.order.id, stranger, kind="packing_list")
    row = an_issued(papers, "packing_list")
    with pytest.raises(Missing):
        papers.asked("document.amend", row.id, stranger)


def test_what_was_found_is_in_the_record(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    an_issued(papers, "commercial_invoice")
    outcome = papers.act("document.issue", _saved(papers))
    record = sqlite_session.exec(
        select(Record).where(Record.number == outcome.number, Record.action == "document.issue")
    ).one()
    assert json.loads(record.body)["facts"]["errors"] == {"L17": 1, "X03": 1}


def _saved(papers: object) -> object:
    fields = by_student("packing_list", gross_weight_kg="925.00")
    papers.act("document.save", papers.order.id, kind="packing_list", fields=fields)
    return papers.document("packing_list").id
