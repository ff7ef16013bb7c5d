"""Invoice and packing list as UBL 2.1 (OASIS Universal Business Language): what other systems read.

Source: OASIS UBL 2.1, `UBL-Invoice-2.1.xsd` and `UBL-PackingList-2.1.xsd`; UNECE Recommendation 20 (units),
UNCL 1001 (380, commercial invoice). The order of elements is that of the schema.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.trade.papers.documents import Values
from app.trade.refusal import RuleBroken
from app.trade.words.country import country_name

UBL_KINDS = {"commercial_invoice": "Invoice", "packing_list": "PackingList"}
_URN = "urn:oasis:names:specification:ubl:schema:xsd:"
_SPACES = {"cac": f"{_URN}CommonAggregateComponents-2", "cbc": f"{_URN}CommonBasicComponents-2"}
# UNECE Recommendation 20; what is not here is counted as "one" (C62).
_UNITS = {
    "pieces": "H87", "piece": "H87", "pcs": "H87", "sets": "SET", "set": "SET", "pairs": "PR", "pair": "PR",
    "dozens": "DZN", "dozen": "DZN", "kg": "KGM", "m": "MTR", "m2": "MTK", "cartons": "CT", "carton": "CT",
}  # fmt: skip
_COMMERCIAL_INVOICE = "380"
_NOTE = "Teaching sandbox document: not valid for trade, customs or banking."

Node = tuple[str, Any, dict[str, str]]


def ubl(kind: str, values: Values) -> bytes:
    """A commercial invoice as UBL Invoice, or a packing list as UBL PackingList; UTF-8 XML.

    Args: values of a complete paper, as `documents.checked` gives them back.
    Raises: RuleBroken("document.no_ubl") for a kind that has none.
    Source: OASIS UBL 2.1.
    """
    if kind not in UBL_KINDS:
        raise RuleBroken("document.no_ubl", kind=kind)
    body = _invoice(values) if kind == "commercial_invoice" else _packing_list(values)
    spaces = {"xmlns": f"{_URN}{UBL_KINDS[kind]}-2"} | {f"xmlns:{name}": uri for name, uri in _SPACES.items()}
    text = _written((UBL_KINDS[kind], body, spaces))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _written(node: Node) -> str:
    """One element and all below it; what has neither text nor children is left out: UBL has no empty ones."""
    name, held, attributes = node
    inner = escape(held) if isinstance(held, str) else "".join(map(_written, held))
    if not inner:
        return ""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{given}>{inner}</{name}>"


def _text(name: str, value: object, **attributes: str) -> Node:
    return (f"cbc:{name}", str(value or ""), attributes)


def _part(name: str, *nodes: Node) -> Node:
    return (f"cac:{name}", list(nodes), {})


def _invoice(values: Values) -> list[Node]:
    currency, rows = values["currency"], values["lines"]
    place = f"{values['term']} {values['named_place']}"
    total = _money("LineExtensionAmount", _sum(rows, "amount"), currency)
    return [
        _text("UBLVersionID", "2.1"), _text("ID", values["number"]), _text("IssueDate", values["issued_on"]),
        _text("InvoiceTypeCode", _COMMERCIAL_INVOICE),
        _text("Note", _NOTE), _text("Note", values.get("remarks")),
        _text("DocumentCurrencyCode", currency), _text("LineCountNumeric", len(rows)),
        _part("ContractDocumentReference", _text("ID", values["contract_number"])),
        _part("AccountingSupplierParty", _party(values["seller"])),
        _part("AccountingCustomerParty", _party(values["buyer"])),
        _part("Delivery", _shipment(values, values["number"], [])),
        _part("DeliveryTerms", _text("ID", values["term"]), _text("SpecialTerms", f"{place}, Incoterms 2020"),
              _part("DeliveryLocation", _text("Description", values["named_place"]))),
        _part("PaymentTerms", _text("Note", values["payment"])),
        _part("LegalMonetaryTotal", total, _money("TaxExclusiveAmount", values["total"], currency),
              _money("TaxInclusiveAmount", values["total"], currency),
              _money("PayableAmount", values["total"], currency)),
        *(_invoice_line(number, row, values) for number, row in enumerate(rows, 1)),
    ]  # fmt: skip


def _invoice_line(number: int, row: Mapping[str, Any], values: Values) -> Node:
    currency = values["currency"]
    return _part(
        "InvoiceLine", _text("ID", number), _quantity("InvoicedQuantity", row["quantity"], row["unit"]),
        _money("LineExtensionAmount", row["amount"], currency),
        _item(row, values.get("country_of_origin", "")),
        _part("Price", _money("PriceAmount", row["unit_price"], currency)),
    )  # fmt: skip


def _packing_list(values: Values) -> list[Node]:
    units = list(_handling_units(values))
    return [
        _text("UBLVersionID", "2.1"), _text("ID", values["number"]), _text("IssueDate", values["issued_on"]),
        _text("Note", _NOTE), _text("Note", values.get("remarks")),
        ("cac:ConsignorParty", _party(values["seller"])[1], {}),
        _shipment(values, values["number"], units),
        _reference("commercial invoice", values["invoice_number"]),
        _reference("contract", values["contract_number"]),
    ]  # fmt: skip


def _reference(kind: str, number: str) -> Node:
    return _part("DocumentReference", _text("ID", number), _text("DocumentType", kind))


def _handling_units(values: Values) -> Iterator[Node]:
    """One group of packages for each line, with its goods, weights and volume."""
    for row in values["lines"]:
        goods = _part(
            "GoodsItem", _text("Description", row["description"]), *_measures(row),
            _quantity("Quantity", row["quantity"], row["unit"]), _item(row, ""),
        )  # fmt: skip
        yield _part(
            "TransportHandlingUnit", _text("ID", row["package_numbers"]),
            _quantity("TotalPackageQuantity", row["packages"], values["package_kind"]), goods,
        )  # fmt: skip


def _shipment(values: Values, number: str, units: list[Node]) -> Node:
    """The goods on their way: parties, ports, vessel, container, marks, packages, weights."""
    box = _part(
        "TransportEquipment", _text("ID", values.get("container_number")),
        _part("TransportEquipmentSeal", _text("ID", values.get("seal_number"))),
    )  # fmt: skip
    marks = _part("TransportHandlingUnit", _text("ID", "marks"), _text("ShippingMarks", values["marks"]), box)
    vessel = _part("MaritimeTransport", _text("VesselName", values.get("vessel")))
    stage = _part(
        "ShipmentStage", _part("TransportMeans", vessel),
        _part("LoadingPortLocation", _text("Description", values["port_of_loading"])),
        _part("UnloadingPortLocation", _text("Description", values["port_of_discharge"])),
    )  # fmt: skip
    parties = (("ConsigneeParty", "buyer"), ("ConsignorParty", "seller")) if units else ()
    consignment = _part(
        "Consignment", _text("ID", number),
        *((f"cac:{name}", _party(values[who])[1], {}) for name, who in parties),
    )  # fmt: skip
    return _part(
        "Shipment", _text("ID", number), *_measures(values),
        _quantity("TotalTransportHandlingUnitQuantity", values["packages"], values["package_kind"]),
        *((consignment,) if units else ()), stage, marks, *units,
    )  # fmt: skip


def _measures(held: Mapping[str, Any]) -> Iterator[Node]:
    yield _text("GrossWeightMeasure", held.get("gross_weight_kg"), unitCode="KGM")
    yield _text("NetWeightMeasure", held.get("net_weight_kg"), unitCode="KGM")
    yield _text("GrossVolumeMeasure", held.get("volume_m3"), unitCode="MTQ")


def _party(held: Mapping[str, str]) -> Node:
    code = held["country"]
    lines = (_part("AddressLine", _text("Line", line)) for line in held["address"].split("\n"))
    country = _part("Country", _text("IdentificationCode", code), _text("Name", country_name(code)))
    tax_id = held.get("tax_id", "")
    tax = [_text("CompanyID", tax_id), _part("TaxScheme", _text("ID", "VAT"))] if tax_id else []
    return _part(
        "Party", _part("PartyName", _text("Name", held["name"])), _part("PostalAddress", *lines, country),
        _part("PartyTaxScheme", *tax),
        _part("PartyLegalEntity", _text("RegistrationName", held["name"]), _text("CompanyID", tax_id)),
        _part("Contact", _text("Name", held.get("contact"))),
    )  # fmt: skip


def _item(row: Mapping[str, Any], origin: str) -> Node:
    return _part(
        "Item", _text("Description", row["description"]), _text("Name", row["description"][:200]),
        _part("OriginCountry", _text("Name", origin)),
        _part("CommodityClassification", _text("ItemClassificationCode", row.get("hs_code"), listID="HS")),
    )  # fmt: skip


def _money(name: str, amount: object, currency: str) -> Node:
    return _text(name, amount, currencyID=currency)


def _quantity(name: str, amount: str, unit: str) -> Node:
    return _text(name, amount, unitCode=_unit(unit))


def _unit(words: str) -> str:
    return _UNITS.get(words.strip().casefold(), "C62")


def _sum(rows: list[Mapping[str, Any]], column: str) -> Decimal:
    try:
        return sum((Decimal(row[column]) for row in rows), Decimal(0))
    except InvalidOperation:
        return Decimal(0)
