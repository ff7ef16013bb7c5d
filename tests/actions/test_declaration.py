"""An export declaration from the draft to customs' answer."""

import pytest
from sqlmodel import Session

from app.actions.actor import party
from app.actions.refusals import Missing
from app.trade.refusal import SeveralRefusals
from tests.builders_papers import PaperDeal, a_paper_deal, an_issued, declared
from tests.builders_people import a_member, a_team


def a_filed(session: Session, **changes: object) -> PaperDeal:
    """A declaration in customs' hands."""
    papers = a_paper_deal(session)
    an_issued(papers, "commercial_invoice")
    an_issued(papers, "packing_list")
    papers.act("declaration.save", papers.order.id, **declared(**changes))
    papers.act("declaration.file", papers.declaration().id)
    return papers


def customs(papers: PaperDeal, verb: str, **given: object) -> object:
    office = party("customs_office", papers.world.course_id)
    return papers.asked(f"declaration.{verb}", papers.declaration().id, office, **given)


def test_a_clean_declaration_goes_to_customs_and_is_released_with_a_number(session: Session) -> None:
    papers = a_filed(session)
    row = papers.declaration()
    assert (row.state, row.findings, row.times_filed) == ("filed", [], 1)
    assert customs(papers, "release").refusal is None
    assert row.state == "released" and row.number == "310420260000000001"
    assert row.released_at and [each["what"] for each in row.answers] == ["filed", "released"]


def test_a_wrong_declaration_is_filed_all_the_same_queried_mended_and_filed_again(session: Session) -> None:
    papers = a_filed(session, insurance=None)
    row = papers.declaration()
    assert [each["code"] for each in row.findings] == ["D05"]
    customs(papers, "query", reasons=row.findings)
    assert row.state == "queried" and row.answers[-1]["reasons"][0]["code"] == "D05"
    papers.act("declaration.save", papers.order.id, **declared(), version=row.version)
    facts = papers.act("declaration.file", row.id).facts
    assert (facts["errors"], facts["times_filed"], row.state) == ({}, 2, "filed")


def test_opened_packages_are_released_or_refused(sqlite_session: Session) -> None:
    papers = a_filed(sqlite_session)
    at = papers.deal.now()
    assert customs(papers, "inspect", inspected_at=at).refusal is None
    assert papers.declaration().state == "inspecting"
    reason = {"code": "I01", "severity": "error", "places": ["declaration.lines.0.hs_code"], "figures": {}}
    customs(papers, "refuse", reasons=[reason])
    row = papers.declaration()
    assert row.state == "refused" and row.answers[-1]["what"] == "refused"


def test_elements_come_in_boxes_of_their_own(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    given = declared()
    given["lines"][0]["elements"] = [
        {"name": "品牌类型", "value": "0"},
        {"name": "出口享惠情况", "value": " 0|1;2 "},
        {"name": "GTIN", "value": ""},
    ]
    papers.act("declaration.save", papers.order.id, **given)
    assert papers.declaration().lines[0]["elements"] == "品牌类型:0;出口享惠情况:0，1，2;GTIN:"


def test_a_form_with_empty_boxes_is_not_filed(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    papers.act("declaration.save", papers.order.id, header={"marks": "N/M"})
    refusal = papers.asked("declaration.file", papers.declaration().id).refusal
    assert isinstance(refusal, SeveralRefusals)
    assert "consignor" in {one.field for one in refusal.refusals}
    assert "number" not in {one.field for one in refusal.refusals}


def test_customs_wants_invoice_packing_list_and_a_booked_shipment(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    papers.act("declaration.save", papers.order.id, **declared())
    refusal = papers.asked("declaration.file", papers.declaration().id).refusal
    assert refusal.code == "declaration.papers_missing"
    assert refusal.figures["papers"] == ["Commercial invoice", "Packing list"]
    an_issued(papers, "commercial_invoice")
    an_issued(papers, "packing_list")
    papers.deal.change(papers.shipment, state="cancelled")
    refusal = papers.asked("declaration.file", papers.declaration().id).refusal
    assert refusal.code == "declaration.shipment_missing"


def test_what_lies_with_customs_is_not_changed_nor_filed_twice(sqlite_session: Session) -> None:
    papers = a_filed(sqlite_session)
    row = papers.declaration()
    for action, subject, given, code in (
        ("declaration.save", papers.order.id, {"version": row.version}, "declaration.with_customs"),
        ("declaration.save", papers.order.id, {"version": 0}, "document.changed_meanwhile"),
        ("declaration.file", row.id, {}, "declaration.not_open"),
    ):
        refusal = papers.asked(action, subject, **given).refusal
        assert refusal is not None and refusal.code == code


def test_customs_answers_only_what_is_filed(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    papers.act("declaration.save", papers.order.id, header={})
    at = papers.deal.now()
    for verb, given, code in (
        ("receive", {"review_at": at}, "declaration.not_filed"),
        ("query", {"reasons": []}, "declaration.not_open"),
        ("refuse", {"reasons": []}, "declaration.not_open"),
        ("inspect", {"inspected_at": at}, "declaration.not_open"),
        ("release", {}, "declaration.not_open"),
    ):
        refusal = customs(papers, verb, **given).refusal
        assert refusal is not None and refusal.code == code


def test_no_form_is_written_before_the_contract_is_confirmed(sqlite_session: Session) -> None:
    papers = a_paper_deal(sqlite_session)
    papers.deal.change(papers.order, state="drafted")
    refusal = papers.asked("declaration.save", papers.order.id).refusal
    assert refusal is not None and refusal.code == "document.order_not_confirmed"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"supervision_mode": "9610"}, {"D07"}),
        ({"packages": "79"}, {"D03"}),
        ({"currency": "EUR"}, {"D06"}),
        ({"consignor": {"name": "别家公司", "address": "宁波", "country": "CN"}}, {"D10"}),
        ({"declared_on": "2026-04-30"}, {"D12"}),
        ({"term": "FOB"}, {"D05"}),
    ],
)
def test_the_checks_hold_the_form_against_the_deal(
    sqlite_session: Session, changes: dict[str, object], codes: set[str]
) -> None:
    papers = a_filed(sqlite_session, **changes)
    assert {each["code"] for each in papers.declaration().findings} == codes


def test_another_team_does_not_find_the_declaration(sqlite_session: Session) -> None:
    papers = a_filed(sqlite_session)
    stranger = a_member(papers.world, a_team(papers.world, "Other"), "eve")
    with pytest.raises(Missing):
        papers.asked("declaration.file", papers.declaration().id, stranger)
