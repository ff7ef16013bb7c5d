"""The answers to a quotation: accepted, countered or rejected by the buyer, lapsed with its day."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.actions.given import BuyersLetter, Day, Usd, hidden
from app.actions.policies import party
from app.actions.registry import Facts, Nothing, action
from app.models.inquiry import Inquiry, Message
from app.models.order import Order
from app.models.product import Product
from app.models.quotation import Quotation
from app.trade.lifecycles import QUOTATION


class Accept(BuyersLetter):
    """The buyer's yes. ship_by: the latest day of shipment that the buyer can take.

    turn, noted: what the buyer thought of the offer and of others, hidden until the deal is over.
    """

    ship_by: Day
    turn: dict[str, Any] = hidden(default_factory=dict)
    noted: dict[str, Any] = hidden(default_factory=dict)


@action("quotation.accept", Quotation, Accept, allow=party("buyer"))
def accept(act: Act, quotation: Quotation, given: Accept) -> Facts:
    """Accept a quotation: the talk is won and an order is drafted."""
    quotation.state = QUOTATION.after(quotation.state, "accept")
    inquiry, product = act.find(Inquiry, quotation.inquiry_id), act.find(Product, quotation.product_id)
    inquiry.note_end("win", act.now)
    if given.turn:
        inquiry.note_turn(given.turn)
    inquiry.note(**given.noted)
    order = act.add(
        Order(
            team_id=quotation.team_id,
            inquiry_id=inquiry.id,
            quotation_id=quotation.id,
            buyer_id=inquiry.buyer_id,
            product_id=product.id,
            enterprise_id=product.enterprise_id,
            number=act.next_number(f"order:{quotation.team_id}"),
            market=inquiry.market,
            quantity=quotation.quantity,
            incoterm=quotation.incoterm,
            named_place=quotation.named_place,
            mode=quotation.mode,
            unit_price_usd=quotation.unit_price_usd,
            total_usd=quotation.total_usd,
            fx_rate=quotation.fx_rate,
            payment_terms=quotation.payment_terms,
            ship_by=given.ship_by,
            drafted_at=act.now,
        )
    )
    _show(act, inquiry, quotation, given.body)
    _stop(act, quotation)
    return _outcome(inquiry, quotation) | {"order": order.id}


def _outcome(inquiry: Inquiry, quotation: Quotation) -> dict[str, Any]:
    return {
        "market": inquiry.market,
        "rounds": inquiry.counters,
        "margin_rate": quotation.margin_rate.quantize(Decimal("0.0001")),
        "total_usd": quotation.total_usd,
    }


class Counter(BuyersLetter):
    """The price at which the buyer would agree, and what weighs most on their mind.

    asks: ways in which the buyer would agree, the first one first: each the unit price with what else is to
    change (lead_time_days, payment_terms, quantity, sample, incoterm and named_place, certificates); turn:
    what the buyer thought, hidden.
    """

    unit_price_usd: Usd
    reason: str
    asks: list[dict[str, Any]] = []
    turn: dict[str, Any] = hidden(default_factory=dict)
    reply_due_at: datetime


@action("quotation.counter", Quotation, Counter, allow=party("buyer"))
def counter(act: Act, quotation: Quotation, given: Counter) -> Facts:
    """Answer a quotation with another price; the team is to move."""
    quotation.state = QUOTATION.after(quotation.state, "counter")
    first = given.asks[0] if given.asks else {}
    quotation.answer = first | {"unit_price_usd": given.unit_price_usd, "reason": given.reason}
    if given.asks[1:]:
        quotation.answer = quotation.answer | {"or": given.asks[1]}
    inquiry = act.find(Inquiry, quotation.inquiry_id)
    inquiry.note_ask(given.reply_due_at)
    inquiry.counters += 1
    if given.turn:
        inquiry.note_turn(given.turn)
    _show(act, inquiry, quotation, given.body)
    name = f"{inquiry.stable_name}:counter:{inquiry.counters}"
    act.later(given.reply_due_at, "inquiry.overdue", inquiry.id, {"stable_name": name})
    return (
        _outcome(inquiry, quotation)
        | {"reason": given.reason, "asked": first}
        | {"unit_price_usd": given.unit_price_usd}
    )


class Reject(BuyersLetter):
    """The buyer's no, with the truth that was hidden while the talk was open."""

    reason: str
    closing: dict[str, Any]


@action("quotation.reject", Quotation, Reject, allow=party("buyer"))
def reject(act: Act, quotation: Quotation, given: Reject) -> Facts:
    """Reject a quotation for good: the talk is lost, and the letter shows limit and weights."""
    quotation.state = QUOTATION.after(quotation.state, "reject")
    quotation.answer = {"reason": given.reason}
    inquiry = act.find(Inquiry, quotation.inquiry_id)
    inquiry.note_end("lose", act.now)
    inquiry.closing = given.closing
    _show(act, inquiry, quotation, given.body)
    _stop(act, quotation)
    return _outcome(inquiry, quotation) | {"reason": given.reason}


@action("quotation.lapse", Quotation, Nothing, allow=party("clock"))
def lapse(act: Act, quotation: Quotation, given: Nothing) -> Facts:
    """Let a quotation end with its validity."""
    quotation.state = QUOTATION.after(quotation.state, "lapse")
    _stop(act, quotation)
    return {"valid_until": quotation.valid_until}


def _stop(act: Act, quotation: Quotation) -> None:
    for kind in ("quotation.consider", "quotation.lapse"):
        act.never(kind, quotation.id)


def _show(act: Act, inquiry: Inquiry, quotation: Quotation, body: str) -> None:
    """The buyer's letter about the quotation."""
    act.add(
        Message(
            team_id=inquiry.team_id,
            inquiry_id=inquiry.id,
            side="buyer",
            body=body,
            shows={"quotation": str(quotation.id)},
            sent_at=act.now,
        )
    )
