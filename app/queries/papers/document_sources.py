"""What a student copies from by eye beside a paper: contract, quotation, product, goods, transport, cover."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from app.core.words import N_, country, gettext
from app.models.buyer import Buyer
from app.models.enterprise import Enterprise
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.shipment import InsurancePolicy, Shipment
from app.models.team import Team
from app.queries.catalogue.laboratory_test import certificates_of
from app.queries.papers.origin_words import origin_rows
from app.trade.papers.documents import PAPERS
from app.trade.papers.paper import PARTY, PaperField

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One paper or record to copy from: labels and what stands there."""

    title: str
    rows: Rows


def sources_of(session: Session, order: Order) -> tuple[Source, ...]:
    """Everything of the deal that its papers are made from, the contract first."""
    made = [
        Source(gettext(N_("Contract")), _paper_rows("proforma_invoice", order.terms)),
        Source(gettext(N_("Your company")), _company(session.get_one(Team, order.team_id))),
        Source(gettext(N_("Buyer")), _buyer(session.get_one(Buyer, order.buyer_id))),
        Source(gettext(N_("Quotation")), _quotation(session.get_one(Quotation, order.quotation_id))),
        Source(gettext(N_("Product")), _product(session, order)),
        Source(gettext(N_("Purchase")), tuple(_purchases(session, order))),
        Source(gettext(N_("Shipment")), tuple(_shipments(session, order))),
        Source(gettext(N_("Insurance")), tuple(_cover(session, order))),
        Source(gettext(N_("Certificate of origin")), origin_rows(order.market)),
    ]
    kept = [Source(each.title, tuple(row for row in each.rows if row[1])) for each in made]
    return tuple(each for each in kept if each.rows)


def _said(*pairs: tuple[str, Any]) -> Rows:
    return tuple((gettext(label), _text(value)) for label, value in pairs)


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value in (None, [], {}) else str(value)


def _paper_rows(kind: str, values: Mapping[str, Any]) -> Rows:
    return tuple(_values(PAPERS[kind].fields, values))


def _values(fields: tuple[PaperField, ...], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value, label = values.get(field.name), gettext(field.label_en)
        if field.type == "party" and isinstance(value, Mapping):
            yield label, "\n".join(str(value[each.name]) for each in PARTY if value.get(each.name))
        elif field.type == "lines" and isinstance(value, list):
            for place, row in enumerate(value, 1):
                cells = (str(row[each.name]) for each in field.columns if row.get(each.name))
                yield f"{label} {place}", " · ".join(cells)
        elif isinstance(value, str):
            yield label, value


def _company(team: Team) -> Rows:
    return _said(
        (N_("Name"), team.company_name),
        (N_("Name in Chinese"), team.company_name_zh),
        (N_("Address"), team.address),
        (N_("Tax or registration number"), team.uscc),
    )


def _buyer(buyer: Buyer) -> Rows:
    return _said(
        (N_("Name"), buyer.company_name or buyer.name),
        (N_("Contact"), buyer.name),
        (N_("Address"), ", ".join(filter(None, (buyer.address, buyer.city)))),
        (N_("Country"), f"{buyer.country} · {country(buyer.country)}"),
    )


def _quotation(quotation: Quotation) -> Rows:
    return _said(
        (N_("Quantity"), quotation.quantity),
        (N_("Unit price"), f"{quotation.unit_price_usd:.2f} USD"),
        (N_("Total amount"), f"{quotation.total_usd:.2f} USD"),
        (N_("Delivery term (Incoterms 2020)"), f"{quotation.incoterm} {quotation.named_place}"),
    )


def _product(session: Session, order: Order) -> Rows:
    product = session.get_one(Product, order.product_id)
    size = "×".join(
        _text(side) for side in (product.carton_length_cm, product.carton_width_cm, product.carton_height_cm)
    )
    elements = (f"{each[0]}: {each[1]}" for each in product.elements if isinstance(each, list | tuple))
    return _said(
        (N_("Item"), product.sku),
        (N_("Name"), product.name_en),
        (N_("Name in Chinese"), product.name_zh),
        (N_("HS code"), product.hs_code),
        (N_("Declaration elements"), "\n".join(elements)),
        (N_("Materials"), product.materials),
        (N_("Brand"), product.brand),
        (N_("Brand type"), product.brand_type),
        (N_("Pieces in a carton"), product.carton_pieces),
        (N_("Carton size (cm)"), size),
        (N_("Carton gross weight (kg)"), product.carton_gross_kg),
        (N_("Carton net weight (kg)"), product.carton_net_kg),
        (N_("Certificates"), ", ".join(certificates_of(session, order.team_id, product))),
    )


def _purchases(session: Session, order: Order) -> Iterator[tuple[str, str]]:
    query = select(Purchase).where(Purchase.course_id == order.course_id, Purchase.order_id == order.id)
    for row in session.exec(query.order_by(Purchase.id)):
        if row.state == "declined":
            continue
        maker = session.get_one(Enterprise, row.enterprise_id)
        invoice = row.vat_invoice
        lines = invoice.get("lines", [])
        yield from _said(
            (N_("Producer"), f"{maker.name_zh} / {maker.name}"),
            (N_("Place of production"), maker.address_zh or maker.address),
            (N_("Quantity"), row.quantity),
            (N_("VAT invoice number"), invoice.get("number", "")),
            (N_("Name on the VAT invoice"), ", ".join(str(line.get("name", "")) for line in lines)),
            (N_("Unit on the VAT invoice"), ", ".join({str(line.get("unit", "")) for line in lines})),
        )


def _shipments(session: Session, order: Order) -> Iterator[tuple[str, str]]:
    query = select(Shipment).where(Shipment.course_id == order.course_id, Shipment.order_id == order.id)
    for row in session.exec(query.order_by(Shipment.id)):
        if row.state == "cancelled":
            continue
        boxes = ", ".join(_container(each) for each in row.containers)
        yield from _said(
            (N_("Carrier"), row.carrier),
            (N_("Vessel or flight"), row.vessel),
            (N_("Voyage"), row.voyage),
            (N_("Bill of lading or waybill number"), row.transport_document_number),
            (N_("Container and seal"), boxes),
            (N_("Departs on"), row.departs_on),
            (N_("Arrives on"), row.arrives_on),
            (N_("Number of packages"), row.packages),
            (N_("Gross weight (kg)"), row.gross_kg),
            (N_("Net weight (kg)"), row.net_kg),
            (N_("Volume (m³)"), row.volume_m3),
            (N_("Freight"), f"{row.freight_usd:.2f} USD"),
            (N_("Shipping marks"), row.marks),
        )


def _container(held: Any) -> str:
    return " / ".join(map(str, held.values())) if isinstance(held, Mapping) else str(held)


def _cover(session: Session, order: Order) -> Iterator[tuple[str, str]]:
    query = select(InsurancePolicy).where(
        InsurancePolicy.course_id == order.course_id, InsurancePolicy.order_id == order.id
    )
    for row in session.exec(query.order_by(InsurancePolicy.id)):
        yield from _said(
            (N_("Number"), row.number),
            (N_("Conditions"), row.clauses),
            (N_("Amount insured"), f"{row.insured_usd:.2f} USD"),
            (N_("Premium"), f"{row.premium_usd:.2f} USD"),
        )
