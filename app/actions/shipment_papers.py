"""The papers that a carrier or an insurer issues for a shipment, filled in from what truly travels."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.core.parameters import parameters
from app.models.buyer import Buyer
from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.rate import Airport, Port
from app.models.shipment import Shipment
from app.models.team import Team
from app.trade.papers.container_number import check_digit

BILL_KINDS = {"sea": "bill_of_lading", "air": "air_waybill", "courier": "courier_label"}
_SERIAL_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Voyage:
    """All rows that a transport paper speaks of."""

    order: Order
    shipment: Shipment
    team: Team
    buyer: Buyer
    product: Product


def voyage_of(act: Act, shipment: Shipment) -> Voyage:
    """The rows behind a shipment."""
    order = act.find(Order, shipment.order_id)
    team, buyer = act.find(Team, order.team_id), act.find(Buyer, order.buyer_id)
    return Voyage(order, shipment, team, buyer, act.find(Product, order.product_id))


def document_number(act: Act, service: str) -> str:
    """The number of the bill of lading, air waybill or parcel that a booking gets.

    An air waybill's last figure is its serial number modulo 7 (IATA Resolution 600a).
    """
    kind = "sea_fcl" if service.startswith("sea_fcl") else service
    prefix = parameters("carrier")[kind]["prefix"]
    serial = act.next_number(f"transport:{kind}")
    if kind == "air":
        body = 1_000_000 + serial
        return f"{prefix}-{body:07d}{body % 7}"
    return f"{prefix}{act.today:%y%m}{serial:06d}"


def container_numbers(act: Act, count: int, kind: str) -> list[dict[str, str]]:
    """Numbers and seals of full containers, with the check digit of ISO 6346."""
    owner = parameters("carrier")["fleet"]["container_owner"]
    made = []
    for _ in range(count):
        serial = act.next_number("container")
        first_ten = f"{owner}{100_000 + serial * 7:0{_SERIAL_DIGITS}d}"
        number = f"{first_ten}{check_digit(first_ten)}"
        made.append({"number": number, "kind": kind, "seal": f"SL{700_000 + serial * 13}"})
    return made


def place_name(act: Act, code: str) -> str:
    """The name of a port or airport by its code; the code itself where neither is held."""
    port = act.session.get(Port, code)
    if port is not None:
        return port.name
    airport = act.session.get(Airport, code)
    return f"{airport.name} ({airport.iata})" if airport else code


def endorse_cover(act: Act, shipment: Shipment) -> None:
    """The insurer writes the new sailing on a certificate that it has issued: cover follows the goods."""
    for document in act.rows(Document, order_id=shipment.order_id, kind="insurance_certificate"):
        sailing = {"vessel": shipment.vessel or shipment.carrier, "voyage": shipment.voyage}
        sailing["sailing_on"] = shipment.departs_on.isoformat()
        document.fields = document.fields | {name: value for name, value in sailing.items() if value}


def transport_paper(act: Act, voyage: Voyage) -> tuple[str, dict[str, Any]]:
    """Kind and values of the paper that the carrier issues when the goods leave."""
    shipment = voyage.shipment
    kind = BILL_KINDS[shipment.mode]
    shared: dict[str, Any] = {
        "number": shipment.transport_document_number,
        "issued_on": act.today.isoformat(),
        "carrier": shipment.carrier,
        "shipper": shipper(voyage.team),
        "gross_weight_kg": f"{shipment.gross_kg:.2f}",
        "signed_by": shipment.carrier,
    }
    if kind == "bill_of_lading":
        return kind, shared | _route(act, shipment) | _bill(voyage, act.today)
    if kind == "air_waybill":
        return kind, shared | _route(act, shipment) | _waybill(voyage, act.today)
    return kind, shared | _label(voyage)


def _route(act: Act, shipment: Shipment) -> dict[str, Any]:
    start, end = place_name(act, shipment.origin), place_name(act, shipment.destination)
    paid = "prepaid" if shipment.freight_paid_by == "seller" else "collect"
    return {
        "place_of_issue": start,
        "port_of_loading": start,
        "port_of_discharge": end,
        "vessel": shipment.vessel,
        "marks": shipment.marks or "N/M",
        "packages": str(shipment.packages),
        "volume_m3": f"{shipment.volume_m3:.3f}",
        "freight": paid,
    }


def _bill(voyage: Voyage, on_board_on: date) -> dict[str, Any]:
    shipment, named = voyage.shipment, consignee(voyage.buyer)
    fields = {
        "consignee": f"{named['name']}\n{named['address']}",
        "notify": named,
        "voyage": shipment.voyage,
        "container_number": ", ".join(each["number"] for each in shipment.containers),
        "seal_number": ", ".join(each["seal"] for each in shipment.containers),
        "package_kind": "cartons",
        "goods": voyage.product.name_en,
        "on_board_on": on_board_on.isoformat(),
        "charter_party": "no",
        "originals": str(parameters("carrier")["sea_fcl"]["originals"]),
        "signed_as": "as carrier",
    }
    return {name: value for name, value in fields.items() if value}


def _waybill(voyage: Voyage, on: date) -> dict[str, Any]:
    return {
        "consignee": consignee(voyage.buyer),
        "on_board_on": on.isoformat(),
        "goods": voyage.product.name_en,
        "chargeable_weight_kg": _charged(voyage.shipment),
        "currency": "USD",
        "freight_amount": f"{voyage.shipment.freight_usd:.2f}",
        "signed_as": "as carrier",
    }


def _label(voyage: Voyage) -> dict[str, Any]:
    order, shipment = voyage.order, voyage.shipment
    line = {
        "description": voyage.product.name_en,
        "hs_code": voyage.product.hs_code[:6],
        "quantity": str(order.quantity),
        "net_weight_kg": f"{shipment.net_kg:.2f}",
        "amount": f"{order.total_usd:.2f}",
    }
    return {
        "service": "Express",
        "order_number": str(order.number),
        "consignee": consignee(voyage.buyer),
        "contents": "sale of goods",
        "lines": [line],
        "currency": "USD",
        "total": f"{order.total_usd:.2f}",
        "chargeable_weight_kg": _charged(shipment),
    }


def _charged(shipment: Shipment) -> str:
    return f"{Decimal(str(shipment.option.get('chargeable_kg') or shipment.gross_kg)):.2f}"


def shipper(team: Team) -> dict[str, str]:
    """The team as a party of a paper."""
    fields = {
        "name": team.company_name or team.name,
        "address": team.address or "China",
        "country": "CN",
        "tax_id": team.uscc,
    }
    return {name: value for name, value in fields.items() if value}


def consignee(buyer: Buyer) -> dict[str, str]:
    """The buyer as a party of a paper."""
    address = buyer.address or buyer.city or buyer.country
    return {"name": buyer.company_name or buyer.name, "address": address, "country": buyer.country}


def issue_paper(act: Act, shipment: Shipment, kind: str, issuer: str, fields: dict[str, Any]) -> Document:
    """Issue a party's paper for the order, in place of a draft of the same kind."""
    held = act.rows(Document, order_id=shipment.order_id, kind=kind)
    paper = held[0] if held else Document(team_id=shipment.team_id, order_id=shipment.order_id, kind=kind)
    paper.number, paper.fields, paper.findings = str(fields["number"]), fields, []
    paper.state, paper.issuer, paper.issued_at = "issued", issuer, act.now
    if held:
        paper.version += 1
    return act.add(paper)
