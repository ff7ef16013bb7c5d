"""A player's goods: bought, inspected, booked, insured; and the papers that go with them."""

from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any, get_args

from sqlmodel import col, select

from app.actions.purchase import LIVE, Unit
from app.core.parameters import parameters
from app.models.declaration import Declaration
from app.models.document import Document, DocumentSet
from app.models.inspection import Inspection
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.deals.force_majeure import notices_of
from app.queries.goods.purchase import inspection_fee
from app.queries.goods.shipping_options import ShippingWish, shipping_options
from app.queries.goods.tariff import export_line
from app.queries.rates.rate import insurance_rate
from app.trade.papers.document_set import STUDENT_PAPERS, required_papers
from app.trade.price.purchasing import tier_price
from app.trade.refusal import Refusal
from app.world.players.customs import declaration_moves
from app.world.players.money import at_bank
from app.world.players.move import Move, Seat
from app.world.players.papers import Clerk, best_option

_WITH_GOODS = ("deposit_received", "shipped", "delivered", "perished")
_BEFORE_LEAVING = ("commercial_invoice", "packing_list")
_SLACK_DAYS, _HANDLING_DAYS = 5, 4  # handling: collected, declared and released
_SHARE = Decimal("1.10")  # Incoterms 2020, A5 of CIF and CIP


def goods_moves(seat: Seat) -> list[Move]:
    """What is open for the orders between the deposit and the papers' way to the buyer."""
    held = select(Order).where(Order.team_id == seat.team.id, col(Order.state).in_(_WITH_GOODS))
    held = held.order_by(col(Order.number))
    orders = list(seat.session.exec(held))
    told = [move for order in orders for move in _notices(seat, order)]
    return [*told, *(move for order in orders for move in _order(seat, order))]


def _notices(seat: Seat, order: Order) -> list[Move]:
    """The careful tell the buyer of an event that keeps the goods; others keep silent."""
    if not seat.skill.inspects or order.state != "deposit_received":
        return []
    body = parameters("player_words")["notice"]["body"]
    return [
        Move(
            f"order:{order.number}:notice:{each.event}", "order.give_notice", order.id,
            {"event": each.event, "body": body},
        )
        for each in notices_of(seat.session, order)
        if each.told_on is None and not each.is_foreseen
    ]  # fmt: skip


def _order(seat: Seat, order: Order) -> list[Move]:
    bought = select(Purchase).where(Purchase.order_id == order.id, col(Purchase.state).in_(LIVE))
    purchase = seat.session.exec(bought).first()
    if purchase is None:
        return [_purchase(seat, order)]
    sent = select(Shipment).where(Shipment.order_id == order.id, Shipment.state != "cancelled")
    shipment = seat.session.exec(sent).first()
    moves = _goods(seat, purchase)
    if shipment is None:
        return moves + _booking(seat, order, purchase)
    papers = _papers(seat, order, shipment)
    moves += _cover(seat, order, shipment) + papers
    if any(each.action == "document.amend" for each in papers):
        return moves  # a paper that is taken back cannot go to customs
    # The declaration gives the weights of the packed goods: it follows them, and the papers it names.
    is_packed = purchase.state == "collected" and _has_papers(seat, order, _BEFORE_LEAVING)
    if order.state == "deposit_received" and is_packed:
        moves += declaration_moves(seat, order, shipment, purchase)
    return moves


def _purchase(seat: Seat, order: Order) -> Move:
    product = seat.session.get_one(Product, order.product_id)
    quantity = max(order.quantity, product.moq)
    price = tier_price(product.tiers, quantity)
    given = {
        "quantity": quantity,
        "unit_price_rmb": price,
        "wanted_on": seat.on + timedelta(days=product.lead_time_days + _SLACK_DAYS),
        "unit": _unit(seat, product),
        "specification": f"{product.name_zh}，{product.materials}，出口包装，外箱刷唛头。",
    }
    slip = given | {"wanted_on": seat.on + timedelta(days=max(3, product.lead_time_days // 2))}
    return Move(f"order:{order.number}:purchase", "purchase.place", order.id, given, slip)


def _unit(seat: Seat, product: Product) -> str:
    """The tariff's first legal unit where a VAT invoice may count by it, so that both papers agree (D11)."""
    try:
        unit = export_line(seat.session, product.hs_code, seat.on).unit1
    except Refusal:
        unit = ""
    return unit if unit in get_args(Unit) else "件"


def _payment(seat: Seat, purchase: Purchase, name: str, amount_rmb: Decimal) -> list[Move]:
    """Pay the supplier, if the bank holds as much; else the goods wait for a buyer's money."""
    if amount_rmb > at_bank(seat, "CNY"):
        return []
    return [Move(name, "purchase.pay", purchase.id, {"amount_rmb": amount_rmb})]


def _goods(seat: Seat, purchase: Purchase) -> list[Move]:
    name, due = purchase.stable_name, purchase.total_rmb - purchase.paid_rmb
    moves = []
    if purchase.state in ("ready", "collected") and due > 0:
        moves += _payment(seat, purchase, f"{name}:pay", due)
    elif purchase.state == "in_production" and purchase.paid_rmb == 0:
        part = (purchase.total_rmb * 3 / 10).quantize(Decimal("0.01"))
        moves += _payment(seat, purchase, f"{name}:deposit", part)
    if purchase.state != "ready":
        return moves
    done = (
        select(Inspection)
        .where(Inspection.purchase_id == purchase.id)
        .order_by(col(Inspection.number).desc())
    )
    last = seat.session.exec(done).first()
    # A lot that failed is worked over and looked at once more, then taken as it is.
    has_failed = last is not None and last.state == "failed" and last.number == 1
    if has_failed and not purchase.reworks:
        return [*moves, Move(f"{name}:rework", "purchase.rework", purchase.id)]
    if has_failed or (last is None and _is_looked_at(seat, purchase)):
        fee = {"aql": "2.5", "fee_rmb": inspection_fee(seat.session, seat.on)}
        order = f"{name}:inspection:2" if has_failed else f"{name}:inspection"
        return [*moves, Move(order, "inspection.order", purchase.id, fee)]
    if last is not None and last.state == "ordered":
        return moves
    return [*moves, Move(f"{name}:collect", "purchase.collect", purchase.id)] if due == 0 else moves


def _is_looked_at(seat: Seat, purchase: Purchase) -> bool:
    return seat.skill.inspects and purchase.total_rmb >= seat.skill.inspects_from_rmb


def _booking(seat: Seat, order: Order, purchase: Purchase) -> list[Move]:
    if purchase.promised_on is None:
        return []
    ready_on = max(purchase.promised_on, seat.on) + timedelta(days=_HANDLING_DAYS)
    wish = ShippingWish(seat.now, ready_on=ready_on)
    chosen = best_option(seat.session, order, wish)
    if chosen is None:
        return []
    options = [each for each in shipping_options(seat.session, order, wish) if not each.closed_code]
    prices = [each.price_usd for each in options if each.price_usd is not None]
    given: dict[str, Any] = {
        "marks": f"{order.number:04d} {order.named_place.upper()} C/NO. 1-{chosen.packages}",
        "cheapest_usd": min(prices),
        "best_arrives_on": min(each.arrives_on for each in options),
    }
    dearest = max(options, key=lambda each: each.price_usd or Decimal(0))
    right, slip = (given | {"offer": each.as_plain()} for each in (chosen, dearest))
    return [Move(f"order:{order.number}:book", "shipment.book", order.id, right, slip)]


def _cover(seat: Seat, order: Order, shipment: Shipment) -> list[Move]:
    """Insure where the term asks for it, and for oneself where the risk is the seller's to the door."""
    if order.incoterm not in ("CIF", "CIP", "DAP", "DPU", "DDP") or shipment.state != "booked":
        return []
    if not _has_papers(seat, order, ("commercial_invoice",)):
        return []  # the certificate names the invoice
    bought = select(InsurancePolicy).where(InsurancePolicy.shipment_id == shipment.id)
    if seat.session.exec(bought).first() is not None:
        return []
    transport = "sea" if shipment.mode == "sea" else "air"
    try:
        rate = insurance_rate(seat.session, order.market, transport, "all_risks", seat.on)
    except Refusal:
        return []
    insured = (order.total_usd * _SHARE).quantize(Decimal("0.01"), ROUND_CEILING)
    given = {"clauses": "ICC (A)", "insured_usd": insured, "premium_rate": rate.value}
    slip = given | {"insured_usd": order.total_usd.quantize(Decimal("0.01"))}
    return [Move(f"{shipment.stable_name}:cover", "insurance.buy", shipment.id, given, slip)]


def _has_papers(seat: Seat, order: Order, kinds: tuple[str, ...]) -> bool:
    held = select(Document.kind).where(Document.order_id == order.id, Document.state == "issued")
    return set(kinds) <= set(seat.session.exec(held))


def _papers(seat: Seat, order: Order, shipment: Shipment) -> list[Move]:
    """Write, issue and send the papers; write again what the buyer sent back."""
    sent = seat.session.exec(select(DocumentSet).where(DocumentSet.order_id == order.id)).first()
    if sent is not None and sent.is_with_buyer:
        return []
    clause = str(order.terms.get("documents", ""))
    needed = required_papers(order.incoterm, shipment.mode, contract_documents=clause)
    kinds = [kind for kind in STUDENT_PAPERS if kind in needed]
    if order.state == "deposit_received":
        kinds = [kind for kind in kinds if kind in _BEFORE_LEAVING]
    held = {row.kind: row for row in seat.session.exec(select(Document).where(Document.order_id == order.id))}
    clerk = Clerk.of(seat, order, shipment)
    asked = select(Declaration.state).where(Declaration.order_id == order.id)
    must_mend = seat.session.exec(asked).first() in ("queried", "refused")
    moves = [move for kind in kinds for move in _paper(clerk, kind, held.get(kind), must_mend)]
    if not moves and order.state != "deposit_received" and _has_papers(seat, order, tuple(kinds)):
        times = sent.times_sent if sent else 0
        moves.append(Move(f"{shipment.stable_name}:send:{times}", "document.send_set", order.id))
    return moves


def _paper(clerk: Clerk, kind: str, held: Document | None, must_mend: bool) -> list[Move]:
    """must_mend: customs asked, so that whatever is not right on an issued paper is written again."""
    version = held.version if held else 0
    name = f"{clerk.shipment.stable_name}:{kind}:{version}"
    if held is not None and held.state == "issued":
        if held.changes_asked or (must_mend and held.fields != clerk.right(kind)):
            return [Move(f"{name}:amend", "document.amend", held.id)]
        return []
    right = clerk.right(kind)
    is_first = held is not None and held.version <= 1
    if held is not None and held.fields and (is_first or held.fields == right):
        return [Move(f"{name}:issue", "document.issue", held.id)]
    given = {"kind": kind, "fields": right, "version": version}
    slip = given | {"fields": clerk.slip(kind)} if held is None else None
    return [Move(f"{name}:save", "document.save", clerk.order.id, given, slip)]
