"""A player's money: USD settled, VAT refund claimed."""

from decimal import Decimal

from sqlalchemy import func
from sqlmodel import col, select

from app.actions.refund_papers import on_file
from app.models.ledger import LedgerPosting
from app.models.order import Order
from app.models.payment import Payment
from app.models.refund import RefundClaim
from app.models.settlement import Settlement
from app.trade.books.refund_file import refund_due
from app.trade.refusal import Refusal
from app.world.players.move import Move, Seat

_WORTH_WHILE = Decimal(50)


def money_moves(seat: Seat) -> list[Move]:
    """What is open at the bank and at the tax office."""
    # The deposit's USD stay for the freight: nothing is settled or claimed before the balance.
    held = select(Order).where(Order.team_id == seat.team.id, col(Order.balance_received_at).is_not(None))
    orders = list(seat.session.exec(held.order_by(col(Order.number))))
    moves, held_usd = [], at_bank(seat, "USD") if orders else Decimal(0)
    for order in orders:
        settled = _settle(seat, order, held_usd)
        held_usd -= sum((move.given["amount_usd"] for move in settled), Decimal(0))
        moves += [*settled, *_refund(seat, order)]
    return moves


def _settle(seat: Seat, order: Order, held_usd: Decimal) -> list[Move]:
    received = seat.session.exec(
        select(func.sum(Payment.received_usd)).where(
            Payment.order_id == order.id, Payment.state == "received"
        )
    ).one()
    sold = seat.session.exec(
        select(func.sum(Settlement.amount_usd)).where(
            Settlement.order_id == order.id, Settlement.kind == "settled"
        )
    ).one()
    left = min((received or Decimal(0)) - (sold or Decimal(0)), held_usd)
    if left < _WORTH_WHILE:
        return []
    return [Move(f"order:{order.number}:settle:{left}", "settlement.settle", order.id, {"amount_usd": left})]


def at_bank(seat: Seat, currency: str) -> Decimal:
    """What the team has at the bank in a currency."""
    posting = LedgerPosting
    held = select(func.sum(posting.amount)).where(
        posting.team_id == seat.team.id, posting.account == "bank", posting.currency == currency
    )
    return seat.session.exec(held).one() or Decimal(0)


def _refund(seat: Seat, order: Order) -> list[Move]:
    if order.shipped_at is None:
        return []
    row = seat.session.exec(select(RefundClaim).where(RefundClaim.order_id == order.id)).first()
    if row is not None and row.state != "refused":
        return []
    try:
        papers = on_file(seat.session, order)
        due, _ = refund_due(papers)
    except Refusal:
        return []
    given = {
        "declaration_number": papers.declaration_number,
        "vat_invoice_number": papers.vat_invoice["number"],
        "net_rmb": papers.invoiced_net_rmb,
        "quantity": int(papers.invoiced_quantity),
        "received_usd": papers.credited_usd,
        "claimed_rmb": due,
    }
    slip = given | {"quantity": given["quantity"] + 10}
    if row is not None:
        return [Move(f"order:{order.number}:refund:{row.times_claimed}", "refund.claim_again", row.id, given)]
    return [Move(f"order:{order.number}:refund", "refund.claim", order.id, given, slip)]
