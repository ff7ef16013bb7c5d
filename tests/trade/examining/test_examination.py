"""Planted faults: each yields exactly its own finding; the clean set yields none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.trade.examining.examination import examine
from tests.trade.sample_papers_settled import clean_set, sample

Papers = dict[str, dict[str, Any]]
Fault = Callable[[Papers], object]


def put(kind: str, **values: Any) -> Fault:
    """A fault that overwrites fields of one paper."""
    return lambda papers: papers[kind].update(values)


def line(kind: str, number: int, **values: Any) -> Fault:
    """A fault in one line of goods."""
    return lambda papers: papers[kind]["lines"][number].update(values)


def party(kind: str, who: str, **values: Any) -> Fault:
    """A fault in one party of one paper."""
    return lambda papers: papers[kind].update({who: papers[kind][who] | values})


def all_of(*faults: Fault) -> Fault:
    """One mistake that shows in several boxes."""
    return lambda papers: [fault(papers) for fault in faults]


def without(kind: str, *fields: str) -> Fault:
    """A paper, or some of its boxes, left out."""
    return lambda papers: [papers[kind].pop(each) for each in fields] if fields else papers.pop(kind)


def shipped(pieces: str, amount: str) -> Fault:
    """Fewer or more navy shirts shipped, and every paper says so."""
    total = str(9640 + int(amount[:-3])) + ".00"
    return all_of(
        line("commercial_invoice", 1, quantity=pieces, amount=amount),
        put("commercial_invoice", total=total, total_words=""),
        line("packing_list", 1, quantity=pieces),
        line("certificate_of_origin", 1, quantity=pieces),
        line("export_declaration", 1, quantity=pieces, amount=amount),
        put("inspection_certificate", quantity=str(2000 + int(pieces))),
        put("shipping_advice", total=total),
        put("insurance_certificate", insured_amount="99999.00", insured_amount_words=""),
    )


ELSEWHERE = {"vessel": "JADE HORIZON"}
FAULTS: list[tuple[Fault, str, str]] = [
    (put("commercial_invoice", currency="EUR", total_words=""), "X01", "currency"),
    (put("commercial_invoice", term="CFR"), "X01", "term"),
    (put("commercial_invoice", named_place="Bremerhaven"), "X01", "named_place"),
    (put("commercial_invoice", contract_number="HC-2026-0421"), "X01", "contract_number"),
    (put("packing_list", contract_number="HC-2026-0413"), "X01", "contract_number"),
    (put("insurance_certificate", invoice_number="HC-INV-2026-0421"), "X01", "invoice_number"),
    (put("certificate_of_origin", invoice_number="HC-INV-0412"), "X01", "invoice_number"),
    (put("shipping_advice", bill_of_lading_number="HYSNGB2604017"), "X01", "bill_of_lading_number"),
    (put("export_declaration", bill_of_lading_number="HYSNGB2604072"), "X01", "bill_of_lading_number"),
    (put("bill_of_lading", marks="NORDLICHT\nHC-2026-0412\nHAMBURG\nC/NO. 1-79"), "X01", "marks"),
    (put("insurance_certificate", marks="N/M"), "X01", "marks"),
    (put("insurance_certificate", **ELSEWHERE), "X01", "vessel"),
    (put("certificate_of_origin", **ELSEWHERE), "X01", "vessel"),
    (put("shipping_advice", voyage="026E"), "X01", "voyage"),
    (put("packing_list", port_of_loading="Shanghai, China"), "X01", "port_of_loading"),
    (put("export_declaration", port_of_discharge="Homburg"), "X01", "port_of_discharge"),
    (party("packing_list", "buyer", name="Nordlicht Trading GmbH"), "X01", "buyer"),
    (
        party("certificate_of_origin", "seller", name="Ningbo Haitian Import & Export Co., Ltd."),
        "X01",
        "seller",
    ),
    (put("certificate_of_origin", country_of_origin="Vietnam"), "X01", "country_of_origin"),
    (put("certificate_of_origin", invoice_on="2026-04-23"), "X01", "invoice_on"),
    (put("shipping_advice", on_board_on="2026-04-29"), "X01", "on_board_on"),
    (put("shipping_advice", total="19820.00"), "X01", "total"),
    (line("export_declaration", 0, amount="9460.00"), "X01", "total"),
    (line("commercial_invoice", 0, unit_price="4.28"), "X01", "unit_price"),
    (line("packing_list", 0, quantity="1900"), "X01", "quantity"),
    (put("inspection_certificate", quantity="4080"), "X01", "quantity"),
    (shipped("2600", "12532.00"), "X01", "quantity"),
    (put("commercial_invoice", total_words="SAY US DOLLARS NINETEEN THOUSAND ONLY"), "X01", "words"),
    (put("sales_contract", total_words="SAY EUROS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY"), "X01", "words"),
    (put("bill_of_lading", packages="79"), "X03", "packages"),
    (put("insurance_certificate", packages="88"), "X03", "packages"),
    (put("export_declaration", gross_weight_kg="902.00"), "X03", "gross_weight_kg"),
    (put("bill_of_lading", gross_weight_kg="960.00"), "X03", "gross_weight_kg"),
    (put("commercial_invoice", net_weight_kg="480.00"), "X03", "net_weight_kg"),
    (put("shipping_advice", volume_m3="6.900"), "X03", "volume_m3"),
    (put("packing_list", container_number="HYSU7261552"), "X04", "container_number"),
    (put("shipping_advice", seal_number="CN482061"), "X04", "seal_number"),
    (
        all_of(
            *(
                put(kind, container_number="HYSU7261574")
                for kind in ("bill_of_lading", "packing_list", "shipping_advice", "export_declaration")
            )
        ),
        "X04",
        "check_digit",
    ),
    (line("packing_list", 0, gross_weight_kg="450.00"), "L17", "sum_of_gross_weight_kg"),
    (line("packing_list", 1, packages="41"), "L17", "sum_of_packages"),
    (put("vat_invoice", tax_total="13500.00"), "L17", "sum_of_tax"),
    (put("packing_list", issued_on="2026-03-01"), "X02", "issued_on"),
    (put("certificate_of_origin", issued_on="2026-04-20"), "X02", "issued_on"),
    (put("export_declaration", declared_on="2026-05-02"), "X02", "declared_on"),
    (put("inspection_certificate", issued_on="2026-05-03"), "X02", "issued_on"),
    (
        all_of(
            put("bill_of_lading", on_board_on="2026-05-12"),
            put("shipping_advice", on_board_on="2026-05-12", issued_on="2026-05-12"),
        ),
        "L03",
        "latest_shipment_on",
    ),
    (party("commercial_invoice", "buyer", name="Nordlicht Retail GmbH"), "L08", "buyer.name"),
    (line("commercial_invoice", 0, description="Men's knitted cotton T-skirts, white"), "L08", "description"),
    (
        line("commercial_invoice", 1, description="Men's knitted polyester T-shirts, navy"),
        "L08",
        "description",
    ),
    (put("bill_of_lading", goods="4,000 pieces of women's cotton T-shirts"), "L09", "goods"),
    (put("insurance_certificate", goods="Ceramic tableware"), "L09", "goods"),
    (line("certificate_of_origin", 0, description="Woven cotton shirts"), "L09", "goods"),
    (party("commercial_invoice", "buyer", country="NL"), "L10", "buyer.country"),
    (put("bill_of_lading", on_board_on=""), "L11", "on_board_on"),
    (put("bill_of_lading", signed_as="as freight forwarder"), "L11", "signed_as"),
    (put("bill_of_lading", clauses="Three cartons wet and torn."), "L11", "clauses"),
    (put("bill_of_lading", charter_party="yes"), "L11", "charter_party"),
    (put("bill_of_lading", originals="2"), "L11", "originals"),
    (put("bill_of_lading", freight="collect"), "L11", "freight"),
    (put("bill_of_lading", port_of_discharge="Rotterdam"), "L11", "port_of_discharge"),
    (party("bill_of_lading", "notify", name="Elbe Spedition GmbH"), "L11", "notify"),
    (without("insurance_certificate"), "L12", "insurance"),
    (put("insurance_certificate", kind_of_paper="cover note"), "L12", "kind_of_paper"),
    (put("insurance_certificate", issued_on="2026-05-01"), "L12", "issued_on"),
    (put("insurance_certificate", currency="EUR", insured_amount_words=""), "L12", "currency"),
    (
        put("insurance_certificate", insured_amount="21207.99", insured_amount_words=""),
        "L12",
        "insured_amount",
    ),
    (put("insurance_certificate", cover="ICC (B)"), "L12", "cover"),
    (put("insurance_certificate", further_risks=""), "L12", "further_risks"),
    (put("insurance_certificate", port_of_loading="Shanghai"), "L12", "port_of_loading"),
    (put("insurance_certificate", endorsement="none"), "L12", "endorsement"),
    (shipped("1500", "7230.00"), "L13", "partial_shipment"),
]


@pytest.mark.parametrize(
    ("fault", "code", "what"), FAULTS, ids=[f"{f[1]}-{f[2]}-{n}" for n, f in enumerate(FAULTS)]
)
def test_a_planted_fault_yields_exactly_its_finding(fault: Fault, code: str, what: str) -> None:
    papers = clean_set()
    fault(papers)
    assert [(found.code, found.figures["what"]) for found in examine(papers)] == [(code, what)]


def test_the_clean_set_is_clean() -> None:
    assert examine(clean_set(), presented_on=date(2026, 5, 6)) == []


CLEAN: list[Fault] = [
    line("commercial_invoice", 0, description="Mens knited coton T-shirts, WHITE"),
    party("packing_list", "buyer", name="NORDLICHT TEXTIL GMBH."),
    party("commercial_invoice", "buyer", address="Hafenstrasse 1, 21073 Hamburg"),
    put("bill_of_lading", goods="Cotton T-shirts"),
    put("bill_of_lading", port_of_discharge="HAMBURG"),
    put("export_declaration", port_of_discharge="汉堡"),
    put("insurance_certificate", insured_amount="23136.00", insured_amount_words=""),
    put("commercial_invoice", total_words="U.S. Dollars nineteen thousand two hundred eighty only"),
    shipped("1950", "9399.00"),
    shipped("2100", "10122.00"),
    all_of(put("sales_contract", partial_shipment="allowed"), shipped("1000", "4820.00")),
    put("bill_of_lading", signed_as="as master"),
    without("export_declaration"),
    all_of(without("sales_contract"), without("proforma_invoice")),
]


@pytest.mark.parametrize("variation", CLEAN, ids=range(len(CLEAN)))
def test_a_variation_that_changes_no_meaning_is_no_discrepancy(variation: Fault) -> None:
    papers = clean_set()
    variation(papers)
    assert [(found.code, found.figures["what"]) for found in examine(papers)] == []


def test_a_paper_dated_after_its_presentation_is_found() -> None:
    found = examine(clean_set(), presented_on=date(2026, 4, 30))
    assert [(each.code, each.places) for each in found] == [("L14", ("shipping_advice.issued_on",))]


def test_a_finding_names_the_ruling_paper_first_and_every_paper_at_odds_with_it() -> None:
    papers = clean_set()
    papers["bill_of_lading"]["packages"] = papers["export_declaration"]["packages"] = "81"
    (found,) = examine(papers)
    assert found.places == ("packing_list.packages", "bill_of_lading.packages", "export_declaration.packages")
    assert found.figures == {"what": "packages", "expected": "80", "found": "81"}
    assert found.article == "UCP 600 art. 14(d)"


def test_errors_come_before_warnings_and_nothing_is_hidden() -> None:
    papers = clean_set()
    papers["packing_list"]["issued_on"] = "2026-03-01"
    papers["bill_of_lading"]["freight"] = "collect"
    assert [(each.code, each.severity) for each in examine(papers)] == [("L11", "error"), ("X02", "warning")]


def test_an_air_shipment_is_read_from_its_waybill() -> None:
    papers = {"commercial_invoice": sample("commercial_invoice"), "air_waybill": sample("air_waybill")}
    whats = {(each.code, each.figures["what"]) for each in examine(papers)}
    assert ("X03", "packages") in whats
    assert ("L11", "port_of_discharge") not in whats


def test_an_unfinished_paper_is_examined_as_far_as_it_goes() -> None:
    assert examine({"commercial_invoice": {}, "packing_list": {"lines": "no list", "packages": "many"}}) == []
