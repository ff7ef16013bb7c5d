"""D01 to D13: a clean declaration gives nothing, and each planted fault gives exactly its own finding."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.trade.clearance.customs_labels import FINDINGS, finding_sentence
from app.trade.clearance.declaration import DealFacts, Declaration, DeclarationLine, declaration_from
from app.trade.clearance.declaration_check import declaration_findings
from app.trade.clearance.export_line import ExportLine, element_names, read_elements
from app.trade.money import Money
from app.trade.papers.documents import checked
from tests.trade.sample_papers_settled import sample

D = Decimal
CODE = "6109100021"
ELEMENTS = element_names("品牌类型;出口享惠情况;织造方法;种类;类别;成分含量;品牌;货号;GTIN;CAS;其他")
SHIRT = ExportLine(CODE, "T恤衫", D("0.13"), D("0.13"), "件", "千克", ELEMENTS, "", "", "sample", "medium")
NAMES = ("男式针织全棉T恤衫（白色）", "男式针织全棉T恤衫（藏青色）")


def clean() -> tuple[Declaration, DealFacts]:
    """The declaration of test A as the student filled it in, and the deal around it."""
    declaration = declaration_from(checked("export_declaration", sample("export_declaration")), {CODE: SHIRT})
    deal = DealFacts(
        seller=declaration.consignor,
        contract_term="CIF",
        invoice_total=Money(D("19280.00"), "USD"),
        buyer="company",
        packages=80,
        gross_weight_kg=D("920.00"),
        net_weight_kg=D("840.00"),
        loading_on=date(2026, 4, 29),
        tariff={CODE: SHIRT},
        hs6_known=frozenset({"610910"}),
        hs6_of_destination=frozenset({"610910"}),
        invoiced_to=declaration.consignor,
        invoiced_units=dict.fromkeys(NAMES, "件"),
        class_prices={CODE: D("4.50")},
    )
    return declaration, deal


def test_a_clean_declaration_has_no_finding() -> None:
    assert declaration_findings(*clean()) == []


Planted = tuple[Declaration, DealFacts]


def header(**changes: Any) -> Callable[[Declaration, DealFacts], Planted]:
    return lambda declaration, deal: (replace(declaration, **changes), deal)


def deal(**changes: Any) -> Callable[[Declaration, DealFacts], Planted]:
    return lambda declaration, facts: (declaration, replace(facts, **changes))


def line(**changes: Any) -> Callable[[Declaration, DealFacts], Planted]:
    """Spoil the first line."""

    def plant(declaration: Declaration, facts: DealFacts) -> Planted:
        first, *rest = declaration.lines
        return replace(declaration, lines=(replace(first, **changes), *rest)), facts

    return plant


def elements(text: str) -> Callable[[Declaration, DealFacts], Planted]:
    return line(elements=read_elements(text, ELEMENTS))


def tariff(**changes: Any) -> Callable[[Declaration, DealFacts], Planted]:
    """Another tariff for the same code, with only one line declared."""

    def plant(declaration: Declaration, facts: DealFacts) -> Planted:
        first = declaration.lines[0]
        one = replace(declaration, lines=(replace(first, total=D(19280), quantity2=D(840)),))
        return one, replace(facts, tariff={CODE: replace(SHIRT, **changes)})

    return plant


USD = "USD"
FAULTS: list[tuple[str, str, Callable[[Declaration, DealFacts], Planted]]] = [
    ("D01.not_ten_digits", "error", line(hs10="61091000")),
    ("D01.not_in_hs_2022", "error", line(hs10="6109550000")),
    ("D01.not_in_export_tariff", "error", line(hs10="6109109999")),
    ("D01.export_forbidden", "error", tariff(supervision_codes="8")),
    ("D01.not_in_destination", "error", tariff(hs10=CODE)),
    ("D02.element_empty", "error", elements("0|0||T恤衫|男式|100%棉|无品牌|短袖圆领")),
    ("D02.brand_type_unknown", "error", elements("7|0|针织|T恤衫|男式|100%棉|云帆|短袖圆领")),
    ("D02.preference_unknown", "error", elements("0|9|针织|T恤衫|男式|100%棉|无品牌|短袖圆领")),
    ("D02.brand_named_under_type_0", "error", elements("0|0|针织|T恤衫|男式|100%棉|云帆|短袖圆领")),
    ("D02.authorisation_missing", "error", elements("3|0|针织|T恤衫|男式|100%棉|Nordlicht|短袖圆领")),
    ("D02.order", "error", elements(
        "出口享惠情况:0;品牌类型:0;织造方法:针织;种类:T恤衫;类别:男式;成分含量:100%棉;品牌:无;货号:A1")),
    ("D03.net_above_gross", "error", header(net_weight_kg=D(930))),
    ("D03.packing_list", "error", header(packages=79)),
    ("D03.packing_list", "error", header(gross_weight_kg=D(925))),
    ("D03.lines", "error", line(quantity2=D(410))),
    ("D04", "error", line(unit1="条")),
    ("D04", "error", line(quantity1=None)),
    ("D05.term", "error", header(term="FOB")),
    ("D05.missing", "error", header(insurance=None)),
    ("D05.not_allowed", "error", lambda declaration, facts: (
        replace(declaration, term="FOB", insurance=None), replace(facts, contract_term="FCA"))),
    ("D06.currency", "error", header(currency="EUR")),
    ("D06.total", "error", line(total=D("9650.00"))),
    ("D07.buyer", "error", header(supervision_mode="9610")),
    ("D07.limit", "error", lambda declaration, facts: (
        replace(declaration, supervision_mode="9610"),
        replace(facts, buyer="consumer", simplified=True, dearest_parcel=Money(D("5000.01"), "CNY")))),
    ("D08", "error", tariff(supervision_codes="AB")),
    ("D08", "error", tariff(inspection_codes="M.N")),
    ("D08", "error", tariff(supervision_codes="4")),
    ("D09", "warning", line(unit_price=D("9.01"))),
    ("D09", "warning", line(unit_price=D("2.24"))),
    ("D10", "error", deal(seller="宁波别家进出口有限公司")),
    ("D10", "error", deal(invoiced_to="宁波别家进出口有限公司")),
    ("D11", "warning", deal(invoiced_units={NAMES[0]: "打"})),
    ("D12.after_loading", "error", deal(loading_on=date(2026, 4, 27))),
    ("D12.export_first", "error", header(export_on=date(2026, 4, 27))),
    ("D13", "warning", deal(marks=frozenset({"powder"}))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity", "plant"), FAULTS, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(FAULTS)]
)
def test_every_planted_fault_gives_exactly_its_finding(
    code: str, severity: str, plant: Callable[[Declaration, DealFacts], Planted]
) -> None:
    declaration, facts = plant(*clean())
    if code == "D01.not_in_destination":
        facts = replace(facts, hs6_of_destination=frozenset({"851830"}))
    found = declaration_findings(declaration, facts)
    assert [finding.code for finding in found] == [code.partition(".")[0]], found
    assert found[0].severity == severity
    assert finding_sentence(found[0]) == FINDINGS[code]
    assert "{" not in finding_sentence(found[0]).format(**found[0].figures)


def test_every_check_is_planted() -> None:
    assert {code.partition(".")[0] for code, _, _ in FAULTS} == {f"D{number:02d}" for number in range(1, 14)}


@pytest.mark.parametrize("price", ["2.25", "9.00"])
def test_a_price_at_the_edge_of_the_class_is_no_finding(price: str) -> None:
    declaration, facts = line(unit_price=D(price))(*clean())
    assert declaration_findings(declaration, facts) == []


def test_a_lithium_battery_needs_both_of_its_reports() -> None:
    declaration, facts = deal(marks=frozenset({"lithium_battery"}))(*clean())
    assert {f.figures["report"] for f in declaration_findings(declaration, facts)} == {"un38.3", "msds"}
    with_both = replace(facts, reports=frozenset({"un38.3", "msds"}))
    assert declaration_findings(declaration, with_both) == []


def test_an_authorised_brand_of_type_3_and_an_attached_inspection_pass() -> None:
    declaration, facts = elements("3|0|针织|T恤衫|男式|100%棉|Nordlicht|短袖圆领")(*clean())
    assert declaration_findings(declaration, replace(facts, is_brand_authorised=True)) == []
    declaration, facts = tariff(supervision_codes="B")(*clean())
    assert declaration_findings(replace(declaration, attached=frozenset({"inspection"})), facts) == []


def test_elements_are_read_by_name_or_by_place() -> None:
    by_place = read_elements("0|0|针织|T恤衫|男式|100%棉|无|A1", ELEMENTS)
    by_name = read_elements("；".join(f"{name}：{value}" for name, value in by_place), ELEMENTS)
    assert by_place == by_name
    assert read_elements("0|0|x", ("品牌类型", "出口享惠情况"))[-1] == ("#3", "x")


def test_bare_values_are_read_where_the_reference_lists_no_elements() -> None:
    values = checked("export_declaration", sample("export_declaration"))
    for row in values["lines"]:
        row["elements"] = "1|0"
    unlisted = replace(SHIRT, elements=())
    declaration, facts = declaration_from(values, {CODE: unlisted}), clean()[1]
    assert declaration.lines[0].elements == (("品牌类型", "1"), ("出口享惠情况", "0"))
    assert declaration_findings(declaration, replace(facts, tariff={CODE: unlisted})) == []


def test_a_line_that_is_read_keeps_its_units() -> None:
    first: DeclarationLine = clean()[0].lines[0]
    assert (first.unit1, first.quantity1, first.unit2, first.quantity2) == ("件", D(2000), "千克", D(420))
