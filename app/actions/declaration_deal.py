"""What the deal and its papers say beside a declaration, read for the checks D01 to D13."""

from collections.abc import Mapping
from decimal import Decimal
from statistics import median
from typing import Any

from sqlmodel import Session, col, select

from app.actions.reference import held_rate
from app.models.declaration import Declaration
from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.rate import DutyTariff, ExportTariffLine, HsHeading
from app.models.shipment import Shipment
from app.models.team import Team
from app.trade.clearance.compliance import DANGEROUS_MARKS
from app.trade.clearance.declaration import DealFacts, declaration_from
from app.trade.clearance.declaration_check import declaration_findings
from app.trade.clearance.declaration_deal import (
    comparable_total,
    declared_codes,
    export_day,
    invoiced_units,
    own_name,
    reports_at_hand,
)
from app.trade.clearance.export_line import ExportLine, element_names
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.tariff.hs_code import subheading

# Import tables that hold every subheading of HS 2022; the others have gaps, so silence proves nothing.
_WHOLE_TABLES = frozenset({"JP", "RU"})
# A median of fewer prices says nothing about the class.
_LEAST_PRICES = 3
Values = Mapping[str, Any]


def findings_of(session: Session, order: Order, values: Values) -> list[Finding]:
    """What D01 to D13 find in a complete form, against everything else that is known of the deal.

    Args: values, as `documents.checked` gives them for the boxes that a student fills in.
    """
    read = declaration_from(values, tariff_of(session, values))
    return declaration_findings(read, deal_facts(session, order, values))


def deal_facts(session: Session, order: Order, values: Values) -> DealFacts:
    """The deal as the checks need it.

    Args: values of the paper "export_declaration", finished or not. Needs a shipment of the order.
    """
    product, team = session.get_one(Product, order.product_id), session.get_one(Team, order.team_id)
    shipment = only_shipment(session, order)
    invoice, packing = (_fields(session, order, kind) for kind in ("commercial_invoice", "packing_list"))
    vat = _vat_invoice(session, order)
    codes = declared_codes(values)
    contract_seller = str(order.terms.get("seller", {}).get("name", ""))
    names = (team.company_name_zh, team.company_name, contract_seller, team.name)
    consignor = str(values.get("consignor", {}).get("name", ""))
    invoiced_to = str(vat["buyer"]["name"]) if vat.get("buyer") else None
    total = Money(
        Decimal(str(invoice.get("total") or order.total_usd)), str(invoice.get("currency") or "USD")
    )
    return DealFacts(
        seller=own_name(consignor, names),
        contract_term=order.incoterm,
        invoice_total=comparable_total(order.incoterm, total, values),
        buyer="company",
        packages=int(packing.get("packages") or (shipment.packages if shipment else 0)),
        gross_weight_kg=Decimal(
            str(packing.get("gross_weight_kg") or (shipment.gross_kg if shipment else 0))
        ),
        net_weight_kg=Decimal(str(packing.get("net_weight_kg") or (shipment.net_kg if shipment else 0))),
        loading_on=shipment.departs_on if shipment else export_day(values),
        tariff=tariff_of(session, values),
        hs6_known=_known_subheadings(session, codes),
        hs6_of_destination=_subheadings_at(session, order.market, codes),
        invoiced_to=None if invoiced_to is None else own_name(consignor, names, invoiced_to),
        invoiced_units=invoiced_units(vat),
        class_prices=_class_prices(session, order, codes, str(values.get("currency", ""))),
        marks=frozenset(product.dangerous) & frozenset(DANGEROUS_MARKS),
        reports=reports_at_hand(product.certificates),
        is_brand_authorised=product.brand_type == 3 and bool(product.brand),
    )


def only_shipment(session: Session, order: Order) -> Shipment | None:
    """The shipment of an order that is not cancelled; the latest one if it was booked again."""
    query = select(Shipment).where(
        Shipment.course_id == order.course_id, Shipment.order_id == order.id, Shipment.state != "cancelled"
    )
    return session.exec(query.order_by(col(Shipment.id).desc())).first()


def tariff_of(session: Session, values: Values) -> dict[str, ExportLine]:
    """Those of the declared codes that the reference holds.

    No check reads the refund rate: where none is held on the export date, it stands here as zero.
    """
    on = export_day(values)
    held = session.exec(
        select(ExportTariffLine).where(col(ExportTariffLine.hs10).in_(declared_codes(values)))
    )
    lines = {}
    for line in held:
        rate = held_rate(session, "refund_rate", line.hs10, on)
        lines[line.hs10] = ExportLine(
            hs10=line.hs10,
            name_zh=line.name_zh,
            vat_rate=line.vat_rate,
            refund_rate=rate.value if rate and rate.value is not None else Decimal(0),
            unit1=line.unit1,
            unit2=line.unit2,
            elements=element_names(line.elements),
            supervision_codes=line.supervision_codes,
            inspection_codes=line.inspection_codes,
            source=line.source,
            trust=line.trust,
        )
    return lines


def _fields(session: Session, order: Order, kind: str) -> Values:
    query = select(Document.fields).where(
        Document.course_id == order.course_id,
        Document.order_id == order.id,
        Document.kind == kind,
        Document.state == "issued",
    )
    return dict(session.exec(query).first() or {})


def _vat_invoice(session: Session, order: Order) -> dict[str, Any]:
    query = select(Purchase).where(Purchase.course_id == order.course_id, Purchase.order_id == order.id)
    invoices = [row.vat_invoice for row in session.exec(query.order_by(col(Purchase.id))) if row.vat_invoice]
    return dict(invoices[0]) if invoices else {}


def _known_subheadings(session: Session, codes: list[str]) -> frozenset[str]:
    wanted = {subheading(code) for code in codes}
    return frozenset(session.exec(select(HsHeading.code).where(col(HsHeading.code).in_(wanted))))


def _subheadings_at(session: Session, market: str, codes: list[str]) -> frozenset[str] | None:
    if market not in _WHOLE_TABLES:
        return None
    wanted = {subheading(code) for code in codes}
    query = select(DutyTariff.hs6).where(DutyTariff.destination == market, col(DutyTariff.hs6).in_(wanted))
    return frozenset(session.exec(query))


def _class_prices(session: Session, order: Order, codes: list[str], currency: str) -> dict[str, Decimal]:
    """Median unit price of each code over what the other teams of the course have declared."""
    query = select(Declaration).where(
        Declaration.course_id == order.course_id,
        Declaration.team_id != order.team_id,
        col(Declaration.state).in_(("filed", "inspecting", "released")),
    )
    prices: dict[str, list[Decimal]] = {}
    for row in session.exec(query):
        for line in row.lines if row.header.get("currency") == currency else []:
            prices.setdefault(str(line["hs_code"]).replace(".", ""), []).append(Decimal(line["unit_price"]))
    return {code: median(found) for code in codes if len(found := prices.get(code, [])) >= _LEAST_PRICES}
