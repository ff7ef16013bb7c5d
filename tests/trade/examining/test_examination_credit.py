"""The examination of papers under a letter of credit, as a bank does it."""

from datetime import date
from typing import Any

from app.trade.examining.examination import DISCREPANCY_FEE, discrepancy_cost, examine
from app.trade.finding import noted, read_noted
from tests.trade.sample_credit import credit
from tests.trade.sample_papers_settled import clean_set, sample

PRESENTED = date(2026, 5, 8)


def presented() -> dict[str, dict[str, Any]]:
    """The papers of the clean deal by sea, presented under its credit."""
    return clean_set() | {kind: sample(kind) for kind in ("draft", "beneficiary_certificate")}


def codes(papers: dict[str, Any], on: date = PRESENTED, **more: Any) -> list[tuple[str, str]]:
    """Codes and matters of what is found."""
    found = examine(papers, on, **{"credit": credit()} | more)
    return [(each.code, each.figures["what"]) for each in found]


def test_the_clean_set_is_clean_under_its_credit() -> None:
    assert codes(presented()) == []


def test_a_credit_among_the_papers_rules_as_one_that_is_given() -> None:
    papers = presented() | {"letter_of_credit": credit()}
    papers["bill_of_lading"]["freight"] = "collect"
    assert [each.code for each in examine(papers, PRESENTED)] == ["L11"]


def test_a_discrepancy_costs_its_fee_once_for_the_set() -> None:
    papers = presented()
    papers["bill_of_lading"]["freight"] = "collect"
    papers["insurance_certificate"]["cover"] = "ICC (C)"
    found = examine(papers, PRESENTED, credit=credit())
    assert [(each.code, each.cost) for each in found] == [("L11", DISCREPANCY_FEE), ("L12", DISCREPANCY_FEE)]
    assert discrepancy_cost(found) == DISCREPANCY_FEE
    assert discrepancy_cost([]) is None
    assert [read_noted(noted(each)) for each in found] == found


def test_a_paper_that_the_credit_does_not_ask_for_is_disregarded() -> None:
    # UCP 600 article 14(g); what customs holds is still compared, and costs no fee of the bank.
    papers = presented()
    papers["inspection_certificate"]["goods"] = "Ceramic tableware"
    papers["shipping_advice"]["issued_on"] = "2026-05-20"
    papers["export_declaration"]["gross_weight_kg"] = "902.00"
    found = examine(papers, PRESENTED, credit=credit())
    assert [(each.code, each.figures["what"], each.cost) for each in found] == [
        ("X03", "gross_weight_kg", None)
    ]


def test_a_contract_that_its_credit_departs_from_is_a_warning_to_the_seller() -> None:
    papers = presented()
    papers["sales_contract"] |= {"latest_shipment_on": "2026-05-20", "transhipment": "not allowed"}
    found = examine(papers, PRESENTED, credit=credit())
    assert [(each.code, each.severity, each.figures["what"], each.cost) for each in found] == [
        ("X01", "warning", "transhipment", None),
        ("X01", "warning", "latest_shipment_on", None),
    ]


def test_the_same_papers_give_the_same_findings_in_the_same_order() -> None:
    papers = presented()
    papers["bill_of_lading"] |= {"freight": "collect", "clauses": "Cartons torn.", "packages": "79"}
    papers["commercial_invoice"] |= {"term": "CFR", "signed_by": ""}
    once = codes(papers)
    assert len(once) == 5
    assert codes(dict(reversed(papers.items()))) == once
