"""An export declaration as frozen facts, and what the other papers of the deal say beside it.

`declaration_from` reads the values of the paper "export_declaration" (see `paper_customs`); the checks D01
to D13 are in `declaration_check`. Source: trade rules, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.clearance.export_line import ExportLine, read_elements
from app.trade.clearance.export_mode import BuyerKind
from app.trade.money import Money


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One line of goods. elements: (name, value) in the order written; each quantity in its unit."""

    hs10: str
    name: str
    elements: tuple[tuple[str, str], ...]
    quantity: Decimal
    unit: str
    unit1: str
    quantity1: Decimal | None
    unit2: str
    quantity2: Decimal | None
    unit_price: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Declaration:
    """Header and lines. Amounts in `currency`, weights in kg; freight and insurance None when left empty."""

    consignor: str
    supervision_mode: str
    term: str
    currency: str
    freight: Decimal | None
    insurance: Decimal | None
    packages: int
    gross_weight_kg: Decimal
    net_weight_kg: Decimal
    declared_on: date
    export_on: date
    attached: frozenset[str]
    lines: tuple[DeclarationLine, ...]

    @property
    def total(self) -> Decimal:
        """Sum of the lines."""
        return sum((line.total for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What the deal and its other papers say; the checks hold the declaration against it.

    tariff: export lines by 10-digit code, those that the reference holds; hs6_known: HS 2022 codes;
    hs6_of_destination: the destination's import codes, None where its table is not held; simplified: on the
    9610 list without refund; dearest_parcel: its value in CNY; invoiced_units: unit on the VAT invoice by
    name of goods; class_prices: median unit price of the class by 10-digit code, in the currency;
    marks: dangerous-goods marks of the goods; reports: those at hand.
    """

    seller: str
    contract_term: str
    invoice_total: Money
    buyer: BuyerKind
    packages: int
    gross_weight_kg: Decimal
    net_weight_kg: Decimal
    loading_on: date
    tariff: Mapping[str, ExportLine]
    hs6_known: frozenset[str]
    hs6_of_destination: frozenset[str] | None = None
    invoiced_to: str | None = None
    invoiced_units: Mapping[str, str] = field(default_factory=dict)
    class_prices: Mapping[str, Decimal] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    is_brand_authorised: bool = False
    simplified: bool = False
    dearest_parcel: Money | None = None


def declaration_from(values: Mapping[str, Any], tariff: Mapping[str, ExportLine]) -> Declaration:
    """The declaration in a filled-in and checked paper "export_declaration".

    Args: values, as `documents.checked` gives them; tariff, for the order of elements written as bare values.
    """
    attached = str(values.get("attached_documents", "")).replace("，", ",").replace(";", ",")
    return Declaration(
        consignor=str(values["consignor"]["name"]),
        supervision_mode=str(values["supervision_mode"]),
        term=str(values["term"]),
        currency=str(values["currency"]),
        freight=_decimal(values.get("freight")),
        insurance=_decimal(values.get("insurance")),
        packages=int(values["packages"]),
        gross_weight_kg=Decimal(str(values["gross_weight_kg"])),
        net_weight_kg=Decimal(str(values["net_weight_kg"])),
        declared_on=date.fromisoformat(str(values["declared_on"])),
        export_on=date.fromisoformat(str(values["export_on"])),
        attached=frozenset(code.strip().lower() for code in attached.split(",") if code.strip()),
        lines=tuple(_line(row, tariff) for row in values["lines"]),
    )


def _line(row: Mapping[str, Any], tariff: Mapping[str, ExportLine]) -> DeclarationLine:
    hs10 = str(row["hs_code"]).replace(".", "").replace(" ", "")
    listed = tariff[hs10].listed_elements if hs10 in tariff else ()
    return DeclarationLine(
        hs10=hs10,
        name=str(row["name"]),
        elements=read_elements(str(row["elements"]), listed),
        quantity=Decimal(str(row["quantity"])),
        unit=str(row["unit"]),
        unit1=str(row.get("first_legal_unit", "")),
        quantity1=_decimal(row.get("first_legal_quantity")),
        unit2=str(row.get("second_legal_unit", "")),
        quantity2=_decimal(row.get("second_legal_quantity")),
        unit_price=Decimal(str(row["unit_price"])),
        total=Decimal(str(row["amount"])),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))
