"""A player's export declaration."""

from decimal import Decimal
from typing import Any

from sqlmodel import select

from app.core.words import country as country_name
from app.models.declaration import Declaration
from app.models.enterprise import Enterprise
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.goods.tariff import export_line
from app.trade.clearance.customs import declared_term
from app.trade.clearance.export_line import ExportLine
from app.trade.refusal import Refusal
from app.world.players.move import Move, Seat
from app.world.players.papers import Clerk, buyer_party, place_name

# How the customs form counts, where the tariff's first legal unit is not the kilogram.
_BY_WEIGHT = "千克"
_PREFERENCE = "出口享惠情况"  # the element that the slip forgets


def declaration_moves(seat: Seat, order: Order, shipment: Shipment, purchase: Purchase) -> list[Move]:
    """Save the form, file it, and mend it when customs asks."""
    held = seat.session.exec(select(Declaration).where(Declaration.order_id == order.id)).first()
    if held is not None and held.state in ("filed", "inspecting", "released"):
        return []
    try:
        tariff = export_line(
            seat.session, Clerk.of(seat, order, shipment).product.hs_code, shipment.departs_on
        )
    except Refusal:
        return []
    right = _form(seat, order, shipment, purchase, tariff)
    version = held.version if held else 0
    name = f"{shipment.stable_name}:declaration:{version}"
    if held is not None and held.lines and (held.state == "draft" or _is_same(held, right)):
        return [Move(f"{name}:file", "declaration.file", held.id)]
    short = [each for each in right["lines"][0]["elements"].split(";") if not each.startswith(_PREFERENCE)]
    wrong = right["lines"][0] | {"elements": ";".join(short)}
    given = right | {"version": version}
    # What customs has asked about is not forgotten a second time.
    slip = given | {"lines": [wrong]} if held is None or held.state == "draft" else None
    return [Move(f"{name}:save", "declaration.save", order.id, given, slip)]


def _is_same(held: Declaration, right: dict[str, Any]) -> bool:
    """Whether the saved form says what it should; it may have been written out on an earlier day."""
    wanted = {name: value for name, value in right["header"].items() if name != "declared_on"}
    return held.lines == right["lines"] and all(held.header.get(k) == v for k, v in wanted.items())


def _form(
    seat: Seat, order: Order, shipment: Shipment, purchase: Purchase, tariff: ExportLine
) -> dict[str, Any]:
    clerk, session, team = Clerk.of(seat, order, shipment), seat.session, seat.team
    maker = session.get_one(Enterprise, order.enterprise_id)
    loading, discharge = place_name(session, shipment.origin), place_name(session, shipment.destination)
    destination = country_name(order.market, "zh_Hans")
    term = declared_term(order.incoterm)
    header = {
        "customs_of_export": "北仑海关 3104" if shipment.mode == "sea" else "浦东机场海关 2233",
        "export_on": shipment.departs_on.isoformat(), "declared_on": seat.on.isoformat(),
        "consignor": {"name": team.company_name_zh or team.company_name or team.name,
                      "address": team.address or "Ningbo, China", "country": "CN"},
        "overseas_consignee": buyer_party(clerk.buyer), "producer": maker.name_zh,
        "transport_mode": "sea" if shipment.mode == "sea" else "air",
        "vessel": shipment.vessel or shipment.carrier, "voyage": shipment.voyage,
        "bill_of_lading_number": shipment.transport_document_number, "supervision_mode": "0110",
        "duty_nature": "一般征税 101", "contract_number": order.terms.get("number", ""),
        "trading_country": destination, "destination_country": destination, "port_of_discharge": discharge,
        "port_of_loading": loading, "package_kind": "cartons", "packages": str(shipment.packages),
        **clerk.weights, "term": term, "marks": shipment.marks or "N/M", "currency": "USD",
        "container_number": clerk.boxes.get("container_number", ""),
        "declarant": team.company_name_zh or team.name, **_costs(seat, order, shipment, term),
    }  # fmt: skip
    line = _line(clerk, purchase, tariff, destination)
    return {"header": {name: value for name, value in header.items() if value}, "lines": [line]}


def _costs(seat: Seat, order: Order, shipment: Shipment, term: str) -> dict[str, str]:
    """Freight and insurance as the declared term asks for them (D05)."""
    said = {}
    if term in ("C&F", "CIF"):
        said["freight"] = f"{shipment.freight_usd:.2f}"
    if term == "CIF":
        bought = select(InsurancePolicy).where(InsurancePolicy.shipment_id == shipment.id)
        policy = seat.session.exec(bought).first()
        said["insurance"] = f"{policy.premium_usd if policy else Decimal('0.01'):.2f}"
    if order.terms.get("attached_documents"):
        said["attached_documents"] = order.terms["attached_documents"]
    return said


def _line(clerk: Clerk, purchase: Purchase, tariff: ExportLine, destination: str) -> dict[str, str]:
    order, product = clerk.order, clerk.product
    quantity, net = str(order.quantity), f"{clerk.shipment.net_kg:.2f}"
    line = {
        "hs_code": product.hs_code, "name": product.name_zh,
        "elements": ";".join(f"{name}:{value}" for name, value in product.elements),
        "quantity": quantity, "unit": purchase.unit,
        "first_legal_quantity": net if tariff.unit1 == _BY_WEIGHT else quantity,
        "first_legal_unit": tariff.unit1,
        "unit_price": f"{order.unit_price_usd:.2f}", "amount": f"{order.total_usd:.2f}", "origin": "中国",
        "destination": destination, "source_place": "宁波", "duty_treatment": "照章征税",
    }  # fmt: skip
    if tariff.unit2:
        line |= {
            "second_legal_quantity": net if tariff.unit2 == _BY_WEIGHT else quantity,
            "second_legal_unit": tariff.unit2,
        }
    return line
