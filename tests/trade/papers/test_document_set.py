"""Which papers a deal needs, drafts, and the goods behind a declaration."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.trade.clearance.declaration_deal import comparable_total, invoiced_units, own_name, reports_at_hand
from app.trade.clearance.export_line import read_elements
from app.trade.clearance.goods_inspection import FINDINGS, GoodsTruth, inspection_findings
from app.trade.examining.examination import examine
from app.trade.finding import noted, read_noted
from app.trade.money import Money
from app.trade.papers.document_set import certified, gathered, required_papers
from app.trade.papers.documents import PAPERS, checked
from app.trade.papers.draft import drafted, written_elements
from tests.trade.clearance.test_declaration_check import clean
from tests.trade.sample_papers_settled import clean_set, sample

D = Decimal
TRUTH = GoodsTruth("6109100021", 4000, 80, D(920))
BASE = ("commercial_invoice", "packing_list")


@pytest.mark.parametrize(
    ("term", "mode", "insured", "clause", "more"),
    [
        ("FOB", "sea", False, "", ("bill_of_lading",)),
        ("CIF", "sea_lcl", False, "", ("bill_of_lading", "insurance_certificate")),
        ("CIP", "air", False, "", ("air_waybill", "insurance_certificate")),
        ("DAP", "courier", True, "", ("courier_label", "insurance_certificate")),
        ("FOB", "sea", False, "Invoice; Certificate of Origin.", ("bill_of_lading", "certificate_of_origin")),
        ("FCA", "rail", False, "商业发票、装运通知", ("bill_of_lading", "shipping_advice")),
    ],
)
def test_the_set_follows_from_term_mode_cover_and_contract(
    term: str, mode: str, insured: bool, clause: str, more: tuple[str, ...]
) -> None:
    assert required_papers(term, mode, is_insured=insured, contract_documents=clause) == BASE + more


def test_a_draft_of_a_clean_paper_is_the_paper_itself() -> None:
    for kind in ("commercial_invoice", "packing_list", "shipping_advice"):
        assert drafted(kind, sample(kind)) == checked(kind, sample(kind))


def test_a_certificate_is_whole_once_the_chamber_has_signed() -> None:
    own = {each.name for each in PAPERS["certificate_of_origin"].fields if each.filled_by == "student"}
    values = {name: value for name, value in sample("certificate_of_origin").items() if name in own}
    checked("certificate_of_origin", values, only="student")
    whole = certified(values, "CCPIT-26000001", "2026-04-27")
    assert checked("certificate_of_origin", whole)["certified_at"] == "Ningbo"


def test_elements_written_in_boxes_are_read_again() -> None:
    pairs = [{"name": "品牌类型", "value": "0"}, {"name": "用途", "value": "家用；礼品|x"}]
    assert dict(read_elements(written_elements(pairs), ())) == {"品牌类型": "0", "用途": "家用，礼品，x"}
    assert written_elements([{"name": "品牌类型", "value": " "}]) == ""


def test_a_noted_finding_is_read_again() -> None:
    papers = clean_set() | {"packing_list": sample("packing_list") | {"vessel": "OTHER"}}
    [finding] = examine(papers)
    assert read_noted(noted(finding)) == finding


@pytest.mark.parametrize(
    ("goods", "code"),
    [
        (replace(TRUTH, hs10="6109909060"), "I01"),
        (replace(TRUTH, pieces=4200), "I02"),
        (replace(TRUTH, packages=84), "I03"),
        (replace(TRUTH, gross_weight_kg=D(1000)), "I04"),
        (replace(TRUTH, brand="Yunfan"), "I05"),
    ],
)
def test_opened_goods_show_where_they_differ(goods: GoodsTruth, code: str) -> None:
    declaration, _ = clean()
    found = inspection_findings(declaration, goods, D("0.03"))
    assert {finding.code for finding in found} == {code} and code in FINDINGS
    assert "{" not in FINDINGS[code].format(**found[0].figures)


def test_scales_may_differ_by_the_tolerance() -> None:
    declaration, _ = clean()
    assert inspection_findings(declaration, replace(TRUTH, gross_weight_kg=D(945)), D("0.03")) == []


def test_a_firm_answers_to_each_of_its_names() -> None:
    names = ("海川公司", "Haichuan Co.")
    assert own_name("Haichuan Co.", names) == "Haichuan Co."
    assert own_name("别家", names) == "海川公司"
    assert own_name("海川公司", names, "Haichuan Co.") == "海川公司"
    assert own_name("海川公司", names, "别家") == "别家"


def test_the_declared_sum_may_differ_only_the_way_the_term_does() -> None:
    lines = {"lines": [{"amount": "90.00"}]}
    price = Money(D(100), "USD")
    assert comparable_total("DDP", price, lines).amount == 90
    assert comparable_total("CIF", price, lines).amount == 100
    assert comparable_total("EXW", price, lines).amount == 100
    assert comparable_total("EXW", price, {"lines": [{"amount": "110.00"}]}).amount == 110
    assert comparable_total("DDP", price, {"lines": [{"amount": "?"}]}).amount == 100


def test_units_and_reports_are_found_in_other_words() -> None:
    assert invoiced_units(sample("vat_invoice"))["男式针织全棉T恤衫（白色）"] == "件"
    assert reports_at_hand(["UN 38.3 test summary", "MSDS", "CE"]) == {"un38.3", "msds"}


def test_what_cannot_be_read_of_a_draft_is_not_examined() -> None:
    junk = {
        "total": "a lot",
        "currency": 7,
        "lines": [{"unit_price": "x", "quantity": "-"}],
        "gross_weight_kg": "?",
    }
    papers = gathered(
        sample("sales_contract"), [("commercial_invoice", junk), ("packing_list", {"packages": "x"})]
    )
    assert set(papers) == {"proforma_invoice", "commercial_invoice"}
    examine(papers)


def test_several_containers_stand_on_one_bill() -> None:
    boxes = "HYSU7261547, CSQU3054383"
    papers = {kind: values | ({"container_number": boxes} if "container_number" in values else {})
              for kind, values in clean_set().items()}  # fmt: skip
    assert examine(papers) == []
    papers["bill_of_lading"] = papers["bill_of_lading"] | {"container_number": "HYSU7261547, CSQU3054384"}
    assert "check_digit" in {finding.figures["what"] for finding in examine(papers)}
