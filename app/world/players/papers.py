"""A player's papers: what a careful clerk writes from the deal, and the slips that students make."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from app.core.words import country as country_name
from app.models.buyer import Buyer
from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.rate import Airport, Port
from app.models.shipment import Shipment
from app.models.team import Team
from app.queries.goods.shipping_options import ShippingOption, ShippingWish, shipping_options
from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_words
from app.trade.refusal import Refusal
from app.world.players.move import Seat


def seller_party(team: Team) -> dict[str, str]:
    """The team as a party of a paper in English."""
    name, address = team.company_name or team.name, team.address or "Ningbo, China"
    return {"name": name, "address": address, "country": "CN"} | ({"tax_id": team.uscc} if team.uscc else {})


def buyer_party(buyer: Buyer) -> dict[str, str]:
    """The buyer as a party of a paper."""
    return {"name": buyer.company_name or buyer.name, "address": buyer.address, "country": buyer.country}


def best_option(session: Session, order: Order, wish: ShippingWish) -> ShippingOption | None:
    """The cheapest open service of the agreed mode, else the cheapest open one; None where all is closed."""
    try:
        options = [each for each in shipping_options(session, order, wish) if not each.closed_code]
    except Refusal:
        return None
    agreed = [each for each in options if each.mode == order.mode.partition("_")[0]]
    return next(iter(agreed or options), None)


def place_name(session: Session, code: str) -> str:
    """The name of a port or airport as carriers write it."""
    port = session.get(Port, code)
    if port is not None:
        return port.name
    airport = session.get(Airport, code)
    return f"{airport.name} ({airport.iata})" if airport else code


def route_of(seat: Seat, order: Order) -> tuple[str, str]:
    """Where the goods will be loaded and discharged, as the contract names it."""
    option = best_option(seat.session, order, ShippingWish(seat.now))
    if option is None:
        return "Ningbo", order.named_place
    return place_name(seat.session, option.origin), place_name(seat.session, option.destination)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Everything that the papers of one shipped order are written from."""

    seat: Seat
    order: Order
    shipment: Shipment
    product: Product
    buyer: Buyer

    @classmethod
    def of(cls, seat: Seat, order: Order, shipment: Shipment) -> "Clerk":
        """The clerk of an order."""
        held = seat.session
        product, buyer = held.get_one(Product, order.product_id), held.get_one(Buyer, order.buyer_id)
        return cls(seat, order, shipment, product, buyer)

    def right(self, kind: str) -> dict[str, Any]:
        """The paper as it should be."""
        return {name: value for name, value in _WRITERS[kind](self).items() if value not in ("", None)}

    def slip(self, kind: str) -> dict[str, Any]:
        """The paper with the usual slip of its kind."""
        right = self.right(kind)
        if kind == "commercial_invoice":
            wrong = f"{self.order.total_usd + 100:.2f}"
            return right | {"total": wrong, "total_words": _in_words(Decimal(wrong))}
        if kind == "packing_list":
            return right | {"gross_weight_kg": f"{self.shipment.gross_kg + 12:.2f}"}
        if kind == "certificate_of_origin":
            return right | {
                "country_of_destination": "United States" if self.buyer.country != "US" else "Canada"
            }
        return right | {"vessel": "OCEAN STAR"}

    @property
    def boxes(self) -> dict[str, str]:
        """Numbers and seals of full containers."""
        numbers = ", ".join(each["number"] for each in self.shipment.containers)
        seals = ", ".join(each["seal"] for each in self.shipment.containers)
        return {"container_number": numbers, "seal_number": seals} if numbers else {}

    @property
    def shared(self) -> dict[str, Any]:
        """What all papers of the goods have in common."""
        shipment, session = self.shipment, self.seat.session
        return {
            "seller": seller_party(self.seat.team), "buyer": buyer_party(self.buyer),
            "port_of_loading": place_name(session, shipment.origin),
            "port_of_discharge": place_name(session, shipment.destination),
            "vessel": shipment.vessel or shipment.carrier, "marks": shipment.marks or "N/M",
            "packages": str(shipment.packages), "package_kind": "cartons",
        }  # fmt: skip

    @property
    def weights(self) -> dict[str, str]:
        """Net and gross weight as the carrier has them."""
        net, gross = self.shipment.net_kg, self.shipment.gross_kg
        return {"net_weight_kg": f"{net:.2f}", "gross_weight_kg": f"{gross:.2f}"}

    @property
    def signed_by(self) -> str:
        """Who signs for the team."""
        return self.seat.team.company_name or self.seat.team.name

    def number(self, prefix: str) -> str:
        """The number of a paper of this order."""
        return f"{prefix}-{self.order.number:04d}"

    def issued_on(self, kind: str) -> str:
        """The date on the paper: kept once it is written."""
        held = select(Document).where(Document.order_id == self.order.id, Document.kind == kind)
        row = self.seat.session.exec(held).first()
        return str((row.fields if row else {}).get("issued_on") or self.seat.on.isoformat())


def _in_words(total: Decimal) -> str:
    return amount_in_words(Money(total.quantize(Decimal("0.01")), "USD"))


def _invoice(clerk: Clerk) -> dict[str, Any]:
    order = clerk.order
    line = {
        "description": clerk.product.name_en, "hs_code": clerk.product.hs_code,
        "quantity": str(order.quantity),
        "unit": "pieces", "unit_price": f"{order.unit_price_usd:.2f}", "amount": f"{order.total_usd:.2f}",
    }  # fmt: skip
    return clerk.shared | clerk.weights | {
        "number": clerk.number("INV"), "issued_on": clerk.issued_on("commercial_invoice"),
        "contract_number": order.terms.get("number", ""), "term": order.incoterm,
        "named_place": order.named_place,
        "payment": order.terms.get("payment", ""), "lines": [line], "currency": "USD",
        "total": f"{order.total_usd:.2f}", "total_words": _in_words(order.total_usd),
        "country_of_origin": "China",
        "signed_by": clerk.signed_by,
    }  # fmt: skip


def _packing_list(clerk: Clerk) -> dict[str, Any]:
    order, shipment = clerk.order, clerk.shipment
    volume = f"{shipment.volume_m3:.3f}"
    line = {
        "package_numbers": f"1-{shipment.packages}", "description": clerk.product.name_en,
        "packages": str(shipment.packages), "quantity": str(order.quantity), "unit": "pieces",
        "volume_m3": volume,
    } | clerk.weights  # fmt: skip
    return clerk.shared | clerk.weights | clerk.boxes | {
        "number": clerk.number("PL"), "issued_on": clerk.issued_on("packing_list"),
        "invoice_number": clerk.number("INV"), "contract_number": order.terms.get("number", ""),
        "lines": [line],
        "volume_m3": volume, "signed_by": clerk.signed_by,
    }  # fmt: skip


def _certificate_of_origin(clerk: Clerk) -> dict[str, Any]:
    hs6 = clerk.product.hs_code[:6]
    line = {
        "description": clerk.product.name_en, "hs_code": f"{hs6[:4]}.{hs6[4:]}", "criterion": "WO",
        "quantity": str(clerk.order.quantity), "unit": "pieces",
    }  # fmt: skip
    return clerk.shared | {
        "form": "CO", "country_of_destination": country_name(clerk.buyer.country, "en"), "lines": [line],
        "country_of_origin": "China", "invoice_number": clerk.number("INV"),
        "invoice_on": clerk.issued_on("commercial_invoice"), "declared_by": clerk.signed_by,
    }  # fmt: skip


def _shipping_advice(clerk: Clerk) -> dict[str, Any]:
    shipment, order = clerk.shipment, clerk.order
    left = shipment.departed_at.date() if shipment.departed_at else shipment.departs_on
    bill = select(Document).where(
        Document.order_id == order.id, col(Document.kind).in_(("bill_of_lading", "air_waybill"))
    )
    issued = clerk.seat.session.exec(bill).first()
    on_board = str((issued.fields if issued else {}).get("on_board_on", left.isoformat()))
    return clerk.shared | clerk.boxes | {
        "number": clerk.number("SA"), "issued_on": clerk.issued_on("shipping_advice"),
        "voyage": shipment.voyage, "contract_number": order.terms.get("number", ""),
        "invoice_number": clerk.number("INV"), "bill_of_lading_number": shipment.transport_document_number,
        "goods": clerk.product.name_en, "currency": "USD", "total": f"{order.total_usd:.2f}",
        "gross_weight_kg": f"{shipment.gross_kg:.2f}", "volume_m3": f"{shipment.volume_m3:.3f}",
        "on_board_on": on_board, "expected_on": shipment.arrives_on.isoformat(), "signed_by": clerk.signed_by,
    }  # fmt: skip


_WRITERS = {
    "commercial_invoice": _invoice,
    "packing_list": _packing_list,
    "certificate_of_origin": _certificate_of_origin,
    "shipping_advice": _shipping_advice,
}
