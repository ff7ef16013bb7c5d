"""A player's claims on the insurer: with all papers; the slip is to forget the letter to the carrier."""

from decimal import Decimal

from sqlmodel import col, select

from app.models.document import Document
from app.models.insurance_claim import InsuranceClaim
from app.models.order import Order
from app.models.shipment import InsurancePolicy, Shipment
from app.trade.carriage.claim_settlement import LETTER, PAPERS, risk_is_sellers
from app.world.players.move import Move, Seat

_CENT = Decimal("0.01")


def claim_moves(seat: Seat) -> list[Move]:
    """Harmed goods that travelled at the team's risk under a policy, and papers that the insurer asks for."""
    query = (
        select(Shipment, InsurancePolicy, Order)
        .join(InsurancePolicy, col(InsurancePolicy.shipment_id) == col(Shipment.id))
        .join(Order, col(Order.id) == col(Shipment.order_id))
        .where(Shipment.team_id == seat.team.id, col(Shipment.arrived_at).is_not(None))
        .order_by(col(Shipment.stable_name))
    )
    harmed = [row for row in seat.session.exec(query) if row[0].damage and risk_is_sellers(row[2].incoterm)]
    return [move for row in harmed for move in _moves(seat, *row)]


def _moves(seat: Seat, shipment: Shipment, policy: InsurancePolicy, order: Order) -> list[Move]:
    filed = select(InsuranceClaim).where(InsuranceClaim.shipment_id == shipment.id)
    claim = seat.session.exec(filed).first()
    invoiced = select(Document.id).where(
        Document.order_id == order.id, Document.kind == "commercial_invoice", Document.state == "issued"
    )
    has_invoice = seat.session.exec(invoiced).first() is not None
    papers = {name: name != "invoice" or has_invoice for name in (*PAPERS, LETTER)}
    name = f"{shipment.stable_name}:claim"
    if claim is None:
        pieces, whole = shipment.damage["pieces"], shipment.damage["quantity"]
        claimed = max((policy.insured_usd * pieces / whole).quantize(_CENT), _CENT)
        given = papers | {"claimed_usd": claimed}
        return [Move(name, "insurance_claim.file", shipment.id, given, given | {LETTER: False})]
    lacking = {each: True for each, has in papers.items() if has and each not in claim.papers}
    if claim.state != "queried" or not lacking:
        return []
    return [Move(f"{name}:papers", "insurance_claim.add_papers", claim.id, lacking)]
