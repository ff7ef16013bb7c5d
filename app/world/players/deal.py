"""A player's letters, quotations and proforma invoices."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.actions.quotation_choices import Choices
from app.core.parameters import parameters
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.product import Product
from app.models.quotation import Quotation
from app.queries.catalogue.laboratory_test import certificates_of
from app.queries.deals.quotation_price import basis_of, subject_with
from app.queries.goods.consignment import unit_purchase_price
from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_words
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import quote
from app.trade.refusal import Refusal
from app.world.players.move import SURE, Move, Seat
from app.world.players.papers import buyer_party, route_of, seller_party

VALID_DAYS = 21
_BOOKING = 4  # days that a player keeps for booking and customs, however much it is pressed
_GRANTED = ("payment_terms", "quantity", "sample", "incoterm", "named_place")
_GREED = Decimal(30)  # per cent of FOB, on top of what the player would ask


def deal_moves(seat: Seat) -> list[Move]:
    """What is open in the inbox and among the orders that are not yet confirmed."""
    # Buyers and goods are read with the talks: each letter and each price asks for them.
    talks = (
        select(Inquiry, Buyer, Product)
        .join(Buyer, col(Buyer.id) == Inquiry.buyer_id)
        .join(Product, col(Product.id) == Inquiry.product_id)
        .where(Inquiry.team_id == seat.team.id, col(Inquiry.state).in_(("waiting", "answered")))
        .order_by(col(Inquiry.opened_at), col(Inquiry.stable_name))
    )
    rows = seat.session.exec(talks).all()
    quoted = _last_quotations(seat, [inquiry for inquiry, _, _ in rows if not _is_asked(inquiry)])
    moves = [move for inquiry, _, _ in rows for move in _talk(seat, inquiry, quoted.get(inquiry.id))]
    drafted = select(Order).where(Order.team_id == seat.team.id, Order.state == "drafted")
    drafted = drafted.order_by(col(Order.number))
    return moves + [_proforma(seat, order) for order in seat.session.exec(drafted)]


def _is_asked(inquiry: Inquiry) -> bool:
    """Whether a letter waits for an answer."""
    return inquiry.state == "waiting" and bool(inquiry.open_asks)


def _last_quotations(seat: Seat, talks: list[Inquiry]) -> dict[UUID, Quotation]:
    """Inquiry -> its last quotation, of those that have one."""
    if not talks:
        return {}
    held = select(Quotation).where(col(Quotation.inquiry_id).in_([each.id for each in talks]))
    rows = seat.session.exec(held.order_by(col(Quotation.revision))).all()
    return {row.inquiry_id: row for row in rows}


def _talk(seat: Seat, inquiry: Inquiry, last: Quotation | None) -> list[Move]:
    name = inquiry.stable_name
    if _is_asked(inquiry):
        words = parameters("player_words")
        right = {"body": _letter(seat, inquiry)}
        poor = {"body": words["poor_letter_again" if inquiry.asked_again else "poor_letter"]}
        return [Move(f"{name}:reply:{inquiry.asked_again}", "inquiry.reply", inquiry.id, right, poor)]
    if last is not None and last.state == "draft":
        given = {"version": last.version}
        return [Move(f"{name}:send:{last.revision}", "quotation.send", last.id, given, rate=SURE)]
    is_unseen = seat.skill.inspects and not inquiry.screened  # who looks screens a buyer before it quotes
    if (last is not None and last.state == "sent") or is_unseen:
        return []
    return _offer(seat, inquiry, last)


def _letter(seat: Seat, inquiry: Inquiry) -> str:
    words, product = parameters("player_words"), seat.session.get_one(Product, inquiry.product_id)
    unit = wished_unit(seat, inquiry)
    priced = str(words["price"]).format(
        quantity=inquiry.quantity, unit=unit, term=inquiry.incoterm, place=inquiry.named_place
    )
    listed = ", ".join(certificates_of(seat.session, seat.team.id, product))
    sizes = product.carton_length_cm, product.carton_width_cm, product.carton_height_cm
    letter = str(words["letter"]).format(
        buyer=seat.session.get_one(Buyer, inquiry.buyer_id).name,
        product=product.name_en,
        price=words["price_follows"] if unit is None else priced,
        lead=product.lead_time_days + seat.skill.slack_days,
        certificates=str(words["certificates"]).format(listed=listed) if listed else words["no_certificates"],
        carton=product.carton_pieces,
        size=" x ".join(f"{size.normalize():f}" for size in sizes),
        team=seat.team.company_name or seat.team.name,
    )
    return letter.strip()


def wished_unit(seat: Seat, inquiry: Inquiry) -> Decimal | None:
    """The price of one piece that the player asks for at first, USD; None where it cannot be reckoned."""
    given = _choices(seat, inquiry, seat.skill.margin_percent)
    basis = _basis(seat, inquiry, given)
    return _unit_at(given, basis, seat.skill.margin_percent) if basis else None


def days_on_the_way(seat: Seat, inquiry: Inquiry) -> int | None:
    """The days that the carriage which a quotation stands on takes at the most; None where none is known."""
    basis = _basis(seat, inquiry, _choices(seat, inquiry, seat.skill.margin_percent))
    return int(basis.most_days) if basis else None


def _choices(seat: Seat, inquiry: Inquiry, margin: Decimal) -> dict[str, Any]:
    product = seat.session.get_one(Product, inquiry.product_id)
    return {
        "quantity": max(inquiry.quantity, product.moq),
        "incoterm": inquiry.incoterm,
        "named_place": inquiry.named_place,
        "lead_time_days": product.lead_time_days + seat.skill.slack_days,
        "valid_until": seat.on + timedelta(days=VALID_DAYS),
        "margin_percent": margin,
        "with_inspection": is_inspected(seat, product, max(inquiry.quantity, product.moq)),
    }


def is_inspected(seat: Seat, product: Product, quantity: int) -> bool:
    """Whether the player has a lot of so many pieces looked at before it leaves, and prices the visit."""
    lot = unit_purchase_price(product.tiers, quantity) * quantity if product.tiers else Decimal(0)
    return seat.skill.inspects and lot >= seat.skill.inspects_from_rmb


def _basis(seat: Seat, inquiry: Inquiry, given: dict[str, Any]) -> Basis | None:
    """The day's figures; they do not depend on the margin. None where the reference does not hold them."""
    try:
        terms = Choices.model_validate(given).terms()
        return basis_of(seat.session, subject_with(seat.session, inquiry), terms, seat.now)
    except Refusal:
        return None


def _unit_at(given: dict[str, Any], basis: Basis, margin: Decimal) -> Decimal | None:
    try:
        return quote(Choices.model_validate(given | {"margin_percent": margin}).terms(), basis).price.unit
    except Refusal:
        return None


def _lowest(seat: Seat, given: dict[str, Any], basis: Basis) -> Decimal | None:
    """The unit price below which the player lets the buyer go."""
    least = min(seat.skill.least_margin_percent, seat.skill.margin_percent)
    return _unit_at(given, basis, least)


def _offered(last: Quotation) -> dict[str, Any]:
    """The terms of the last quotation: what was granted stays granted."""
    kept = {name: getattr(last, name) for name in _GRANTED if name != "sample"}
    sample = last.build_up.get("sample")
    return kept | {"lead_time_days": last.lead_time_days} | ({"sample": sample} if sample else {})


def _conceded(seat: Seat, inquiry: Inquiry, answer: dict[str, Any]) -> dict[str, Any]:
    """What a player grants beside the price, by skill: a time that the factory can keep, the quantity, the
    payment terms, a sample. One without skill hears the price alone.
    """
    if not seat.skill.grants:
        return {}
    product = seat.session.get_one(Product, inquiry.product_id)
    granted = {name: answer[name] for name in _GRANTED if name in answer}
    if "lead_time_days" in answer:
        granted["lead_time_days"] = max(int(answer["lead_time_days"]), product.lead_time_days + _BOOKING)
    return granted


def _offer(seat: Seat, inquiry: Inquiry, last: Quotation | None) -> list[Move]:
    """A first quotation, or one that meets a counter-offer halfway and never below the least margin."""
    given = _choices(seat, inquiry, seat.skill.margin_percent)
    slip = given | {"margin_percent": seat.skill.margin_percent + _GREED}
    if last is not None:
        given |= _offered(last) | _conceded(seat, inquiry, last.answer)
    basis = _basis(seat, inquiry, given)
    if basis is None:
        return []
    if last is not None:
        asked = Decimal(str(last.answer.get("unit_price_usd", last.unit_price_usd)))
        lowest = _lowest(seat, given, basis)
        if lowest is None:
            return []
        # Prices of two delivery terms have no middle.
        halfway = last.revision == 1 and "incoterm" not in last.answer
        met = max(lowest, (asked + last.unit_price_usd) / 2 if halfway else asked)
        given = given | {"unit_price_usd": met.quantize(Decimal("0.01"))}
        slip = given | {"unit_price_usd": last.unit_price_usd}
    revision = 1 if last is None else last.revision + 1
    full, wrong = (each | {"basis": basis.as_plain()} for each in (given, slip))
    return [Move(f"{inquiry.stable_name}:quote:{revision}", "quotation.draft", inquiry.id, full, wrong)]


def _proforma(seat: Seat, order: Order) -> Move:
    name = f"order:{order.number}:{order.version}"
    if order.terms and not order.changes_asked:
        return Move(f"{name}:issue", "order.issue", order.id, {"version": order.version}, rate=SURE)
    right = _terms(seat, order)
    if order.changes_asked and order.terms == right:
        return Move(f"{name}:issue", "order.issue", order.id, {"version": order.version})
    slip = right | {"payment": "100 % by T/T in advance"}
    given = {"terms": right, "version": order.version}
    return Move(f"{name}:terms", "order.save_terms", order.id, given, given | {"terms": slip})


def _terms(seat: Seat, order: Order) -> dict[str, Any]:
    """A complete proforma invoice that says what was agreed."""
    product, buyer = (
        seat.session.get_one(Product, order.product_id),
        seat.session.get_one(Buyer, order.buyer_id),
    )
    unit, total = f"{order.unit_price_usd:.2f}", f"{order.total_usd:.2f}"
    line = {
        "sku": product.sku, "description": product.name_en, "quantity": str(order.quantity),
        "specification": product.materials or product.name_en, "unit": "pieces", "unit_price": unit,
        "amount": total,
    }  # fmt: skip
    loading, discharge = route_of(seat, order)
    words = parameters("player_words")
    return {
        "number": f"PI-{order.number:04d}",
        "issued_on": order.terms.get("issued_on") or seat.on.isoformat(),
        "valid_until": order.terms.get("valid_until") or (seat.on + timedelta(days=14)).isoformat(),
        "seller": seller_party(seat.team), "buyer": buyer_party(buyer), "lines": [line],
        "tolerance_percent": "0", "currency": "USD", "term": order.incoterm,
        "named_place": order.named_place, "total": total,
        "total_words": amount_in_words(Money(order.total_usd.quantize(Decimal("0.01")), "USD")),
        "packing": f"{product.carton_pieces} pieces to an export carton",
        "latest_shipment_on": (order.ship_by or seat.on + timedelta(days=45)).isoformat(),
        "port_of_loading": loading, "port_of_discharge": discharge,
        "signed_by": seat.team.company_name or seat.team.name,
        **words["contract"],
        **words["insured" if order.incoterm in ("CIF", "CIP") else "uninsured"],
    }  # fmt: skip
